import { toQuestion } from '../answers.ts'
import type { Draft, Drop } from '../draft.ts'
import { PERSON_NOUNS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { makeStem } from '../stem.ts'
import { isContiguous, lower, subtree, trimEdges, wordAt } from '../tree.ts'

/** `Which post did X hold from 2003 to 2005?`: a role with its years, after `was`; each of several roles by itself. */
export function* askPosts(reading: Reading): Generator<Draft | Drop> {
  const { document, names } = reading
  for (const clause of reading.clauses) {
    const verb = wordAt(document, clause.verb)
    if (!/^(be|serve|become)$/.test(verb.lemma) || clause.kind !== 'main' || clause.negation !== null) continue
    if (names.at(clause.subject)?.name.kind !== 'person') continue
    const end = document.sentences[clause.sentence]?.to ?? clause.verb
    for (let at = clause.verb + 1; at < end; at++) {
      const role = wordAt(document, at)
      if (!POST.test(role.lemma) || !PERSON_NOUNS.has(role.lemma) || role.tag !== 'NN') continue
      if (!/^(attr|conj|pobj)$/.test(role.dep)) continue
      const years = yearsAfter(reading, at, end)
      if (years === null) continue
      const words = trimEdges(
        document,
        subtree(document, at, (word) => /^(conj|cc|relcl|appos)$/.test(word.dep)).filter(
          (word) => word < (years[0] ?? 0),
        ),
      )
      if (!isContiguous(words) || words.length < 2) continue
      const stem = makeStem(reading)
      stem.say('which post did').add(clause.subjectWords).say('hold').add(years).say('?')
      yield toQuestion(reading, {
        rule: 'post',
        sentence: clause.sentence,
        stem,
        answer: words,
        answerType: 'phrase',
        verb: null,
      })
    }
  }
}

const POST =
  /^(ambassador|minister|president|secretary|governor|mayor|chairman|chairwoman|director|chancellor|premier|senator|judge|commissioner|general|chief|envoy|professor|editor|manager|captain|bishop|representative|treasurer|conductor|curator|commander)$/

/** `from 2003 to 2005`, `in 1998`, `between 1970 and 1974`: right after the role, before anything else is said. */
function yearsAfter(reading: Reading, role: number, end: number): number[] | null {
  const { document } = reading
  for (let at = role + 1; at < Math.min(end, role + 9); at++) {
    const word = wordAt(document, at)
    if (/^[,;]$/.test(word.text) || word.coarse === 'CCONJ' || word.coarse === 'VERB') return null
    if (!/^(from|between|in|until)$/.test(lower(word))) continue
    const first = document.words[at + 1]
    if (!isYear(first?.text)) continue
    const joined = document.words[at + 2]
    if (/^(from|between)$/.test(lower(word))) {
      return joined !== undefined && /^(to|until|and)$/.test(lower(joined)) && isYear(document.words[at + 3]?.text)
        ? [at, at + 1, at + 2, at + 3]
        : null
    }
    return [at, at + 1]
  }
  return null
}

const isYear = (text: string | undefined): boolean => /^(1[0-9]|20)\d\d$/.test(text ?? '')
