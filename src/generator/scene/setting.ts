import { tidy } from '../answers.ts'
import type { Sentence } from '../document.ts'
import { capitalise } from '../draft.ts'
import type { Reading } from '../reading.ts'
import type { Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import { verbatim, wordAt } from '../tree.ts'
import { hasFinite, readableFault } from './readable.ts'
import { isAhead, rootOf, unlinked, wordsOf } from './statement.ts'
import { meetsStranger } from './strangers.ts'
import { isMet, isSupplied } from './supply.ts'
import { titleOf, titleStems } from './title.ts'

/** What a sentence of the article leans on: the sentences right before it, as the article has them. */
export type Setting = {
  /** Empty where the sentence stands by itself. */
  readonly text: string
  /** Knows who has been named in it. */
  readonly stem: Stem | null
  /** The sentences that it shows, in their order. */
  readonly shown: readonly Sentence[]
}

/** So many sentences before one are enough to say what it is about, and so many words of them. */
const SENTENCES = 3
const WORDS = 75

/** Words of a setting that readers hardly ever found wanting. */
const FULL = 24

/** Fewer words than these are the end of a sentence that was torn. */
const LEAST = 5

/** Settings that were looked for, by reading and sentence: several rules ask of the same one. */
const found = new WeakMap<Reading, Map<number, Setting | null>>()

/** What stands before a sentence on its card, or null where nothing near says enough. */
export function settingOf(reading: Reading, sentence: Sentence): Setting | null {
  const known = found.get(reading) ?? new Map<number, Setting | null>()
  found.set(reading, known)
  const setting = known.get(sentence.index)
  if (setting !== undefined) return setting
  const made = find(reading, sentence)
  known.set(sentence.index, made)
  return made
}

/**
 * The fewest sentences before one with which it is understood: the first leans on nothing, or where none does, on no more
 * than a definite that a reader takes as it comes, and what the rest points at stands in them. One more is taken where the
 * paragraph has it: readers turned down every second bare sentence, and one in ten with two before it. Where the near ones
 * are not enough, the article's first sentence goes before them. Null where nothing is, or a heading stands between.
 */
function find(reading: Reading, sentence: Sentence): Setting | null {
  const { document } = reading
  const free: Sentence[] = []
  const fair: Sentence[] = []
  const led: Sentence[] = []
  const lead = document.sentences[0]
  for (let back = 0; back <= SENTENCES; back++) {
    const first = document.sentences[sentence.index - back]
    if (first === undefined || isParted(reading, first, sentence)) break
    const lean = leanOf(reading, first)
    const near = (word: number): boolean => word >= first.from
    const known = (word: number): boolean => near(word) || (lead !== undefined && first.index > 1 && word < lead.to)
    const after = document.sentences[first.index + 1]?.from ?? first.to
    // An article's first sentence introduces whom it names.
    const told = first.index === 0 ? first.to : first.from
    if (
      lean !== 'much' &&
      isSupplied(reading, near, after, sentence.to) &&
      !meetsStranger(reading, near, told, sentence.to)
    ) {
      if (lean === 'nothing' && (back > 0 || isGrounded(reading, first))) free.push(first)
      else if (back > 0) fair.push(first)
    }
    if (lead === undefined || first.index < 2 || pointsBack(reading, first) || isOneMore(reading, first)) continue
    if (POINTS_ANYWHERE.test(verbatim(document, opened(reading, first)))) continue
    if (
      isSupplied(reading, known, first.from, sentence.to, near) &&
      !meetsStranger(reading, known, first.from, sentence.to)
    )
      led.push(first)
  }
  const until = (near: readonly Sentence[]): Setting | null => tell(reading, near, sentence)
  const order = [...free, ...fair]
  const fuller = order.findIndex((first) => isFull(first, sentence))
  if (fuller > 0) order.unshift(...order.splice(fuller, 1))
  for (const first of order) {
    const setting = until(document.sentences.slice(first.index, sentence.index))
    if (setting !== null) return setting
  }
  for (const first of led) {
    const near = document.sentences.slice(first.index, sentence.index)
    const setting = lead === undefined ? null : until([lead, ...near])
    if (setting !== null) return setting
  }
  return null
}

/** "Hostilities ceased in 1953": a sentence by itself names what it is about, two things at least. */
function isGrounded(reading: Reading, sentence: Sentence): boolean {
  if (sentence.index === 0) return true
  const named = new Set(
    reading.names.mentions
      .filter(({ from, to }) => from >= sentence.from && to <= sentence.to)
      .map(({ name }) => name.id),
  )
  return named.size >= 2
}

/** Enough words of the same paragraph before a sentence. */
const isFull = (first: Sentence, sentence: Sentence): boolean =>
  first.block === sentence.block && sentence.from - first.from >= FULL

/** A heading between two sentences begins something else. */
function isParted(reading: Reading, first: Sentence, last: Sentence): boolean {
  for (let block = first.block + 1; block <= last.block; block++)
    if (reading.document.blocks[block]?.heading === true) return true
  return false
}

/** What points back and cannot be left out. */
const POINTS_BACK =
  /^(?:Prior to|Since then|First|Second|Third|Then|Later|Earlier|Here|There|Instead|Otherwise|Likewise|Besides|Both|Another|Others|In addition|In turn|As a result|For example|For instance|On the other hand|By contrast|At the time|At the same time|That|This|These|Those|It|They|Their|Its|One|Neither|Either|Some|Most|Many|None|All)\b(?! of the \p{Lu})/u

const POINTS_ANYWHERE =
  /\b(?:this|these|such(?! as)|(?:in|on|at|by|of|for|to|with|from|since|after|before) that (?=\p{L})|(?:do|does|did|done|doing) so|prior to that|since then|the following (?:day|week|month|year)|the (?:same|other|latter|former|two|three|second|third)|both (?:sides|countries|men|women|leaders)|at the time(?! of)|around th(?:e same|at) time|(?:has|have) since|that(?=[,.;])|by so much|in (?:support|opposition|favou?r|response|return|protest)(?! (?:of|to|for|from|against|with)\b)|aforementioned|thereby|likewise|accordingly|otherwise|for (?:example|instance))\b/iu

/** How far a sentence leans on what stood before: a definite a reader takes as it comes, a pronoun stops him. */
type Lean = 'nothing' | 'little' | 'much'

function pointsBack(reading: Reading, sentence: Sentence): boolean {
  const text = verbatim(reading.document, opened(reading, sentence))
  return text.split(' ').length < LEAST || POINTS_BACK.test(capitalise(text)) || hasStrayThat(reading, sentence)
}

/** Words that speak of one more, or of a time, that was told before. */
const ONE_MORE =
  /\b(?:another|subsequent(?:ly)?|(?:a|the) (?:second|third)|remaining|that remained|more importantly|at th(?:e|at)(?: same)? time(?! of\b))\b/i

/** "Only 0.5% were Catholic at the time", "another suspect": where nothing stands right before it nobody knows which. */
const isOneMore = (reading: Reading, sentence: Sentence): boolean =>
  ONE_MORE.test(verbatim(reading.document, opened(reading, sentence)))

/** "In 1967 that reality began to change": a "that" which opens no clause of another verb points at what stood before. */
function hasStrayThat(reading: Reading, sentence: Sentence): boolean {
  const root = rootOf(reading, sentence)
  return wordsOf(sentence).some((at) => {
    const word = wordAt(reading.document, at)
    return (
      word.text === 'that' &&
      word.dep === 'mark' &&
      word.head === root &&
      reading.document.words[at + 1]?.coarse === 'NOUN'
    )
  })
}

/** '"Tomas is doing a great job," he posted': whom the speaker names is not the speaker. */
function hasUnknownSpeaker(reading: Reading, sentence: Sentence): boolean {
  const { document } = reading
  return wordsOf(sentence).some(
    (at) =>
      /^(?:he|she)$/i.test(wordAt(document, at).text) &&
      /"$/.test(document.text.slice(sentence.span.start, wordAt(document, at).start).trim()) &&
      !isMet(reading, (word) => word >= sentence.from && word < at, wordAt(document, at)),
  )
}

/** The first sentence of an article introduces what it speaks of; later ones must name everything themselves. */
export function leanOf(reading: Reading, sentence: Sentence): Lean {
  const { document } = reading
  const words = opened(reading, sentence)
  const text = verbatim(document, words)
  if (pointsBack(reading, sentence) || hasUnknownSpeaker(reading, sentence)) return 'much'
  if (sentence.index === 0) return 'nothing'
  if (POINTS_ANYWHERE.test(text) || ONE_MORE.test(text)) return 'much'
  const stem = makeStem(reading)
  stem.add(words, { future: false, topics: titleOf(reading) === null ? new Set() : titleStems(reading) })
  const failure = stem.failure() ?? ''
  if (failure !== '' && !/^(?:relative date|dangling)/.test(failure)) return 'much'
  const read = stem.resolutions()
  const pronouns = read.filter(({ kind }) => kind === 'pronoun')
  if (pronouns.some(({ words: pronoun }) => !/^(?:he|she)$/i.test(pronoun))) return 'much'
  if (pronouns.length > 0 && !/^(?:He|She)\b/.test(capitalise(text))) return 'much'
  const free = failure === '' && read.every(({ kind }) => kind === 'name' || kind === 'date')
  return free ? 'nothing' : 'little'
}

/** The words of a sentence without the "But" or "Meanwhile," that only links it to the one before. */
export const opened = (reading: Reading, sentence: Sentence): number[] => unlinked(reading, wordsOf(sentence))

function tell(reading: Reading, sentences: readonly Sentence[], asked: Sentence): Setting | null {
  let stem: Stem | null = null
  const texts: string[] = []
  for (const sentence of sentences) {
    const root = rootOf(reading, sentence)
    if (sentence.insets.length > 0 || root === null || !hasFinite(reading, root)) return null
    if (readableFault(reading, sentence) !== null) return null
    const told: Stem = stem === null ? makeStem(reading) : makeStem(reading, stem)
    const words = stem === null ? opened(reading, sentence) : wordsOf(sentence)
    told.add(words, {
      asWritten: stem === null ? 'first' : 'after',
      future: isAhead(reading, root),
    })
    if (told.failure() !== null) return null
    const text = capitalise(tidy(told.text()))
    texts.push(/[.?!]"?$/.test(text) ? text : `${text}.`)
    const next = sentences[sentences.indexOf(sentence) + 1] ?? asked
    if (next.index > sentence.index + 1) texts.push('[…]')
    stem = told
  }
  const text = texts.join(' ')
  return text.split(' ').length > WORDS ? null : { text, stem, shown: sentences }
}
