import { For, Show } from 'solid-js'
import { number } from '../../format.ts'
import { Figure } from './Figure.tsx'
import {
  anchorOf,
  barAt,
  labelStep,
  labelsThatFit,
  type Plot,
  type Size,
  textWidth,
  ticksUpTo,
  xAt,
  yAt,
} from './plot.ts'

/** A class of `stats.css` that fills a part of a bar. */
export type Fill = 'known' | 'settling' | 'learning' | 'hollow' | 'again' | 'hard' | 'good' | 'easy'

export type BarPart = { readonly value: number; readonly fill: Fill }

type HistogramProps = {
  label: string
  height: number
  /** From the start of the reading direction; the parts of each from the bottom up. */
  bars: readonly (readonly BarPart[])[]
  /** One for each bar, '' for none; where there is no room for all, only every second or third is shown. */
  labels: readonly string[]
  /** The outer labels are kept inside, and shown before others. */
  ends?: boolean
  /** Share of the room of a bar that stays free. */
  gap?: number
  /** A dashed line at a place counted in bars from the start. */
  mark?: { readonly at: number; readonly text: string } | null
  tick?: (value: number) => string
}

/** Bars side by side, each in parts. */
export function Histogram(props: HistogramProps) {
  return (
    <Figure label={props.label} height={props.height}>
      {(size, height) => <Bars {...props} size={size} plot={plotOf(props, size, height)} />}
    </Figure>
  )
}

function plotOf(props: HistogramProps, { width, scale, flip }: Size, height: number): Plot {
  const widest = Math.max(...ticksOf(props).map((tick) => tickText(props, tick).length))
  const left = (widest * 6.6 + 12) * scale
  return { width, height, left, right: 2, top: (props.mark ? 20 : 10) * scale, bottom: 24 * scale, flip }
}

const totalOf = (parts: readonly BarPart[]): number => parts.reduce((sum, part) => sum + part.value, 0)
const ticksOf = (props: HistogramProps) => ticksUpTo(Math.max(0, ...props.bars.map(totalOf)))
const tickText = (props: HistogramProps, tick: number) => props.tick?.(tick) ?? number(tick)

function Bars(props: HistogramProps & { size: Size; plot: Plot }) {
  const plot = () => props.plot
  const ticks = () => ticksOf(props)
  const top = () => ticks().at(-1) ?? 1
  const y = (value: number) => yAt(plot(), value, 0, top())
  const shown = () => {
    const room = plot().width - plot().left - plot().right
    const widths = props.labels.map((text) => (text === '' ? 0 : textWidth(text, props.size.scale)))
    if (props.ends) return labelsThatFit(widths, room)
    const step = labelStep(widths.filter((width) => width > 0).length, room, Math.max(...widths))
    let nth = 0
    return widths.map((width) => width > 0 && nth++ % step === 0)
  }
  return (
    <>
      <For each={ticks()}>
        {(tick) => (
          <>
            <line
              class={tick === 0 ? 'axis' : 'grid'}
              x1={xAt(plot(), 0)}
              x2={xAt(plot(), 1)}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text
              x={xAt(plot(), 0) + (plot().flip ? 8 : -8) * props.size.scale}
              y={y(tick) + 4 * props.size.scale}
              text-anchor={anchorOf(plot(), 'end')}
            >
              {tickText(props, tick)}
            </text>
          </>
        )}
      </For>
      <For each={props.bars}>
        {(parts, i) => {
          const place = barAt(plot(), i(), props.bars.length, props.gap ?? 0.28)
          return (
            <For each={stacked(parts)}>
              {(part) => (
                <rect
                  class={`f-${part.fill}`}
                  x={place.x}
                  width={place.width}
                  y={y(part.to)}
                  height={Math.max(0, y(part.from) - y(part.to) - (part.from > 0 ? 1 : 0))}
                />
              )}
            </For>
          )
        }}
      </For>
      <For each={props.labels}>
        {(text, i) => (
          <Show when={shown()[i()]}>
            <BarLabel text={text} at={i()} count={props.bars.length} ends={props.ends ?? false} plot={plot()} />
          </Show>
        )}
      </For>
      <Show when={props.mark}>
        {(mark) => {
          const share = () => mark().at / props.bars.length
          const x = () => xAt(plot(), share())
          const side = () => (share() > 0.5 ? 'end' : 'start')
          return (
            <>
              <line class="mark" x1={x()} x2={x()} y1={plot().top - 8 * props.size.scale} y2={y(0)} />
              <text
                class="strong"
                x={x() + (share() > 0.5 === plot().flip ? 6 : -6)}
                y={plot().top - 4 * props.size.scale}
                text-anchor={anchorOf(plot(), side())}
              >
                {mark().text}
              </text>
            </>
          )
        }}
      </Show>
    </>
  )
}

function BarLabel(props: { text: string; at: number; count: number; ends: boolean; plot: Plot }) {
  const anchor = () => {
    if (!props.ends) return 'middle'
    return props.at === 0 ? 'start' : props.at === props.count - 1 ? 'end' : 'middle'
  }
  const share = () => {
    const sides = { start: props.at, middle: props.at + 0.5, end: props.at + 1 }
    return sides[anchor()] / props.count
  }
  return (
    <text x={xAt(props.plot, share())} y={props.plot.height - 5} text-anchor={anchorOf(props.plot, anchor())}>
      {props.text}
    </text>
  )
}

function stacked(parts: readonly BarPart[]): readonly (BarPart & { readonly from: number; readonly to: number })[] {
  let from = 0
  return parts.flatMap((part) => {
    if (part.value <= 0) return []
    const placed = { ...part, from, to: from + part.value }
    from = placed.to
    return [placed]
  })
}
