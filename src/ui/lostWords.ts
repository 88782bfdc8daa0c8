import type { LastBackup } from '../app/lastBackup.ts'
import { safety as words } from './messages/safety.ts'

/** What a backup lacks because it could not be read here, in one sentence; empty where it lacks nothing. */
export function lostWords(lost: NonNullable<LastBackup['lost']>): string {
  const parts = lost.map(({ kind, deck, count }) => {
    const part = words.lostParts[kind](count)
    return deck === null ? part : words.lostOf(part, deck.title)
  })
  return parts.length === 0 ? '' : words.lost(parts)
}
