import type { Word } from '../document.ts'
import { AGREEMENT_NOUNS, BODY_NOUNS, PERSON_NOUNS, UNIQUE_NOUNS } from '../lexicon.ts'
import { readPersonPronoun } from '../persons.ts'
import { readThingPronoun } from '../pronouns.ts'
import type { Reading } from '../reading.ts'
import type { Referent } from '../reference.ts'
import { isSelfContained, readDefinite } from '../reference.ts'
import { childrenOf, isNoun, lower, subtree, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'

/** Which words of the text a card shows. */
export type Seen = (word: number) => boolean

/**
 * Whether what the words from `from` to `to` point at stands before them among the words that are seen, or in the title:
 * a reader of no more than these knows who "he" and what "the agreement" is. `near` are those without a gap before them.
 */
export function isSupplied(reading: Reading, seen: Seen, from: number, to: number, near: Seen = seen): boolean {
  for (let i = from; i < to; i++) {
    const word = wordAt(reading.document, i)
    // Over a gap a reader carries names on, and no "it" or "the country".
    const reach = isPronoun(word) || PLACES.test(wordAt(reading.document, word.head).lemma) ? near : seen
    if (!isMet(reading, reach, word)) return false
  }
  return true
}

const isPronoun = (word: Word): boolean => word.coarse === 'PRON' || /^PRP/.test(word.tag)

export function isMet(reading: Reading, seen: Seen, word: Word): boolean {
  const text = lower(word)
  if (isPronoun(word)) {
    if (/^(he|him|his|she|her|hers)$/.test(text)) return isPersonMet(reading, seen, word)
    if (/^(it|its|they|them|their|theirs)$/.test(text)) return isThingMet(reading, seen, word)
    return true
  }
  if (/^(this|that|these|those|such)$/.test(text) && (word.tag === 'DT' || word.tag === 'PDT'))
    return seen((reading.document.sentences[word.sentence]?.from ?? 0) - 1)
  const head = wordAt(reading.document, word.head)
  return !(text === 'the' && word.dep === 'det' && isNoun(head)) || isDefiniteMet(reading, seen, word, head)
}

function isPersonMet(reading: Reading, seen: Seen, word: Word): boolean {
  const read = readPersonPronoun(reading, word.index)
  const said = isQuoted(reading, word.index)
  const people = reading.names.mentions.filter(
    ({ name, from }) =>
      name.kind === 'person' && seen(from) && from < word.index && (said || !isQuoted(reading, from, word.sentence)),
  )
  if (read !== null) return people.some(({ name }) => name.id === read.id)
  const feminine = /^(she|her|hers)$/.test(lower(word))
  return people.some(({ name }) => name.gender === null || (name.gender === 'she') === feminine)
}

/** Within marks of quotation of a sentence: whom somebody speaks of there is not the one who speaks. */
function isQuoted(reading: Reading, index: number, within = wordAt(reading.document, index).sentence): boolean {
  const { document } = reading
  const from = document.sentences[within]?.from ?? index
  let marks = 0
  for (let i = from; i < index; i++) if (wordAt(document, i).text === '"') marks++
  return index >= from && marks % 2 === 1
}

function isThingMet(reading: Reading, seen: Seen, word: Word): boolean {
  const { document } = reading
  if (lower(word) === 'it' && pointsAhead(reading, word)) return true
  const read = readThingPronoun(reading, word.index)
  if (read !== null) return isWithin(reading, seen, word.index, read)
  const plural = /^(they|them|their|theirs)$/.test(lower(word))
  for (let i = 0; i < word.index; i++) {
    if (!seen(i)) continue
    const other = wordAt(document, i)
    if (
      isNoun(other) &&
      /^(nsubj|nsubjpass|dobj|pobj|attr|appos|conj)$/.test(other.dep) &&
      (plural || /^NNP?$/.test(other.tag))
    )
      return true
  }
  return false
}

/** "It is clear that …", "it seems that …", "it is said that …": nothing before is meant. "It decreed that …" did. */
function pointsAhead(reading: Reading, word: Word): boolean {
  const { document } = reading
  const verb = wordAt(document, word.head)
  if (word.dep !== 'nsubjpass' && !/^(?:be|seem|appear|turn|happen|follow|take|become|make)$/.test(verb.lemma))
    return false
  return verb.children.some((at) => at > word.index && /^(ccomp|csubj|xcomp|advcl)$/.test(wordAt(document, at).dep))
}

function isWithin(reading: Reading, seen: Seen, before: number, referent: Referent): boolean {
  if (referent.kind === 'phrase') return seen(referent.head)
  if (referent.kind === 'name')
    return reading.names.mentions.some(({ name, from }) => name.id === referent.name.id && seen(from) && from < before)
  return true
}

/** "the vote" after "voted", "the collision" after "collided": a deed named by its verb's stem. */
const isAkin = (a: string, b: string): boolean => a.length > 3 && b.length > 3 && a.slice(0, 4) === b.slice(0, 4)

/** Kinds of things by which a text calls what it has named before. */
const PLACES =
  /^(country|nation|state|city|town|region|province|island|area|village|district|capital|territory|republic|kingdom|empire|continent|county)$/

const LAWS = /^(?:legislation|bill|law|act|measure|amendment|resolution|statute|proposal|provision)$/

function isDefiniteMet(reading: Reading, seen: Seen, the: Word, head: Word): boolean {
  const { document, names } = reading
  const phrase = subtree(document, head.index)
  const subject = /^nsubj/.test(head.dep)
  const named = phrase.some((at) => /^\p{Lu}|\d/u.test(wordAt(document, at).text) && at !== the.index)
  if ((!subject || named) && (isSelfContained(reading, head.index, phrase) || UNIQUE_NOUNS.has(head.lemma))) return true
  if (/^(first|second|third|last|other|latter|former|two|three|same)$/.test(lower(head)))
    return [...names.mentions].filter(({ from }) => seen(from) && from < the.index).length > 1
  if (/^(compound|amod|nmod)$/.test(head.dep)) return true
  // "… of the open questions": what is no subject and has a word of its own is told well enough.
  const described = childrenOf(document, head.index, 'amod', 'compound', 'nmod', 'nummod').length > 0
  const kind =
    LAWS.test(head.lemma) ||
    PERSON_NOUNS.has(head.lemma) ||
    BODY_NOUNS.has(head.lemma) ||
    AGREEMENT_NOUNS.has(head.lemma)
  if (!/^nsubj/.test(head.dep) && (described || !(kind || PLACES.test(head.lemma)))) return true
  const two = childrenOf(document, head.index, 'nummod').some((word) => /^(?:two|three|four)$/i.test(word.text))
  if (two && PERSON_NOUNS.has(head.lemma))
    return (
      names.mentions.filter(({ name, from }) => name.kind === 'person' && seen(from) && from < the.index).length > 1
    )
  const title = contentStems(document.source.title)
  const stem = contentStems(head.text)[0] ?? ''
  if (stem === '' || title.includes(stem)) return true
  const before: Word[] = []
  for (let i = 0; i < the.index; i++) if (seen(i)) before.push(wordAt(document, i))
  if (before.some((word) => word.lemma === head.lemma || isAkin(word.lemma, head.lemma))) return true
  const read = readDefinite(reading, head.index)
  if (read !== null && read.kind !== 'text') return isWithin(reading, seen, the.index, read)
  const known = names.mentions.filter(({ from }) => seen(from) && from < the.index)
  if (PERSON_NOUNS.has(head.lemma))
    return head.tag === 'NNS'
      ? before.some((word) => PERSON_NOUNS.has(word.lemma) && word.tag === 'NNS')
      : known.some(({ name }) => name.kind === 'person') || before.some((word) => PERSON_NOUNS.has(word.lemma))
  if (PLACES.test(head.lemma)) return known.some(({ name }) => /^(country|place|capital)$/.test(name.kind))
  if (LAWS.test(head.lemma))
    return (
      known.some(({ name }) => / (?:Act|Bill|Law|Amendment|Treaty|Code)$/.test(name.full)) ||
      before.some((word) => LAWS.test(word.lemma))
    )
  if (AGREEMENT_NOUNS.has(head.lemma)) return before.some((word) => AGREEMENT_NOUNS.has(word.lemma))
  if (head.lemma === 'government') return known.some(({ name }) => /^(country|capital)$/.test(name.kind))
  if (BODY_NOUNS.has(head.lemma)) return known.some(({ name }) => name.kind === 'body' || name.kind === 'unknown')
  return false
}
