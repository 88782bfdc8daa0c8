import type { Note } from './note.ts'
import { isByModel } from './proposedCard.ts'
import type { Instant } from './time.ts'

/** Why a question was turned down, for those who say so. */
export const REJECT_REASONS = ['wrong', 'unclear', 'trivial', 'wording'] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

/** A question that was turned down and why: what this device has learned of its learner's taste. */
export type Rejection = { readonly note: Note; readonly reason: RejectReason; readonly at: Instant }

/** What the reasons given so far say of one manner of asking. */
export type Lesson = {
  /** By how much a question of that manner is less likely to be kept than its confidence says, 0 to `MOST`. */
  readonly lowered: number
  /** The reason that was given most. */
  readonly reason: RejectReason
}

/** Most that reasons can take away, if all of them were about one manner. */
const MOST = 0.3
/** So many reasons in thin air stand beside the real ones: the first few say little. */
const DOUBT = 5
/** Taste changes: older reasons than the newest so many are let go. */
const MEMORY = 200
/** Clumsy words can be mended, so they count for less. */
const COUNTS: Readonly<Record<RejectReason, number>> = { wrong: 1, unclear: 1, trivial: 1, wording: 0.5 }

/**
 * A personal weight for each manner of asking: its share of all reasons given, with some doubt, times `MOST`. What all
 * manners lose together is therefore never more than `MOST`, however many reasons are given: it is the manners that a
 * learner turns down more than others that fall behind. Cards of a model teach nothing here, for no rule made them.
 */
export function lessonsFrom(rejections: readonly Rejection[]): ReadonlyMap<string, Lesson> {
  const recent = rejections
    .filter(({ note }) => !isByModel(note))
    .sort((a, b) => b.at - a.at)
    .slice(0, MEMORY)
  const byManner = new Map<string, Map<RejectReason, number>>()
  let all = 0
  for (const { note, reason } of recent) {
    const manner = mannerOf(note)
    const counts = byManner.get(manner) ?? new Map<RejectReason, number>()
    counts.set(reason, (counts.get(reason) ?? 0) + COUNTS[reason])
    byManner.set(manner, counts)
    all += COUNTS[reason]
  }
  return new Map(
    [...byManner].map(([manner, counts]) => {
      const sum = [...counts.values()].reduce((total, count) => total + count, 0)
      const [top] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      return [manner, { lowered: (MOST * sum) / (all + DOUBT), reason: top?.[0] ?? 'wrong' }]
    }),
  )
}

/**
 * How a note asks, as far as it shows: its kind, or the question word with what it asks for. It stands for the rule that
 * made it, whose name no note carries: rules come and go, and what a learner dislikes is what they see.
 */
export function mannerOf({ content }: Note): string {
  if (content.kind !== 'qa' && content.kind !== 'choice') return content.kind
  const word = /\b(how (?:many|much|long|old|often)|who|whom|whose|what|which|when|where|why|how)\b/i.exec(
    content.question,
  )
  return `${content.kind} ${word?.[1]?.toLowerCase() ?? 'other'}`
}
