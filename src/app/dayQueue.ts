import { type Backlog, backlogOf } from '../domain/backlog.ts'
import type { Columns } from '../domain/columns.ts'
import type { DeckTree } from '../domain/deckTree.ts'
import { type ExamDay, examItems, withExams, withoutExams } from '../domain/examQueue.ts'
import { countDoneIn } from '../domain/limits.ts'
import type { DeckId } from '../domain/note.ts'
import { buildQueue, type Queue } from '../domain/queue.ts'
import { hasOwnLimits, makeStudyPlan } from '../domain/studyPlan.ts'
import { type DayDone, readDayDone } from './dayDone.ts'
import { readDeckTree } from './deckTree.ts'
import type { Services } from './services.ts'

/** Today's queue of one deck, or of all, with what it was made from. */
export type DayQueue = {
  readonly day: DayDone
  readonly queue: Queue
  /** All decks. */
  readonly columns: readonly Columns[]
  readonly tree: DeckTree
  readonly backlog: Backlog | null
  /** Null where no exam lies ahead. */
  readonly exams: ExamDay | null
}

/** Reads columns and the end of the log: its cost is a pass over the columns and the day's work. */
export async function readDayQueue(services: Services, session: DeckId | null): Promise<DayQueue> {
  const { store } = services
  const [columns, day, tree] = await Promise.all([store.columns(), readDayDone(services), readDeckTree(services)])
  const settings = services.settings.current()
  const decks = hasOwnLimits(settings, day.day) ? await store.decksOf([...day.cards.keys()]) : null
  const backlog = backlogOf(columns, day.day)
  const plan = makeStudyPlan({
    settings,
    tree,
    today: day.day,
    done: day.used,
    doneIn: decks ? countDoneIn(day.cards, (cardId) => decks.get(cardId)) : new Map(),
    session,
    isBehind: backlog !== null,
  })
  const studied = session === null ? columns : columns.filter(({ deckId }) => deckId === session)
  // Whoever plans no exam does not load how one is planned.
  const exams =
    settings.exams.length === 0 ? null : await (await import('./examDay.ts')).readExamDay(services, columns, day)
  const others = exams ? studied.map((deck) => withoutExams(deck, exams.rows)) : studied
  const queue = buildQueue(others, { today: day.day, plan, seed: day.day })
  return { day, queue: exams ? withExams(queue, examItems(studied, exams)) : queue, columns, tree, backlog, exams }
}
