import '../styles/quiz.css'
import { For } from 'solid-js'
import { number } from '../format.ts'
import { quiz } from '../messages/quiz.ts'

export type QuizMark = { readonly answered: boolean; readonly flagged: boolean }

/** Where a quiz stands, as segments in question order: to do, now, answered, flagged (with a dot). */
export function QuizStrip(props: { marks: readonly QuizMark[]; current: number }) {
  return (
    <div class="segs" aria-hidden="true">
      <For each={props.marks}>
        {(mark, index) => (
          <span
            classList={{
              done: mark.answered,
              now: index() === props.current,
              flag: mark.flagged,
            }}
          />
        )}
      </For>
    </div>
  )
}

/** The same as buttons, beside the question on a desktop. */
export function QuizMap(props: { marks: readonly QuizMark[]; current: number; onGo: (index: number) => void }) {
  return (
    <ol class="map num">
      <For each={props.marks}>
        {(mark, index) => (
          <li>
            <button
              type="button"
              classList={{ done: mark.answered, now: index() === props.current, flag: mark.flagged }}
              aria-current={index() === props.current ? 'true' : undefined}
              aria-label={quiz.mark(index() + 1, mark.answered, mark.flagged)}
              onClick={() => props.onGo(index())}
            >
              {number(index() + 1)}
            </button>
          </li>
        )}
      </For>
    </ol>
  )
}

/** A result in question order: solid for right, hollow for wrong. */
export function ScoreStrip(props: { right: readonly boolean[] }) {
  const wrong = () => props.right.flatMap((right, index) => (right ? [] : [index + 1]))
  return (
    <div class="strip" role="img" aria-label={quiz.strip(wrong(), props.right.length)}>
      <For each={props.right}>{(right) => <span classList={{ w: !right }} />}</For>
    </div>
  )
}
