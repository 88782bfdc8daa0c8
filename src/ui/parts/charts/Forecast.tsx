import '../../styles/key.css'
import '../../styles/memory.css'
import type { DueForecast } from '../../../domain/statsMemory.ts'
import type { StudyDay } from '../../../domain/time.ts'
import { shortDay } from '../../chartFormat.ts'
import { number } from '../../format.ts'
import { stats as words } from '../../messages/stats.ts'
import { t } from '../../messages.ts'
import { type BarPart, Histogram } from './Histogram.tsx'
import { dueBars, dueToday, type Horizon } from './series.ts'

export function Forecast(props: { forecast: DueForecast; horizon: Horizon; today: StudyDay; height: number }) {
  const bars = () => dueBars(props.forecast, props.horizon, props.today)
  const parts = (): readonly (readonly BarPart[])[] =>
    bars().map((bar) => [
      { value: bar.review, fill: 'settling' },
      { value: bar.learning, fill: 'learning' },
      { value: bar.backlog, fill: 'hollow' },
    ])
  const labels = () => {
    const middle = Math.floor(bars().length / 2)
    return bars().map((bar, i, all) => {
      if (i === 0) return `${words.todayCapital} ${number(dueToday(props.forecast))}`
      if (i === middle) return shortDay(bar.from, props.today)
      return i === all.length - 1 ? shortDay(bar.to, props.today) : ''
    })
  }
  return (
    <Histogram
      label={words.dueChart(words.horizonWords[props.horizon])}
      height={props.height}
      bars={parts()}
      labels={labels()}
      ends
    />
  )
}

/** The key: colour, and place in the bar from the bottom up. */
export function ForecastKey(props: { backlog: boolean }) {
  return (
    <ul class="key" aria-label={t.memoryKey}>
      <li>
        <span class="sw st-settling" />
        {words.review}
      </li>
      <li>
        <span class="sw st-learning" />
        {words.learning}
      </li>
      {props.backlog && (
        <li>
          <span class="sw hollow" />
          {words.backlog}
        </li>
      )}
    </ul>
  )
}
