import { PERSON_NOUNS } from '../lexicon.ts'
import { protagonistOf } from '../protagonist.ts'
import type { Reading } from '../reading.ts'
import { isSalient, salientIn } from '../salience.ts'
import { childOf, childrenOf, lower, mentionAt, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import type { Fact } from './facts.ts'
import { isSample } from './sample.ts'
import type { Statement } from './statement.ts'

/** Deeds by which a person is worth knowing to one who does not know that person yet. */
const OF_NOTE =
  /^(become|succeed|replace|elect|appoint|name|win|lead|head|found|write|direct|invent|discover|design|compose|paint|rule|conquer|defeat|establish|create|marry|crown|assassinate|kill|publish|build|launch|sign|govern|command)$/

/** Whether a learner of the article would want to know what the blank holds: not who was quoted, not the size of a handful. */
export function isWorth(reading: Reading, statement: Statement, fact: Fact): boolean {
  const { document } = reading
  const root = statement.root === null ? null : wordAt(document, statement.root)
  switch (fact.type) {
    case 'number':
      return (
        reading.genre !== 'news' ||
        !(isHandful(reading, fact) || isSample(reading, statement.sentence.index, fact.words))
      )
    case 'person': {
      const name = reading.names.at(fact.words[fact.words.length - 1] ?? 0)?.name
      if (name !== undefined && protagonistOf(reading)?.ids.has(name.id) === true) return false
      if (reading.genre !== 'news') return true
      return name !== undefined && isSalient(reading, name) && root !== null && OF_NOTE.test(root.lemma)
    }
    case 'place':
    case 'country':
      return (
        reading.genre !== 'news' || salientIn(reading, fact.answer) > 0 || (root !== null && OF_NOTE.test(root.lemma))
      )
    default:
      return true
  }
}

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

/** Why nobody could tell which fact a statement means, or null: nobody in particular does it, or no name holds it in place. */
export function groundFault(reading: Reading, statement: Statement, text: string): string | null {
  const { document } = reading
  const subject = statement.root === null ? null : childOf(document, statement.root, 'nsubj', 'nsubjpass')
  if (subject !== null && isNobody(reading, subject.index)) return 'passage: nobody in particular'
  if (LOST_NAME.test(text)) return 'passage: a name lost'
  if (reading.genre !== 'news') return null
  const title = new Set(contentStems(document.source.title))
  const shared = contentStems(text).filter((stem) => title.has(stem)).length
  const named = document.mentions.some(
    (mention) =>
      /^(PERSON|ORG|GPE|LOC|FAC|EVENT|LAW|NORP|PRODUCT|WORK_OF_ART)$/.test(mention.type) &&
      statement.words.includes(mention.from),
  )
  if (!named) return 'passage: nothing named'
  const own = /\b(1[0-9]|20)\d\d\b/.test(text) && new Set(text.match(/(?<=[\p{L},] )\p{Lu}\p{L}+/gu) ?? []).size >= 2
  return shared > 0 || own || salientIn(reading, text) >= 2 ? null : 'passage: beside its title'
}

/** "The Avon, Conn., company's stock": what stands for a name says no more than where its bearer is. */
const LOST_NAME =
  /\b[Tt]he (?:\p{Lu}[\p{L}.]*,? |\p{Ll}+-based ){0,4}(?:company|firm|concern|retailer|bank|newspaper|group|agency)(?:'s)?\b(?! (?:of|that|which|called|in|named|\p{Lu}))/u

/** "An Australian company", "the move, which will cost …": a subject that says neither who nor which. */
function isNobody(reading: Reading, subject: number): boolean {
  const { document } = reading
  const noun = wordAt(document, subject)
  if (noun.coarse !== 'NOUN' || noun.tag !== 'NN') return false
  const determiner = childOf(document, subject, 'det')
  const before = childrenOf(document, subject, 'amod', 'compound', 'nmod', 'poss', 'nummod').length
  const after = childrenOf(document, subject, 'prep', 'acl', 'relcl', 'appos').filter(
    (child) => child.index > subject && document.words[child.index - 1]?.text !== ',' && !isLoose(reading, child.index),
  )
  if (determiner === null) return false
  if (/^(a|an|another|one)$/.test(lower(determiner)))
    return (PERSON_NOUNS.has(noun.lemma) || ACTORS.test(noun.lemma)) && after.length === 0
  return (
    lower(determiner) === 'the' && before === 0 && after.length === 0 && childOf(document, subject, 'relcl') !== null
  )
}

const ACTORS = /^(company|firm|group|organization|organisation|report|study|court|agency|team|survey|court|paper|bill)$/

/** ", which …": a relative clause after a comma tells no two things apart. */
function isLoose(reading: Reading, clause: number): boolean {
  const { document } = reading
  const first = childrenOf(document, clause, 'nsubj', 'nsubjpass', 'dobj', 'mark')[0]
  return first !== undefined && document.words[first.index - 1]?.text === ','
}
