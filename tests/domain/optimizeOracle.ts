import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { TrainingRows } from '../../src/domain/trainingRows.ts'

/**
 * As much of `@open-spaced-repetition/binding` as is used here. Install it by hand to compare: a lock file without
 * addresses cannot hold its packages for each platform, and `npm ci` would refuse it.
 */
type Binding = {
  readonly FSRSBindingReview: new (grade: number, gapDays: number) => Review
  readonly FSRSBindingItem: new (reviews: readonly Review[]) => Item
  readonly computeParameters: (
    items: readonly Item[],
    options: { readonly enableShortTerm: boolean },
  ) => Promise<number[]>
}
type Review = { readonly review: unknown }
type Item = { readonly item: unknown }

/** fsrs-rs's own optimizer, or null where its native binding cannot be loaded. */
export type Oracle = (rows: TrainingRows) => Promise<readonly number[]>

/** By its path: the tests resolve packages as a browser does, and this one gives a browser nothing native. */
export function loadOracle(): Oracle | null {
  try {
    const require = createRequire(import.meta.url)
    const folder = dirname(require.resolve('@open-spaced-repetition/binding'))
    const binding = require(join(folder, 'index.cjs')) as Binding
    const { computeParameters, FSRSBindingItem, FSRSBindingReview } = binding
    return (rows) => {
      const items: { readonly day: number; readonly item: Item }[] = []
      for (let card = 0; card + 1 < rows.starts.length; card++) {
        const reviews: Review[] = []
        for (let i = rows.starts[card] ?? 0; i < (rows.starts[card + 1] ?? 0); i++) {
          reviews.push(new FSRSBindingReview(rows.grades[i] ?? 0, rows.gapDays[i] ?? 0))
          if (rows.scored[i] === 1) items.push({ day: rows.days[i] ?? 0, item: new FSRSBindingItem([...reviews]) })
        }
      }
      items.sort((a, b) => a.day - b.day)
      return computeParameters(
        items.map(({ item }) => item),
        { enableShortTerm: true },
      )
    }
  } catch {
    return null
  }
}
