import type { Word } from '../document.ts'
import type { Named } from '../names.ts'
import type { Reading } from '../reading.ts'
import { childOf, lower, wordAt } from '../tree.ts'
import type { Replacement, Told } from './told.ts'

const ELSEWHERE =
  /^(here|there|then|thereby|thereafter|above|below|hereby|beforehand|otherwise|differently|alike|likewise|accordingly)$/i
const COMPARING = /^(similar|comparable|such|other|same|latter|former|another|others|further)$/

/**
 * A word that points to what was said elsewhere: "there", "most", "such". Gives the stem up where that cannot be read,
 * null where the word points nowhere, and `stays` where what it means stands already.
 */
export function pointerAt(told: Told, word: Word, inside: ReadonlySet<number>): Replacement | 'stays' | null {
  const { document } = told.reading
  if (
    lower(word) === 'one' &&
    word.tag === 'CD' &&
    /^(dobj|nsubj|nsubjpass|pobj)$/.test(word.dep) &&
    childOf(document, word.index, 'prep') === null
  )
    told.fail('points elsewhere: one')
  if (lower(word) === 'there' && word.tag !== 'EX') {
    const place = placeBefore(told.reading, word.index)
    if (place !== null) {
      if (told.named.has(place.id)) return 'stays'
      told.named.set(place.id, place)
      told.resolutions.push({ kind: 'definite', words: word.text, readAs: `in ${place.full}` })
      return { text: `in ${place.full}`, to: word.index + 1 }
    }
  }
  if (
    /^(most|many|few|several)$/.test(lower(word)) &&
    /^(nsubj|nsubjpass|dobj|pobj)$/.test(word.dep) &&
    childOf(document, word.index, 'prep') === null &&
    !isCounted(told, word, inside)
  )
    told.fail(`points elsewhere: ${lower(word)}`)
  if (ELSEWHERE.test(word.text) && word.tag !== 'EX' && word.coarse !== 'ADP')
    told.fail(`points elsewhere: ${lower(word)}`)
  return COMPARING.test(lower(word)) && word.tag !== 'RB' ? compared(told, word, inside) : null
}

/** "U.S. forces … after most are withdrawn": the one plural that stands beside it says of what. */
function isCounted(told: Told, word: Word, inside: ReadonlySet<number>): boolean {
  const { document } = told.reading
  const range = document.sentences[word.sentence]
  const plurals: number[] = []
  for (let i = range?.from ?? word.index; i < word.index; i++) if (wordAt(document, i).tag === 'NNS') plurals.push(i)
  return plurals.length === 1 && (inside.has(plurals[0] ?? -1) || told.said.has(plurals[0] ?? -1))
}

/** "there": the one country or place named before it in its sentence, else in the sentence before. */
function placeBefore(reading: Reading, index: number): Named | null {
  const { document, names } = reading
  const at = wordAt(document, index).sentence
  for (const sentence of [at, at - 1]) {
    const range = document.sentences[sentence]
    if (range === undefined) continue
    const places = new Map<string, Named>()
    for (const mention of names.mentions) {
      if (
        mention.from < range.from ||
        mention.to > Math.min(range.to, index) ||
        !/^(country|place)$/.test(mention.name.kind)
      )
        continue
      const last = wordAt(document, mention.to - 1)
      if (/^(compound|amod|poss)$/.test(last.dep) || /^nsubj/.test(last.dep)) continue
      places.set(mention.name.id, mention.name)
    }
    if (places.size === 1) return [...places.values()][0] ?? null
    if (places.size > 1) return null
  }
  return null
}

/** Comparing words point at something unsaid; `similar` can go where its noun says enough without it. */
function compared(told: Told, word: Word, inside: ReadonlySet<number>): Replacement | null {
  const { document } = told.reading
  const text = lower(word)
  const next = document.words[word.index + 1]
  const before = document.words[word.index - 1]
  if (text === 'such' && next?.text === 'as') return null
  if (/^(each|one)$/i.test(before?.text ?? '')) return null
  if (/^(similar|comparable)$/.test(text) && word.dep === 'amod') {
    const kept = childOf(document, word.head, 'prep')
    if (kept !== null && inside.has(kept.index)) return { text: '', to: word.index + 1 }
    if (childOf(document, word.index, 'prep') !== null) return null
  }
  told.fail(`compares: ${text}`)
  return null
}
