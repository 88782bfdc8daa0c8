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
 * `isOther` tells of what was typed, normalised, whether it is an answer that belongs elsewhere: as one known to be wrong.
 */
export function gradeTyped(
  given: string,
  expected: Expected,
  folding: Folding = DEFAULT_FOLDING,
  isOther: (typed: string) => boolean = () => false,
): TypedVerdict {
  const typed = normalise(given, folding)
  if (typed === '') return { kind: 'wrong', against: expected.answer, reason: 'empty' }
  const answers = [expected.answer, ...expected.accepted]
  const isAnswer = (answer: string): boolean => isSame(typed, normalise(answer, folding))
  const exact = answers.find(isAnswer)
  if (exact !== undefined) return { kind: 'right', against: exact, exact: true }

  const compared = answers.map((answer) => {
    const wanted = normalise(answer, folding)
    return { answer, wanted, ...closenessOf(typed, wanted) }
  })
  const near = compared.filter(({ isNear }) => isNear)
  const isKnownWrong = isOther(typed) || (expected.wrong ?? []).some(isAnswer)
  const slip = isKnownWrong ? undefined : near.find(({ wanted }) => keepsTruth(typed, wanted))
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
export const SHORTEST_WITH_SLIPS = 4
const ALIKE = 0.85

/** Whether texts of which the longer has so many characters are near enough for a slip. */
const areNear = (distance: number, longest: number): boolean => distance <= 1 || 1 - distance / longest > ALIKE

/** The most changes that are a slip where the longer text has so many characters. */
export function mostSlips(longest: number): number {
  let most = Math.ceil((1 - ALIKE) * longest)
  while (!areNear(most, longest)) most--
  return most
}

function closenessOf(typed: string, wanted: string): { readonly score: number; readonly isNear: boolean } {
  const longest = Math.max(typed.length, wanted.length)
  if (longest > MAX_COMPARED) return { score: 0, isNear: false }
  const distance = editDistance(typed, wanted)
  const [length, characters] = [[...wanted].length, Math.max([...typed].length, [...wanted].length)]
  const isNear = length >= SHORTEST_WITH_SLIPS && areNear(distance, characters)
  return { score: 1 - distance / characters, isNear }
}

/** Two dates that are not the same are no slip; other texts must keep their facts. */
export const keepsTruth = (typed: string, wanted: string): boolean =>
  (dateOf(typed) === null || dateOf(wanted) === null) && keepsFacts(typed, wanted)
