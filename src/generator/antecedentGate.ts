import type { Resolution } from '../domain/note.ts'
import { countryOf } from './countries.ts'
import type { Sentence, Word } from './document.ts'
import type { Draft } from './draft.ts'
import { AGREEMENT_NOUNS, BODY_NOUNS, PERSON_NOUNS, TALK_NOUNS } from './lexicon.ts'
import { roleHolder } from './persons.ts'
import { folded, protagonistOf, surnameOf } from './protagonist.ts'
import type { Reading } from './reading.ts'
import { isSalient, nameRead } from './salience.ts'
import { childOf, isPlural, lower, wordAt } from './tree.ts'

/**
 * Refuses a card that leans on a reading of a pronoun, a definite description or a surname, unless the reading is one
 * of the few that hardly ever fail: the protagonist of a life, the subject of the sentence or of the one before where
 * nobody else fits, a body whose own name holds the noun.
 */
export function antecedentGate(reading: Reading, draft: Draft): string | null {
  const sentence = reading.document.sentences[draft.sentence]
  if (sentence === undefined) return null
  for (const resolution of draft.resolutions) {
    const reason =
      resolution.kind === 'pronoun'
        ? pronounReason(reading, sentence, resolution)
        : resolution.kind === 'definite'
          ? definiteReason(reading, resolution)
          : resolution.kind === 'name'
            ? surnameReason(reading, resolution)
            : null
    if (reason !== null) return reason
  }
  return null
}

function pronounReason(reading: Reading, sentence: Sentence, resolution: Resolution): string | null {
  const said = resolution.words.toLowerCase()
  const at = placeOf(reading, sentence, said)
  if (at === null) return 'strict: antecedent out of sight'
  if (/^(its|their)$/.test(said) && resolution.readAs.split(' ').length > 5) return 'strict: a long owner'
  const personal = /^(he|him|his|himself|she|her|hers|herself)$/.exec(said)
  return personal === null
    ? thingReason(reading, sentence, at, resolution.readAs)
    : personReason(reading, sentence, at, resolution.readAs, /^(she|her)/.test(said))
}

function placeOf(reading: Reading, sentence: Sentence, said: string): number | null {
  for (let i = sentence.from; i < sentence.to; i++) if (lower(wordAt(reading.document, i)) === said) return i
  return null
}

function personReason(
  reading: Reading,
  sentence: Sentence,
  at: number,
  readAs: string,
  feminine: boolean,
): string | null {
  const { document, names } = reading
  const previous = document.sentences[sentence.index - 1]
  const near = previous !== undefined && previous.block === sentence.block ? previous : null
  const hero = protagonistOf(reading)
  const own = names.all.find((name) => name.full === readAs)
  const isHero = hero !== null && own !== undefined && hero.ids.has(own.id)
  if (hero !== null && !isHero && (hero.gender === 'she') === feminine) return 'strict: not the protagonist'
  const gender = isHero ? hero.gender : (own?.gender ?? null)
  if (gender !== null && (gender === 'she') !== feminine) return 'strict: gender'
  const salient = own !== undefined && isSalient(reading, own)
  const rivals = persons(reading, near?.from ?? sentence.from, at).filter(
    (other) => other.full !== readAs && (other.gender === null || (other.gender === 'she') === feminine),
  )
  if (isHero) return rivals.some((other) => other.subject) ? 'strict: two antecedents' : null
  if (salient && rivals.every((other) => isMinor(reading, other.full, own.count))) return null
  if (rivals.length > 0) return 'strict: two antecedents'
  const mentions = names.mentions.filter(
    (mention) => mention.name.full === readAs && mention.from >= (near?.from ?? sentence.from) && mention.to <= at,
  )
  const leads = mentions.some((mention) => isSubjectWord(wordAt(document, mention.to - 1)))
  const chained =
    near !== null && wordAt(document, at).dep === 'nsubj' && mentions.length === 0
      ? placeOf(reading, near, feminine ? 'she' : 'he')
      : null
  if (chained !== null) return null
  return leads ? null : 'strict: antecedent is no subject'
}

/** Nobody would take a pronoun for somebody who is named a third as often. */
function isMinor(reading: Reading, full: string, count: number): boolean {
  const name = reading.names.all.find((each) => each.full === full)
  return name !== undefined && name.count * 3 <= count
}

type Candidate = { readonly full: string; readonly gender: 'he' | 'she' | null; readonly subject: boolean }

/** Everybody in a stretch who could be meant, named or not: modifiers and owners are no candidates but may mislead a reader. */
function persons(reading: Reading, from: number, to: number): Candidate[] {
  const { document, names } = reading
  const out: Candidate[] = []
  for (const mention of names.mentions) {
    if (mention.from < from || mention.to > to || mention.name.kind !== 'person') continue
    const head = wordAt(document, mention.to - 1)
    out.push({ full: mention.name.full, gender: mention.name.gender, subject: isSubjectWord(head) })
  }
  for (let i = from; i < to; i++) {
    const word = wordAt(document, i)
    if (word.tag !== 'NN' || !PERSON_NOUNS.has(word.lemma) || names.at(i) !== null) continue
    if (/^(attr|appos|compound|amod|nmod)$/.test(word.dep) || childOf(document, i, 'appos') !== null) continue
    const holder = childOf(document, i, 'det')?.lemma === 'the' ? roleHolder(reading, i) : null
    if (holder !== null) {
      out.push({ full: holder.full, gender: holder.gender, subject: isSubjectWord(word) })
      continue
    }
    const gender = /^(father|son|brother|husband|uncle|king|man|boy)$/.test(word.lemma)
      ? 'he'
      : /^(mother|daughter|sister|wife|aunt|queen|woman|girl|widow|actress)$/.test(word.lemma)
        ? 'she'
        : null
    out.push({ full: `the ${word.lemma}`, gender, subject: isSubjectWord(word) })
  }
  return out
}

const isSubjectWord = (word: Word): boolean => /^nsubj/.test(word.dep)

/** `it` and `they`: the subject of the same sentence, with nothing else of that number before them. */
function thingReason(reading: Reading, sentence: Sentence, at: number, readAs: string): string | null {
  const { document } = reading
  const plural = /^(they|them|their|theirs)/.test(lower(wordAt(document, at)))
  const own = nameRead(reading, readAs)
  const alone = !Array.from({ length: at - sentence.from }, (_, i) => wordAt(document, sentence.from + i)).some(
    (word) => isSubjectWord(word) && !/^(PRON|DET)$/.test(word.coarse) && isPlural(document, word.index) === plural,
  )
  if (own !== null && isSalient(reading, own) && !/^(person|unknown)$/.test(own.kind) && alone) return null
  if (plural && isNamedPair(reading, readAs)) return null
  if (own === null && !isNamedThing(reading, readAs)) return 'strict: antecedent without a name'
  const subjects: number[] = []
  let others = 0
  for (let i = sentence.from; i < at; i++) {
    const word = wordAt(document, i)
    if (!/^(NOUN|PROPN)$/.test(word.coarse) || /^(compound|amod|nmod|poss)$/.test(word.dep)) continue
    if (isPlural(document, i) !== plural) continue
    if (isSubjectWord(word)) subjects.push(i)
    else if (/^(dobj|pobj|attr|conj)$/.test(word.dep) && !isTime(word)) others++
  }
  const only = subjects[0]
  if (subjects.length !== 1 || only === undefined) return 'strict: antecedent of a thing'
  if (!folded(readAs).includes(folded(wordAt(document, only).text))) return 'strict: antecedent of a thing'
  return others > 1 ? 'strict: two antecedents' : null
}

const isTime = (word: Word): boolean => /^(year|month|day|week|time|\d+)$/.test(word.lemma) || /^CD$/.test(word.tag)

/** What a definite was read as names it: a name, a pair of names, what a name belongs to, or an agreement of the text. */
function definiteReason(reading: Reading, resolution: Resolution): string | null {
  const noun = lettersOf(resolution.words.toLowerCase().split(' ').pop() ?? '')
  const read = folded(resolution.readAs)
  if (new RegExp(`\\b${noun} \\p{Lu}`, 'u').test(resolution.readAs)) return 'strict: definite'
  const bearers = new Set(
    reading.names.all.filter((name) => folded(name.full).split(' ').includes(noun)).map((name) => name.full),
  )
  if (BODY_NOUNS.has(noun) && bearers.size === 1 && read.includes(noun)) return null
  return isNamedThing(reading, resolution.readAs) || isNamedPair(reading, resolution.readAs) ? null : 'strict: definite'
}

const lettersOf = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '')

/** "the force led by NATO": what a name made, leads or holds is named by it; what only lies near a name is not. */
const OF_A_NAME = /^(?:the )?(?:\p{Ll}+ ){1,2}\p{Ll}+(?:ed|en|n|t) by (?:the )?\p{Lu}/u

/** Whether words name what they stand for, so that no other thing of the text could be meant. */
function isNamedThing(reading: Reading, readAs: string): boolean {
  const own = nameRead(reading, readAs.replace(/^in /, ''))
  if (own !== null) return own.kind === 'person' || isSalient(reading, own)
  if (OF_A_NAME.test(readAs)) return true
  const last = lettersOf(folded(readAs).split(' ').pop() ?? '')
  if (AGREEMENT_NOUNS.has(last) && readAs.split(' ').length >= 3) return true
  if (new RegExp(`^the (?:${[...TALK_NOUNS].join('|')}) (?:on|between) (?:the )?\\p{L}`, 'u').test(readAs)) return true
  return new RegExp(`^(?:the )?(?:\\p{Lu}[\\p{L}.]* )+${last}$`, 'u').test(readAs) && carriers(reading, last) === 1
}

/** "the two sides": two countries, or two persons who are the text's own. */
function isNamedPair(reading: Reading, readAs: string): boolean {
  const parts = readAs.split(' and ')
  if (parts.length !== 2) return false
  return parts.every((part) => {
    const name = nameRead(reading, part)
    return name === null ? countryOf(part) !== null : name.kind !== 'person' || isSalient(reading, name)
  })
}

/** A surname that two people of the text bear says of neither. */
function surnameReason(reading: Reading, resolution: Resolution): string | null {
  const surname = surnameOf(resolution.readAs)
  const bearers = reading.names.all.filter((name) => name.kind === 'person' && surnameOf(name.full) === surname)
  const longer = new Set(bearers.filter((name) => name.full.includes(' ')).map((name) => folded(name.full)))
  if (longer.size < 2) return null
  const hero = protagonistOf(reading)
  return hero !== null && bearers.some((name) => name.full === resolution.readAs && hero.ids.has(name.id))
    ? null
    : 'strict: two bear the surname'
}

/** How many different names stand before a noun in the text: "the Obama administration" alone makes one. */
function carriers(reading: Reading, noun: string): number {
  const found = new Set<string>()
  for (const word of reading.document.words) {
    const before = reading.document.words[word.index - 1]
    if (lower(word) === noun && before?.coarse === 'PROPN') found.add(before.text)
  }
  return found.size
}
