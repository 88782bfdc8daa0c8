import { isRelativeTime, readDate } from '../dates.ts'
import { SAYING } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isVerbal, lower, wordAt } from '../tree.ts'
import type { Statement } from './statement.ts'

const WORDS_MIN = 8
const WORDS_MAX = 40

/** Words that point at something outside their sentence. */
const POINTERS =
  /\b(this|these|those(?! who\b)|such(?! as)|another|others|latter|former(?=,| (?:is|was|has|had)\b)|aforementioned|elsewhere|thereby|thereafter|hereby|likewise|accordingly|afterwards?|meanwhile|instead|otherwise|therefore|thus|hence|nevertheless|nonetheless|furthermore|moreover|recently|currently|in turn|in response|as a result|for (?:example|instance)|the same|(?:do|does|did|done|doing) so|so far|the weekend|at the time|at that time|in addition|on the other hand|by contrast|in this|as well|too|again|once more|too\.)\b/i

/** Figures of a market day, a week or a quarter, and parts of a game: worth nothing without their day. */
const OF_A_DAY =
  /\b(composite trading|Stock Exchange|(?:shares?|stocks?) (?:closed|rose|fell|gained|lost|jumped|slid)|closed? (?:at|up|down)|(?:end|finish|start) (?:of )?the (?:week|day|session)|(?:latest|first|second|third|fourth|current)[ -]quarter|half-?time|(?:first|second) half|inning|cents? (?:a|per) (?:kilogram|kilo|kg|share|pound|litre))\b/i

/** A line that says where a report was sent from, or who wrote it, run into its first sentence. */
const BROKEN = /\b(?:Mass|Conn|Calif|Inc|Corp|Co|Ltd|Va|Pa|Fla|Tex|Ill|Wash|Ore|Ariz|Mich|Minn|Wis|Ga|Md)\. (?=\p{Lu})/u

const DATELINE = /^(?:\p{Lu}{2,}[,. ]+){2,}|^\p{Lu}{3,},|\((?:FP|AP|AFP|UPI|Reuters|Xinhua)\)|\bc\.\d{4}\b|^BY /u

/** Says why a statement cannot stand alone, or null where nothing speaks against it. */
export function standingFault(reading: Reading, statement: Statement): string | null {
  const { document } = reading
  const { sentence, root } = statement
  const text = `${spoken(reading, statement)}.`
  const source = document.text.slice(sentence.span.start, sentence.span.end)
  const count = text.split(' ').length
  if (count < WORDS_MIN) return 'passage: short'
  if (count > WORDS_MAX) return 'passage: long'
  if (!/^[\p{Lu}\d]/u.test(source) || !/[\p{L}\d)%"]\."?$/u.test(source)) return 'passage: no plain sentence'
  if (/[;:?!…[\]{}_|=<>*]|--|\.\.\.|\s[–—-]\s?|—|https?:/.test(text)) return 'passage: punctuation'
  if (/"[^"]*"/.test(text) && (text.match(/"([^"]*)"/g) ?? []).some((quote) => quote.split(' ').length > 5))
    return 'passage: quoted speech'
  if ((text.match(/"/g) ?? []).length % 2 === 1) return 'passage: half a quotation'
  if ((text.match(/\(/g) ?? []).length !== (text.match(/\)/g) ?? []).length) return 'passage: half a bracket'
  if (/\(\s*[,;)]/.test(text)) return 'passage: empty brackets'
  if (/\b(I|me|my|we|us|our|ours|you|your|let's)\b/i.test(text.replace(/\bU\.?S\.?\b/g, '')))
    return 'passage: first or second person'
  if (DATELINE.test(source)) return 'passage: dateline'
  if (OF_A_DAY.test(text)) return 'passage: of a day'
  if (BROKEN.test(source)) return 'passage: two sentences'
  const loose = looseWord(reading, statement)
  if (loose !== null) return `passage: ${loose}`
  const pointer = POINTERS.exec(text)
  if (pointer !== null) return `passage: points elsewhere: ${pointer[0]}`
  if (
    /^(And|But|Or|So|Yet|Then|Also|However|Still|Indeed|Now|Perhaps|Finally|Similarly|Later|Earlier|Here|There)\b/.test(
      text,
    )
  )
    return 'passage: opens on what came before'
  if (
    /\b(picture|pictured|photo|above|below|chapter|section|figure|table)\b|\bthis article\b|\(see\b|(?<!\p{L} )\bSee\b/u.test(
      text,
    )
  )
    return 'passage: of the page'
  if (root === null) return 'passage: no one root'
  if (!isVerbal(wordAt(document, root))) return 'passage: no verb'
  const subject = childOf(document, root, 'nsubj', 'nsubjpass', 'csubj')
  if (subject === null || subject.index > root) return 'passage: no subject'
  if (!hasFinite(reading, root)) return 'passage: no finite verb'
  if (dangles(reading, root, subject.index)) return 'passage: a dangling participle'
  return null
}

/** The words as the text has them, without those that were left out between them. */
function spoken(reading: Reading, { words }: Statement): string {
  const { document } = reading
  return words
    .map((at, i) => {
      const before = words[i - 1]
      const glued = before === undefined || wordAt(document, before).end === wordAt(document, at).start
      return `${glued ? '' : ' '}${wordAt(document, at).text}`
    })
    .join('')
}

/** A time that nothing fixes, or a pronoun for what is done something to: what a whole sentence cannot do without. */
function looseWord(reading: Reading, { words }: Statement): string | null {
  const inside = new Set(words)
  for (const mention of reading.document.mentions) {
    if (!inside.has(mention.from) || !/^(DATE|TIME)$/.test(mention.type)) continue
    const text = mention.text.replace(/ ?'s$/, '')
    const read = isRelativeTime(text) ? readDate(text, reading.published, false).kind : 'absolute'
    if (read === 'relative' || /\b(days?|weeks?|hours?|minutes?|earlier|later)$/.test(text))
      return `loose time: ${text}`
  }
  for (const at of words) {
    const word = wordAt(reading.document, at)
    if (/^(them|it|him|her)$/i.test(word.text) && /^(dobj|pobj|dative)$/.test(word.dep))
      return `loose pronoun: ${word.text}`
  }
  return null
}

/** "Starting his own band, his popularity grew": who starts is not the subject. */
function dangles(reading: Reading, root: number, subject: number): boolean {
  const { document } = reading
  const opening = childrenOf(document, root, 'advcl').find((word) => word.index < subject && /^VB[GN]$/.test(word.tag))
  if (opening === undefined || childOf(document, opening.index, 'nsubj', 'nsubjpass', 'mark') !== null) return false
  return childrenOf(document, subject, 'poss').some((word) => word.tag === 'PRP$')
}

function hasFinite(reading: Reading, root: number): boolean {
  const verb = wordAt(reading.document, root)
  if (/^(VBD|VBZ|VBP)$/.test(verb.tag)) return true
  return verb.children.some((at) => {
    const word = wordAt(reading.document, at)
    return /^(aux|auxpass)$/.test(word.dep) && /^(VBD|VBZ|VBP|MD)$/.test(word.tag)
  })
}

/** "Officials said …": somebody in the sentence holds what it says. */
export function isReported(reading: Reading, root: number): boolean {
  const { document } = reading
  const verb = wordAt(document, root)
  if (SAYING.has(verb.lemma)) return true
  return verb.children.some((at) => lower(wordAt(document, at)) === 'according')
}
