import { answerFault, questionWord, toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { askSubject } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childrenOf, lower, verbatim, wordAt } from '../tree.ts'

/** Verbs too light to ask about from the subject's end. */
const LIGHT = /^(be|have|do|make|get|come|go|seem|become|remain|say|include|follow|add|leave|mean)$/

/** `Who …?`, `What …?`: the subject of a clause is the answer. */
export function* askSubjects(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    const verb = wordAt(document, clause.verb)
    if (clause.kind === 'relative') continue
    if (LIGHT.test(verb.lemma) && !clause.passive) continue
    if (
      childrenOf(document, clause.verb, 'expl').length > 0 ||
      /^(it|there)$/.test(lower(wordAt(document, clause.subject)))
    )
      continue
    const fault = answerFault(reading, clause.subject, clause.subjectWords)
    const word = questionWord(reading, clause.subject)
    const text = verbatim(document, clause.subjectWords)
    if (fault !== null) {
      yield { drop: fault, text }
      continue
    }
    if (word === null) {
      yield { drop: 'subject of unknown kind', text }
      continue
    }
    const stem = askSubject(reading, clause, word.wh, { without: new Set(clause.subjectWords) })
    yield toQuestion(reading, {
      rule: `subject-${word.wh.split(' ').pop() ?? ''}`,
      sentence: clause.sentence,
      stem,
      answer: clause.subjectWords,
      answerType: word.type,
      verb: clause.verb,
    })
  }
}
