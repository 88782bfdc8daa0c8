import './styles/examResult.css'
import { createSignal, For, Show } from 'solid-js'
import {
  addToToday,
  createExamReport,
  type ExamReport,
  overturn,
  retakeMissed,
  undoLessons,
} from '../app/examResult.ts'
import { shareText } from '../app/files.ts'
import { useServices } from '../app/services.ts'
import { createSources } from '../app/sources.ts'
import type { EventId } from '../domain/event.ts'
import { calibrate } from '../domain/examForecast.ts'
import { Reviews } from './ExamReview.tsx'
import { clockTime } from './format.ts'
import { PageFrame, useGo } from './frame.tsx'
import { exam as words } from './messages/exam.ts'
import { notSaved } from './messages/notSaved.ts'
import { quiz } from './messages/quiz.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'
import { IconButton, IconLink } from './parts/IconButton.tsx'
import { PartStrip, ScoreStrip } from './parts/QuizStrips.tsx'
import { Snackbar } from './parts/Snackbar.tsx'

/** A paper handed in: the score and what it is made of, the forecast beside it, then what there is to go over. */
export default function ExamResult(props: { examId: EventId }) {
  const report = createExamReport(props.examId)
  return (
    <PageFrame current="quiz">
      <Show
        when={report.latest}
        fallback={
          <Show when={report.state === 'ready'}>
            <EmptyState title={words.gone} main>
              <a class="btn primary" href="#/quiz">
                {quiz.title}
              </a>
            </EmptyState>
          </Show>
        }
      >
        {(known) => <Report report={known()} />}
      </Show>
    </PageFrame>
  )
}

function Report(props: { report: ExamReport }) {
  const services = useServices()
  const go = useGo()
  const sources = createSources()
  const exam = () => props.report.exam
  const result = () => props.report.result
  const misses = () => result().marks.flatMap((mark, index) => (mark.verdict === 'right' ? [] : [index]))
  const rights = () => result().marks.flatMap((mark, index) => (mark.verdict === 'right' ? [index] : []))
  const [left, setLeft] = createSignal<ReadonlySet<number>>(new Set())
  const [added, setAdded] = createSignal(false)
  const [showsRest, setShowsRest] = createSignal(false)
  const [snack, setSnack] = createSignal<{ readonly id: number; readonly text: string } | null>(null)
  const say = (text: string) => setSnack((before) => ({ id: (before?.id ?? 0) + 1, text }))
  const chosen = () => misses().filter((index) => !left().has(index))
  const canAdd = () => chosen().length > 0 && !added() && props.report.lessons.length === 0
  const toggle = (index: number) =>
    setLeft((all) => {
      const next = new Set(all)
      if (!next.delete(index)) next.add(index)
      return next
    })
  const add = async () => {
    const count = await addToToday(services, props.report, chosen())
    setAdded(true)
    say(words.added(count))
  }
  const rule = async (index: number, right: boolean, accept: string | null) => {
    await overturn(services, props.report, index, right, accept)
    say(accept === null ? words.overturned : words.accepted)
  }
  const retake = async () => {
    const id = await retakeMissed(services, props.report).catch(() => undefined)
    if (id === undefined) say(notSaved.text)
    else if (id !== null) go(`#/exam/sit/${encodeURIComponent(id)}`)
  }
  const share = async () => {
    const text = words.shared(exam().title, result().right, exam().questions.length, result().scoreRatio, exam().code)
    if ((await shareText(text)) === 'copied') say(words.copied)
  }
  const forecast = () =>
    calibrate(
      exam().predicted,
      result().marks.map((mark) => mark.points),
    )
  const hasParts = () => Math.abs(result().points - result().right) > 1e-9

  return (
    <>
      <header class="head back">
        <IconButton icon="x" label={t.close} onPress={() => go('#/quiz')} />
        <span class="tools">
          <IconLink icon="clipboard-text" label={words.print} href={`#/exam/print/${encodeURIComponent(exam().id)}`} />
          <IconButton icon="export" label={words.share} onPress={() => void share()} />
        </span>
      </header>
      <section class="score">
        <p class="small muted" dir="auto">
          {words.result(exam().title)}
        </p>
        <h1 class="num">{words.right(result().right, exam().questions.length)}</h1>
        <p>
          {exam().cause === 'time' ? `${words.timeUp} ` : ''}
          {words.summary(result().scoreRatio, exam().blueprint.passRatio, result().passed, clockTime(exam().spentMs))}
        </p>
        <ScoreStrip verdicts={result().marks.map((mark) => mark.verdict)} />
        <Show when={result().open > 0}>
          <p>{words.toMark(result().open)}</p>
        </Show>
        <Show when={hasParts()}>
          <p class="small muted">{words.points(Math.round(result().points * 10) / 10, exam().questions.length)}</p>
        </Show>
      </section>
      <div class="result-cols">
        <div class="result-side">
          <Parts title={words.byTopic} parts={result().byTopic.map((part) => ({ ...part, name: part.name }))} />
          <Show when={result().byKind.length > 1}>
            <Parts
              title={words.byKind}
              parts={result().byKind.map((part) => ({ ...part, name: quiz.kinds[part.name] }))}
            />
          </Show>
          <Show when={result().open === 0 && forecast()}>
            {(known) => (
              <section class="paper pad forecast" aria-labelledby="forecast">
                <h2 id="forecast">{words.forecast}</h2>
                <p>{words[known().verdict](known().predictedRatio, known().actualRatio)}</p>
                <p class="small muted">{words.range(known().low, known().high)}</p>
              </section>
            )}
          </Show>
          <Show when={props.report.lessons.length > 0}>
            <section class="paper pad forecast">
              <p>{words.taught(props.report.lessons.length)}</p>
              <button
                type="button"
                class="btn"
                onClick={() => void undoLessons(services, props.report).then(() => say(words.untaught))}
              >
                {words.takeBack}
              </button>
            </section>
          </Show>
          <Show when={exam().code}>
            {(code) => (
              <section class="paper pad forecast">
                <p class="num">{words.codeIs(code())}</p>
                <p class="small muted">{words.codeText}</p>
              </section>
            )}
          </Show>
        </div>
        <div class="result-main">
          <Show
            when={misses().length > 0}
            fallback={<EmptyState title={words.allRight} text={words.allRightText} picture="done" />}
          >
            <section aria-labelledby="misses">
              <div class="section-head">
                <h2 id="misses">{words.goOver(misses().length)}</h2>
              </div>
              <Reviews
                report={props.report}
                indexes={misses()}
                sources={sources}
                tickOf={(index) =>
                  added() || props.report.lessons.length > 0
                    ? null
                    : { on: !left().has(index), toggle: () => toggle(index) }
                }
                onRule={(index, right, accept) => void rule(index, right, accept)}
              />
            </section>
          </Show>
          <Show when={rights().length > 0}>
            <section class="rest" aria-labelledby="rights">
              <div class="section-head">
                <h2 id="rights">{words.rest(rights().length)}</h2>
                <button
                  type="button"
                  class="link"
                  aria-expanded={showsRest()}
                  onClick={() => setShowsRest((shown) => !shown)}
                >
                  {showsRest() ? words.hideRest : words.showRest}
                </button>
              </div>
              <Show when={showsRest()}>
                <Reviews
                  report={props.report}
                  indexes={rights()}
                  sources={sources}
                  tickOf={() => null}
                  onRule={(index, right, accept) => void rule(index, right, accept)}
                />
              </Show>
            </section>
          </Show>
        </div>
      </div>
      <Snackbar snack={snack()} onGone={() => setSnack(null)} />
      <div class="action-dock result-acts">
        <Show when={misses().length > 0}>
          <button type="button" class="btn big wide" onClick={() => void retake()}>
            {words.retake}
          </button>
        </Show>
        <Show
          when={canAdd()}
          fallback={
            <a class="btn primary big wide" href="#/quiz">
              {words.again}
            </a>
          }
        >
          <button type="button" class="btn primary big wide split" onClick={() => void add()}>
            <span>{words.add}</span>
            <small class="num">{words.addSum(chosen().length)}</small>
          </button>
        </Show>
      </div>
    </>
  )
}

type PartRow = {
  readonly name: string
  readonly points: number
  readonly verdicts: ExamReport['result']['byTopic'][number]['verdicts']
}

/** The score in parts, each with its questions as a strip. */
function Parts(props: { title: string; parts: readonly PartRow[] }) {
  return (
    <section class="topics paper">
      <h2>{props.title}</h2>
      <ul>
        <For each={props.parts}>
          {(part) => (
            <li class="topic">
              <span dir="auto">{part.name}</span>
              <span class="num muted">{words.part2(Math.round(part.points * 10) / 10, part.verdicts.length)}</span>
              <PartStrip verdicts={part.verdicts} />
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
