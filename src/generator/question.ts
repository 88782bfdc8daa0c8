import { addContext, speechOf, tenseOf } from './attribution.ts'
import type { Clause, Piece } from './clause.ts'
import { isRelativeTime, readDate } from './dates.ts'
import type { Word } from './document.ts'
import { DISCOURSE, GUARDS, PERSON_NOUNS } from './lexicon.ts'
import type { Reading } from './reading.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { childOf, childrenOf, isPlural, lower, mentionAt, trimEdges, verbatim, wordAt } from './tree.ts'

export type QuestionOptions = {
  /** Words that the answer takes out of the clause. */
  readonly without: ReadonlySet<number>
  /** Words that stand in their place, e.g. a stranded noun after `how many`. */
  readonly lead?: readonly number[]
  readonly end?: string
}

/** `What did X …`, `When will X …`: the finite verb before the subject, with do-support where there is no auxiliary. */
export function askInverted(reading: Reading, clause: Clause, wh: string, options: QuestionOptions): Stem {
  const { document } = reading
  const stem = start(reading, clause, options)
  stem.say(wh)
  if (options.lead !== undefined) stem.add(options.lead, { future: futureOf(reading, clause) })
  const verb = wordAt(document, clause.verb)
  const body = bodyOf(reading, clause, options.without)
  const first = clause.auxes[0]
  const bound = new Set(clause.subjectWords)
  const subject = clause.subjectWords.filter((word) => !options.without.has(word))
  const asFuture = { future: futureOf(reading, clause), bound }
  if (first !== undefined) {
    stem.say(
      lower(wordAt(document, first))
        .replace(/^'s$/, verb.tag === 'VBN' ? 'has' : 'is')
        .replace(/^'ve$/, 'have')
        .replace(/^'re$/, 'are')
        .replace(/^'ll$/, 'will')
        .replace(/^'d$/, 'would'),
    )
    stem.add(subject, asFuture)
    if (clause.negation !== null) stem.add([clause.negation])
    const rest = [...clause.auxes.slice(1), ...body.words].sort((a, b) => a - b)
    stem.add(rest, asFuture)
  } else if (verb.lemma === 'be') {
    stem.say(lower(verb))
    stem.add(subject, asFuture)
    if (clause.negation !== null) stem.add([clause.negation])
    stem.add(
      body.words.filter((word) => word !== clause.verb),
      asFuture,
    )
  } else {
    const finite = wordAt(document, clause.finite).tag
    stem.say(finite === 'VBD' ? 'did' : isPlural(document, clause.subject) || finite === 'VBP' ? 'do' : 'does')
    stem.add(subject, asFuture)
    const before = body.words.filter((word) => word < clause.verb)
    if (before.length > 0) stem.add(before, asFuture)
    if (!options.without.has(clause.verb)) stem.say(baseOf(verb))
    stem.add(
      body.words.filter((word) => word > clause.verb),
      asFuture,
    )
  }
  return finish(stem, options)
}

function start(reading: Reading, clause: Clause, options: QuestionOptions): Stem {
  const stem = makeStem(reading)
  const joined = childrenOf(reading.document, clause.verb, 'conj').some((word) => word.coarse === 'ADP')
  const fault = (joined ? 'form: cut list' : formFault(reading, clause)) ?? cutFault(reading, clause, options.without)
  if (fault !== null) stem.fail(fault)
  if (clause.guarded) stem.fail('a guard would be cut')
  addContext(reading, clause, stem, { dated: hasDate(reading, clause) })
  for (const piece of frontOf(reading, clause)) {
    if (piece.words.some((word) => options.without.has(word))) continue
    stem.add(piece.words, { future: futureOf(reading, clause) }).say(',')
  }
  return stem
}

function finish(stem: Stem, options: QuestionOptions): Stem {
  if (options.end !== undefined && options.end !== '') stem.say(options.end)
  return stem.say('?')
}

/** Verb forms that do not go together: the sentence was read wrongly. */
function formFault(reading: Reading, clause: Clause): string | null {
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
function cutFault(reading: Reading, clause: Clause, without: ReadonlySet<number>): string | null {
  const { document } = reading
  const last = Math.max(...without)
  if (last < clause.verb || document.words[last + 1]?.text !== ',') return null
  const after = clause.rest.find((piece) => piece.words.includes(last + 2))
  return after !== undefined && /^(agent|prep|dobj|dative|xcomp)$/.test(after.dep) && !isTime(reading, after)
    ? 'form: cut at a comma'
    : null
}

const STOCK =
  /^(as a (result|consequence)|for (example|instance)|(at|during|over|in) the same (time|period|year|month|week|day)|in (fact|turn|addition|particular|general|short|return|part|all|other words|the end)|by contrast|of course|at (large|least|most|first|last|all|once)|on the other hand|to (his|her|its|their) credit|after all|above all)$/i

const MARKS_KEPT = /^(if|when|after|before|once|as|until|unless|provided)$/

/** Fronted phrases that the statement needs: places, dates, conditions. Contrasts and remarks are left behind. */
export function frontOf(reading: Reading, clause: Clause): Piece[] {
  const { document } = reading
  const remark = new Set(speechOf(reading, clause)?.remark ?? [])
  return clause.front.filter((piece) => {
    if (piece.words.some((word) => remark.has(word))) return false
    const head = wordAt(document, piece.head)
    if (piece.dep === 'advcl') {
      const mark = childOf(document, piece.head, 'mark') ?? childOf(document, piece.head, 'advmod')
      if (
        mark !== null &&
        /^(when|after|before|once|as)$/.test(lower(mark)) &&
        clause.front.some((other) => isTime(reading, other) && readable(reading, clause, other))
      )
        return false
      return mark !== null && MARKS_KEPT.test(lower(mark))
    }
    if (piece.dep === 'advmod') return isTime(reading, piece) && readable(reading, clause, piece)
    if (piece.dep === 'prep') {
      if (isTime(reading, piece)) return readable(reading, clause, piece)
      return !/^(like|besides|despite|unlike)$/.test(lower(head)) && !STOCK.test(verbatim(document, piece.words))
    }
    if (piece.dep === 'npadvmod') return readable(reading, clause, piece)
    return false
  })
}

export type Body = { readonly words: readonly number[] }

/** The verb and what follows it, without the answer, discourse adverbs, contrasts and times that cannot be fixed. */
export function bodyOf(reading: Reading, clause: Clause, without: ReadonlySet<number>): Body {
  const { document } = reading
  const remark = new Set(speechOf(reading, clause)?.remark ?? [])
  const words = without.has(clause.verb) ? [] : [clause.verb]
  for (const piece of clause.rest) {
    if (piece.words.some((word) => remark.has(word))) continue
    if (document.words[(piece.words[0] ?? 0) - 1]?.dep === 'cc' && piece.dep === 'prep') continue
    if (isIdle(reading, clause, piece)) continue
    const start = piece.words[0] ?? 0
    if (
      document.words[start - 1]?.text === ',' &&
      /^(acomp|advmod|amod|oprd|appos|npadvmod|attr|intj)$/.test(piece.dep) &&
      start > clause.verb &&
      !isTime(reading, piece)
    )
      continue
    if (piece.dep === 'prep' && hangsOnCut(reading, clause, start, words, without)) continue
    const kept = trimEdges(
      document,
      piece.words.filter((word) => !without.has(word)),
    )
    words.push(...kept)
  }
  return { words: words.sort((a, b) => a - b) }
}

/** "took three hours, ten minutes of them in private": what follows a stretch that was left out belongs to it. */
function hangsOnCut(
  reading: Reading,
  clause: Clause,
  start: number,
  kept: readonly number[],
  without: ReadonlySet<number>,
): boolean {
  const before = reading.document.words[start - 1]
  if (before === undefined || before.coarse === 'PUNCT' || before.index < clause.verb) return false
  return (
    !kept.includes(before.index) &&
    !without.has(before.index) &&
    !clause.auxes.includes(before.index) &&
    before.index !== clause.negation &&
    before.coarse !== 'ADV' &&
    before.coarse !== 'CCONJ' &&
    before.coarse !== 'PART'
  )
}

/** True for a piece that can be left out of a question with nothing lost but colour. */
function isIdle(reading: Reading, clause: Clause, piece: Piece): boolean {
  const { document } = reading
  const head = wordAt(document, piece.head)
  if (piece.dep === 'advmod' && piece.words.length <= 2 && DISCOURSE.has(lower(head))) return true
  if (piece.dep === 'advcl' || piece.dep === 'prep') {
    const mark = childOf(document, piece.head, 'mark')
    const word = mark === null ? lower(head) : lower(mark)
    if (
      piece.dep === 'advcl' &&
      /^(while|although|though|whereas|because|since|so|as)$/.test(word) &&
      !hasGuard(document.words, piece)
    ) {
      return (
        document.words[(piece.words[0] ?? 0) - 1]?.text === ',' ||
        /^(because|whereas|while|although|though)$/.test(word)
      )
    }
  }
  if (STOCK.test(verbatim(document, piece.words))) return true
  // A limit in time is part of what is said: left unread, it must fail the question rather than go.
  if (isTime(reading, piece))
    return !/^(until|till|since|before|after)$/.test(lower(head)) && !readable(reading, clause, piece)
  return false
}

const hasGuard = (words: readonly Word[], piece: Piece): boolean =>
  piece.words.some((word) => GUARDS.has(words[word]?.text.toLowerCase() ?? '') && words[word]?.dep === 'mark')

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

function readable(reading: Reading, clause: Clause, piece: Piece): boolean {
  const { document } = reading
  const words = piece.words.filter(
    (word) => wordAt(document, word).coarse !== 'ADP' || wordAt(document, word).dep !== 'prep' || word !== piece.head,
  )
  const text = verbatim(document, words)
  return readDate(text, reading.published, futureOf(reading, clause)).kind !== 'relative'
}

function hasDate(reading: Reading, clause: Clause): boolean {
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

/** Verbs that share their forms with a noun one letter shorter. */
const BASES: Readonly<Record<string, string>> = { bath: 'bathe', breath: 'breathe', cloth: 'clothe' }

const baseOf = (verb: Word): string => BASES[verb.lemma] ?? verb.lemma

/** The finite verb after `who` or `what`, which are singular. */
export function singular(word: Word): string {
  const text = lower(word)
  switch (text) {
    case 'are':
    case "'re":
      return 'is'
    case "'s":
      return 'is'
    case 'were':
      return 'was'
    case 'have':
    case "'ve":
      return 'has'
    case 'do':
      return 'does'
  }
  if (word.tag !== 'VBP') return word.text.toLowerCase()
  if (/(s|x|z|ch|sh|o)$/.test(text)) return `${text}es`
  if (/[^aeiou]y$/.test(text)) return `${text.slice(0, -1)}ies`
  return `${text}s`
}
