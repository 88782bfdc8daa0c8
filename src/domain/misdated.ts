import type { Memory } from './card.ts'
import type { Columns } from './columns.ts'
import { DAY_MS, DAYS_BACK, type Due, dueOnDay, hasCome, type Instant, isDayDue, type StudyDay } from './time.ts'

/**
 * An answer keeps the day of the clock it was given under, and a clock can be set wrong for a while: an answer of 2300
 * would put its card off until then. So a day further ahead than any journey brings is not believed, and nor is what was
 * reckoned from it: the card is due, and its next answer takes it on from the right day.
 */
export const isMisdated = (day: number, today: StudyDay): boolean => day > today + DAYS_BACK

/** Whether a card's due was reckoned from such a day: what the learner put it to since is before that. */
const isReckonedFrom = (day: number, due: Due): boolean => (isDayDue(due) ? due : due / DAY_MS) >= day - 1

type Remembered = Exclude<Memory, { phase: 'new' }>

/** Whether a card that was answered waits for a day that nobody believes. */
export const waitsInVain = ({ day, due }: Remembered, today: StudyDay): boolean =>
  isMisdated(day, today) && isReckonedFrom(day, due)

/** Whether a card that was answered is due. */
export const isDueNow = (memory: Remembered, today: StudyDay, now: Instant): boolean =>
  waitsInVain(memory, today) || hasCome(memory.due, today, now)

/** Columns as they are to be read today, without such days; those that have none are given back as they are. */
export const believedColumns = (decks: readonly Columns[], today: StudyDay): readonly Columns[] =>
  decks.map((columns) => (columns.lastDay.some((day) => isMisdated(day, today)) ? believed(columns, today) : columns))

function believed(columns: Columns, today: StudyDay): Columns {
  const [due, lastDay] = [columns.due.slice(), columns.lastDay.slice()]
  for (const [row, day] of columns.lastDay.entries()) {
    if (!isMisdated(day, today)) continue
    if (isReckonedFrom(day, (due[row] ?? 0) as Due)) due[row] = dueOnDay(today)
    lastDay[row] = today - 1
  }
  return { ...columns, due, lastDay }
}
