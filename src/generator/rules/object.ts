import { answerFault, balanceQuotes, questionWord, toQuestion } from '../answers.ts'
import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { GUARDS } from '../lexicon.ts'
import { askInverted, isTime } from '../question.ts'
import type { Reading } from '../reading.ts'
import {
  childOf,
  childrenOf,
  isNoun,
  lower,
  mentionAt,
  nounPhrase,
  subtree,
  trimEdges,
  verbatim,
  wordAt,
} from '../tree.ts'

/** Verbs whose object says nothing without them. */
const LIGHT = /^(be|have|do|make|take|get|give|put|play|keep|let|bring|come|go|add|find|feel)$/

/** Prepositions that a verb or adjective governs; what follows them can be asked for. */
const GOVERNED = /^(with|about|of|on|against|from|for|to|into|as|between)$/

/** `What did X …?`: the object of a verb, of the infinitive below it, or of a preposition it governs. */
export function* askObjects(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    if (/^(it|there|this|that|these|those)$/.test(lower(wordAt(document, clause.subject)))) continue
    for (const place of placesIn(reading, clause)) {
      const whole = withoutLength(
        reading,
        withoutBoth(reading, balanceQuotes(reading, trimEdges(document, nounPhrase(document, place.head)))),
      )
      const words = shortened(reading, place.head, whole)
      const both = lower(wordAt(document, (words[0] ?? 1) - 1)) === 'both' ? [(words[0] ?? 1) - 1] : []
      const text = verbatim(document, words)
      const fault = answerFault(reading, place.head, words)
      if (fault !== null) {
        yield { drop: fault, text }
        continue
      }
      const word = questionWord(reading, place.head)
      if (word === null) {
        yield { drop: 'object of unknown kind', text }
        continue
      }
      const stem = askInverted(reading, clause, word.wh, { without: new Set([...both, ...whole]) })
      yield toQuestion(reading, {
        rule: place.rule,
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: word.type,
        verb: clause.verb,
      })
    }
  }
}

/** A long answer with an indefinite article says enough without its relative clause. */
function shortened(reading: Reading, head: number, words: readonly number[]): readonly number[] {
  const { document } = reading
  const clause = childOf(document, head, 'relcl')
  if (words.length <= 14 || clause === null || !/^(a|an)$/.test(lower(wordAt(document, words[0] ?? head)))) return words
  const start = subtree(document, clause.index)[0] ?? clause.index
  if (words.some((word) => word >= start && GUARDS.has(lower(wordAt(document, word))))) return words
  return words.filter((word) => word < start)
}

/** "talks arranged by the Americans for a long time": a length of time at the end belongs to the verb. */
function withoutLength(reading: Reading, words: number[]): number[] {
  const { document } = reading
  const last = wordAt(document, words[words.length - 1] ?? 0)
  if (!/^(time|year|month|week|day|decade)s?$/.test(last.lemma) || last.dep !== 'pobj') return words
  const preposition = wordAt(document, last.head)
  if (!/^(for|since|over|during)$/.test(lower(preposition))) return words
  return words.filter((word) => word < preposition.index)
}

const withoutBoth = (reading: Reading, words: number[]): number[] =>
  lower(wordAt(reading.document, words[0] ?? 0)) === 'both' ? words.slice(1) : words

type Place = { readonly head: number; readonly rule: string }

function* placesIn(reading: Reading, clause: Clause): Generator<Place> {
  const { document } = reading
  let verb = clause.verb
  for (let depth = 0; depth < 3; depth++) {
    const inRest = (head: number): boolean => clause.rest.some((piece) => piece.words.includes(head))
    const light = LIGHT.test(wordAt(document, verb).lemma)
    for (const object of childrenOf(document, verb, 'dobj')) {
      if (!light && isNoun(object) && inRest(object.index)) yield { head: object.index, rule: 'object' }
    }
    const adjective = childOf(document, verb, 'acomp')
    for (const host of adjective === null ? [verb] : [verb, adjective.index]) {
      for (const preposition of childrenOf(document, host, 'prep')) {
        const object = childOf(document, preposition.index, 'pobj')
        if (object === null || !isNoun(object) || !inRest(object.index)) continue
        if (!GOVERNED.test(lower(preposition)) || (lower(preposition) === 'as' && depth === 0)) continue
        if (isTime(reading, { dep: 'prep', head: preposition.index, words: subtree(document, preposition.index) }))
          continue
        if (
          /^(GPE|LOC|FAC|DATE|TIME|PERCENT|CARDINAL|MONEY|QUANTITY)$/.test(
            mentionAt(document, object.index)?.type ?? '',
          )
        )
          continue
        if (light && host === verb) continue
        if (childrenOf(document, verb, 'dobj').some((each) => each.index > object.index)) continue
        if (subtree(document, object.index).length < 2 && object.coarse !== 'PROPN') continue
        yield { head: object.index, rule: 'prepositional' }
      }
    }
    const next = childrenOf(document, verb, 'xcomp').find(
      (child) => child.coarse === 'VERB' && childOf(document, child.index, 'aux')?.tag === 'TO',
    )
    const nested =
      adjective === null
        ? next
        : (next ?? childrenOf(document, adjective.index, 'xcomp').find((child) => child.coarse === 'VERB'))
    if (nested === undefined || childOf(document, nested.index, 'mark') !== null) return
    verb = nested.index
  }
}
