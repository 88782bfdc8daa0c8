import { applyEvent } from '../../src/domain/apply.ts'
import { type CardState, KNOWN_DAYS, newCard } from '../../src/domain/card.ts'
import { formatEventId } from '../../src/domain/clock.ts'
import type { EventId, Moment, ReviewEvent, StoredEvent } from '../../src/domain/event.ts'
import { type CardId, cardIdOf } from '../../src/domain/note.ts'
import { makeRandom } from '../../src/domain/random.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts'
import { DAY_MS, HOUR_MS, isDayDue, MINUTE_MS, studyDayAt, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { makeDeck } from '../storage/world.ts'

/** Two years of a learner's answers, as a backup, with what should be found in them counted along the way. */
export type TwoYears = {
  readonly backup: string
  readonly events: readonly StoredEvent[]
  readonly reviews: number
  /** Of the last 365 days. */
  readonly yearReviews: number
  readonly yearDays: number
  readonly week: { readonly recalled: number; readonly total: number }
  readonly todayCards: number
  readonly states: Readonly<Record<'known' | 'settling' | 'learning' | 'new', number>>
}

const DAYS = 730
const NOTES = 760
const HELD_BACK = 40
const NEW_A_DAY = 2
const MOST_A_DAY = 40

/** Sixteen days in a row up to today, a day off, twenty-three in a row; before that every third day off. */
export const isStudied = (daysAgo: number): boolean =>
  daysAgo < 16 || (daysAgo > 16 && daysAgo < 40) || (daysAgo > 40 && daysAgo % 3 !== 0)

const made = new Map<string, TwoYears>()

/** `now` is when the page will be opened; days are reckoned as the page does, in this machine's time zone. */
export function twoYears(now: number): TwoYears {
  const offsetMinutes = 0 - new Date(now).getTimezoneOffset()
  const today = studyDayAt({ at: toInstant(now), offsetMinutes }, DEFAULT_SETTINGS.rolloverHour)
  // Made once a day: the time within it changes nothing, and every test of a file asks for the same.
  const key = `${today} ${offsetMinutes}`
  const learner = made.get(key) ?? make(now, offsetMinutes, today)
  made.set(key, learner)
  return learner
}

function make(now: number, offsetMinutes: number, today: number): TwoYears {
  const scheduler = makeScheduler(DEFAULT_SETTINGS)
  const random = makeRandom(7)
  const base = makeDeck('stats', NOTES)
  const deck = {
    ...base,
    title: 'History::Treaties',
    notes: base.notes.map((note, i) => ({ ...note, tags: [i % 3 === 0 ? 'people' : 'dates'] })),
  }
  const cards = deck.notes.map((note) => cardIdOf(note.id, 'front'))
  const states = new Map<CardId, CardState>()
  const events: StoredEvent[] = []
  const count = { reviews: 0, yearReviews: 0, week: { recalled: 0, total: 0 }, todayCards: 0 }
  let fresh = 0

  const momentOn = (day: number, nth: number): Moment => ({
    at: toInstant(day * DAY_MS + 5 * HOUR_MS + nth * MINUTE_MS - offsetMinutes * MINUTE_MS),
    offsetMinutes,
    day: toStudyDay(day),
  })
  const nextId = (moment: Moment): EventId =>
    formatEventId({ ms: moment.at, counter: events.length % 1_000_000, deviceId: 'seed0001' })

  function answer(cardId: CardId, moment: Moment): void {
    const before = states.get(cardId) ?? newCard(cardId)
    const { memory } = before
    const chance = memory.phase === 'new' ? 0.7 : scheduler.retrievability(memory, moment.day)
    const rating = random() > chance ? 'again' : random() < 0.12 ? 'hard' : random() < 0.9 ? 'good' : 'easy'
    const { due, step } = scheduler.answer(before, rating, moment)
    const elapsedMs = 4000 + Math.floor(random() * 12_000)
    const event: ReviewEvent = {
      ...moment,
      id: nextId(moment),
      kind: 'review',
      cardId,
      rating,
      elapsedMs,
      source: 'study',
      due,
      step,
    }
    events.push(event)
    states.set(cardId, applyEvent(before, event, scheduler))
    const daysAgo = today - moment.day
    count.reviews++
    if (daysAgo < 365) count.yearReviews++
    if (memory.phase === 'review' && memory.day < moment.day && daysAgo < 7) {
      count.week.total++
      if (rating !== 'again') count.week.recalled++
    }
  }

  for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
    if (!isStudied(daysAgo)) continue
    const day = today - daysAgo
    const due = cards.filter((cardId) => isDue(states.get(cardId), day)).slice(0, MOST_A_DAY)
    const more = cards.slice(fresh, Math.min(fresh + NEW_A_DAY, NOTES - HELD_BACK))
    fresh += more.length
    // A day is never empty, so that runs of days are what `isStudied` says.
    const work = due.length + more.length > 0 ? [...due, ...more] : cards.slice(0, 1)
    if (daysAgo === 0) count.todayCards = work.length
    for (const [nth, cardId] of work.entries()) answer(cardId, momentOn(day, nth))
  }

  // What must not count: a crammed answer, and one that was taken back.
  const later = momentOn(today, 60)
  const extra = { ...later, kind: 'review', elapsedMs: 9000, rating: 'again', due: later.at, step: 0 } as const
  const crammed = { ...extra, id: nextId(later), cardId: cards[0], source: 'cram' } as StoredEvent
  const undone = { ...extra, id: nextId(momentOn(today, 61)), cardId: cards[1], source: 'study' } as StoredEvent
  const undo = { ...later, id: nextId(momentOn(today, 62)), kind: 'undo', of: [undone.id] } as StoredEvent
  events.push(crammed, undone, undo)

  return {
    ...count,
    events,
    backup: encodeBackup({
      appVersion: '0.1.0',
      savedAt: toInstant(now),
      decks: [{ ...deck, builtIn: false, retired: [] }],
      events,
    }),
    yearDays: Array.from({ length: 365 }, (_, daysAgo) => isStudied(daysAgo)).filter(Boolean).length,
    states: stateCounts(cards, states),
  }
}

/** What is due by the end of the day, steps too. */
function isDue(state: CardState | undefined, day: number): boolean {
  if (state === undefined || state.memory.phase === 'new') return false
  return isDayDue(state.memory.due) ? state.memory.due <= day : state.memory.day <= day
}

function stateCounts(cards: readonly CardId[], states: ReadonlyMap<CardId, CardState>): TwoYears['states'] {
  const counts = { known: 0, settling: 0, learning: 0, new: 0 }
  for (const cardId of cards) {
    const memory = states.get(cardId)?.memory
    if (memory === undefined || memory.phase === 'new') counts.new++
    else if (memory.phase !== 'review') counts.learning++
    else counts[memory.stability >= KNOWN_DAYS ? 'known' : 'settling']++
  }
  return counts
}
