import type { Speech } from '../attribution.ts'
import type { Sentence, Word } from '../document.ts'
import { SAYING } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isContiguous, isVerbal, lower, subtree, wordAt } from '../tree.ts'

/** What a sentence, or one of the sentences that a colon or a semicolon joins, says: its words without what only links it. */
export type Statement = {
  readonly sentence: Sentence
  /** In text order, without the full stop. */
  readonly words: readonly number[]
  /** The main verb; null where the reader found none or several. */
  readonly root: number | null
  /** Whose words they are, where a remark around them said so and was cut off. */
  readonly speech: Speech | null
}

/** Longest sentence, in words and marks, that is looked into. */
const MOST = 120

/** The statements of a sentence, in order. A part that is no sentence by itself leaves the whole as it stands. */
export function statementsIn(reading: Reading, sentence: Sentence): readonly Statement[] {
  if (sentence.to - sentence.from > MOST) return []
  const whole = range(sentence.from, sentence.to)
  const remark = reportOf(reading, sentence)
  if (remark !== null) return [remark]
  const speech = insetSpeech(reading, sentence)
  const parts = split(reading, whole).map((words) => unlinked(reading, words))
  const made = parts.map((words) => ({ sentence, words, root: rootOf(reading, words), speech }))
  if (made.length < 2) return made
  const standing = made.filter((part, i) => stands(reading, part) && (i > 0 || endsPlain(reading, whole)))
  return standing.length > 0
    ? standing
    : [{ sentence, words: unlinked(reading, whole), root: rootOf(reading, whole), speech }]
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** At colons and semicolons that stand in no brackets and no quotation. */
function split(reading: Reading, words: readonly number[]): number[][] {
  const out: number[][] = [[]]
  let depth = 0
  let quoted = false
  for (const at of words) {
    const { text } = wordAt(reading.document, at)
    if (text === '(') depth++
    if (text === ')') depth--
    if (text === '"') quoted = !quoted
    if (/^[;:]$/.test(text) && depth === 0 && !quoted) out.push([])
    else out[out.length - 1]?.push(at)
  }
  return out.filter((part) => part.length > 0)
}

/** A question after a colon leaves nothing that was stated. */
const endsPlain = (reading: Reading, words: readonly number[]): boolean =>
  wordAt(reading.document, words[words.length - 1] ?? 0).text === '.'

/** The one word whose head lies outside: of a whole sentence its root. */
export function rootOf(reading: Reading, words: readonly number[]): number | null {
  const inside = new Set(words)
  const roots = words.filter((at) => {
    const word = wordAt(reading.document, at)
    return word.dep === 'ROOT' || (!inside.has(word.head) && !/^(punct|mark|cc|advmod)$/.test(word.dep))
  })
  return roots.length === 1 ? (roots[0] ?? null) : null
}

/** A subject, a finite verb after it, and no word that hangs it on what stood before. */
export function stands(reading: Reading, { words, root }: Statement): boolean {
  const { document } = reading
  if (root === null || words.length < 6) return false
  const first = lower(wordAt(document, words[0] ?? 0))
  if (/^(who|whom|which|that|whose|because|if)$/.test(first)) return false
  const subject = childOf(document, root, 'nsubj', 'nsubjpass', 'csubj')
  return subject !== null && subject.index < root && words.includes(subject.index) && isVerbal(wordAt(document, root))
}

const OPENER =
  /^(and|but|yet|still|also|indeed|meanwhile|however|moreover|furthermore|nevertheless|nonetheless|similarly|therefore|thus|consequently|finally)$/

/** Without "But", "Meanwhile," and "also", "too", "recently": they point elsewhere, and the rest says the same without them. */
export function unlinked(reading: Reading, words: readonly number[]): number[] {
  const { document } = reading
  let out = [...words]
  while (out.length > 0 && /^[.,]$/.test(wordAt(document, out[out.length - 1] ?? 0).text)) out.pop()
  const first = out[0]
  if (first !== undefined && OPENER.test(lower(wordAt(document, first)))) {
    out = out.slice(wordAt(document, out[1] ?? first).text === ',' ? 2 : 1)
  }
  return out.filter((at) => {
    const word = wordAt(document, at)
    const before = document.words[at - 1]
    const after = document.words[at + 1]
    if (lower(word) === 'also') return before?.text.toLowerCase() === 'but'
    if (
      /^(recently|currently|therefore|thus|indeed|consequently|accordingly)$/.test(lower(word)) &&
      word.dep === 'advmod'
    )
      return word.children.length > 0 || !isVerbal(wordAt(document, word.head)) || at === out[0]
    if (lower(word) === 'too') return !(at === out[out.length - 1] && /^(advmod|dep)$/.test(word.dep))
    if (word.text === ',' && after !== undefined && lower(after) === 'too' && after.index === out[out.length - 1])
      return false
    return true
  })
}

/** ", the author argues,": whose words the sentence around it gives. */
function insetSpeech(reading: Reading, sentence: Sentence): Speech | null {
  for (const inset of sentence.insets) {
    const words = range(inset.from, inset.to)
    const verb = words.findIndex((at) => isSaying(wordAt(reading.document, at)))
    if (verb > 0) return { speaker: words.slice(0, verb), remark: words, governor: null }
  }
  return null
}

const isSaying = (word: Word): boolean => SAYING.has(word.lemma) && /^VB/.test(word.tag)

/** "S, an official said.": S, in the official's name. Nothing where the remark holds more than its speaker. */
function reportOf(reading: Reading, sentence: Sentence): Statement | null {
  const { document } = reading
  const root = rootOf(reading, range(sentence.from, sentence.to))
  if (root === null || !isSaying(wordAt(document, root))) return null
  const subject = childOf(document, root, 'nsubj')
  const told = childrenOf(document, root, 'ccomp').find((word) => word.index < root && isVerbal(word))
  if (subject === null || told === undefined) return null
  const words = subtree(document, told.index)
  const speaker = subtree(document, subject.index)
  const last = words[words.length - 1] ?? 0
  if (words[0] !== sentence.from || !isContiguous(words) || document.words[last + 1]?.text !== ',') return null
  if (last >= (speaker[0] ?? 0) && last >= root) return null
  return {
    sentence,
    words: unlinked(reading, words),
    root: told.index,
    speech: { speaker, remark: [], governor: root },
  }
}
