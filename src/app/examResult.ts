import type { Resource } from 'solid-js'
import { applyEvent } from '../domain/apply.ts'
import type { CardState } from '../domain/card.ts'
import {
  type EventId,
  type ExamEvent,
  isReview,
  type LogEvent,
  type Moment,
  type ReviewEvent,
  type StoredEvent,
} from '../domain/event.ts'
import type { Question } from '../domain/exam.ts'
import { examsOf, type Paper, paperSteps } from '../domain/examLog.ts'
import { markPaper } from '../domain/examMark.ts'
import { showingsOf } from '../domain/examTeach.ts'
import { refoldCards } from '../domain/fold.ts'
import { type CardId, noteIdOf } from '../domain/note.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import { dueOnDay } from '../domain/time.ts'
import { effectiveEvents } from '../domain/undo.ts'
import { openSittings, type SittingStore } from '../storage/sittings.ts'
import type { Change } from '../storage/store.ts'
import { storeAnew } from './anew.ts'
import { lessonsOf, readSchedulers, startPaper } from './examPaper.ts'
import { readPool } from './examPool.ts'
import { createLiveQuery } from './liveQuery.ts'
import { noteEvent, noteNow } from './noteEdit.ts'
import { type Services, useServices } from './services.ts'
import { inSlices, unwatched } from './slices.ts'

export type ExamReport = Paper & {
  /** The reviews that count for the schedule because of this paper, undone ones left out. */
  readonly lessons: readonly ReviewEvent[]
}

/** A paper handed in, with its marks as they stand now; null where the log has none of this name. */
export function createExamReport(examId: EventId): Resource<ExamReport | null> {
  const services = useServices()
  return createLiveQuery(services.store, ['cards', 'decks'], () => readReport(services, examId))
}

async function readReport({ store }: Services, examId: EventId): Promise<ExamReport | null> {
  const effective = effectiveEvents(await store.eventsSince(examId))
  const exam = examsOf(effective).find(({ id }) => id === examId)
  return exam ? { exam, result: markPaper(exam), lessons: lessonsIn(effective, exam) } : null
}

/** Lessons are stored at the very moment of the paper, or of the ruling that changed them. */
function lessonsIn(effective: readonly StoredEvent[], exam: ExamEvent): readonly ReviewEvent[] {
  const cards = new Set<CardId>(exam.questions.flatMap((question) => question.cards))
  const rulings = effective.filter((event) => event.kind === 'ruling' && 'exam' in event && event.exam === exam.id)
  const moments = new Set([exam, ...rulings].map((event) => ('at' in event ? event.at : Number.NaN)))
  return effective
    .filter(isReview)
    .filter((review) => review.source === 'quiz' && cards.has(review.cardId) && moments.has(review.at))
}

/** Makes the cards of questions due today that were not known; resolves with how many, once stored. */
export async function addToToday(
  services: Services,
  { exam, result }: Paper,
  indexes: readonly number[],
): Promise<number> {
  const { store, clock, writer } = services
  const questions = indexes.flatMap((index) => exam.questions[index] ?? [])
  const marks = indexes.flatMap((index) => result.marks[index] ?? [])
  const showings = showingsOf(questions, marks)
  const ids = [...showings].flatMap(([cardId, showing]) =>
    showing === 'missed' || showing === 'untried' ? [cardId] : [],
  )
  const schedulerOf = await readSchedulers(services, questions)
  const when = services.moment()
  const events: LogEvent[] = []
  const cards: CardState[] = []
  for (const state of await store.cards(ids)) {
    const base = { ...when, id: clock.next(when.at), cardId: state.cardId }
    // A card never studied that a paper showed to be unknown starts on its first step, as Again would start it.
    const scheduler = schedulerOf(state.cardId)
    const { due, step } = scheduler.answer(state, 'again', when)
    const event: LogEvent =
      state.memory.phase === 'new'
        ? { ...base, kind: 'review', rating: 'again', elapsedMs: 0, source: 'quiz', due, step }
        : { ...base, kind: 'setDue', due: dueOnDay(when.day) }
    events.push(event)
    cards.push(applyEvent(state, event, scheduler))
  }
  await writer.write({ events, cards })
  return cards.length
}

/** Takes back all that a paper taught, at once. */
export async function undoLessons(services: Services, report: ExamReport): Promise<void> {
  const when = services.moment()
  const change = await undoOf(services, report.lessons, when)
  if (change) await services.writer.write(change)
}

/**
 * Overturns a mark. What the paper taught about the question's cards is taken back and taught anew; where `accept` is
 * given, that answer is right from now on, also in study.
 */
export async function overturn(
  services: Services,
  report: ExamReport,
  index: number,
  right: boolean,
  accept: string | null,
): Promise<void> {
  await storeAnew(services.writer, () => overturning(services, report, index, right, accept))
}

async function overturning(
  services: Services,
  shown: ExamReport,
  index: number,
  right: boolean,
  accept: string | null,
): Promise<Change> {
  const { clock } = services
  // What it taught may be another by now, as another tab overturned a mark of it.
  const report = (await readReport(services, shown.exam.id)) ?? shown
  const question = report.exam.questions[index]
  if (!question) return { events: [], cards: [] }
  const when = services.moment()
  const ruling: StoredEvent = {
    ...when,
    id: clock.next(when.at),
    kind: 'ruling',
    exam: report.exam.id,
    question: index,
    right,
  }
  const exam = { ...report.exam, rulings: { ...report.exam.rulings, [index]: right } }
  const old = report.lessons.filter((review) => question.cards.includes(review.cardId))
  const undo = await undoOf(services, old, when)
  const { teaches } = report.exam.blueprint
  const states = new Map((undo?.cards ?? []).map((card) => [card.cardId, card]))
  const lessons = teaches ? await lessonsOf(withStates(services, states), exam, when, (one) => one === question) : null
  const accepted = accept === null ? null : await accepting(services, question, accept, when)
  for (const card of lessons?.cards ?? []) states.set(card.cardId, card)
  return {
    events: [ruling, ...(undo?.events ?? []), ...(lessons?.events ?? []), ...(accepted?.events ?? [])],
    cards: [...states.values()],
    ...(accepted?.onlyIf && { onlyIf: accepted.onlyIf }),
  }
}

/** The services as they will be once these states are stored. */
const withStates = (services: Services, states: ReadonlyMap<CardId, CardState>): Services => ({
  ...services,
  store: {
    ...services.store,
    cards: async (ids) => (await services.store.cards(ids)).map((state) => states.get(state.cardId) ?? state),
  },
})

/** Wherever the card lies by now, and whatever else of it was changed. */
async function accepting(
  services: Services,
  { cards: [cardId] }: Question,
  answer: string,
  when: Moment,
): Promise<Pick<Change, 'events' | 'onlyIf'> | null> {
  const now = cardId === undefined ? null : await noteNow(services, cardId)
  if (!now) return null
  const { card, onlyIf } = now
  const accepted = [...new Set([...card.note.accepted, answer.trim()])]
  return { events: [noteEvent(services, card, { ...card.note, accepted }, when)], onlyIf }
}

async function undoOf(
  services: Services,
  lessons: readonly ReviewEvent[],
  when: ReturnType<Services['moment']>,
): Promise<Change | null> {
  if (lessons.length === 0) return null
  const { store, clock } = services
  const undo: StoredEvent = { ...when, id: clock.next(when.at), kind: 'undo', of: lessons.map(({ id }) => id) }
  const states = await store.cards([...new Set(lessons.map(({ cardId }) => cardId))])
  const events = await store.events([...new Set(states.flatMap((state) => state.events))])
  const known = new Map([...events, ...lessons].map((event) => [event.id, event]))
  return { events: [undo], cards: refoldCards(states, known, [undo], makeScheduler(services.settings.current())) }
}

/** A new paper of what was missed, every question of it; resolves with its id, or null where nothing was. */
export async function retakeMissed(
  services: Services,
  { exam, result }: Paper,
  sittings: SittingStore = openSittings(),
): Promise<string | null> {
  const missed = exam.questions.filter((_, i) => result.marks[i]?.verdict !== 'right')
  const decks = [...new Set(missed.map((question) => question.deckId))]
  const pool = await readPool(services, { deckIds: decks, query: '' })
  const showings = showingsOf(exam.questions, result.marks)
  const noteIds = new Set(
    missed
      .flatMap((question) => question.cards)
      .filter((cardId) => showings.get(cardId) === 'missed' || showings.get(cardId) === 'untried')
      .map(noteIdOf),
  )
  const notes = pool.notes.filter(({ note }) => noteIds.has(note.id))
  const topics = new Map(
    missed.flatMap((question) => question.cards.map((cardId) => [noteIdOf(cardId), question.topic])),
  )
  return startPaper(services, sittings, {
    title: exam.title,
    pool: { ...pool, notes: notes.map((one) => ({ ...one, topic: topics.get(one.note.id) ?? one.topic })) },
    blueprint: {
      ...exam.blueprint,
      count: 0,
      order: exam.blueprint.order === 'weakest' ? 'random' : exam.blueprint.order,
    },
    seed: null,
  })
}

/** All papers of the log, newest first. */
export function createExamHistory(): Resource<readonly Paper[]> {
  const { store, now } = useServices()
  return createLiveQuery(store, ['cards'], async () => {
    const papers = await inSlices(paperSteps(effectiveEvents(await store.eventsSince(null))), unwatched(now))
    return papers.toReversed()
  })
}
