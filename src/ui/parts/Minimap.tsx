import '../styles/minimap.css'
import { For } from 'solid-js'

/** A line of the drawing in percent of its width: how far it runs, and the stretch that holds a card's sentence. */
export type MinimapLine = { readonly length: number; readonly mark: readonly [from: number, to: number] | null }

/** An article as lines, yellow where cards are anchored; eight lines fill it. */
export function Minimap(props: { lines: readonly MinimapLine[] }) {
  return (
    <span class="mini" aria-hidden="true">
      <For each={props.lines}>
        {(line) => (
          <span
            style={{
              '--a': `${line.mark?.[0] ?? line.length}%`,
              '--b': `${line.mark?.[1] ?? line.length}%`,
              '--c': `${line.length}%`,
            }}
          />
        )}
      </For>
    </span>
  )
}
