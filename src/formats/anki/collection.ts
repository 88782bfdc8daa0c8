import type { CardTemplate } from '../../domain/noteType.ts'

/** A collection as Anki keeps it, whatever the schema: its own numbers and units. */
export type AnkiCollection = {
  /** Seconds since 1970 of the day that is number 0. */
  readonly created: number
  /** 1 for the scheduler of old, whose learning answers and relearning cards mean other things. */
  readonly scheduler: 1 | 2
  readonly rolloverHour: number
  /** Minutes west of UTC where it was made; null where it does not say. */
  readonly minutesWest: number | null
  readonly types: ReadonlyMap<number, AnkiType>
  readonly decks: ReadonlyMap<number, AnkiDeck>
  readonly presets: ReadonlyMap<number, AnkiPreset>
  readonly notes: readonly AnkiNote[]
  readonly cards: readonly AnkiCard[]
  readonly reviews: readonly AnkiReview[]
}

export type AnkiType = {
  readonly id: number
  readonly name: string
  readonly kind: 'fields' | 'cloze'
  readonly fields: readonly string[]
  readonly templates: readonly CardTemplate[]
  readonly css: string
  /** All else about it, for the way back (`model.ts`). */
  readonly kept: string
}

/** `presetId` is null for a filtered deck, whose cards are only on loan. */
export type AnkiDeck = {
  readonly id: number
  readonly name: string
  readonly presetId: number | null
  /** Set for the deck in place of what its preset says. */
  readonly own: Partial<Pick<AnkiPreset, 'newPerDay' | 'reviewsPerDay' | 'desiredRetentionRatio'>>
}

export type AnkiPreset = {
  readonly id: number
  readonly name: string
  readonly newPerDay: number
  readonly reviewsPerDay: number
  readonly learningStepsMinutes: readonly number[]
  readonly relearningStepsMinutes: readonly number[]
  readonly maximumIntervalDays: number
  readonly burySiblings: boolean
  readonly newCardOrder: 'deck' | 'random'
  readonly leechLapses: number
  /** Shares of a usual day, from Monday on; empty where all days are usual. */
  readonly easyDays: readonly number[]
  /** 0 where it says none. */
  readonly desiredRetentionRatio: number
  /** Of FSRS-6; empty where it has none, or those of an older version. */
  readonly weights: readonly number[]
}

export type AnkiNote = {
  readonly id: number
  /** The same in every collection that the note came to. */
  readonly guid: string
  readonly typeId: number
  /** Seconds since 1970. */
  readonly changed: number
  readonly tags: readonly string[]
  readonly fields: readonly string[]
}

export type AnkiCard = {
  readonly id: number
  readonly noteId: number
  readonly deckId: number
  readonly ordinal: number
  /** Seconds since 1970. */
  readonly changed: number
  readonly phase: 'new' | 'learning' | 'review' | 'relearning'
  readonly queue: number
  readonly due: number
  readonly intervalDays: number
  /** Ease in thousandths. */
  readonly ease: number
  readonly reps: number
  readonly lapses: number
  readonly stepsLeft: number
  readonly homeDue: number
  readonly homeDeckId: number
  readonly flag: number
  /** FSRS's memory, where it is kept. `lastReview` in seconds since 1970, or null. */
  readonly memory: { readonly stability: number; readonly difficulty: number } | null
  readonly lastReview: number | null
  /** Its place among new cards when it was one, where that is kept. */
  readonly position: number | null
  /** JSON, as it stands there. */
  readonly data: string
}

export type AnkiReview = {
  /** Milliseconds since 1970. */
  readonly id: number
  readonly cardId: number
  /** 1 to 4; 0 for what no button did. */
  readonly button: number
  /** Days, or seconds where negative. */
  readonly interval: number
  readonly lastInterval: number
  readonly factor: number
  readonly tookMs: number
  readonly kind: 'learn' | 'review' | 'relearn' | 'filtered' | 'manual' | 'rescheduled'
}

export type Cell = number | string | Uint8Array | null

/** The tables of a database as plain rows: reading them is the caller's, so that nothing here knows SQL. */
export type AnkiTables = {
  /** The names of a table's columns in small letters; none where there is no such table. */
  readonly columns: (table: string) => readonly string[]
  /** Calls for each row, cells in the order asked for; stops with a fault at one more than `most`. */
  readonly rows: (
    table: string,
    columns: readonly string[],
    most: number,
    onRow: (row: readonly Cell[]) => void,
  ) => void
}
