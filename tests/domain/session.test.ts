import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeKey, type Queue, type QueueItem } from '../../src/domain/queue.ts'
import type { Rating } from '../../src/domain/rating.ts'
import {
  bringBack,
  canUndo,
  MAX_ANSWER_MS,
  nextAt,
  rate,
  resume,
  reveal,
  type Session,
  setAside,
  startSession,
  undo,
  upcoming,
} from '../../src/domain/session.ts'
import { answersGiven, progressOf, summaryOf } from '../../src/domain/sessionSummary.ts'
import {
  type Due,
  dueAtInstant,
  dueOnDay,
  type Instant,
  MINUTE_MS,
  toInstant,
  toStudyDay,
} from '../../src/domain/time.ts'
import { deckNamed, FIRST_DAY, momentAt, ratings } from './arbitraries.ts'

const start = momentAt(FIRST_DAY).at
const atMinute = (minutes: number): Instant => toInstant(start + minutes * MINUTE_MS)
const tomorrow = dueOnDay(toStudyDay(FIRST_DAY + 1))
const inMinutes = (minutes: number): Due => dueAtInstant(atMinute(minutes))

const item = (
  row: number,
  kind: QueueItem['kind'] = 'review',
  due: Due = dueOnDay(toStudyDay(FIRST_DAY)),
): QueueItem => ({
  place: { deckId: deckNamed('deck'), row, note: row, face: 0 },
  kind,
  due,
})

const queueOf = (mainRows: number, learningMinutes: readonly number[] = []): Queue => ({
  main: Array.from({ length: mainRows }, (_, row) => item(row)),
  learning: learningMinutes.map((minutes, i) => item(100 + i, 'learning', inMinutes(minutes))),
})

const rowOf = (session: Session): number | null => session.current?.place.row ?? null

const answer = (session: Session, rating: Rating, due: Due, at: Instant): Session =>
  rate(reveal(session), rating, due, at)

/** What can happen in a session; minutes pass before each. */
const moves = fc.array(
  fc.record({
    kind: fc.constantFrom('rate', 'rate', 'rate', 'setAside', 'undo', 'resume'),
    rating: ratings,
    minutes: fc.integer({ min: 0, max: 12 }),
    stepMinutes: fc.constantFrom(null, 1, 10),
  }),
  { maxLength: 40 },
)

const play = (
  session: Session,
  move: { kind: string; rating: Rating; stepMinutes: number | null },
  minute: number,
): Session => {
  const at = atMinute(minute)
  switch (move.kind) {
    case 'rate':
      return answer(
        session,
        move.rating,
        move.stepMinutes === null ? tomorrow : inMinutes(minute + move.stepMinutes),
        at,
      )
    case 'setAside':
      return setAside(session, at)
    case 'undo':
      return undo(session, at)
    default:
      return resume(session, at)
  }
}

const queues = fc.tuple(fc.nat({ max: 8 }), fc.array(fc.integer({ min: -30, max: 200 }), { maxLength: 4 }))

/** Everything but when the card was shown and whether it was turned. */
const position = (session: Session): object => {
  const { main, position, learning, answerCount, current, answer, previous } = session
  return { main: main.slice(position), learning, answerCount, current, answer, previous }
}

describe('a session', () => {
  it('undo after an answer or a card set aside restores the position exactly', () => {
    fc.assert(
      fc.property(
        queues,
        moves,
        ratings,
        fc.boolean(),
        fc.constantFrom(null, 1, 10),
        (queue, made, rating, aside, stepMinutes) => {
          let minute = 0
          let session = startSession(queueOf(...queue), start)
          for (const move of made) {
            minute += move.minutes
            session = play(session, move, minute)
          }
          if (session.phase === 'finished') return
          const next = play(session, { kind: aside ? 'setAside' : 'rate', rating, stepMinutes }, minute + 1)
          expect(position(undo(next, atMinute(minute + 2)))).toEqual(position(session))
          expect(undo(next, atMinute(minute + 2)).shownAt).toBe(atMinute(minute + 2))
        },
      ),
    )
  })

  it('has every card in one place at most, and loses none', () => {
    fc.assert(
      fc.property(queues, moves, (queue, made) => {
        let minute = 0
        const whole = queueOf(...queue)
        let session = startSession(whole, start)
        for (const move of made) {
          minute += move.minutes
          session = play(session, move, minute)
          const here = [
            ...session.main.slice(session.position),
            ...session.learning,
            ...(session.current ? [session.current] : []),
          ]
          const keys = here.map(({ place }) => placeKey(place))
          expect(new Set(keys).size).toBe(keys.length)
          expect(keys.length).toBeLessThanOrEqual(whole.main.length + whole.learning.length)
        }
      }),
    )
  })

  it('never shows the card just answered again while another may come', () => {
    fc.assert(
      fc.property(queues, moves, (queue, made) => {
        let minute = 0
        let session = startSession(queueOf(...queue), start)
        for (const move of made.filter(({ kind }) => kind === 'rate')) {
          const before = session
          minute += move.minutes
          session = play(session, move, minute)
          if (before.current === null || session.current === null) continue
          if (placeKey(before.current.place) !== placeKey(session.current.place)) continue
          const others = session.learning.filter(({ due }) => due <= atMinute(minute) + 20 * MINUTE_MS)
          expect(session.main.length - session.position + others.length).toBe(0)
        }
      }),
    )
  })

  it('the bar never goes back but by an undo, and is full at the end', () => {
    fc.assert(
      fc.property(queues, moves, (queue, made) => {
        let minute = 0
        let session = startSession(queueOf(...queue), start)
        let shareBefore = 0
        for (const move of made.filter(({ kind }) => kind === 'rate' || kind === 'setAside')) {
          minute += move.minutes
          session = play(session, move, minute)
          const { done, total } = progressOf(session, null)
          const share = total === 0 ? 1 : done / total
          expect(share).toBeGreaterThanOrEqual(shareBefore)
          if (session.phase === 'finished') {
            expect(done).toBe(total)
            break
          }
          shareBefore = share
        }
      }),
    )
  })

  it('steps that have come go first, then the main queue, then steps ahead of their time', () => {
    let session = startSession(queueOf(1, [-1, 15, 200]), start)
    expect(rowOf(session)).toBe(100)
    session = answer(session, 'good', tomorrow, atMinute(1))
    expect(rowOf(session)).toBe(0)
    session = answer(session, 'good', tomorrow, atMinute(2))
    expect(rowOf(session)).toBe(101)
    session = answer(session, 'good', tomorrow, atMinute(3))
    expect(session.phase).toBe('finished')
    expect(nextAt(session)).toBe(atMinute(180))
    expect(rowOf(resume(session, atMinute(179)))).toBeNull()
    expect(rowOf(resume(session, atMinute(180)))).toBe(102)
  })

  it('a failed card comes again after another one, at its time if there is more to do', () => {
    let session = startSession(queueOf(3), start)
    session = answer(session, 'again', inMinutes(1), start)
    expect(rowOf(session)).toBe(1)
    session = answer(session, 'good', tomorrow, atMinute(2))
    expect(rowOf(session)).toBe(0)
    session = answer(session, 'again', inMinutes(2), atMinute(2))
    expect(rowOf(session)).toBe(2)
    session = answer(session, 'good', tomorrow, atMinute(2))
    expect(rowOf(session)).toBe(0)
  })

  it('the only card left comes again at once', () => {
    const session = answer(startSession(queueOf(1), start), 'again', inMinutes(1), atMinute(0))
    expect(rowOf(session)).toBe(0)
    expect(session.phase).toBe('question')
  })

  it('an answer needs the answer in view', () => {
    const session = startSession(queueOf(2), start)
    expect(rate(session, 'good', tomorrow, atMinute(1))).toBe(session)
    expect(reveal(reveal(session))).toEqual(reveal(session))
  })

  it('siblings set aside go with the card', () => {
    const session = startSession(queueOf(4), start)
    const two = setAside(session, atMinute(1), new Set([placeKey(item(1).place), placeKey(item(3).place)]))
    expect(rowOf(two)).toBe(2)
    expect(setAside(two, atMinute(2)).phase).toBe('finished')
  })

  it('a card whose answer of another session was taken back comes first, the current one after it', () => {
    const session = startSession(queueOf(2), start)
    const back = bringBack(session, item(50), atMinute(1))
    expect(rowOf(back)).toBe(50)
    expect(rowOf(answer(back, 'good', tomorrow, atMinute(2)))).toBe(0)
    const finished = startSession(queueOf(0), start)
    expect(rowOf(bringBack(finished, item(50), atMinute(1)))).toBe(50)
    expect(canUndo(finished)).toBe(false)
  })

  it('sums up cards, first tries and time, without undone answers', () => {
    let session = startSession(queueOf(2), start)
    session = answer(session, 'again', inMinutes(1), toInstant(start + 4000))
    session = answer(session, 'good', tomorrow, toInstant(start + 9_000_000))
    session = answer(session, 'good', tomorrow, toInstant(session.shownAt - 5000))
    expect(summaryOf(session)).toEqual({
      cards: 2,
      rightAtFirst: 1,
      answers: 3,
      elapsedMs: 4000 + MAX_ANSWER_MS,
      nextAt: null,
    })
    expect(session.phase).toBe('finished')
    expect(answersGiven(undo(session, start)).map(({ item: { place } }) => place.row)).toEqual([0, 1])
  })

  it('says how long it will take by the learner’s own times, and nothing where there are none', () => {
    const none = { new: [], review: [], learning: [] }
    let session = startSession(queueOf(12), start)
    const left = { new: 0, learning: 0, review: 12 }
    expect(progressOf(session, null)).toEqual({ done: 0, total: 12, minutesLeft: null, left })
    expect(progressOf(session, none)).toEqual({ done: 0, total: 12, minutesLeft: null, left })
    const often = Array.from({ length: 200 }, () => 30_000)
    expect(progressOf(session, { ...none, review: often }).minutesLeft).toBeCloseTo(6, 0)
    session = answer(session, 'good', tomorrow, toInstant(start + 30_000))
    expect(progressOf(session, none)).toMatchObject({ done: 1, total: 12 })
    expect(progressOf(session, none).minutesLeft).toBeGreaterThan(2)
  })

  it('says how many of each kind are left, the one on show among them: a missed card is on its steps from then on', () => {
    const main = [item(0, 'new'), item(1, 'new'), item(2)]
    let session = startSession({ main, learning: [item(100, 'learning', inMinutes(0))] }, start)
    expect(progressOf(session, null).left).toEqual({ new: 2, learning: 1, review: 1 })
    session = answer(session, 'good', tomorrow, start)
    expect(progressOf(session, null).left).toEqual({ new: 2, learning: 0, review: 1 })
    session = answer(session, 'again', inMinutes(1), start)
    expect(progressOf(session, null).left).toEqual({ new: 1, learning: 1, review: 1 })
    expect(progressOf(undo(session, start), null).left).toEqual({ new: 2, learning: 0, review: 1 })
  })

  it('names the cards whose content is needed next', () => {
    const session = startSession(queueOf(4, [15]), start)
    expect(upcoming(session, 2).map(({ place }) => place.row)).toEqual([1, 2, 100])
  })
})
