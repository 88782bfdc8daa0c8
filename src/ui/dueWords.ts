import type { CardState } from '../domain/card.ts'
import { waitsInVain } from '../domain/misdated.ts'
import { addDays, isDayDue, type StudyDay } from '../domain/time.ts'
import { dayOfMonth } from './format.ts'
import { deck as words } from './messages/deck.ts'

const MOST_DAYS_IN_WORDS = 20

/** When a card of a list comes back: `today`, `in 3 days`, `19 May`; or why it does not, or does though its day has not come. */
export function whenDue({ memory, suspended, buriedOn }: CardState, today: StudyDay): string {
  if (suspended) return words.suspended
  if (buriedOn === today) return words.buried
  if (memory.phase === 'new') return words.notYet
  if (waitsInVain(memory, today)) return words.wrongClock
  const days = isDayDue(memory.due) ? memory.due - today : 0
  if (days <= 0) return words.today
  return days <= MOST_DAYS_IN_WORDS ? words.inDays(days) : dayOfMonth(addDays(today, days), today)
}
