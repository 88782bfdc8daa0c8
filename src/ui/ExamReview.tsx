import './styles/examResult.css'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { ExamReport } from '../app/examResult.ts'
import type { DeckSources } from '../app/sources.ts'
import { isRecall } from '../domain/exam.ts'
import type { DeckId } from '../domain/note.ts'
import { QuestionEvidence } from './ExamFeedback.tsx'
import { givenWords, rightWords, stemWords } from './examWords.ts'
import { exam as words } from './messages/exam.ts'
import { quiz } from './messages/quiz.ts'
import { Icon } from './parts/Icon.tsx'
import { PORTION, portionByWeight } from './parts/portion.ts'
import { RichText } from './parts/RichText.tsx'
import { Tick } from './parts/Tick.tsx'

type Ticked = { readonly on: boolean; readonly toggle: () => void }

type ReviewsProps = {
  report: ExamReport
  /** Of the questions, in order. */
  indexes: readonly number[]
  sources: (deckId: DeckId) => DeckSources
  tickOf: (index: number) => Ticked | null
  onRule: (index: number, right: boolean, accept: string | null) => void
}

/** Questions of a result, a portion at a time: some bring a sentence for each of hundreds of items. */
export function Reviews(props: ReviewsProps) {
  const [most, setMost] = createSignal(PORTION)
  const weightOf = (index: number) => {
    const { questions } = props.report.exam
    const prompts = questions[index]?.kind === 'matching' ? questions[index].prompts.length : 0
    const believed = props.report.result.marks[index]?.chosen.length ?? 0
    return 1 + (questions[index]?.evidence.length ?? 0) + believed + prompts
  }
  const portion = createMemo(() => portionByWeight(props.indexes, weightOf, most()))
  let list: HTMLDivElement | undefined
  /** The first of those that come has the focus: what was pressed is behind them all, or gone. */
  const showMore = () => {
    const { rows, next } = portion()
    setMost(next)
    list?.children[rows.length]?.querySelector<HTMLElement>('input, button, a')?.focus()
  }
  return (
    <>
      <div ref={list} class="paper">
        <For each={portion().rows}>
          {(index) => (
            <ExamReview
              report={props.report}
              index={index}
              sources={props.sources}
              tick={props.tickOf(index)}
              onRule={(right, accept) => props.onRule(index, right, accept)}
            />
          )}
        </For>
      </div>
      <Show when={portion().more > 0}>
        <button type="button" class="btn" onClick={showMore}>
          {words.more(portion().more)}
        </button>
      </Show>
    </>
  )
}

/** One question of a result: own answer, right answer, evidence, and the say that the learner has in its mark. */
function ExamReview(props: {
  report: ExamReport
  index: number
  sources: (deckId: DeckId) => DeckSources
  /** Whether it goes into today; null where that is not asked. */
  tick: Ticked | null
  onRule: (right: boolean, accept: string | null) => void
}) {
  const question = createMemo(() => {
    const found = props.report.exam.questions[props.index]
    if (!found) throw new RangeError(`no question ${props.index}`)
    return found
  })
  const answer = () => props.report.exam.answers[props.index] ?? null
  const mark = createMemo(() => {
    const found = props.report.result.marks[props.index]
    if (!found) throw new RangeError(`no mark ${props.index}`)
    return found
  })
  const isRight = () => mark().verdict === 'right'
  const mayRule = () => isRecall(question().kind) && mark().verdict !== 'unanswered'
  /** What would be accepted from now on: an answer of one piece. */
  const typed = () => {
    const given = answer()
    const one = question().kind === 'typed' || (question().kind === 'cloze' && mark().parts.length === 1)
    return one && given?.kind === 'text' ? (given.texts[0] ?? '').trim() : ''
  }
  return (
    <article class="miss">
      <h3 lang={question().kind === 'matching' ? undefined : question().language} dir="auto">
        <RichText text={stemWords(question())} />
      </h3>
      <Show when={props.tick}>
        {(tick) => <Tick label={words.addOne(stemWords(question()))} on={tick().on} onChange={() => tick().toggle()} />}
      </Show>
      <Show when={question().kind === 'matching' && mark().verdict !== 'unanswered'} fallback={<Answers />}>
        <Pairs />
      </Show>
      <QuestionEvidence question={question()} mark={mark()} sources={props.sources} />
      <Show when={mayRule()}>
        <div class="ruling">
          <Show
            when={!isRight()}
            fallback={
              <button type="button" class="link" onClick={() => props.onRule(false, null)}>
                {words.overturnBack}
              </button>
            }
          >
            <button type="button" class="link" onClick={() => props.onRule(true, null)}>
              {words.overturn}
            </button>
            <Show when={typed() !== '' && mark().verdict !== 'open'}>
              <button type="button" class="link" onClick={() => props.onRule(true, typed())}>
                {words.accept}
              </button>
            </Show>
            <Show when={mark().verdict === 'open'}>
              <button type="button" class="link" onClick={() => props.onRule(false, null)}>
                {words.overturnBack}
              </button>
            </Show>
          </Show>
        </div>
      </Show>
    </article>
  )

  function Answers() {
    return (
      <dl>
        <Show when={!isRight()}>
          <dt classList={{ bad: mark().verdict !== 'open' }}>
            <Icon name={mark().verdict === 'partial' || mark().verdict === 'open' ? 'circle' : 'x-circle'} size="s" />
          </dt>
          <dd classList={{ bad: mark().verdict === 'wrong' }} lang={question().language} dir="auto">
            <bdi class="sr">
              {quiz.verdict[mark().verdict]}. {quiz.yours}{' '}
            </bdi>
            <RichText text={givenWords(question(), answer()) || quiz.none} />
          </dd>
        </Show>
        <dt class="good">
          <Icon name="check-circle-fill" size="s" />
        </dt>
        <dd class="good" lang={question().language} dir="auto">
          <bdi class="sr">{quiz.key} </bdi>
          <RichText text={rightWords(question())} />
        </dd>
      </dl>
    )
  }

  function Pairs() {
    const asked = () => {
      const one = question()
      return one.kind === 'matching' ? one : undefined
    }
    const given = (i: number) => {
      const answered = answer()
      const pick = answered?.kind === 'pairs' ? answered.options[i] : null
      return pick === null || pick === undefined ? quiz.none : (asked()?.options[pick] ?? '')
    }
    return (
      <ul class="pair-list">
        <For each={asked()?.prompts}>
          {(prompt, i) => (
            <li lang={question().language} dir="auto">
              {prompt}
              <dl>
                <Show when={!mark().parts[i()]}>
                  <dt class="bad">
                    <Icon name="x-circle" size="s" />
                  </dt>
                  <dd class="bad">
                    <bdi class="sr">{quiz.yours} </bdi>
                    {given(i())}
                  </dd>
                </Show>
                <dt class="good">
                  <Icon name="check-circle-fill" size="s" />
                </dt>
                <dd class="good">
                  <bdi class="sr">{quiz.key} </bdi>
                  {asked()?.options[asked()?.keys[i()] ?? -1]}
                </dd>
              </dl>
            </li>
          )}
        </For>
      </ul>
    )
  }
}
