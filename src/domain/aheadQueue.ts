import { type Columns, placeOf, REVIEW_PHASE } from './columns.ts'
import type { QueueItem } from './queue.ts'
import type { Due, StudyDay } from './time.ts'

/**
 * The next reviews before they are due, soonest first: one card of a note, and none of a note that was seen today.
 * Hidden cards and those put off are left out.
 */
export function aheadQueue(decks: readonly Columns[], today: StudyDay, count: number): readonly QueueItem[] {
  const found: QueueItem[] = []
  for (const columns of decks) {
    const seen = new Set<number>()
    const own: QueueItem[] = []
    for (let row = 0; row < columns.length; row++) {
      const note = columns.note[row] ?? 0
      if (columns.phase[row] !== 0 && columns.lastDay[row] === today) seen.add(note)
      const due = (columns.due[row] ?? 0) as Due
      const isOut = columns.hidden[row] !== 0 || columns.buriedOn[row] === today
      if (columns.phase[row] === REVIEW_PHASE && due > today && !isOut)
        own.push({ place: placeOf(columns, row), kind: 'review', due })
    }
    own.sort((a, b) => a.due - b.due)
    for (const item of own) {
      if (seen.has(item.place.note)) continue
      seen.add(item.place.note)
      found.push(item)
    }
  }
  return found.sort((a, b) => a.due - b.due).slice(0, count)
}
