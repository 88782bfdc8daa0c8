import { questionText } from './cards.ts'
import { facesOf } from './faces.ts'
import { normalise } from './normalise.ts'
import type { Note } from './note.ts'
import { findWords } from './wordSearch.ts'

/** What a note asks, once for each card, as it counts when two are compared. */
export const promptsOf = (note: Note): readonly string[] =>
  facesOf(note)
    .map((face) => normalise(questionText(note, face)))
    .filter((prompt) => prompt !== '')

/** Answers shorter than this, in UTF-16 units, are too often part of a question by chance. */
const SHORTEST_LEAK = 3

/** Whether a question says its own answer. */
export function isLeaked(answer: string, question: string): boolean {
  const words = normalise(answer)
  return words.length >= SHORTEST_LEAK && findWords(normalise(question), words) !== null
}
