import './styles/key.css'
import { For, Show } from 'solid-js'
import { RATINGS } from '../domain/rating.ts'
import type { DayCount, PeriodStats } from '../domain/stats.ts'
import { MATURITIES } from '../domain/statsLog.ts'
import { shareOf } from '../domain/statsTally.ts'
import { MINUTE_MS, type StudyDay } from '../domain/time.ts'
import { hourOfDay, shortDay, spent } from './chartFormat.ts'
import { number, percent } from './format.ts'
import { stats as words } from './messages/stats.ts'
import { t } from './messages.ts'
import { type BarPart, Histogram } from './parts/charts/Histogram.tsx'
import { type ChartTable, Panel } from './parts/charts/Panel.tsx'
import { type Bucket, bucketsOf } from './parts/charts/series.ts'

const HEIGHT = 176

/** Which keys were pressed, apart for cards on their steps, settling and known ones. */
export function ButtonsPanel(props: { period: PeriodStats }) {
  const count = (of: readonly ('learning' | 'settling' | 'known')[], only?: 'again') =>
    of.flatMap((name) => (only ? [only] : RATINGS).map((rating) => props.period.buttons[name][rating]))
  const total = (counts: readonly number[]) => counts.reduce((sum, value) => sum + value, 0)
  const passed = () => total(count(['settling', 'known']))
  const share = (name: (typeof MATURITIES)[number], rating: (typeof RATINGS)[number]) => {
    const all = total(count([name]))
    return all === 0 ? 0 : props.period.buttons[name][rating] / all
  }
  const bars = (): readonly (readonly BarPart[])[] =>
    MATURITIES.flatMap((name) => [
      ...RATINGS.map((rating): readonly BarPart[] => [{ value: share(name, rating) * 100, fill: rating }]),
      [],
    ]).slice(0, -1)
  const labels = () => MATURITIES.flatMap((name) => ['', t.memory[name], '', '', '']).slice(0, -1)
  const table = (): ChartTable => ({
    head: [words.columns.memory, ...RATINGS.map((rating) => t.rating[rating])],
    rows: MATURITIES.map((name) => [
      words.stateNames[name],
      ...RATINGS.map((rating) => `${number(props.period.buttons[name][rating])} (${percent(share(name, rating))})`),
    ]),
  })
  return (
    <Panel
      finding={
        passed() === 0 ? words.buttonsFew : words.buttons(total(count(['settling', 'known'], 'again')) / passed())
      }
      table={table}
      chart={
        <Histogram
          label={words.buttonsChart}
          height={HEIGHT}
          bars={bars()}
          labels={labels()}
          gap={0.12}
          tick={(value) => percent(value / 100)}
        />
      }
    >
      <ul class="key">
        <For each={RATINGS}>
          {(rating) => (
            <li>
              <span class={`sw r-${rating}`} />
              {t.rating[rating]}
            </li>
          )}
        </For>
      </ul>
      <p>{words.buttonsText}</p>
    </Panel>
  )
}

export function HoursPanel(props: { period: PeriodStats }) {
  const busiest = () => {
    const counts = props.period.hours.map((hour) => hour.answers)
    const most = Math.max(...counts)
    return most === 0 ? null : counts.indexOf(most)
  }
  const table = (): ChartTable => ({
    head: [words.columns.hour, words.columns.answers, words.columns.retention],
    rows: props.period.hours.map((hour, i) => {
      const share = shareOf(hour.retention)
      return [hourOfDay(i), number(hour.answers), share ? words.ofTotal(share.ratio, hour.retention.total) : '']
    }),
  })
  return (
    <Show when={busiest() !== null} fallback={<Panel finding={words.timeNone} />}>
      <Panel
        finding={words.hours(busiest() ?? 0)}
        table={table}
        chart={
          <Histogram
            label={words.hoursChart}
            height={HEIGHT}
            bars={props.period.hours.map((hour) => [{ value: hour.answers, fill: 'settling' }])}
            labels={props.period.hours.map((_, i) => (i % 6 === 0 ? hourOfDay(i) : ''))}
            gap={0.2}
          />
        }
      >
        <p>{words.hoursText}</p>
      </Panel>
    </Show>
  )
}

export function TimePanel(props: { period: PeriodStats; today: StudyDay }) {
  const split = () => bucketsOf(props.period.daily, props.today)
  const studied = () => props.period.daily.filter((day) => day.answers > 0)
  const sum = (pick: (day: DayCount) => number) => studied().reduce((total, day) => total + pick(day), 0)
  const elapsedMs = () => sum((day) => day.elapsedMs)
  const nameOf = (bucket: Bucket) =>
    bucket.from === bucket.to
      ? shortDay(bucket.from, props.today)
      : words.fromTo(shortDay(bucket.from, props.today), shortDay(bucket.to, props.today))
  const table = (): ChartTable => ({
    head: [words.columns.day, words.columns.answers, words.columns.time],
    rows: split()
      .buckets.map((bucket) => [nameOf(bucket), number(bucket.answers), spent(bucket.elapsedMs)])
      .toReversed(),
  })
  return (
    <Show when={studied().length > 0} fallback={<Panel area="wide" finding={words.timeNone} />}>
      <Panel
        area="wide"
        finding={words.time(elapsedMs() / studied().length, elapsedMs() / sum((day) => day.answers))}
        table={table}
        chart={
          <Histogram
            label={words.timeChart(words.buckets[split().name])}
            height={HEIGHT}
            bars={split().buckets.map((bucket) => [{ value: bucket.elapsedMs / MINUTE_MS, fill: 'settling' }])}
            labels={split().buckets.map((bucket, i, all) =>
              i === 0
                ? shortDay(bucket.from, props.today)
                : i === all.length - 1
                  ? words.today
                  : i === all.length >> 1
                    ? shortDay(bucket.from, props.today)
                    : '',
            )}
            ends
          />
        }
      >
        <p>
          {words.timeChart(words.buckets[split().name])}. {words.timeText(elapsedMs(), studied().length)}
        </p>
      </Panel>
    </Show>
  )
}
