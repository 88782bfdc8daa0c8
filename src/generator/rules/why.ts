import { toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childOf, isContiguous, lower, subtree, trimEdges, verbatim, wordAt } from '../tree.ts'

/** `Why …?`: because, since (not of time), so that, in order to, because of. */
export function* askWhy(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    for (const piece of [...clause.front, ...clause.rest]) {
      const reason = reasonIn(reading, piece.head, piece.dep)
      if (reason === null) continue
      const words = trimEdges(
        document,
        subtree(
          document,
          piece.head,
          (word) => word.dep === 'conj' && document.words[(subtree(document, word.index)[0] ?? 1) - 1]?.text === ',',
        ),
      )
      const text = verbatim(document, words)
      if (!isContiguous(words) || words.length > 26 || words.length < 3) {
        yield { drop: 'answer: reason too long or torn', text }
        continue
      }
      const stem = askInverted(reading, clause, 'why', { without: new Set(subtree(document, piece.head)) })
      yield toQuestion(reading, {
        rule: `why-${reason}`,
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: 'clause',
        verb: clause.verb,
      })
    }
  }
}

function reasonIn(reading: Reading, head: number, dep: string): string | null {
  const { document } = reading
  const word = wordAt(document, head)
  if (dep === 'advcl') {
    const marks = word.children.map((child) => wordAt(document, child)).filter((child) => child.dep === 'mark')
    const text = marks.map(lower).join(' ')
    if (text === 'because') return 'because'
    if (text === 'so that') return 'purpose'
    return null
  }
  if (dep === 'prep' && lower(word) === 'because') return 'because'
  if (dep === 'prep' && lower(word) === 'in' && childOf(document, head, 'pobj')?.lemma === 'order') return 'purpose'
  return null
}
