import type { Settings } from './settings.ts'
import { areWeights } from './weights.ts'

/**
 * The part of a change that is within bounds; the rest is left out, so that a damaged or foreign event can never put a
 * value into force that the scheduler or the queue could not work with. Settings of later versions are left out too.
 */
export function validSettings(change: Partial<Settings>): Partial<Settings> {
  const valid = Object.entries(change).filter(([key, value]) => isSettingKey(key) && CHECKS[key](value))
  return Object.fromEntries(valid)
}

const isRatio = (value: unknown): boolean => typeof value === 'number' && value >= 0.7 && value <= 0.99
const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isWhole =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
const isSteps = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 10 &&
  value.every((minutes) => typeof minutes === 'number' && minutes > 0 && minutes <= MAX_STEP_MINUTES)
const isWeights = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every((weight) => typeof weight === 'number') && areWeights(value))

/** Ten days. */
const MAX_STEP_MINUTES = 14_400

const CHECKS: Readonly<Record<keyof Settings, (value: unknown) => boolean>> = {
  desiredRetentionRatio: isRatio,
  newPerDay: isWhole(0, 9999),
  reviewsPerDay: isWhole(0, 9999),
  rolloverHour: isWhole(0, 23),
  learningStepsMinutes: isSteps,
  relearningStepsMinutes: isSteps,
  maximumIntervalDays: isWhole(1, 36_500),
  twoButtons: isBoolean,
  showIntervals: isBoolean,
  burySiblings: isBoolean,
  singleKeyShortcuts: isBoolean,
  theme: (value) => value === 'system' || value === 'light' || value === 'dark',
  restDays: isBoolean,
  weights: isWeights,
}

const isSettingKey = (key: string): key is keyof Settings => Object.hasOwn(CHECKS, key)
