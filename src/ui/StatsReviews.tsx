import './styles/key.css'
import { createSignal, Show } from 'solid-js'
import type { PeriodStats, Stats } from '../domain/stats.ts'
import type { DueForecast } from '../domain/statsMemory.ts'
import { addTallies, ENOUGH_REVIEWS, NO_TALLY, shareOf, type Tally } from '../domain/statsTally.ts'
import { addDays, type StudyDay } from '../domain/time.ts'
import { shortDay, spent } from './chartFormat.ts'
import { number, percent, weekday } from './format.ts'
import { stats as words } from './messages/stats.ts'
import { Forecast, ForecastKey } from './parts/charts/Forecast.tsx'
import { Heatmap } from './parts/charts/Heatmap.tsx'
import { type ChartTable, Panel } from './parts/charts/Panel.tsx'
import { Retention } from './parts/charts/Retention.tsx'
import { dueBars, dueToday, HORIZON_DAYS, type Horizon } from './parts/charts/series.ts'
import { Segmented } from './parts/Segmented.tsx'
import { Switch } from './parts/Switch.tsx'

/** Today in figures: nothing to draw. */
export function DayPanel(props: { day: Stats['day'] }) {
  const figures = () => [
    [words.dayCards, number(props.day.cards)],
    [words.dayAnswers, number(props.day.answers)],
    [words.dayTime, spent(props.day.elapsedMs)],
    [words.dayRecalled, percent(props.day.firstTries.recalled / props.day.firstTries.total)],
  ]
  return (
    <Show when={props.day.answers > 0} fallback={<Panel area="wide" finding={words.dayEmpty} />}>
      <Panel area="wide" finding={words.day(props.day.cards, props.day.elapsedMs, props.day.firstTries.recalled)}>
        <dl class="figures">
          {figures().map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Show>
  )
}

/** True retention week by week; where a week has too few reviews there is no line, and that is said. */
export function RetentionPanel(props: { period: PeriodStats; today: StudyDay; desired: number }) {
  const tallies = () => props.period.weeks.map((week) => addTallies([week.settling, week.known]))
  const shares = () => tallies().map((tally) => (tally.total < ENOUGH_REVIEWS ? null : shareOf(tally)))
  const latest = () => tallies().at(-1) ?? NO_TALLY
  const hidden = () => shares().filter((share) => share === null).length
  const finding = () => {
    const share = shares().at(-1)
    return share ? words.retention(share.ratio, props.desired) : words.retentionFew(latest().total, ENOUGH_REVIEWS)
  }
  const table = (): ChartTable => ({
    head: [
      words.columns.week,
      words.columns.retention,
      words.columns.range,
      words.columns.settling,
      words.columns.known,
    ],
    rows: props.period.weeks
      .map((week, i) => {
        const share = shares()[i] ?? null
        return [
          words.fromTo(shortDay(week.from, props.today), shortDay(addDays(week.from, 6), props.today)),
          share ? words.share(share.ratio) : words.tooFew,
          share ? words.fromTo(words.share(share.low), words.share(share.high)) : '',
          tallyText(week.settling),
          tallyText(week.known),
        ]
      })
      .toReversed(),
  })
  const split = (): readonly [string, string] => {
    const { weeks } = props.period
    return [
      tallyText(addTallies(weeks.map((week) => week.settling))),
      tallyText(addTallies(weeks.map((week) => week.known))),
    ]
  }
  return (
    <Panel
      area="half"
      finding={finding()}
      table={table}
      chart={
        <Retention
          label={words.retentionChart(props.period.weeks.length, props.desired)}
          height={200}
          weeks={shares()}
          desired={props.desired}
          ends={[
            props.period.weeks.length > 1 ? shortDay(props.period.weeks[0]?.from ?? props.today, props.today) : '',
            words.thisWeek,
          ]}
        />
      }
    >
      <RetentionKey />
      <p>
        {words.retentionSplit(...split())} {words.retentionText}{' '}
        {hidden() > 0 ? words.retentionHidden(hidden(), ENOUGH_REVIEWS) : ''}
      </p>
    </Panel>
  )
}

function RetentionKey() {
  return (
    <ul class="key">
      <li>
        <svg class="chart" width="20" height="10" aria-hidden="true">
          <path class="line" d="M2 5h16" />
        </svg>
        {words.recalled}
      </li>
      <li>
        <svg class="chart" width="20" height="10" aria-hidden="true">
          <path class="target" d="M0 5h20" />
        </svg>
        {words.target}
      </li>
      <li>
        <span class="sw soft" />
        {words.range}
      </li>
    </ul>
  )
}

const tallyText = (tally: Tally): string => {
  const share = shareOf(tally)
  return share ? words.ofTotal(share.ratio, tally.total) : words.none
}

export function DuePanel(props: { forecast: DueForecast; today: StudyDay }) {
  const [horizon, setHorizon] = createSignal<Horizon>('month')
  const bars = () => dueBars(props.forecast, horizon(), props.today)
  const total = () => bars().reduce((sum, bar) => sum + bar.review + bar.learning + bar.backlog, 0)
  const finding = () =>
    total() === 0
      ? words.dueNone(words.horizonWords[horizon()])
      : words.due(total() / HORIZON_DAYS[horizon()], words.horizonWords[horizon()])
  const table = (): ChartTable => ({
    head: [
      horizon() === 'month' ? words.columns.day : words.columns.week,
      words.columns.review,
      words.columns.learning,
      words.columns.backlog,
    ],
    rows: bars().map((bar) => [
      bar.from === bar.to
        ? shortDay(bar.from, props.today)
        : words.fromTo(shortDay(bar.from, props.today), shortDay(bar.to, props.today)),
      number(bar.review),
      number(bar.learning),
      number(bar.backlog),
    ]),
  })
  return (
    <Panel
      area="half"
      finding={finding()}
      table={table}
      chart={<Forecast forecast={props.forecast} horizon={horizon()} today={props.today} height={200} />}
    >
      <ForecastKey backlog={props.forecast.backlog > 0} />
      <p>
        {words.dueToday(dueToday(props.forecast), props.forecast.backlog)} {words.dueText}
      </p>
      <Segmented
        label={words.horizon}
        value={horizon()}
        options={(['month', 'year'] as const).map((value) => ({ value, label: words.horizons[value] }))}
        onChange={setHorizon}
      />
    </Panel>
  )
}

/** The last 365 days, and the runs of days in them; a run that ended is not spoken of. */
export function HeatPanel(props: { stats: Stats; restDays: boolean; onRestDays: (on: boolean) => void }) {
  const runs = () => (props.restDays ? props.stats.runs.withRestDays : props.stats.runs.strict)
  const total = () => props.stats.year.reduce((sum, day) => sum + day.answers, 0)
  const studied = () => props.stats.year.filter((day) => day.answers > 0).length
  const first = () => addDays(props.stats.today, 1 - props.stats.year.length)
  const finding = () => {
    if (runs().current < 2) return words.year(total())
    return props.restDays ? words.runRest(runs().current) : words.run(runs().current)
  }
  const table = (): ChartTable => ({
    head: [words.columns.day, words.columns.reviews, words.columns.time],
    rows: props.stats.year
      .map((day, i) => [
        shortDay(addDays(first(), i), props.stats.today),
        number(day.answers),
        day.answers === 0 ? '' : spent(day.elapsedMs),
      ])
      .toReversed(),
  })
  const describe = (day: StudyDay) => {
    const count = props.stats.year[day - first()] ?? { answers: 0, elapsedMs: 0 }
    return words.heatDay(weekday(day), count.answers, count.elapsedMs)
  }
  return (
    <Panel
      area="wide"
      finding={finding()}
      table={table}
      chart={
        <Heatmap
          label={words.heatChart(props.stats.year.length)}
          answers={props.stats.year.map((day) => day.answers)}
          today={props.stats.today}
          describe={describe}
        />
      }
    >
      <p>{words.yearText(total(), studied(), runs().longest)}</p>
      <Switch label={words.restDays} help={words.restDaysText} on={props.restDays} onChange={props.onRestDays} />
    </Panel>
  )
}
