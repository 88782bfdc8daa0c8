import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent } from '../../src/domain/apply.ts'
import { newCard } from '../../src/domain/card.ts'
import type { Moment } from '../../src/domain/event.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { dueAtInstant, dueOnDay, hasCome, isDayDue, studyDayAt, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { cardIdNamed, eventId } from './arbitraries.ts'
import { ROLLOVERS } from './fsrs-vectors.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Zones of whole, half and quarter hours, with summer time and without. */
const ZONES = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
]

const formats = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
  ]),
)

/** Local time's offset as the platform has it, in minutes east of UTC. */
function offsetAt(at: number, zone: string): number {
  const parts = Object.fromEntries(
    (formats.get(zone)?.formatToParts(at) ?? []).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000) / MINUTE)
}

/** The instant at which clocks in the zone show this local time. */
function instantAt(localMs: number, zone: string): number {
  const guess = localMs - offsetAt(localMs, zone) * MINUTE
  return localMs - offsetAt(guess, zone) * MINUTE
}

describe('study days', () => {
  it.each(ROLLOVERS)('from $created to $now, rollover at $rollover: $days after the date of creation', (row) => {
    const start = parseLocal(row.created)
    const hours = /^\+(\d+)h$/.exec(row.now)?.[1]
    const end = hours === undefined ? parseLocal(row.now) : { ...start, at: toInstant(start.at + Number(hours) * HOUR) }
    const dateOfCreation = studyDayAt(start, 0)
    expect(Math.max(0, studyDayAt(end, row.rollover) - dateOfCreation)).toBe(row.days)
  })

  it.each(['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe'])(
    'never runs backwards where the clocks of %s change, and has no gaps',
    (zone) => {
      const spring = [Date.UTC(2025, 2, 5), Date.UTC(2025, 3, 10)] as const
      const autumn = [Date.UTC(2025, 9, 1), Date.UTC(2025, 10, 6)] as const
      for (const [from, to] of [spring, autumn]) {
        let before = studyDayAt({ at: toInstant(from), offsetMinutes: offsetAt(from, zone) }, 4)
        for (let at = from; at < to; at += 20 * MINUTE) {
          const day = studyDayAt({ at: toInstant(at), offsetMinutes: offsetAt(at, zone) }, 4)
          expect(day === before || day === before + 1).toBe(true)
          before = day
        }
      }
    },
  )

  it('the same wall-clock times give the same days and so the same schedule in every zone, across clock changes', () => {
    const scheduler = makeScheduler(DEFAULT_SETTINGS)
    const gaps = fc.array(fc.record({ days: fc.integer({ min: 0, max: 40 }), hour: fc.integer({ min: 5, max: 23 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(gaps, fc.constantFrom(...ZONES), (answers, zone) => {
        const run = (timeZone: string): unknown[] => {
          let state = newCard(cardIdNamed('zone'))
          let local = Date.UTC(2026, 1, 20)
          return answers.map(({ days, hour }, i) => {
            local += days * 24 * HOUR
            const at = toInstant(instantAt(local + hour * HOUR, timeZone))
            const time = { at, offsetMinutes: offsetAt(at, timeZone) }
            const moment: Moment = { ...time, day: studyDayAt(time, 4) }
            const { due, step, wait } = scheduler.answer(state, 'good', moment)
            const event = {
              ...moment,
              id: eventId(i),
              kind: 'review',
              cardId: state.cardId,
              rating: 'good',
              elapsedMs: 1,
              source: 'study',
              due,
              step,
            } as const
            state = applyEvent(state, event, scheduler)
            return { wait, day: moment.day, memory: { ...state.memory, due: isDayDue(due) ? due : null } }
          })
        }
        expect(run(zone)).toEqual(run('UTC'))
      }),
      { numRuns: 60 },
    )
  })

  it('two answers on one Tokyo morning are of one day, though UTC midnight lies between', () => {
    const at = (hour: number) => toInstant(Date.UTC(2026, 4, 4, hour))
    expect(studyDayAt({ at: at(-1), offsetMinutes: 540 }, 4)).toBe(studyDayAt({ at: at(1), offsetMinutes: 540 }, 4))
  })

  it('refuses numbers that are none', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => toInstant(bad)).toThrow(RangeError)
      expect(() => toStudyDay(bad)).toThrow(RangeError)
    }
    expect(() => toStudyDay(1.5)).toThrow(RangeError)
  })
})

describe('due', () => {
  it('a day has come from its beginning on, an instant from its millisecond on', () => {
    const today = toStudyDay(20_500)
    const now = toInstant(20_500 * 24 * HOUR)
    expect(hasCome(dueOnDay(today), today, now)).toBe(true)
    expect(hasCome(dueOnDay(toStudyDay(20_501)), today, now)).toBe(false)
    expect(hasCome(dueAtInstant(now), today, now)).toBe(true)
    expect(hasCome(dueAtInstant(toInstant(now + 1)), today, now)).toBe(false)
    expect(hasCome(dueAtInstant(toInstant(now + 1)), today, now, 1)).toBe(true)
  })
})

/** `2018-08-06T03:00-06:00`; without an offset, in UTC. */
function parseLocal(text: string) {
  const [, local = '', hours = '0'] = /^(.{16}(?::\d\d)?)(?:([+-]\d\d):00)?$/.exec(text) ?? []
  const offsetMinutes = Number(hours) * 60
  return { at: toInstant(Date.parse(`${local}Z`) - offsetMinutes * MINUTE), offsetMinutes }
}
