import { countryOf, countryOfCapital, countryOfDemonym } from './countries.ts'
import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import type { Reading } from './reading.ts'
import { isSample } from './scene/sample.ts'
import { KINDS } from './shortForms.ts'
import { childOf, wordAt } from './tree.ts'

/** Refuses what a card gives away by other words, what held only for a time that it does not say, and sizes of samples. */
export function heldGate(reading: Reading, draft: Draft): string | null {
  const asked = questionOf(draft)
  const question = asked.replace(/^From “[^”]*”(?: \([^)]*\))?: /, '')
  if (draft.answerType === 'year' && hasDigits(asked, answerOf(draft))) return 'held: its digits stand on the card'
  if (draft.answerType === 'country' && hasCountry(question, answerOf(draft))) return 'held: its capital or people told'
  if (draft.answerType === 'number' && isSample(reading, draft.sentence, draft.answers[0]?.words ?? []))
    return 'held: the size of a sample'
  return isTimeless(reading, draft, asked) ? 'held: only for a time' : null
}

/** "the Ottawa 67s" of 1967. */
function hasDigits(question: string, answer: string): boolean {
  const year = /^(?:1\d|20)(\d\d)$/.exec(answer)?.[1]
  return (
    year !== undefined &&
    new RegExp(`(?<![\\d.,])['’]?${year}(?:er)?s?(?![\\d,.]\\d|\\d)(?!th|st|nd|rd)\\b`).test(
      question.replace(/\b\d{1,2} (?=\p{Lu})|(?<=\p{Lu}\p{Ll}+ )\d{1,2}(?=,)/gu, ''),
    )
  )
}

/** Its capital, or the word for its people, beside a blank for a country. */
function hasCountry(question: string, answer: string): boolean {
  const country = countryOf(answer)
  if (country === null) return false
  const words = question.match(/\p{Lu}[\p{L}-]*(?: \p{Lu}[\p{L}-]*)?/gu) ?? []
  return [...words, ...words.flatMap((two) => two.split(' '))].some(
    (word) => countryOfCapital(word)?.name === country.name || countryOfDemonym(word)?.name === country.name,
  )
}

const YEAR = /\b(?:1\d|20)\d\d\b/

/** Offices that a text of no date cannot ask: an envoy is at least known by the two countries. */
const OFFICES =
  /\b(?:manager|president|director|chief|head|minister|chairman|chairwoman|chairperson|chair|secretary|governor|mayor|commander|coach|captain|editor|spokesman|spokeswoman|commissioner|owner)\b/i

/** A figure, a seat or a place in a ranking, told in the present of a text without a date. */
export function isStanding(reading: Reading, verb: number | null, type: string, text: string): boolean {
  if (verb === null || !/^VB[ZP]$/.test(finiteTag(reading, verb))) return false
  if (/\bone of the (?:\p{L}+est|most|least|leading)\b|\b(?:most|best|least)-\p{L}+ed\b/u.test(text)) return true
  if (/^(?:place|country)$/.test(type) && /\b(?:based|headquartered|head office|headquarters) (?:in|at)\b/.test(text))
    return true
  if (type !== 'number') return false
  if (/\b(?:each|every|a|per) year\b|\bannually\b/.test(text)) return true
  const subject = childOf(reading.document, verb, 'nsubj', 'nsubjpass')
  const name = subject === null ? null : (reading.names.at(subject.index)?.name ?? null)
  return name !== null && (name.kind === 'body' || KINDS.test(name.full.split(' ').pop() ?? ''))
}

function finiteTag(reading: Reading, verb: number): string {
  const word = wordAt(reading.document, verb)
  const auxes = word.children.map((at) => wordAt(reading.document, at)).filter((each) => /^aux/.test(each.dep))
  return auxes.some((each) => each.lemma === 'have') ? '' : (auxes[0]?.tag ?? word.tag)
}

function isTimeless(reading: Reading, draft: Draft, question: string): boolean {
  if (reading.genre !== 'plain' || draft.answerType === 'year' || YEAR.test(question)) return false
  if (draft.rule === 'role') return OFFICES.test(question) && !/\b(?:first|founding|last)\b/.test(question)
  if (isStanding(reading, draft.verb, draft.answerType, question)) return true
  return draft.answerType === 'number' && SEASON.test(question) && !/\bcareer\b/.test(question)
}

/** What players are counted by: each season has its own. */
const SEASON =
  /\b(?:ERA|RBIs?|innings|batting average|inherited runners|rebounds per game|points per game|in _____ (?:\[number\] )?starts)\b/
