import { type Backlog, backlogOf } from '../domain/backlog.ts'
import type { Columns } from '../domain/columns.ts'
import { type DeckTree, type StudyScope, scopesOf } from '../domain/deckTree.ts'
import { countDoneIn } from '../domain/limits.ts'
import type { DeckId } from '../domain/note.ts'
import { buildQueue, type Queue } from '../domain/queue.ts'
import { hasOwnLimits, makeStudyPlan } from '../domain/studyPlan.ts'
import { columnsNow } from './columnsNow.ts'
import { type DayDone, readDayDone } from './dayDone.ts'
import { readDeckTree, readWithin } from './deckTree.ts'
import type { ExamToday } from './examDay.ts'
import type { Services } from './services.ts'

/** Today, as far as it asks for cards. */
export type Day = {
  readonly day: DayDone
  /** All decks. */
  readonly columns: readonly Columns[]
  readonly tree: DeckTree
  readonly backlog: Backlog | null
  /** Null where no exam lies ahead. */
  readonly exams: ExamToday | null
  /** What a session over these decks asks, in their order; over all of them for null. */
  readonly queueOf: (deckIds: readonly DeckId[] | null) => Queue
}

/** Today's queue of a deck with those that lie in it, of a folder, or of all decks, with what it was made from. */
export type DayQueue = Day & { readonly queue: Queue }

export async function readDayQueue(services: Services, session: StudyScope): Promise<DayQueue> {
  const decks = await readWithin(services, session)
  const day = await readDay(services, session, decks)
  return { ...day, queue: day.queueOf(decks) }
}

/**
 * Reads columns and the end of the log: its cost is the day's work; each queue costs a pass over its columns. What a
 * session is over sets the order among the kinds of its cards.
 */
export async function readDay(services: Services, session: StudyScope, within: readonly DeckId[] | null): Promise<Day> {
  const { store } = services
  const [columns, day, tree] = await Promise.all([columnsNow(services), readDayDone(services), readDeckTree(services)])
  const settings = services.settings.current()
  const decks = hasOwnLimits(settings, day.day) ? await store.decksOf([...day.cards.keys()]) : null
  const backlog = backlogOf(columns, day.day)
  const plan = makeStudyPlan({
    settings,
    tree,
    today: day.day,
    done: day.used,
    doneIn: decks ? countDoneIn(day.cards, (cardId) => decks.get(cardId)) : new Map(),
    session: scopesOf(tree, session, within ?? []),
    isBehind: backlog !== null,
  })
  // Whoever plans no exam does not load how one is planned.
  const exams =
    settings.exams.length === 0 ? null : await (await import('./examDay.ts')).readExamDay(services, columns, day)
  const byId = new Map(columns.map((deck) => [deck.deckId, deck]))
  const queueOf = (deckIds: readonly DeckId[] | null): Queue => {
    const studied = deckIds?.flatMap((deckId) => byId.get(deckId) ?? []) ?? columns
    const build = (decks: readonly Columns[]) => buildQueue(decks, { today: day.day, plan, seed: day.day })
    return exams ? exams.queueOf(studied, deckIds === null, build) : build(studied)
  }
  return { day, columns, tree, backlog, exams, queueOf }
}
