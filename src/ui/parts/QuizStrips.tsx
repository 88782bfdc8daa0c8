import '../styles/key.css'
import '../styles/quizStrips.css'
import { For } from 'solid-js'
import type { Mark } from '../../domain/examMark.ts'
import { number } from '../format.ts'
import { exam } from '../messages/exam.ts'
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

/** The same as buttons. */
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

/** What the map's colours mean. */
export function QuizKey() {
  return (
    <ul class="key">
      <li>
        <span class="sw sw-answered" />
        {quiz.answered}
      </li>
      <li>
        <span class="sw sw-flagged" />
        {quiz.flagged}
      </li>
    </ul>
  )
}

type Verdicts = readonly Mark['verdict'][]

/** A result in question order: solid for right, half for partly, hollow for wrong. */
export function ScoreStrip(props: { verdicts: Verdicts }) {
  const wrong = () => props.verdicts.flatMap((verdict, index) => (verdict === 'right' ? [] : [index + 1]))
  return (
    <div class="strip" role="img" aria-label={exam.strip(wrong(), props.verdicts.length)}>
      <Blocks verdicts={props.verdicts} />
    </div>
  )
}

/** The same beside a count that says it all. */
export function PartStrip(props: { verdicts: Verdicts }) {
  return (
    <div class="strip small" aria-hidden="true">
      <Blocks verdicts={props.verdicts} />
    </div>
  )
}

function Blocks(props: { verdicts: Verdicts }) {
  return (
    <For each={props.verdicts}>
      {(verdict) => <span classList={{ w: verdict !== 'right' && verdict !== 'partial', p: verdict === 'partial' }} />}
    </For>
  )
}
