import type { SafeElement, SafeNode } from './htmlSafe.ts'

/** Longer texts are not compared letter by letter. */
const LONGEST = 400

type Kind = 'typeGood' | 'typeBad' | 'typeMissed'

/** Stretches of two lists: the same in both, or what stands between two that are. Ends are exclusive. */
type Stretch = {
  readonly same: boolean
  readonly a: readonly [from: number, to: number]
  readonly b: readonly [from: number, to: number]
}

/**
 * What was typed above what was expected, letters that agree, that do not and that are missing told apart, as templates
 * from Anki style them. `isLoose` takes letters with and without marks for the same. Nothing typed shows the answer.
 */
export function compareTyped(expected: string, typed: string, isLoose: boolean): readonly SafeNode[] {
  if (typed === '') return [expected]
  const given = lettersOf(typed)
  const wanted = lettersOf(expected)
  const stretches = compare(given.map(bare(isLoose)), wanted.map(bare(isLoose)))
  if (stretches.every(({ same }) => same)) return [span('typeGood', wanted.join(''))]
  const above: SafeNode[] = []
  const below: SafeNode[] = []
  for (const { same, a, b } of stretches) {
    const mine = given.slice(...a).join('')
    const theirs = wanted.slice(...b).join('')
    // Dashes hold the place of what was left out.
    if (mine !== '') above.push(span(same ? 'typeGood' : 'typeBad', mine))
    else above.push(span('typeMissed', '-'.repeat(b[1] - b[0])))
    if (theirs !== '') below.push(span(same ? 'typeGood' : 'typeMissed', theirs))
  }
  return [...above, BREAK, { tag: 'span', attributes: { id: 'typearrow' }, children: ['↓'] }, BREAK, ...below]
}

const BREAK: SafeElement = { tag: 'br', attributes: {}, children: [] }

const span = (kind: Kind, text: string): SafeElement => ({ tag: 'span', attributes: { class: kind }, children: [text] })

const lettersOf = (text: string): readonly string[] => [...text.normalize('NFC').trim()].slice(0, LONGEST)

const bare = (isLoose: boolean) => (letter: string) =>
  isLoose ? letter.normalize('NFKD').replace(/\p{M}/gu, '') : letter

/** Both lists from end to end, by the longest stretch that they share, and so on to its left and its right. */
function compare(a: readonly string[], b: readonly string[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  let [i, j] = [0, 0]
  const put = (same: boolean, aEnd: number, bEnd: number): void => {
    if (aEnd > i || bEnd > j) stretches.push({ same, a: [i, aEnd], b: [j, bEnd] })
    i = aEnd
    j = bEnd
  }
  for (const { aFrom, bFrom, length } of sharedIn(a, b, 0, a.length, 0, b.length)) {
    put(false, aFrom, bFrom)
    put(true, aFrom + length, bFrom + length)
  }
  put(false, a.length, b.length)
  return joined(stretches)
}

type Shared = { readonly aFrom: number; readonly bFrom: number; readonly length: number }

function sharedIn(
  a: readonly string[],
  b: readonly string[],
  aFrom: number,
  aTo: number,
  bFrom: number,
  bTo: number,
): readonly Shared[] {
  const best = longestIn(a, b, aFrom, aTo, bFrom, bTo)
  if (best.length === 0) return []
  const aEnd = best.aFrom + best.length
  const bEnd = best.bFrom + best.length
  return [...sharedIn(a, b, aFrom, best.aFrom, bFrom, best.bFrom), best, ...sharedIn(a, b, aEnd, aTo, bEnd, bTo)]
}

/** Of those of one length the first in `a`, and of those the first in `b`. */
function longestIn(
  a: readonly string[],
  b: readonly string[],
  aFrom: number,
  aTo: number,
  bFrom: number,
  bTo: number,
): Shared {
  let best: Shared = { aFrom, bFrom, length: 0 }
  let above = new Uint16Array(bTo - bFrom + 1)
  for (let i = aFrom; i < aTo; i++) {
    const row = new Uint16Array(bTo - bFrom + 1)
    for (let j = bFrom; j < bTo; j++) {
      if (a[i] !== b[j]) continue
      const length = (above[j - bFrom] ?? 0) + 1
      row[j - bFrom + 1] = length
      if (length > best.length) best = { aFrom: i - length + 1, bFrom: j - length + 1, length }
    }
    above = row
  }
  return best
}

/** Neighbours that are the same in both are one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const out: Stretch[] = []
  for (const next of stretches) {
    const last = out.at(-1)
    if (last?.same && next.same)
      out[out.length - 1] = { same: true, a: [last.a[0], next.a[1]], b: [last.b[0], next.b[1]] }
    else out.push(next)
  }
  return out
}
