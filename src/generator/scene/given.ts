import { countryOfCapital } from '../countries.ts'
import type { KnownDate } from '../dates.ts'
import { MONTHS } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { wordAt } from '../tree.ts'
import { contentStems } from '../words.ts'
import { AMOUNT, amountOf } from './amounts.ts'
import type { Fact } from './facts.ts'
import { isWellKnown } from './wellKnown.ts'

/** A figure or a year that follows from others on the card, or that stands for no count worth keeping. */
export function isWorkedOut({ type, answer, words }: Fact, reading: Reading, card: string): boolean {
  const { document } = reading
  if (isWellKnown(answer, sentenceOf(reading, words))) return true
  // Whole centuries are told by anything around them.
  if (type === 'date') return /century/.test(answer) || isNearDecade(answer, card)
  if (type === 'place') return card.includes(countryOfCapital(answer)?.name ?? '\u0000')
  if (type === 'year') {
    if (countsBack(Number(answer), reading, card)) return true
    const years = [...card.matchAll(/\b(?:1\d|20)\d\d\b/g)].map(([year]) => Number(year))
    const near = years.filter((year) => year !== Number(answer) && Math.abs(year - Number(answer)) <= 1)
    return near.length > 0 || years.length > 3
  }
  if (type !== 'number') return false
  const amount = amountOf(answer)
  if (isSmall(answer) || isProduct(amount, card) || isSum(amount, card)) return true
  if (isOneIn(amount, card) || isShareOf(amount, card) || isLead(amount, card)) return true
  if (isRate(amount, card) || isRise(amount, card) || isFraction(amount, card)) return true
  const others = [...card.matchAll(AMOUNT)].map(([text]) => amountOf(text))
  // "seen by 14m" in the title, and "14 million" in the sentence.
  if (others.filter((other) => other === amount).length > 1) return true
  if (others.some((other) => other > 4 && (other === amount * 2 || other * 2 === amount || isNear(other, amount))))
    return true
  const next = document.words[(words[words.length - 1] ?? 0) + 1]?.text ?? ''
  if (/^(%|percent|per)$/.test(next)) {
    return Number(answer) >= 100 || leavesOf(sharesOn(card), Number(answer))
  }
  // "… kilometres (… miles)": one measure is the other.
  const after = document.text.slice(wordAt(document, words[words.length - 1] ?? 0).end).slice(0, 60)
  const before = document.text.slice(0, wordAt(document, words[0] ?? 0).start).slice(-8)
  return (
    /^[^.;]{0,40}\((?:about |or )?[$£€¥]?[\d,.–-]+(?:[ )]|\p{L})/u.test(after) ||
    /\((?:or |about )?[$£€¥]?$/.test(before)
  )
}

function sentenceOf(reading: Reading, words: readonly number[]): string {
  const { document } = reading
  const span = document.sentences[wordAt(document, words[0] ?? 0).sentence]?.span
  return document.text.slice(span?.start ?? 0, span?.end ?? 0)
}

/** "16 teams in four divisions of four each", "$180 million over four years, or … a year": two other figures make it. */
function isProduct(amount: number, card: string): boolean {
  if (!/\b(?:each|every|apiece|(?:per|a) (?:year|month|week|day)|annually|yearly)\b/.test(card)) return false
  const spelled = [...card.matchAll(/\b[a-z]+\b/gi)].map(([word]) => SPELLED.indexOf(word.toLowerCase()))
  const numbers = [...[...card.matchAll(AMOUNT)].map(([text]) => amountOf(text)), ...spelled].filter((each) => each > 1)
  const makes = (a: number, b: number, c: number): boolean => a * b === c
  return numbers.some((one, i) =>
    numbers.some((two, j) => i !== j && (makes(one, two, amount) || (two <= 12 && makes(amount, two, one)))),
  )
}

/** "nearly 300 people, 119 here and 173 there", "40,000, of them 26,000": two others come to it, or leave it, or all but. */
function isSum(amount: number, card: string): boolean {
  const others = [...card.matchAll(AMOUNT)]
    .map(([text]) => amountOf(text))
    .filter((other) => other > 1 && other !== amount)
  const isIt = (other: number): boolean => Math.abs(other - amount) <= amount * 0.03
  return others.some((one, i) => others.some((two, j) => j < i && (isIt(one + two) || isIt(Math.abs(one - two)))))
}

/** "48 percent, 8 percent and 44 percent": another share, or all others together, leave what is asked of a hundred. */
function leavesOf(shares: readonly number[], asked: number): boolean {
  const isIt = (rest: number): boolean => Math.abs(rest + asked - 100) < 0.2
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.some(isIt) || (shares.length > 2 && isIt(all - asked))
}

const sharesOn = (card: string): readonly number[] =>
  [...card.matchAll(/(\d+(?:\.\d+)?) ?(?:%|percent|per cent)/g)].map(([, share]) => Number(share))

/** "about 1 in 36 children, or 2.8%": the one is the other. */
function isOneIn(amount: number, card: string): boolean {
  const one = /\b(?:1|one) in (\d[\d,]*)/i.exec(card)?.[1]
  if (one === undefined) return false
  const count = amountOf(one)
  return sharesOn(card).some((share) => Math.abs(share * count - 100) < 8 && (amount === count || amount === share))
}

/** "rejected 16,669, about 1.4% of 1.2 million": of part, whole and share any two tell the third. */
function isShareOf(amount: number, card: string): boolean {
  const shares = sharesOn(card)
  const counts = [...card.matchAll(AMOUNT)].map(([text]) => amountOf(text)).filter((each) => each > 1)
  return counts.some((part) =>
    counts.some(
      (whole) =>
        part < whole &&
        shares.some(
          (share) =>
            (share === amount || part === amount || whole === amount) &&
            Math.abs((100 * part) / whole - share) <= Math.max(0.05, share * 0.04),
        ),
    ),
  )
}

/** "leads by 1 point, 43.8 percent to 42.8": of two shares and the distance between them any two tell the third. */
function isLead(amount: number, card: string): boolean {
  const [, told = ''] = /\b(\d+(?:\.\d+)?|[a-z]+)(?:[- ]percentage)?[- ]points?\b/i.exec(card) ?? []
  const spelled = SPELLED.indexOf(told.toLowerCase())
  const points = spelled > 0 ? spelled : Number(told || Number.NaN)
  const shares = sharesOn(card)
  if (!shares.includes(amount))
    return points === amount && shares.some((a) => shares.some((b) => isNearly(a - b, points)))
  return shares.some((other) => isNearly(Math.abs(other - amount), points))
}

/** "115 die each day", "killed 42,000 in 2016": the one is the other of a longer time. */
function isRate(amount: number, card: string): boolean {
  const others = [...card.matchAll(AMOUNT)].map(([text]) => amountOf(text)).filter((other) => other > 1)
  return PERIODS.some(
    ([told, times]) =>
      told.test(card) &&
      others.some((other) => [amount / other, other / amount].some((ratio) => Math.abs(ratio / times - 1) < 0.05)),
  )
}

/** How many of each stretch of time a year has. */
const PERIODS: readonly (readonly [told: RegExp, times: number])[] = [
  [/\b(?:daily|(?:a|per|each|every) day)\b/i, 365],
  [/\b(?:weekly|(?:a|per|each|every) week)\b/i, 52],
  [/\b(?:monthly|(?:a|per|each|every) month)\b/i, 12],
]

/** "rising by 105,000, or 6.2%, to 1.8 million": of a change, its share and what it comes to any two tell the third. */
function isRise(amount: number, card: string): boolean {
  const shares = sharesOn(card)
  const counts = [...card.matchAll(AMOUNT)].map(([text]) => amountOf(text)).filter((each) => each > 0)
  return counts.some((change) =>
    counts.some((now) =>
      shares.some(
        (share) =>
          change < now &&
          [change, now, share].includes(amount) &&
          [now - change, now + change].some((before) => Math.abs((100 * change) / before - share) <= share * 0.03),
      ),
    ),
  )
}

/** "two in three Americans, 66 percent", "one-third of the 1.6 million": a part that is told in words. */
function isFraction(amount: number, card: string): boolean {
  const counts = [...card.matchAll(AMOUNT)].map(([text]) => amountOf(text)).filter((each) => each > 1)
  const isIt = (other: number): boolean => Math.abs(other / amount - 1) < 0.04
  return [...card.matchAll(FRACTION)].some(([, part = '', whole = '']) => {
    const share = SPELLED.indexOf(part.toLowerCase()) / (PARTS[whole.toLowerCase().replace(/s$/, '')] ?? Number.NaN)
    if (!(share > 0)) return false
    return isIt(share * 100) || counts.some((other) => other !== amount && (isIt(other * share) || isIt(other / share)))
  })
}

const FRACTION =
  /\b(one|two|three|four)(?:-| in | out of |[ -])(thirds?|quarters?|fourths?|fifths?|three|four|five|ten)\b/gi
const PARTS: Readonly<Record<string, number>> = {
  ...{ third: 3, three: 3, quarter: 4, fourth: 4, four: 4 },
  ...{ fifth: 5, five: 5, ten: 10 },
}

const isNearly = (a: number, b: number): boolean => Math.abs(a - b) < 0.05

const SPELLED = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** "$399,869" under "$400,000 for …": all but the same figure. */
const isNear = (other: number, amount: number): boolean =>
  other !== amount && Math.abs(other - amount) <= amount * 0.06 && amount > 50

/** "the late 1980s" beside "the 1980s", or "the 1780s" beside 1789: a year within it, or in the years around it. */
function isNearDecade(answer: string, card: string): boolean {
  const decade = Number(/\b(\d{3}0)s\b/.exec(answer)?.[1] ?? Number.NaN)
  const rest = card.replace(answer, ' ')
  return [...rest.matchAll(/\b((?:1\d|20)\d\d)s?\b/g)].some(([, year]) => Math.abs(Number(year) - decade - 4) <= 6)
}

/** "dies at 93", "the 40th anniversary", "a 48-year-old ban": the year of the news less that many is the year asked. */
function countsBack(year: number, { published }: Reading, card: string): boolean {
  if (published === null) return false
  return [...card.matchAll(/\b(\d{1,3})(?:th|st|nd|rd)?\b/g)].some(([, text]) => {
    const count = Number(text)
    return count > 4 && Math.abs(published.year - count - year) <= 1
  })
}

/** "two individuals", "7 members": fewer than a dozen are counted from what is told of them, or kept by nobody. */
const isSmall = (answer: string): boolean =>
  /^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d|1[0-2])$/i.test(answer)

/** A date that the heading's own date tells: a day of the same month, the year of the news or the one beside it. */
export function isTold(reading: Reading, { type, answer }: Fact): boolean {
  const { published } = reading
  if (published === null || reading.genre === 'plain') return false
  if (type === 'year') return Math.abs(Number(answer) - published.year) <= 1
  if (type !== 'date' || /\b(?:end|early|late|mid|middle|beginning|start)\b/i.test(answer)) return false
  if (/\b(?:1\d|20)\d\d\b/.test(answer)) return answer.includes(String(published.year)) && isMonthOf(answer, published)
  return isMonthOf(answer, published) || !MONTHS.some((month) => answer.includes(month))
}

const isMonthOf = (text: string, { month }: KnownDate): boolean =>
  month !== null && text.includes(MONTHS[month - 1] ?? '')

/** Nothing on the card may tell the answer, in whole or in most of its words. */
export function standsOnce(fact: Fact, said: string, heading: ReadonlySet<string>): boolean {
  const text = fact.answer.toLowerCase()
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (said.split(new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'u')).length !== 2) return false
  if (fact.type === 'number' || fact.type === 'year' || fact.type === 'date' || fact.type === 'duration') return true
  const rest = new Set(contentStems(said.replace(text, ' ')))
  const own = contentStems(text)
  const shared = own.filter((stem) => rest.has(stem)).length
  const most = fact.type === 'phrase' || fact.type === 'clause' ? Math.floor(own.length / 3) : 0
  return own.length > 0 && shared <= most && !own.some((stem) => heading.has(stem))
}
