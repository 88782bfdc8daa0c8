import type { Document, Word } from './document.ts'
import { PARTICLES, TITLES } from './lexicon.ts'
import { mentionAt } from './tree.ts'

/** Words that lengthen a title and are none by themselves: "State Department", "Saint Petersburg". */
const EXTENDING = /^(State|Treasury|Defen[sc]e|Finance|Interior|Foreign|Vice|Prime|Chief|Saint|St\.|of|Father|Major)$/

export type Run = { from: number; to: number; titleTo: number; text: string; title: string }

/** Part of a name that has begun before it: no surname by itself. */
export function isWithinName(document: Document, at: number): boolean {
  const before = document.words[at - 1]
  if (before === undefined || before.sentence !== document.words[at]?.sentence) return false
  if (PARTICLES.has(before.text) || (before.text === '-' && before.end === document.words[at]?.start)) return true
  // William "Bill" Lund: the nickname stands between the first name and the surname.
  return before.text === '"' && document.words[at - 3]?.text === '"' && isNameWord(document.words[at - 4])
}

const isNameWord = (word: Word | undefined): boolean =>
  word !== undefined && word.coarse === 'PROPN' && /^[\p{Lu}\d]/u.test(word.text) && !/^(NN|NNS)$/.test(word.tag)

/** Maximal runs of proper nouns, with `Secretary of State` read as one title. */
export function findRuns(document: Document): Run[] {
  const runs: Run[] = []
  for (const sentence of document.sentences) {
    const ranges = [{ from: sentence.from, to: sentence.to }, ...sentence.insets]
    for (const range of ranges) {
      let i = range.from
      while (i < range.to) {
        if (!isNameWord(document.words[i])) {
          i++
          continue
        }
        let to = i + 1
        while (to < range.to && continues(document, to, range.to)) to++
        const run = asRun(document, i, to)
        if (run !== null) runs.push(run)
        i = to
      }
    }
  }
  return runs
}

function continues(document: Document, at: number, limit: number): boolean {
  const word: Word | undefined = document.words[at]
  if (isNameWord(word)) {
    const before = document.words[at - 1]
    return word !== undefined && before !== undefined && before.end <= word.start && word.start - before.end <= 1
  }
  const next = at + 1 < limit ? document.words[at + 1] : undefined
  if (word?.text === 'of' && /^(Secretary|Minister)$/.test(document.words[at - 1]?.text ?? '') && isNameWord(next))
    return true
  if (word?.text === '-' && isNameWord(next) && word.end === next?.start) return true
  if (word !== undefined && PARTICLES.has(word.text) && reachesName(document, at, limit)) return true
  const before = document.words[at - 1]
  return (
    /^(of|and)$/.test(word?.text ?? '') &&
    isNameWord(next) &&
    before !== undefined &&
    mentionAt(document, at) !== null &&
    mentionAt(document, at) === mentionAt(document, at - 1)
  )
}

/** "von", or "van der", and a name after it. */
function reachesName(document: Document, at: number, limit: number): boolean {
  let next = at + 1
  while (next < limit && PARTICLES.has(document.words[next]?.text ?? '')) next++
  return next < limit && next - at <= 2 && isNameWord(document.words[next])
}

function asRun(document: Document, from: number, to: number): Run | null {
  const words = document.words.slice(from, to)
  let titleTo = from
  const isTitle = (at: number): boolean => {
    const text = document.words[at]?.text ?? ''
    return TITLES.has(text) || (text === 'of' && at > from)
  }
  while (titleTo < to - 1 && isTitle(titleTo)) titleTo++
  if (document.words.slice(from, titleTo).every((word) => EXTENDING.test(word.text))) titleTo = from
  const named = document.words.slice(titleTo, to)
  const first = named[0]
  const last = named[named.length - 1]
  if (first === undefined || last === undefined) return null
  const text = document.text.slice(first.start, last.end)
  const title = titleTo > from ? document.text.slice(words[0]?.start ?? 0, document.words[titleTo - 1]?.end ?? 0) : ''
  const lowerText = text.toLowerCase()
  if (
    /^(january|february|march|april|may|june|july|august|september|october|november|december|(mon|tues|wednes|thurs|fri|satur|sun)day)s?$/.test(
      lowerText,
    )
  )
    return null
  return { from, to, titleTo, text, title }
}
