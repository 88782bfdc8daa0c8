import { acceptedFor } from '../answers.ts'
import { holderOf, nameSpeaker, yearOf } from '../attribution.ts'
import type { Draft, Drop } from '../draft.ts'
import { capitalise } from '../draft.ts'
import { isStanding } from '../heldGate.ts'
import { OPINION } from '../lexicon.ts'
import type { Fact } from '../passage/facts.ts'
import { factsIn } from '../passage/facts.ts'
import { headingFor, titleOf, titleStems } from '../passage/heading.ts'
import { phrasesIn } from '../passage/phrases.ts'
import { reductionsOf } from '../passage/reduce.ts'
import { isReported, standingFault } from '../passage/standing.ts'
import type { Statement } from '../passage/statement.ts'
import { statementsIn } from '../passage/statement.ts'
import { asSentence, told } from '../passage/telling.ts'
import { groundFault, isWorth } from '../passage/worth.ts'
import type { Reading } from '../reading.ts'
import { salientIn } from '../salience.ts'
import type { Stem } from '../stem.ts'
import { mentionAt, verbatim, wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'

/** Blanks that one statement may have, figures one more: more of them would tell each other. */
const BLANKS = 2

/**
 * A whole sentence of the article with a figure, a year, a name or a phrase left out. What the text says in its own
 * words needs no turning round: only dates, names and what points elsewhere are read, and a heading says what it is about.
 */
export function* askPassages(reading: Reading): Generator<Draft | Drop> {
  for (const sentence of reading.document.sentences) {
    for (const whole of statementsIn(reading, sentence)) {
      const asked = tried(reading, whole)
      if (asked === null) continue
      yield 'drop' in asked ? { ...asked, sentence: sentence.index } : asked
      if (!('drop' in asked)) continue
      for (const part of reductionsOf(reading, whole)) {
        const shorter = tried(reading, part)
        if (shorter === null || 'drop' in shorter) continue
        yield shorter
        break
      }
    }
  }
}

/** The statement with its blanks, or why it has none; null where nothing in it is worth a blank. */
function tried(reading: Reading, statement: Statement): Draft | Drop | null {
  const facts = [...factsIn(reading, statement), ...phrasesIn(reading, statement)].filter((fact) =>
    isWorth(reading, statement, fact),
  )
  if (facts.length === 0) return null
  const fault = standingFault(reading, statement)
  return fault === null
    ? ask(reading, statement, facts)
    : { drop: fault, text: verbatim(reading.document, statement.words) }
}

function ask(reading: Reading, statement: Statement, facts: readonly Fact[]): Draft | Drop {
  const { document } = reading
  const plain = verbatim(document, statement.words)
  const holder = heldBy(reading, statement, plain)
  if (holder !== null && 'drop' in holder) return holder
  let topics: ReadonlySet<string> = new Set()
  let whole = told(reading, statement, [], topics)
  if (whole.failure()?.startsWith('dangling') === true && titleOf(reading) !== null) {
    topics = titleStems(reading)
    whole = told(reading, statement, [], topics)
  }
  const failure = whole.failure()
  if (failure !== null) return { drop: `passage: ${failure}`, text: plain }
  if (contentStems(whole.text()).length < 7) return { drop: 'passage: says too little', text: plain }
  const held = holder === null || topics.size === 0 ? holder?.heading : `From “${titleOf(reading)}”: ${holder.heading}`
  const heading = held ?? titleHeading(reading, statement, whole.text())
  const ground =
    heading === null ? 'passage: nothing says what it is about' : groundFault(reading, statement, whole.text())
  if (heading === null || ground !== null) return { drop: ground ?? '', text: plain }
  if (holder !== null && holder.name !== '' && whole.text().includes(holder.name))
    return { drop: 'passage: of its own author', text: plain }
  const said = ` ${heading.toLowerCase()} ${whole.text().toLowerCase()} `
  const free = apart(facts.filter((fact) => standsOnce(fact, said, heading)))
  const figures = free.filter((fact) => fact.type === 'number')
  const fit = figures.length > BLANKS ? figures.slice(0, BLANKS + 1) : free.slice(0, BLANKS)
  if (fit.length === 0) return { drop: 'passage: no blank left', text: plain }
  const blanks = [...fit].sort((a, b) => (a.words[0] ?? 0) - (b.words[0] ?? 0))
  const stem = told(reading, statement, blanks, topics)
  const first = fit[0]
  if (stem.failure() !== null || first === undefined) return { drop: `passage: ${stem.failure()}`, text: plain }
  const sentence = asSentence(stem)
  if (/\(\s*\)/.test(sentence)) return { drop: 'passage: empty brackets', text: plain }
  const { published } = reading
  const standing =
    published !== null && reading.genre === 'plain' && isStanding(reading, statement.root, first.type, sentence)
  const asOf = standing ? `as of ${published.year}, ` : ''
  return {
    rule: `passage-${first.type}`,
    content: { kind: 'cloze', text: heading + (holder === null ? capitalise(asOf + sentence) : sentence) },
    sentence: statement.sentence.index,
    answers: [{ sentence: statement.sentence.index, words: span(blanks) }],
    accepted: blanks.length > 1 ? [] : acceptedFor(reading, first.words, first.answer),
    resolutions: [...(holder?.stem?.resolutions() ?? []), ...stem.resolutions()],
    answerType: first.type,
    verb: statement.root,
  }
}

type Holder = { readonly name: string; readonly heading: string; readonly stem: Stem | null }

/** In whose name a statement is told: its speaker's, its author's, of a guess its outlet's; null where it is the text's own. */
function heldBy(reading: Reading, statement: Statement, plain: string): Holder | Drop | null {
  const holder = holderOf(reading)
  const year = yearOf(reading)
  if (statement.speech !== null) {
    const speaker = nameSpeaker(reading, statement.speech, statement.sentence.index)
    if (speaker === null) return { drop: 'passage: a nameless speaker', text: plain }
    return { name: speaker.text, heading: `According to ${speaker.text}${year}, `, stem: speaker.stem }
  }
  if (reading.genre === 'op-ed' && holder !== null)
    return { name: holder, heading: `According to ${holder}${year}, `, stem: null }
  const guess = statement.root !== null && OPINION.test(plain.replace(/\bMay\b/g, ''))
  if (!guess || isReported(reading, statement.root ?? 0)) return null
  // A guess of the text's own is told in its outlet's name, without its title: its own names must place it.
  if (holder === null || reading.genre === 'plain' || salientIn(reading, plain) < 2)
    return { drop: 'passage: opinion', text: plain }
  return { name: holder, heading: `According to ${holder}${year}, `, stem: null }
}

/** The title, and the month of the news where the statement has no year of its own; null where nothing says what it is about. */
function titleHeading(reading: Reading, statement: Statement, text: string): string | null {
  const yearless = !/\b(1[0-9]|20)\d\d\b/.test(text) && !hasYear(reading, statement)
  // What the news tells in the present ("an astronomer says …") is of its own day, whatever year it speaks of.
  const date = yearless || (reading.genre === 'news' && isPresent(reading, statement))
  const heading = headingFor(reading, text, {
    date,
    title: reading.genre === 'plain' || salientIn(reading, text) < 3,
  })
  if (heading !== null) return heading
  // A broken title leaves the outlet and the month.
  const untitled = reading.genre === 'news' && titleOf(reading) === null
  const least = yearless && reading.genre === 'news' && salientIn(reading, text) < 2 ? 3 : 2
  return namesIn(reading, statement) < least
    ? null
    : (headingFor(reading, text, { date: date || untitled, title: false }) ?? '')
}

function isPresent(reading: Reading, { root }: Statement): boolean {
  if (root === null) return false
  const verb = wordAt(reading.document, root)
  const first = verb.children.map((at) => wordAt(reading.document, at)).find((word) => /^aux/.test(word.dep))
  return /^VB[ZP]$/.test((first ?? verb).tag)
}

/** Facts none of whose words another one takes; the first of two is kept. */
const apart = (facts: readonly Fact[]): Fact[] =>
  facts.filter((fact, i) => !facts.slice(0, i).some((other) => other.words.some((word) => fact.words.includes(word))))

function standsOnce(fact: Fact, said: string, heading: string): boolean {
  const text = fact.answer.toLowerCase()
  if (said.split(new RegExp(`(?<![\\p{L}\\d])${quoted(text)}(?![\\p{L}\\d])`, 'u')).length !== 2) return false
  const figure = /\d[\d.,]*/.exec(text)?.[0]
  if (figure !== undefined && heading.includes(figure)) return false
  if (fact.type === 'number' || fact.type === 'year') return true
  const rest = new Set(contentStems(said.replace(text, ' ')))
  const own = contentStems(text)
  const shared = own.filter((stem) => rest.has(stem)).length
  const most = fact.type === 'phrase' || fact.type === 'clause' ? Math.floor(own.length / 3) : 0
  return own.length > 0 && shared <= most && !heading.toLowerCase().includes(text)
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether the statement names a year of its own. */
const hasYear = (reading: Reading, { words }: Statement): boolean =>
  words.some(
    (at) =>
      /^(1[0-9]|20)\d\d$/.test(wordAt(reading.document, at).text) && mentionAt(reading.document, at)?.type === 'DATE',
  )

const namesIn = (reading: Reading, { words }: Statement): number =>
  new Set(
    reading.names.mentions
      .filter((mention) => words.includes(mention.from) && words.includes(mention.to - 1))
      .map((mention) => mention.name.id),
  ).size

/** From the first blank to the last. */
function span(blanks: readonly Fact[]): number[] {
  const first = blanks[0]?.words[0] ?? 0
  const words = blanks[blanks.length - 1]?.words ?? []
  const last = words[words.length - 1] ?? first
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
