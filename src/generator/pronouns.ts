import type { Word } from './document.ts'
import { PERSON_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import type { Referent } from './reference.ts'
import { childOf, childrenOf, isNoun, isPlural, isVerbal, lower, nounPhrase, wordAt } from './tree.ts'

/** Reads it, its, they, them and their from the subjects before it; null where nothing or too much fits. */
export function readThingPronoun(reading: Reading, index: number, depth = 0): Referent | null {
  if (depth > 4) return null
  const { document } = reading
  const pronoun = wordAt(document, index)
  const plural = /^(they|them|their|theirs|themselves)$/.test(lower(pronoun))
  const sentence = document.sentences[pronoun.sentence]
  if (sentence === undefined) return null
  if (/^(dobj|pobj|dative)$/.test(pronoun.dep)) return readObjectPronoun(reading, pronoun, plural, depth)
  const governing = governingSubject(reading, pronoun, plural)
  const here = subjectsIn(reading, sentence.from, index, plural).filter((word) => word.index !== index)
  if (pronoun.dep === 'nsubjpass' && !plural && here.length <= 1 && thingsBetween(reading, sentence.from, index) > 0)
    return null
  if (governing !== null) return referentOf(reading, governing, depth)
  if (here.length === 1) {
    const only = here[0] as Word
    return !plural && rivals(reading, only, index) ? null : referentOf(reading, only, depth)
  }
  if (here.length > 1) return null
  if (plural) {
    const others: Word[] = []
    for (let i = sentence.from; i < index; i++) {
      const word = wordAt(document, i)
      if (isNoun(word) && isPlural(document, i) && !/^(year|month|week|day|hour|minute|time)$/.test(word.lemma))
        others.push(word)
    }
    if (others.length === 1) return referentOf(reading, others[0] as Word, depth)
    if (others.length > 1) return null
  }
  if (!/^nsubj/.test(pronoun.dep) && pronoun.dep !== 'poss') return null
  const previous = document.sentences[sentence.index - 1]
  if (previous === undefined || previous.block !== sentence.block) return null
  const there = subjectsIn(reading, previous.from, previous.to, plural)
  return there.length === 1 ? referentOf(reading, there[0] as Word, depth) : null
}

/** "withstand attacks and deter them": the object shared in a coordination, else the only noun before it that fits. */
function readObjectPronoun(reading: Reading, pronoun: Word, plural: boolean, depth: number): Referent | null {
  const { document } = reading
  const verb = wordAt(document, pronoun.head)
  if (pronoun.dep === 'dobj' && verb.dep === 'conj' && childOf(document, verb.index, 'nsubj', 'nsubjpass') === null) {
    const governor = wordAt(document, verb.head)
    const shared =
      childOf(document, governor.index, 'dobj') ??
      childrenOf(document, governor.index, 'prep')
        .map((word) => childOf(document, word.index, 'pobj'))
        .find((word) => word !== null)
    if (shared !== null && shared !== undefined && isPlural(document, shared.index) === plural)
      return referentOf(reading, shared, depth)
  }
  const sentence = document.sentences[pronoun.sentence]
  if (sentence === undefined) return null
  const fitting: Word[] = []
  for (let i = sentence.from; i < pronoun.index; i++) {
    const word = wordAt(document, i)
    if (!isNoun(word) || /^(compound|nmod|amod)$/.test(word.dep) || isPlural(document, i) !== plural) continue
    if (reading.names.at(i)?.name.kind === 'person' || (word.coarse === 'PROPN' && reading.names.at(i)?.to !== i + 1))
      continue
    fitting.push(word)
  }
  const acting =
    AGENTIVE.test(verb.lemma) && fitting.length > 1
      ? fitting.filter((word) => /^(country|capital|body)$/.test(reading.names.at(word.index)?.name.kind ?? ''))
      : fitting
  return acting.length === 1 ? referentOf(reading, acting[0] as Word, depth) : null
}

/** Verbs whose object acts: of "a pact with the harbour board to oblige it", only one can be obliged. */
const AGENTIVE =
  /^(compel|force|oblige|persuade|urge|ask|tell|allow|help|convince|press|encourage|warn|accuse|invite|require|order)$/

/** Other singular things than subjects, which "it" of a passive could mean. */
function thingsBetween(reading: Reading, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) {
    const word = wordAt(reading.document, i)
    if (word.tag === 'NN' && /^(dobj|pobj)$/.test(word.dep) && word.coarse === 'NOUN') count++
  }
  return count
}

/** "Washington is eyeing a deal, and the mayor says it can wait": the object of the clause before could be meant as well. */
function rivals(reading: Reading, subject: Word, index: number): boolean {
  const { document } = reading
  const verb = wordAt(document, subject.head)
  const own = wordAt(document, wordAt(document, index).head)
  if (verb.index === own.index || verb.index > index) return false
  const object = childOf(document, verb.index, 'dobj')
  if (object === null || object.index > index || isPlural(document, object.index)) return false
  if (own.dep === 'conj' && own.head === verb.index) return false
  return /^(a|an)$/.test(childOf(document, object.index, 'det')?.lemma ?? '')
}

/** The subject of the clause that a pronoun's own clause completes: "the administration announced that it would …". */
function governingSubject(reading: Reading, pronoun: Word, plural: boolean): Word | null {
  const { document } = reading
  let at = pronoun
  for (let step = 0; step < 12 && at.dep !== 'ROOT'; step++) {
    const governor = wordAt(document, at.head)
    if (
      isVerbal(governor) &&
      at.index !== pronoun.index &&
      /^(ccomp|xcomp|conj|advcl|dobj|prep|pobj|pcomp|acomp|attr)$/.test(at.dep)
    ) {
      const controlled = at.dep === 'xcomp' ? childOf(document, governor.index, 'dobj') : null
      if (controlled !== null && controlled.index < at.index && controlled.index !== pronoun.index)
        return isPlural(document, controlled.index) === plural && isNoun(controlled) ? controlled : null
      const subject = childOf(document, governor.index, 'nsubj', 'nsubjpass')
      const ahead = subject !== null && subject.index > pronoun.index && /^(prep|advcl)$/.test(at.dep)
      if (ahead) return isPlural(document, subject.index) === plural && subject.coarse !== 'PRON' ? subject : null
      if (subject !== null && subject.index < pronoun.index && subject.index !== pronoun.index) {
        if (/^W/.test(subject.tag)) return null
        const fits = isPlural(document, subject.index) === plural
        const person =
          !plural &&
          (reading.names.at(subject.index)?.name.kind === 'person' ||
            PERSON_NOUNS.has(subject.lemma) ||
            /^(he|she|it|this|that)$/.test(lower(subject)))
        if (fits && !person) return subject
        if (!fits && at.dep !== 'ccomp' && at.dep !== 'xcomp') return null
      }
    }
    at = governor
  }
  return null
}

function referentOf(reading: Reading, word: Word, depth: number): Referent | null {
  if (word.coarse === 'PRON') {
    return /^(it|they)$/.test(lower(word)) ? readThingPronoun(reading, word.index, depth + 1) : null
  }
  const name = reading.names.at(word.index)
  if (name !== null && name.to - 1 === word.index) {
    if (name.name.kind === 'person' && !isPlural(reading.document, word.index)) return null
    if (!isPlural(reading.document, word.index)) return { kind: 'name', name: name.name }
  }
  return { kind: 'phrase', head: word.index, words: nounPhrase(reading.document, word.index) }
}

function subjectsIn(reading: Reading, from: number, to: number, plural: boolean): Word[] {
  const out: Word[] = []
  for (let i = from; i < to; i++) {
    const word = wordAt(reading.document, i)
    if (!/^nsubj/.test(word.dep) || /^W/.test(word.tag) || lower(word) === 'that') continue
    if (word.tag === 'EX') continue
    if (isPlural(reading.document, i) !== plural) continue
    if (!plural) {
      const name = reading.names.at(i)
      if (name?.name.kind === 'person') continue
      if (/^(he|she|I)$/i.test(word.text)) continue
      if (PERSON_NOUNS.has(word.lemma) && word.coarse === 'NOUN') continue
      const verb = wordAt(reading.document, word.head)
      if (lower(word) === 'it' && childOf(reading.document, verb.index, 'acomp', 'ccomp') !== null) continue
    }
    if (plural) {
      const verb = wordAt(reading.document, word.head)
      if (verb.dep === 'relcl') continue
    }
    out.push(word)
  }
  return out
}
