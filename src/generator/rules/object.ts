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
const LIGHT = /^(be|have|do|make|take|get|put|play|let|come|go|feel)$/

/** Prepositions that a verb or adjective governs; what follows them can be asked for. */
const GOVERNED = /^(with|about|of|on|against|from|for|to|into|as|between)$/

/** `What did X …?`: the object of a verb, of the infinitive below it, or of a preposition it governs. */
export function* askObjects(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    if (/^(there|this|that|these|those)$/.test(lower(wordAt(document, clause.subject)))) continue
    if (lower(wordAt(document, clause.subject)) === 'it' && isEmptyIt(reading, clause)) continue
    for (const place of placesIn(reading, clause)) {
      const own = place.rule === 'predicate' ? new Set(subjectInside(reading, place.head)) : new Set<number>()
      const whole = withoutLength(
        reading,
        withoutBoth(
          reading,
          balanceQuotes(
            reading,
            trimEdges(
              document,
              nounPhrase(document, place.head).filter((at) => !own.has(at)),
            ),
          ),
        ),
      )
      const words = shortened(reading, place.head, whole)
      const both = lower(wordAt(document, (words[0] ?? 1) - 1)) === 'both' ? [(words[0] ?? 1) - 1] : []
      const text = verbatim(document, words)
      const longer = withTail(reading, clause, words)
      const fault =
        place.absorbs === true && longer !== null
          ? answerFault(reading, place.head, longer, 16)
          : answerFault(reading, place.head, words)
      if (fault !== null) {
        yield { drop: fault, text }
        continue
      }
      const word = place.rule === 'gerund' ? WHAT : questionWord(reading, place.head)
      if (word === null) {
        yield { drop: 'object of unknown kind', text }
        continue
      }
      const ask = (answer: readonly number[]): Draft | Drop =>
        toQuestion(reading, {
          rule: place.rule,
          sentence: clause.sentence,
          stem: askInverted(reading, clause, word.wh, { without: new Set([...both, ...whole, ...answer]) }),
          answer,
          answerType: word.type,
          verb: clause.verb,
        })
      const first = place.absorbs && longer !== null ? ask(longer) : ask(words)
      const second = 'drop' in first && longer !== null && word.wh === 'what' ? ask(longer) : first
      yield 'drop' in second ? first : second
    }
  }
}

/** Verbs that say what somebody or something is called or becomes. */
const NAMING = /^(call|name|label|dub|make|elect|appoint|declare|consider|proclaim|deem|term)$/

const GIVING = /^(give|grant|hand|lend|offer|send)$/

const isGiven = (reading: Reading, verb: number): boolean =>
  childOf(reading.document, verb, 'dative') !== null ||
  childrenOf(reading.document, verb, 'prep').some((word) => lower(word) === 'to')

/** "make Afghanistan the largest recipient": a noun with its own subject, under the verb without a verb of its own. */
const smallClauses = (reading: Reading, verb: number) =>
  childrenOf(reading.document, verb, 'ccomp').filter(
    (child) => isNoun(child) && childOf(reading.document, child.index, 'nsubj') !== null,
  )

/** "It is said that …", "It makes sense to …": the pronoun may stand for nothing. */
const isEmptyIt = (reading: Reading, clause: Clause): boolean =>
  clause.passive ||
  /^(be|seem|appear|make|take|happen)$/.test(wordAt(reading.document, clause.verb).lemma) ||
  childOf(reading.document, clause.verb, 'ccomp', 'acomp') !== null

const subjectInside = (reading: Reading, head: number): readonly number[] =>
  childrenOf(reading.document, head, 'nsubj').flatMap((word) => subtree(reading.document, word.index))

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

const WHAT = { wh: 'what', type: 'phrase' } as const

/** The answer with all that follows it in its clause, where that is no more than a few words. */
function withTail(reading: Reading, clause: Clause, words: readonly number[]): readonly number[] | null {
  const last = words[words.length - 1] ?? 0
  const after = clause.rest
    .filter((piece) => (piece.words[0] ?? 0) > last && /^(prep|advcl)$/.test(piece.dep))
    .flatMap((piece) => piece.words)
    .sort((a, b) => a - b)
  const all = trimEdges(reading.document, [...words, ...after])
  const contiguous = all.every((word, i) => i === 0 || word === (all[i - 1] ?? 0) + 1)
  return after.length > 0 && contiguous && all.length <= 16 ? all : null
}

const withoutBoth = (reading: Reading, words: number[]): number[] =>
  lower(wordAt(reading.document, words[0] ?? 0)) === 'both' ? words.slice(1) : words

/** Where a question can be asked; one that `absorbs` takes what follows the answer into it. */
type Place = { readonly head: number; readonly rule: string; readonly absorbs?: boolean }

function* placesIn(reading: Reading, clause: Clause): Generator<Place> {
  const { document } = reading
  let verb = clause.verb
  for (let depth = 0; depth < 3; depth++) {
    const inRest = (head: number): boolean => clause.rest.some((piece) => piece.words.includes(head))
    const light = LIGHT.test(wordAt(document, verb).lemma)
    for (const object of childrenOf(document, verb, 'dobj')) {
      if (GIVING.test(wordAt(document, verb).lemma) && !isGiven(reading, verb)) continue
      if (!light && isNoun(object) && inRest(object.index)) yield { head: object.index, rule: 'object' }
    }
    for (const predicate of [...childrenOf(document, verb, 'oprd'), ...smallClauses(reading, verb)]) {
      if (NAMING.test(wordAt(document, verb).lemma) && isNoun(predicate) && inRest(predicate.index))
        yield { head: predicate.index, rule: 'predicate', absorbs: true }
    }
    const adjective = childOf(document, verb, 'acomp')
    for (const host of adjective === null ? [verb] : [verb, adjective.index]) {
      for (const preposition of childrenOf(document, host, 'prep')) {
        const gerund = childOf(document, preposition.index, 'pcomp')
        if (
          gerund?.tag === 'VBG' &&
          (host !== verb || clause.passive) &&
          /^(with|of|about|in|on)$/.test(lower(preposition)) &&
          inRest(gerund.index)
        )
          yield { head: gerund.index, rule: 'gerund' }
        const object = childOf(document, preposition.index, 'pobj')
        if (object === null || !isNoun(object) || !inRest(object.index)) continue
        if (!GOVERNED.test(lower(preposition)) || (lower(preposition) === 'as' && depth === 0)) continue
        if (clause.passive && host === clause.verb && !/^(with|of|as|to|from|about|into)$/.test(lower(preposition)))
          continue
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
        yield { head: object.index, rule: 'prepositional', absorbs: host !== verb }
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
