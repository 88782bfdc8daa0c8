import { oneLine } from '../../domain/bareText.ts'
import { parseCloze } from '../../domain/cloze.ts'
import { clozeNumbersOf } from '../../domain/clozeHtml.ts'
import type { Note } from '../../domain/note.ts'
import { type TemplateContent, templateOf } from '../../domain/noteType.ts'
import { plainText } from '../../domain/plainText.ts'
import { cardHtml } from '../../domain/templateCard.ts'
import type { Tally } from '../anki/leftOut.ts'

/** A note as plain formats can say it: a question with its answer, or a text with gaps. */
export type Writable =
  | { readonly kind: 'asked'; readonly question: string; readonly answer: string }
  | { readonly kind: 'gapped'; readonly text: string }

/** Null for a note that asks in a way that they have no words for; what is lost of the others is counted. */
export function writable(note: Note, tally: Tally): Writable | null {
  const { content } = note
  const template = templateOf(note)
  if (template) return ofTemplate(template, tally)
  switch (content.kind) {
    case 'qa':
      return { kind: 'asked', question: content.question, answer: content.answer }
    case 'choice':
      tally.add('options-dropped')
      return { kind: 'asked', question: content.question, answer: content.answer }
    case 'list': {
      const answer = content.items.map((item) => `- ${oneLine(item.text)}`).join('\n')
      return { kind: 'asked', question: content.question, answer }
    }
    case 'cloze':
      if (parseCloze(content.text).some((part) => part.kind === 'blank' && part.answer.trim() !== ''))
        return { kind: 'gapped', text: content.text }
      tally.add('notes-without-cards')
      return null
    default:
      tally.add('kinds-not-written')
      return null
  }
}

/** The words of its first card; of a cloze its field, gaps and all. */
function ofTemplate(content: TemplateContent, tally: Tally): Writable | null {
  const [ordinal] = content.cards
  if (content.type.kind === 'cloze') {
    const field = content.fields.find((html) => clozeNumbersOf(html).length > 0)
    const text = plainText(field ?? '')
    if (!parseCloze(text).some((part) => part.kind === 'blank' && part.answer.trim() !== '')) {
      tally.add('kinds-not-written')
      return null
    }
    tally.add('looks-dropped')
    return { kind: 'gapped', text }
  }
  const html = ordinal === undefined ? null : cardHtml(content, ordinal)
  if (html?.kind !== 'html') {
    tally.add('kinds-not-written')
    return null
  }
  const question = plainText(html.question)
  const answer = plainText(
    html.answer.startsWith(html.question) ? html.answer.slice(html.question.length) : html.answer,
  )
  if (question === '' || answer === '') {
    tally.add('kinds-not-written')
    return null
  }
  tally.add('looks-dropped')
  tally.add('cards-not-written', content.cards.length - 1)
  return { kind: 'asked', question, answer }
}
