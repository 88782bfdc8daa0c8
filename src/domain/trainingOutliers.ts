import type { TrainingRows } from './trainingRows.ts'

/** At most this share of the cards of a first rating is left out for being rare. */
const RARE_SHARE = 0.05
/** First gaps beyond this are left out after Again, Hard and Good, and after Easy: a card found again, not scheduled. */
const LONGEST_GAP_DAYS = { easy: 365, other: 100 }

/**
 * Rows without the cards whose first rating and first gap in days are a rare pair: up to a twentieth of the cards of
 * each first rating, the rarest pairs and the longest gaps first. Such cards were mostly met elsewhere, imported or
 * mistaken for others. They are not scored. The idea and the bounds are fsrs-rs's (BSD-3-Clause), less its dropping of
 * every pair with fewer than six cards, which leaves a learner of a thousand reviews with little to learn from.
 */
export function withoutOutliers(rows: TrainingRows): TrainingRows {
  const pairs = new Map<string, Pair>()
  const pairOfCard: (Pair | null)[] = []
  for (let card = 0; card + 1 < rows.starts.length; card++) {
    const first = firstGap(rows, card)
    pairOfCard.push(first && countIn(pairs, first))
  }
  const dropped = new Set(
    [1, 2, 3, 4].flatMap((grade) => rarePairs([...pairs.values()].filter((p) => p.grade === grade))),
  )
  if (dropped.size === 0) return rows
  const scored = Uint8Array.from(rows.scored)
  for (const [card, pair] of pairOfCard.entries()) {
    if (pair && dropped.has(pair)) scored.fill(0, rows.starts[card], rows.starts[card + 1])
  }
  return { ...rows, scored }
}

type Pair = { readonly grade: number; readonly gapDays: number; cards: number }

/** A card's first rating with the first gap of a day or more that followed; null where none has. */
function firstGap(rows: TrainingRows, card: number): Pick<Pair, 'grade' | 'gapDays'> | null {
  const start = rows.starts[card] ?? 0
  for (let i = start; i < (rows.starts[card + 1] ?? 0); i++) {
    if (rows.scored[i] === 1) return { grade: rows.grades[start] ?? 0, gapDays: rows.gapDays[i] ?? 0 }
  }
  return null
}

function countIn(pairs: Map<string, Pair>, { grade, gapDays }: Pick<Pair, 'grade' | 'gapDays'>): Pair {
  const key = `${grade}/${gapDays}`
  const pair = pairs.get(key) ?? { grade, gapDays, cards: 0 }
  pair.cards++
  pairs.set(key, pair)
  return pair
}

/** Pairs of one first rating that are left out. */
function rarePairs(pairs: readonly Pair[]): Pair[] {
  const total = pairs.reduce((sum, pair) => sum + pair.cards, 0)
  const longest = pairs[0]?.grade === 4 ? LONGEST_GAP_DAYS.easy : LONGEST_GAP_DAYS.other
  let removed = 0
  return [...pairs]
    .sort((a, b) => a.cards - b.cards || b.gapDays - a.gapDays)
    .filter((pair) => {
      const fits = removed + pair.cards <= total * RARE_SHARE
      if (fits) removed += pair.cards
      return fits || pair.gapDays > longest
    })
}
