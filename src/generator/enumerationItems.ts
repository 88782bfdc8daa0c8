import type { Reading } from './reading.ts'
import { childOf, childrenOf, isNoun, lower, subtree, trimEdges, wordAt } from './tree.ts'

/** A number of things announced, by a sentence or by a heading. */
export type Announcement = {
  readonly count: number
  /** `obstacles`, with the adjectives before it. */
  readonly label: string
  readonly lemma: string
  /** Head word where a sentence announces it; null for a heading. */
  readonly head: number | null
  readonly sentence: number
}

export type Item = {
  readonly ordinal: number
  readonly sentence: number
  readonly words: readonly number[]
  readonly noun: string | null
}

/** How many sentences an enumeration may run on. */
const REACH = 14

/** The items in order, or null where one is missing or the order is broken. */
export function itemsAfter(reading: Reading, announcement: Announcement): Item[] | null {
  const { document } = reading
  const items: Item[] = []
  const start = announcement.head === null ? announcement.sentence : announcement.sentence
  for (let at = start; at < Math.min(document.sentences.length, start + REACH); at++) {
    if (items.length === announcement.count) break
    const item = itemIn(reading, at, announcement, items.length + 1)
    if (item === 'broken') return null
    if (item !== null) items.push(item)
    else if (items.length === 0 && announcement.head !== null && at > start + 1) return null
  }
  return items.length === announcement.count ? items : null
}

export const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

/** Reads `One is X`, `The second (obstacle) is X`, `… lies a third obstacle: S` as the n-th item. */
function itemIn(
  reading: Reading,
  sentence: number,
  announcement: Announcement,
  ordinal: number,
): Item | null | 'broken' {
  const { document } = reading
  const range = document.sentences[sentence]
  if (range === undefined) return null
  for (let i = range.from; i < range.to; i++) {
    const word = wordAt(document, i)
    if (announcement.head !== null && word.index <= announcement.head && sentence === announcement.sentence) continue
    const marker = markerOf(reading, i, announcement, ordinal)
    if (marker === null) continue
    if (marker !== ordinal) return 'broken'
    const noun = isNoun(word) ? word.text : null
    const verb = wordAt(document, word.head)
    const words =
      /^nsubj/.test(word.dep) && verb.lemma === 'be'
        ? afterCopula(reading, verb.index, word.index)
        : afterColon(reading, word.index)
    if (words === null || words.length < 1) return 'broken'
    return { ordinal, sentence, words, noun }
  }
  return null
}

/** Which number an item's opening word stands for. */
function markerOf(reading: Reading, index: number, announcement: Announcement, expected: number): number | null {
  const { document } = reading
  const word = wordAt(document, index)
  const text = lower(word)
  const open = /^nsubj/.test(word.dep) || word.dep === 'dobj' || word.dep === 'attr'
  if (!open) return null
  const first = subtree(document, index).map((at) => lower(wordAt(document, at)))
  if (isNoun(word)) {
    const ordinal = childrenOf(document, index, 'amod').find(
      (child) => ORDINALS.includes(lower(child)) || /^(other|last|final)$/.test(lower(child)),
    )
    if (ordinal === undefined) {
      const another = childOf(document, index, 'det')
      return another !== null && lower(another) === 'another' && word.lemma === announcement.lemma ? expected : null
    }
    if (word.lemma !== announcement.lemma && announcement.head === null && !sameKind(word.lemma, announcement.lemma))
      return null
    if (/^(other|last|final)$/.test(lower(ordinal)))
      return word.lemma === announcement.lemma ? announcement.count : null
    return ORDINALS.indexOf(lower(ordinal)) + 1
  }
  if (/^(one)$/.test(text) && first.length === 1)
    return expected === 1 ? 1 : announcement.count === expected ? null : null
  if (/^(other)$/.test(text) && (first[0] === 'the' || first[0] === 'other')) return announcement.count
  if (/^(another)$/.test(text)) return expected > 1 ? expected : null
  if (/^(last)$/.test(text) && first[0] === 'the') return announcement.count
  if (ORDINALS.includes(text) && first[0] === 'the' && first.length === 2) return ORDINALS.indexOf(text) + 1
  return null
}

const KIN: readonly (readonly string[])[] = [
  ['difference', 'disagreement', 'dispute'],
  ['obstacle', 'problem', 'difficulty', 'hurdle', 'barrier', 'point', 'issue', 'stumbling', 'challenge'],
  ['request', 'demand', 'condition', 'requirement', 'wish'],
  ['reason', 'cause', 'factor', 'explanation'],
  ['goal', 'aim', 'objective', 'purpose'],
  ['step', 'stage', 'phase', 'measure'],
]
const sameKind = (a: string, b: string): boolean => KIN.some((kin) => kin.includes(a) && kin.includes(b))

/** What stands after `is`, up to what only explains it. */
function afterCopula(reading: Reading, verb: number, subject: number): number[] | null {
  const { document } = reading
  const parts = childrenOf(document, verb).filter(
    (child) => child.index > verb && !/^(punct|cc|parataxis|advmod|neg)$/.test(child.dep) && child.index > subject,
  )
  const part = parts[0]
  if (part === undefined || childOf(document, verb, 'neg') !== null) return null
  if (/^(conj|advcl)$/.test(part.dep) && childOf(document, part.index, 'aux')?.tag !== 'TO') return null
  const loose = subtree(document, part.index, (word) => {
    if (!/^(relcl|appos|advcl|acl|conj|parataxis|ccomp|npadvmod|dep)$/.test(word.dep) || word.index < part.index)
      return false
    const start = subtree(document, word.index)[0] ?? word.index
    const cut =
      /^[,;:—–-]$/.test(document.words[start - 1]?.text ?? '') || /^[,;:—–]$/.test(document.words[start]?.text ?? '')
    if (word.dep === 'conj' && word.head === part.index && isNoun(word)) return false
    const because = childOf(document, word.index, 'mark')
    return cut || (word.dep === 'advcl' && because !== null && /^(because|as|since)$/.test(lower(because)))
  })
  const words = trimEdges(document, loose)
  const until = words.findIndex((word, i) => i > 0 && word !== (words[i - 1] ?? 0) + 1)
  const whole = until < 0 ? words : trimEdges(document, words.slice(0, until))
  return whole.includes(part.index) ? whole : null
}

/** `a second obstacle: the two capitals perceive different threats`: the clause after the colon. */
function afterColon(reading: Reading, head: number): number[] | null {
  const { document } = reading
  const sentence = document.sentences[wordAt(document, head).sentence]
  if (sentence === undefined) return null
  if (document.words[head + 1]?.text !== ':') return null
  const words: number[] = []
  for (let i = head + 2; i < sentence.to; i++) {
    if (/^[.;]$/.test(document.words[i]?.text ?? '')) break
    words.push(i)
  }
  return words.length < 2 ? null : trimEdges(document, words)
}
