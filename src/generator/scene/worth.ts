import { protagonistOf } from '../protagonist.ts'
import type { Reading } from '../reading.ts'
import { isSalient, salientIn } from '../salience.ts'
import { mentionAt, verbatim, wordAt } from '../tree.ts'
import type { Fact } from './facts.ts'
import { isSample } from './sample.ts'
import type { Statement } from './statement.ts'

/** Deeds by which a person is worth knowing to one who does not know that person yet. */
const OF_NOTE =
  /^(become|succeed|replace|elect|appoint|name|win|lead|head|found|write|direct|invent|discover|design|compose|paint|rule|conquer|defeat|establish|create|marry|crown|assassinate|kill|publish|build|launch|sign|govern|command)$/

/** Whether a learner of the article would want to know what the blank holds: not who was quoted, not the size of a handful. */
export function isWorth(reading: Reading, statement: Statement, fact: Fact): boolean {
  const { document } = reading
  const root = wordAt(document, statement.root)
  switch (fact.type) {
    case 'number':
      return (
        reading.genre !== 'news' ||
        !(
          isHandful(reading, fact) ||
          isSample(reading, statement.sentence.index, fact.words) ||
          isPopulation(reading, statement, fact)
        )
      )
    case 'person': {
      const name = reading.names.at(fact.words[fact.words.length - 1] ?? 0)?.name
      if (name !== undefined && protagonistOf(reading)?.ids.has(name.id) === true) return false
      if (reading.genre !== 'news') return true
      return name !== undefined && isSalient(reading, name) && OF_NOTE.test(root.lemma)
    }
    case 'place':
    case 'country':
      return reading.genre !== 'news' || salientIn(reading, fact.answer) > 0 || OF_NOTE.test(root.lemma)
    case 'year':
      return !isStatistic(reading, statement)
    default:
      return true
  }
}

/** "In 2016, 32 percent of children lived with one parent": what there is to learn is the figure, not when it was counted. */
const isStatistic = ({ document }: Reading, { words }: Statement): boolean =>
  /\d ?%|\bper ?cent\b|\b(?:populations?|median|averages?|per capita|GDP|annually|(?:per|each|every|a) year)\b/i.test(
    verbatim(document, words),
  )

/** Fewer than this of anything are nothing to remember of the news. */
const HANDFUL = 30

/** A small whole number of things or people, as against a share, a sum or a measure. */
function isHandful(reading: Reading, fact: Fact): boolean {
  const spelled =
    /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty)$/i
  if (spelled.test(fact.answer)) return true
  const last = fact.words[fact.words.length - 1] ?? 0
  const counts = mentionAt(reading.document, last)?.type === 'CARDINAL'
  return counts && /^\d+$/.test(fact.answer) && Number(fact.answer) < HANDFUL
}

/** "a town of 14,000 people", "California's 38 million residents": what a report only says beside its matter. */
function isPopulation({ document }: Reading, { sentence }: Statement, { words }: Fact): boolean {
  const before = document.text.slice(sentence.span.start, wordAt(document, words[0] ?? 0).start)
  const after = document.text.slice(wordAt(document, words.at(-1) ?? 0).end, sentence.span.end)
  const isCounted = /^ (?:people|residents|inhabitants|citizens|souls)\b/i.test(after)
  return (
    /\bpopulation (?:of|is|was|at) (?:\p{Ll}+ ){0,3}$/u.test(before) ||
    (isCounted &&
      /\b(?:nation|country|state|city|town|village|county|island|region|community) of (?:\p{Ll}+ ){0,2}$/u.test(
        before,
      )) ||
    (isCounted && /(?<!\p{L})\p{Lu}[\p{L}.]{0,40}['’]s (?:\p{Ll}+ ){0,2}$/u.test(before)) ||
    /^[- ](?:person|people|resident) (?:nation|country|state|city|town|village|county|island)\b/.test(after)
  )
}

/** How often a country or a place may stand in a text before it is what the text is about, which anybody guesses. */
const SELDOM = 2

/** Bodies that anybody names where a body is missing. */
const EVERYWHERE =
  /^(?:U\.?S\.? )?(?:Congress|Parliament|Senate|House of (?:Representatives|Commons|Lords)|Supreme Court|White House|Pentagon|State Department|United Nations|U\.?N\.?|(?:U\.?N\.? )?Security Council|European Union|E\.?U\.?|European Commission|NATO|NASA|WHO|World Health Organi[sz]ation|World Bank|IMF|FBI|CIA|Taliban|Democratic Party|Republican Party|United States|America|Europe|Africa|Asia)$/

/** A name that the whole text turns on: a blank for it asks nothing. */
export function isTopic(reading: Reading, fact: Fact): boolean {
  if (!/^(country|place|body)$/.test(fact.type)) return false
  if (EVERYWHERE.test(fact.answer)) return true
  const name = reading.names.at(fact.words[fact.words.length - 1] ?? 0)?.name
  const title = ` ${reading.document.source.title.toLowerCase()}`
  return (name !== undefined && name.count > SELDOM) || title.includes(` ${fact.answer.toLowerCase().slice(0, 5)}`)
}
