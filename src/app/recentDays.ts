import type { Resource } from 'solid-js'
import { isReview } from '../domain/event.ts'
import { runsOf } from '../domain/statsRuns.ts'
import { effectiveEvents } from '../domain/undo.ts'
import type { Store } from '../storage/store.ts'
import { DAYS_KEY, idDaysBefore, type RecentDays } from './dayWindow.ts'
import { createLiveQuery } from './liveQuery.ts'
import { type Services, useServices } from './services.ts'

export function createRecentDays(days: number): Resource<RecentDays> {
  const services = useServices()
  return createLiveQuery(services.store, ['cards', 'settings'], () => inTurn(services, days))
}

/** One after another: the second finds what the first has kept. */
const turns = new WeakMap<Store, Promise<unknown>>()
const long = new WeakSet<Store>()

function inTurn(services: Services, days: number): Promise<RecentDays> {
  const read = (turns.get(services.store) ?? Promise.resolve()).then(() => readRecentDays(services, days))
  turns.set(
    services.store,
    read.catch(() => {}),
  )
  return read
}

/** Reads the end of the log; what knows of longer runs is fetched where there is one. */
async function readRecentDays(services: Services, days: number): Promise<RecentDays> {
  const { store } = services
  if (!long.has(store) && !isKept()) {
    const { at, day: today } = services.moment()
    const counts = new Map<number, number>()
    for (const event of effectiveEvents(await store.eventsSince(idDaysBefore(at, days)))) {
      if (!isReview(event) || event.source === 'cram') continue
      counts.set(event.day, (counts.get(event.day) ?? 0) + 1)
    }
    const inWindow = [...counts.keys()].filter((day) => day > today - days)
    const currentRun = runsOf(inWindow, today, services.settings.current().restDays).current
    // A run of less than half the window, rest days and all, ends within it.
    if (currentRun * 2 < days - 2)
      return {
        today,
        answers: Array.from({ length: days }, (_, i) => counts.get(today - days + 1 + i) ?? 0),
        currentRun,
      }
  }
  long.add(store)
  return (await import('./longRun.ts')).readLongRun(services, days)
}

function isKept(): boolean {
  try {
    return localStorage.getItem(DAYS_KEY) !== null
  } catch {
    return false
  }
}
