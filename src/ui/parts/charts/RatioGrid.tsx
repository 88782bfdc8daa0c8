import { For } from 'solid-js'
import { percent } from '../../format.ts'
import { anchorOf, type Plot, type Size, xAt } from './plot.ts'

/** A line across for each share, 0 to 1, with its percentage beside it; `y` gives its place from the top. */
export function RatioGrid(props: { plot: Plot; size: Size; ratios: readonly number[]; y: (ratio: number) => number }) {
  const start = () => xAt(props.plot, 0)
  return (
    <For each={props.ratios}>
      {(ratio) => (
        <>
          <line class="grid" x1={start()} x2={xAt(props.plot, 1)} y1={props.y(ratio)} y2={props.y(ratio)} />
          <text
            x={start() + (props.plot.flip ? 8 : -8) * props.size.scale}
            y={props.y(ratio) + 4 * props.size.scale}
            text-anchor={anchorOf(props.plot, 'end')}
          >
            {percent(ratio)}
          </text>
        </>
      )}
    </For>
  )
}
