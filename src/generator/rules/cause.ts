import { answerFault, toQuestion } from '../answers.ts'
import { addContext } from '../attribution.ts'
import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, isNoun, isSetOff, nounPhrase, trimEdges, verbatim, wordAt } from '../tree.ts'
import { standIn } from './cleft.ts'

const CAUSING =
  /^(trigger|cause|prompt|spark|provoke|fuel|inspire|produce|create|lead|found|design|build|organize|organise|finance|fund)$/

/** `What triggered X?`: a participle that is set off, with its agent ("The strike, triggered by Y, …"). */
export function* askCauses(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const word of document.words) {
    if (word.tag !== 'VBN' || word.dep !== 'acl' || !CAUSING.test(word.lemma) || !/ed$/.test(word.text)) continue
    const noun = wordAt(document, word.head)
    const agent = childOf(document, word.index, 'agent')
    const cause = agent === null ? null : childOf(document, agent.index, 'pobj')
    if (cause === null || !isNoun(noun) || !isNoun(cause) || !isSetOff(document, word)) continue
    const answer = trimEdges(document, nounPhrase(document, cause.index))
    const text = verbatim(document, answer)
    const fault = answerFault(reading, cause.index, answer)
    if (fault !== null) {
      yield { drop: fault, text }
      continue
    }
    const person = reading.names.at(cause.index)?.name.kind === 'person'
    const stem = makeStem(reading)
    const clause = standIn(reading, noun.index, noun.index)
    addContext(reading, { ...clause, finite: word.index }, stem, { dated: true })
    stem.say(person ? 'who' : 'what')
    stem.add(
      childrenOf(document, word.index, 'advmod')
        .filter((each) => each.index < cause.index)
        .map((each) => each.index),
    )
    stem.say(word.text.toLowerCase())
    stem.add(nounPhrase(document, noun.index).filter((each) => each < word.index))
    yield toQuestion(reading, {
      rule: 'cause',
      sentence: word.sentence,
      stem: stem.say('?'),
      answer,
      answerType: person ? 'person' : 'phrase',
      verb: word.index,
    })
  }
}
