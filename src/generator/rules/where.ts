import { toQuestion } from '../answers.ts'
import { countryOf } from '../countries.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, lower, mentionAt, nounPhrase, trimEdges, wordAt } from '../tree.ts'

/** `Where …?`: a place after in, at, near or from, or the way to one. */
export function* askWhere(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    if (clause.kind === 'relative' || clause.negation !== null) continue
    if (clause.rest.some((piece) => piece.words.some((word) => lower(wordAt(document, word)) === 'no'))) continue
    for (const piece of [...clause.front, ...clause.rest]) {
      if (piece.dep !== 'prep') continue
      const preposition = lower(wordAt(document, piece.head))
      if (!/^(in|at|near|to|from|across|outside|inside)$/.test(preposition)) continue
      const object = childOf(document, piece.head, 'pobj')
      if (object === null) continue
      const type = mentionAt(document, object.index)?.type
      const place = /^(GPE|LOC|FAC)$/.test(type ?? '') || reading.names.at(object.index)?.name.kind === 'country'
      const building =
        /^(palace|harbour|harbor|station|museum|university|square|bridge|castle|church|hall|airport|hospital|stadium|prison|office|factory)$/.test(
          object.lemma,
        )
      if (!place && !(building && preposition === 'at')) continue
      if (
        /^(to|from)$/.test(preposition) &&
        !/^(fly|travel|go|sail|move|march|walk|flee|return|come|ride|drive|retreat|emigrate)$/.test(
          wordAt(document, clause.verb).lemma,
        )
      )
        continue
      if (clause.rest.some((each) => each.dep === 'ccomp')) continue
      const words = trimEdges(document, nounPhrase(document, object.index))
      const country = countryOf(object.text) !== null
      const wh =
        preposition === 'to'
          ? `to which ${country ? 'country' : 'place'}`
          : preposition === 'from'
            ? `from which ${country ? 'country' : 'place'}`
            : 'where'
      const stem = askInverted(reading, clause, wh, { without: new Set(piece.words) })
      yield toQuestion(reading, {
        rule: 'where',
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: country ? 'country' : 'place',
        verb: clause.verb,
      })
    }
  }
}
