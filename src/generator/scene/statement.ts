import type { Sentence } from '../document.ts'
import type { Reading } from '../reading.ts'
import { isVerbal, lower, wordAt } from '../tree.ts'

/** A sentence to be told: its words in text order without the full stop, and its main verb. */
export type Statement = {
  readonly sentence: Sentence
  readonly words: readonly number[]
  readonly root: number
}

export const wordsOf = (sentence: Sentence): number[] =>
  Array.from({ length: sentence.to - sentence.from }, (_, i) => sentence.from + i)

/** The main verb of a sentence, or null where the reader found none. */
export function rootOf(reading: Reading, sentence: Sentence): number | null {
  return wordsOf(sentence).find((at) => wordAt(reading.document, at).dep === 'ROOT') ?? null
}

/** Which way a month or a weekday without its year looks: as the main verb does; null where that does not tell. */
export function isAhead(reading: Reading, root: number | null): boolean | null {
  if (root === null) return null
  const verb = wordAt(reading.document, root)
  const auxes = verb.children.map((at) => wordAt(reading.document, at)).filter((word) => /^aux/.test(word.dep))
  if (auxes.some((word) => /^(will|shall|'ll)$/i.test(word.text))) return true
  return verb.tag === 'VBD' || auxes.some((word) => /^(had|has|have|was|were|did)$/i.test(word.text)) ? false : null
}

const OPENER =
  /^(and|but|yet|still|also|indeed|meanwhile|however|moreover|furthermore|nevertheless|nonetheless|similarly|therefore|thus|consequently|finally)$/

/** The words without "But", "Meanwhile," and "also", "too", "recently": they point elsewhere, and the rest says the same. */
export function unlinked(reading: Reading, words: readonly number[]): number[] {
  const { document } = reading
  let out = [...words]
  while (out.length > 0 && /^[.,]$/.test(wordAt(document, out[out.length - 1] ?? 0).text)) out.pop()
  const first = out[0]
  if (first !== undefined && OPENER.test(lower(wordAt(document, first)))) {
    out = out.slice(wordAt(document, out[1] ?? first).text === ',' ? 2 : 1)
  }
  return out.filter((at) => {
    const word = wordAt(document, at)
    const before = document.words[at - 1]
    const after = document.words[at + 1]
    if (lower(word) === 'also') return before?.text.toLowerCase() === 'but'
    if (
      /^(recently|currently|therefore|thus|indeed|consequently|accordingly)$/.test(lower(word)) &&
      word.dep === 'advmod'
    )
      return word.children.length > 0 || !isVerbal(wordAt(document, word.head)) || at === out[0]
    if (lower(word) === 'too') return !(at === out[out.length - 1] && /^(advmod|dep)$/.test(word.dep))
    if (word.text === ',' && after !== undefined && lower(after) === 'too' && after.index === out[out.length - 1])
      return false
    return true
  })
}
