import type { Clause } from './clause.ts'
import { isTime } from './clauseTimes.ts'
import type { Word } from './document.ts'
import { PERSON_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import { childrenOf, isPlural, lower, wordAt } from './tree.ts'

/** Verb forms that do not go together: the sentence was read wrongly. */
export function formFault(reading: Reading, clause: Clause): string | null {
  const { document } = reading
  const verb = wordAt(document, clause.verb)
  const chain = [...clause.auxes.map((word) => wordAt(document, word)), verb]
  const subject = wordAt(document, clause.subject)
  const first = chain[0] as Word
  const plural = isPlural(document, clause.subject)
  if (
    first.tag === 'VBP' &&
    !plural &&
    subject.coarse !== 'PRON' &&
    !/^(data|media|police|people|Taliban)$/i.test(subject.text)
  )
    return 'form: agreement'
  if (first.tag === 'VBZ' && plural && clause.kind !== 'relative') return 'form: agreement'
  if (first.lemma === 'be' && first.tag === 'VBD' && subject.coarse !== 'PRON' && !isOfMany(document, subject)) {
    if (lower(first) === 'were' && !plural && clause.kind !== 'relative') return 'form: agreement'
    if (lower(first) === 'was' && plural && subject.coarse === 'NOUN') return 'form: agreement'
  }
  if (clause.rest.some((piece) => piece.dep === 'agent' && document.words[piece.head - 1]?.text === ','))
    return 'form: stray agent'
  if (lower(wordAt(document, clause.subjectWords[0] ?? 0)) === 'no') return 'form: said of nothing'
  for (const index of [...clause.subjectWords, ...clause.rest.flatMap((piece) => piece.words)]) {
    const word = wordAt(document, index)
    if (word.dep !== 'conj' || reading.names.at(index)?.name.kind !== 'person') continue
    const head = wordAt(document, word.head)
    if (head.coarse === 'NOUN' && !PERSON_NOUNS.has(head.lemma)) return 'form: unlike conjuncts'
  }
  if (
    clause.kind === 'relative' &&
    plural &&
    !/^(the|these|those|all|both|most)$/.test(lower(wordAt(document, clause.subjectWords[0] ?? 0))) &&
    document.words[(clause.subjectWords[clause.subjectWords.length - 1] ?? 0) + 1]?.text !== ','
  )
    return 'form: said of some'
  if (
    clause.kind === 'relative' &&
    first.tag !== 'MD' &&
    first.tag !== 'VBD' &&
    /^(a|an)$/.test(lower(wordAt(document, clause.subjectWords[0] ?? 0)))
  )
    return 'form: said of no one in particular'
  for (let i = 0; i + 1 < chain.length; i++) {
    const left = chain[i] as Word
    const right = chain[i + 1] as Word
    if ((left.tag === 'MD' || left.lemma === 'do') && right.tag !== 'VB') return 'form: verb chain'
    if (left.lemma === 'have' && right.tag !== 'VBN') return 'form: verb chain'
    if (left.lemma === 'be' && !/^VB[GN]$/.test(right.tag)) return 'form: verb chain'
  }
  return null
}

/** "a number of farms were", "the majority were", "the police were": singular words that many are meant by. */
const isOfMany = (document: Reading['document'], subject: Word): boolean =>
  /^(number|majority|minority|police|people|staff|crew|team|family|pair|couple|range|series|variety|group|lot|rest|half|most|more|all|some|data|media|none|each|percent|cent|third|quarter)$/i.test(
    subject.lemma,
  ) || childrenOf(document, subject.index, 'conj', 'nummod').length > 0

/** An answer that is followed, after a comma, by more of the same clause was not the whole of it. */
export function cutFault(reading: Reading, clause: Clause, without: ReadonlySet<number>): string | null {
  const { document } = reading
  const last = Math.max(...without)
  if (last < clause.verb || document.words[last + 1]?.text !== ',') return null
  const after = clause.rest.find((piece) => piece.words.includes(last + 2))
  return after !== undefined && /^(agent|prep|dobj|dative|xcomp)$/.test(after.dep) && !isTime(reading, after)
    ? 'form: cut at a comma'
    : null
}
