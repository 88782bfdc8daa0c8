import { MAX_STEP_MINUTES } from './settingsCheck.ts'

const UNITS = { m: 1, h: 60, d: 1440 } as const
const STEP = /^(\d+(?:[.,]\d+)?)\s*([mhd])?$/u
const MOST_STEPS = 10

/** Steps as a learner types them: `1m 10m`, `12h 1d`; a number alone is minutes. Null for what cannot be read. */
export function parseSteps(text: string): readonly number[] | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/(\d)\s+([mhd])(?=\s|$)/gu, '$1$2')
    .split(/[\s;]+/u)
    .filter((word) => word !== '')
  const minutes = words.map((word) => {
    const [, amount = '', unit = 'm'] = STEP.exec(word) ?? []
    return amount === '' ? Number.NaN : Number(amount.replace(',', '.')) * UNITS[unit as keyof typeof UNITS]
  })
  return minutes.length <= MOST_STEPS && minutes.every((one) => one > 0 && one <= MAX_STEP_MINUTES) ? minutes : null
}

/** The same back: each step in the largest unit that it fills with a whole number. */
export const formatSteps = (minutes: readonly number[]): string => minutes.map(formatStep).join(' ')

function formatStep(minutes: number): string {
  if (minutes % UNITS.d === 0) return `${minutes / UNITS.d}d`
  return minutes % UNITS.h === 0 ? `${minutes / UNITS.h}h` : `${minutes}m`
}
