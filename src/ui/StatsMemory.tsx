import { Show } from 'solid-js'
import type { Histogram as Bins } from '../domain/statsBins.ts'
import type { MemoryStats } from '../domain/statsMemory.ts'
import { DAY_MS } from '../domain/time.ts'
import { number, percent } from './format.ts'
import { stats as words } from './messages/stats.ts'
import { t } from './messages.ts'
import { type Fill, Histogram } from './parts/charts/Histogram.tsx'
import { type ChartTable, Panel } from './parts/charts/Panel.tsx'
import { STATE_ORDER, States } from './parts/charts/States.tsx'
import { placeIn } from './parts/charts/series.ts'

const HEIGHT = 176

export function StatesPanel(props: { memory: MemoryStats }) {
  const counts = () => props.memory.words
  const total = () => STATE_ORDER.reduce((sum, word) => sum + counts()[word], 0)
  const table = (): ChartTable => ({
    head: [words.columns.memory, words.columns.cards, words.columns.share],
    rows: STATE_ORDER.map((word) => [
      words.stateNames[word],
      number(counts()[word]),
      percent(total() === 0 ? 0 : counts()[word] / total()),
    ]),
  })
  return <Panel finding={words.states(counts().known, total())} table={table} chart={<States states={counts()} />} />
}

export function StabilityPanel(props: { memory: MemoryStats }) {
  const bins = () => props.memory.stability
  const median = () => t.interval((bins().median ?? 0) * DAY_MS)
  return (
    <BinsPanel
      bins={bins()}
      finding={words.stability(median())}
      text={words.stabilityText}
      label={words.stabilityChart}
      column={words.columns.lasts}
      labels={words.stabilityBins}
      rows={words.stabilityRows}
      fill={(i) => ((bins().edges[i - 1] ?? 0) >= KNOWN_EDGE ? 'known' : 'settling')}
      mark={{ at: placeIn(bins(), 0), text: words.median(median()) }}
    />
  )
}

/** Days: the bins from here on are of known cards. */
const KNOWN_EDGE = 21

export function DifficultyPanel(props: { memory: MemoryStats }) {
  const bins = () => props.memory.difficulty
  const names = () => bins().counts.map((_, i) => `${number(i + 1)}–${number(i + 2)}`)
  const median = () => Math.round((bins().median ?? 0) * 10) / 10
  return (
    <BinsPanel
      bins={bins()}
      finding={words.difficulty(median())}
      text={words.difficultyText}
      label={words.difficultyChart}
      column={words.columns.difficulty}
      labels={names()}
      rows={names()}
      fill={() => 'settling'}
      mark={{ at: placeIn(bins(), 1), text: words.median(number(median())) }}
    />
  )
}

export function RetrievabilityPanel(props: { memory: MemoryStats }) {
  const bins = () => props.memory.retrievability
  const names = () => bins().counts.map((_, i) => words.fromTo(percent(i / 10), percent((i + 1) / 10)))
  return (
    <BinsPanel
      bins={bins()}
      finding={words.retrievability(bins().mean ?? 0)}
      text={words.retrievabilityText}
      label={words.retrievabilityChart}
      column={words.columns.chance}
      labels={bins().counts.map((_, i) => words.percents(i * 10, (i + 1) * 10))}
      rows={names()}
      fill={() => 'settling'}
      mark={null}
    />
  )
}

type BinsPanelProps = {
  bins: Bins
  finding: string
  text: string
  label: string
  column: string
  labels: readonly string[]
  rows: readonly string[]
  fill: (bin: number) => Fill
  mark: { readonly at: number; readonly text: string } | null
}

function BinsPanel(props: BinsPanelProps) {
  const table = (): ChartTable => ({
    head: [props.column, words.columns.cards],
    rows: props.rows.map((name, i) => [name, number(props.bins.counts[i] ?? 0)]),
  })
  return (
    <Show when={props.bins.total > 0} fallback={<Panel finding={words.nothingLearned} />}>
      <Panel
        finding={props.finding}
        table={table}
        chart={
          <Histogram
            label={`${props.label}. ${props.finding}`}
            height={HEIGHT}
            bars={props.bins.counts.map((value, i) => [{ value, fill: props.fill(i) }])}
            labels={props.labels}
            gap={0.2}
            mark={props.mark}
          />
        }
      >
        <p>{props.text}</p>
      </Panel>
    </Show>
  )
}
