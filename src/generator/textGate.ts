import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import type { Reading } from './reading.ts'
import { mentionAt, wordAt } from './tree.ts'

/** Refuses cards of text that was broken before it was read: sentences run together, marks without their other half. */
export function textGate(reading: Reading, draft: Draft): string | null {
  const card = `${questionOf(draft)} ${answerOf(draft)}`
  if (isHalfQuoted(card)) return 'text: half a quotation'
  if (/\d\/\d/.test(answerOf(draft))) return 'text: a figure in two'
  if (/\b(\p{Lu}\p{L}+) (?:\p{Lu}\p{L}+ )?\1\b/u.test(card)) return 'text: a name twice'
  if (
    /\p{Ll}\.\d|\b\d{4}, \d{2}\b(?! \d)|\b\d{4} [–—-] \d{4}\b|\s,|,,|\(\s|\s\)|&#?\w+;|\p{Ll}-(?:was|were|is|are|has|had|aged)\b/u.test(
      card,
    )
  )
    return 'text: stray marks'
  if (isJoinedAcross(reading, draft)) return 'text: read across two sentences'
  return runTogether(reading, draft) ? 'text: two sentences in one' : null
}

/** "freedom' is", "version,' 7th": an apostrophe that ends no plural and closes nothing, or opens what nothing closes. */
function isHalfQuoted(text: string): boolean {
  const opened = (text.match(/(?<![\p{L}\p{N}.])'(?=[\p{L}\p{N}])/gu) ?? []).length
  const closed = (text.match(/(?<=[^s\s])'(?![\p{L}\p{N}])/gu) ?? []).length
  return closed > opened || /(?:^|\s)'(?:\s|$)|,'\s/.test(text)
}

/** Words that begin a sentence and, with their capital, stand inside none but in titles. */
const OPENERS =
  /^(?:From|With|In|On|At|By|And|But|It|He|She|They|When|After|Since|During|If|As|There|We|Also|Until|While)$/

/** "… partner of the Perth Glory From 2006, the station will …": the full stop between two sentences was lost. */
function runTogether(reading: Reading, draft: Draft): boolean {
  const { document } = reading
  const sentence = document.sentences[draft.sentence]
  if (sentence === undefined) return false
  for (let i = sentence.from + 1; i < sentence.to - 1; i++) {
    const word = wordAt(document, i)
    const before = wordAt(document, i - 1)
    if (!OPENERS.test(word.text) || mentionAt(document, i)?.type === 'WORK_OF_ART' || !/[\p{L}\d)]$/u.test(before.text))
      continue
    if (/^(?:\d|\p{Ll})/u.test(wordAt(document, i + 1).text)) return true
  }
  return false
}

/** "… in Western Australia and races were broadcast": the subject of the second verb was read as a second place. */
function isJoinedAcross(reading: Reading, draft: Draft): boolean {
  const { document } = reading
  const sentence = document.sentences[draft.sentence]
  if (sentence === undefined) return false
  for (let i = sentence.from + 1; i < sentence.to - 1; i++) {
    const word = wordAt(document, i)
    const first = wordAt(document, word.head)
    if (word.dep !== 'conj' || word.coarse !== 'NOUN' || first.coarse !== 'PROPN' || /^nsubj/.test(first.dep)) continue
    const next = wordAt(document, i + 1)
    if (/^(?:VBD|VBZ|VBP|MD)$/.test(next.tag) && /^(?:and|or)$/.test(wordAt(document, i - 1).text)) return true
  }
  return false
}
