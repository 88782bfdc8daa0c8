import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as Binding from '@open-spaced-repetition/binding'
import type { TrainingRows } from '../../src/domain/trainingRows.ts'

/** fsrs-rs's own optimizer, or null where its native binding cannot be loaded. */
export type Oracle = (rows: TrainingRows) => Promise<readonly number[]>

/** By its path: the tests resolve packages as a browser does, and this one gives a browser nothing native. */
export function loadOracle(): Oracle | null {
  try {
    const require = createRequire(import.meta.url)
    const folder = dirname(require.resolve('@open-spaced-repetition/binding'))
    const binding = require(join(folder, 'index.cjs')) as typeof Binding
    const { computeParameters, FSRSBindingItem, FSRSBindingReview } = binding
    return (rows) => {
      const items: { readonly day: number; readonly item: Binding.FSRSBindingItem }[] = []
      for (let card = 0; card + 1 < rows.starts.length; card++) {
        const reviews: Binding.FSRSBindingReview[] = []
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
