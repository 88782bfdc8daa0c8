import type { StudyDay } from './time.ts'

/** How much of a weekday is meant for reviews: as much as of any, about half as much, or next to nothing. */
export type EasyDay = 'normal' | 'reduced' | 'minimum'

/** Anki's figures. */
export const EASY_DAY_SHARES: Readonly<Record<EasyDay, number>> = { normal: 1, reduced: 0.5, minimum: 0.0001 }

/** Seven of them, one of which is normal: where every day is easy none is. */
export const isWeek = (week: readonly EasyDay[]): boolean => week.length === 7 && week.includes('normal')

/** From 0 for Monday. Day 0 was a Thursday. */
export const weekdayOf = (day: StudyDay): number => (((day + 3) % 7) + 7) % 7
