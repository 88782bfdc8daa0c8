import type { Word } from './document.ts'
import type { Named } from './names.ts'
import type { Reading } from './reading.ts'
import type { Referent } from './reference.ts'
import { childOf, childrenOf, lower, nounPhrase, subtree, trimEdges, wordAt } from './tree.ts'

/** "the council" after "Northfield City Council": the one name that ends in the noun. */
export function nameWithNoun(reading: Reading, lemma: string): Named | null {
  const found = reading.names.all.filter(
    (name) => name.kind !== 'person' && name.full.includes(' ') && name.full.toLowerCase().endsWith(` ${lemma}`),
  )
  return found.length === 1 ? (found[0] ?? null) : null
}

/** "the line" after "a tram line": the one thing of its kind that the text has introduced, with its own adjectives. */
export function introducedBefore(reading: Reading, head: number): Referent | null {
  const { document } = reading
  const noun = wordAt(document, head)
  const own = childrenOf(document, head, 'amod', 'compound').map(lower)
  const found = new Map<string, { head: number; words: number[] }>()
  for (let i = 0; i < head; i++) {
    const word = wordAt(document, i)
    if (word.lemma !== noun.lemma || word.tag !== 'NN' || word.coarse !== 'NOUN' || word.dep === 'compound') continue
    const determiner = childOf(document, i, 'det')
    if (determiner === null) continue
    const modifiers = childrenOf(document, i, 'amod', 'compound', 'nmod')
    if (own.some((each) => !modifiers.some((modifier) => lower(modifier) === each))) continue
    if (lower(determiner) === 'the' && modifiers.length === 0) continue
    if (!/^(a|an|the)$/.test(lower(determiner))) return null
    const tail = childrenOf(document, i, 'prep', 'acl', 'relcl').find((child) => child.index === i + 1)
    const tailWords = tail === undefined ? [] : trimEdges(document, subtree(document, tail.index, isAside))
    const useful = modifiers.some(
      (modifier) => !/^(new|old|large|small|big|first|second|third|similar|single|whole)$/.test(lower(modifier)),
    )
    if (!useful && (tailWords.length === 0 || tailWords.length > 7)) return null
    const front = nounPhrase(document, i).filter((at) => at <= i)
    const words = useful ? front : [...front, ...tailWords]
    if (words.some((at) => /^(PRP|PRP\$)$/.test(wordAt(document, at).tag))) return null
    found.set(
      words
        .map((at) => lower(wordAt(document, at)))
        .slice(1)
        .join(' '),
      { head: i, words },
    )
  }
  const only = [...found.values()][0]
  return found.size === 1 && only !== undefined ? { kind: 'phrase', head: only.head, words: only.words } : null
}

const isAside = (word: Word): boolean => /^(appos|relcl|punct)$/.test(word.dep)

/** An earlier phrase with the same head noun that holds a name: "the Obama administration" for "the administration". */
export function earlierPhrases(reading: Reading, head: number): Referent | null {
  const { document, names } = reading
  const noun = wordAt(document, head)
  const own = new Set(childrenOf(document, head, 'amod', 'compound').map((word) => lower(word)))
  const found = new Map<string, { head: number; words: number[] }>()
  for (let i = 0; i < head; i++) {
    const word = wordAt(document, i)
    if (word.lemma !== noun.lemma || word.tag !== noun.tag || word.coarse !== 'NOUN') continue
    const before = childrenOf(document, i, 'compound', 'amod', 'nmod').filter(
      (child) => child.coarse === 'PROPN' || /^\p{Lu}/u.test(child.text),
    )
    const after = childrenOf(document, i, 'acl', 'prep').filter(
      (child) =>
        child.index === i + 1 &&
        subtree(document, child.index, isAside).length <= 4 &&
        subtree(document, child.index, isAside).some((at) => reading.names.at(at) !== null),
    )
    const name = names.at(i + 1)
    if (
      before.length === 0 &&
      after.length === 0 &&
      name !== null &&
      name.from === i + 1 &&
      name.name.kind !== 'person' &&
      document.words[i]?.tag === 'NN'
    ) {
      found.set(name.name.id, {
        head: i,
        words: [
          ...nounPhrase(document, i).filter((at) => at <= i),
          ...Array.from({ length: name.to - i - 1 }, (_, k) => i + 1 + k),
        ],
      })
      continue
    }
    const naming = before.length > 0 ? before : after
    if (naming.length === 0) continue
    const all = new Set(childrenOf(document, i, 'amod', 'compound', 'nmod').map((child) => lower(child)))
    if (
      [...own].some(
        (modifier) =>
          !all.has(modifier) &&
          !(before.length === 0 && /^(international|whole|entire|present|current)$/.test(modifier)),
      )
    )
      continue
    const tail =
      before.length > 0 ? [] : after.flatMap((child) => trimEdges(document, subtree(document, child.index, isAside)))
    const words = [...nounPhrase(document, i).filter((at) => at <= i), ...tail]
    if (words.some((at) => /^(PRP|PRP\$)$/.test(wordAt(document, at).tag))) continue
    found.set(naming.map((child) => child.text).join(' '), { head: i, words })
  }
  const last = [...found.values()].pop()
  if (found.size !== 1 || last === undefined) return null
  return { kind: 'phrase', head: last.head, words: last.words }
}
