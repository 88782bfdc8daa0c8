import { clozeAnswers, clozeFilled } from './clozeHtml.ts'
import type { TemplateContent } from './noteType.ts'
import { plainText } from './plainText.ts'
import { cardHtml } from './templateCard.ts'

/** What a card with templates asks, as one line of words. */
export const foreignQuestion = (content: TemplateContent, ordinal: number): string =>
  orNothing(() => questionOf(content, ordinal))

/** What it answers: the words of its gaps, or the back without the front that it repeats. */
export const foreignAnswer = (content: TemplateContent, ordinal: number): string =>
  orNothing(() => answerOf(content, ordinal))

/** All that it says, nothing left out. */
export const foreignText = (content: TemplateContent): string =>
  orNothing(() =>
    content.fields.map((field) => plainText(content.type.kind === 'cloze' ? clozeFilled(field) : field)).join(' '),
  )

/** A list reads the notes of a whole collection: one that cannot be read is a line without words, and no end of it. */
function orNothing(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

function questionOf(content: TemplateContent, ordinal: number): string {
  const html = cardHtml(content, ordinal)
  const words = html.kind === 'html' ? plainText(withoutMarks(html.question)) : ''
  return words || plainText(content.fields.find((field) => plainText(field) !== '') ?? '')
}

function answerOf(content: TemplateContent, ordinal: number): string {
  if (content.type.kind === 'cloze') {
    const words = content.fields.flatMap((field) => clozeAnswers(field, ordinal + 1)).map(plainText)
    return [...new Set(words)].filter((word) => !word.startsWith('image-occlusion:')).join(', ')
  }
  const html = cardHtml(content, ordinal)
  if (html.kind === 'fault') return ''
  const { answer } = html
  const at = answer.search(/<hr[^>]{0,100}\bid\s*=\s*["']?answer\b/i)
  return plainText(withoutMarks(at < 0 ? answer : answer.slice(at)))
}

/** Where an answer is typed, and what is spoken, are no words. */
const withoutMarks = (html: string): string => html.replace(/\[\[type:[^\]]{0,200}\]\]/g, ' ')
