import type { Mention, Word } from '../document.ts'
import type { AnswerType } from '../draft.ts'
import { MONTHS, PERSON_NOUNS, SAYING } from '../lexicon.ts'
import type { Reading } from '../reading.ts'
import { childOf, childrenOf, mentionAt, verbatim, wordAt } from '../tree.ts'
import type { Statement } from './statement.ts'

/** A stretch of a sentence that is worth recalling, with what its blank says of it. */
export type Fact = {
  readonly words: readonly number[]
  /** What the blank holds: the words as they stand, but of a person the full name. */
  readonly answer: string
  readonly type: AnswerType
  readonly hint: string
  /** Higher is asked first. */
  readonly weight: number
  /** What the phrase does in its sentence, e.g. `object`: some are worth more than others. */
  readonly role?: string
}

/** Whole figures, years and names of a statement: no part of a longer name, no modifier, nothing that stands twice. */
export function factsIn(reading: Reading, { words }: Statement): Fact[] {
  const { document } = reading
  const inside = new Set(words)
  const whole = verbatim(document, words)
  const out: Fact[] = []
  for (const mention of document.mentions) {
    if (!inside.has(mention.from) || !inside.has(mention.to - 1)) continue
    const fact = factOf(reading, mention)
    if (fact === null) continue
    const text = verbatim(document, fact.words)
    if (countOf(whole, text) !== 1) continue
    out.push(fact)
  }
  return out.sort((a, b) => b.weight - a.weight || (a.words[0] ?? 0) - (b.words[0] ?? 0))
}

const countOf = (text: string, part: string): number => text.split(part).length - 1

function factOf(reading: Reading, mention: Mention): Fact | null {
  switch (mention.type) {
    case 'CARDINAL':
    case 'QUANTITY':
    case 'MONEY':
    case 'PERCENT':
      return figure(reading, mention)
    case 'DATE':
      return year(reading, mention)
    case 'PERSON':
    case 'GPE':
    case 'LOC':
    case 'ORG':
    case 'FAC':
    case 'EVENT':
      return name(reading, mention)
    default:
      return null
  }
}

function figure(reading: Reading, mention: Mention): Fact | null {
  const { document } = reading
  const digits: number[] = []
  for (let i = mention.from; i < mention.to; i++) if (wordAt(document, i).tag === 'CD') digits.push(i)
  const first = digits[0]
  const last = digits[digits.length - 1]
  if (first === undefined || last === undefined || last - first > 3) return null
  const words = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const text = verbatim(document, words)
  if (/^(one|a|1|zero|half|dozens?|hundreds?|thousands?|millions?|billions?|trillions?)$/i.test(text)) return null
  if (/^(1[0-9]|20)\d\d$/.test(text) && mention.type === 'CARDINAL') return null
  if (text.includes('/') || /^all$/i.test(document.words[first - 1]?.text ?? '')) return null
  if (/^\p{Lu}/u.test(text) || (mention.type === 'CARDINAL' && document.words[first - 1]?.coarse === 'PROPN'))
    return null
  // "1,150sq" before "km", "2015—99": the reader cut it wrongly.
  if (/\d(?:sq|cu|km|st|nd|rd|th)\b|[—–]/.test(text)) return null
  const currency = /^[$£€¥]$/.test(document.words[first - 1]?.text ?? '')
  if (currency && /^(?:to|and|or|-|–)$/.test(document.words[first - 2]?.text ?? '')) return null
  if (/ (to|and|or) /.test(text) || /^(between|±|and|to)$/i.test(document.words[first - 1]?.text ?? '')) return null
  if (/^(±|to|and|or)$/.test(document.words[last + 1]?.text ?? '')) return null
  if (
    /^(-|–|\/|:)$/.test(document.words[last + 1]?.text ?? '') ||
    /^(-|–|\/|:|#|No\.|number)$/.test(document.words[first - 1]?.text ?? '')
  )
    return null
  const counted = wordAt(document, wordAt(document, last).head)
  if (
    mention.type === 'QUANTITY' &&
    /^(north|south|east|west|away|off|inland|down|old)/i.test(document.words[counted.index + 1]?.text ?? '')
  )
    return null
  if (mention.type === 'CARDINAL') {
    // "By 750, the farmers had …": a year of long ago.
    const opens = /^(?:by|in|until|since|from|around)$/i.test(document.words[first - 1]?.text ?? '')
    if (opens && /^\d{3}$/.test(text) && wordAt(document, last).dep === 'pobj') return null
    const counts = wordAt(document, last).dep === 'nummod' && /^NN(?:P?S)$/.test(counted.tag) && counted.index > last
    if (!counts && !isAmount(reading, mention, text) && !isRunning(reading, mention, text)) return null
    if (/^(thing|way|side|time|reason|case|point|part|other)$/.test(counted.lemma)) return null
    if (/^(two|three|both)$/i.test(text) && !/^(nsubj|nsubjpass|dobj)$/.test(counted.dep)) return null
    if (/^the$/i.test(document.words[first - 1]?.text ?? '')) return null
  }
  // "33.9 per 100,000": what anybody counts by.
  if (/^per$/i.test(document.words[first - 1]?.text ?? '')) return null
  if (isShareOfNothing(reading, mention, last)) return null
  if (
    wordAt(document, first).start !== document.words[first - 1]?.end ||
    /^(?:[A-Z]{0,3}[$£€¥]|Rs\.?)$/.test(document.words[first - 1]?.text ?? '')
  )
    return { words, answer: text, type: 'number', hint: 'number', weight: 3 }
  return null
}

/** Verbs of which a share needs its whole: "spends 1.2 percent" of what? */
const SPENDING = /^(?:spend|contribute|pay|devote|allocate|invest)$/

/** "46 percent is indeed low", "spends 1.2 percent": the sentence does not say of what, as the share stands alone. */
function isShareOfNothing(reading: Reading, mention: Mention, last: number): boolean {
  const { document } = reading
  if (mention.type !== 'PERCENT') return false
  const sign = wordAt(document, Math.min(last + 1, mention.to - 1))
  const verb = wordAt(document, sign.head)
  if (childOf(document, sign.index, 'prep') !== null) return false
  return /^nsubj/.test(sign.dep) ? verb.lemma === 'be' : SPENDING.test(verb.lemma) && !saysOfWhat(reading, verb)
}

/** "of their income, they spend 1.2 percent": what it is a share of hangs on the verb. */
const saysOfWhat = ({ document }: Reading, verb: Word): boolean =>
  childrenOf(document, verb.index, 'prep').some((word) => word.text.toLowerCase() === 'of')

/** "a population of approximately 1.5 million": a large figure that ends its phrase after a preposition. */
function isAmount(reading: Reading, mention: Mention, text: string): boolean {
  const word = wordAt(reading.document, mention.to - 1)
  const preposition = wordAt(reading.document, word.head)
  return (
    /million|billion|trillion|\d{2,3}(?:,\d{3})+|^\d{3,}$/.test(text) &&
    word.dep === 'pobj' &&
    /^(?:of|to|at|from|by|over|around)$/i.test(preposition.text)
  )
}

/** "…, but by August it was down to 87,200": a large figure whose noun stood with the figure before it in its sentence. */
function isRunning(reading: Reading, mention: Mention, text: string): boolean {
  const { document } = reading
  const word = wordAt(document, mention.to - 1)
  if (!/^\d{1,3}(,\d{3})+$/.test(text) || !/^(pobj|nsubj|attr|dobj)$/.test(word.dep)) return false
  return document.mentions.some(
    (other) =>
      other.to <= mention.from &&
      /^(CARDINAL|QUANTITY)$/.test(other.type) &&
      wordAt(document, other.from).sentence === word.sentence &&
      /^\d{1,3}(,\d{3})+$/.test(wordAt(document, other.to - 1).text) &&
      wordAt(document, wordAt(document, other.to - 1).head).tag === 'NNS',
  )
}

function year(reading: Reading, mention: Mention): Fact | null {
  const { document } = reading
  const years: number[] = []
  for (let i = mention.from; i < mention.to; i++) if (/^(1[0-9]|20)\d\d$/.test(wordAt(document, i).text)) years.push(i)
  const at = years[0]
  if (at !== undefined && /^(years?|-)/.test(document.words[at + 1]?.text ?? '')) return null
  if (years.length !== 1 || at === undefined) return null
  if (document.words[at + 1]?.text === ',' && /^(1[0-9]|20)\d\d$/.test(document.words[at + 2]?.text ?? '')) return null
  const before = document.words[at - 1]
  if (before?.coarse === 'PROPN' && !MONTHS.includes(before.text)) return null
  if (/^(and|or|to|but)$/.test(document.words[at + 1]?.text ?? '') && /^\d/.test(document.words[at + 2]?.text ?? ''))
    return null
  if (/^(-|–|\/)$/.test(document.words[at + 1]?.text ?? '') || /^(-|–|\/)$/.test(document.words[at - 1]?.text ?? ''))
    return null
  if (document.words[at - 1]?.text === '(' || document.words[at + 1]?.text === ')') return null
  if (Number(wordAt(document, at).text) === reading.published?.year) return null
  // "As of 2019", "at the end of 2014": the day of a figure is not what the sentence tells.
  const { start } = wordAt(document, at)
  if (/\b(?:as of|the end of) $/i.test(document.text.slice(Math.max(0, start - 12), start))) return null
  const carrier = wordAt(document, wordAt(document, at).head)
  if (!/^(pobj|nummod|npadvmod)$/.test(wordAt(document, at).dep) || carrier.coarse === 'VERB') return null
  if (wordAt(document, at).dep === 'nummod' && (carrier.index >= mention.to || carrier.tag === 'NNS')) return null
  if (/^(to|and|or|–|-)$/.test(document.words[at - 1]?.text ?? '')) return null
  if (mention.to - mention.from > 4 || /'s$/.test(mention.text)) return null
  return { words: [at], answer: wordAt(document, at).text, type: 'year', hint: 'year', weight: 2.5 }
}

function name(reading: Reading, mention: Mention): Fact | null {
  const { document, names } = reading
  const linked = names.at(mention.to - 1)
  if (linked === null || linked.from > mention.from + 1 || linked.to !== mention.to) return null
  const civil = linked.titleTo > linked.from && /^(Mr|Mrs|Ms|Miss)\.?$/.test(wordAt(document, linked.from).text)
  const from = civil ? linked.from : Math.max(linked.titleTo, mention.from)
  const words = Array.from({ length: mention.to - from }, (_, i) => from + i).filter(
    (at, i) => !(i === 0 && /^the$/i.test(wordAt(document, at).text)),
  )
  const last = wordAt(document, mention.to - 1)
  if (words.length === 0 || words.length > 6) return null
  if (!isWholeName(reading, words)) return null
  if (childrenOf(document, last.index, 'amod').some((word) => word.index < (words[0] ?? 0))) return null
  if (/^(compound|amod|nmod|poss|appos|conj|npadvmod|intj|dep)$/.test(last.dep)) return null
  if (childrenOf(document, last.index, 'conj', 'cc').length > 0) return null
  if (childOf(document, last.index, 'case') !== null) return null
  const text = verbatim(document, words)
  const sentence = document.sentences[last.sentence]?.span.start ?? 0
  if (OPEN_LIST.test(document.text.slice(sentence, wordAt(document, words[0] ?? 0).start))) return null
  if (/\d|[()"&/.]$|[()"&/]/.test(text) || !/^\p{Lu}/u.test(text)) return null
  if (
    last.dep === 'pobj' &&
    /^(to|of|like|than|as)$/i.test(wordAt(document, last.head).text) &&
    !/^(country|capital)$/.test(linked.name.kind)
  )
    return null
  const governor = wordAt(document, last.head)
  const speaking = /^nsubj/.test(last.dep) && SAYING.has(governor.lemma)
  if (speaking) return null
  const { kind } = linked.name
  switch (mention.type) {
    case 'PERSON':
      if (kind !== 'person' || !linked.name.full.includes(' ') || NOBODY.test(text)) return null
      if (CROWNED.test(document.words[(words[0] ?? 0) - 1]?.text ?? '')) return null
      if (last.dep === 'pobj' && !/^(by|with|from|against)$/i.test(governor.text)) return null
      if (
        document.words[last.index + 1]?.text === ',' &&
        /^(which|where)$/i.test(document.words[last.index + 2]?.text ?? '')
      )
        return null
      if (linked.name.count < 2 && !hasRole(reading, linked.from, linked.titleTo, last.index)) return null
      return {
        words,
        answer: words.length > 1 && !civil ? text : linked.name.full,
        type: 'person',
        hint: 'person',
        weight: linked.name.count > 1 ? 2.6 : 1.9,
      }
    case 'GPE':
      if (kind === 'country')
        return (last.dep === 'pobj' && placed(reading, last.head)) || /^nsubj|dobj/.test(last.dep)
          ? { words, answer: text, type: 'country', hint: 'country', weight: 2.2 }
          : null
      if ((kind !== 'place' && kind !== 'capital') || NO_PLACE.test(text)) return null
      return last.dep === 'pobj' && placed(reading, last.head)
        ? { words, answer: text, type: 'place', hint: VESSEL.test(text) ? 'ship' : 'place', weight: 2 }
        : null
    case 'LOC':
    case 'FAC':
      if (NO_PLACE.test(text)) return null
      return last.dep === 'pobj' && placed(reading, last.head) && words.length > 1
        ? { words, answer: text, type: 'place', hint: VESSEL.test(text) ? 'ship' : 'place', weight: 1.8 }
        : null
    case 'ORG':
      if (kind !== 'body' || !BODY_NAME.test(text)) return null
      if (last.dep === 'pobj' && governor.text !== 'by' && !placed(reading, last.head)) return null
      return { words, answer: text, type: 'body', hint: 'organisation', weight: 1.7 }
    default:
      return null
  }
}

/** Ages, contests and armies that the reader takes for places, and quarters of the world that anybody guesses. */
const NO_PLACE =
  /\b(?:Ages?|Era|Slams?|Cups?|Games|Open|League|Championships?|War|Army|Navy|Forces?)$|^(?:Middle|Near|Far)[ -]East$|^(?:East|West|North|South)$/

/** "such as …, … and …": the next of a kind would do as well. */
const OPEN_LIST = /\b(?:such as|including|like)\b[^.;]*$/

/** Of whom there is one at a time, anybody knows the name. */
const CROWNED = /^(?:Queen|King|Pope|Emperor|Empress|President|Chancellor)$/

/** A sea or a street is nobody, nor is a team or a firm. */
const NOBODY =
  /\b(?:Seas?|Oceans?|Rivers?|Lakes?|Bay|Gulf|Straits?|Mountains?|Mount|Islands?|Isles?|Valley|Peninsula|Desert|Street|Avenue|Road|Park|Bridge|Hall|Castle|Airport|Stadium|Signs|Systems|Brothers|Sons|Group|United|City)$|^(?:Team|Club|House|Radio|Studio)\b/

/** Names of ships begin so. */
const VESSEL = /^(?:HMS|HMAS|HMCS|USS|USNS|RMS|SS|MV|INS) /

const BODY_NAME =
  /\p{L} (Party|Council|Agency|Authority|Association|University|College|Company|Corporation|Bank|Ministry|Department|Union|Court|Commission|Committee|Institute|Society|Museum|Church|Navy|Army|Foundation|Federation|Organi[sz]ation|Congress|Parliament|Senate|Office|Service|Academy|Administration|Alliance|Fund|Bureau|Board|Orchestra)$|^(NASA|NATO|UNESCO|UNICEF|FBI|CIA|WHO|IMF|European Union|United Nations|World Bank|Congress|Parliament)$|^(University|Ministry|Department|Bank|Institute|Royal Society) of \p{Lu}/u

/** "science fiction writer L. Ron Hubbard", "Jan Lund, the mayor": the sentence says who somebody is. */
function hasRole(reading: Reading, from: number, titleTo: number, last: number): boolean {
  const { document } = reading
  if (titleTo > from) return true
  const before = document.words[from - 1]
  if (before !== undefined && before.coarse === 'NOUN' && PERSON_NOUNS.has(before.lemma)) return true
  return (
    childrenOf(document, last, 'appos').some((word) => word.coarse === 'NOUN') ||
    (wordAt(document, last).dep === 'appos' && wordAt(document, wordAt(document, last).head).coarse === 'NOUN')
  )
}

/** "in Sochi", "near the Rhine": a place where something is, not the second half of an address. */
function placed(reading: Reading, preposition: number): boolean {
  const word = wordAt(reading.document, preposition)
  if (!/^(in|at|near|to|from|into|on|over|outside|through|with|against)$/i.test(word.text)) return false
  const carrier = wordAt(reading.document, word.head)
  return carrier.coarse === 'VERB' && !SAYING.has(carrier.lemma)
}

/** True where no proper noun touches the words on either side. */
function isWholeName(reading: Reading, words: readonly number[]): boolean {
  const { document } = reading
  const first = words[0] ?? 0
  const last = words[words.length - 1] ?? 0
  const before = document.words[first - 1]
  const after = document.words[last + 1]
  if (after !== undefined && (after.coarse === 'PROPN' || /^(-|\/|&|of|'s)$/.test(after.text))) return false
  if (
    after !== undefined &&
    /^(?:in|for)$/.test(after.text) &&
    document.words[last + 2]?.coarse === 'PROPN' &&
    after.head === last
  )
    return false
  if (
    after?.text === ',' &&
    document.words[last + 2]?.coarse === 'PROPN' &&
    mentionAt(document, last + 2)?.type === 'GPE'
  )
    return false
  if (
    before?.text === ',' &&
    document.words[first - 2]?.coarse === 'PROPN' &&
    mentionAt(document, first - 2)?.type === 'GPE'
  )
    return false
  return !(before !== undefined && /^(-|\/|&)$/.test(before.text))
}
