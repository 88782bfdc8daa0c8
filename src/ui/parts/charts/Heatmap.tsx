import '../../styles/heat.css'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { addDays, type StudyDay } from '../../../domain/time.ts'
import { shortMonth, shortWeekday } from '../../chartFormat.ts'
import { stats as words } from '../../messages/stats.ts'
import { Figure } from './Figure.tsx'
import { bandOf, cellAt, dayByKey, type HeatCell, heatCells, heatLayout, monthColumns, placeAt } from './heat.ts'
import type { Size } from './plot.ts'

type HeatmapProps = {
  label: string
  /** Answers a day, today's last. */
  answers: readonly number[]
  today: StudyDay
  /** What there is to say of a day. */
  describe: (day: StudyDay) => string
}

/** A calendar of the days up to today: darker where more was done. Each day can be read, by key, touch or pointer. */
export function Heatmap(props: HeatmapProps) {
  const cells = createMemo(() => heatCells(props.answers, props.today))
  const columns = () => Math.max(...cells().map((cell) => cell.column)) + 1
  const layoutFor = (size: Size) => heatLayout(columns(), size.width, size.scale)
  const [chosen, setChosen] = createSignal<StudyDay | null>(null)
  const day = () => chosen() ?? props.today
  const first = () => addDays(props.today, 1 - props.answers.length)

  const pick = (event: PointerEvent, size: Size) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const x = event.clientX - box.left
    const place = placeAt(layoutFor(size), size.flip ? size.width - x : x, event.clientY - box.top)
    const cell = place && cells().find((one) => one.column === place.column && one.row === place.row)
    if (cell && cell.level !== null) setChosen(cell.day)
  }
  const move = (event: KeyboardEvent, size: Size) => {
    const next = dayByKey(event.key, day(), [first(), props.today], size.flip)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    setChosen(next)
  }

  return (
    <>
      <Figure
        label={props.label}
        height={(size) => layoutFor(size).bands * layoutFor(size).bandHeight}
        over={(size) => (
          <div
            class="heat-cursor"
            role="slider"
            tabIndex={0}
            aria-label={words.heatCursor}
            aria-orientation="vertical"
            aria-valuemin={0}
            aria-valuemax={props.answers.length - 1}
            aria-valuenow={day() - first()}
            aria-valuetext={props.describe(day())}
            onKeyDown={(event) => move(event, size)}
            onPointerDown={(event) => pick(event, size)}
            onPointerMove={(event) => event.pointerType === 'mouse' && pick(event, size)}
          />
        )}
      >
        {(size) => <Calendar cells={cells()} columns={columns()} size={size} today={props.today} chosen={chosen()} />}
      </Figure>
      <div class="heat-foot">
        <p>{props.describe(day())}</p>
        <p class="heat-key" aria-hidden="true">
          {words.fewer}
          <For each={[0, 1, 2, 3, 4]}>{(level) => <i class={`s${level}`} />}</For>
          {words.moreReviews}
        </p>
      </div>
    </>
  )
}

function Calendar(props: {
  cells: readonly HeatCell[]
  columns: number
  size: Size
  today: StudyDay
  chosen: StudyDay | null
}) {
  const layout = createMemo(() => heatLayout(props.columns, props.size.width, props.size.scale))
  const flipped = (x: number, width: number) => (props.size.flip ? props.size.width - x - width : x)
  const anchor = () => (props.size.flip ? 'end' : 'start')
  return (
    <>
      <For each={Array.from({ length: layout().bands }, (_, band) => band)}>
        {(band) => (
          <For each={[0, 2, 4]}>
            {(row) => (
              <text
                x={flipped(0, 0)}
                y={band * layout().bandHeight + layout().top + row * (layout().cell + layout().gap) + layout().cell - 1}
                text-anchor={anchor()}
              >
                {shortWeekday(row)}
              </text>
            )}
          </For>
        )}
      </For>
      <For each={monthColumns(props.cells)}>
        {({ column, day }) => (
          <Show when={column < props.columns && bandOf(layout(), column).at < layout().perBand - 1}>
            <text
              x={flipped(cellAt(layout(), { column, row: 0 }).x, 0)}
              y={cellAt(layout(), { column, row: 0 }).y - 6 * props.size.scale}
              text-anchor={anchor()}
            >
              {shortMonth(day)}
            </text>
          </Show>
        )}
      </For>
      <For each={props.cells}>
        {(cell) => (
          <rect
            class={cell.level === null ? 'future' : `s${cell.level}`}
            classList={{ today: cell.day === props.today, chosen: cell.day === props.chosen }}
            x={flipped(cellAt(layout(), cell).x, layout().cell)}
            y={cellAt(layout(), cell).y}
            width={layout().cell}
            height={layout().cell}
            rx="2"
          />
        )}
      </For>
    </>
  )
}
