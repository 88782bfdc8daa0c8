import { addContext } from '../attribution.ts'
import { numberOf } from '../dates.ts'
import type { Draft, Drop } from '../draft.ts'
import type { Announcement, Item } from '../enumerationItems.ts'
import { itemsAfter, ORDINALS } from '../enumerationItems.ts'
import { holderOf, yearOf } from '../holder.ts'
import { AGREEMENT_NOUNS, NUMBER_WORDS, TALK_NOUNS } from '../lexicon.ts'
import { toListDraft } from '../lists.ts'
import type { Named } from '../names.ts'
import { readPersonPronoun } from '../persons.ts'
import { askInverted } from '../question.ts'
import type { Reading } from '../reading.ts'
import { namedAgreement } from '../reference.ts'
import { nameSpeaker } from '../speaker.ts'
import { speechesIn } from '../speech.ts'
import { possessive } from '../stem/possessive.ts'
import type { Stem } from '../stem.ts'
import { makeStem } from '../stem.ts'
import { childOf, childrenOf, lower, nounPhrase, subtree, wordAt } from '../tree.ts'

/** `two obstacles … One is … The other is …`: what is announced in one sentence and told in the next ones. */
export function* askEnumerations(reading: Reading): Generator<Draft | Drop> {
  const claimed = new Set<number>()
  for (const announcement of announcements(reading)) {
    const items = itemsAfter(reading, announcement)
    const label = announcement.label
    if (items === null) {
      yield { drop: 'enumeration incomplete', text: `${announcement.count} ${label}` }
      continue
    }
    const first = items[0]?.sentence ?? -1
    if (claimed.has(first)) continue
    const stem = questionFor(reading, announcement, items)
    const draft = toListDraft(reading, {
      rule: 'enumeration',
      sentence: announcement.sentence,
      stem,
      items: items.map((item) => ({ sentence: item.sentence, words: item.words })),
    })
    if ('content' in draft) claimed.add(first)
    yield draft
  }
}

function* announcements(reading: Reading): Generator<Announcement> {
  const { document } = reading
  const bySentence: Announcement[] = []
  for (const word of document.words) {
    if (word.dep !== 'nummod' || word.tag !== 'CD') continue
    const count = numberOf(word.text)
    const head = wordAt(document, word.head)
    if (count === null || count < 2 || count > 6 || head.tag !== 'NNS') continue
    const determiner = childOf(document, head.index, 'det')
    if (determiner !== null) continue
    const label = nounPhrase(document, head.index)
      .filter((at) => at > word.index && at <= head.index)
      .map((at) => wordAt(document, at).text)
      .join(' ')
    bySentence.push({ count, label, lemma: head.lemma, head: head.index, sentence: word.sentence })
  }
  const byHeading: Announcement[] = []
  for (const block of document.blocks) {
    if (!block.heading) continue
    const text = document.text.slice(block.span.start, block.span.end).replace(/^#+ /, '').trim()
    const match = /^(?:the )?(two|three|four|five|six)\s+([\p{L}'-]+(?: [\p{L}'-]+){0,2})$/iu.exec(text)
    const count = match === null ? null : numberOf(match[1] ?? '')
    const sentence = document.sentences.find((each) => each.block > block.index)
    if (match === null || count === null || sentence === undefined) continue
    const label = (match[2] ?? '').toLowerCase()
    byHeading.push({
      count,
      label,
      lemma: singularOf(label.split(' ').pop() ?? ''),
      head: null,
      sentence: sentence.index,
    })
  }
  const all = [...bySentence, ...byHeading].sort(
    (a, b) => a.sentence - b.sentence || (a.head === null ? 1 : 0) - (b.head === null ? 1 : 0),
  )
  yield* all
}

const singularOf = (noun: string): string =>
  noun
    .replace(/ies$/, 'y')
    .replace(/(s|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1')

function questionFor(reading: Reading, announcement: Announcement, items: readonly Item[]): Stem {
  const { document } = reading
  const named = items
    .map((item) => item.noun)
    .find((noun) => noun !== null && singularOf(noun.toLowerCase()) !== announcement.lemma)
  const heading = headingLabel(reading, announcement)
  const fromItem = named === undefined || named === null ? null : itemLabel(reading, items, named)
  const label = heading ?? fromItem
  if (announcement.head !== null) {
    const told = toldOf(reading, announcement)
    if (told !== null) return told
  }
  if (announcement.head !== null && label === null) {
    const asked = fromClause(reading, announcement)
    if (asked !== null) return asked
  }
  const stem = makeStem(reading)
  context(reading, announcement, stem)
  stem.say(`what were the ${word(announcement.count)} ${label ?? announcement.label}`)
  if (announcement.head !== null) {
    const of = childrenOf(document, announcement.head, 'prep').filter((child) => child.index > (announcement.head ?? 0))
    if (of.length > 0 && label === null) return stem.add(of.flatMap((child) => subtree(document, child.index))).say('?')
    for (const child of subtreeOfSentence(reading, announcement.sentence)) {
      const at = wordAt(document, child)
      if (TALK_NOUNS.has(lower(at)) && at.coarse === 'NOUN') {
        const phrase = nounPhrase(document, at.index)
        return stem
          .say('in')
          .add(phrase[0] === at.index ? phrase : phrase)
          .say('?')
      }
    }
  }
  const topic = topicOf(reading)
  if (topic === null) return stem.fail('enumeration without a topic')
  return stem
    .say(
      /(obstacle|barrier|hurdle|threat|challenge|objection|alternative)s$/.test(label ?? announcement.label)
        ? 'to'
        : 'concerning',
    )
    .say(topic)
    .say('?')
}

/** `X speaks of two other requests`: X is the speaker, and the requests are those of the person spoken of just before. */
function toldOf(reading: Reading, announcement: Announcement): Stem | null {
  const { document } = reading
  const head = announcement.head
  if (
    head === null ||
    !/^(request|demand|condition|wish|aim|goal|fear|concern|requirement|complaint|promise|hope)$/.test(
      announcement.lemma,
    )
  )
    return null
  const clause = reading.clauses.find(
    (each) =>
      each.sentence === announcement.sentence &&
      /^(speak|mention|list|name|cite|describe|report|tell|add)$/.test(wordAt(document, each.verb).lemma) &&
      each.rest.some((piece) => piece.words.includes(head)),
  )
  if (clause === undefined) return null
  const speaker = nameSpeaker(
    reading,
    { speaker: clause.subjectWords, remark: [], governor: null },
    announcement.sentence,
  )
  const person = personBefore(reading, announcement.sentence)
  const stem = makeStem(reading)
  if (speaker === null || person === null) return stem.fail('enumeration without a holder')
  stem.say(`according to ${speaker.text}${yearOf(reading)},`)
  return stem
    .say(
      `what were ${possessive(person.full)} ${word(announcement.count)} ${announcement.label.replace(/^other /, 'further ')}`,
    )
    .say('?')
}

/** The one person whom the sentence before names or means by he or she. */
function personBefore(reading: Reading, sentence: number): Named | null {
  const { document, names } = reading
  const before = document.sentences[sentence - 1]
  if (before === undefined) return null
  const found = new Map<string, Named>()
  for (let i = before.from; i < before.to; i++) {
    const at = wordAt(document, i)
    const named = names.at(i)?.name
    if (named?.kind === 'person') found.set(named.id, named)
    if (/^(he|she|him|his|her)$/.test(lower(at))) {
      const read = readPersonPronoun(reading, i)
      if (read === null) return null
      found.set(read.id, read)
    }
  }
  return found.size === 1 ? ([...found.values()][0] ?? null) : null
}

/** The question made from the announcing clause itself: `Which two problems delayed the opening?` */
function fromClause(reading: Reading, announcement: Announcement): Stem | null {
  const { document } = reading
  const head = announcement.head
  if (head === null) return null
  const wh = `which ${word(announcement.count)}`
  for (const clause of reading.clauses) {
    if (clause.sentence !== announcement.sentence) continue
    const lead = subtree(document, head).filter(
      (at) => at > head || childrenOf(document, head, 'amod', 'compound').some((child) => child.index === at),
    )
    const noun = [...new Set([head, ...lead])].sort((a, b) => a - b)
    const phrase = new Set(subtree(document, head))
    if (clause.subject === head) {
      return askSubjectPlural(reading, clause, wh, noun, phrase)
    }
    const inRest = clause.rest.some((piece) => piece.words.includes(head))
    if (!inRest) continue
    if (lower(wordAt(document, clause.subject)) === 'there') continue
    return askInverted(reading, clause, wh, { without: phrase, lead: noun })
  }
  return null
}

function askSubjectPlural(
  reading: Reading,
  clause: (typeof reading.clauses)[number],
  wh: string,
  noun: readonly number[],
  phrase: ReadonlySet<number>,
): Stem {
  const stem = makeStem(reading)
  addContext(reading, clause, stem)
  stem.say(wh).add(noun)
  const rest = clause.rest.flatMap((piece) => piece.words).filter((at) => !phrase.has(at))
  stem.add(
    [...clause.auxes, ...(clause.negation === null ? [] : [clause.negation]), clause.verb, ...rest].sort(
      (a, b) => a - b,
    ),
  )
  return stem.say('?')
}

function context(reading: Reading, announcement: Announcement, stem: Stem): void {
  const speech = speechesIn(reading, announcement.sentence)[0]
  if (speech !== undefined) {
    const speaker = nameSpeaker(reading, speech, announcement.sentence)
    if (speaker !== null) {
      stem.say(`according to ${speaker.text}${yearOf(reading)},`)
      return
    }
  }
  const holder = holderOf(reading)
  if (holder !== null) stem.say(`according to ${holder}${yearOf(reading)},`)
}

function headingLabel(reading: Reading, announcement: Announcement): string | null {
  if (announcement.head === null) return null
  const sentence = reading.document.sentences[announcement.sentence]
  if (sentence === undefined) return null
  const block = reading.document.blocks[sentence.block - 1]
  if (block === undefined || !block.heading) return null
  const text = reading.document.text.slice(block.span.start, block.span.end).replace(/^#+ /, '').trim()
  const match = new RegExp(`^(?:the )?${word(announcement.count)} (.+)$`, 'i').exec(text)
  return match === null ? null : (match[1] ?? '').toLowerCase()
}

/** "The second sticking point is …": the list is one of sticking points. */
function itemLabel(reading: Reading, items: readonly Item[], noun: string): string | null {
  const { document } = reading
  for (const item of items) {
    if (item.noun !== noun) continue
    const sentence = document.sentences[item.sentence]
    if (sentence === undefined) continue
    for (let i = sentence.from; i < sentence.to; i++) {
      const at = wordAt(document, i)
      if (at.text !== noun) continue
      const modifiers = childrenOf(document, i, 'amod', 'compound').filter(
        (child) => !ORDINALS.includes(lower(child)) && !/^(other|last|final)$/.test(lower(child)),
      )
      return [...modifiers.map((child) => child.text), `${noun.replace(/y$/, 'ie')}s`].join(' ')
    }
  }
  return null
}

const word = (count: number): string => NUMBER_WORDS[count] ?? String(count)

function subtreeOfSentence(reading: Reading, sentence: number): number[] {
  const range = reading.document.sentences[sentence]
  return range === undefined ? [] : Array.from({ length: range.to - range.from }, (_, i) => range.from + i)
}

/** The agreement or event that the article is about, by name. */
function topicOf(reading: Reading): string | null {
  const agreement = namedAgreement(reading)
  if (agreement !== null) return `the ${agreement}`
  for (const topic of reading.document.source.topics) {
    const last = topic.split(' ').pop()?.toLowerCase() ?? ''
    if (topic.includes(' ') && AGREEMENT_NOUNS.has(last)) return `the ${topic}`
  }
  return null
}
