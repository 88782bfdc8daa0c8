import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReview, type ReviewEvent, type StoredEvent } from '../../src/domain/event.ts'
import { replayCard } from '../../src/domain/fold.ts'
import type { CardId } from '../../src/domain/note.ts'
import { PERIODS, type Stats, statsOf } from '../../src/domain/stats.ts'
import { makeStatsLog, maturityOf } from '../../src/domain/statsLog.ts'
import { DAY_MS, type Due, HOUR_MS, MINUTE_MS, studyDayAt, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { effectiveEvents } from '../../src/domain/undo.ts'
import { cardIdNamed, defaultScheduler, eventId, FIRST_DAY, longLogs, momentAt } from './arbitraries.ts'

const CARDS = ['one', 'two', 'three', 'never seen'].map(cardIdNamed)

function count(events: readonly StoredEvent[], today: number, cardIds: readonly CardId[] | 'all' = 'all'): Stats {
  return statsOf(makeStatsLog(events, defaultScheduler), defaultScheduler, {
    today: toStudyDay(today),
    offsetMinutes: 0,
    rolloverHour: 4,
    cardIds: cardIds === 'all' ? CARDS : cardIds,
    everything: cardIds === 'all',
  })
}

/** The answers that count, each with what the card was before: as plainly as it can be said. */
function answersOf(events: readonly StoredEvent[], cardIds: readonly CardId[] | 'all') {
  const standing = effectiveEvents(events)
  const found = standing.flatMap((event, i) =>
    isReview(event) && event.source !== 'cram' && Number.isFinite(event.due)
      ? [{ event, maturity: maturityOf(replayCard(event.cardId, standing.slice(0, i), defaultScheduler).memory) }]
      : [],
  )
  return found
    .map((one, i) => ({
      ...one,
      isFirst: !found.slice(0, i).some(({ event }) => event.cardId === one.event.cardId && event.day === one.event.day),
    }))
    .filter(({ event }) => cardIds === 'all' || cardIds.includes(event.cardId))
}

const todays = fc.integer({ min: FIRST_DAY - 2, max: FIRST_DAY + 400 })
const choices = fc.constantFrom<readonly CardId[] | 'all'>('all', CARDS, [cardIdNamed('one')], [])

describe('counts', () => {
  it('by day, for the year and today, are what one gets by looking through the log for each day', () => {
    fc.assert(
      fc.property(longLogs, todays, choices, (events, today, cardIds) => {
        const answers = answersOf(events, cardIds)
        const stats = count(events, today, cardIds)
        expect(stats.answers).toBe(answers.length)
        expect(stats.year).toEqual(
          Array.from({ length: 365 }, (_, i) => {
            const ofDay = answers.filter(({ event }) => event.day === today - 364 + i)
            return {
              answers: ofDay.length,
              elapsedMs: ofDay.reduce((sum, { event }) => sum + (event.elapsedMs ?? 0), 0),
            }
          }),
        )
        const now = answers.filter(({ event }) => event.day === today)
        const first = now.filter((one) => one.isFirst)
        expect(stats.day.cards).toBe(new Set(now.map(({ event }) => event.cardId)).size)
        expect(stats.day.firstTries).toEqual({
          recalled: first.filter(({ event }) => event.rating !== 'again').length,
          total: first.length,
        })
      }),
    )
  })

  it('of true retention are of first answers of a day to cards in review, week by week up to today', () => {
    fc.assert(
      fc.property(longLogs, todays, choices, (events, today, cardIds) => {
        const answers = answersOf(events, cardIds).filter((one) => one.isFirst)
        const stats = count(events, today, cardIds)
        for (const name of PERIODS) {
          const { from, weeks } = stats.periods[name]
          for (const [i, week] of weeks.entries()) {
            expect(week.from).toBe(today - 7 * (weeks.length - i) + 1)
            for (const maturity of ['settling', 'known'] as const) {
              const ofWeek = answers.filter(
                ({ event, ...one }) =>
                  one.maturity === maturity && event.day >= Math.max(from, week.from) && event.day < week.from + 7,
              )
              expect(week[maturity]).toEqual({
                recalled: ofWeek.filter(({ event }) => event.rating !== 'again').length,
                total: ofWeek.length,
              })
            }
          }
        }
      }),
    )
  })

  it('of ratings and hours miss no answer of the period and make none up', () => {
    fc.assert(
      fc.property(longLogs, todays, choices, (events, today, cardIds) => {
        const answers = answersOf(events, cardIds)
        const stats = count(events, today, cardIds)
        for (const name of PERIODS) {
          const { from, buttons, hours, daily } = stats.periods[name]
          const inPeriod = answers.filter(({ event }) => event.day >= from && event.day <= today)
          for (const maturity of ['learning', 'settling', 'known'] as const) {
            for (const rating of ['again', 'hard', 'good', 'easy'] as const) {
              expect(buttons[maturity][rating]).toBe(
                inPeriod.filter((one) => one.maturity === maturity && one.event.rating === rating).length,
              )
            }
          }
          expect(hours.reduce((sum, hour) => sum + hour.answers, 0)).toBe(inPeriod.length)
          expect(daily.reduce((sum, day) => sum + day.answers, 0)).toBe(inPeriod.length)
          expect(daily).toHaveLength(today - from + 1)
        }
      }),
    )
  })

  it('of cards add up to the cards there are, and each card is due at most once', () => {
    fc.assert(
      fc.property(longLogs, todays, choices, (events, today, cardIds) => {
        const { memory, forecast } = count(events, today, cardIds)
        const all = cardIds === 'all' ? CARDS : cardIds
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
        expect(sum(Object.values(memory.words))).toBe(all.length)
        for (const bins of [memory.stability, memory.difficulty, memory.retrievability]) {
          expect(sum(bins.counts)).toBe(all.length - memory.words.new)
        }
        const due = forecast.backlog + forecast.later + sum(forecast.days.map((day) => day.review + day.learning))
        expect(due).toBeLessThanOrEqual(all.length - memory.words.new)
      }),
    )
  })
})

describe('study days', () => {
  /** An answer at a wall-clock time somewhere, its study day reckoned once, there and then. */
  const answersAnywhere = fc.array(
    fc.record({
      day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 40 }),
      minute: fc.integer({ min: 0, max: 1439 }),
      offsetMinutes: fc.integer({ min: -720, max: 840 }),
      rolloverHour: fc.integer({ min: 0, max: 23 }),
      card: fc.constantFrom('one', 'two'),
    }),
    { maxLength: 20 },
  )

  const eventOf = (
    {
      day,
      minute,
      offsetMinutes,
      rolloverHour,
      card,
    }: (typeof answersAnywhere extends fc.Arbitrary<infer T> ? T : never)[number],
    i: number,
  ): ReviewEvent => {
    const at = toInstant(day * DAY_MS + minute * MINUTE_MS - offsetMinutes * MINUTE_MS)
    return {
      id: eventId(i + 1),
      kind: 'review',
      at,
      offsetMinutes,
      day: studyDayAt({ at, offsetMinutes }, rolloverHour),
      cardId: cardIdNamed(card),
      rating: 'good',
      elapsedMs: 1000,
      source: 'study',
      due: (FIRST_DAY + 90) as Due,
      step: null,
    }
  }

  it('are those of the wall clock less the rollover, wherever the learner was, and each answer counts once', () => {
    fc.assert(
      fc.property(answersAnywhere, (given) => {
        const stats = count(given.map(eventOf), FIRST_DAY + 41)
        for (let day = FIRST_DAY - 1; day <= FIRST_DAY + 40; day++) {
          const expected = given.filter((one) => one.day - (one.minute < one.rolloverHour * 60 ? 1 : 0) === day)
          expect(stats.year[day - (FIRST_DAY + 41) + 364]?.answers).toBe(expected.length)
        }
      }),
    )
  })

  it('stay what they were when time zone and rollover change later: all but the hours is the same', () => {
    fc.assert(
      fc.property(longLogs, todays, fc.integer({ min: -720, max: 840 }), (events, today, shift) => {
        const moved = events.map((event) =>
          'at' in event ? { ...event, at: event.at + shift * MINUTE_MS, offsetMinutes: shift } : event,
        ) as StoredEvent[]
        const plain = (stats: Stats) => JSON.stringify(stats, (key, value) => (key === 'hours' ? undefined : value))
        expect(plain(count(moved, today))).toBe(plain(count(events, today)))
      }),
    )
  })

  it('on the nights when clocks change are one day each: 23 and 25 hours long', () => {
    // London: 29 March 2026, 01:00 becomes 02:00; 25 October 2026, 02:00 becomes 01:00.
    for (const [date, before, after] of [
      [Date.UTC(2026, 2, 29), 0, 60],
      [Date.UTC(2026, 9, 25), 60, 0],
    ] as const) {
      const wall = (hours: number, offsetMinutes: number) => {
        const at = toInstant(date + hours * HOUR_MS - offsetMinutes * MINUTE_MS)
        return { at, offsetMinutes, day: studyDayAt({ at, offsetMinutes }, 4) }
      }
      const base = {
        kind: 'review',
        rating: 'good',
        elapsedMs: 1000,
        source: 'study',
        due: 30_000 as Due,
        step: null,
      } as const
      const events = [wall(-1, before), wall(0.5, before), wall(3.9, after), wall(4, after), wall(27.9, after)].map(
        (moment, i): ReviewEvent => ({ ...base, ...moment, id: eventId(i + 1), cardId: cardIdNamed(`c${i}`) }),
      )
      const day = Math.floor(date / DAY_MS)
      expect(
        count(events, day + 1)
          .year.slice(-3)
          .map((one) => one.answers),
      ).toEqual([3, 2, 0])
    }
  })
})

describe('what comes due', () => {
  const at = momentAt(FIRST_DAY)
  const reviewed = (card: string, due: number, step: number | null = null, n = 1): StoredEvent => ({
    ...at,
    id: eventId(n),
    kind: 'review',
    cardId: cardIdNamed(card),
    rating: 'good',
    elapsedMs: 1000,
    source: 'study',
    due: due as Due,
    step,
  })

  it('lies in the backlog, on its day, or beyond the year', () => {
    const dues = [FIRST_DAY - 3, FIRST_DAY, FIRST_DAY + 2, FIRST_DAY + 364, FIRST_DAY + 365]
    const events = dues.map((due, i) => reviewed(`c${i}`, due, null, i + 1))
    const { forecast } = count(
      events,
      FIRST_DAY,
      dues.map((_, i) => cardIdNamed(`c${i}`)),
    )
    expect(forecast.backlog).toBe(1)
    expect(forecast.later).toBe(1)
    expect([0, 1, 2, 364].map((day) => forecast.days[day]?.review)).toEqual([1, 0, 1, 1])
  })

  it('takes a step for the study day that its instant falls on', () => {
    const event = reviewed('one', momentAt(FIRST_DAY, 27, 59).at, 0)
    const next = reviewed('two', momentAt(FIRST_DAY, 28, 1).at, 0, 2)
    const { forecast } = count([event, next], FIRST_DAY, CARDS)
    expect(forecast.days.slice(0, 2).map((day) => day.learning)).toEqual([1, 1])
  })

  it('leaves suspended cards out, and buried ones until tomorrow', () => {
    const events: StoredEvent[] = [
      reviewed('one', FIRST_DAY - 1),
      reviewed('two', FIRST_DAY, null, 2),
      { ...at, id: eventId(3), kind: 'suspend', cardId: cardIdNamed('one'), on: true },
      { ...at, id: eventId(4), kind: 'bury', cardId: cardIdNamed('two') },
    ]
    const { forecast } = count(events, FIRST_DAY, CARDS)
    expect([forecast.backlog, forecast.days[0]?.review, forecast.days[1]?.review]).toEqual([0, 0, 1])
  })
})

describe('a damaged log', () => {
  it('with days far off the calendar is counted without a chart of a million weeks', () => {
    const event = (day: number, n: number): ReviewEvent => ({
      ...momentAt(FIRST_DAY),
      day: toStudyDay(day),
      id: eventId(n),
      kind: 'review',
      cardId: cardIdNamed('one'),
      rating: 'good',
      elapsedMs: 1000,
      source: 'study',
      due: FIRST_DAY as Due,
      step: null,
    })
    const stats = count([event(-50_000_000, 1), event(FIRST_DAY, 2), event(50_000_000, 3)], FIRST_DAY)
    expect(stats.answers).toBe(3)
    expect(stats.periods.all.weeks.length).toBeLessThan(5300)
  })
})
