import { changesWithin, codePoints, MAX_COMPARED } from './similarity.ts'
import { keepsTruth, mostSlips, SHORTEST_WITH_SLIPS } from './typed.ts'

/**
 * So many characters are compared with each other, all in all: some hundred lines with some thousand sentences. What
 * takes more is nobody's list, and the rest of it must be typed to the letter.
 */
const MOST_COMPARISONS = 100_000_000
/** As many as are compared in the time that a look at two texts takes beforehand. */
const LOOK = 50

type Answer = { readonly text: string; readonly points: Uint32Array }

/** Finds those of many answers that a text is a slip of, as `gradeTyped` tells one. All texts normalised. */
export function makeSlips(answers: Iterable<string>): (typed: string) => readonly string[] {
  const byLength = new Map<number, Answer[]>()
  for (const text of answers) {
    if (text.length > MAX_COMPARED) continue
    const points = codePoints(text)
    const alike = byLength.get(points.length)
    if (points.length < SHORTEST_WITH_SLIPS) continue
    if (alike) alike.push({ text, points })
    else byLength.set(points.length, [{ text, points }])
  }
  const known = new Map<string, readonly string[]>()
  let left = MOST_COMPARISONS

  function find(typed: string): readonly string[] {
    const found: string[] = []
    if (typed.length > MAX_COMPARED) return found
    const points = codePoints(typed)
    const lacking = makeLacking(points)
    for (const [length, alike] of byLength) {
      const most = mostSlips(Math.max(points.length, length))
      if (Math.abs(points.length - length) > most) continue
      for (const answer of alike) {
        left -= LOOK + length
        if (left < 0) return found
        if (lacking(answer.points) > most) continue
        left -= points.length * Math.min(length, 2 * most + 1)
        if (changesWithin(points, answer.points, most) <= most && keepsTruth(typed, answer.text))
          found.push(answer.text)
      }
    }
    return found
  }

  return (typed) => {
    const found = known.get(typed) ?? find(typed)
    known.set(typed, found)
    return found
  }
}

/** Letters are told apart by so many of their bits. */
const LETTERS = 256

/** How many letters one text lacks of another, or the other of it, whichever are more: fewer changes do not make one the other. */
function makeLacking(text: Uint32Array): (other: Uint32Array) => number {
  const own = new Int16Array(LETTERS)
  for (const point of text) own[point % LETTERS] = (own[point % LETTERS] ?? 0) + 1
  const left = new Int16Array(LETTERS)
  return (other) => {
    left.set(own)
    let lacking = 0
    for (const point of other) {
      const more = left[point % LETTERS] ?? 0
      left[point % LETTERS] = more - 1
      if (more <= 0) lacking++
    }
    return Math.max(lacking, lacking + text.length - other.length)
  }
}
