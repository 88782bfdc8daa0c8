import { hashToSeed } from '../domain/hash.ts'
import type { Distractor, Evidence } from '../domain/note.ts'
import type { Random } from '../domain/random.ts'
import { makeRandom, randomInt, shuffle } from '../domain/random.ts'
import { countryOf } from './countries.ts'
import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { MONTHS, NUMBER_WORDS } from './lexicon.ts'
import type { NameMention } from './names.ts'
import type { Reading } from './reading.ts'
import { peersOf } from './regions.ts'
import { isSurelyPerson } from './surely.ts'
import { isVerbal, mentionAt, wordAt } from './tree.ts'

/** How many wrong options a choice has; with fewer there is none. */
const COUNT = 3

type Candidate = { readonly text: string; readonly evidence: Evidence | null }

/**
 * Three wrong answers of the same kind and form, from the article where it has them, none of them in the question, in
 * the evidence sentence or an alias of the answer. None where three cannot be found. Seeded by question and answer.
 */
export function addDistractors(reading: Reading, draft: Draft): readonly Distractor[] {
  // Wrong options belong to one answer.
  if (draft.content.kind === 'list' || (draft.content.kind === 'cloze' && draft.content.text.includes('{{c2::')))
    return []
  if (draft.answerType === 'number' && isLoose(reading, draft)) return []
  // Of what is not so others are not so either.
  if (/\b(?:not|never|no|nor|neither)\b|n't\b/i.test(questionOf(draft))) return []
  const answer = answerOf(draft)
  const random = makeRandom(hashToSeed(`${questionOf(draft)}\u0000${answer}`))
  const taken = takenBy(reading, draft)
  const out: Candidate[] = []
  for (const candidate of candidatesFor(reading, draft, answer, random)) {
    const key = candidate.text.toLowerCase().replace(/^the /, '')
    if (taken.some((text) => text === key || text.replace(/[.,;:?!"]+(?= |$)/g, '').includes(` ${key} `))) continue
    if (out.some((each) => each.text.toLowerCase() === candidate.text.toLowerCase())) continue
    out.push(candidate)
    if (out.length === COUNT) return out
  }
  return []
}

/** "More than 40", "about 40": of such a figure others are true as well, or as good. */
function isLoose(reading: Reading, draft: Draft): boolean {
  const first = draft.answers[0]?.words[0]
  if (first === undefined || draft.content.kind !== 'cloze') return false
  const before = reading.document.text.slice(
    Math.max(0, wordAt(reading.document, first).start - 24),
    wordAt(reading.document, first).start,
  )
  return /\b(?:more than|less than|fewer than|over|under|above|below|at least|at most|up to|as many as|as much as|nearly|almost|about|around|some|roughly|approximately|just) ?(?:US|A|C)?[$£€]?$/i.test(
    before,
  )
}

/** More than a hundred in a hundred, or all but all of it, which nobody takes for the answer. */
function isOverAll(reading: Reading, draft: Draft, answer: string, option: string): boolean {
  const last = draft.answers[0]?.words.at(-1)
  const after = last === undefined ? '' : reading.document.text.slice(wordAt(reading.document, last).end).slice(0, 12)
  const most = Number.parseFloat(answer) < 95 ? 95 : 100
  return /^(?: per ?cent| ?%)|%/.test(after + answer) && Number.parseFloat(option) > most
}

/** A year after the day of publication gives itself away beside one before it. */
const isAhead = (reading: Reading, answer: number, option: number): boolean =>
  reading.published !== null && answer <= reading.published.year && option > reading.published.year

/** On the other side of the day of publication than the answer, or in that very month. */
function isBeyond({ published, genre }: Reading, answer: string, option: string): boolean {
  if (published === null || genre === 'plain') return false
  const own = monthOf(answer)
  const other = monthOf(option)
  const now = monthsOf(published.year, published.month ?? 1)
  if (own === null || other === null || other === own) return false
  return own < now ? other >= now : own > now ? other <= now : true
}

/** "early April 2024" as months since the year 0; null where the year is not told. */
function monthOf(text: string): number | null {
  const [, month = '', year = ''] = new RegExp(`\\b(${MONTHS.join('|')})\\b.*?\\b(\\d{4})$`).exec(text) ?? []
  return year === '' ? null : monthsOf(Number(year), MONTHS.indexOf(month) + 1)
}

const monthsOf = (year: number, month: number): number => year * 12 + month

/** What an option must not be: the answer, what is accepted for it, and all that question and evidence mention. */
function takenBy(reading: Reading, draft: Draft): string[] {
  const sentence = reading.document.sentences[draft.sentence]
  const evidence = sentence === undefined ? '' : reading.document.text.slice(sentence.span.start, sentence.span.end)
  return [
    answerOf(draft).toLowerCase().replace(/^the /, ''),
    ...draft.accepted.map((text) => text.toLowerCase().replace(/^the /, '')),
    ` ${questionOf(draft).toLowerCase()} `,
    ` ${evidence.toLowerCase()} `,
  ]
}

function* candidatesFor(reading: Reading, draft: Draft, answer: string, random: Random): Generator<Candidate> {
  switch (draft.answerType) {
    case 'person':
      yield* persons(reading, draft, answer)
      return
    case 'country':
      yield* countries(reading, draft, answer, random)
      return
    case 'year':
      for (const option of years(Number(answer), random))
        if (!isAhead(reading, Number(answer), Number(option.text))) yield option
      return
    case 'date':
      for (const option of dates(answer, random)) if (!isBeyond(reading, answer, option.text)) yield option
      return
    case 'number':
      for (const option of numbers(answer, random)) if (!isOverAll(reading, draft, answer, option.text)) yield option
      return
    case 'duration':
      yield* durations(answer, random)
      return
    case 'place':
    case 'body':
    case 'clause':
    case 'phrase':
      return
  }
}

/** A first name and a surname and nothing else: no building, no office. */
const FULL_NAME = /^\p{Lu}[\p{Ll}'’]+(?: \p{Lu}\.)?(?: (?:al-|bin |von |de |van )?\p{Lu}[\p{L}'’-]+){1,2}$/u

/** Others of the article, under the same form of name; never one of whom the same verb is said. */
function* persons(reading: Reading, draft: Draft, answer: string): Generator<Candidate> {
  const titled = / /.test(answer) && reading.names.all.every((name) => name.full !== answer)
  for (const name of reading.names.all) {
    if (name.kind !== 'person' || !FULL_NAME.test(name.full)) continue
    if (name.full.split(' ').some((part) => part.length > 2 && answer.includes(part))) continue
    const mentions = reading.names.mentions.filter((mention) => mention.name.id === name.id)
    if (mentions.some((mention) => mentionAt(reading.document, mention.to - 1)?.type !== 'PERSON')) continue
    if (!isSurelyPerson(reading, name)) continue
    if (mentions.some((mention) => doesTheSame(reading, mention, draft))) continue
    const shown = mentions.find((mention) => titled === mention.titleTo > mention.from)
    if (shown === undefined) continue
    const text = titled
      ? reading.document.text.slice(
          wordAt(reading.document, shown.from).start,
          wordAt(reading.document, shown.to - 1).end,
        )
      : name.full
    yield { text, evidence: evidenceFor(reading, shown) }
  }
}

/** Where the verb over a name is that of the question or of its blank: what is said of the one may be true of the other. */
function doesTheSame(reading: Reading, mention: NameMention, draft: Draft): boolean {
  const blank = draft.answers[0]?.words.at(-1)
  const own = [draft.verb, blank === undefined ? null : verbOver(reading, blank)]
  const verb = verbOver(reading, mention.to - 1)
  return verb !== null && own.some((each) => each !== null && lemmaAt(reading, each) === lemmaAt(reading, verb))
}

const lemmaAt = (reading: Reading, word: number): string => wordAt(reading.document, word).lemma

function verbOver(reading: Reading, from: number): number | null {
  let word = wordAt(reading.document, from)
  for (let step = 0; step < 8 && word.dep !== 'ROOT'; step++) {
    word = wordAt(reading.document, word.head)
    if (isVerbal(word)) return word.index
  }
  return isVerbal(word) ? word.index : null
}

function* countries(reading: Reading, draft: Draft, answer: string, random: Random): Generator<Candidate> {
  const article = /^the /i.test(answer)
  const seen = new Set<string>()
  const known = countryOf(answer)?.name.startsWith('the ') === true
  const shape = (name: string): string => (known && !article ? name.replace(/^the /, '') : name)
  for (const mention of reading.names.mentions) {
    if (mention.name.kind !== 'country' || seen.has(mention.name.id)) continue
    seen.add(mention.name.id)
    if (countryOf(answer)?.name === mention.name.full || doesTheSame(reading, mention, draft)) continue
    yield { text: shape(mention.name.full), evidence: evidenceFor(reading, mention) }
  }
  for (const name of shuffle(peersOf(answer), random)) yield { text: shape(name), evidence: null }
}

function* years(year: number, random: Random): Generator<Candidate> {
  if (!Number.isInteger(year)) return
  for (const shift of bothSides(shuffle([1, 2, 3, 4], random), random))
    yield { text: String(year + shift), evidence: null }
}

/** The first two of these steps once down and once up, then the rest either way: the answer is neither end for sure. */
const bothSides = (steps: readonly number[], random: Random): number[] =>
  steps.map((step, i) => (i === 0 ? -step : i === 1 ? step : randomInt(random, 2) === 0 ? -step : step))

function* dates(answer: string, random: Random): Generator<Candidate> {
  const match = new RegExp(`^(.*?)(\\d{1,2} )?(${MONTHS.join('|')})( \\d{1,2})?(,? \\d{4})?$`).exec(answer)
  if (match === null) return
  const [, head = '', dayBefore, month = '', dayAfter, year = ''] = match
  const day = Number((dayBefore ?? dayAfter ?? '').trim())
  if (day > 0) {
    for (const shift of bothSides(shuffle([3, 5, 7, 9], random), random)) {
      const other = day + shift
      if (other < 1 || other > 28) continue
      yield {
        text: dayBefore === undefined ? `${head}${month} ${other}${year}` : `${head}${other} ${month}${year}`,
        evidence: null,
      }
    }
    for (const other of [2, 6, 17, 23, 27])
      yield {
        text: dayBefore === undefined ? `${head}${month} ${other}${year}` : `${head}${other} ${month}${year}`,
        evidence: null,
      }
    return
  }
  const index = MONTHS.indexOf(month)
  for (const shift of bothSides([...shuffle([1, 2, 3, 4], random), ...shuffle([5, 6, 7, 8], random)], random)) {
    const other = index + shift
    const told = year.replace(/\d+/, (text) => String(Number(text) + Math.floor(other / 12)))
    yield { text: `${head}${MONTHS[(other + 12) % 12] ?? ''}${told}`, evidence: null }
  }
}

/** Figures of the same size and roundness, some below and some above. */
function* numbers(answer: string, random: Random): Generator<Candidate> {
  const match = /^(\D*?)(\d[\d,]*(?:\.\d+)?)(\D*)$/.exec(answer)
  if (match === null) {
    const at = NUMBER_WORDS.indexOf(answer.toLowerCase())
    if (at < 2) return
    for (const shift of bothSides(shuffle([1, 2, 3], random), random)) {
      const word = NUMBER_WORDS[at + shift]
      if (at + shift > 1 && word !== undefined) yield { text: word, evidence: null }
    }
    for (const word of NUMBER_WORDS.slice(2, 9)) yield { text: word, evidence: null }
    return
  }
  const [, before = '', figure = '', after = ''] = match
  const value = Number(figure.replace(/,/g, ''))
  const decimals = /\.(\d+)$/.exec(figure)?.[1]?.length ?? 0
  const unit = decimals > 0 ? 10 ** -decimals : roundness(value)
  for (const share of bothSides(shuffle([0.15, 0.25, 0.35, 0.45], random), random)) {
    const other = Math.round((value * (1 + share)) / unit) * unit
    if (other <= 0 || Math.abs(other - value) < unit / 2) continue
    const plain = other.toFixed(decimals)
    yield { text: `${before}${figure.includes(',') ? grouped(plain) : plain}${after}`, evidence: null }
  }
}

/** 87,200 is rounded to hundreds, so are its companions; 475 to quarters of a hundred, 35 to fives. */
function roundness(value: number): number {
  let unit = 1
  while (value % (unit * 10) === 0 && unit < value) unit *= 10
  if (unit > 1 || value < 10) return unit
  return value > 100 && value % 25 === 0 ? 25 : value % 5 === 0 ? 5 : 1
}

const grouped = (plain: string): string => {
  const [whole = '', rest] = plain.split('.')
  const out = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest === undefined ? out : `${out}.${rest}`
}

function* durations(answer: string, random: Random): Generator<Candidate> {
  const words = answer.split(' ')
  const at = words.findIndex((word) => NUMBER_WORDS.some((each) => each === word.toLowerCase()) || /^\d+$/.test(word))
  if (at < 0) return
  for (const candidate of numbers(words[at] ?? '', random)) {
    yield { text: words.map((word, i) => (i === at ? candidate.text : word)).join(' '), evidence: null }
  }
}

function evidenceFor(reading: Reading, mention: NameMention): Evidence | null {
  const { document } = reading
  const first = wordAt(document, mention.from)
  const span = document.sentences[first.sentence]?.span
  if (span === undefined) return null
  return {
    sourceId: document.source.id,
    sentence: span,
    answer: { start: first.start, end: wordAt(document, mention.to - 1).end },
    quote: document.source.text.slice(span.start, span.end),
    resolutions: [],
  }
}
