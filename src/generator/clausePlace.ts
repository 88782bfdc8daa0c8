import type { ClauseKind } from './clause.ts'
import type { Document, Word } from './document.ts'
import { GUARDS, SAYING } from './lexicon.ts'
import { childOf, childrenOf, isVerbal, lower, subtree, wordAt } from './tree.ts'

/** How a clause stands in its sentence, and the word that it hangs by: of a relative clause its antecedent. */
type Place = {
  readonly kind: ClauseKind
  readonly speaker: readonly number[] | null
  readonly carrier: number
  readonly guarded?: boolean
}

/** Where the clause of a verb stands; null where it is no statement by itself. */
export function placeOf(document: Document, verb: Word): Place | null {
  const top = relativeRoot(document, verb)
  const head = wordAt(document, top.head)
  if (top.dep === 'ROOT') return { kind: 'main', speaker: null, carrier: top.index }
  if (top.dep === 'relcl') {
    const when = childrenOf(document, top.index, 'advmod').some((word) => lower(word) === 'when')
    if (when) return isPast(document, top) ? { kind: 'adverbial', speaker: null, carrier: top.index } : null
    return { kind: 'relative', speaker: null, carrier: head.index }
  }
  if (top.dep === 'ccomp' || top.dep === 'parataxis') {
    const mark = childOf(document, top.index, 'mark')
    if (mark !== null && lower(mark) !== 'that') return null
    if (childrenOf(document, top.index).some((word) => /^W/.test(word.tag))) return null
    if (top.dep === 'ccomp' && top.index < head.index && divides(document, top, head)) {
      return childOf(document, head.index, 'nsubj') === null && !isVerbal(head)
        ? null
        : { kind: 'main', speaker: null, carrier: top.index }
    }
    if (head.lemma === 'mean' && top.index > head.index) {
      const pointer = childOf(document, head.index, 'nsubj')
      return pointer !== null && /^(this|that)$/.test(lower(pointer)) && childOf(document, head.index, 'neg') === null
        ? { kind: 'main', speaker: null, carrier: top.index }
        : null
    }
    if (SAYING.has(head.lemma) && isVerbal(head)) {
      const speaker = childOf(document, head.index, 'nsubj')
      if (speaker === null || childOf(document, head.index, 'neg') !== null) return null
      if (!/^(ROOT|conj|ccomp|parataxis|advcl)$/.test(head.dep)) return null
      const guarded = childrenOf(document, head.index).some(
        (word) =>
          word.index < speaker.index &&
          /^(prep|advcl|advmod)$/.test(word.dep) &&
          subtree(document, word.index).some((at) => GUARDS.has(lower(wordAt(document, at)))),
      )
      return { kind: 'reported', speaker: subtree(document, speaker.index), carrier: top.index, guarded }
    }
    if (top.dep === 'ccomp' && top.index > head.index && colonBefore(document, top)) {
      return { kind: 'main', speaker: null, carrier: top.index }
    }
    return null
  }
  if (top.dep === 'acl' && head.lemma === 'fact') {
    const mark = childOf(document, top.index, 'mark')
    return mark !== null && lower(mark) === 'that' ? { kind: 'adverbial', speaker: null, carrier: top.index } : null
  }
  if (top.dep === 'advcl') {
    if (
      !/^(ROOT|conj|ccomp|parataxis)$/.test(head.dep) ||
      (head.dep === 'conj' && relativeRoot(document, head).dep === 'relcl')
    )
      return null
    const mark =
      childOf(document, top.index, 'mark') ??
      childrenOf(document, top.index, 'advmod').find((w) => lower(w) === 'when') ??
      null
    if (mark === null || !/^(while|although|though|whereas|because|since|when|after|before)$/.test(lower(mark)))
      return null
    if (/^(when|after|before)$/.test(lower(mark)) && !isPast(document, top)) return null
    return { kind: 'adverbial', speaker: null, carrier: top.index }
  }
  return null
}

const isPast = (document: Document, verb: Word): boolean =>
  verb.tag === 'VBD' || auxiliariesOf(document, verb)[0]?.tag === 'VBD'

/** A semicolon, colon or dash stands between two clauses. */
function divides(document: Document, left: Word, right: Word): boolean {
  for (let i = left.index; i < right.index; i++) if (/^(;|:|--|—)$/.test(document.words[i]?.text ?? '')) return true
  return false
}

export function colonBefore(document: Document, word: Word): boolean {
  const first = subtree(document, word.index)[0] ?? word.index
  return /^[:;]$/.test(document.words[first]?.text ?? '') || /^[:;]$/.test(document.words[first - 1]?.text ?? '')
}

export const auxiliariesOf = (document: Document, verb: Word): Word[] =>
  childrenOf(document, verb.index, 'aux', 'auxpass').filter((word) => word.index < verb.index && word.tag !== 'TO')

/** Of verbs that are joined by `and`, the first, on which all hang. */
export function relativeRoot(document: Document, verb: Word): Word {
  let at = verb
  while (at.dep === 'conj' && isVerbal(wordAt(document, at.head))) at = wordAt(document, at.head)
  return at
}
