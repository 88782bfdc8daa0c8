import { aheadQueue } from '../domain/aheadQueue.ts'
import type { Columns } from '../domain/columns.ts'
import { deckScope, EVERYWHERE } from '../domain/deckTree.ts'
import { countDoneIn } from '../domain/limits.ts'
import type { DeckId } from '../domain/note.ts'
import type { Queue } from '../domain/queue.ts'
import { limitIn } from '../domain/studyPlan.ts'
import { readDayDone } from './dayDone.ts'
import { readDayQueue } from './dayQueue.ts'
import { type DeckScheduling, makeDeckScheduling } from './scheduler.ts'
import type { Services } from './services.ts'

/** What a session is over: one deck (`scope`), or all of them. */
export type StudyMode =
  /** Today's cards. */
  | { readonly kind: 'due'; readonly scope: DeckId | null }
  /** Reviews before they are due. */
  | { readonly kind: 'ahead'; readonly scope: DeckId | null }
  /** All cards, or those that a search finds, until each was right; nothing of it reaches the schedule. */
  | { readonly kind: 'cram'; readonly scope: DeckId | null; readonly query: string }

/** Reviews brought forward at a time, and new cards allowed at a time. */
export const AHEAD_COUNT = 20
export const MORE_NEW = 10

/** The cards of a session in order, and what schedules them. */
export async function readQueue(
  services: Services,
  mode: StudyMode,
): Promise<{ readonly queue: Queue; readonly scheduling: DeckScheduling }> {
  const { queue, columns, tree, day, exams } = await readDayQueue(services, mode.scope)
  const scheduling = makeDeckScheduling(services, tree, columns, day.day, exams)
  switch (mode.kind) {
    case 'due':
      return { queue, scheduling }
    case 'ahead':
      return {
        queue: { main: aheadQueue(within(columns, mode.scope), day.day, AHEAD_COUNT), learning: [] },
        scheduling,
      }
    case 'cram': {
      const { readCram } = await import('./cram.ts')
      return { queue: await readCram(services, mode.scope, mode.query), scheduling }
    }
  }
}

/** What there is to go on with, once today's cards are done. */
export type StudyMore = { readonly ahead: number; readonly fresh: number; readonly all: number }

export async function readMore(services: Services, scope: DeckId | null): Promise<StudyMore> {
  const { day } = services.moment()
  const columns = within(await services.store.columns(), scope)
  let fresh = 0
  let all = 0
  for (const { length, hidden, phase, buriedOn } of columns) {
    for (let row = 0; row < length; row++) {
      if (hidden[row] !== 0) continue
      all++
      if (phase[row] === 0 && buriedOn[row] !== day) fresh++
    }
  }
  return { ahead: aheadQueue(columns, day, AHEAD_COUNT).length, fresh: Math.min(fresh, MORE_NEW), all }
}

/** Lets some more new cards come today, on top of what was studied already. */
export async function allowMoreNew(services: Services, scope: DeckId | null): Promise<void> {
  const { settings, store } = services
  const { day, used, cards } = await readDayDone(services)
  const decks = scope === null ? null : await store.decksOf([...cards.keys()])
  const done = (scope && decks ? countDoneIn(cards, (cardId) => decks.get(cardId)).get(scope) : used) ?? NONE
  const where = scope === null ? EVERYWHERE : deckScope(scope)
  const own = limitIn(settings.current(), where, 'reviewsPerDay', day)
  const shared = limitIn(settings.current(), EVERYWHERE, 'reviewsPerDay', day) ?? 0
  // New cards take from the limit of reviews too.
  const left = own === undefined ? shared - used.new - used.review : own - done.new - done.review
  await settings.limitToday(where, {
    newPerDay: done.new + MORE_NEW,
    reviewsPerDay: left < MORE_NEW ? done.new + done.review + MORE_NEW : (own ?? null),
  })
}

const NONE = { new: 0, review: 0 }

const within = (columns: readonly Columns[], scope: DeckId | null): readonly Columns[] =>
  scope === null ? columns : columns.filter(({ deckId }) => deckId === scope)
