import type { SafeElement, SafeNode } from './htmlSafe.ts'

/** Longer texts are not compared letter by letter. */
const LONGEST = 400

type Run = { readonly kind: 'typeGood' | 'typeBad' | 'typeMissed'; text: string }

/**
 * What was typed above what was expected, letters that agree, that do not and that are missing told apart, as templates
 * from Anki style them. `isLoose` takes letters with and without marks for the same.
 */
export function compareTyped(expected: string, typed: string, isLoose: boolean): readonly SafeNode[] {
  if (typed === '') return [expected]
  const wanted = split(expected)
  const given = split(typed)
  const { of, from } = runsOf(given, wanted, isLoose)
  if (from.every((run) => run.kind === 'typeGood') && of.every((run) => run.kind === 'typeGood')) return of.map(spanOf)
  return [
    ...of.map(spanOf),
    BREAK,
    { tag: 'span', attributes: { id: 'typearrow' }, children: ['↓'] },
    BREAK,
    ...from.map(spanOf),
  ]
}

const BREAK: SafeElement = { tag: 'br', attributes: {}, children: [] }

const spanOf = ({ kind, text }: Run): SafeElement => ({ tag: 'span', attributes: { class: kind }, children: [text] })

const split = (text: string): readonly string[] =>
  [...text.normalize('NFC').replace(/\s+/gu, ' ').trim()].slice(0, LONGEST)

function runsOf(given: readonly string[], wanted: readonly string[], isLoose: boolean): { of: Run[]; from: Run[] } {
  const bare = (letter: string) => (isLoose ? letter.normalize('NFKD').replace(/\p{M}/gu, '') : letter)
  const a = given.map(bare)
  const b = wanted.map(bare)
  const shared = lengthsOf(a, b)
  const of: Run[] = []
  const from: Run[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(of, 'typeGood', given[i++])
      add(from, 'typeGood', wanted[j++])
    } else if (i < a.length && (j >= b.length || (shared[i + 1]?.[j] ?? 0) >= (shared[i]?.[j + 1] ?? 0))) {
      add(of, 'typeBad', given[i++])
    } else {
      // A dash holds the place of what was left out.
      if (of.at(-1)?.kind !== 'typeMissed' && i >= a.length) add(of, 'typeMissed', '-')
      add(from, 'typeMissed', wanted[j++])
    }
  }
  return { of, from }
}

function add(runs: Run[], kind: Run['kind'], text = ''): void {
  const last = runs.at(-1)
  if (last?.kind === kind) last.text += text
  else runs.push({ kind, text })
}

/** Length of the longest common subsequence of what follows each pair of positions. */
function lengthsOf(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      const next = lengths[i + 1]
      if (row && next) row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0)
    }
  return lengths
}
