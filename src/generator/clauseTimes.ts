import { tenseOf } from './attribution.ts'
import type { Clause, Piece } from './clause.ts'
import { isRelativeTime, readDate } from './dates.ts'
import type { Reading } from './reading.ts'
import { childOf, lower, mentionAt, verbatim, wordAt } from './tree.ts'

/** True where a piece is a time adjunct. */
export function isTime(reading: Reading, piece: Piece): boolean {
  if (!/^(prep|npadvmod|advmod)$/.test(piece.dep)) return false
  const { document } = reading
  const head = wordAt(document, piece.head)
  const object = piece.dep === 'prep' ? childOf(document, piece.head, 'pobj') : head
  const inner = object ?? head
  const mention = mentionAt(document, inner.index)
  if (mention?.type === 'DATE' || (mention?.type === 'TIME' && piece.dep !== 'prep')) return true
  if (/^\d{4}$/.test(inner.text) && piece.dep === 'prep') return true
  return isRelativeTime(verbatim(document, piece.words)) && piece.words.length <= 4
}

export function readable(reading: Reading, clause: Clause, piece: Piece): boolean {
  const { document } = reading
  const words = piece.words.filter(
    (word) => wordAt(document, word).coarse !== 'ADP' || wordAt(document, word).dep !== 'prep' || word !== piece.head,
  )
  const text = verbatim(document, words)
  return readDate(text, reading.published, futureOf(reading, clause)).kind !== 'relative'
}

export function hasDate(reading: Reading, clause: Clause): boolean {
  return [...clause.front, ...clause.rest].some((piece) => isTime(reading, piece) && readable(reading, clause, piece))
}

/** Which way the clause looks from the day of publication. */
export function futureOf(reading: Reading, clause: Clause): boolean | null {
  const tense = tenseOf(reading, clause)
  const { document } = reading
  const ahead = clause.rest.some((piece) => /^(until|till|by|before)$/.test(lower(wordAt(document, piece.head))))
  if (ahead) return true
  if (tense === 'past') return false
  if (tense === 'modal') return true
  const finite = wordAt(document, clause.finite)
  if (finite.lemma === 'have') return false
  return /^(hope|plan|want|intend|expect|seek|aim|wish|mean)$/.test(wordAt(document, clause.verb).lemma) ||
    /^(be|to)$/.test(finite.lemma)
    ? true
    : null
}
