import type { Document, Mention, Word } from './document.ts'

/** Walks over the dependency trees of a document; every list of words is in text order. */

export function wordAt(document: Document, index: number): Word {
  const word = document.words[index]
  if (word === undefined) throw new RangeError(`no word ${index}`)
  return word
}

export function childrenOf(document: Document, index: number, ...deps: string[]): Word[] {
  const out: Word[] = []
  for (const child of wordAt(document, index).children) {
    const word = wordAt(document, child)
    if (deps.length === 0 || deps.includes(word.dep)) out.push(word)
  }
  return out
}

export const childOf = (document: Document, index: number, ...deps: string[]): Word | null =>
  childrenOf(document, index, ...deps)[0] ?? null

/** A word with all that hangs on it, less the branches that `cut` names. */
export function subtree(document: Document, index: number, cut: (word: Word) => boolean = () => false): number[] {
  const out: number[] = []
  const stack = [index]
  const seen = new Set<number>()
  while (stack.length > 0) {
    const at = stack.pop()
    if (at === undefined || seen.has(at)) continue
    seen.add(at)
    out.push(at)
    for (const child of wordAt(document, at).children) if (!cut(wordAt(document, child))) stack.push(child)
  }
  return out.sort((a, b) => a - b)
}

/** True when a word's branch begins after a comma, a dash or a bracket: it can be left out of what it explains. */
export function isSetOff(document: Document, word: Word): boolean {
  const first = subtree(document, word.index)[0] ?? word.index
  const before = document.words[first - 1]
  const own = document.words[first]
  return /^[,–—(-]$/.test(before?.text ?? '') || /^[,–—(]$/.test(own?.text ?? '')
}

/** A noun phrase without what is set off from it. */
export function nounPhrase(document: Document, head: number): number[] {
  const loose = (word: Word): boolean =>
    (/^(relcl|appos|acl|advcl|prep|conj|dep|parataxis)$/.test(word.dep) &&
      word.index > head &&
      !(word.dep === 'conj') &&
      isSetOff(document, word)) ||
    word.dep === 'parataxis'
  return trimEdges(
    document,
    subtree(document, head, (word) => loose(word)),
  )
}

/** Drops commas, dashes and stray conjunctions at both ends. */
export function trimEdges(document: Document, words: readonly number[]): number[] {
  const out = [...words]
  const edge = /^([,;:.–—-]|--|and|or|but)$/i
  while (out.length > 0 && edge.test(document.words[out[out.length - 1] ?? -1]?.text ?? '')) out.pop()
  while (out.length > 0 && edge.test(document.words[out[0] ?? -1]?.text ?? '')) out.shift()
  return out
}

export const isNoun = (word: Word): boolean => word.coarse === 'NOUN' || word.coarse === 'PROPN'
export const isVerbal = (word: Word): boolean => word.coarse === 'VERB' || word.coarse === 'AUX'
export const isPlural = (document: Document, index: number): boolean => {
  const word = wordAt(document, index)
  if (childrenOf(document, index, 'conj').some((child) => child.coarse === word.coarse || isNoun(child))) {
    const cc = childOf(document, index, 'cc')
    if (cc?.text.toLowerCase() === 'and') return true
  }
  if (
    word.coarse === 'PROPN' &&
    childrenOf(document, index, 'nmod').some(
      (child) => child.coarse === 'PROPN' && childOf(document, child.index, 'cc')?.text === 'and',
    )
  )
    return true
  if (/^(they|we|these|those|both|most|many|few|others|all|some)$/i.test(word.text)) return true
  if (
    /^(news|politics|economics|mathematics|physics|headquarters|series|States|Nations|Emirates|Times)$/.test(word.text)
  )
    return false
  return word.tag === 'NNS' || word.tag === 'NNPS'
}

export const mentionAt = (document: Document, index: number): Mention | null =>
  mentionIndex(document).get(index) ?? null

const cache = new WeakMap<Document, Map<number, Mention>>()

function mentionIndex(document: Document): Map<number, Mention> {
  const known = cache.get(document)
  if (known !== undefined) return known
  const made = new Map<number, Mention>()
  for (const mention of document.mentions) for (let i = mention.from; i < mention.to; i++) made.set(i, mention)
  cache.set(document, made)
  return made
}

/** The words as they stand in the text from the first to the last of them. */
export function verbatim(document: Document, words: readonly number[]): string {
  const first = document.words[words[0] ?? -1]
  const last = document.words[words[words.length - 1] ?? -1]
  return first === undefined || last === undefined ? '' : document.text.slice(first.start, last.end)
}

export const lower = (word: Word): string => word.text.toLowerCase()

/** True when the words follow each other without a gap. */
export const isContiguous = (words: readonly number[]): boolean =>
  words.every((word, i) => i === 0 || word === (words[i - 1] ?? 0) + 1)
