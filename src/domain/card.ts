import type { EventId } from './event.ts'
import type { CardId } from './note.ts'
import type { Rating } from './rating.ts'
import type { Due, StudyDay } from './time.ts'

/** FSRS's two numbers: stability in days (0.001 to 36 500), difficulty (1 to 10), with the study day they are of. */
export type Recall = { readonly stability: number; readonly difficulty: number; readonly day: StudyDay }

/** What is remembered of a card. A stability that does not exist cannot be read. */
export type Memory =
  | { readonly phase: 'new' }
  | ({ readonly phase: 'learning'; readonly step: number; readonly due: Due } & Recall)
  | ({ readonly phase: 'review'; readonly due: Due } & Recall)
  | ({ readonly phase: 'relearning'; readonly step: number; readonly due: Due } & Recall)

/** A card's whole schedule: a fold over its events, and so a cache that can always be rebuilt. */
export type CardState = {
  readonly cardId: CardId
  readonly memory: Memory
  readonly reps: number
  readonly lapses: number
  readonly suspended: boolean
  /** The study day on which the card was buried; it returns on the next one. */
  readonly buriedOn: StudyDay | null
  /** 0 for none, 1 to 7 as colours. */
  readonly flag: number
  /** The latest ratings, oldest first, eight at most: the marks on a card's corner. */
  readonly recentRatings: readonly Rating[]
  /** Ids of the events that made this state, in order: enough to replay the card without searching the log. */
  readonly events: readonly EventId[]
}

export const newCard = (cardId: CardId): CardState => ({
  cardId,
  memory: { phase: 'new' },
  reps: 0,
  lapses: 0,
  suspended: false,
  buriedOn: null,
  flag: 0,
  recentRatings: [],
  events: [],
})

/** The four words for a memory, the same in every list and chart; known means a stability of 21 days or more. */
export type MemoryWord = 'new' | 'learning' | 'settling' | 'known'

export const KNOWN_DAYS = 21

export function memoryWord(memory: Memory): MemoryWord {
  switch (memory.phase) {
    case 'new':
      return 'new'
    case 'learning':
    case 'relearning':
      return 'learning'
    case 'review':
      return memory.stability >= KNOWN_DAYS ? 'known' : 'settling'
  }
}
