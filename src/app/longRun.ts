import { instantOfId } from '../domain/clock.ts'
import { countDays, type DayCounts } from '../domain/dayCounts.ts'
import type { EventId } from '../domain/event.ts'
import { runsOf } from '../domain/statsRuns.ts'
import { DAY_MS, type Instant, type StudyDay } from '../domain/time.ts'
import type { Store } from '../storage/store.ts'
import { idDaysBefore, MARGIN_DAYS, type RecentDays } from './dayWindow.ts'
import { type Gathered, keepDays, keptDays } from './keptDays.ts'
import type { Services } from './services.ts'
import { inReads, unwatched } from './slices.ts'

/**
 * Days in a row that go on for longer than `days`: the log is read as far back as they go, and that once, as what was
 * counted is kept.
 */
export async function readLongRun(services: Services, days: number): Promise<RecentDays> {
  const { store } = services
  const { at, day: today } = services.moment()
  const { restDays } = services.settings.current()
  const first = idDaysBefore(at, days)
  const begun = (await keptDays(store, first)) ?? (await begin(store, first))
  await takeOutUndone(services, begun.counts)
  for (let since = begun.since; ; ) {
    const window = since === null ? Number.POSITIVE_INFINITY : daysFrom(since, at)
    const counts = begun.counts.counts()
    const studied = [...counts].flatMap(([day, count]) => (count > 0 && day > today - window ? [day] : []))
    const currentRun = runsOf(studied, today, restDays).current
    // A run of less than half the window, rest days and all, ends within it.
    if (since === null || currentRun * 2 < window - 2) {
      if (window > days) await keepDays(store, at, { ...begun, since }, begun.since !== since)
      const answered = (day: number) => Math.max(0, counts.get(day as StudyDay) ?? 0)
      return { today, answers: Array.from({ length: days }, (_, i) => answered(today - days + 1 + i)), currentRun }
    }
    const before = since
    since = window * 2 * DAY_MS >= at ? null : idDaysBefore(at, window * 2)
    await store.eachEvent({ since, before }, begun.counts.add)
    await takeOutUndone(services, begun.counts)
  }
}

async function begin(store: Store, since: EventId): Promise<Gathered> {
  const newest = await store.eventsSince(since)
  const counts = countDays()
  counts.add(newest)
  return { since, counts, newest }
}

async function takeOutUndone({ store, now }: Services, counts: DayCounts): Promise<void> {
  const undone = counts.undone()
  if (undone.length > 0) counts.takeOut(await inReads(undone, unwatched(now), store.events))
}

const daysFrom = (since: EventId, at: Instant): number =>
  Math.floor((at - (instantOfId(since) ?? at)) / DAY_MS) - MARGIN_DAYS
