import type { BackupPreview } from '../app/restore.ts'
import { safety as words } from './messages/safety.ts'

type Lost = BackupPreview['unreadable'][number]

/** What a backup lacks because it could not be read here, in one sentence; empty where it lacks nothing. */
export function lostWords(lost: readonly Lost[]): string {
  return lost.length === 0 ? '' : words.lost(lostParts(lost))
}

/** How many records of each kind, and of which deck where that is known. */
export const lostParts = (lost: readonly Lost[]): readonly string[] =>
  lost.map(({ kind, deck, count }) => {
    const part = words.lostParts[kind](count)
    return deck === null ? part : words.lostOf(part, deck.title)
  })
