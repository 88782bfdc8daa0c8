import { expect, test } from 'vitest'
import { newCard } from '../../src/domain/card.ts'
import type { CardId } from '../../src/domain/note.ts'
import { dueOnDay, toStudyDay } from '../../src/domain/time.ts'
import { whenDue } from '../../src/ui/dueWords.ts'

test('a card that was answered under a clock of 2300 is said to be due today, and why', () => {
  const today = toStudyDay(20_500)
  const answered = (day: number, due: number) => ({
    ...newCard('n/front' as CardId),
    memory: {
      phase: 'review' as const,
      due: dueOnDay(toStudyDay(due)),
      day: toStudyDay(day),
      stability: 9,
      difficulty: 5,
    },
  })
  expect(whenDue(answered(120_530, 120_539), today)).toBe('Today, as the clock was wrong')
  expect(whenDue(answered(20_499, 20_508), today)).toBe('In 8 days')
})
