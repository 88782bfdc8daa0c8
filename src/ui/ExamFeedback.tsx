import './styles/sitting.css'
import { createEffect, For, on, Show } from 'solid-js'
import { createSources, type DeckSources } from '../app/sources.ts'
import type { Question } from '../domain/exam.ts'
import { type Mark, markAt } from '../domain/examMark.ts'
import type { Sitting } from '../domain/examSitting.ts'
import type { DeckId } from '../domain/note.ts'
import { toEvidenceModel } from './cardView.ts'
import { rightWords } from './examWords.ts'
import { quiz as words } from './messages/quiz.ts'
import { Evidence } from './parts/Evidence.tsx'
import { Icon } from './parts/Icon.tsx'
import { RichText } from './parts/RichText.tsx'

/** Right or wrong once the answer was looked up, with the sentence that says so; a region that takes the focus. */
export function ExamFeedback(props: {
  sitting: Sitting
  index: number
  shown: boolean
  onRule: (right: boolean) => void
}) {
  let region: HTMLElement | undefined
  const sources = createSources()
  const question = () => props.sitting.questions[props.index]
  const mark = () => markAt(props.sitting, props.index)
  createEffect(
    on(
      () => props.shown,
      (shown, before) => shown && before === false && region?.focus(),
    ),
  )
  return (
    <Show when={props.shown && question()}>
      {(asked) => (
        <section class="feedback" ref={region} tabindex="-1" aria-label={words.verdict[mark().verdict]}>
          <p class="verdict" classList={{ good: mark().verdict === 'right', bad: mark().verdict === 'wrong' }}>
            <Icon name={mark().verdict === 'right' ? 'check-circle-fill' : 'x-circle'} size="s" />
            {words.verdict[mark().verdict]}
          </p>
          <Show when={mark().verdict !== 'right'}>
            <p>
              <span class="muted">{words.key}</span>{' '}
              <b lang={asked().language} dir="auto">
                <RichText text={rightWords(asked())} />
              </b>
            </p>
          </Show>
          <Show when={mark().verdict === 'open'}>
            <div class="acts-row">
              <button type="button" class="btn" onClick={() => props.onRule(false)}>
                {words.wasWrong}
              </button>
              <button type="button" class="btn primary" onClick={() => props.onRule(true)}>
                {words.wasRight}
              </button>
            </div>
          </Show>
          <QuestionEvidence question={asked()} mark={mark()} sources={sources} />
        </section>
      )}
    </Show>
  )
}

/** The sentences that an answer comes from, and those that the wrong options taken are true of. */
export function QuestionEvidence(props: { question: Question; mark: Mark; sources: (deckId: DeckId) => DeckSources }) {
  const model = (piece: Question['evidence'][number]) =>
    toEvidenceModel(piece, props.question.cards[0], props.question.deckId, props.sources(props.question.deckId))
  const believed = () => props.mark.chosen.filter((option) => option.evidence !== null)
  return (
    <>
      <For each={props.question.evidence}>
        {(piece, i) => (
          <Evidence
            evidence={model(piece)}
            lang={props.question.language}
            bare={i() < props.question.evidence.length - 1}
          />
        )}
      </For>
      <For each={believed()}>
        {(option) => (
          <Show when={option.evidence}>
            {(piece) => (
              <div class="why-not">
                <p class="small muted">{words.trueOf(option.text)}</p>
                <Evidence evidence={model(piece())} lang={props.question.language} />
              </div>
            )}
          </Show>
        )}
      </For>
    </>
  )
}
