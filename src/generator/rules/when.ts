import { toQuestion } from '../answers.ts'
import { readDate } from '../dates.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted, futureOf, isTime } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, lower, mentionAt, subtree, verbatim, wordAt } from '../tree.ts'

/** `When …?`, `By when …?`: a date that is fixed by itself or by the day of publication. */
export function* askWhen(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    for (const piece of [...clause.front, ...clause.rest]) {
      if (!isTime(reading, piece)) continue
      const preposition = piece.dep === 'prep' ? wordAt(document, piece.head) : null
      const object = preposition === null ? wordAt(document, piece.head) : childOf(document, preposition.index, 'pobj')
      if (object === null) continue
      const type = mentionAt(document, object.index)?.type
      if (type !== 'DATE' && !/^\d{4}$/.test(object.text)) continue
      const words =
        preposition === null ? subtree(document, object.index) : piece.words.filter((word) => word !== piece.head)
      const text = verbatim(document, words)
      if (childOf(document, object.index, 'relcl', 'acl') !== null) continue
      if (
        /\b(years?|months?|weeks?|days?|decades?|hours?)\b/i.test(text) &&
        !/\b(1\d{3}|20\d\d|last|next|this)\b/.test(text)
      )
        continue
      const read = readDate(text, reading.published, futureOf(reading, clause))
      if (read.kind === 'relative') {
        yield { drop: `relative date: ${text}`, text: verbatim(document, piece.words) }
        continue
      }
      if (/^(same|that)\b/.test(text)) continue
      const marker = preposition === null ? '' : lower(preposition)
      const wh = WH[marker]
      if (wh === undefined) continue
      if (/^(give|grant|allow)$/.test(wordAt(document, clause.verb).lemma) && /^until|till$/.test(marker)) continue
      if (clause.rest.some((each) => each.dep === 'ccomp') && clause.front.includes(piece) === false) continue
      const stem = askInverted(reading, clause, wh, { without: new Set(piece.words), dated: true })
      yield toQuestion(reading, {
        rule: 'when',
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: /^\d{4}$/.test(text) ? 'year' : 'date',
        verb: clause.verb,
        future: futureOf(reading, clause),
      })
    }
  }
}

const WH: Readonly<Record<string, string>> = {
  '': 'when',
  in: 'when',
  on: 'when',
  at: 'when',
  during: 'when',
  by: 'by when',
  until: 'until when',
  till: 'until when',
  since: 'since when',
}
