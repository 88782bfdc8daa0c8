import { type CardState, type MemoryWord, memoryWord, newCard } from './card.ts'
import { waitsInVain } from './misdated.ts'
import type { CardId } from './note.ts'
import type { Scheduler } from './scheduler.ts'
import { DIFFICULTY_EDGES, type Histogram, histogram, RETRIEVABILITY_EDGES, STABILITY_EDGES } from './statsBins.ts'
import { type Due, type Instant, isDayDue, type StudyDay, studyDayAt } from './time.ts'

/** Where and when a count is made: the study day, and what turns an instant of the near future into one. */
export type StatsNow = { readonly today: StudyDay; readonly offsetMinutes: number; readonly rolloverHour: number }

/** What is remembered now of a set of cards. Suspended cards count here: they are still remembered. */
export type MemoryStats = {
  readonly words: Readonly<Record<MemoryWord, number>>
  /** Of all cards that were ever answered. */
  readonly stability: Histogram
  readonly difficulty: Histogram
  readonly retrievability: Histogram
}

export type DueDay = { readonly review: number; readonly learning: number }

/** When cards come back as things stand, each at its next time only. New and suspended cards are not in it. */
export type DueForecast = {
  /** Due before today, and so part of today's work; of these, `days[0]` holds none. */
  readonly backlog: number
  /** By days from today, a year of them. */
  readonly days: readonly DueDay[]
  readonly later: number
}

export const FORECAST_DAYS = 365

export function memoryStats(
  cardIds: readonly CardId[],
  states: ReadonlyMap<CardId, CardState>,
  scheduler: Scheduler,
  { today }: StatsNow,
): MemoryStats {
  const words = { new: 0, learning: 0, settling: 0, known: 0 }
  const stability: number[] = []
  const difficulty: number[] = []
  const retrievability: number[] = []
  for (const cardId of cardIds) {
    const { memory } = states.get(cardId) ?? newCard(cardId)
    words[memoryWord(memory)]++
    if (memory.phase === 'new') continue
    stability.push(memory.stability)
    difficulty.push(memory.difficulty)
    retrievability.push(scheduler.retrievability(memory, today))
  }
  return {
    words,
    stability: histogram(stability, STABILITY_EDGES),
    difficulty: histogram(difficulty, DIFFICULTY_EDGES),
    retrievability: histogram(retrievability, RETRIEVABILITY_EDGES),
  }
}

export function dueForecast(
  cardIds: readonly CardId[],
  states: ReadonlyMap<CardId, CardState>,
  now: StatsNow,
): DueForecast {
  const days = Array.from({ length: FORECAST_DAYS }, () => ({ review: 0, learning: 0 }))
  let backlog = 0
  let later = 0
  for (const cardId of cardIds) {
    const state = states.get(cardId)
    if (state === undefined || state.memory.phase === 'new' || state.suspended) continue
    const due = waitsInVain(state.memory, now.today) ? now.today : dueDay(state.memory.due, now)
    // A buried card is back tomorrow at the earliest.
    const inDays = Math.max(due - now.today, state.buriedOn === now.today ? 1 : Number.NEGATIVE_INFINITY)
    const day = days[inDays]
    if (inDays < 0) backlog++
    else if (day === undefined) later++
    else if (state.memory.phase === 'review') day.review++
    else day.learning++
  }
  return { backlog, days, later }
}

/** The study day of a due number; a step's instant is reckoned by the clock of here and now. */
function dueDay(due: Due, { offsetMinutes, rolloverHour }: StatsNow): number {
  return isDayDue(due) ? due : studyDayAt({ at: due as number as Instant, offsetMinutes }, rolloverHour)
}
