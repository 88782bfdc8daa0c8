import { parseCloze } from './cloze.ts'
import type { NoteContent } from './note.ts'

/** Every answer that a note's content holds, as written: one, each item of a list, each blank of a gap text in its order. */
export function contentAnswers(content: NoteContent): readonly string[] {
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return [content.answer]
    case 'list':
      return content.items.map((item) => item.text)
    case 'cloze':
      return blanksOf(content.text)
    default:
      content satisfies never
      return []
  }
}

/** What stands in the blanks of a gap text, in its order. */
export const blanksOf = (cloze: string): readonly string[] =>
  parseCloze(cloze).flatMap((part) => (part.kind === 'blank' ? [part.answer] : []))
