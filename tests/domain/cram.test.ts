import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aheadQueue } from '../../src/domain/aheadQueue.ts'
import { makeColumns, setRetired } from '../../src/domain/columns.ts'
import { cramLeft } from '../../src/domain/cram.ts'
import type { ReviewEvent } from '../../src/domain/event.ts'
import type { CardId, DeckId } from '../../src/domain/note.ts'
import { dueOnDay, toStudyDay } from '../../src/domain/time.ts'

const ids = ['a', 'b', 'c', 'd'] as readonly string[] as readonly CardId[]
const review = (cardId: CardId, rating: ReviewEvent['rating'], source: ReviewEvent['source'] = 'cram') =>
  ({ kind: 'review', cardId, rating, source }) as ReviewEvent

describe('a round of cramming', () => {
  it('is through when each card was right once, and then begins again with all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), fc.boolean()), { maxLength: 40 }), (answers) => {
        const reviews: ReviewEvent[] = []
        for (const [cardId, isRight] of answers) {
          const { left, round } = cramLeft(ids, reviews)
          expect(left.length).toBeGreaterThan(0)
          if (!left.includes(cardId)) continue
          reviews.push(review(cardId, isRight ? 'good' : 'again'))
          const after = cramLeft(ids, reviews)
          if (!isRight) expect(after).toEqual({ left, round })
          else if (left.length > 1) expect(after).toEqual({ left: left.filter((id) => id !== cardId), round })
          else expect(after).toEqual({ left: ids, round: round + 1 })
        }
      }),
    )
  })

  it('counts nothing but cramming, and asks nothing of nothing', () => {
    expect(cramLeft(ids, [review('a' as CardId, 'good', 'study')]).left).toEqual(ids)
    expect(cramLeft([], [])).toEqual({ left: [], round: 0 })
  })
})

describe('reviews ahead of their day', () => {
  const today = toStudyDay(100)
  const columns = () => {
    const made = makeColumns('d' as DeckId, [1, 2, 1, 1, 1])
    const due = [103, 101, 102, 100, 0, 105]
    for (const [row, day] of due.entries()) {
      made.phase[row] = day === 0 ? 0 : 2
      made.due[row] = dueOnDay(toStudyDay(day))
      made.lastDay[row] = 90
    }
    return made
  }
  const rows = (made: ReturnType<typeof columns>, count = 10) =>
    aheadQueue([made], today, count).map(({ place }) => place.row)

  it('come soonest first, one card of a note, and neither due nor new ones', () => {
    expect(rows(columns())).toEqual([1, 0, 5])
    expect(rows(columns(), 2)).toEqual([1, 0])
  })

  it('leave out what is hidden, put off, or of a note that was seen today', () => {
    const made = columns()
    setRetired(made, 5, true)
    made.buriedOn[0] = today
    expect(rows(made)).toEqual([1])
    made.lastDay[2] = today
    expect(rows(made)).toEqual([])
  })
})
