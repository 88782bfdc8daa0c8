import { type Columns, kinOf, placeOf, REVIEW_PHASE } from './columns.ts'
import type { QueueItem } from './queue.ts'
import type { Due, StudyDay } from './time.ts'

/**
 * The next reviews before they are due, soonest first: one card of a note or a sentence, and none of what was seen today.
 * Hidden cards and those put off are left out.
 */
export function aheadQueue(decks: readonly Columns[], today: StudyDay, count: number): readonly QueueItem[] {
  const found: QueueItem[] = []
  for (const columns of decks) {
    const seen = new Set<number>()
    const own: QueueItem[] = []
    for (let row = 0; row < columns.length; row++) {
      const note = columns.note[row] ?? 0
      if (columns.phase[row] !== 0 && columns.lastDay[row] === today) seen.add(kinOf(columns, note))
      const due = (columns.due[row] ?? 0) as Due
      const isOut = columns.hidden[row] !== 0 || columns.buriedOn[row] === today
      if (columns.phase[row] === REVIEW_PHASE && due > today && !isOut)
        own.push({ place: placeOf(columns, row), kind: 'review', due })
    }
    own.sort((a, b) => a.due - b.due)
    for (const item of own) {
      const kin = kinOf(columns, item.place.note)
      if (seen.has(kin)) continue
      seen.add(kin)
      found.push(item)
    }
  }
  return found.sort((a, b) => a.due - b.due).slice(0, count)
}
