import type { Resolution } from '../domain/note.ts'
import type { Document, Word } from './document.ts'
import { isMissed, looseTimes } from './looseTimes.ts'
import type { Named } from './names.ts'
import type { Reading } from './reading.ts'
import { dateAt, directionOf, isByComma } from './stem/dates.ts'
import { determinerAt } from './stem/definites.ts'
import { nameAt } from './stem/names.ts'
import { pointerAt } from './stem/pointers.ts'
import { FIRST_OR_SECOND, pronounAt } from './stem/pronouns.ts'
import type { Replacement, Told } from './stem/told.ts'
import { lower, mentionAt, wordAt } from './tree.ts'

/**
 * Builds a sentence that stands without its article, from literals and from words of the text: names in full at their
 * first mention, pronouns and definite descriptions read or refused, dates fixed by the day of publication. The first
 * refusal is kept in `failure`, and the text is then of no use.
 */
export type Stem = {
  readonly say: (text: string) => Stem
  readonly add: (words: readonly number[], options?: AddOptions) => Stem
  readonly name: (name: Named) => Stem
  readonly fail: (reason: string) => Stem
  readonly failure: () => string | null
  readonly text: () => string
  readonly resolutions: () => readonly Resolution[]
  /** Persons and things named so far, by id: a pronoun of theirs may stand. */
  readonly named: () => ReadonlySet<string>
  /** The person named last: a pronoun reads as that one. */
  readonly lastPerson: () => string | null
}

export type AddOptions = {
  /** Which way bare months and weekdays look from the day of publication; null where unknown. */
  readonly future?: boolean | null
  /** Words already said in the stem, for pronouns that refer to them. */
  readonly bound?: ReadonlySet<number>
  /** In an answer, a name stands as the text has it. */
  readonly answer?: boolean
  /** Stems of words that a heading before the text holds: a definite of theirs may stand. */
  readonly topics?: ReadonlySet<string>
  /** Heads of the phrases that are being read, outermost first: one that leads back to itself has no reading. */
  readonly within?: readonly number[]
  /**
   * Where what stood before is told as well: what points there stays as the text has it; names and dates are still read,
   * and where nothing stood before, `he` and `she`.
   */
  readonly asWritten?: 'first' | 'after'
}

export function makeStem(reading: Reading, parent?: Stem): Stem {
  const { names } = reading
  let failure: string | null = null
  const told: Told = {
    reading,
    text: '',
    resolutions: [],
    named: new Map<string, Named>(),
    said: new Set<number>(),
    lastPerson: parent?.lastPerson() ?? null,
    fail(reason) {
      failure ??= reason
    },
    within: () => makeStem(reading, stem),
    around: parent ?? null,
  }
  if (parent !== undefined)
    for (const id of parent.named()) told.named.set(id, names.all.find((n) => n.id === id) as Named)

  const stem: Stem = {
    say(text) {
      append(told, text, true)
      return stem
    },
    add(words, options = {}) {
      addWords(told, words, options, () => failure !== null)
      return stem
    },
    name(name) {
      append(told, name.full, true)
      told.named.set(name.id, name)
      if (name.kind === 'person') told.lastPerson = name.id
      return stem
    },
    fail(reason) {
      told.fail(reason)
      return stem
    },
    failure: () => failure,
    text: () => told.text.replace(/ {2,}/g, ' ').trim(),
    resolutions: () => told.resolutions,
    named: () => new Set(told.named.keys()),
    lastPerson: () => told.lastPerson,
  }
  return stem
}

function append(told: Told, text: string, space: boolean): void {
  if (text === '') return
  const glue =
    space && told.text !== '' && !/[(]$/.test(told.text) && !/^[,.;:?!)]/.test(text) && !text.startsWith("'s")
  told.text += (glue ? ' ' : '') + text
}

function addWords(told: Told, all: readonly number[], options: AddOptions, isGivenUp: () => boolean): void {
  const { reading } = told
  const { document } = reading
  const loose = options.answer === true ? null : looseTimes(reading, all, (at) => directionOf(document, at, options))
  const words = loose === null || loose.size === 0 ? all : all.filter((word) => !loose.has(word))
  // "which struck on Tuesday, is estimated": between commas the rest does not close up.
  // Only at its head can "two weeks ago" go: "who won it two years ago" says something else without.
  const isAgo = (at: number): boolean => lower(wordAt(document, at)) === 'ago'
  if (options.asWritten !== undefined && loose !== null && [...loose].some(isAgo) && !loose.has(all[0] ?? -1))
    told.fail('relative date: ago')
  if (options.asWritten !== undefined && loose !== null && [...loose].some((at) => isByComma(document, at, loose)))
    told.fail('relative date: between commas')
  if (options.asWritten !== undefined && loose !== null && isMissed(reading, all, loose))
    told.fail('relative date: the rest says something else')
  const inside = new Set(words)
  for (const word of words) told.said.add(word)
  for (let i = 0; i < words.length && !isGivenUp(); ) {
    const index = words[i] as number
    const step = replacementAt(told, index, inside, options)
    if (isGivenUp()) return
    if (step === null) {
      const word = wordAt(document, index)
      if (words[i - 1] === index - 2 && /^(—|–|--)$/.test(document.words[index - 1]?.text ?? ''))
        append(told, ',', false)
      append(told, cased(reading, word), spaceBefore(document, words, i))
      i += 1
      continue
    }
    let skipped = 0
    while (i + skipped < words.length && (words[i + skipped] as number) < step.to) skipped++
    append(told, step.text, step.text.startsWith("'") ? false : spaceBefore(document, words, i))
    i += Math.max(1, skipped)
  }
}

/** What stands in the place of the words from `index` on; null where they stay. Gives the stem up where they cannot be read. */
function replacementAt(
  told: Told,
  index: number,
  inside: ReadonlySet<number>,
  options: AddOptions,
): Replacement | null {
  const { document, names } = told.reading
  const word = wordAt(document, index)
  const date = dateAt(told, index, inside, options)
  if (date !== null) return date
  const mention = names.at(index)
  if (mention !== null && mention.from === index) return nameAt(told, index, inside, options)
  if (options.asWritten !== undefined) {
    if (FIRST_OR_SECOND.test(word.text)) told.fail('first or second person')
    return options.asWritten === 'first' && /^(?:he|him|his|she|her|hers)$/i.test(word.text)
      ? pronounAt(told, word, options)
      : null
  }
  if (word.coarse === 'PRON' || /^PRP/.test(word.tag)) return pronounAt(told, word, options)
  const pointer = pointerAt(told, word, inside)
  if (pointer !== null) return pointer === 'stays' ? null : pointer
  if (word.tag === 'DT' || word.tag === 'PDT') return determinerAt(told, word, inside, options)
  if (/^(Figure|Fig\.|Table|Chapter|Section|Equation)$/.test(word.text)) told.fail('points to a figure')
  return null
}

function spaceBefore(document: Document, words: readonly number[], i: number): boolean {
  const index = words[i] as number
  const before = words[i - 1]
  if (before === undefined) return true
  if (before !== index - 1) return !/^[,.;:?!)]$|^'/.test(wordAt(document, index).text)
  return wordAt(document, before).end < wordAt(document, index).start
}

function cased(reading: Reading, word: Word): string {
  const { document, names } = reading
  const sentence = document.sentences[word.sentence]
  const starts =
    sentence !== undefined &&
    (word.start === sentence.span.start ||
      (word.start === sentence.span.start + 1 && document.words[word.index - 1]?.text === '"'))
  if (
    /^(DT|IN|CC|PRP\$)$/.test(word.tag) &&
    /^(The|A|An|His|Her|Their|Its|In|On|At)$/.test(word.text) &&
    names.at(word.index) === null
  )
    return word.text.toLowerCase()
  if (!starts || word.coarse === 'PROPN' || /^(NNP|NNPS)$/.test(word.tag) || word.text === 'I') return word.text
  if (/^\p{Lu}[\p{Lu}.\d]/u.test(word.text)) return word.text
  if (mentionAt(document, word.index)?.type === 'NORP') return word.text
  return word.text.charAt(0).toLowerCase() + word.text.slice(1)
}
