import { createSignal } from 'solid-js'
import type { EventId } from '../domain/event.ts'
import type { Instant } from '../domain/time.ts'
import type { Lost } from '../storage/store.ts'

/** What the newest copy outside this browser holds, as far as this device knows. */
export type LastBackup = {
  /** When it was saved. */
  readonly at: Instant
  /** Events in it, and the newest of them. */
  readonly events: number
  readonly lastId: EventId | null
  /** The decks in it, each with its version. */
  readonly decks: readonly string[]
  /** What was here and could not be read: it is not in the copy. Missing where all of it was. */
  readonly lost?: readonly Lost[]
  readonly name: string
  /** Handed to the learner, or written to the folder they chose. */
  readonly to: 'file' | 'folder'
  /** What is here came from it. */
  readonly isSource?: true
  /** Everything here was replaced since by what it does not hold. */
  readonly isOther?: true
}

const KEY = 'recite.lastBackup'

/** Kept beside the collection and not in it: it is true of this device alone, and goes when its data does. */
const [known, setKnown] = createSignal<LastBackup | null>(null)
let isRead = false

export function lastBackup(): LastBackup | null {
  if (!isRead) {
    isRead = true
    setKnown(parse(readText()))
  }
  return known()
}

/** Null where the log is another one than that of any backup that is known. */
export function rememberBackup(backup: LastBackup | null): void {
  isRead = true
  setKnown(backup)
  try {
    localStorage.setItem(KEY, JSON.stringify(backup))
  } catch {
    // Closed to us in some private modes: it is then known until the page closes.
  }
}

/** How a deck is named in such a record. */
export const deckMark = (deck: { readonly id: string; readonly version: number }): string =>
  `${deck.id} ${deck.version}`

function readText(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function parse(text: string | null): LastBackup | null {
  try {
    const value = JSON.parse(text ?? 'null') as LastBackup | null
    const isSound =
      typeof value?.at === 'number' &&
      typeof value.events === 'number' &&
      typeof value.name === 'string' &&
      Array.isArray(value.decks)
    return isSound ? value : null
  } catch {
    return null
  }
}
