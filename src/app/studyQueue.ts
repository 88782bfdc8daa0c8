import { aheadQueue } from '../domain/aheadQueue.ts'
import type { Columns } from '../domain/columns.ts'
import {
  type DeckTree,
  deckScope,
  EVERYWHERE,
  type Folder,
  folderScope,
  makeDeckTree,
  type StudyScope,
} from '../domain/deckTree.ts'
import { examsAhead } from '../domain/examPlan.ts'
import type { ExamRows } from '../domain/examQueue.ts'
import { countDoneIn, type Done, newUsed } from '../domain/limits.ts'
import type { DeckId } from '../domain/note.ts'
import type { Queue } from '../domain/queue.ts'
import type { DayLimit, Scope } from '../domain/settings.ts'
import { limitIn } from '../domain/studyPlan.ts'
import { type Due, isDayDue, type StudyDay, toStudyDay } from '../domain/time.ts'
import { columnsNow } from './columnsNow.ts'
import { readDayDone } from './dayDone.ts'
import { readDayQueue } from './dayQueue.ts'
import { readDeckTree, readWithin } from './deckTree.ts'
import { type DeckScheduling, makeDeckScheduling } from './scheduler.ts'
import type { Services } from './services.ts'

/** What a session asks of its scope. */
export type StudyMode =
  /** Today's cards. */
  | { readonly kind: 'due'; readonly scope: StudyScope }
  /** Reviews before they are due. */
  | { readonly kind: 'ahead'; readonly scope: StudyScope }
  /** All cards, or those that a search finds, until each was right; nothing of it reaches the schedule. */
  | { readonly kind: 'cram'; readonly scope: StudyScope; readonly query: string }

/** Reviews brought forward at a time, and new cards allowed at a time. */
export const AHEAD_COUNT = 20
export const MORE_NEW = 10

/** The cards of a session in order, and what schedules them. */
export async function readQueue(
  services: Services,
  mode: StudyMode,
): Promise<{ readonly queue: Queue; readonly scheduling: DeckScheduling }> {
  if (mode.kind === 'due') {
    const { queue, columns, tree, day, exams } = await readDayQueue(services, mode.scope)
    return { queue, scheduling: makeDeckScheduling(services, tree, columns, day.day, exams?.rows) }
  }
  const { day } = services.moment()
  const [columns, tree] = await Promise.all([columnsNow(services), readDeckTree(services)])
  switch (mode.kind) {
    case 'ahead': {
      const [decks, rows] = await Promise.all([readWithin(services, mode.scope), readRows(services, columns)])
      return {
        queue: { main: aheadQueue(among(columns, decks), day, AHEAD_COUNT), learning: [] },
        scheduling: makeDeckScheduling(services, tree, columns, day, rows),
      }
    }
    case 'cram': {
      const { readCram } = await import('./cram.ts')
      return {
        queue: await readCram(services, mode.scope, mode.query),
        scheduling: makeDeckScheduling(services, tree, columns, day),
      }
    }
  }
}

/** What the exams ahead ask, before which cards come back. */
async function readRows(services: Services, columns: readonly Columns[]): Promise<ExamRows | null> {
  const plans = examsAhead(services.settings.current().exams, services.moment().day)
  return plans.length === 0 ? null : (await import('./examDay.ts')).readExamRows(services, columns, plans)
}

/** What there is to go on with, once today's cards are done. */
export type StudyMore = {
  readonly ahead: number
  readonly fresh: number
  readonly all: number
  /** The next day on which a card comes back; null where none was studied. */
  readonly next: StudyDay | null
}

export async function readMore(services: Services, scope: StudyScope): Promise<StudyMore> {
  const { day } = services.moment()
  const [all, decks] = await Promise.all([columnsNow(services), readWithin(services, scope)])
  const columns = among(all, decks)
  let fresh = 0
  let count = 0
  let next = Number.POSITIVE_INFINITY
  for (const { length, hidden, phase, buriedOn, due } of columns) {
    for (let row = 0; row < length; row++) {
      if (hidden[row] !== 0) continue
      count++
      if (phase[row] === 0 && buriedOn[row] !== day) fresh++
      const back = (due[row] ?? 0) as Due
      if (phase[row] !== 0 && isDayDue(back) && back > day) next = Math.min(next, back)
    }
  }
  return {
    ahead: aheadQueue(columns, day, AHEAD_COUNT).length,
    fresh: Math.min(fresh, MORE_NEW),
    all: count,
    next: Number.isFinite(next) ? toStudyDay(next) : null,
  }
}

/**
 * Lets some more new cards come today, on top of what was studied already: in a deck or folder, in whatever lies in it
 * and has a limit of its own, and in what it lies in, as each of these could hold them back.
 */
export async function allowMoreNew(services: Services, scope: StudyScope): Promise<void> {
  const settings = services.settings.current()
  const [{ day, used, cards }, infos, within] = await Promise.all([
    readDayDone(services),
    services.store.decks(),
    readWithin(services, scope),
  ])
  const limits = new Map<Scope, Omit<DayLimit, 'day'>>()
  const raise = (where: Scope, done: Done) => {
    const own = limitIn(settings, where, 'reviewsPerDay', day)
    const shared = limitIn(settings, EVERYWHERE, 'reviewsPerDay', day) ?? 0
    // New cards take from the limit of reviews too.
    const left = own === undefined ? shared - used.new - used.review : own - done.new - done.review
    limits.set(where, {
      newPerDay: newUsed(done) + MORE_NEW,
      reviewsPerDay: left < MORE_NEW ? done.new + done.review + MORE_NEW : (own ?? null),
    })
  }
  if (scope === null) raise(EVERYWHERE, used)
  else {
    const tree = makeDeckTree(infos)
    const decks = await services.store.decksOf([...cards.keys()])
    const doneIn = countDoneIn(cards, (cardId) => decks.get(cardId))
    const wheres = new Set((within ?? []).flatMap(tree))
    const own = ownScopes(scope, within ?? [], tree)
    for (const where of wheres) {
      const isLimited = (key: 'newPerDay' | 'reviewsPerDay') => limitIn(settings, where, key, day) !== undefined
      if (!own.includes(where) && !isLimited('newPerDay') && !isLimited('reviewsPerDay')) continue
      raise(where, sumOf([...doneIn].flatMap(([deckId, done]) => (tree(deckId).includes(where) ? [done] : []))))
    }
  }
  await services.settings.limitToday(limits)
}

/** Where a limit that holds for just this scope is set. Decks of a folder's very path do not lie in it. */
function ownScopes(scope: DeckId | Folder, within: readonly DeckId[], tree: DeckTree): readonly Scope[] {
  if (typeof scope === 'string') return [deckScope(scope)]
  const folder = folderScope(scope.folder)
  return [folder, ...within.filter((deckId) => !tree(deckId).includes(folder)).map(deckScope)]
}

const sumOf = (parts: readonly Done[]): Done =>
  parts.reduce((sum, part) => ({ new: sum.new + part.new, review: sum.review + part.review }), NONE)

const NONE = { new: 0, review: 0 }

const among = (columns: readonly Columns[], decks: readonly DeckId[] | null): readonly Columns[] =>
  decks?.flatMap((deckId) => columns.find((deck) => deck.deckId === deckId) ?? []) ?? columns
