import { withFigures } from './facts.ts'
import { DEFAULT_FOLDING, type Folding, normalise } from './normalise.ts'
import type { Distractor, Note } from './note.ts'
import { sameAnswer } from './typed.ts'

/** Wrong options beside the key. */
export const DISTRACTORS = 3

/**
 * The distractors that can stand beside the right answers: none of them in other words, none that says one of them more
 * or less exactly (`Karzai` beside `Hamid Karzai`, `July 2013` beside `6 July 2013`), none from the very sentence that
 * the answer comes from, no two alike.
 */
export function fitDistractors(
  note: Note,
  answers: readonly string[],
  folding: Folding = DEFAULT_FOLDING,
): readonly Distractor[] {
  const items = note.content.kind === 'list' ? note.content.items.flatMap((item) => item.accepted) : []
  const right = [...answers, ...note.accepted, ...items]
  const sentences = new Set(note.evidence.map((piece) => piece.quote))
  const taken: string[] = []
  return note.distractors.filter(({ text, evidence }) => {
    if (normalise(text, folding) === '') return false
    if (evidence !== null && sentences.has(evidence.quote)) return false
    if (right.some((other) => sameAnswer(text, other, folding) || overlaps(text, other, folding))) return false
    if (taken.some((other) => sameAnswer(text, other, folding))) return false
    taken.push(text)
    return true
  })
}

/** Whether all the words of one answer stand in the other, so that who says the one has said the other. */
export function overlaps(a: string, b: string, folding: Folding = DEFAULT_FOLDING): boolean {
  const [fewer, more] = [wordsOf(a, folding), wordsOf(b, folding)].sort((x, y) => x.size - y.size)
  return fewer !== undefined && more !== undefined && fewer.size > 0 && [...fewer].every((word) => more.has(word))
}

/** Words without those that carry nothing; numbers in words count as figures. */
function wordsOf(text: string, folding: Folding): ReadonlySet<string> {
  const words = withFigures(normalise(text, folding)).match(/[\p{L}\p{M}\p{N}.%]+/gu) ?? []
  const full = words.filter((word) => !EMPTY.has(word))
  return new Set(full.length > 0 ? full : words)
}

const EMPTY: ReadonlySet<string> = new Set('a an the of in on at to by for and about'.split(' '))
