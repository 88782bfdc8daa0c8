import { createMemo, createResource, onCleanup, type Resource } from 'solid-js'
import type { StoredEvent } from '../domain/event.ts'
import { makeScheduler, type SchedulerSettings } from '../domain/scheduler.ts'
import { type Stats, type StatsScope, statsOf } from '../domain/stats.ts'
import {
  cardsIn,
  choicesOf,
  type StatsCard,
  type StatsChoices,
  type StatsFilter,
  statsCards,
} from '../domain/statsFilter.ts'
import { makeStatsLog } from '../domain/statsLog.ts'
import { type Client, makeClient } from '../workers/rpc.ts'
import type { StatsApi } from '../workers/statsApi.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'

export type StatsView = { readonly stats: Stats; readonly choices: StatsChoices }

/** Above this many events the counting is done in a worker: here it would hold up more than a few frames. */
const WORKER_EVENTS = 4_000
/** How many events go to the worker in one message: they are copied in one go, within a frame or two. */
const PIECE_EVENTS = 5_000

/** The learner's statistics for a choice of cards, read anew when anything is written; the old stay until then. */
export function createStats(filter: () => StatsFilter): Resource<StatsView | undefined> {
  const services = useServices()
  const client = makeClient<StatsApi>(startWorker)
  onCleanup(client.stop)
  const readInTurn = inTurn(() => readLog(services, client))
  const read = createLiveQuery(services.store, ['cards', 'decks', 'settings'], readInTurn)
  const asked = createMemo(() => {
    const log = read.latest
    return log && { log, filter: filter() }
  })
  const [view] = createResource(asked, async ({ log, filter }): Promise<StatsView> => {
    const { offsetMinutes, day: today } = services.moment()
    const stats = await log.count({
      today,
      offsetMinutes,
      rolloverHour: services.settings.current().rolloverHour,
      cardIds: cardsIn(log.cards, filter),
      everything: filter.kind === 'all',
    })
    return { stats, choices: log.choices }
  })
  return view
}

type ReadLog = {
  readonly count: (scope: StatsScope) => Promise<Stats>
  readonly cards: readonly StatsCard[]
  readonly choices: StatsChoices
}

async function readLog({ store, settings }: Services, client: Client<StatsApi>): Promise<ReadLog> {
  const [events, infos] = await Promise.all([store.eventsSince(null), store.decks()])
  const decks = (await Promise.all(infos.map((info) => store.deck(info.id)))).filter((deck) => deck !== null)
  const cards = statsCards(decks)
  const current = settings.current()
  const count = events.length > WORKER_EVENTS ? await countThere(client, events, current) : countHere(events, current)
  return { count, cards, choices: choicesOf(decks) }
}

function countHere(events: readonly StoredEvent[], settings: SchedulerSettings): ReadLog['count'] {
  const scheduler = makeScheduler(settings)
  const log = makeStatsLog(events, scheduler)
  return async (scope) => statsOf(log, scheduler, scope)
}

async function countThere(
  client: Client<StatsApi>,
  events: readonly StoredEvent[],
  settings: SchedulerSettings,
): Promise<ReadLog['count']> {
  for (let start = 0; start < events.length; start += PIECE_EVENTS) {
    await client.call('add', events.slice(start, start + PIECE_EVENTS))
  }
  await client.call('read', settings)
  return (scope) => client.call('count', scope)
}

/**
 * Runs one at a time, for the worker takes one log at a time. Whoever asks while one runs gets the next one, all the same:
 * many writes in another tab cost one more reading, not one each.
 */
function inTurn<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | null = null
  let next: Promise<T> | null = null
  const start = (): Promise<T> => {
    next = null
    const mine = run().finally(() => {
      if (running === mine) running = null
    })
    running = mine
    return mine
  }
  return () => {
    if (running === null) return start()
    next ??= running.then(start, start)
    return next
  }
}

const startWorker = () => new Worker(new URL('../workers/stats.worker.ts', import.meta.url), { type: 'module' })
