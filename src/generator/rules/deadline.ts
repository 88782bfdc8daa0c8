import { answerFault, toQuestion } from '../answers.ts'
import type { Clause } from '../clause.ts'
import { readDate } from '../dates.ts'
import type { Draft, Drop } from '../draft.ts'
import { MONTHS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { nameSpeaker } from '../speaker.ts'
import { speechOf } from '../speech.ts'
import type { Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import {
  childOf,
  childrenOf,
  isContiguous,
  lower,
  mentionAt,
  nounPhrase,
  subtree,
  trimEdges,
  verbatim,
  wordAt,
} from '../tree.ts'

/**
 * The deadline frame: who gives whom until when to do what. However it is worded (`gave X until D to V`, `set X a
 * deadline of D`, `ordered X to V by D`), the setter and the date are asked in the same words.
 */
type Frame = {
  readonly clause: Clause
  readonly setter: { readonly head: number; readonly words: readonly number[] } | null
  readonly bound: readonly number[]
  /** Words of the date without its preposition. */
  readonly date: readonly number[]
  /** What is to be done, an infinitive with its `to`, or null. */
  readonly deed: readonly number[] | null
}

export function* askDeadlines(reading: Reading): Generator<Draft | Drop> {
  for (const clause of reading.clauses) {
    const frame = given(reading, clause) ?? setDeadline(reading, clause) ?? ordered(reading, clause)
    if (frame === null) continue
    if (frame.deed?.some((at) => /^(?:they|them|their)$/.test(lower(wordAt(reading.document, at))))) {
      // "gave members until Friday to express their support": whose, the question reads wrongly.
      yield { drop: 'deadline: whose', text: verbatim(reading.document, frame.deed) }
      continue
    }
    if (frame.setter !== null) {
      const fault = answerFault(reading, frame.setter.head, frame.setter.words)
      if (fault !== null) {
        yield { drop: fault, text: verbatim(reading.document, frame.setter.words) }
      } else {
        const stem = opening(reading, frame)
        stem.say('who set the').say(dateLabel(reading, frame)).say('deadline')
        addTerms(reading, frame, stem)
        yield toQuestion(reading, {
          rule: 'deadline-who',
          sentence: clause.sentence,
          stem: stem.say('?'),
          answer: frame.setter.words,
          answerType: 'person',
          verb: null,
        })
      }
    }
    const stem = opening(reading, frame)
    if (frame.setter === null) stem.say('what was the deadline')
    else {
      stem.say('what deadline did').add(frame.setter.words).say('set')
    }
    addTerms(reading, frame, stem)
    yield toQuestion(reading, {
      rule: 'deadline-when',
      sentence: clause.sentence,
      stem: stem.say('?'),
      answer: frame.date,
      answerType: 'date',
      verb: null,
      future: true,
    })
  }
}

function opening(reading: Reading, frame: Frame): Stem {
  const stem = makeStem(reading)
  const speech = speechOf(reading, frame.clause)
  if (speech !== null) {
    const speaker = nameSpeaker(reading, speech, frame.clause.sentence)
    if (speaker === null) return stem.fail('speaker')
    stem.say(`according to ${speaker.text},`)
  }
  const text = verbatim(reading.document, frame.date)
  if (reading.published !== null && !/\b\d{4}\b/.test(text)) stem.say(`in ${reading.published.year},`)
  return stem
}

/** `October` or `August 15` before the noun; the year only where it is another than the article's. */
function dateLabel(reading: Reading, frame: Frame): string {
  const text = verbatim(reading.document, frame.date)
  const read = readDate(text, reading.published, true)
  if (read.kind === 'resolved' && reading.published !== null && !read.text.includes(String(reading.published.year)))
    return read.text
  if (read.kind === 'relative' && !MONTHS.some((month) => text.includes(month))) return `"${text}"`
  return text
    .replace(/^the (end|beginning|middle) of /i, (_, part: string) => `${part.toLowerCase()}-of-`)
    .replace(/^the /i, '')
}

function addTerms(reading: Reading, frame: Frame, stem: Stem): void {
  const { document } = reading
  if (frame.bound.length > 0) stem.say('for').add(frame.bound)
  if (frame.deed === null || frame.deed.length === 0) return
  const deed = frame.deed.filter((word) => lower(wordAt(document, word)) !== 'either')
  if (deed.length <= 14) stem.add(deed, { future: true, bound: new Set(frame.bound) })
  else stem.add(deed.slice(0, firstBreak(reading, deed)), { future: true })
}

function firstBreak(reading: Reading, words: readonly number[]): number {
  const at = words.findIndex((word, i) => i > 2 && /^(or|and|,)$/.test(lower(wordAt(reading.document, word))))
  return at < 0 ? words.length : at
}

const isDate = (reading: Reading, words: readonly number[]): boolean => {
  const text = verbatim(reading.document, words)
  if (/\b(hours?|days?|weeks?|months?|years?|minutes?)\b/.test(text))
    return /^(the )?(end|middle|beginning) of/.test(text)
  return (
    words.some((word) => mentionAt(reading.document, word)?.type === 'DATE') ||
    MONTHS.some((month) => text.includes(month)) ||
    /\b(1\d{3}|20\d\d)\b/.test(text)
  )
}

/** A date after until, till, by or before, hanging on one of the hosts. */
function dateAfter(reading: Reading, hosts: readonly number[], pattern: RegExp): number[] | null {
  const { document } = reading
  for (const host of hosts) {
    for (const preposition of childrenOf(document, host, 'prep')) {
      if (!pattern.test(lower(preposition))) continue
      const object = childOf(document, preposition.index, 'pobj')
      if (object === null) continue
      const words = trimEdges(
        document,
        subtree(document, object.index, (word) => /^(acl|relcl|advcl)$/.test(word.dep)),
      )
      if (isDate(reading, words) && isContiguous(words)) return words
    }
  }
  return null
}

function deedOf(reading: Reading, hosts: readonly number[]): number[] | null {
  const { document } = reading
  for (const host of hosts) {
    for (const child of childrenOf(document, host, 'advcl', 'xcomp', 'acl', 'relcl', 'ccomp')) {
      if (childOf(document, child.index, 'aux')?.tag !== 'TO' || child.index < host) continue
      const words = subtree(document, child.index, (word) => word.dep === 'advcl' || word.dep === 'relcl')
      return trimEdges(
        document,
        words.filter((word) => word >= (childOf(document, child.index, 'aux')?.index ?? 0)),
      )
    }
  }
  return null
}

const subjectOf = (clause: Clause): { head: number; words: readonly number[] } => ({
  head: clause.subject,
  words: clause.subjectWords,
})

/** `gave X until D (to V)`. */
function given(reading: Reading, clause: Clause): Frame | null {
  const { document } = reading
  if (!/^(give|grant|allow|offer)$/.test(wordAt(document, clause.verb).lemma)) return null
  const receiver = childOf(document, clause.verb, 'dative', 'dobj')
  const hosts = [clause.verb, ...childrenOf(document, clause.verb, 'dobj', 'dative').map((word) => word.index)]
  const date = dateAfter(reading, hosts, /^(until|till|by)$/)
  if (date === null) return null
  const deed = deedOf(reading, [...hosts, ...date])
  if (clause.passive) {
    const agent = childOf(document, clause.verb, 'agent')
    const by = agent === null ? null : childOf(document, agent.index, 'pobj')
    return {
      clause,
      setter: by === null ? null : { head: by.index, words: nounPhrase(document, by.index) },
      bound: clause.subjectWords,
      date,
      deed,
    }
  }
  if (receiver === null) return null
  const bound = nounPhrase(document, receiver.index).filter((word) => !date.includes(word) && word < (date[0] ?? 0) - 1)
  return { clause, setter: subjectOf(clause), bound, date, deed }
}

/** `set a D deadline for X (to V)`, `imposed on X a deadline of D`. */
function setDeadline(reading: Reading, clause: Clause): Frame | null {
  const { document } = reading
  if (!/^(set|impose|fix|announce|establish|give|declare|name|choose|issue)$/.test(wordAt(document, clause.verb).lemma))
    return null
  const noun = clause.passive ? wordAt(document, clause.subject) : childOf(document, clause.verb, 'dobj')
  if (noun === null || !/^(deadline|ultimatum|cutoff|cut-off)$/.test(noun.lemma)) return null
  const modifiers = childrenOf(document, noun.index, 'compound', 'nummod', 'nmod', 'amod').filter((word) =>
    isDate(reading, [word.index]),
  )
  const before = modifiers[0]
  let date = dateAfter(reading, [noun.index, clause.verb], /^(of|for|on|at|by|until)$/)
  if (before !== undefined) {
    const from = Math.min(...modifiers.flatMap((word) => subtree(document, word.index)))
    date = trimEdges(
      document,
      Array.from({ length: noun.index - from }, (_, i) => from + i).filter(
        (word) => document.words[word]?.tag !== 'POS',
      ),
    )
  }
  if (date === null || date.length === 0) return null
  const hosts = [noun.index, clause.verb]
  let bound: number[] = []
  for (const host of hosts) {
    for (const preposition of childrenOf(document, host, 'prep')) {
      const object = childOf(document, preposition.index, 'pobj')
      if (object === null || date.includes(object.index) || !/^(for|on|upon)$/.test(lower(preposition))) continue
      if (bound.length === 0) bound = trimEdges(document, nounPhrase(document, object.index))
    }
  }
  const dative = childOf(document, clause.verb, 'dative')
  if (bound.length === 0 && dative !== null) bound = nounPhrase(document, dative.index)
  const agent = clause.passive ? childOf(document, clause.verb, 'agent') : null
  const by = agent === null ? null : childOf(document, agent.index, 'pobj')
  const setter = clause.passive
    ? by === null
      ? null
      : { head: by.index, words: nounPhrase(document, by.index) }
    : subjectOf(clause)
  return { clause, setter, bound, date, deed: deedOf(reading, [...hosts, ...bound]) }
}

/** `ordered X to V by D`. */
function ordered(reading: Reading, clause: Clause): Frame | null {
  const { document } = reading
  if (!/^(order|require|tell|ask|instruct|command|direct|oblige|compel)$/.test(wordAt(document, clause.verb).lemma))
    return null
  for (const child of childrenOf(document, clause.verb, 'xcomp', 'ccomp')) {
    const to = childOf(document, child.index, 'aux')
    if (to?.tag !== 'TO') continue
    const object = childOf(document, clause.verb, 'dobj') ?? childOf(document, child.index, 'nsubj')
    const inner = [child.index, ...childrenOf(document, child.index, 'dobj', 'xcomp', 'prt').map((word) => word.index)]
    const date = dateAfter(reading, inner, /^(by|before|until)$/)
    if (date === null) continue
    const preposition = (date[0] ?? 0) - 1
    const words = subtree(document, child.index).filter((word) => word >= to.index && word < preposition)
    const agent = clause.passive ? childOf(document, clause.verb, 'agent') : null
    const by = agent === null ? null : childOf(document, agent.index, 'pobj')
    if (clause.passive) {
      return {
        clause,
        setter: by === null ? null : { head: by.index, words: nounPhrase(document, by.index) },
        bound: clause.subjectWords,
        date,
        deed: trimEdges(document, words),
      }
    }
    if (object === null) continue
    return {
      clause,
      setter: subjectOf(clause),
      bound: nounPhrase(document, object.index),
      date,
      deed: trimEdges(document, words),
    }
  }
  return null
}
