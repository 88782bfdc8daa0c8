import { auxiliariesOf, colonBefore, placeOf, relativeRoot } from './clausePlace.ts'
import type { Document, Word } from './document.ts'
import { GUARDS } from './lexicon.ts'
import {
  childOf,
  childrenOf,
  isNoun,
  isPlural,
  isSetOff,
  isVerbal,
  lower,
  nounPhrase,
  subtree,
  trimEdges,
  wordAt,
} from './tree.ts'

/** One dependent of a clause's verb with all its words. */
export type Piece = { readonly dep: string; readonly head: number; readonly words: readonly number[] }

/**
 * How a clause stands in its sentence. A `reported` one is somebody's words, a `relative` one tells of its antecedent, a
 * `participle` one ("…, calling it a mistake") has its subject and its tense from the verb above it.
 */
export type ClauseKind = 'main' | 'reported' | 'relative' | 'adverbial' | 'participle'

export type Clause = {
  readonly sentence: number
  readonly kind: ClauseKind
  readonly verb: number
  readonly subject: number
  readonly subjectWords: readonly number[]
  /** Auxiliaries in order; the first of them is finite, or the verb itself where there is none. */
  readonly auxes: readonly number[]
  /** The word that carries the tense. */
  readonly finite: number
  readonly negation: number | null
  readonly passive: boolean
  /** Dependents before the subject. */
  readonly front: readonly Piece[]
  /** Dependents after the auxiliaries, in text order, discourse adverbs left out. */
  readonly rest: readonly Piece[]
  /** Words of the saying verb's subject, where the clause is reported. */
  readonly speaker: readonly number[] | null
  /** True where cutting the rest of the sentence could change what the clause says. */
  readonly guarded: boolean
}

/** All finite clauses with a subject that stands in the text, in text order. */
export function findClauses(document: Document): Clause[] {
  const out: Clause[] = []
  for (const sentence of document.sentences) {
    const last = document.words[sentence.to - 1]
    if (last?.text === '?') continue
    for (let i = sentence.from; i < sentence.to; i++) {
      const word = document.words[i]
      if (word === undefined || !isVerbal(word) || /^(aux|auxpass)$/.test(word.dep)) continue
      const clause = asClause(document, word) ?? asParticiple(document, word)
      if (clause !== null) out.push(clause)
    }
  }
  return out
}

function asClause(document: Document, verb: Word): Clause | null {
  const place = placeOf(document, verb)
  if (place === null) return null
  const own = childrenOf(document, verb.index, 'nsubj', 'nsubjpass').find((word) => word.index < verb.index) ?? null
  let subject: Word | null = own
  let host = verb
  while (subject === null && host.dep === 'conj') {
    host = wordAt(document, host.head)
    if (!isVerbal(host)) return null
    subject = childrenOf(document, host.index, 'nsubj', 'nsubjpass').find((word) => word.index < host.index) ?? null
  }
  if (subject === null) return null
  let auxes = auxiliariesOf(document, verb)
  if (auxes.length === 0 && !isFiniteVerb(verb) && !isBareFinite(document, verb)) {
    if (host === verb) return null
    auxes = auxiliariesOf(document, host)
    if (/^(VBG)$/.test(verb.tag) && !auxes.some((word) => word.lemma === 'be')) return null
    if (verb.tag === 'VBN' && auxes.length === 0) return null
    if (verb.tag === 'VB' && !auxes.some((word) => word.tag === 'MD' || word.lemma === 'do')) return null
    if (childOf(document, host.index, 'neg') !== null) return null
  }
  if (own === null && host !== verb && verb.tag === 'VBD' && auxiliariesOf(document, host)[0]?.tag === 'MD') return null
  if (auxes.length > 0 && !isFiniteVerb(auxes[0] as Word)) return null
  let subjectHead = subject.index
  let subjectWords = nounPhrase(document, subject.index)
  if (place.kind === 'relative') {
    if (!/^(who|which|that)$/.test(lower(subject))) return null
    const antecedent = wordAt(document, place.carrier)
    if (!isNoun(antecedent)) return null
    subjectHead = antecedent.index
    const start = subtree(document, relativeRoot(document, verb).index)[0] ?? verb.index
    subjectWords = trimEdges(
      document,
      nounPhrase(document, antecedent.index).filter((word) => word < start),
    )
    if (!subjectWords.includes(subjectHead)) return null
    const bearer = bearerOf(document, antecedent)
    if (bearer !== null) {
      subjectHead = bearer.index
      subjectWords = trimEdges(
        document,
        subtree(document, bearer.index, (word) => /^(appos|relcl|acl|punct)$/.test(word.dep)),
      )
    }
  } else if (/^W/.test(subject.tag) || lower(subject) === 'there') return null
  else {
    const named = childrenOf(document, subject.index, 'appos').find(
      (word) => word.coarse === 'PROPN' && subject.coarse === 'NOUN',
    )
    if (named !== undefined && childOf(document, named.index, 'det') !== null) {
      subjectHead = named.index
      subjectWords = trimEdges(
        document,
        subtree(document, named.index, (word) => /^(conj|cc|appos|relcl)$/.test(word.dep)),
      )
    }
  }
  const subjectTree = new Set(subtree(document, subject.index))
  const auxSet = new Set(auxes.map((word) => word.index))
  const negation = childOf(document, verb.index, 'neg')?.index ?? null
  const front: Piece[] = []
  const rest: Piece[] = []
  let guarded = place.guarded === true
  for (const child of childrenOf(document, verb.index)) {
    if (subjectTree.has(child.index) || auxSet.has(child.index)) continue
    if (/^(aux|auxpass|neg|punct|cc|preconj|mark|nsubj|nsubjpass|expl|intj|meta)$/.test(child.dep)) {
      if (child.dep === 'preconj') guarded = true
      continue
    }
    if (
      child.dep === 'advmod' &&
      /^(otherwise|only|hardly|barely|scarcely|rarely|seldom)$/.test(lower(child)) &&
      child.index < subject.index
    )
      guarded = true
    const words = trimEdges(
      document,
      subtree(document, child.index, (word) => isLoose(document, word)),
    )
    if (isClausal(document, child)) {
      if (hasGuard(document, subtree(document, child.index)) && child.dep !== 'conj') guarded = true
      if (child.dep === 'conj' && /^(or|nor)$/i.test(childOf(document, verb.index, 'cc')?.text ?? '')) guarded = true
      continue
    }
    if (words.length === 0) continue
    if (child.index < subject.index && own !== null) front.push({ dep: child.dep, head: child.index, words })
    else if (child.index > (own ?? verb).index || own === null) rest.push({ dep: child.dep, head: child.index, words })
  }
  return {
    sentence: verb.sentence,
    kind: place.kind,
    verb: verb.index,
    subject: subjectHead,
    subjectWords,
    auxes: auxes.map((word) => word.index),
    finite: auxes[0]?.index ?? verb.index,
    negation,
    passive: auxes.some((word) => word.dep === 'auxpass') || subject.dep === 'nsubjpass',
    front,
    rest: rest.sort((a, b) => (a.words[0] ?? 0) - (b.words[0] ?? 0)),
    speaker: place.speaker,
    guarded,
  }
}

/** "Ada Lund was a surveyor who …": whoever is said to be one of a kind did what the clause on the kind says. */
function bearerOf(document: Document, kind: Word): Word | null {
  const verb = wordAt(document, kind.head)
  if (kind.dep !== 'attr' || verb.lemma !== 'be' || kind.tag !== 'NN') return null
  if (!/^(?:an?)$/.test(childOf(document, kind.index, 'det')?.text.toLowerCase() ?? '')) return null
  const subject = childOf(document, verb.index, 'nsubj')
  return subject !== null && (subject.coarse === 'PROPN' || /^(?:he|she|it)$/.test(lower(subject))) ? subject : null
}

/** Verbs of speech and judgement, whose participle has the subject of the verb above it for sure. */
const JUDGING =
  /^(call|describe|label|dub|accuse|urge|warn|promise|threaten|criticize|criticise|praise|denounce|condemn|declare|offer|ask)$/

/** "X was blunt, calling Y a Z": X called Y a Z. */
function asParticiple(document: Document, verb: Word): Clause | null {
  const above = wordAt(document, verb.head)
  if (verb.tag !== 'VBG' || verb.dep !== 'advcl' || verb.index < above.index || !JUDGING.test(verb.lemma)) return null
  if (childOf(document, verb.index, 'mark', 'nsubj', 'aux') !== null || !isSetOff(document, verb)) return null
  const governor = asClause(document, above)
  if (governor === null || governor.kind !== 'main' || governor.negation !== null || governor.guarded) return null
  const rest = childrenOf(document, verb.index)
    .filter((child) => !/^(punct|cc|conj)$/.test(child.dep))
    .map((child) => ({
      dep: child.dep,
      head: child.index,
      words: trimEdges(
        document,
        subtree(document, child.index, (word) => isLoose(document, word)),
      ),
    }))
  return {
    ...governor,
    kind: 'participle',
    verb: verb.index,
    auxes: [],
    negation: childOf(document, verb.index, 'neg')?.index ?? null,
    passive: false,
    front: [],
    rest,
    guarded: hasGuard(document, subtree(document, verb.index)),
  }
}

/** `make` with a plural subject and nothing before it is finite, whatever its tag. */
const isBareFinite = (document: Document, verb: Word): boolean =>
  verb.tag === 'VB' &&
  verb.dep === 'ROOT' &&
  childrenOf(document, verb.index, 'nsubj').some((word) => word.index < verb.index && isPlural(document, word.index))

const isFiniteVerb = (word: Word): boolean => /^(VBD|VBZ|VBP|MD)$/.test(word.tag)

/** A branch that is a statement of its own, or is set off: left out of the clause. */
function isClausal(document: Document, child: Word): boolean {
  if (/^(conj|parataxis|dep)$/.test(child.dep)) return true
  if (child.dep === 'ccomp' && (child.index < wordAt(document, child.head).index || colonBefore(document, child)))
    return true
  if (child.dep === 'advcl' || child.dep === 'acl')
    return isSetOff(document, child) && !childOf(document, child.index, 'mark')
  return false
}

/** Within a kept branch: relative clauses and appositions that are set off can go, if nothing in them guards the statement. */
function isLoose(document: Document, word: Word): boolean {
  if (word.dep === 'parataxis') return true
  if (!/^(relcl|appos|advcl)$/.test(word.dep) || !isSetOff(document, word)) return false
  if (word.dep === 'advcl') return childOf(document, word.index, 'mark') === null
  return true
}

const hasGuard = (document: Document, words: readonly number[]): boolean =>
  words.some((word) => {
    const at = wordAt(document, word)
    return at.dep === 'mark' && GUARDS.has(lower(at))
  })
