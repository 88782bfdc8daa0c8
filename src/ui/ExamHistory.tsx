import './styles/key.css'
import './styles/memory.css'
import './styles/quizPage.css'
import './styles/stats.css'
import { Show } from 'solid-js'
import { createExamHistory } from '../app/examResult.ts'
import { type Calibration, calibrate } from '../domain/examForecast.ts'
import type { Paper } from '../domain/examLog.ts'
import { clockTime, dateAndTime, percent } from './format.ts'
import { BackHead, PageFrame } from './frame.tsx'
import { exam as words } from './messages/exam.ts'
import { PastPapers } from './PastPapers.tsx'
import { type ChartTable, Panel } from './parts/charts/Panel.tsx'
import { Scores } from './parts/charts/Scores.tsx'
import { EmptyState } from './parts/EmptyState.tsx'

/** Every paper handed in: its score beside what was foretold of it, and whether such forecasts hold. */
export default function ExamHistory() {
  const papers = createExamHistory()
  return (
    <PageFrame current="quiz">
      <BackHead href="#/quiz" />
      <h1 class="page-title">{words.history}</h1>
      <Show when={papers()}>
        {(known) => (
          <Show
            when={known().length > 0}
            fallback={<EmptyState title={words.historyEmpty} text={words.historyEmptyText} picture="blank" />}
          >
            <History papers={known()} />
          </Show>
        )}
      </Show>
    </PageFrame>
  )
}

/** As many points as a phone shows apart. */
const CHARTED = 30

function History(props: { papers: readonly Paper[] }) {
  const marked = () => props.papers.filter((paper) => paper.result.open === 0 && paper.exam.questions.length > 0)
  const charted = () => marked().slice(0, CHARTED).toReversed()
  const overall = () =>
    calibrate(
      marked().flatMap(({ exam }) => exam.predicted),
      marked().flatMap(({ result }) => result.marks.map((mark) => mark.points)),
    )
  const finding = (known: Calibration) =>
    ({ within: words.calibrated, better: words.tooLow, worse: words.tooHigh })[known.verdict](known.questions)
  const table = (): ChartTable => ({
    head: [words.columns.paper, words.columns.date, words.columns.score, words.columns.foretold, words.columns.time],
    rows: marked().map(({ exam, result }) => [
      exam.title,
      dateAndTime(exam.at),
      percent(result.scoreRatio),
      percent(foretold(exam.predicted)),
      clockTime(exam.spentMs),
    ]),
  })
  return (
    <>
      <Show when={overall()}>
        {(known) => (
          <div class="history-chart">
            <Panel
              finding={finding(known())}
              table={table}
              chart={
                <Scores
                  label={words.chart(charted().length)}
                  height={180}
                  scores={charted().map(({ exam, result }) => ({
                    actual: result.scoreRatio,
                    foretold: foretold(exam.predicted),
                  }))}
                />
              }
            >
              <ul class="key">
                <li>
                  <span class="sw st-known" />
                  {words.actual}
                </li>
                <li>
                  <span class="sw hollow" />
                  {words.foretold}
                </li>
              </ul>
            </Panel>
          </div>
        )}
      </Show>
      <PastPapers papers={props.papers} />
    </>
  )
}

const foretold = (predicted: readonly number[]): number =>
  predicted.length === 0 ? 0 : predicted.reduce((sum, each) => sum + each, 0) / predicted.length
