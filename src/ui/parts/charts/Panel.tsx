import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { stats as words } from '../../messages/stats.ts'

/** What a chart shows, as rows: the first cell of each names it. */
export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

type PanelProps = {
  /** A sentence: what there is to see. */
  finding: string
  /** Where it stands in the grid of a desktop. */
  area?: 'wide' | 'half'
  /** Stays, whether chart or table is shown: a switch, a second sentence. */
  children?: JSX.Element
  chart?: JSX.Element
  table?: () => ChartTable
}

/** One thing to know: the finding in words, then the chart, and a table in its place for who asks for it. */
export function Panel(props: PanelProps) {
  const id = createUniqueId()
  const [asTable, setAsTable] = createSignal(false)
  return (
    <section class={`panel paper ${props.area ?? ''}`} aria-labelledby={id}>
      <h2 id={id}>{props.finding}</h2>
      <Show when={props.table && asTable()} fallback={props.chart}>
        <Show when={props.table?.()}>
          {(table) => <DataTable table={table()} name={words.tableOf(props.finding)} />}
        </Show>
      </Show>
      {props.children}
      <Show when={props.table}>
        <button type="button" class="link" aria-pressed={asTable()} onClick={() => setAsTable((on) => !on)}>
          {words.asTable}
        </button>
      </Show>
    </section>
  )
}

function DataTable(props: { table: ChartTable; name: string }) {
  return (
    <section class="data-table" tabindex="0" aria-label={props.name}>
      <table aria-label={props.name}>
        <thead>
          <tr>
            <For each={props.table.head}>{(name) => <th scope="col">{name}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.table.rows}>
            {(row) => (
              <tr>
                <th scope="row">{row[0]}</th>
                <For each={row.slice(1)}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  )
}
