import { countryOf, countryOfCapital, countryOfDemonym } from './countries.ts'
import type { Word } from './document.ts'
import { TALK_NOUNS } from './lexicon.ts'
import type { Named } from './names.ts'
import type { Reading } from './reading.ts'
import { childOf, childrenOf, lower, wordAt } from './tree.ts'

/** Nouns that stand for two that were named before: "both sides", "the two countries". */
const STATES = /^(side|country|government|nation|capital|party|state|power|ally|neighbor|neighbour)$/
const PERSONS = /^(man|woman|leader|president|politician|negotiator|side|counterpart|rival|candidate)$/

/** How far back the last pair may have been named where the text names several, in sentences. */
const REACH = 1

/** "both sides", "the two countries": the two that were last named together, as `the United States and Afghanistan`. */
export function pairBefore(reading: Reading, head: number): string | null {
  const { document } = reading
  const noun = wordAt(document, head)
  const states = STATES.test(noun.lemma)
  const persons = PERSONS.test(noun.lemma)
  if (noun.tag !== 'NNS' || !(states || persons)) return null
  if (childrenOf(document, head, 'amod', 'compound', 'prep', 'relcl', 'acl', 'poss').length > 0) return null
  const fits = (name: Named): boolean =>
    (states && /^(country|capital)$/.test(name.kind)) || (persons && name.kind === 'person')
  const found = new Map<string, string>()
  let nearest: { pair: string; sentence: number } | null = null
  for (let i = head - 1; i >= 0; i--) {
    const pair = joinedAt(reading, i, fits) ?? (states ? demonymsAt(reading, i) : null)
    if (pair === null) continue
    nearest ??= { pair, sentence: wordAt(document, i).sentence }
    found.set(keyOf(pair), pair)
  }
  if (nearest === null) return null
  return found.size === 1 || noun.sentence - nearest.sentence <= REACH ? nearest.pair : null
}

/** `Kabul and Washington` and `the United States and Afghanistan` are one pair. */
const keyOf = (pair: string): string =>
  pair
    .split(' and ')
    .map((name) => countryOfCapital(name)?.name ?? countryOf(name)?.name ?? name)
    .sort()
    .join('|')

/** "their talks": of the two persons whom the sentences just before name, if they name no third. */
export function talksOfTwo(reading: Reading, index: number): string | null {
  const { document } = reading
  const pronoun = wordAt(document, index)
  const head = wordAt(document, pronoun.head)
  if (lower(pronoun) !== 'their' || !TALK_NOUNS.has(lower(head))) return null
  for (const reach of [1, 2, 3]) {
    const found = distinct(reading, pronoun.sentence - reach, pronoun.sentence, (name) => name.kind === 'person')
    if (found.length === 2) return found.map(shown).join(' and ')
    if (found.length > 2) break
  }
  const joined = new Set<string>()
  for (let i = 0; i < index; i++) {
    const pair = joinedAt(reading, i, (name) => name.kind === 'person')
    if (pair !== null) joined.add(pair)
  }
  return joined.size === 1 ? ([...joined][0] ?? null) : null
}

/** `A and B`, two names and no third. */
function joinedAt(reading: Reading, at: number, fits: (name: Named) => boolean): string | null {
  const { document, names } = reading
  const second = names.at(at)
  const word = wordAt(document, at)
  if (second === null || second.to - 1 !== at || word.dep !== 'conj' || !fits(second.name)) return null
  const first = names.at(word.head)
  if (first === null || !fits(first.name) || first.name.id === second.name.id) return null
  const head = wordAt(document, word.head)
  if (head.dep === 'conj' || childOf(document, at, 'conj') !== null) return null
  if (childrenOf(document, head.index, 'conj').length !== 1 || childOf(document, head.index, 'cc')?.text !== 'and')
    return null
  return `${shown(first.name)} and ${shown(second.name)}`
}

/** `American and Pakistani officials`: the two countries of the adjectives. */
function demonymsAt(reading: Reading, at: number): string | null {
  const { document } = reading
  const and = wordAt(document, at)
  if (lower(and) !== 'and') return null
  const left = countryFor(document.words[at - 1])
  const right = countryFor(document.words[at + 1])
  if (left === null || right === null || left === right) return null
  return document.words[at + 2]?.tag === 'NNS' ? `${left} and ${right}` : null
}

const countryFor = (word: Word | undefined): string | null =>
  word === undefined ? null : (countryOfDemonym(word.text)?.name ?? null)

function distinct(reading: Reading, from: number, to: number, fits: (name: Named) => boolean): Named[] {
  const start = reading.document.sentences[Math.max(0, from)]?.from ?? 0
  const end = reading.document.sentences[to]?.from ?? reading.document.words.length
  const out = new Map<string, Named>()
  for (const mention of reading.names.mentions)
    if (mention.from >= start && mention.to <= end && fits(mention.name)) out.set(mention.name.id, mention.name)
  return [...out.values()]
}

const shown = (name: Named): string =>
  name.article && name.kind !== 'person' && !name.full.startsWith('the ') ? `the ${name.full}` : name.full
