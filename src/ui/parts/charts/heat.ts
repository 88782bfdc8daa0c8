import { busyDay, levelOf } from '../../../domain/statsBins.ts'
import { addDays, type StudyDay, studyDayToDate, toStudyDay } from '../../../domain/time.ts'

/** A day's place in a calendar of weeks: column from the oldest week, row from Monday. */
export type HeatCell = {
  readonly day: StudyDay
  readonly column: number
  readonly row: number
  /** 0 for nothing, to 4; null for a day that is still to come. */
  readonly level: number | null
}

export type HeatLayout = {
  readonly cell: number
  readonly gap: number
  /** Room for the names of weekdays and months. */
  readonly left: number
  readonly top: number
  readonly columns: number
  /** The calendar is cut into bands of as many weeks where it does not fit side by side; the last one ends today. */
  readonly perBand: number
  readonly bands: number
  readonly bandHeight: number
}

const WEEK = 7

/** Monday is 0. Day 0, 1 January 1970, was a Thursday. */
export const rowOf = (day: number): number => (((day + 3) % WEEK) + WEEK) % WEEK

/** Cells of the days that end with `today`, and of what is left of its week. */
export function heatCells(answers: readonly number[], today: StudyDay): readonly HeatCell[] {
  const first = today - answers.length + 1
  const monday = first - rowOf(first)
  const busy = busyDay(answers)
  const cells = answers.map((value, i) => ({ ...placeOf(first + i, monday), level: levelOf(value, busy) }))
  const rest = Array.from({ length: WEEK - 1 - rowOf(today) }, (_, i) => ({
    ...placeOf(today + 1 + i, monday),
    level: null,
  }))
  return [...cells, ...rest]
}

const placeOf = (day: number, monday: number) => ({
  day: toStudyDay(day),
  column: Math.floor((day - monday) / WEEK),
  row: rowOf(day),
})

/** How many of the latest days fill whole columns: `weeks` of them, the last one up to today. */
export const daysOfWeeks = (weeks: number, today: StudyDay): number => (weeks - 1) * WEEK + rowOf(today) + 1

const SMALLEST = 9
const LARGEST = 14
const IN_BANDS = 12

/**
 * Fits so many columns into a width: cells as large as they get, then bands, as even as can be. In pixels; with larger
 * text it is the room for words that grows.
 */
export function heatLayout(columns: number, width: number, scale: number): HeatLayout {
  const gap = 3
  const left = 34 * scale
  const top = 18 * scale
  const room = width - left
  const fitting = room / columns - gap
  const cell = fitting >= SMALLEST ? Math.min(fitting, LARGEST) : IN_BANDS
  const most = Math.max(1, Math.floor((room + gap) / (cell + gap) + 1e-9))
  const bands = Math.ceil(columns / most)
  const perBand = Math.ceil(columns / bands)
  return { cell, gap, left, top, columns, perBand, bands, bandHeight: top + WEEK * (cell + gap) + 4 * scale }
}

/** The band of a column and its place in it; the first band is the shorter one. */
export function bandOf(layout: HeatLayout, column: number): { readonly band: number; readonly at: number } {
  const shifted = column + layout.perBand * layout.bands - layout.columns
  return { band: Math.floor(shifted / layout.perBand), at: shifted % layout.perBand }
}

export function cellAt(
  layout: HeatLayout,
  cell: Pick<HeatCell, 'column' | 'row'>,
): { readonly x: number; readonly y: number } {
  const { band, at } = bandOf(layout, cell.column)
  const pitch = layout.cell + layout.gap
  return { x: layout.left + at * pitch, y: band * layout.bandHeight + layout.top + cell.row * pitch }
}

/** The column and row at a point, or null between bands and beside them. */
export function placeAt(
  layout: HeatLayout,
  x: number,
  y: number,
): { readonly column: number; readonly row: number } | null {
  const pitch = layout.cell + layout.gap
  const band = Math.floor(y / layout.bandHeight)
  const at = Math.floor((x - layout.left) / pitch)
  const row = Math.floor((y - band * layout.bandHeight - layout.top) / pitch)
  const column = band * layout.perBand + at - (layout.perBand * layout.bands - layout.columns)
  const isInside = at >= 0 && at < layout.perBand && row >= 0 && row < WEEK && column >= 0 && column < layout.columns
  return isInside && band >= 0 && band < layout.bands ? { column, row } : null
}

/** Columns that begin a month, for its name: far enough apart to be read. */
export function monthColumns(
  cells: readonly HeatCell[],
): readonly { readonly column: number; readonly day: StudyDay }[] {
  const found: { column: number; day: StudyDay }[] = []
  for (const cell of cells) {
    if (cell.level === null || studyDayToDate(cell.day).getUTCDate() !== 1) continue
    found.push({ column: cell.row === 0 ? cell.column : cell.column + 1, day: cell.day })
  }
  return found
}

/** The day that an arrow key leads to from another: a day up and down, a week to the sides; kept between the two ends. */
export function dayByKey(
  key: string,
  day: StudyDay,
  ends: readonly [StudyDay, StudyDay],
  flip: boolean,
): StudyDay | null {
  const [first, last] = ends
  const sideways = flip ? -WEEK : WEEK
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    ArrowLeft: -sideways,
    ArrowRight: sideways,
    PageUp: -4 * WEEK,
    PageDown: 4 * WEEK,
    Home: first - day,
    End: last - day,
  }
  const step = steps[key]
  return step === undefined ? null : addDays(first, Math.min(last - first, Math.max(0, day + step - first)))
}
