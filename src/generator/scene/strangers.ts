import type { Sentence, Word } from '../document.ts'
import { BODY_NOUNS, PERSON_NOUNS, TITLES, UNIQUE_NOUNS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { isSelfContained, readDefinite } from '../reference.ts'
import { childrenOf, isNoun, lower, subtree, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import type { Seen } from './supply.ts'
import { titleOf, titleStems } from './title.ts'

/** Things that have a name in the news, by which only the article's readers know which is meant. */
const NAMED =
  /^(?:unit|plant|site|facility|building|factory|mine|hospital|prison|jail|hotel|stadium|airport|vessel|ship|boat|ferry|aircraft|plane|jet|flight|helicopter|train|bus|bridge|tunnel|dam|film|movie|book|novel|song|album|show|series|play|game|match|race|tournament|ceremony|festival|employee|staff|driver|teenager|pair|trio|couple|family|gang|duo|gunman|attacker|bomber|shooter|lawmaker|newcomer|carrier|airline|retailer|manufacturer|maker|giant|drug|vaccine|device|product|game|website|app|charity|foundation|studio|label|publisher|broadcaster|channel|station|store|shop|restaurant|bar|pub|farm|estate|park|museum|gallery|theatre|theater|college|clinic|firm|group|mandate|scheme|programme|initiative)$/

/** Bodies that every country has one of: the article's own is taken to be meant. */
const ONLY_ONE =
  /^(?:government|administration|police|army|navy|congress|parliament|senate|press|court|church|union|force|board|council|people|public|authority)$/

/** "states" in a title do not tell which "the state" is. */
const IN_EVERY_LAND = /^(?:state|city|county|town|province|region|district|village|country|school|law|bill)$/

/** Titles by which one person at a time is known. */
const UNIQUE_TITLE = /^(?:President|Pope|King|Queen|Prince|Princess|Emperor|Empress|Saint|St\.?|Sultan|Chancellor)$/

/**
 * Whether a sentence of the news names somebody or something as if the reader had met it: "the plant" where no plant was
 * named, "Cowan" where nobody was. From `from` to `to`, of what `seen` shows before; other texts tell what is general.
 */
export function meetsStranger(reading: Reading, seen: Seen, from: number, to: number): boolean {
  if (reading.genre === 'plain') return false
  for (let i = from; i < to; i++) if (isStrangeThing(reading, seen, i) || isStrangePerson(reading, seen, i)) return true
  return false
}

/** How many things a sentence speaks of as known that nothing before it on its card, of what `seen` shows, has named. */
export function looseEnds(reading: Reading, seen: Seen, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (isLooseEnd(reading, seen, i)) count++
  return count
}

/**
 * Whether what stands before a sentence on its card speaks of something as known that neither it nor the title has named:
 * "the accusations", of whom and of what. An article's first sentence introduces what it speaks of.
 */
export function isLooseSetting(reading: Reading, shown: readonly Sentence[]): boolean {
  const title = titleStems(reading)
  const seen = (word: number): boolean => shown.some(({ from, to }) => word >= from && word < to)
  return shown.some(({ index, from, to }) => {
    for (let i = from; index > 0 && i < to; i++) {
      const noun = wordAt(reading.document, wordAt(reading.document, i).head)
      const isInTitle = contentStems(noun.text).some((stem) => title.has(stem)) && !IN_EVERY_LAND.test(noun.lemma)
      if (isLooseEnd(reading, seen, i) && !isInTitle) return true
    }
    return false
  })
}

function isLooseEnd(reading: Reading, seen: Seen, index: number): boolean {
  const { document } = reading
  const the = wordAt(document, index)
  const head = wordAt(document, the.head)
  if (lower(the) !== 'the' || the.dep !== 'det' || !isNoun(head) || /^\p{Lu}/u.test(head.text)) return false
  if (ONLY_ONE.test(head.lemma) || (UNIQUE_NOUNS.has(head.lemma) && head.lemma !== 'law')) return false
  if (isSelfContained(reading, head.index, subtree(document, head.index)) && !isSomebody(reading, head)) return false
  return !document.words.some((word) => word.index < index && seen(word.index) && word.lemma === head.lemma)
}

/** "The Los Angeles resident": who was named before, told in other words. */
const isSomebody = ({ document }: Reading, head: Word): boolean =>
  PERSON_NOUNS.has(head.lemma) &&
  head.tag === 'NN' &&
  childrenOf(document, head.index, 'appos', 'relcl', 'acl', 'prep', 'poss').length === 0 &&
  document.words[head.index + 1]?.coarse !== 'PROPN'

function isStrangeThing(reading: Reading, seen: Seen, index: number): boolean {
  const { document, names } = reading
  const the = wordAt(document, index)
  const head = wordAt(document, the.head)
  if (the.dep !== 'det' || lower(the) !== 'the' || !isNoun(head) || ONLY_ONE.test(head.lemma)) return false
  if (!NAMED.test(head.lemma) && !BODY_NOUNS.has(head.lemma) && !(PERSON_NOUNS.has(head.lemma) && head.tag === 'NN'))
    return false
  if (isSelfContained(reading, head.index, subtree(document, head.index))) return false
  for (let i = 0; i < index; i++) if (seen(i) && wordAt(document, i).lemma.toLowerCase() === head.lemma) return false
  const read = readDefinite(reading, head.index)
  if (read === null || read.kind === 'text') return true
  if (read.kind === 'phrase') return !seen(read.head)
  return !names.mentions.some(({ name, from }) => name.id === read.name.id && seen(from) && from < index)
}

function isStrangePerson(reading: Reading, seen: Seen, index: number): boolean {
  const { document, names } = reading
  const mention = names.at(index)
  if (mention === null || mention.to !== index + 1) return false
  const { text } = wordAt(document, index)
  if (mention.name.kind === 'person') {
    const whole = mention.name.full
      .split(' ')
      .filter((part) => part !== 'Miss' && !TITLES.has(part) && !TITLES.has(`${part}.`))
    if (whole.length > 1 || UNIQUE_TITLE.test(wordAt(document, mention.from).text)) return false
  } else if (mention.from !== index || !isLastOfOther(reading, text)) return false
  if (titleOf(reading)?.includes(text) === true) return false
  for (let i = 0; i < index; i++) if (seen(i) && wordAt(document, i).text === text) return false
  return true
}

/** "Barton", taken for a firm, where the article has told of Dominic Barton, or of William "Mo" Barton. */
const isLastOfOther = (reading: Reading, text: string): boolean =>
  reading.names.all.some(({ full, kind }) => full.endsWith(` ${text}`) && /^(?:person|body|unknown)$/.test(kind)) ||
  nicknamed(reading).has(text)

const nicknames = new WeakMap<Reading, ReadonlySet<string>>()

/** The surnames before which a text has a nickname in quotation marks. */
function nicknamed(reading: Reading): ReadonlySet<string> {
  const known = nicknames.get(reading)
  if (known !== undefined) return known
  const found = new Set(Array.from(reading.document.text.matchAll(NICKNAME), ([, surname = '']) => surname))
  nicknames.set(reading, found)
  return found
}

/** No longer than names are: a wall of capitals would be tried from each of them to its end. */
const NICKNAME = /(?<!\p{L})\p{Lu}\p{L}{0,30} ["“‘']\p{Lu}\p{L}{0,30}["”’'] (\p{Lu}[\p{L}-]{1,40})/gu
