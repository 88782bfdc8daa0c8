import { toQuestion } from '../answers.ts'
import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { askInverted, askSubject } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childrenOf, isContiguous, lower, mentionAt, nounPhrase, subtree, trimEdges, wordAt } from '../tree.ts'

/** `How many …?`, `How long …?`, `How much …?`: figures in a subject, an object or a measure. */
export function* askQuantities(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    for (const host of hostsIn(reading, clause)) {
      const type = mentionAt(document, host)?.type ?? null
      const noun = wordAt(document, host)
      const numbers = childrenOf(document, host, 'nummod')
      const number = numbers[0]
      if (numbers.length !== 1 || number === undefined) continue
      const figure = trimEdges(document, subtree(document, number.index))
      if (!isContiguous(figure) || /^(one|zero)$/i.test(number.text) || /^\d{4}$/.test(number.text)) continue
      const phrase = nounPhrase(document, host)
      const subject = host === clause.subject
      if (/^(second|minute|hour|day|week|month|year|decade|century)$/.test(noun.lemma)) {
        if (subject) continue
        const duration = phrase.filter((word) => word <= host && word >= (figure[0] ?? 0))
        if (!isContiguous(duration) || !lasts(reading, clause, host)) continue
        const stem = askInverted(reading, clause, 'how long', { without: new Set(phrase) })
        yield toQuestion(reading, {
          rule: 'how-long',
          sentence: clause.sentence,
          stem,
          answer: duration,
          answerType: 'duration',
          verb: clause.verb,
        })
        continue
      }
      if (type === 'PERCENT' || noun.lemma === 'percent' || noun.tag !== 'NNS') continue
      const start = figure[0] ?? number.index
      const noun_ = phrase.filter((word) => !figure.includes(word) && word > start)
      if (/^(the|these|those|all|both)$/.test(lower(wordAt(document, phrase[0] ?? host)))) continue
      const stem = subject
        ? askSubject(reading, { ...clause, subjectWords: figure }, 'how many', { without: new Set(phrase) })
        : askInverted(reading, clause, 'how many', { without: new Set(phrase), lead: noun_ })
      if (subject) continue
      yield toQuestion(reading, {
        rule: 'how-many',
        sentence: clause.sentence,
        stem,
        answer: figure,
        answerType: 'number',
        verb: clause.verb,
      })
    }
  }
}

function hostsIn(reading: Reading, clause: Clause): number[] {
  const { document } = reading
  const out: number[] = []
  for (const piece of clause.rest) {
    if (piece.dep === 'dobj' || piece.dep === 'npadvmod' || piece.dep === 'attr') out.push(piece.head)
    if (piece.dep === 'prep' && /^(for|of|to)$/.test(lower(wordAt(document, piece.head)))) {
      out.push(...childrenOf(document, piece.head, 'pobj').map((word) => word.index))
    }
  }
  return out
}

/** "took three hours", "lasted two years", "for ten days": a length, not a date. */
function lasts(reading: Reading, clause: Clause, host: number): boolean {
  const verb = wordAt(reading.document, clause.verb).lemma
  const word = wordAt(reading.document, host)
  if (word.dep === 'pobj') return lower(wordAt(reading.document, word.head)) === 'for'
  return (
    /^(take|last|spend|run|continue|wait)$/.test(verb) && !/\bago\b/.test(reading.document.words[host + 1]?.text ?? '')
  )
}
