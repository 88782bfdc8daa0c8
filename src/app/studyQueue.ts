import type { DeckId } from '../domain/note.ts'
import type { Queue } from '../domain/queue.ts'
import { readDayQueue } from './dayQueue.ts'
import { type DeckScheduling, makeDeckScheduling } from './scheduler.ts'
import type { Services } from './services.ts'

/** What a session is over. */
export type StudyMode =
  /** Today's cards of one deck, or of all. */
  { readonly kind: 'due'; readonly scope: DeckId | null }

/** The cards of a session in order, and what schedules them. */
export async function readQueue(
  services: Services,
  mode: StudyMode,
): Promise<{ readonly queue: Queue; readonly scheduling: DeckScheduling }> {
  const { queue, columns, tree, day } = await readDayQueue(services, mode.scope)
  return { queue, scheduling: makeDeckScheduling(services, tree, columns, day.day) }
}
