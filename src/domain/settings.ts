import type { Brand } from './brand.ts'
import type { EasyDay } from './easyDays.ts'
import type { ExamPlan } from './examPlan.ts'
import type { KeyMap } from './studyKeys.ts'
import type { StudyDay } from './time.ts'

/** What a learner can set. Each is one plain sentence in the interface; each has a default that suits most people. */
export type SettingValues = {
  /** Share of due cards that should be recalled, 0.70 to 0.99. */
  readonly desiredRetentionRatio: number
  readonly newPerDay: number
  readonly reviewsPerDay: number
  /** Hour of the clock, 0 to 23, at which a study day ends. */
  readonly rolloverHour: number
  readonly learningStepsMinutes: readonly number[]
  readonly relearningStepsMinutes: readonly number[]
  readonly maximumIntervalDays: number
  /** New cards in the order of their deck, or at random but the same all day. */
  readonly newCardOrder: 'deck' | 'random'
  /** Where new cards stand among the reviews of a session. */
  readonly newCardMix: 'mixed' | 'first' | 'last'
  /** Lapses after which a card counts as a leech; 0 for never. */
  readonly leechLapses: number
  /** Seven, from Monday on; at least one is normal. */
  readonly easyDays: readonly EasyDay[]
  /** Days away, both ends included: what is spread over days keeps out of them. */
  readonly away: { readonly from: StudyDay; readonly to: StudyDay } | null
  /** Whether new cards wait while far more is overdue than a day brings. */
  readonly pauseNewCards: boolean
  /** Two buttons (forgot, knew it) instead of four. */
  readonly twoButtons: boolean
  /** Whether the next interval stands on each rating key. */
  readonly showIntervals: boolean
  readonly burySiblings: boolean
  readonly singleKeyShortcuts: boolean
  /** The learner's own keys for studying, by command; the usual ones for the others. */
  readonly keys: KeyMap
  /** Whether answers are typed wherever they can be, or only where a note asks for it. */
  readonly typeAnswers: boolean
  /** Whether a typed answer must have its accents, or é may be typed as e. */
  readonly accentsCount: boolean
  /** Whether a cloze keeps the gaps empty that are not asked, rather than filled in. */
  readonly hideOtherGaps: boolean
  /** Whether a swipe on a card rates it: left for Again, right for Good. */
  readonly swipes: boolean
  /** Of what is read (cards, articles): a factor on the size, 0.8 to 1.4, one on the line height, 1 to 1.3, the letters. */
  readonly textScale: number
  readonly lineSpacing: number
  readonly readingFace: 'serif' | 'sans'
  /** Whether cards are read aloud as they come; how fast, 0.5 to 2; and by which voice, by language. */
  readonly readAloud: boolean
  readonly speechRate: number
  readonly voices: Readonly<Record<string, string>>
  readonly theme: 'system' | 'light' | 'dark'
  /** Whether one missed day between two days of study leaves a run of days whole. */
  readonly restDays: boolean
  /** FSRS-6 weights, 21 of them, or null for the defaults. */
  readonly weights: readonly number[] | null
  /** Exams to come, and those that are over. */
  readonly exams: readonly ExamPlan[]
}

/** Settings of many parts (exams by id, keys by command, voices by language): a change is kept by the part. */
export const PART_KEYS = ['exams', 'keys', 'voices'] as const satisfies readonly (keyof SettingValues)[]

/** The settings that a deck can have of its own. */
export const DECK_KEYS = [
  'desiredRetentionRatio',
  'newPerDay',
  'reviewsPerDay',
  'learningStepsMinutes',
  'relearningStepsMinutes',
  'maximumIntervalDays',
  'newCardOrder',
  'newCardMix',
  'burySiblings',
  'leechLapses',
  'easyDays',
] as const satisfies readonly (keyof SettingValues)[]

export type DeckKey = (typeof DECK_KEYS)[number]
export type DeckValues = Pick<SettingValues, DeckKey>

/** Null hands a setting back to where it would be inherited from. */
export type DeckChange = { readonly [Key in DeckKey]?: DeckValues[Key] | null }

/** Whom a setting concerns: a deck, a folder of decks, or all of them (`deckTree.ts`). */
export type Scope = Brand<string, 'Scope'>

/** Limits that hold on one study day in place of the usual ones; null where the usual one does. */
export type DayLimit = {
  readonly day: StudyDay
  readonly newPerDay: number | null
  readonly reviewsPerDay: number | null
}

/** The values that hold where nothing nearer says otherwise, and what is said nearer: by a deck, and for a day. */
export type Settings = SettingValues & {
  readonly scoped: Readonly<Record<Scope, Partial<DeckValues>>>
  readonly limits: Readonly<Record<Scope, DayLimit>>
}

export const DEFAULT_SETTINGS: Settings = {
  desiredRetentionRatio: 0.9,
  newPerDay: 20,
  reviewsPerDay: 200,
  rolloverHour: 4,
  learningStepsMinutes: [1, 10],
  relearningStepsMinutes: [10],
  maximumIntervalDays: 36_500,
  newCardOrder: 'deck',
  newCardMix: 'mixed',
  leechLapses: 8,
  easyDays: ['normal', 'normal', 'normal', 'normal', 'normal', 'normal', 'normal'],
  away: null,
  pauseNewCards: true,
  twoButtons: false,
  showIntervals: true,
  burySiblings: true,
  singleKeyShortcuts: true,
  typeAnswers: false,
  accentsCount: false,
  hideOtherGaps: false,
  swipes: false,
  textScale: 1,
  lineSpacing: 1,
  readingFace: 'serif',
  readAloud: false,
  speechRate: 1,
  voices: {},
  keys: {},
  theme: 'system',
  restDays: false,
  weights: null,
  exams: [],
  scoped: {},
  limits: {},
}
