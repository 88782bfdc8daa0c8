import { holderOf } from './holder.ts'
import { PERSON_NOUNS } from './lexicon.ts'
import { readPersonPronoun } from './persons.ts'
import type { Reading } from './reading.ts'
import { type Speech, speechesIn } from './speech.ts'
import type { Stem } from './stem.ts'
import { makeStem } from './stem.ts'
import { childOf, childrenOf, isPlural, lower, mentionAt, subtree, trimEdges, wordAt } from './tree.ts'

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
