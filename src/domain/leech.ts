import type { Note } from './note.ts'
import { LEECH_TAG } from './tags.ts'

/** Lapses from which on it is worth saying, quietly, that another wording may help: long before it is a leech. */
const HINT_LAPSES = 3

/** True on the very lapse that calls for attention: for 8 at 8, 12, 16 … A threshold of 0 turns it off. */
export function becomesLeech(lapses: number, threshold: number): boolean {
  if (threshold <= 0 || lapses < threshold) return false
  return (lapses - threshold) % Math.max(1, Math.ceil(threshold / 2)) === 0
}

export const isLeech = (lapses: number, threshold: number): boolean => threshold > 0 && lapses >= threshold

/** Whether a card's answer carries the hint; a threshold of 0 turns that off too. */
export const needsRewording = (lapses: number, threshold: number): boolean => threshold > 0 && lapses >= HINT_LAPSES

/** The note with its tag; null where it has it already. */
export const taggedAsLeech = (note: Note): Note | null =>
  note.tags.includes(LEECH_TAG) ? null : { ...note, tags: [...note.tags, LEECH_TAG] }
