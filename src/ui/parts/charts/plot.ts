/** Where a chart draws: its size, and the margins that its axes take, in pixels. `flip` for right-to-left text. */
export type Plot = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly flip: boolean
}

export type Size = {
  readonly width: number
  /** 1 at the browser's usual text size: text and what stands around it grow together. */
  readonly scale: number
  readonly flip: boolean
}

export type Anchor = 'start' | 'middle' | 'end'

/** From a share of the way in reading direction, 0 to 1, to pixels from the left. */
export function xAt(plot: Plot, share: number): number {
  const inside = plot.width - plot.left - plot.right
  const x = plot.left + inside * share
  return plot.flip ? plot.width - x : x
}

/** From a value to pixels from the top. */
export function yAt(plot: Plot, value: number, low: number, high: number): number {
  const inside = plot.height - plot.top - plot.bottom
  const share = high === low ? 0 : (value - low) / (high - low)
  return plot.top + inside * (1 - share)
}

/** An anchor in reading direction: SVG text is set left to right here, whatever the page is. */
export function anchorOf(plot: Pick<Plot, 'flip'>, anchor: Anchor): Anchor {
  if (!plot.flip || anchor === 'middle') return anchor
  return anchor === 'start' ? 'end' : 'start'
}

/** Bar `i` of `n`: its left edge and width, with `gap` as a share of the room for one left free. */
export function barAt(plot: Plot, i: number, n: number, gap: number): { readonly x: number; readonly width: number } {
  const pitch = (plot.width - plot.left - plot.right) / Math.max(1, n)
  const start = xAt(plot, (i + (plot.flip ? 1 : 0)) / Math.max(1, n))
  return { x: start + (pitch * gap) / 2, width: Math.max(0.5, pitch * (1 - gap)) }
}

/** Round values from 0 to at least `max`, four steps at most; whole numbers. */
export function ticksUpTo(max: number): readonly number[] {
  const rough = Math.max(1, max) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough && Number.isInteger(n)) ?? 1)
  const ticks = [0]
  while ((ticks.at(-1) ?? 0) < max || ticks.length < 2) ticks.push(ticks.length * step)
  return ticks
}

/** Which of `n` labels to show so that none touches the next: every one, or every second, third … */
export const labelStep = (n: number, room: number, labelWidth: number): number =>
  Math.max(1, Math.ceil(labelWidth / Math.max(1, room / Math.max(1, n))))

/**
 * Which of the labels under a chart to show where the outer ones are kept inside and others stand in the middle: first the
 * outer ones, the first before the last, then the rest where they touch neither. Widths and `room` in pixels.
 */
export function labelsThatFit(widths: readonly number[], room: number): readonly boolean[] {
  const last = widths.length - 1
  const [first = 0] = widths
  const end = widths[last] ?? 0
  const hasEnd = last > 0 && first + end <= room
  return widths.map((width, i) => {
    if (width === 0) return false
    if (i === 0) return true
    if (i === last) return hasEnd
    const middle = ((i + 0.5) / widths.length) * room
    return middle - width / 2 >= first && middle + width / 2 <= room - (hasEnd ? end : 0)
  })
}

/** About as wide as text of axis size gets. */
export const textWidth = (text: string, scale: number): number => (text.length * 6.4 + 6) * scale

export type Point = readonly [x: number, y: number]

export const linePath = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** The area between two lines over the same stretch. */
export const bandPath = (upper: readonly Point[], lower: readonly Point[]): string =>
  `${linePath(upper)}${linePath(lower.toReversed()).replace('M', 'L')}Z`

/** Unbroken stretches of what is there. */
export function stretches<T>(
  items: readonly (T | null)[],
): readonly (readonly { readonly at: number; readonly value: T }[])[] {
  const found: { at: number; value: T }[][] = []
  let open: { at: number; value: T }[] | null = null
  for (const [at, value] of items.entries()) {
    if (value === null) {
      open = null
      continue
    }
    if (open === null) {
      open = []
      found.push(open)
    }
    open.push({ at, value })
  }
  return found
}
