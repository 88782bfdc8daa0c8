import './styles/study.css'
import './styles/examResult.css'
import './styles/sitting.css'
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js'
import { type Command, createCommands } from '../app/commands.ts'
import { createExamSitting, type ExamSitting } from '../app/examSitting.ts'
import { useServices } from '../app/services.ts'
import { isAnswered, type Question } from '../domain/exam.ts'
import { markPaper } from '../domain/examMark.ts'
import type { Sitting, SittingAction } from '../domain/examSitting.ts'
import { ExamAnswerInput, nextPrompt, withOption } from './ExamAnswerInput.tsx'
import { ClockSheet, ExamClock } from './ExamClock.tsx'
import { ExamFeedback } from './ExamFeedback.tsx'
import { ExamStem } from './ExamStem.tsx'
import { optionTexts } from './examWords.ts'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { quiz as words } from './messages/quiz.ts'
import { optionLetter } from './parts/ChoiceOptions.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { QuizKey, QuizMap, QuizStrip, ScoreStrip } from './parts/QuizStrips.tsx'
import { Confirm, Sheet } from './parts/Sheet.tsx'

/** A paper taken up where it was left; once it is handed in, its result. */
export default function ExamSittingPage(props: { id: string }) {
  const exam = createExamSitting(props.id)
  const go = useGo()
  createEffect(() => {
    const view = exam.view()
    if (view.phase === 'handedIn') go(`#/exam/result/${encodeURIComponent(view.examId)}`, true)
  })
  const sitting = () => {
    const view = exam.view()
    return view.phase === 'open' ? view.sitting : undefined
  }
  return (
    <Switch>
      <Match when={exam.view().phase === 'gone'}>
        <PageFrame current="quiz">
          <BackHead href="#/quiz" />
          <EmptyState title={words.gone} text={words.goneText} main>
            <a class="btn primary" href="#/quiz">
              {words.title}
            </a>
          </EmptyState>
        </PageFrame>
      </Match>
      <Match when={exam.view().phase === 'elsewhere'}>
        <PageFrame current="quiz">
          <BackHead href="#/quiz" />
          <EmptyState title={words.elsewhere} text={words.elsewhereText} main>
            <button type="button" class="btn primary" onClick={exam.takeOver}>
              {words.takeOver}
            </button>
          </EmptyState>
        </PageFrame>
      </Match>
      <Match when={exam.waiting()}>{(over) => <Waiting sitting={over()} />}</Match>
      <Match when={sitting()}>{(open) => <Open exam={exam} sitting={open()} />}</Match>
    </Switch>
  )
}

/** Handed in on a device that does not take it yet: what it came to, and that it is not in the record. */
function Waiting(props: { sitting: Sitting }) {
  const result = createMemo(() => markPaper(props.sitting))
  return (
    <PageFrame current="quiz">
      <BackHead href="#/quiz" />
      <section class="score">
        <p class="small muted" dir="auto">
          {props.sitting.title}
        </p>
        <h1 class="num">{words.score(result().right, props.sitting.questions.length)}</h1>
        <p>{words.waiting}</p>
        <ScoreStrip verdicts={result().marks.map((mark) => mark.verdict)} />
      </section>
    </PageFrame>
  )
}

/** One question at a time, to answer in any order. */
function Open(props: { exam: ExamSitting; sitting: Sitting }) {
  const services = useServices()
  const go = useGo()
  let heading: HTMLHeadingElement | undefined
  let asked: HTMLElement | undefined
  const [asks, setAsks] = createSignal<'submit' | 'leave' | 'map' | 'clock' | null>(null)
  const [hidesClock, setHidesClock] = createSignal(false)
  const [prompt, setPrompt] = createSignal(0)
  const act = (action: SittingAction) => props.exam.act(action)
  const total = () => props.sitting.questions.length
  // Of its own, as every letter typed makes another sitting: the focus moves with the question alone.
  const current = createMemo(() => props.sitting.current)
  const question = () => props.sitting.questions[current()]
  const answer = () => props.sitting.answers[current()] ?? null
  const isLast = () => current() === total() - 1
  const isFlagged = () => props.sitting.flagged.includes(current())
  const isChecked = () => props.sitting.checked.includes(current())
  const canCheck = () => props.sitting.blueprint.feedback === 'once' && !isChecked() && isAnswered(answer())
  const letters = () => {
    const asked = question()
    return asked ? optionTexts(asked).length : 0
  }
  const unanswered = () => props.sitting.answers.filter((each) => !isAnswered(each)).length
  const next = () => {
    if (canCheck()) act({ kind: 'check' })
    else if (!isLast()) act({ kind: 'go', to: current() + 1 })
    else setAsks('submit')
  }
  const leave = () => go('#/quiz')
  createEffect(
    on(current, () => {
      setPrompt(0)
      // On a phone the keyboard would cover the question unasked.
      const field = hasKeyboard() ? asked?.querySelector<HTMLElement>(OPEN_FIELD) : null
      ;(field ?? heading)?.focus({ preventScroll: true })
    }),
  )
  const choose = (asked: Question, option: number) => {
    const given = withOption(asked, answer(), option, prompt())
    act({ kind: 'answer', answer: given })
    if (asked.kind === 'matching') setPrompt(nextPrompt(given, prompt(), asked.prompts.length))
  }
  createCommands(
    (): readonly Command[] => [
      ...optionCommands(question(), choose),
      { id: 'next', keys: ['Enter', 'ArrowRight'], label: words.keys.next, run: next },
      { id: 'back', keys: ['ArrowLeft'], label: words.keys.back, run: () => act({ kind: 'go', to: current() - 1 }) },
      { id: 'flag', keys: ['f'], label: words.keys.flag, run: () => act({ kind: 'flag' }) },
      { id: 'leave', keys: ['Escape'], label: words.leave, run: () => setAsks('leave') },
    ],
    () => services.settings.current().singleKeyShortcuts,
  )
  const marks = () =>
    props.sitting.answers.map((each, index) => ({
      answered: isAnswered(each),
      flagged: props.sitting.flagged.includes(index),
    }))

  return (
    <FocusFrame
      bar={
        <>
          <div class="quizbar">
            <IconButton icon="x" label={words.leave} shortcut="Escape" onPress={() => setAsks('leave')} />
            <button type="button" class="where num" aria-haspopup="dialog" onClick={() => setAsks('map')}>
              {words.question(current() + 1)} <span>{words.of(total())}</span>
            </button>
            <span class="end">
              <ExamClock
                leftMs={props.exam.leftMs()}
                hidden={hidesClock()}
                extraMinutes={props.sitting.extraMinutes}
                onPress={() => setAsks('clock')}
              />
            </span>
          </div>
          <QuizStrip marks={marks()} current={current()} />
        </>
      }
      dock={
        <div class="quizfoot">
          <button
            type="button"
            class="btn"
            aria-label={words.previous}
            disabled={current() === 0}
            onClick={() => act({ kind: 'go', to: current() - 1 })}
          >
            <Icon name="arrow-left" />
          </button>
          <button
            type="button"
            class="btn"
            aria-label={words.flag}
            aria-pressed={isFlagged()}
            onClick={() => act({ kind: 'flag' })}
          >
            <Icon name={isFlagged() ? 'flag-fill' : 'flag'} />
          </button>
          <button type="button" class="btn primary big" onClick={next}>
            {canCheck() ? words.check : isLast() ? words.finish : words.next}
            <Show when={!canCheck() && !isLast()}>
              <Icon name="arrow-right" />
            </Show>
          </button>
        </div>
      }
    >
      <section
        class="quiz"
        ref={asked}
        // Out of the field, where single keys work again.
        on:keydown={(event) => {
          if (event.key !== 'Escape' || !(event.target instanceof HTMLInputElement)) return
          event.preventDefault()
          heading?.focus({ preventScroll: true })
        }}
      >
        <Show when={`${current()}`} keyed>
          {(_) => (
            <h1
              class="q"
              classList={{ long: (question()?.stem.length ?? 0) > LONG_QUESTION_CHARS }}
              id="question"
              tabindex="-1"
              ref={heading}
              lang={question()?.kind === 'matching' ? undefined : question()?.language}
              dir="auto"
            >
              <bdi class="sr">{words.number(current() + 1, total())}: </bdi>
              <ExamStem question={question()} />
            </h1>
          )}
        </Show>
        <Show when={question()} keyed>
          {(asked) => (
            <>
              <ExamAnswerInput
                question={asked}
                answer={answer()}
                checked={isChecked()}
                prompt={prompt()}
                onPrompt={setPrompt}
                onAnswer={(given) => act({ kind: 'answer', answer: given })}
                onEnter={next}
              />
              <ExamFeedback
                sitting={props.sitting}
                index={current()}
                shown={isChecked()}
                onRule={(right) => act({ kind: 'rule', right })}
              />
            </>
          )}
        </Show>
        <Show when={props.sitting.blueprint.feedback === 'end'}>
          <p class="say">{words.atEnd}</p>
        </Show>
        <Show when={props.exam.failed()}>
          <p class="say bad" role="alert">
            {words.failed}
          </p>
        </Show>
      </section>
      <aside class="quizside" aria-label={words.all}>
        <h2>{words.all}</h2>
        <QuizMap marks={marks()} current={current()} onGo={(to) => act({ kind: 'go', to })} />
        <QuizKey />
        <Keys letters={letters()} />
      </aside>
      <Sheet
        open={asks() === 'map'}
        title={words.all}
        onClose={() => setAsks(null)}
        actions={
          <button type="button" class="btn primary big" onClick={() => setAsks('submit')}>
            {words.finish}
          </button>
        }
      >
        <QuizMap
          marks={marks()}
          current={current()}
          onGo={(to) => {
            act({ kind: 'go', to })
            setAsks(null)
          }}
        />
        <QuizKey />
      </Sheet>
      <ClockSheet
        open={asks() === 'clock'}
        leftMs={props.exam.leftMs()}
        hidden={hidesClock()}
        onHide={setHidesClock}
        onExtend={(minutes) => act({ kind: 'extend', minutes })}
        onClose={() => setAsks(null)}
      />
      <Confirm
        open={asks() === 'submit'}
        title={words.unanswered(unanswered())}
        text={words.unansweredText(unanswered())}
        confirmLabel={words.finish}
        onClose={() => setAsks(null)}
        onConfirm={() => act({ kind: 'submit' })}
      />
      <Confirm
        open={asks() === 'leave'}
        title={words.leaveAsk}
        text={props.exam.leftMs() === null ? words.leaveUntimed : words.leaveTimed}
        confirmLabel={words.leaveDo}
        onClose={() => setAsks(null)}
        onConfirm={leave}
      />
    </FocusFrame>
  )
}

const OPEN_FIELD = '.fields input:not([readonly])'

const hasKeyboard = () => !matchMedia('(pointer: coarse)').matches

/** Beyond this a question steps down in size. */
const LONG_QUESTION_CHARS = 140

/** The keys that work here, on a desktop. */
function Keys(props: { letters: number }) {
  return (
    <dl>
      <Show when={props.letters > 0}>
        <dt>
          <kbd>A</kbd> – <kbd>{optionLetter(props.letters - 1)}</kbd>
        </dt>
        <dd>{words.keys.choose}</dd>
      </Show>
      <dt>
        <kbd>Enter</kbd>
      </dt>
      <dd>{words.keys.next}</dd>
      <dt>
        <kbd>F</kbd>
      </dt>
      <dd>{words.keys.flag}</dd>
      <dt>
        <kbd>←</kbd>
      </dt>
      <dd>{words.keys.back}</dd>
    </dl>
  )
}

/** Letters and digits choose; `f` stays the flag's, where there are so many options. */
function optionCommands(question: Question | undefined, choose: (asked: Question, option: number) => void): Command[] {
  if (!question) return []
  return optionTexts(question).map((label, index) => ({
    id: `option-${index}`,
    keys: [optionLetter(index).toLowerCase(), String(index + 1)].filter((key) => key !== 'f'),
    label,
    run: () => choose(question, index),
  }))
}
