import { For, Show } from 'solid-js'
import type { Share } from '../../../domain/statsTally.ts'
import { Figure } from './Figure.tsx'
import { anchorOf, bandPath, linePath, type Plot, type Point, type Size, stretches, xAt, yAt } from './plot.ts'
import { RatioGrid } from './RatioGrid.tsx'
import { lowestShown } from './series.ts'

type RetentionProps = {
  label: string
  height: number
  /** One for each week, oldest first; null where there are too few reviews to tell. */
  weeks: readonly (Share | null)[]
  desired: number
  /** Under the first and the last week. */
  ends: readonly [string, string]
}

/** True retention by week, with the range it may lie in, against the target. */
export function Retention(props: RetentionProps) {
  return (
    <Figure label={props.label} height={props.height}>
      {(size, height) => <Lines {...props} size={size} plot={plotOf(size, height)} />}
    </Figure>
  )
}

const plotOf = ({ width, scale, flip }: Size, height: number): Plot => ({
  width,
  height,
  left: 42 * scale,
  right: 10,
  top: 12 * scale,
  bottom: 24 * scale,
  flip,
})

function Lines(props: RetentionProps & { size: Size; plot: Plot }) {
  const low = () => lowestShown(props.weeks, props.desired)
  const y = (ratio: number) => yAt(props.plot, ratio, low(), 1)
  const x = (at: number) => xAt(props.plot, props.weeks.length === 1 ? 0.5 : at / (props.weeks.length - 1))
  const lines = () => {
    const every = low() < 0.5 ? 2 : 1
    const count = Math.round((1 - low()) * 10)
    return Array.from({ length: count + 1 }, (_, i) => 1 - i / 10).filter((_, i) => i % every === 0)
  }
  const parts = () => stretches(props.weeks)
  const points = (pick: (share: Share) => number, part: ReturnType<typeof parts>[number]): Point[] =>
    part.map(({ at, value }) => [x(at), y(pick(value))])
  const latest = () => parts().at(-1)?.at(-1)
  return (
    <>
      <RatioGrid plot={props.plot} size={props.size} ratios={lines()} y={y} />
      <For each={parts()}>
        {(part) => (
          <Show
            when={part.length > 1}
            fallback={
              <For each={part}>
                {({ at, value }) => <line class="range" x1={x(at)} x2={x(at)} y1={y(value.high)} y2={y(value.low)} />}
              </For>
            }
          >
            <path
              class="band"
              d={bandPath(
                points((share) => share.high, part),
                points((share) => share.low, part),
              )}
            />
          </Show>
        )}
      </For>
      <line
        class="target"
        x1={xAt(props.plot, 0)}
        x2={xAt(props.plot, 1)}
        y1={y(props.desired)}
        y2={y(props.desired)}
      />
      <For each={parts()}>
        {(part) => (
          <Show
            when={part.length > 1}
            fallback={
              <For each={part}>{({ at, value }) => <circle class="dot" cx={x(at)} cy={y(value.ratio)} r="3.5" />}</For>
            }
          >
            <path class="line" d={linePath(points((share) => share.ratio, part))} />
          </Show>
        )}
      </For>
      <Show when={latest()}>
        {(week) => <circle class="dot" cx={x(week().at)} cy={y(week().value.ratio)} r="4.5" />}
      </Show>
      <text x={xAt(props.plot, 0)} y={props.plot.height - 5} text-anchor={anchorOf(props.plot, 'start')}>
        {props.ends[0]}
      </text>
      <text x={xAt(props.plot, 1)} y={props.plot.height - 5} text-anchor={anchorOf(props.plot, 'end')}>
        {props.ends[1]}
      </text>
    </>
  )
}
