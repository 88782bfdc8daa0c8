import { indexAnswers } from './answerIndex.ts'
import { type Folding, normalise } from './normalise.ts'
import { type Expected, gradeTyped, type TypedVerdict } from './typed.ts'

export type Gap = Omit<Expected, 'wrong'>

/** Marks each gap of a text by what was typed for it: a slip that makes another gap's answer is that answer. */
export function gradeGaps(given: readonly string[], gaps: readonly Gap[], folding: Folding): readonly TypedVerdict[] {
  // A gap's own answer is among them and does no harm: what is the same as that is right before.
  const { has } = indexAnswers(gaps.map(({ answer }) => normalise(answer, folding)))
  return gaps.map((gap, i) => gradeTyped(given[i] ?? '', gap, folding, has))
}
