import { DEFAULT_FOLDING, type Folding, foldCase } from './normalise.ts'
import { MAX_COMPARED } from './similarity.ts'

/** A stretch of what was typed: as it should be, not as it should be, or (what was expected and is) missing there. */
export type DiffSegment = { readonly kind: 'right' | 'wrong' | 'missing'; readonly text: string }

/**
 * A typed answer beside the expected one, by the longest run of characters they share. Right and wrong stretches make up
 * what was typed; right and missing ones what was expected. Case is no difference here; accents are where they count.
 */
export function diffTyped(given: string, expected: string, folding: Folding = DEFAULT_FOLDING): readonly DiffSegment[] {
  const typed = characters(given.normalize('NFC').trim())
  const wanted = characters(expected.normalize('NFC').trim())
  if (typed.length > MAX_COMPARED || wanted.length > MAX_COMPARED) {
    return joined([...typed.map(segment('wrong')), ...wanted.map(segment('missing'))])
  }
  const a = typed.map((character) => bare(character, folding))
  const b = wanted.map((character) => bare(character, folding))
  const shared = sharedLengths(a, b)
  const segments: DiffSegment[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const isShared = i < a.length && j < b.length && a[i] === b[j]
    if (isShared) {
      segments.push({ kind: 'right', text: typed[i] ?? '' })
      i++
      j++
    } else if (i < a.length && (j >= b.length || (shared[i + 1]?.[j] ?? 0) >= (shared[i]?.[j + 1] ?? 0))) {
      segments.push({ kind: 'wrong', text: typed[i++] ?? '' })
    } else {
      segments.push({ kind: 'missing', text: wanted[j++] ?? '' })
    }
  }
  return joined(segments)
}

/** A letter with the marks that combine with it. */
const characters = (text: string): string[] => text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []

const bare = (character: string, { language, accents }: Folding): string => {
  const letter = foldCase(character, language).normalize('NFKD')
  return accents === 'kept' ? letter : letter.replace(/[\u0300-\u036f]/gu, '')
}

const segment =
  (kind: DiffSegment['kind']) =>
  (text: string): DiffSegment => ({ kind, text })

/** Length of the longest common subsequence of what follows each pair of positions. */
function sharedLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i]
    const below = lengths[i + 1]
    if (row === undefined || below === undefined) continue
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}

/** Neighbours of one kind as one segment. */
function joined(segments: readonly DiffSegment[]): readonly DiffSegment[] {
  const out: DiffSegment[] = []
  let run: DiffSegment | null = null
  for (const next of segments) {
    if (run !== null && run.kind === next.kind) run = { kind: run.kind, text: run.text + next.text }
    else {
      if (run !== null) out.push(run)
      run = next
    }
  }
  if (run !== null) out.push(run)
  return out
}
