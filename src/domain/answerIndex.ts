import { dateOf, withFigures } from './facts.ts'

export type AnswerIndex = {
  /** Those that a text is the same as, as `sameAnswer` tells it; and whether it is the same as any. */
  readonly find: (typed: string) => readonly string[]
  readonly has: (typed: string) => boolean
}

/** Many answers to be looked up, as comparing each with each takes a square of the time. All texts normalised. */
export function indexAnswers(answers: Iterable<string>): AnswerIndex {
  const byKey = new Map<string, Set<string>>()
  for (const answer of answers) {
    for (const key of keysOf(answer)) {
      const same = byKey.get(key)
      if (same) same.add(answer)
      else byKey.set(key, new Set([answer]))
    }
  }
  return {
    find: (typed) => [...new Set(keysOf(typed).flatMap((key) => [...(byKey.get(key) ?? [])]))],
    has: (typed) => keysOf(typed).some((key) => byKey.has(key)),
  }
}

/** Answers are the same of which any key is: the letters, with figures for numbers in words, or the day of a date. */
function keysOf(normalised: string): readonly string[] {
  const date = dateOf(normalised)
  const letters = withFigures(normalised)
  // No capital stands in what is normalised.
  return date === null ? [letters] : [letters, `D${date}`]
}
