import { dateOf, keepsFacts, withFigures } from './facts.ts'
import { DEFAULT_FOLDING, type Folding, normalise } from './normalise.ts'
import { editDistance, MAX_COMPARED } from './similarity.ts'

/** Why a typed answer does not count: nothing was typed, a fact differs though the letters are near, or too far off. */
export type TypedVerdict =
  /** `exact` is false for a slip of the keyboard that is let pass. */
  | { readonly kind: 'right'; readonly against: string; readonly exact: boolean }
  | { readonly kind: 'wrong'; readonly against: string; readonly reason: 'empty' | 'fact' | 'other-answer' | 'far' }

export type Expected = {
  readonly answer: string
  readonly accepted: readonly string[]
  /** Answers known to be wrong: a slip that makes one of them is none (Iran is not Iraq). */
  readonly wrong?: readonly string[]
}

/**
 * Marks a typed answer. Once normalised it is right if it is the answer or an accepted one; or, where that has four
 * characters or more, one change away or more than 85 % alike, as long as numbers, dates and negations are the same.
 */
export function gradeTyped(given: string, expected: Expected, folding: Folding = DEFAULT_FOLDING): TypedVerdict {
  const typed = normalise(given, folding)
  if (typed === '') return { kind: 'wrong', against: expected.answer, reason: 'empty' }
  const answers = [expected.answer, ...expected.accepted]
  const isAnswer = (answer: string): boolean => isSame(typed, normalise(answer, folding))
  const exact = answers.find(isAnswer)
  if (exact !== undefined) return { kind: 'right', against: exact, exact: true }

  const compared = answers.map((answer) => {
    const wanted = normalise(answer, folding)
    return { answer, ...closenessOf(typed, wanted), isTrue: keepsTruth(typed, wanted) }
  })
  const near = compared.filter(({ isNear }) => isNear)
  const isKnownWrong = (expected.wrong ?? []).some(isAnswer)
  const slip = isKnownWrong ? undefined : near.find(({ isTrue }) => isTrue)
  if (slip !== undefined) return { kind: 'right', against: slip.answer, exact: false }
  const closest = compared.reduce((best, next) => (next.score > best.score ? next : best))
  const reason = isKnownWrong ? 'other-answer' : near.length > 0 ? 'fact' : 'far'
  return { kind: 'wrong', against: closest.answer, reason }
}

/** Whether two texts count as the same answer, exactly: for distractors, duplicates and accepted answers. */
export const sameAnswer = (a: string, b: string, folding: Folding = DEFAULT_FOLDING): boolean =>
  isSame(normalise(a, folding), normalise(b, folding))

/** The same letters, the same date, or numbers in words for figures. */
function isSame(a: string, b: string): boolean {
  if (a === b || withFigures(a) === withFigures(b)) return true
  const date = dateOf(a)
  return date !== null && date === dateOf(b)
}

/** Shorter answers must be exact: one change would make most of them another word. */
const SHORTEST_WITH_SLIPS = 4
const ALIKE = 0.85

function closenessOf(typed: string, wanted: string): { readonly score: number; readonly isNear: boolean } {
  const longest = Math.max(typed.length, wanted.length)
  if (longest > MAX_COMPARED) return { score: 0, isNear: false }
  const distance = editDistance(typed, wanted)
  const score = 1 - distance / Math.max([...typed].length, [...wanted].length)
  const maySlip = [...wanted].length >= SHORTEST_WITH_SLIPS
  return { score, isNear: maySlip && (distance <= 1 || score > ALIKE) }
}

/** Two dates that are not the same are no slip; other texts must keep their facts. */
const keepsTruth = (typed: string, wanted: string): boolean =>
  (dateOf(typed) === null || dateOf(wanted) === null) && keepsFacts(typed, wanted)
