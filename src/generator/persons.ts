import { countryOfDemonym } from './countries.ts'
import { PERSON_NOUNS, SAYING } from './lexicon.ts'
import type { Named, NameMention } from './names.ts'
import type { Reading } from './reading.ts'
import { childOf, childrenOf, lower, wordAt } from './tree.ts'

/** How far back a reference may reach, in sentences. */
const REACH = 3

/** Reads he, she, him, his and her; null where two persons could be meant. */
export function readPersonPronoun(reading: Reading, index: number, depth = 0): Named | null {
  if (depth > 6) return null
  const { document } = reading
  const pronoun = wordAt(document, index)
  const feminine = /^(she|her|hers|herself)$/.test(lower(pronoun))
  const fits = (name: Named): boolean =>
    name.kind === 'person' && (name.gender === null || (name.gender === 'she') === feminine)
  const sentence = document.sentences[pronoun.sentence]
  if (sentence === undefined) return null
  const before = personsIn(reading, sentence.from, index).filter((mention) => fits(mention.name))
  const distinct = new Set(before.map((mention) => mention.name.id))
  if (distinct.size === 1) return before[0]?.name ?? null
  if (distinct.size > 1) {
    const subjects = before.filter((mention) => isSubject(reading, mention))
    const ids = new Set(subjects.map((mention) => mention.name.id))
    return ids.size === 1 ? (subjects[0]?.name ?? null) : null
  }
  const inner = earlierPronoun(reading, sentence.from, index, feminine)
  if (inner !== null) return readPersonPronoun(reading, inner, depth + 1)
  for (let at = sentence.index - 1; at >= Math.max(0, sentence.index - REACH); at--) {
    const earlier = document.sentences[at]
    if (earlier === undefined) return null
    const persons = personsIn(reading, earlier.from, earlier.to).filter((mention) => fits(mention.name))
    const ids = new Set(persons.map((mention) => mention.name.id))
    const subjects = persons.filter((mention) => isSubject(reading, mention))
    const subjectIds = new Set(subjects.map((mention) => mention.name.id))
    const pronounAt = earlierPronoun(reading, earlier.from, earlier.to, feminine)
    if (pronounAt !== null && leads(reading, pronounAt)) return readPersonPronoun(reading, pronounAt, depth + 1)
    if (ids.size === 0) {
      if (pronounAt !== null) return readPersonPronoun(reading, pronounAt, depth + 1)
      const described = describedPerson(reading, earlier.from, earlier.to)
      if (described === 'other') return null
      if (described !== null) return fits(described) ? described : null
      continue
    }
    if (ids.size === 1) {
      const only = persons[0]?.name ?? null
      if (pronounAt !== null && subjectIds.size === 0) {
        const chained = readPersonPronoun(reading, pronounAt, depth + 1)
        return chained === only ? only : null
      }
      return only
    }
    const main = subjects.filter((mention) => isMainSubject(reading, mention))
    const subject = subjectIds.size === 1 ? subjects[0] : main.length === 1 ? main[0] : undefined
    if (subject === undefined) return null
    return persons.some((other) => other.name !== subject.name && sharesVerb(reading, subject, other))
      ? null
      : subject.name
  }
  return null
}

/** "Brandt met Lund. He …": both are arguments of one verb, so either could be meant. */
function sharesVerb(reading: Reading, subject: NameMention, other: NameMention): boolean {
  const { document } = reading
  const verb = wordAt(document, wordAt(document, subject.to - 1).head)
  const head = wordAt(document, other.to - 1)
  if (head.head === verb.index) return /^(dobj|dative|nsubj|nsubjpass)$/.test(head.dep)
  const preposition = wordAt(document, head.head)
  return head.dep === 'pobj' && preposition.head === verb.index
}

/** A pronoun that opens its sentence as its subject carries the person on, whoever else is named after it. */
function leads(reading: Reading, index: number): boolean {
  const word = wordAt(reading.document, index)
  return word.dep === 'nsubj' && wordAt(reading.document, word.head).dep === 'ROOT'
}

/** Persons named in a stretch; not in compounds ("the Obama administration") and not as the one who reports. */
function personsIn(reading: Reading, from: number, to: number): NameMention[] {
  return reading.names.mentions.filter((mention) => {
    if (mention.from < from || mention.to > to) return false
    if (mention.name.kind !== 'person' && mention.name.kind !== 'unknown') return false
    const head = wordAt(reading.document, mention.to - 1)
    if (/^(compound|amod|nmod)$/.test(head.dep) && reading.document.words[head.head]?.coarse === 'NOUN') return false
    if (mention.name.kind === 'unknown') return false
    const governor = wordAt(reading.document, head.head)
    return !(
      head.dep === 'nsubj' &&
      SAYING.has(governor.lemma) &&
      childOf(reading.document, governor.index, 'ccomp') !== null &&
      governor.dep === 'parataxis'
    )
  })
}

const isSubject = (reading: Reading, mention: NameMention): boolean => {
  const head = wordAt(reading.document, mention.to - 1)
  return /^nsubj/.test(head.dep) && !/^(relcl)$/.test(wordAt(reading.document, head.head).dep)
}

/** The subject of the sentence itself, not of a condition before it. */
const isMainSubject = (reading: Reading, mention: NameMention): boolean =>
  isSubject(reading, mention) && wordAt(reading.document, wordAt(reading.document, mention.to - 1).head).dep === 'ROOT'

function earlierPronoun(reading: Reading, from: number, to: number, feminine: boolean): number | null {
  for (let i = from; i < to; i++) {
    const word = wordAt(reading.document, i)
    if (word.coarse === 'PRON' && (feminine ? /^(she|her)$/ : /^(he|his|him)$/).test(lower(word))) return i
  }
  return null
}

/** "The Afghan president": read as the one person who bears that role; `other` where a role stands unread. */
function describedPerson(reading: Reading, from: number, to: number): Named | 'other' | null {
  for (let i = from; i < to; i++) {
    const word = wordAt(reading.document, i)
    if (word.coarse !== 'NOUN' || !PERSON_NOUNS.has(word.lemma) || word.tag !== 'NN' || !/^nsubj/.test(word.dep))
      continue
    if (childOf(reading.document, i, 'det')?.lemma !== 'the') continue
    return roleHolder(reading, i) ?? 'other'
  }
  return null
}

/** The one person to whom a title or an apposition gives the role that a noun names ("the president"). */
export function roleHolder(reading: Reading, head: number): Named | null {
  const { document, names } = reading
  const noun = wordAt(document, head)
  const demonym =
    childrenOf(document, head, 'amod', 'compound')
      .map((word) => countryOfDemonym(word.text))
      .find((country) => country !== null) ?? null
  const holders = new Map<string, { name: Named; countries: Set<string> }>()
  for (const mention of names.mentions) {
    if (mention.name.kind !== 'person') continue
    const last = wordAt(document, mention.to - 1)
    const title = document.words
      .slice(mention.from, mention.titleTo)
      .some((word) => word.text.toLowerCase() === noun.lemma)
    const appositives = [
      ...childrenOf(document, last.index, 'appos'),
      ...(last.dep === 'appos' ? [wordAt(document, last.head)] : []),
    ]
    const apposed = appositives.filter((word) => word.lemma === noun.lemma || word.lemma === 'counterpart')
    if (!title && !apposed.some((word) => word.lemma === noun.lemma) && !(demonym !== null && apposed.length > 0))
      continue
    const entry = holders.get(mention.name.id) ?? { name: mention.name, countries: new Set<string>() }
    for (const word of apposed) {
      for (const modifier of childrenOf(document, word.index, 'amod', 'compound')) {
        const country = countryOfDemonym(modifier.text)
        if (country !== null) entry.countries.add(country.name)
      }
    }
    const before = document.words[mention.from - 1]
    const country = before === undefined ? null : countryOfDemonym(before.text)
    if (country !== null) entry.countries.add(country.name)
    holders.set(mention.name.id, entry)
  }
  const list = [...holders.values()]
  if (demonym !== null) {
    const exact = list.filter((entry) => entry.countries.has(demonym.name))
    if (exact.length === 1) return exact[0]?.name ?? null
    return null
  }
  return list.length === 1 ? (list[0]?.name ?? null) : null
}
