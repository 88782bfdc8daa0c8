import type { Resource } from 'solid-js'
import type { Backlog } from '../domain/backlog.ts'
import type { MemoryWord } from '../domain/card.ts'
import { memoryCounts } from '../domain/columns.ts'
import type { DeckInfo } from '../domain/deck.ts'
import { dueTomorrow, nextDueOf } from '../domain/forecast.ts'
import { LEARN_AHEAD_MS } from '../domain/limits.ts'
import type { Queue } from '../domain/queue.ts'
import { type Instant, MINUTE_MS, type StudyDay } from '../domain/time.ts'
import type { DayDone } from './dayDone.ts'
import { readDayQueue } from './dayQueue.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'
import { onDayTurn } from './status.ts'

/** A deck as the lists show it: what it holds, what is remembered of it, and what is left of it today. */
export type DeckToday = {
  readonly info: DeckInfo
  readonly states: Readonly<Record<MemoryWord, number>>
  readonly due: number
  readonly fresh: number
  /** The first day after today on which a card comes due; null where none does. */
  readonly nextDue: StudyDay | null
}

export type Today = {
  readonly day: StudyDay
  readonly decks: readonly DeckToday[]
  readonly due: number
  readonly fresh: number
  readonly minutes: number
  /** Steps that come later today: how many, and when the first may be studied. */
  readonly later: { readonly count: number; readonly at: Instant } | null
  /** Different cards answered today, and how many of them were recalled at the first try. */
  readonly done: { readonly cards: number; readonly recalled: number }
  /** Cards that come due tomorrow. */
  readonly tomorrow: number
  readonly backlog: Backlog | null
  /** What all that is overdue would take. */
  readonly overdueMinutes: number
  /** True until the learner has answered a card or made a deck. */
  readonly untouched: boolean
}

/** What an answer takes until there are some today to go by. */
const TYPICAL_ANSWER_MS = 10_000

export function createToday(): Resource<Today> {
  const services = useServices()
  return createLiveQuery(
    services.store,
    ['cards', 'decks', 'settings'],
    () => readToday(services),
    (readAgain) => onDayTurn(() => services.moment().day, readAgain),
  )
}

async function readToday(services: Services): Promise<Today> {
  const { store } = services
  const [infos, { queue, columns, day, backlog }] = await Promise.all([store.decks(), readDayQueue(services, null)])
  const now = services.now()
  const left = countByDeck(queue, now)
  const byDeck = new Map(columns.map((deck) => [deck.deckId, deck]))
  const decks = infos.flatMap((info): DeckToday[] => {
    const deck = byDeck.get(info.id)
    if (!deck) return []
    const { due, fresh } = left.get(info.id) ?? { due: 0, fresh: 0 }
    return [{ info, states: memoryCounts(deck), due, fresh, nextDue: nextDueOf(deck, day.day)?.day ?? null }]
  })
  const due = decks.reduce((sum, deck) => sum + deck.due, 0)
  const minutesEach = (medianMs(day) ?? TYPICAL_ANSWER_MS) / MINUTE_MS
  const fresh = decks.reduce((sum, deck) => sum + deck.fresh, 0)
  return {
    day: day.day,
    decks,
    due,
    fresh,
    minutes: (due + fresh) * minutesEach,
    overdueMinutes: (backlog?.overdue ?? 0) * minutesEach,
    later: laterToday(queue, now),
    done: answeredToday(day),
    tomorrow: columns.reduce((sum, deck) => sum + dueTomorrow(deck, day.day), 0),
    backlog,
    untouched: store.lastEventId() === null && infos.every((info) => info.builtIn),
  }
}

function countByDeck(queue: Queue, now: Instant): ReadonlyMap<string, { due: number; fresh: number }> {
  const counts = new Map<string, { due: number; fresh: number }>()
  const come = queue.learning.filter((item) => item.due <= now + LEARN_AHEAD_MS)
  for (const item of [...queue.main, ...come]) {
    const count = counts.get(item.place.deckId) ?? { due: 0, fresh: 0 }
    if (item.kind === 'new') count.fresh++
    else count.due++
    counts.set(item.place.deckId, count)
  }
  return counts
}

function laterToday(queue: Queue, now: Instant): Today['later'] {
  const waiting = queue.learning.filter((item) => item.due > now + LEARN_AHEAD_MS)
  const [first] = waiting
  return first === undefined ? null : { count: waiting.length, at: first.due as number as Instant }
}

function answeredToday(day: DayDone): Today['done'] {
  const first = new Map<string, boolean>()
  for (const review of day.reviews) {
    if (!first.has(review.cardId)) first.set(review.cardId, review.rating !== 'again')
  }
  return { cards: first.size, recalled: [...first.values()].filter(Boolean).length }
}

function medianMs(day: DayDone): number | undefined {
  const times = day.reviews.map((review) => review.elapsedMs).sort((a, b) => a - b)
  return times[times.length >> 1]
}
