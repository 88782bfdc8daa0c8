/** What a learner can set. Each is one plain sentence in the interface; each has a default that suits most people. */
export type Settings = {
  /** Share of due cards that should be recalled, 0.70 to 0.99. */
  readonly desiredRetentionRatio: number
  readonly newPerDay: number
  readonly reviewsPerDay: number
  /** Hour of the clock, 0 to 23, at which a study day ends. */
  readonly rolloverHour: number
  readonly learningStepsMinutes: readonly number[]
  readonly relearningStepsMinutes: readonly number[]
  readonly maximumIntervalDays: number
  /** Two buttons (forgot, knew it) instead of four. */
  readonly twoButtons: boolean
  /** Whether the next interval stands on each rating key. */
  readonly showIntervals: boolean
  readonly burySiblings: boolean
  readonly singleKeyShortcuts: boolean
  readonly theme: 'system' | 'light' | 'dark'
  /** Whether one missed day between two days of study leaves a run of days whole. */
  readonly restDays: boolean
  /** FSRS-6 weights, 21 of them, or null for the defaults. */
  readonly weights: readonly number[] | null
}

export const DEFAULT_SETTINGS: Settings = {
  desiredRetentionRatio: 0.9,
  newPerDay: 20,
  reviewsPerDay: 200,
  rolloverHour: 4,
  learningStepsMinutes: [1, 10],
  relearningStepsMinutes: [10],
  maximumIntervalDays: 36_500,
  twoButtons: false,
  showIntervals: true,
  burySiblings: true,
  singleKeyShortcuts: true,
  theme: 'system',
  restDays: false,
  weights: null,
}
