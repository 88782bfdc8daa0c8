import './styles/heat.css'
import { For, Show } from 'solid-js'
import type { RecentDays } from '../app/dayWindow.ts'
import { createRecentDays } from '../app/recentDays.ts'
import { useServices } from '../app/services.ts'
import { stats as words } from './messages/stats.ts'
import { daysOfWeeks, heatCells } from './parts/charts/heat.ts'

const WEEKS = 9
const CELL = 9
const PITCH = 11

/** The last nine weeks as a small calendar, with the run of days: the way from Today to the statistics. */
export default function TodayHeat() {
  const recent = createRecentDays(WEEKS * 7)
  return (
    <Show when={recent.latest}>
      {(known) => (
        <Show when={known().answers.some((answers) => answers > 0)}>
          <a class="streak" href="#/stats">
            <SmallCalendar recent={known()} />
            <Said recent={known()} />
          </a>
        </Show>
      )}
    </Show>
  )
}

function SmallCalendar(props: { recent: RecentDays }) {
  const cells = () => heatCells(props.recent.answers.slice(-daysOfWeeks(WEEKS, props.recent.today)), props.recent.today)
  return (
    <svg
      class="chart"
      role="img"
      aria-label={words.heatChart(daysOfWeeks(WEEKS, props.recent.today))}
      viewBox={`-1 -1 ${WEEKS * PITCH} ${7 * PITCH}`}
    >
      <For each={cells()}>
        {(cell) => (
          <rect
            class={cell.level === null ? 'future' : `s${cell.level}`}
            classList={{ today: cell.day === props.recent.today }}
            x={cell.column * PITCH}
            y={cell.row * PITCH}
            width={CELL}
            height={CELL}
            rx="2"
          />
        )}
      </For>
    </svg>
  )
}

/** A run of days in words; where there is none, what was done, and nothing of what was not. */
function Said(props: { recent: RecentDays }) {
  const { settings } = useServices()
  const parts = (): readonly [string, string] => {
    const { currentRun, answers } = props.recent
    if (currentRun < 2) return words.recent(answers.reduce((sum, count) => sum + count, 0))
    return settings.current().restDays ? words.studied(currentRun) : words.inARow(currentRun)
  }
  return (
    <span>
      <b>{parts()[0]}</b> {parts()[1]}
    </span>
  )
}
