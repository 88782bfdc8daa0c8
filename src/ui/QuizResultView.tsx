import { createSignal, For, Show } from 'solid-js'
import type { Quiz } from '../app/quiz.ts'
import { createSources } from '../app/sources.ts'
import { type Deck, splitTitle } from '../domain/deck.ts'
import type { Question } from '../domain/quiz.ts'
import type { Mark, QuizAnswer, QuizResult } from '../domain/quizMark.ts'
import { toEvidenceModel } from './cardView.ts'
import { clockTime, list } from './format.ts'
import { PageFrame, useGo } from './frame.tsx'
import { quiz as words } from './messages/quiz.ts'
import { EmptyState } from './parts/EmptyState.tsx'
import { Evidence } from './parts/Evidence.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { ScoreStrip } from './parts/QuizStrips.tsx'
import { Tick } from './parts/Tick.tsx'

/** The score, then each miss with its evidence and why the chosen option is wrong; misses can go into today. */
export function QuizResultView(props: { quiz: Quiz; deck: Deck; result: QuizResult; onAgain: () => void }) {
  const go = useGo()
  const sources = createSources()
  const misses = () =>
    props.result.marks.flatMap((mark, index) => {
      const question = props.quiz.questions[index]
      return mark.verdict === 'right' || !question ? [] : [{ index, mark, question }]
    })
  const [left, setLeft] = createSignal<ReadonlySet<number>>(new Set())
  const [added, setAdded] = createSignal<number | null>(null)
  const chosen = () => misses().filter((miss) => !left().has(miss.index))
  const toggle = (index: number) =>
    setLeft((all) => {
      const next = new Set(all)
      if (!next.delete(index)) next.add(index)
      return next
    })
  const add = () => void props.quiz.addToToday(chosen().map((miss) => miss.index)).then(setAdded)
  const model = (piece: Question['evidence'][number]) => toEvidenceModel(piece, props.deck.id, sources(props.deck.id))

  return (
    <PageFrame current="quiz">
      <header class="head back">
        <IconButton icon="x" label={words.leave} onPress={() => go(`#/deck/${encodeURIComponent(props.deck.id)}`)} />
      </header>
      <section class="score">
        <p class="small muted">{words.result(splitTitle(props.deck.title).name)}</p>
        <h1 class="num">{words.right(props.result.right, props.result.marks.length)}</h1>
        <p>{words.summary(props.result.scoreRatio, clockTime(props.quiz.elapsedMs()))}</p>
        <ScoreStrip right={props.result.marks.map((mark) => mark.verdict === 'right')} />
      </section>
      <Show
        when={misses().length > 0}
        fallback={<EmptyState title={words.allRight} text={words.allRightText} picture="done" />}
      >
        <section aria-labelledby="misses">
          <div class="section-head">
            <h2 id="misses">{words.goOver(misses().length)}</h2>
          </div>
          <div class="paper">
            <For each={misses()}>
              {(miss) => (
                <article class="miss">
                  <h3 lang={props.deck.language} dir="auto">
                    {miss.question.stem}
                  </h3>
                  <Tick
                    label={words.addOne(miss.question.stem)}
                    on={!left().has(miss.index)}
                    onChange={() => toggle(miss.index)}
                  />
                  <dl>
                    <dt class="bad">
                      <Icon name="x-circle" size="s" />
                    </dt>
                    <dd class="bad">
                      <span class="sr">{words.yours} </span>
                      {givenWords(miss.question, props.quiz.answers()[miss.index] ?? null) || words.none}
                    </dd>
                    <dt class="good">
                      <Icon name="check-circle-fill" size="s" />
                    </dt>
                    <dd class="good">
                      <span class="sr">{words.key} </span>
                      {rightWords(miss.question)}
                    </dd>
                  </dl>
                  <For each={miss.question.evidence}>
                    {(piece, i) => (
                      <Evidence
                        evidence={model(piece)}
                        lang={props.deck.language}
                        bare={i() < miss.question.evidence.length - 1}
                      />
                    )}
                  </For>
                  <WhyNot mark={miss.mark} lang={props.deck.language} model={model} />
                </article>
              )}
            </For>
          </div>
        </section>
        <p role="status" class="muted">
          {added() === null ? '' : words.added(added() ?? 0)}
        </p>
      </Show>
      <div class="action-dock">
        <Show
          when={chosen().length > 0 && added() === null}
          fallback={
            <button type="button" class="btn primary big wide" onClick={() => props.onAgain()}>
              {words.again}
            </button>
          }
        >
          <button type="button" class="btn primary big wide split" onClick={add}>
            <span>{words.add}</span>
            <small class="num">{words.addSum(chosen().length)}</small>
          </button>
        </Show>
      </div>
    </PageFrame>
  )
}

/** The sentence that a wrong option is true of. */
function WhyNot(props: {
  mark: Mark
  lang: string
  model: (piece: Question['evidence'][number]) => ReturnType<typeof toEvidenceModel>
}) {
  return (
    <Show when={props.mark.chosen?.evidence}>
      {(piece) => (
        <div class="why-not">
          <p class="small muted">{words.trueOf}</p>
          <Evidence evidence={props.model(piece())} lang={props.lang} bare />
        </div>
      )}
    </Show>
  )
}

function givenWords(question: Question, answer: QuizAnswer): string {
  if (answer === null) return ''
  if (answer.kind === 'text') return list(answer.texts.filter((text) => text.trim() !== ''))
  return question.kind === 'choice' ? (question.options[answer.option]?.text ?? '') : ''
}

function rightWords(question: Question): string {
  switch (question.kind) {
    case 'choice':
      return question.options[question.key]?.text ?? ''
    case 'typed':
      return question.answer
    case 'cloze':
      return list(question.blanks.map((blank) => blank.answer))
    case 'list':
      return list(question.items.map((item) => item.text))
  }
}
