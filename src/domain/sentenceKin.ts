import type { Note } from './note.ts'

/**
 * By note, where the first of those stands that leave something out of the same sentence: each shows what the others ask.
 * Empty where no two do.
 */
export function sentenceKin(notes: readonly Note[]): Uint32Array {
  const first = new Map<string, number>()
  const kin = notes.map((note, i) => {
    const sentence = sentenceOf(note)
    if (sentence === null) return i
    const known = first.get(sentence) ?? i
    first.set(sentence, known)
    return known
  })
  return kin.every((one, i) => one === i) ? new Uint32Array(0) : Uint32Array.from(kin)
}

/** The sentence that a cloze is made of, by its place in its source; null for what is none. */
function sentenceOf({ content, evidence: [piece] }: Note): string | null {
  if (content.kind !== 'cloze' || piece === undefined) return null
  return JSON.stringify([piece.sourceId, piece.sentence.start, piece.sentence.end])
}
