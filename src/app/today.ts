import type { Resource } from 'solid-js'
import type { Backlog } from '../domain/backlog.ts'
import type { MemoryWord } from '../domain/card.ts'
import { type Columns, memoryCounts } from '../domain/columns.ts'
import type { DeckInfo } from '../domain/deck.ts'
import { makeDeckPaths } from '../domain/deckTree.ts'
import { dueTomorrow, nextDueOf } from '../domain/forecast.ts'
import { LEARN_AHEAD_MS } from '../domain/limits.ts'
import type { DeckId } from '../domain/note.ts'
import type { Queue } from '../domain/queue.ts'
import { type Instant, type StudyDay, toStudyDay } from '../domain/time.ts'
import type { DayDone } from './dayDone.ts'
import { readDay } from './dayQueue.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'
import { onDayTurn } from './status.ts'

/** What a session that began now would ask. */
export type Left = {
  readonly due: number
  readonly fresh: number
  /** Those of the due that are on their steps. */
  readonly learning: number
}

/**
 * Decks as the lists show them together: what they hold, what is remembered of it, and what a session over them would ask
 * today. As decks share limits, these can come to more than a session over all of them asks.
 */
export type DecksToday = Left & {
  readonly cards: number
  readonly articles: number
  readonly states: Readonly<Record<MemoryWord, number>>
  /** The first day after today on which a card comes due; null where none does. */
  readonly nextDue: StudyDay | null
}

/** A deck with those that lie in it. */
export type DeckToday = DecksToday & { readonly info: DeckInfo }

export type Today = Left & {
  readonly day: StudyDay
  readonly decks: readonly DeckToday[]
  /** What lies on a path, whether or not there is a deck of that name. */
  readonly on: (path: string) => DecksToday
  /** Steps that come later today: how many, and when the first may be studied. */
  readonly later: { readonly count: number; readonly at: Instant } | null
  /** Different cards answered today, and how many of them were recalled at the first try. */
  readonly done: { readonly cards: number; readonly recalled: number }
  /** Cards that come due tomorrow. */
  readonly tomorrow: number
  readonly backlog: Backlog | null
  /** True until the learner has answered a card or made a deck. */
  readonly untouched: boolean
}

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
  const [infos, { queueOf, columns, day, backlog }] = await Promise.all([store.decks(), readDay(services, null, null)])
  const now = services.now()
  const queue = queueOf(null)
  const paths = makeDeckPaths(infos)
  const holdingOf = makeHoldingOf(infos, columns, day.day)
  const together = (deckIds: readonly DeckId[]) => ({ ...holdingOf(deckIds), ...leftOf(queueOf(deckIds), now) })
  const known = new Set(columns.map((deck) => deck.deckId))
  return {
    ...leftOf(queue, now),
    day: day.day,
    decks: infos.flatMap((info) => (known.has(info.id) ? [{ info, ...together(paths.within(info.id)) }] : [])),
    on: (path) => together(paths.on(path)),
    later: laterToday(queue, now),
    done: answeredToday(day),
    tomorrow: columns.reduce((sum, deck) => sum + dueTomorrow(deck, day.day), 0),
    backlog,
    untouched: store.lastEventId() === null && infos.every((info) => info.builtIn),
  }
}

/** What stands in a row besides what is left. */
function makeHoldingOf(
  infos: readonly DeckInfo[],
  columns: readonly Columns[],
  today: StudyDay,
): (deckIds: readonly DeckId[]) => Omit<DecksToday, keyof Left> {
  const infoOf = new Map(infos.map((info) => [info.id, info]))
  const own = new Map(
    columns.map((deck) => [
      deck.deckId,
      { states: memoryCounts(deck), nextDue: nextDueOf(deck, today)?.day ?? Number.POSITIVE_INFINITY },
    ]),
  )
  return (deckIds) => {
    const states = { new: 0, learning: 0, settling: 0, known: 0 }
    let [cards, articles, nextDue] = [0, 0, Number.POSITIVE_INFINITY]
    for (const deckId of deckIds) {
      const deck = own.get(deckId)
      cards += infoOf.get(deckId)?.cardCount ?? 0
      articles += infoOf.get(deckId)?.sources.length ?? 0
      nextDue = Math.min(nextDue, deck?.nextDue ?? nextDue)
      for (const word of ['new', 'learning', 'settling', 'known'] as const) states[word] += deck?.states[word] ?? 0
    }
    return { cards, articles, states, nextDue: nextDue === Number.POSITIVE_INFINITY ? null : toStudyDay(nextDue) }
  }
}

function leftOf(queue: Queue, now: Instant): Left {
  const come = queue.learning.filter((item) => item.due <= now + LEARN_AHEAD_MS).length
  const fresh = queue.main.filter((item) => item.kind === 'new').length
  return { due: queue.main.length - fresh + come, fresh, learning: come }
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
