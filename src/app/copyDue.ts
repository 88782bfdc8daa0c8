import type { StudyDay } from '../domain/time.ts'
import type { Services } from './services.ts'

/** What the last rolling copy holds. */
type CopyState = {
  readonly day: StudyDay
  readonly at: number
  readonly events: number
  /** `ForChange.deckKeys`. */
  readonly decks: readonly string[]
  /** Where it lies in the browser's own folder, or in the one that the learner chose. */
  readonly name?: string
  readonly isOutside?: boolean
}

/** A tab that stays open writes again after so long, if there is anything new. */
const REST_MS = 10 * 60_000
const STATE_KEY = 'recite.lastCopy'

/**
 * Whether there is anything that the last copy has not, and the day or a while has gone by. Every start asks; most have
 * nothing to copy, and need not load what does. It is due as well where the last one is gone: Chromium, killed, can lose
 * files of its own folder, as its list of their names has a torn end then; and one that the learner chose is open to others.
 */
export async function isCopyDue({ store, moment, now }: Services): Promise<boolean> {
  const last = lastCopy()
  const isRested = last === null || moment().day !== last.day || Math.abs(now() - last.at) >= REST_MS
  const events = await store.logSize()
  if (!isRested || events === 0) return false
  if (last === null || events !== last.events) return true
  const decks = await (await store.forChange()).deckKeys()
  if (decks.join() !== last.decks.join()) return true
  return last.name !== undefined && (await import('./copyPlace.ts')).isGone(last.name, last.isOutside === true)
}

export function keepCopyState(state: CopyState): void {
  try {
    localStorage.setItem(STATE_KEY, JSON.stringify(state))
  } catch {
    // Not to be kept here: then the next start makes a copy again.
  }
}

export function lastCopy(): CopyState | null {
  try {
    const state = JSON.parse(localStorage.getItem(STATE_KEY) ?? 'null') as CopyState | null
    return state && Array.isArray(state.decks) ? state : null
  } catch {
    return null
  }
}
