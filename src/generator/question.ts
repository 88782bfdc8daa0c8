import { addContext } from './attribution.ts'
import type { Clause, Piece } from './clause.ts'
import { futureOf, hasDate, isTime, readable } from './clauseTimes.ts'
import type { Word } from './document.ts'
import { DISCOURSE, GUARDS } from './lexicon.ts'
import { cutFault, formFault } from './questionForm.ts'
import type { Reading } from './reading.ts'
import { speechOf } from './speech.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { childOf, childrenOf, isPlural, lower, trimEdges, verbatim, wordAt } from './tree.ts'
import { baseOf } from './verbForms.ts'

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
