import { createEffect, createRoot } from 'solid-js'
import type { EventId, ExamEvent, Moment, StoredEvent } from '../domain/event.ts'
import type { Blueprint, Question } from '../domain/exam.ts'
import { formatCode, SEEDS } from '../domain/examCode.ts'
import { compose } from '../domain/examCompose.ts'
import { predictPoints } from '../domain/examForecast.ts'
import { markPaper } from '../domain/examMark.ts'
import { type Sitting, sit, startSitting } from '../domain/examSitting.ts'
import { showingsOf, teach } from '../domain/examTeach.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { CardId, DeckId } from '../domain/note.ts'
import type { Scheduler } from '../domain/scheduler.ts'
import type { KeptSitting, SittingStore } from '../storage/sittings.ts'
import { readDeckTree } from './deckTree.ts'
import { type Pool, readRecall } from './examPool.ts'
import { ifUnheld } from './paperLock.ts'
import { makeDeckSchedulers } from './scheduler.ts'
import type { Services } from './services.ts'

export type NewPaper = {
  readonly title: string
  readonly pool: Pool
  readonly blueprint: Blueprint
  /** From a friend's code; otherwise drawn. */
  readonly seed: number | null
}

/** Makes a paper and keeps it; resolves with its id once it is safe, or with null where there is nothing to ask. */
export async function startPaper(services: Services, sittings: SittingStore, paper: NewPaper): Promise<string | null> {
  const { title, pool, blueprint } = paper
  const seed = paper.seed ?? Math.floor(services.random() * SEEDS)
  const { at, day } = services.moment()
  const recallOf = await readRecall(services, pool.notes, day)
  const questions = compose(pool.notes, blueprint, seed, (note) => Math.min(1, ...cardIdsOf(note).map(recallOf)))
  if (questions.length === 0) return null
  const sitting = startSitting(
    {
      id: services.clock.next(at),
      title,
      blueprint,
      code: formatCode({ blueprint, seed, content: pool.content }),
      questions,
      predicted: questions.map((question) => predictPoints(question, recallOf)),
    },
    at,
  )
  await sittings.put({ sitting, examId: null })
  return sitting.id
}

/** Papers that a tab is handing in: asked again, perhaps while the device will not take them, it goes on with that. */
const handingIn = new WeakMap<Services, Map<string, HandingIn>>()

export type HandingIn = { readonly sitting: Sitting; readonly done: Promise<EventId> }

/** A paper on its way into the log from this tab: what is stored of it may be from before it was over. */
export const underWay = (services: Services, id: string): HandingIn | null => handingIn.get(services)?.get(id) ?? null

/**
 * Writes a paper that is over into the log, with the reviews that it comes to where it counts, in one change; then lets
 * go of it. The log calls it by its own id, so that whoever is interrupted on the way, by a crash, a full device or another
 * tab, finds it there and does not write it twice. Resolves with its name in the log once it is durable.
 */
export function handIn(services: Services, sittings: SittingStore, kept: KeptSitting): Promise<EventId> {
  const { sitting } = kept
  const mine = handingIn.get(services) ?? new Map<string, HandingIn>()
  handingIn.set(services, mine)
  const known = mine.get(sitting.id)
  if (known) return known.done
  const done = writePaper(services, sittings, kept).finally(() => mine.delete(sitting.id))
  mine.set(sitting.id, { sitting, done })
  return done
}

async function writePaper(services: Services, sittings: SittingStore, kept: KeptSitting): Promise<EventId> {
  const { sitting } = kept
  const { over } = sitting
  if (over === null) throw new Error('the paper is not over')
  const found = await findHandedIn(services, sittings, kept)
  if (found !== null) return found
  const examId = sitting.id as EventId
  const when = services.momentAt(over.at)
  const exam = examOf(sitting, over.cause, when, examId)
  const lessons = sitting.blueprint.teaches ? await lessonsOf(services, exam, when) : { events: [], cards: [] }
  await services.writer.write({ events: [exam, ...lessons.events], cards: lessons.cards, once: examId })
  await letGo(sittings, sitting)
  return examId
}

/** What the log calls a paper that is in it, and is then let go of, whatever its last stored state says; else null. */
export async function findHandedIn(
  { store }: Services,
  sittings: SittingStore,
  { sitting, examId }: KeptSitting,
): Promise<EventId | null> {
  const names = [sitting.id as EventId, ...(examId === null ? [] : [examId])]
  const [exam] = await store.events(names)
  if (!exam) return null
  await letGo(sittings, sitting)
  return exam.id
}

/** The log has it: what stays behind here is found by that, and let go of another time. */
const letGo = (sittings: SittingStore, { id }: Sitting): Promise<void> => sittings.remove(id).catch(() => {})

/**
 * Hands in every paper whose time ran out, also while the app was closed; gives those that go on, newest first, and
 * those that the device would not take yet. What is open in a tab that tab hands in.
 */
export async function settleSittings(
  services: Services,
  sittings: SittingStore,
  locks: LockManager | null = navigator.locks ?? null,
): Promise<readonly KeptSitting[]> {
  const open: KeptSitting[] = []
  for (const { sitting: before } of await sittings.all()) {
    const isSettled = await ifUnheld(before.id, locks, async () => {
      // As it is now that no other tab has it.
      const kept = await sittings.get(before.id)
      if (kept === null || (await findHandedIn(services, sittings, kept)) !== null) return
      const sitting = underWay(services, before.id)?.sitting ?? sit(kept.sitting, { kind: 'resume' }, services.now())
      const now: KeptSitting = { sitting, examId: kept.examId }
      if (sitting.over === null || !(await isIn(services, handIn(services, sittings, now)))) open.push(now)
    })
    if (!isSettled) open.push({ sitting: underWay(services, before.id)?.sitting ?? before, examId: null })
  }
  return open.sort((a, b) => b.sitting.startedAt - a.sitting.startedAt)
}

/** Whether it goes in, or waits for room. */
function isIn({ writer }: Services, handingIn: Promise<EventId>): Promise<boolean> {
  return new Promise((done, fail) =>
    createRoot((dispose) => {
      createEffect(() => writer.state().phase === 'held' && done(false))
      handingIn.then(() => done(true), fail).finally(dispose)
    }),
  )
}

function examOf(sitting: Sitting, cause: ExamEvent['cause'], when: Moment, id: EventId): ExamEvent {
  const { title, blueprint, code, questions, answers, rulings, predicted, spentMs } = sitting
  return { ...when, id, kind: 'exam', title, blueprint, code, questions, answers, rulings, predicted, spentMs, cause }
}

/** The reviews that a paper comes to for its cards, or for some of them, as they are now. */
export async function lessonsOf(
  services: Services,
  exam: Pick<ExamEvent, 'questions' | 'answers' | 'blueprint' | 'rulings'>,
  when: Moment,
  only: (question: Question) => boolean = () => true,
): Promise<{
  readonly events: readonly StoredEvent[]
  readonly cards: Awaited<ReturnType<Services['store']['cards']>>
}> {
  const showings = showingsOf(exam.questions, markPaper(exam).marks)
  const cardIds = new Set<CardId>(exam.questions.filter(only).flatMap((question) => question.cards))
  const states = await services.store.cards([...cardIds])
  const schedulerOf = await readSchedulers(services, exam.questions)
  return teach(states, showings, when, () => services.clock.next(services.now()), schedulerOf)
}

/** The scheduler of each card that questions ask, by the settings of its deck. */
export async function readSchedulers(
  services: Services,
  questions: readonly Question[],
): Promise<(cardId: CardId) => Scheduler> {
  const inForce = makeDeckSchedulers(services.settings.current(), await readDeckTree(services))
  const deckOf = new Map(questions.flatMap(({ cards, deckId }) => cards.map((cardId) => [cardId, deckId])))
  return (cardId) => inForce(deckOf.get(cardId) ?? ('' as DeckId)).scheduler
}
