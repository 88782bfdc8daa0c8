import { expect, type Page } from '@playwright/test'
import { answer, startStudying } from '../e2e/steps.ts'
import type { APP_TRIALS } from './app.ts'

/** A place and a moment (UTC) there, with what its clocks say then: minutes east of UTC, and the day to a learner. */
type Stop = {
  readonly zone: string
  readonly at: string
  readonly offsetMinutes: number
  /** Until four in the morning it is still the day before. */
  readonly day: string
}

/** Clocks go from two to three, and from two back to one, under the session. */
const DAYLIGHT_SAVING: readonly Stop[] = [
  { zone: 'America/New_York', at: '2027-03-14T06:58Z', offsetMinutes: -300, day: '2027-03-13' },
  { zone: 'America/New_York', at: '2027-03-14T07:02Z', offsetMinutes: -240, day: '2027-03-13' },
  { zone: 'America/New_York', at: '2027-03-14T08:02Z', offsetMinutes: -240, day: '2027-03-14' },
  { zone: 'America/New_York', at: '2027-11-07T05:50Z', offsetMinutes: -240, day: '2027-11-06' },
  { zone: 'America/New_York', at: '2027-11-07T06:10Z', offsetMinutes: -300, day: '2027-11-06' },
  { zone: 'America/New_York', at: '2027-11-07T09:02Z', offsetMinutes: -300, day: '2027-11-07' },
]

/** The learner flies west into yesterday, over the date line, and home, between two cards. */
const TRAVEL: readonly Stop[] = [
  { zone: 'Europe/Berlin', at: '2027-01-11T08:00Z', offsetMinutes: 60, day: '2027-01-11' },
  { zone: 'Pacific/Honolulu', at: '2027-01-11T08:30Z', offsetMinutes: -600, day: '2027-01-10' },
  { zone: 'Pacific/Auckland', at: '2027-01-11T15:30Z', offsetMinutes: 780, day: '2027-01-12' },
  { zone: 'Asia/Kathmandu', at: '2027-01-11T16:00Z', offsetMinutes: 345, day: '2027-01-11' },
  { zone: 'Europe/Berlin', at: '2027-01-12T08:00Z', offsetMinutes: 60, day: '2027-01-12' },
]

export const ZONE_TRIALS: typeof APP_TRIALS = [
  { what: 'the clocks changed to summer time and back in a session', run: (page) => answerAt(page, DAYLIGHT_SAVING) },
  { what: 'the time zone changed in a session, back and over the date line', run: (page) => answerAt(page, TRAVEL) },
]

/** An answer at each stop, and each once more after a start there; what is stored under another day counts as lost. */
async function answerAt(page: Page, stops: readonly Stop[]): Promise<{ acknowledged: number; lost: number }> {
  const session = await page.context().newCDPSession(page)
  const arrive = async ({ zone, at }: Stop) => {
    await session.send('Emulation.setTimezoneOverride', { timezoneId: zone })
    await page.clock.setSystemTime(new Date(at))
  }
  const [first] = stops
  if (!first) throw new Error('nowhere to go')
  await page.clock.install({ time: new Date(first.at) })
  const expected: Stop[] = []
  for (const isStartedAnew of [false, true]) {
    if (isStartedAnew) await page.clock.setSystemTime(new Date(first.at))
    for (const [n, stop] of stops.entries()) {
      await arrive(stop)
      if (isStartedAnew || n === 0) {
        await page.evaluate(() => {
          location.hash = '#/'
        })
        await page.reload()
        await arrive(stop)
        await startStudying(page)
      }
      await answer(page, 'Good')
      expected.push(stop)
    }
  }
  const stored = await reviews(page)
  const seen = stored.map(({ offsetMinutes, day }) => `${dateOf(day)} ${offsetMinutes}`).sort()
  expect(stored.every(({ at }) => Number.isFinite(at))).toBe(true)
  let lost = 0
  for (const { day, offsetMinutes } of expected) {
    const at = seen.indexOf(`${day} ${offsetMinutes}`)
    if (at < 0) lost++
    else seen.splice(at, 1)
  }
  return { acknowledged: expected.length, lost }
}

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

type Stored = { readonly kind: string; readonly at: number; readonly offsetMinutes: number; readonly day: number }

const reviews = (page: Page): Promise<Stored[]> =>
  page.evaluate(async () => {
    const open = indexedDB.open('recite')
    const db = await new Promise<IDBDatabase>((done) => {
      open.onsuccess = () => done(open.result)
    })
    const all = db.transaction('events').objectStore('events').getAll()
    const events = await new Promise<Stored[]>((done) => {
      all.onsuccess = () => done(all.result)
    })
    db.close()
    return events.filter(({ kind }) => kind === 'review')
  })
