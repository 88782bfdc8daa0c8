import type { StoredEvent } from '../domain/event.ts'
import { inOrder } from '../domain/undo.ts'
import type { Collection } from '../storage/store.ts'
import { deckMark, type LastBackup } from './lastBackup.ts'
import type { TakenBackup } from './restore.ts'

/** What is known of a backup outside this browser once what is here came from it. */
export function sourceOf({ backup, from }: TakenBackup): LastBackup | null {
  if (from === undefined) return null
  const lastId = inOrder(backup.events).at(-1)?.id ?? null
  const decks = backup.decks.map(deckMark)
  return { at: backup.savedAt, events: backup.events.length, lastId, decks, name: from, to: 'file', isSource: true }
}

/** What to know of a backup, or of none, once decks are others than it holds, be it under the same version. */
export function afterJoining(known: LastBackup | null, from: Collection, to: Collection): LastBackup | null {
  const was = new Set(from.decks)
  const changed = new Set(to.decks.flatMap((deck) => (was.has(deck) ? [] : [deckMark(deck)])))
  if (known === null || !known.decks.some((mark) => changed.has(mark))) return known
  return { ...known, decks: known.decks.filter((mark) => !changed.has(mark)) }
}

/** What to know of a backup, or of none, once what is here is this log and not the one of which that was known. */
export function afterReplacing(known: LastBackup | null, events: readonly StoredEvent[]): LastBackup | null {
  if (known === null) return null
  const { lastId } = known
  const isIn = lastId !== null && events.some(({ id }) => id === lastId)
  const held = lastId === null ? 0 : events.filter(({ id }) => id <= lastId).length
  if (known.isOther || (isIn && held === known.events)) return known
  const { lost: _lost, isSource: _source, ...still } = known
  return { ...still, events: 0, lastId: null, decks: [], isOther: true }
}
