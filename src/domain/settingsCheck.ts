import { isWeek } from './easyDays.ts'
import { isExamPlan, MOST_EXAMS } from './examPlanCheck.ts'
import { DECK_KEYS, type DeckChange, type SettingValues } from './settings.ts'
import { validKeys } from './studyKeys.ts'
import { areWeights } from './weights.ts'

/**
 * The part of a change that is within bounds; the rest is left out, so that a damaged or foreign event can never put a
 * value into force that the scheduler or the queue could not work with. Settings of later versions are left out too.
 */
export function validSettings(change: Partial<SettingValues>): Partial<SettingValues> {
  const valid = Object.entries(change).filter(([key, value]) => isSettingKey(key) && CHECKS[key](value))
  return Object.fromEntries(valid)
}

/** The same of a deck's own settings, of which null is always one. */
export function validDeckChange(change: DeckChange): DeckChange {
  const valid = Object.entries(change).filter(
    ([key, value]) =>
      DECK_KEYS.some((own) => own === key) && isSettingKey(key) && (value === null || CHECKS[key](value)),
  )
  return Object.fromEntries(valid)
}

/** A limit for a day: a number of cards, or null for the usual one. */
export const isLimit = (value: unknown): boolean => value === null || isPerDay(value)

const isRatio = (value: unknown): boolean => typeof value === 'number' && value >= 0.7 && value <= 0.99
const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isWhole =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
const isBetween =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= low && value <= high
export const areVoices = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).length <= MOST_VOICES &&
  Object.values(value).every((voice) => typeof voice === 'string' && voice.length <= LONGEST_VOICE)
const isSteps = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 10 &&
  value.every((minutes) => typeof minutes === 'number' && minutes > 0 && minutes <= MAX_STEP_MINUTES)
const isWeights = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every((weight) => typeof weight === 'number') && areWeights(value))

const isPerDay = isWhole(0, 9999)
const isOneOf =
  (...values: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && values.includes(value)
const areKeys = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(validKeys(value)).length === Object.keys(value).length
const isEasyDay = isOneOf('normal', 'reduced', 'minimum')
const isEasyWeek = (value: unknown): boolean => Array.isArray(value) && value.every(isEasyDay) && isWeek(value)
const isAway = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'object' &&
    'from' in value &&
    'to' in value &&
    Number.isInteger(value.from) &&
    Number.isInteger(value.to) &&
    Number(value.from) <= Number(value.to))

export const MOST_VOICES = 100
const LONGEST_VOICE = 300

/** Ten days. */
export const MAX_STEP_MINUTES = 14_400

const CHECKS: Readonly<Record<keyof SettingValues, (value: unknown) => boolean>> = {
  desiredRetentionRatio: isRatio,
  newPerDay: isPerDay,
  reviewsPerDay: isPerDay,
  rolloverHour: isWhole(0, 23),
  learningStepsMinutes: isSteps,
  relearningStepsMinutes: isSteps,
  maximumIntervalDays: isWhole(1, 36_500),
  newCardOrder: isOneOf('deck', 'random'),
  newCardMix: isOneOf('mixed', 'first', 'last'),
  leechLapses: isWhole(0, 99),
  easyDays: isEasyWeek,
  away: isAway,
  pauseNewCards: isBoolean,
  twoButtons: isBoolean,
  showIntervals: isBoolean,
  burySiblings: isBoolean,
  singleKeyShortcuts: isBoolean,
  typeAnswers: isBoolean,
  accentsCount: isBoolean,
  hideOtherGaps: isBoolean,
  swipes: isBoolean,
  textScale: isBetween(0.8, 1.4),
  lineSpacing: isBetween(1, 1.3),
  readingFace: isOneOf('serif', 'sans'),
  readAloud: isBoolean,
  speechRate: isBetween(0.5, 2),
  voices: areVoices,
  keys: areKeys,
  theme: isOneOf('system', 'light', 'dark'),
  restDays: isBoolean,
  weights: isWeights,
  exams: (value) => Array.isArray(value) && value.length <= MOST_EXAMS && value.every(isExamPlan),
}

const isSettingKey = (key: string): key is keyof SettingValues => Object.hasOwn(CHECKS, key)
