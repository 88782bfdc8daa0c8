import type { Document, Word } from '../document.ts'
import type { Named } from '../names.ts'
import { talksOfTwo } from '../pairs.ts'
import { readPersonPronoun } from '../persons.ts'
import { readThingPronoun } from '../pronouns.ts'
import { surnameOf } from '../protagonist.ts'
import type { Reading } from '../reading.ts'
import type { Referent } from '../reference.ts'
import type { AddOptions } from '../stem.ts'
import { childOf, childrenOf, lower, wordAt } from '../tree.ts'
import { possessive } from './possessive.ts'
import { isBound, substitute } from './referents.ts'
import type { Replacement, Told } from './told.ts'

export const FIRST_OR_SECOND = /^(?:i|me|my|mine|we|us|our|ours|you|your|yours|myself|ourselves|yourself)$/i

/** A pronoun as what it stands for; null where it may stay, as who it means stands before it. */
export function pronounAt(told: Told, word: Word, options: AddOptions): Replacement | null {
  const { reading } = told
  const { document } = reading
  const text = lower(word)
  if (FIRST_OR_SECOND.test(text)) {
    told.fail('first or second person')
    return null
  }
  if (/^(who|whom|whose|which|what|that|whoever|whatever)$/.test(text) || word.tag === 'EX') {
    if (text === 'that' && word.tag === 'DT') told.fail('demonstrative: that')
    return null
  }
  if (
    /^(himself|herself|itself|themselves|one|anyone|everyone|someone|nobody|anything|everything|nothing|something|everybody|none|each|other|all|both)$/.test(
      text,
    )
  ) {
    if (/^(one|both|none|each)$/.test(text) && childOf(document, word.index, 'prep') === null)
      told.fail(`points elsewhere: ${text}`)
    const after = childOf(document, word.index, 'relcl', 'acl', 'amod') ?? document.words[word.index + 1]
    const carried =
      text === 'something' && after !== undefined && /^(to|that)$/.test(lower(wordAt(document, after.index)))
    if (/^(something|anything|everything)$/.test(text) && !carried) told.fail(`vague: ${text}`)
    return null
  }
  if (/^(he|him|his|she|her|hers)$/.test(text)) {
    const person = readPersonPronoun(reading, word.index)
    if (person === null) {
      told.fail(`pronoun: ${text}`)
      return null
    }
    if (told.named.has(person.id) && told.lastPerson === person.id) return null
    if (told.lastPerson !== null && surnameOf(told.lastPerson) === surnameOf(person.id)) return null
    if (isBound(reading, person, options)) return null
    const surname = surnameIn(person)
    const isSaid = new RegExp(`(?<!\\p{L})${surname}(?!\\p{L})`, 'u').test(told.text)
    if (isSaid && told.lastPerson === null) return null
    told.resolutions.push({ kind: 'pronoun', words: word.text, readAs: person.full })
    const full = isSaid && told.named.has(person.id) && standsAlone(reading, surname) ? surname : person.full
    told.named.set(person.id, person)
    told.lastPerson = person.id
    return {
      text: /^(his|hers)$/.test(text) || word.tag === 'PRP$' ? possessive(full) : full,
      to: word.index + 1,
    }
  }
  if (text === 'it' && standsForClause(document, word)) return null
  const two = talksOfTwo(reading, word.index)
  const referent: Referent | null = two === null ? readThingPronoun(reading, word.index) : { kind: 'text', text: two }
  if (referent === null) {
    told.fail(`pronoun: ${text}`)
    return null
  }
  return substitute(told, referent, word, options, /^(its|their|theirs)$/.test(text), word.index + 1, 'pronoun')
}

function surnameIn(person: Named): string {
  const last = person.full.split(' ').pop() ?? person.full
  return last.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Whether the text itself calls somebody by the surname alone, and nobody else bears it. */
function standsAlone(reading: Reading, surname: string): boolean {
  const { document, names } = reading
  const bearers = names.all.filter((name) => name.kind === 'person' && name.full.endsWith(` ${surname}`))
  return (
    bearers.length === 1 &&
    names.mentions.some(
      (mention) => mention.to - mention.titleTo === 1 && document.words[mention.titleTo]?.text === surname,
    )
  )
}

/** "It is improbable that …": the pronoun stands for what follows. */
function standsForClause(document: Document, word: Word): boolean {
  const verb = wordAt(document, word.head)
  return (
    word.dep === 'nsubj' &&
    verb.lemma === 'be' &&
    childrenOf(document, verb.index, 'acomp', 'attr').some((each) => each.index > word.index) &&
    [verb, ...childrenOf(document, verb.index, 'acomp')].some((each) =>
      childrenOf(document, each.index, 'ccomp').some((told) => childOf(document, told.index, 'mark')?.text === 'that'),
    )
  )
}
