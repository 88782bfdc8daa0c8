import { isRelativeTime, readDate } from '../dates.ts'
import type { Document, Word } from '../document.ts'
import type { Reading } from '../reading.ts'
import type { AddOptions } from '../stem.ts'
import { childOf, childrenOf, isVerbal, lower, mentionAt, wordAt } from '../tree.ts'
import type { Replacement, Told } from './told.ts'

/** A date that leans on the day of publication, as it stands without it. */
export function dateAt(
  told: Told,
  index: number,
  inside: ReadonlySet<number>,
  options: AddOptions,
): Replacement | null {
  const { reading } = told
  const { document } = reading
  const mention = mentionAt(document, index)
  if (mention === null || mention.from !== index || !/^(DATE|TIME)$/.test(mention.type)) return null
  let to = mention.to
  while (to > mention.from && !inside.has(to - 1)) to--
  const words = mention.text.replace(/ 's$/, '').replace(/'s$/, '')
  if (!isRelativeTime(words)) return null
  // Counted from a time of the story, and not from the day of publication.
  if (/^the (?:previous|preceding|following|next) /i.test(words)) {
    told.fail(`relative date: ${words}`)
    return null
  }
  // Beside an earlier year "July 20" is of that year, or of nobody knows which.
  if (options.asWritten !== undefined && /\d/.test(words) && hasEarlierYear(reading, index)) {
    told.fail(`relative date: ${words}`)
    return null
  }
  // "That March" is of a year told before; of "Wednesday's clashes" and "Friday night" no sentence is made that reads well.
  const before = document.words[index - 1]
  const after = document.words[mention.to]
  const isOdd = /'s$/.test(mention.text) || /^(?:'s|morning|afternoon|evening|night)$/i.test(after?.text ?? '')
  if (/^(?:that|same|following|over|than)$/i.test(before?.text ?? '') || (options.asWritten !== undefined && isOdd)) {
    told.fail(`relative date: ${words}`)
    return null
  }
  // "May, who won 199 votes": a month does nothing.
  if (/^(?:March|April|May|June|August)$/.test(words) && /^nsubj/.test(wordAt(document, index).dep)) {
    told.fail(`relative date: ${words}`)
    return null
  }
  const found = readDate(words, reading.published, directionOf(document, mention.to - 1, options))
  if (found.kind === 'absolute') return null
  if (found.kind !== 'resolved') {
    told.fail(`relative date: ${words}`)
    return null
  }
  told.resolutions.push({ kind: 'date', words, readAs: found.text })
  const governed = before !== undefined && before.coarse === 'ADP' && inside.has(index - 1)
  const head = wordAt(document, mention.to - 1)
  if (/'s$/.test(mention.text)) return { text: `${found.text}'s`, to }
  if (/^(npadvmod|advmod)$/.test(head.dep) && !governed && found.preposition !== null) {
    return { text: `${found.preposition} ${found.text}`, to }
  }
  return { text: found.text, to }
}

function hasEarlierYear(reading: Reading, index: number): boolean {
  const { document } = reading
  const sentence = document.sentences[wordAt(document, index).sentence]
  for (let i = sentence?.from ?? index; i < (sentence?.to ?? index); i++) {
    const { text } = wordAt(document, i)
    if (/^(?:1\d|20)\d\d$/.test(text) && Number(text) < (reading.published?.year ?? 0)) return true
  }
  return false
}

/** Which way a date looks: as its verb does where it hangs on a finite one; ahead after by and until below an infinitive. */
export function directionOf(document: Document, index: number, options: AddOptions): boolean | null {
  let at = wordAt(document, index)
  let preposition: Word | null = null
  while (
    /^(pobj|nummod|compound|pcomp|poss|amod|quantmod)$/.test(at.dep) ||
    (at.dep === 'prep' && preposition === null)
  ) {
    if (at.dep === 'prep') {
      preposition = at
      if (
        lower(at) === 'of' &&
        wordAt(document, at.head).coarse === 'NOUN' &&
        /^(end|beginning|middle|start)$/.test(lower(wordAt(document, at.head)))
      )
        preposition = null
    }
    at = wordAt(document, at.head)
  }
  if (at.dep === 'prep') at = wordAt(document, at.head)
  if (preposition !== null && /^(until|till)$/.test(lower(preposition))) return untilOf(document, at)
  if (at.index === wordAt(document, index).index || /^V/.test(at.tag) === false) {
    if (/^(deadline|ultimatum)$/.test(at.lemma)) return true
    return at.coarse === 'NOUN' || at.coarse === 'PROPN'
      ? preposition !== null && /^(by|until|till|before)$/.test(lower(preposition))
        ? true
        : at.index === index
          ? (options.future ?? null)
          : null
      : (options.future ?? null)
  }
  if (at.tag === 'VB' && childOf(document, at.index, 'aux')?.tag === 'TO') return infinitiveOf(document, at)
  const own = tenseOf(document, at)
  return own === undefined ? (options.future ?? null) : own
}

/** "Gave them until May" looks ahead, "did not learn of it until May" back; "was closed until May" does not tell. */
function untilOf(document: Document, verb: Word): boolean | null {
  if (tenseOf(document, verb) !== false || /^(?:give|have|set|extend|allow|get)$/.test(verb.lemma)) return true
  return childOf(document, verb.index, 'neg') === null ? null : false
}

/** "Plans to meet in May" looks ahead; "offered to buy it in August" does not tell whether the offer or the sale was then, nor does "was forced to go in July". */
function infinitiveOf(document: Document, verb: Word): boolean | null {
  const over = wordAt(document, verb.head)
  const auxes = childrenOf(document, over.index, 'aux', 'auxpass').map(lower)
  const isPast = over.tag === 'VBD' || auxes.some((aux) => /^(?:had|was|were)$/.test(aux))
  return !isPast || AHEAD.test(over.lemma) ? true : null
}

/** Verbs of which what follows is still to come. */
const AHEAD = /^(?:plan|schedule|set|agree|expect|hope|intend|promise|pledge|vow|aim|slate|due|propose|want|decide|be)$/

/** Which way a finite verb looks: "was re-elected in May" back, whatever the main verb does; null for "would"; undefined for no finite verb. */
function tenseOf(document: Document, verb: Word): boolean | null | undefined {
  const auxes = childrenOf(document, verb.index, 'aux', 'auxpass').map(lower)
  if (auxes.some((aux) => /^(?:will|shall|'ll|wo)$/.test(aux))) return true
  if (auxes.some((aux) => /^(?:would|could|should|may|might)$/.test(aux))) return null
  // "Elected in May" is over, "planned for May" is not.
  if (verb.tag === 'VBN' && auxes.length === 0 && /^(?:acl|relcl)$/.test(verb.dep))
    return /^(?:schedule|plan|expect|set|slate|intend|propose)$/.test(verb.lemma) ? null : false
  if (verb.tag === 'VBD' || auxes.some((aux) => /^(?:had|has|have|was|were|did)$/.test(aux))) return false
  return undefined
}

/** After a comma, or between a verb and one. */
export function isByComma(document: Document, at: number, gone: ReadonlySet<number>): boolean {
  const before = document.words[at - 1]
  const after = document.words[at + 1]
  if (!gone.has(at - 1) && before?.text === ',') return true
  let last = at
  while (gone.has(last - 1)) last--
  const kept = document.words[last - 1]
  return !gone.has(at + 1) && after?.text === ',' && kept !== undefined && isVerbal(kept)
}
