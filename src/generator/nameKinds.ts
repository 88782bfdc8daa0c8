import { countryOf, countryOfCapital } from './countries.ts'
import type { Document, Word } from './document.ts'
import { BODY_NOUNS, NEWSPAPER_NAME, PERSON_NOUNS, SAYING } from './lexicon.ts'
import type { Run } from './nameRuns.ts'
import type { NameKind } from './names.ts'
import { childrenOf, mentionAt, wordAt } from './tree.ts'

/** A title, a person label from the reader on a whole name, or an apposition with a noun of persons. */
export function personEvidence(document: Document, run: Run): boolean {
  if (run.title !== '') return true
  const last = wordAt(document, run.to - 1)
  if (isModifier(document, last)) return false
  const mention = mentionAt(document, run.to - 1)
  const appositive = childrenOf(document, last.index, 'appos').some(
    (word) => PERSON_NOUNS.has(word.lemma) && word.tag !== 'NNS',
  )
  if (appositive) return true
  const head = wordAt(document, last.head)
  if (last.dep === 'appos' && head.tag !== 'NNS' && PERSON_NOUNS.has(head.lemma)) return true
  return mention?.type === 'PERSON' && mention.from >= run.from - 1
}

/** "the Haqqani network", "the Obama administration": the name is not what is spoken of. */
export const isModifier = (document: Document, word: Word): boolean =>
  /^(compound|amod|nmod)$/.test(word.dep) && document.words[word.head]?.coarse === 'NOUN'

/** What kind of thing a name is: countries and newspapers by their names, else by the strongest evidence of all its mentions. */
export function kindOf(document: Document, full: string, group: readonly Run[]): NameKind {
  if (countryOf(full) !== null) return 'country'
  if (countryOfCapital(full) !== null) return 'capital'
  if (NEWSPAPER_NAME.test(full) && !group.some((run) => run.title !== '')) return 'newspaper'
  const votes = new Map<NameKind, number>()
  const vote = (kind: NameKind, weight: number): void => {
    votes.set(kind, (votes.get(kind) ?? 0) + weight)
  }
  const words = full.split(' ')
  const headNoun = (words[words.length - 1] ?? '').toLowerCase()
  for (const run of group) {
    const last = wordAt(document, run.to - 1)
    const mention = mentionAt(document, run.to - 1)
    const determined = document.words[run.from - 1]?.text.toLowerCase() === 'the'
    if (run.title !== '') vote('person', 4)
    if (isModifier(document, last)) continue
    if (childrenOf(document, last.index, 'appos').some((word) => PERSON_NOUNS.has(word.lemma) && word.tag !== 'NNS'))
      vote('person', 3)
    if (
      last.dep === 'appos' &&
      wordAt(document, last.head).tag !== 'NNS' &&
      PERSON_NOUNS.has(wordAt(document, last.head).lemma)
    )
      vote('person', 3)
    if (last.dep === 'nsubj' && SAYING.has(wordAt(document, last.head).lemma) && words.length > 1 && !determined)
      vote('person', 0.5)
    if (determined && mention?.type !== 'NORP' && mention?.type !== 'ORG') vote('unknown', 1)
    switch (mention?.type) {
      case 'PERSON':
        vote(determined ? 'unknown' : 'person', words.length > 1 ? 2 : 1)
        break
      case 'GPE':
      case 'LOC':
      case 'FAC':
        vote('place', 1)
        break
      case 'ORG':
        vote('body', 1)
        break
      case 'NORP':
        vote('people', 1)
        break
      default:
        vote('unknown', 0.5)
    }
  }
  if (BODY_NOUNS.has(headNoun) || /^[A-Z]{2,6}$/.test(full)) vote('body', 3)
  let best: NameKind = 'unknown'
  let most = 0
  for (const [kind, weight] of votes) {
    if (weight > most) {
      best = kind
      most = weight
    }
  }
  return best
}
