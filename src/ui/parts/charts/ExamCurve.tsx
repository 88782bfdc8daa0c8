import { percent } from '../../format.ts'
import { Figure } from './Figure.tsx'
import { anchorOf, bandPath, linePath, type Plot, type Point, type Size, xAt, yAt } from './plot.ts'
import { RatioGrid } from './RatioGrid.tsx'

type CurveProps = {
  label: string
  height: number
  /** Shares recalled on each day from today to the exam, 0 to 1. */
  keepUp: readonly number[]
  stop: readonly number[]
  /** Under the first day and under the exam. */
  ends: readonly [string, string]
}

/** Two ways from today to the exam: keeping up, and stopping now. A red pencil rings what to expect on the day. */
export function ExamCurve(props: CurveProps) {
  return (
    <Figure label={props.label} height={props.height}>
      {(size, height) => <Curves {...props} size={size} plot={plotOf(size, height)} />}
    </Figure>
  )
}

const plotOf = ({ width, scale, flip }: Size, height: number): Plot => ({
  width,
  height,
  left: 46 * scale,
  right: 64 * scale,
  top: 16 * scale,
  bottom: 26 * scale,
  flip,
})

function Curves(props: CurveProps & { size: Size; plot: Plot }) {
  const all = () => [...props.keepUp, ...props.stop]
  /** The axis begins at a fifth below what is shown, at 60 % at the most. */
  const low = () => Math.max(0, Math.min(0.6, Math.floor((Math.min(...all()) - 0.02) * 5) / 5))
  const y = (ratio: number) => yAt(props.plot, ratio, low(), 1)
  const points = (shares: readonly number[]): Point[] =>
    shares.map((share, day) => [xAt(props.plot, shares.length === 1 ? 0 : day / (shares.length - 1)), y(share)])
  const lines = () => Array.from({ length: Math.round((1 - low()) / 0.2) + 1 }, (_, i) => 1 - i * 0.2)
  const end = () => xAt(props.plot, 1)
  const beside = (by: number) => end() + (props.plot.flip ? -by : by) * props.size.scale
  const kept = () => props.keepUp.at(-1) ?? 0
  const stopped = () => props.stop.at(-1) ?? 0
  /** Two numbers never lie over each other: the lower one gives way. */
  const stopTextY = () => Math.max(y(stopped()), y(kept()) + 26 * props.size.scale) + 5 * props.size.scale
  return (
    <>
      <RatioGrid plot={props.plot} size={props.size} ratios={lines()} y={y} />
      <path class="band" d={bandPath(points(props.keepUp), points(props.stop))} />
      <path class="stop" d={linePath(points(props.stop))} />
      <path class="line" d={linePath(points(props.keepUp))} />
      <line class="exam-day" x1={end()} x2={end()} y1={props.plot.top - 8} y2={props.plot.height - props.plot.bottom} />
      <circle class="hollow" cx={end()} cy={y(stopped())} r="4" />
      <circle class="dot" cx={end()} cy={y(kept())} r="4.5" />
      <text class="strong big" x={beside(36)} y={y(kept()) + 6 * props.size.scale} text-anchor="middle">
        {percent(kept())}
      </text>
      <ellipse
        class="ring"
        cx={beside(36)}
        cy={y(kept())}
        rx={26 * props.size.scale}
        ry={14 * props.size.scale}
        transform={`rotate(-4 ${beside(36)} ${y(kept())})`}
      />
      <text x={beside(36)} y={stopTextY()} text-anchor="middle">
        {percent(stopped())}
      </text>
      <text x={xAt(props.plot, 0)} y={props.plot.height - 6} text-anchor={anchorOf(props.plot, 'start')}>
        {props.ends[0]}
      </text>
      <text class="red" x={end()} y={props.plot.height - 6} text-anchor="middle">
        {props.ends[1]}
      </text>
    </>
  )
}
