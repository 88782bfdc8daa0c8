import { For } from 'solid-js'
import { Figure } from './Figure.tsx'
import { type Plot, type Size, xAt, yAt } from './plot.ts'
import { RatioGrid } from './RatioGrid.tsx'

type Score = { readonly actual: number; readonly foretold: number }

/** Scores in order of time, each (solid) beside what was foretold of it (hollow). */
export function Scores(props: { label: string; height: number; scores: readonly Score[] }) {
  return (
    <Figure label={props.label} height={props.height}>
      {(size, height) => <Dots scores={props.scores} size={size} plot={plotOf(size, height)} />}
    </Figure>
  )
}

const plotOf = ({ width, scale, flip }: Size, height: number): Plot => ({
  width,
  height,
  left: 46 * scale,
  right: 12,
  top: 12 * scale,
  bottom: 10 * scale,
  flip,
})

const LINES = [0, 0.5, 1] as const

function Dots(props: { scores: readonly Score[]; size: Size; plot: Plot }) {
  const x = (i: number) => xAt(props.plot, (i + 0.5) / props.scores.length)
  const y = (ratio: number) => yAt(props.plot, ratio, 0, 1)
  return (
    <>
      <RatioGrid plot={props.plot} size={props.size} ratios={LINES} y={y} />
      <For each={props.scores}>
        {(score, i) => (
          <>
            <line class="axis" x1={x(i())} x2={x(i())} y1={y(score.foretold)} y2={y(score.actual)} />
            <circle class="f-hollow" cx={x(i())} cy={y(score.foretold)} r="4.5" />
            <circle class="dot" cx={x(i())} cy={y(score.actual)} r="5" />
          </>
        )}
      </For>
    </>
  )
}
