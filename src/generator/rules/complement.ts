import { toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { GUARDS } from '../lexicon.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, isContiguous, lower, subtree, trimEdges, verbatim, wordAt } from '../tree.ts'

/** Verbs and adjectives with an infinitive that says what somebody means to do. */
const WILLING =
  /^(want|seek|plan|hope|intend|try|aim|agree|refuse|decide|mean|wish|like|expect|promise|threaten|offer|vow|pledge|propose|decline|fail|manage|order|ask|urge|require|oblige|force|allow|persuade|instruct|forbid|permit|enable|encourage|warn|advise|invite|need|attempt|choose|prefer|eager|willing|ready|prepared|unwilling|reluctant|determined)$/

/** `What does X want to do?`: the answer is an infinitive with all that hangs on it. */
export function* askComplements(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    if (/^(it|there|this|that)$/.test(lower(wordAt(document, clause.subject)))) continue
    const adjective = childOf(document, clause.verb, 'acomp')
    const passives = childrenOf(document, clause.verb, 'xcomp').filter(
      (word) => word.tag === 'VBN' && childOf(document, word.index, 'auxpass') !== null,
    )
    for (const host of [
      clause.verb,
      ...(adjective === null ? [] : [adjective.index]),
      ...passives.map((word) => word.index),
    ]) {
      if (!WILLING.test(wordAt(document, host).lemma)) continue
      for (const child of childrenOf(document, host, 'xcomp', 'ccomp', 'advcl')) {
        const to = childOf(document, child.index, 'aux')
        if (
          to?.tag !== 'TO' ||
          childrenOf(document, child.index, 'mark').some((word) => lower(word) === 'whether') ||
          child.coarse !== 'VERB' ||
          child.index < host
        )
          continue
        if (child.dep === 'advcl' && clause.rest.every((piece) => piece.head !== child.index)) continue
        const inner = childOf(document, child.index, 'nsubj')
        const all = subtree(
          document,
          child.index,
          (word) => word.dep === 'advcl' && document.words[(subtree(document, word.index)[0] ?? 1) - 1]?.text === ',',
        )
        const words = trimEdges(
          document,
          all.filter((word) => word > to.index && (inner === null || !subtree(document, inner.index).includes(word))),
        )
        const text = verbatim(document, words)
        if (!isContiguous(words) || words.length < 3 || words.length > 18) {
          yield { drop: 'answer: infinitive too long or short', text }
          continue
        }
        if (wordAt(document, words[0] ?? 0).tag !== 'VB') continue
        if (all.some((word) => GUARDS.has(lower(wordAt(document, word))) && !words.includes(word))) {
          yield { drop: 'a guard would be cut', text }
          continue
        }
        const passive = childOf(document, child.index, 'auxpass') !== null
        if (passive) continue
        const stem = askInverted(reading, clause, 'what', { without: new Set(words), end: 'do' })
        yield toQuestion(reading, {
          rule: 'complement',
          sentence: clause.sentence,
          stem,
          answer: words,
          answerType: 'clause',
          verb: clause.verb,
        })
      }
    }
  }
}
