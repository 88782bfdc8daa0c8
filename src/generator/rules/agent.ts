import { answerFault, questionWord, toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, lower, nounPhrase, subtree, trimEdges, verbatim, wordAt } from '../tree.ts'

/** `By whom was X …?`: the agent of a passive clause. */
export function* askAgents(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    if (!clause.passive) continue
    const agent = clause.rest.find((piece) => piece.dep === 'agent')
    const object = agent === undefined ? null : childOf(document, agent.head, 'pobj')
    if (agent === undefined || object === null) continue
    if (
      childrenOf(document, clause.verb, 'conj').some((word) => lower(word) === 'by') ||
      childOf(document, agent.head, 'conj') !== null ||
      document.words[agent.head - 1]?.text === ','
    )
      continue
    const words = trimEdges(document, nounPhrase(document, object.index))
    const fault = answerFault(reading, object.index, words)
    const word = questionWord(reading, object.index)
    if (fault !== null || word === null) {
      yield { drop: fault ?? 'agent of unknown kind', text: verbatim(document, words) }
      continue
    }
    const wh = word.wh === 'who' ? 'by whom' : word.wh === 'what' ? 'what' : `by ${word.wh}`
    const stem = askInverted(reading, clause, wh, {
      without: new Set(subtree(document, agent.head)),
      ...(word.wh === 'what' ? { end: 'by' } : {}),
    })
    yield toQuestion(reading, {
      rule: 'agent',
      sentence: wordAt(document, clause.verb).sentence,
      stem,
      answer: words,
      answerType: word.type,
      verb: clause.verb,
    })
  }
}
