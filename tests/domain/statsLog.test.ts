import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCard } from '../../src/domain/card.ts'
import { isReview, type LogEvent, type ReviewEvent, type StoredEvent } from '../../src/domain/event.ts'
import { foldLog, replayCard } from '../../src/domain/fold.ts'
import type { CardId } from '../../src/domain/note.ts'
import { RATINGS } from '../../src/domain/rating.ts'
import { MATURITIES, makeStatsLog, maturityOf } from '../../src/domain/statsLog.ts'
import { type Due, toStudyDay } from '../../src/domain/time.ts'
import { effectiveEvents } from '../../src/domain/undo.ts'
import { cardIdNamed, defaultScheduler, eventId, FIRST_DAY, longLogs, momentAt } from './arbitraries.ts'

/** What a row says, in words; slowly and plainly. */
type Row = { card: CardId; day: number; rating: string; maturity: string; isFirst: boolean }

function slowRows(events: readonly StoredEvent[]): Row[] {
  const standing = effectiveEvents(events)
  const rows: Row[] = []
  for (const [i, event] of standing.entries()) {
    if (!isReview(event) || event.source === 'cram' || !Number.isFinite(event.due)) continue
    const before = replayCard(event.cardId, standing.slice(0, i), defaultScheduler)
    rows.push({
      card: event.cardId,
      day: event.day,
      rating: event.rating,
      maturity: maturityOf(before.memory),
      isFirst: !rows.some((row) => row.card === event.cardId && row.day === event.day),
    })
  }
  return rows
}

function rowsOf(events: readonly StoredEvent[]): Row[] {
  const log = makeStatsLog(events, defaultScheduler)
  return Array.from({ length: log.length }, (_, i) => ({
    card: log.cardIds[log.card[i] ?? -1] ?? ('' as CardId),
    day: log.day[i] ?? -1,
    rating: RATINGS[log.rating[i] ?? -1] ?? '',
    maturity: MATURITIES[log.maturity[i] ?? -1] ?? '',
    isFirst: log.isFirst[i] === 1,
  }))
}

const review = (n: number, change: Partial<ReviewEvent> = {}): LogEvent => ({
  ...momentAt(FIRST_DAY),
  id: eventId(n),
  kind: 'review',
  cardId: cardIdNamed('one'),
  rating: 'good',
  elapsedMs: 4000,
  source: 'study',
  due: (FIRST_DAY + 5) as Due,
  step: null,
  ...change,
})

describe('the log in columns', () => {
  it('says what a slow replay of every prefix says', () => {
    fc.assert(
      fc.property(longLogs, (events) => {
        expect(rowsOf(events)).toEqual(slowRows(events))
      }),
    )
  })

  it('ends every card in the state that the fold gives it', () => {
    fc.assert(
      fc.property(longLogs, (events) => {
        expect(makeStatsLog(events, defaultScheduler).states).toEqual(
          new Map([...foldLog(events).cards].filter(([, state]) => state.events.length > 0)),
        )
      }),
    )
  })

  it('does not depend on the order in which events came, nor on how often', () => {
    fc.assert(
      fc.property(longLogs, fc.nat(), (events, at) => {
        const cut = events.length === 0 ? 0 : at % events.length
        const turned = [...events.slice(cut), ...events, ...events.slice(0, cut)]
        expect(rowsOf(turned)).toEqual(rowsOf(events))
      }),
    )
  })

  it('holds no crammed answer and none that was taken back', () => {
    const undo: LogEvent = { ...momentAt(FIRST_DAY), id: eventId(4), kind: 'undo', of: [eventId(3)] }
    const events = [review(1), review(2, { source: 'cram' }), review(3), undo, review(5, { source: 'quiz' })]
    expect(rowsOf(events).map((row) => row.isFirst)).toEqual([true, false])
  })

  it('knows the first answer of a day even after clocks went back', () => {
    const days = [3, 3, 5, 4, 5, 3, 4, 6].map((day, i) => review(i + 1, { day: toStudyDay(FIRST_DAY + day) }))
    expect(rowsOf(days).map((row) => row.isFirst)).toEqual([true, false, true, true, false, false, false, true])
  })

  it('reads the hour off the clock of where the answer was given', () => {
    const noonUtc = momentAt(FIRST_DAY, 12)
    const hours = [0, 540, -480, -750, 825].map((offsetMinutes, i) => review(i + 1, { ...noonUtc, offsetMinutes }))
    expect([...makeStatsLog(hours, defaultScheduler).hour]).toEqual([12, 21, 4, 23, 1])
  })

  it('keeps numbers that are none out of time and hours', () => {
    const bad = review(1, { elapsedMs: Number.NaN, at: Number.NaN as ReviewEvent['at'] })
    const log = makeStatsLog([bad], defaultScheduler)
    expect([log.elapsedMs[0], log.hour[0]]).toEqual([0, -1])
  })

  it('calls a card on its steps learning, and in review by its stability', () => {
    expect(maturityOf(newCard(cardIdNamed('one')).memory)).toBe('learning')
    const memory = { phase: 'review', due: 0 as Due, difficulty: 5, day: toStudyDay(FIRST_DAY) } as const
    expect(maturityOf({ ...memory, stability: 20.99 })).toBe('settling')
    expect(maturityOf({ ...memory, stability: 21 })).toBe('known')
  })
})
