import { answerFault, questionWord, toQuestion } from '../answers.ts'
import type { Clause } from '../clause.ts'
import type { Draft, Drop } from '../draft.ts'
import { readPersonPronoun } from '../persons.ts'
import { askSubject } from '../question.ts'
import type { Reading } from '../reading.ts'
import { childrenOf, lower, verbatim, wordAt } from '../tree.ts'

/** "Mullen left no doubt when he described …": the name in the same sentence that the subject stands for. */
function antecedentOf(reading: Reading, clause: Clause): readonly number[] | null {
  const { document, names } = reading
  const subject = wordAt(document, clause.subject)
  if (!/^(he|she)$/.test(lower(subject))) return null
  const person = readPersonPronoun(reading, clause.subject)
  const from = document.sentences[clause.sentence]?.from ?? clause.subject
  const mention = names.mentions.find(
    (each) => each.name === person && each.from >= from && each.to <= clause.subject && / /.test(each.name.full),
  )
  if (mention === undefined || wordAt(document, mention.to - 1).dep === 'poss') return null
  return Array.from({ length: mention.to - mention.titleTo }, (_, i) => mention.titleTo + i)
}

/** ", which brought …": a relative clause that is set off tells of its antecedent as a sentence would. */
function isAside(reading: Reading, clause: Clause): boolean {
  const pronoun = childrenOf(reading.document, clause.verb, 'nsubj', 'nsubjpass')[0]
  return (
    pronoun !== undefined &&
    /^(who|which)$/.test(lower(pronoun)) &&
    reading.document.words[pronoun.index - 1]?.text === ',' &&
    wordAt(reading.document, clause.finite).tag === 'VBD'
  )
}

/** Verbs too light to ask about from the subject's end. */
const LIGHT = /^(be|have|do|make|get|come|go|become|remain|say|include|follow|add|leave|mean)$/

/** `Who …?`, `What …?`: the subject of a clause is the answer. */
export function* askSubjects(reading: Reading): Generator<Draft | Drop> {
  const { document } = reading
  for (const clause of reading.clauses) {
    const verb = wordAt(document, clause.verb)
    if (clause.kind === 'participle' || (clause.kind === 'relative' && !isAside(reading, clause))) continue
    if (LIGHT.test(verb.lemma) && !clause.passive) continue
    if (
      childrenOf(document, clause.verb, 'expl').length > 0 ||
      /^(it|there)$/.test(lower(wordAt(document, clause.subject)))
    )
      continue
    const antecedent = antecedentOf(reading, clause)
    const answer = antecedent ?? clause.subjectWords
    const head = antecedent === null ? clause.subject : (antecedent[antecedent.length - 1] ?? clause.subject)
    const fault = antecedent === null ? answerFault(reading, clause.subject, clause.subjectWords) : null
    const word = questionWord(reading, head)
    const text = verbatim(document, answer)
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
      answer,
      answerType: word.type,
      verb: clause.verb,
    })
  }
}
