import './styles/study.css'
import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { type Command, createCommands } from '../app/commands.ts'
import type { Quiz } from '../app/quiz.ts'
import { useServices } from '../app/services.ts'
import type { Deck } from '../domain/deck.ts'
import type { Question } from '../domain/quiz.ts'
import type { QuizAnswer } from '../domain/quizMark.ts'
import { number } from './format.ts'
import { useGo } from './frame.tsx'
import { quiz as words } from './messages/quiz.ts'
import { study } from './messages/study.ts'
import { ChoiceOptions, optionLetter } from './parts/ChoiceOptions.tsx'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { QuizMap, QuizStrip } from './parts/QuizStrips.tsx'
import { Confirm } from './parts/Sheet.tsx'
import { AnswerField } from './parts/TypedAnswer.tsx'

/** One question at a time, to answer in any order; nothing is marked until the end. */
export function QuizSitting(props: { quiz: Quiz; deck: Deck }) {
  const services = useServices()
  const go = useGo()
  const { quiz } = props
  let heading: HTMLHeadingElement | undefined
  const [asks, setAsks] = createSignal(false)
  const question = () => quiz.questions[quiz.current()]
  const isLast = () => quiz.current() === quiz.questions.length - 1
  const empty = () => quiz.answers().filter((answer) => !isAnswered(answer)).length
  const next = () => {
    if (!isLast()) quiz.go(quiz.current() + 1)
    else if (empty() > 0) setAsks(true)
    else quiz.finish()
  }
  const leave = () => go(`#/deck/${encodeURIComponent(props.deck.id)}`)
  createEffect(on(quiz.current, () => heading?.focus({ preventScroll: true })))
  createCommands(
    (): readonly Command[] => [
      ...optionCommands(question(), (option) => quiz.answer({ kind: 'choice', option })),
      { id: 'next', keys: ['Enter', 'ArrowRight'], label: words.keys.next, run: next },
      { id: 'back', keys: ['ArrowLeft'], label: words.keys.back, run: () => quiz.go(quiz.current() - 1) },
      { id: 'flag', keys: ['f'], label: words.keys.flag, run: quiz.toggleFlag },
      { id: 'leave', keys: ['Escape'], label: words.leave, run: leave },
    ],
    () => services.settings.current().singleKeyShortcuts,
  )
  const marks = () =>
    quiz.answers().map((answer, index) => ({ answered: isAnswered(answer), flagged: quiz.flagged().has(index) }))

  return (
    <FocusFrame
      bar={
        <>
          <div class="quizbar">
            <IconButton icon="x" label={words.leave} shortcut="Escape" onPress={leave} />
            <p class="num">
              {words.question(quiz.current() + 1)} <span>{words.of(quiz.questions.length)}</span>
            </p>
            <span class="end" />
          </div>
          <QuizStrip marks={marks()} current={quiz.current()} />
        </>
      }
      dock={
        <div class="quizfoot">
          <button
            type="button"
            class="btn"
            aria-label={words.previous}
            disabled={quiz.current() === 0}
            onClick={() => quiz.go(quiz.current() - 1)}
          >
            <Icon name="arrow-left" />
          </button>
          <button
            type="button"
            class="btn"
            aria-label={words.flag}
            aria-pressed={quiz.flagged().has(quiz.current())}
            onClick={() => quiz.toggleFlag()}
          >
            <Icon name={quiz.flagged().has(quiz.current()) ? 'flag-fill' : 'flag'} />
          </button>
          <button type="button" class="btn primary big" onClick={next}>
            {isLast() ? words.finish : words.next}
            <Show when={!isLast()}>
              <Icon name="arrow-right" />
            </Show>
          </button>
        </div>
      }
    >
      <Show when={question()} keyed>
        {(asked) => (
          <section class="quiz">
            <h1 class="q" id="question" tabindex="-1" ref={heading} lang={props.deck.language} dir="auto">
              <span class="sr">{words.number(quiz.current() + 1, quiz.questions.length)}: </span>
              {asked.stem}
            </h1>
            <AnswerInput
              question={asked}
              answer={quiz.answers()[quiz.current()] ?? null}
              lang={props.deck.language}
              onAnswer={quiz.answer}
              onEnter={next}
            />
            <p class="say">{words.atEnd}</p>
          </section>
        )}
      </Show>
      <aside class="quizside" aria-label={words.all}>
        <h2>{words.all}</h2>
        <QuizMap marks={marks()} current={quiz.current()} onGo={quiz.go} />
      </aside>
      <Confirm
        open={asks()}
        title={words.open(empty())}
        text={words.openText}
        confirmLabel={words.finish}
        onClose={() => setAsks(false)}
        onConfirm={quiz.finish}
      />
    </FocusFrame>
  )
}

function AnswerInput(props: {
  question: Question
  answer: QuizAnswer
  lang: string
  onAnswer: (answer: QuizAnswer) => void
  onEnter: () => void
}) {
  const choice = () => (props.question.kind === 'choice' ? props.question : undefined)
  const fields = () => fieldCount(props.question)
  const texts = () => (props.answer?.kind === 'text' ? props.answer.texts : [])
  const write = (index: number, text: string) =>
    props.onAnswer({
      kind: 'text',
      texts: Array.from({ length: fields() }, (_, i) => (i === index ? text : (texts()[i] ?? ''))),
    })
  return (
    <Switch>
      <Match when={choice()}>
        {(asked) => (
          <ChoiceOptions
            labelledBy="question"
            options={asked().options.map((option) => option.text)}
            chosen={props.answer?.kind === 'choice' ? props.answer.option : null}
            right={null}
            lang={props.lang}
            onChoose={(option) => props.onAnswer({ kind: 'choice', option })}
          />
        )}
      </Match>
      <Match when={fields() > 0}>
        <div class="fields">
          <For each={Array.from({ length: fields() }, (_, i) => i)}>
            {(index) => (
              <AnswerField
                value={texts()[index] ?? ''}
                lang={props.lang}
                label={fields() === 1 ? words.answer : `${words.answer} ${number(index + 1)}`}
                {...(index === fields() - 1 ? { help: study.lenient } : {})}
                onInput={(text) => write(index, text)}
                onEnter={props.onEnter}
              />
            )}
          </For>
        </div>
      </Match>
    </Switch>
  )
}

function fieldCount(question: Question): number {
  switch (question.kind) {
    case 'choice':
      return 0
    case 'typed':
      return 1
    case 'cloze':
      return question.blanks.length
    case 'list':
      return question.items.length
  }
}

const isAnswered = (answer: QuizAnswer): boolean =>
  answer !== null && (answer.kind === 'choice' || answer.texts.some((text) => text.trim() !== ''))

function optionCommands(question: Question | undefined, choose: (option: number) => void): Command[] {
  if (question?.kind !== 'choice') return []
  return question.options.map((option, index) => ({
    id: `option-${index}`,
    keys: [optionLetter(index).toLowerCase(), String(index + 1)],
    label: option.text,
    run: () => choose(index),
  }))
}
