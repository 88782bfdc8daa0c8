import { answerFault, toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isContiguous, lower, subtree, trimEdges, wordAt } from '../tree.ts'

/** `How does X see Y?`: as what somebody sees, describes, treats or regards something. */
export function* askViews(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    const verb = wordAt(document, clause.verb)
    if (
      !/^(see|view|regard|describe|treat|present|portray|dismiss|praise|condemn|denounce|characterize|characterise|hail|label)$/.test(
        verb.lemma,
      )
    )
      continue
    const hosts = [clause.verb, ...childrenOf(document, clause.verb, 'dobj').map((word) => word.index)]
    for (const host of hosts) {
      for (const as of childrenOf(document, host, 'prep')) {
        if (lower(as) !== 'as') continue
        const words = trimEdges(
          document,
          subtree(document, as.index, (word) => word.dep === 'advcl' && document.words[word.index - 1]?.text === ','),
        )
        const object = childOf(document, as.index, 'pobj', 'amod', 'pcomp', 'acomp')
        if (object === null || !isContiguous(words) || words.length < 2) continue
        const inside = words.filter((word) => word > as.index)
        const fault = answerFault(reading, object.index, inside, 16)
        if (fault !== null) {
          yield { drop: fault, text: '' }
          continue
        }
        const deed = [...childrenOf(document, host, 'advcl'), ...childrenOf(document, clause.verb, 'advcl')].find(
          (child) => childOf(document, child.index, 'aux')?.tag === 'TO',
        )
        const tail = deed === undefined ? [] : subtree(document, deed.index)
        const answer =
          tail.length > 0 && tail[0] === (words[words.length - 1] ?? 0) + 1 && isContiguous(tail)
            ? [...words, ...tail]
            : words
        const stem = askInverted(reading, clause, 'how', { without: new Set(answer) })
        yield toQuestion(reading, {
          rule: 'view',
          sentence: clause.sentence,
          stem,
          answer,
          answerType: 'clause',
          verb: clause.verb,
        })
      }
    }
  }
}
