import type { Clause } from './clause.ts'
import { formatDate } from './dates.ts'
import { OPINION, PERSON_NOUNS, SAYING } from './lexicon.ts'
import { readPersonPronoun } from './persons.ts'
import type { Reading } from './reading.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { childOf, childrenOf, isPlural, lower, mentionAt, subtree, trimEdges, verbatim, wordAt } from './tree.ts'

/** Where a sentence says whose words it gives: the words that name the speaker, and those of the whole remark. */
export type Speech = {
  readonly speaker: readonly number[]
  readonly remark: readonly number[]
  readonly governor: number | null
}

const VIEW = /^(account|view|opinion|eyes|words|estimate|perspective|telling|judgment|judgement|report|reckoning)$/

/** Remarks like `according to X`, `in X's view` and insets like `, X argues,` of one sentence. */
export function speechesIn(reading: Reading, sentenceIndex: number): Speech[] {
  const { document } = reading
  const sentence = document.sentences[sentenceIndex]
  if (sentence === undefined) return []
  const out: Speech[] = []
  for (const inset of sentence.insets) {
    const words = range(inset.from, inset.to)
    const verb = words.findIndex(
      (word) => SAYING.has(wordAt(document, word).lemma) && /^VB/.test(wordAt(document, word).tag),
    )
    if (verb > 0) out.push({ speaker: words.slice(0, verb), remark: words, governor: null })
  }
  for (let i = sentence.from; i < sentence.to; i++) {
    const word = wordAt(document, i)
    if (/^according$/i.test(word.text) && document.words[i + 1]?.text === 'to') {
      const to = childOf(document, i, 'prep') ?? wordAt(document, i + 1)
      const object = childOf(document, to.index, 'pobj') ?? childOf(document, i, 'pobj')
      if (object === null) continue
      const speaker = trimEdges(document, subtree(document, object.index))
      out.push({ speaker, remark: subtree(document, i), governor: word.head })
    }
    if (VIEW.test(lower(word)) && word.dep === 'pobj') {
      const preposition = wordAt(document, word.head)
      if (!/^(by|in|from)$/i.test(preposition.text)) continue
      const owner = childOf(document, i, 'poss')
      const of = childrenOf(document, i, 'prep').find((child) => lower(child) === 'of')
      const object = of === undefined ? null : childOf(document, of.index, 'pobj')
      const head = owner ?? object
      if (head === null || /^PRP/.test(head.tag)) continue
      const speaker = subtree(document, head.index).filter((at) => wordAt(document, at).tag !== 'POS')
      out.push({ speaker, remark: subtree(document, preposition.index), governor: preposition.head })
    }
    if (lower(word) === 'as' && word.dep === 'mark') {
      const verb = wordAt(document, word.head)
      if (!SAYING.has(verb.lemma) || verb.dep !== 'advcl') continue
      const agent = childOf(document, verb.index, 'agent')
      const by = agent === null ? null : childOf(document, agent.index, 'pobj')
      const subject = by ?? childOf(document, verb.index, 'nsubj')
      if (subject !== null)
        out.push({
          speaker: subtree(document, subject.index),
          remark: subtree(document, verb.index),
          governor: verb.head,
        })
    }
  }
  return out
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** Words in which a clause's own sentence says who is speaking; null where nobody is. */
export function speechOf(reading: Reading, clause: Clause): Speech | null {
  if (clause.speaker !== null) return { speaker: clause.speaker, remark: [], governor: null }
  const speeches = speechesIn(reading, clause.sentence)
  const own = speeches.find((speech) => speech.governor === clause.verb)
  if (own !== undefined) return own
  const sentence = reading.document.sentences[clause.sentence]
  return (
    speeches.find((speech) => speech.governor === null) ??
    speeches.find((speech) => speech.remark[0] === sentence?.from) ??
    speakerBefore(reading, clause)
  )
}

/** In `X say that A: B` the colon hands X on to B. */
function speakerBefore(reading: Reading, clause: Clause): Speech | null {
  const other = reading.clauses.find(
    (each) =>
      each.sentence === clause.sentence && each.speaker !== null && each.verb < clause.verb && clause.kind === 'main',
  )
  if (other === undefined || other.speaker === null) return null
  for (let i = other.verb; i < clause.verb; i++) {
    if (reading.document.words[i]?.text === ':') return { speaker: other.speaker, remark: [], governor: null }
  }
  return null
}

export const yearOf = (reading: Reading): string => (reading.published === null ? '' : ` (${reading.published.year})`)

/** Who holds what the article says in its own voice: its author where it argues, else its outlet. */
export function holderOf(reading: Reading): string | null {
  const { source } = reading.document
  const based = source.basedOn
  const author = based === null ? source.author : based.author
  if (reading.genre === 'op-ed' && author !== null && !/^(unknown|staff)$/i.test(author)) return author
  return based?.outlet ?? source.outlet ?? (author !== null && !/^unknown$/i.test(author) ? author : null)
}

/** Names a speaker so that it can be understood without the article, or says why that cannot be done. */
export function nameSpeaker(
  reading: Reading,
  speech: Speech,
  sentence: number,
  depth = 0,
): { text: string; stem: Stem } | null {
  const { document, names } = reading
  if (depth > 5) return null
  const stem = makeStem(reading)
  const heads = speech.speaker.filter(
    (word) => !speech.speaker.includes(wordAt(document, word).head) || wordAt(document, word).dep === 'ROOT',
  )
  const head = wordAt(document, heads[0] ?? speech.speaker[0] ?? 0)
  if (speech.speaker.some((word) => lower(wordAt(document, word)) === 'same')) {
    const last = wordAt(document, speech.speaker[speech.speaker.length - 1] ?? 0)
    return (
      previousSpeech(reading, sentence, (text) => text.includes(last.lemma), depth) ??
      (/^(report|newspaper|paper)$/.test(last.lemma) ? newspaperBefore(reading, head.index, stem) : null)
    )
  }
  const definite = /^(the|this)$/i.test(wordAt(document, speech.speaker[0] ?? 0).text)
  const holder = holderOf(reading)
  if (/^(he|she)$/.test(lower(head))) {
    const back = previousSpeech(reading, sentence, (text) => /^\p{Lu}/u.test(text) && !/ quoted by /.test(text), depth)
    const person = readPersonPronoun(reading, head.index)
    if (reading.genre === 'op-ed' && back !== null) return back
    return person === null ? back : { text: person.full, stem: stem.name(person) }
  }
  if (lower(head) === 'they')
    return previousSpeech(
      reading,
      sentence,
      (text) => /^(officials|people|some|[a-z]+s|\p{Lu}\p{Ll}+s(?= (in|of|from|close|near|who)\b)) /u.test(text),
      depth,
    )
  const bare = speech.speaker.length <= 3
  if (definite && bare && /^(author|writer|commentary|article|commentator|columnist|essay|piece)$/.test(head.lemma)) {
    return holder === null ? null : { text: holder, stem: stem.say(holder) }
  }
  if (definite && bare && /^(newspaper|paper|report|magazine|outlet|agency)$/.test(head.lemma)) {
    return newspaperBefore(reading, speech.speaker[0] ?? 0, stem)
  }
  if (
    /^(a|an)$/i.test(wordAt(document, speech.speaker[0] ?? 0).text) &&
    /^(commentary|article|column|essay)$/.test(head.lemma)
  ) {
    return holder === null ? null : { text: holder, stem: stem.say(holder) }
  }
  const name = names.at(head.index)
  if (name !== null && name.name.kind === 'person' && childOf(document, head.index, 'conj') === null) {
    return { text: name.name.full, stem: stem.name(name.name) }
  }
  const apposed = childrenOf(document, head.index, 'appos')
    .map((word) => names.at(word.index)?.name)
    .find((each) => each?.kind === 'person')
  if (PERSON_NOUNS.has(head.lemma) && apposed !== undefined) return { text: apposed.full, stem: stem.name(apposed) }
  if (PERSON_NOUNS.has(head.lemma)) {
    if (definite && speech.speaker.length <= 4) {
      const adjectives = speech.speaker.length > 2 ? wordAt(document, speech.speaker[1] ?? 0).text : null
      return previousSpeech(
        reading,
        sentence,
        (text) => text.includes(head.text) && (adjectives === null || text.includes(adjectives)),
        depth,
      )
    }
    stem.add(core(reading, head.index, speech.speaker))
    if (stem.failure() !== null) return null
    const outlet = reading.document.source.basedOn?.outlet ?? document.source.outlet
    const text = stem
      .text()
      .replace(/^(one|another) /i, 'a ')
      .replace(/^a ([AEIOU](?!\.S|\.N|S|N|K))/i, 'an $1')
    return { text: outlet === null ? text : `${text} quoted by ${outlet}`, stem }
  }
  if (/^PRP/.test(head.tag)) return null
  stem.add(trimEdges(document, speech.speaker))
  return stem.failure() === null && stem.text() !== '' ? { text: stem.text(), stem } : null
}

/** The speaker's phrase up to a relative clause or an inset. */
function core(reading: Reading, head: number, words: readonly number[]): number[] {
  const { document } = reading
  const inside = new Set(words)
  return trimEdges(
    document,
    subtree(
      document,
      head,
      (word) => word.dep === 'acl' && /^,$/.test(document.words[word.index - 1]?.text ?? ''),
    ).filter((word) => inside.has(word)),
  ).filter((_word, i, all) => !all.slice(0, i + 1).some((at) => document.words[at]?.text === ','))
}

function previousSpeech(
  reading: Reading,
  sentence: number,
  fits: (text: string) => boolean,
  depth: number,
): { text: string; stem: Stem } | null {
  for (let at = sentence - 1; at >= Math.max(0, sentence - 12); at--) {
    const candidates = [
      ...speechesIn(reading, at),
      ...reading.clauses
        .filter((clause) => clause.sentence === at && clause.speaker !== null)
        .map((clause): Speech => ({ speaker: clause.speaker ?? [], remark: [], governor: null })),
      ...sourcesIn(reading, at),
    ]
    for (const speech of candidates.reverse()) {
      const name = nameSpeaker(reading, speech, at, depth + 1)
      if (name !== null && fits(name.text)) return name
    }
  }
  return null
}

/** "Officials close to him … speak of two requests": people who are introduced as those who talk. */
function sourcesIn(reading: Reading, sentence: number): Speech[] {
  const { document } = reading
  return reading.clauses
    .filter(
      (clause) =>
        clause.sentence === sentence &&
        (/^(officials?|people|sources?|diplomats?)$/.test(lower(wordAt(document, clause.subject))) ||
          (clause.kind === 'main' &&
            isPlural(document, clause.subject) &&
            (PERSON_NOUNS.has(wordAt(document, clause.subject).lemma) ||
              mentionAt(document, clause.subject)?.type === 'NORP'))),
    )
    .map((clause): Speech => ({ speaker: clause.subjectWords, remark: [], governor: null }))
}

function newspaperBefore(reading: Reading, before: number, stem: Stem): { text: string; stem: Stem } | null {
  const { source } = reading.document
  const last = lastNewspaper(reading, before) ?? source.basedOn?.outlet ?? source.outlet
  return last === null || last === undefined ? null : { text: last, stem: stem.say(last) }
}

function lastNewspaper(reading: Reading, before: number): string | null {
  for (let i = reading.names.mentions.length - 1; i >= 0; i--) {
    const mention = reading.names.mentions[i]
    if (mention === undefined || mention.from >= before || mention.name.kind !== 'newspaper') continue
    if (/^(Reuters|HuffPost)$/.test(mention.name.full)) continue
    return `the ${mention.name.full}`
  }
  return null
}

/** Puts who says it, or when it held, before the question. Fails the stem where a speaker stays nameless. */
export function addContext(
  reading: Reading,
  clause: Clause,
  stem: Stem,
  options: { readonly dated?: boolean; readonly extra?: readonly number[] } = {},
): void {
  const { document, published } = reading
  const speech = speechOf(reading, clause)
  if (speech !== null) {
    const speaker = nameSpeaker(reading, speech, clause.sentence)
    if (speaker === null) {
      stem.fail(`speaker: ${verbatim(document, speech.speaker)}`)
      return
    }
    const named = reading.names.all.find((name) => name.full === speaker.text)
    stem.say('according to')
    if (named === undefined) stem.say(`${speaker.text}${yearOf(reading)},`)
    else stem.name(named).say(`${yearOf(reading).trim()},`)
    return
  }
  const told = clause.rest.filter((piece) => piece.dep !== 'ccomp').flatMap((piece) => piece.words)
  const words = [...clause.subjectWords, ...clause.auxes, clause.verb, ...told]
  const text = words.map((word) => wordAt(document, word).text).join(' ')
  const tense = tenseOf(reading, clause)
  const holder = holderOf(reading)
  const opinion = OPINION.test(text) || tense === 'modal'
  const asked = reading.names.at(clause.subject)?.name.full
  if (reading.genre === 'op-ed' && holder !== null && asked === holder) {
    if (published !== null && options.dated !== true)
      stem.say(tense === 'past' ? `in ${published.year},` : `as of ${formatDate({ ...published, day: null })},`)
    return
  }
  if (reading.genre === 'op-ed' && (opinion || tense !== 'past') && holder !== null) {
    holding(stem, reading, holder)
    return
  }
  if (reading.genre === 'op-ed' && holder !== null && !(options.dated === true)) {
    holding(stem, reading, holder)
    return
  }
  if (options.dated === true) return
  if (opinion && holder !== null) {
    holding(stem, reading, holder)
    return
  }
  if (reading.genre === 'plain' || published === null) {
    if (opinion && holder !== null) holding(stem, reading, holder)
    return
  }
  const sentence = document.sentences[clause.sentence]
  const elsewhen = document.mentions.some(
    (mention) =>
      mention.type === 'DATE' && sentence !== undefined && mention.from >= sentence.from && mention.to <= sentence.to,
  )
  if (elsewhen && tense === 'past' && holder !== null) holding(stem, reading, holder)
  else if (tense === 'past' && clause.kind === 'main') stem.say(`in ${formatDate({ ...published, day: null })},`)
  else if (tense === 'present') stem.say(`as of ${formatDate({ ...published, day: null })},`)
  else if (holder !== null) holding(stem, reading, holder)
}

function holding(stem: Stem, reading: Reading, holder: string): void {
  const named = reading.names.all.find((name) => name.full === holder)
  stem.say('according to')
  if (named === undefined) stem.say(`${holder}${yearOf(reading)},`)
  else stem.name(named).say(`${yearOf(reading).trim()},`)
}

export function tenseOf(reading: Reading, clause: Clause): 'past' | 'present' | 'modal' {
  const finite = wordAt(reading.document, clause.finite)
  if (finite.tag === 'MD') return 'modal'
  return finite.tag === 'VBD' ? 'past' : 'present'
}
