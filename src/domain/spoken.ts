import { bareText, withoutQuoted } from './bareText.ts'
import { answersOf, cardView } from './cards.ts'
import { parseCloze } from './cloze.ts'
import { clozeText } from './clozeView.ts'
import type { Face, Note } from './note.ts'

/** What is read aloud of a card before its answer; gaps as the word `blank`, maths and pictures left out. */
export function spokenQuestion(note: Note, face: Face, blank: string): string {
  const view = cardView(note, face, 0)
  switch (view.kind) {
    case 'cloze':
      return plain(view.parts.map((part) => (part.kind === 'text' ? part.text : ` ${blank} `)).join(''))
    case 'unsupported':
      return ''
    default:
      return plain(view.question)
  }
}

/** The answer: of a cloze the whole sentence, as a word alone is hard to hear. */
export function spokenAnswer(note: Note, face: Face): string {
  const { content } = note
  if (content.kind === 'cloze' && parseCloze(content.text).some((part) => part.kind === 'blank'))
    return plain(withoutQuoted(clozeText(content.text)))
  return answersOf(note, face).map(plain).join('; ')
}

/** Formulas are not for reading aloud. */
const MATHS = /\\\([\s\S]*?\\\)|\\\[[\s\S]*?\\\]|\$\$[\s\S]*?\$\$/g

const plain = (text: string): string => bareText(text.replace(MATHS, ' '))
