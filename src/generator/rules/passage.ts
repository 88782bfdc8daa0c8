import { acceptedFor, tidy } from '../answers.ts'
import { holderOf, yearOf } from '../attribution.ts'
import type { Sentence } from '../document.ts'
import type { Draft, Drop } from '../draft.ts'
import { capitalise } from '../draft.ts'
import type { Fact } from '../passage/facts.ts'
import { factsIn } from '../passage/facts.ts'
import { headingFor, titleOf, titleStems } from '../passage/heading.ts'
import { phrasesIn } from '../passage/phrases.ts'
import { rootOf, standingFault } from '../passage/standing.ts'
import type { Reading } from '../reading.ts'
import type { Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import { lower, mentionAt, verbatim, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'

/** Blanks that one sentence may have: more of them would tell each other. */
const BLANKS = 2

/**
 * A whole sentence of the article with a figure, a year or a name left out. What the text says in its own words needs
 * no turning round: only dates, names and what points elsewhere are read, and a heading says what it is about.
 */
export function* askPassages(reading: Reading): Generator<Draft | Drop> {
  for (const sentence of reading.document.sentences) {
    const root = rootOf(reading, sentence)
    const facts = [
      ...factsIn(reading, sentence),
      ...(root === null || reading.genre === 'news' ? [] : phrasesIn(reading, sentence, root)),
    ]
    if (facts.length === 0) continue
    const fault = standingFault(reading, sentence)
    if (fault !== null) {
      yield { drop: fault, text: verbatim(reading.document, range(sentence)) }
      continue
    }
    yield ask(reading, sentence, facts)
  }
}

const range = (sentence: Sentence): number[] =>
  Array.from({ length: sentence.to - sentence.from }, (_, i) => sentence.from + i)

/** The words to be said: "also" points at what came before and says nothing by itself. */
const spoken = (reading: Reading, sentence: Sentence): number[] =>
  range(sentence).filter((at) => {
    const word = wordAt(reading.document, at)
    if (at === sentence.from && /^(And|But|Yet)$/.test(word.text)) return false
    return !(lower(word) === 'also' && reading.document.words[at - 1]?.text.toLowerCase() !== 'but')
  })

function ask(reading: Reading, sentence: Sentence, facts: readonly Fact[]): Draft | Drop {
  const { document } = reading
  const plain = verbatim(document, range(sentence))
  const needs = { date: !hasYear(reading, sentence), title: true }
  const holder = reading.genre === 'op-ed' ? holderOf(reading) : null
  let topics: ReadonlySet<string> = new Set()
  let whole = told(reading, sentence, [], topics)
  if (
    holder === null &&
    whole.failure() !== null &&
    /^dangling/.test(whole.failure() ?? '') &&
    titleOf(reading) !== null
  ) {
    topics = titleStems(reading)
    whole = told(reading, sentence, [], topics)
    needs.title = true
  }
  const failure = whole.failure()
  if (failure !== null) return { drop: `passage: ${failure}`, text: plain }
  if (/\b(1[0-9]|20)\d\d\b/.test(whole.text())) needs.date = false
  if (contentStems(whole.text()).length < 7) return { drop: 'passage: says too little', text: plain }
  let heading = headingFor(reading, whole.text(), needs)
  if (holder !== null) {
    if (whole.text().includes(holder)) return { drop: 'passage: of its own author', text: plain }
    heading = `According to ${holder}${yearOf(reading)}, `
  }
  if (heading === null) {
    if (namesIn(reading, sentence) < 2) return { drop: 'passage: nothing says what it is about', text: plain }
    heading = headingFor(reading, whole.text(), { ...needs, title: false }) ?? ''
  }
  const said = ` ${heading.toLowerCase()} ${whole.text().toLowerCase()} `
  const fit = apart(facts.filter((fact) => standsOnce(reading, fact, said, heading ?? ''))).slice(0, BLANKS)
  if (fit.length === 0) return { drop: 'passage: no blank left', text: plain }
  const blanks = [...fit].sort((a, b) => (a.words[0] ?? 0) - (b.words[0] ?? 0))
  const stem = told(reading, sentence, blanks, topics)
  const first = fit[0]
  if (stem.failure() !== null || first === undefined) return { drop: `passage: ${stem.failure()}`, text: plain }
  const sentenceText = tidy(stem.text()).replaceAll(` ${GLUE}`, '').replaceAll(GLUE, '')
  const text = heading + (holder === null ? capitalise(sentenceText) : sentenceText)
  const words = span(blanks)
  return {
    rule: `passage-${first.type}`,
    content: { kind: 'cloze', text },
    sentence: sentence.index,
    answers: [{ sentence: sentence.index, words }],
    accepted: blanks.length > 1 ? [] : acceptedFor(reading, first.words, first.answer),
    resolutions: stem.resolutions(),
    answerType: first.type,
    verb: rootOf(reading, sentence),
  }
}

/** Facts none of whose words another one takes; the first of two is kept. */
const apart = (facts: readonly Fact[]): Fact[] =>
  facts.filter((fact, i) => !facts.slice(0, i).some((other) => other.words.some((word) => fact.words.includes(word))))

/** Marks a blank that touches the word before it, e.g. after a currency sign. */
const GLUE = '\u0001'

/** The sentence as it stands alone, its blanks filled with `{{cN::answer::hint}}`. */
function told(reading: Reading, sentence: Sentence, blanks: readonly Fact[], topics: ReadonlySet<string>): Stem {
  const { document } = reading
  const stem = makeStem(reading)
  const options = { future: futureOf(reading, sentence), topics }
  let rest = spoken(reading, sentence)
  for (const [i, blank] of blanks.entries()) {
    const first = blank.words[0] ?? 0
    const last = blank.words[blank.words.length - 1] ?? 0
    stem.add(
      rest.filter((word) => word < first),
      options,
    )
    const glued = document.words[first - 1]?.end === wordAt(document, first).start && rest.includes(first - 1)
    stem.say(`${glued ? GLUE : ''}{{c${i + 1}::${blank.answer}::${blank.hint}}}`)
    rest = rest.filter((word) => word > last)
  }
  return stem.add(rest, options)
}

function futureOf(reading: Reading, sentence: Sentence): boolean | null {
  const root = rootOf(reading, sentence)
  if (root === null) return null
  const verb = wordAt(reading.document, root)
  const auxes = verb.children.map((at) => wordAt(reading.document, at)).filter((word) => word.dep === 'aux')
  if (auxes.some((word) => /^(will|shall|'ll)$/i.test(word.text))) return true
  return verb.tag === 'VBD' || auxes.some((word) => /^(had|has|have|was|were|did)$/i.test(word.text)) ? false : null
}

function standsOnce(reading: Reading, fact: Fact, said: string, heading: string): boolean {
  const text = fact.answer.toLowerCase()
  if (said.split(new RegExp(`(?<![\\p{L}\\d])${quoted(text)}(?![\\p{L}\\d])`, 'u')).length !== 2) return false
  const figure = /\d[\d.,]*/.exec(text)?.[0]
  if (figure !== undefined && reading.document.source.title.includes(figure)) return false
  if (fact.type === 'number' || fact.type === 'year') return true
  const told = new Set([...contentStems(said.replace(text, ' ')), ...contentStems(reading.document.source.title)])
  const own = contentStems(text)
  return own.length > 0 && !own.some((stem) => told.has(stem)) && !heading.toLowerCase().includes(text)
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether the sentence names a year of its own. */
const hasYear = (reading: Reading, sentence: Sentence): boolean =>
  range(sentence).some(
    (at) =>
      /^(1[0-9]|20)\d\d$/.test(wordAt(reading.document, at).text) && mentionAt(reading.document, at)?.type === 'DATE',
  )

const namesIn = (reading: Reading, sentence: Sentence): number =>
  new Set(
    reading.names.mentions
      .filter((mention) => mention.from >= sentence.from && mention.to <= sentence.to)
      .map((mention) => mention.name.id),
  ).size

/** From the first blank to the last. */
function span(blanks: readonly Fact[]): number[] {
  const first = blanks[0]?.words[0] ?? 0
  const words = blanks[blanks.length - 1]?.words ?? []
  const last = words[words.length - 1] ?? first
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
