import type { Note } from './note.ts'

/** From here on strict readers kept four of five cards; below, every second one. */
export const SURE_CONFIDENCE = 0.75

/** Whether a card may be studied unseen: one made by hand, or one of those that readers hardly ever turn down. */
export const isSure = ({ confidence }: Pick<Note, 'confidence'>): boolean =>
  confidence === null || confidence >= SURE_CONFIDENCE
