import type { CardState } from '../../domain/card.ts'
import { instantOfId } from '../../domain/clock.ts'
import type { CardId } from '../../domain/note.ts'
import {
  addDays,
  DAY_MS,
  HOUR_MS,
  isDayDue,
  MINUTE_MS,
  type StudyDay,
  studyDayAt,
  toStudyDay,
} from '../../domain/time.ts'
import type { ReadContext } from './gather.ts'
import { dayOfDate, msOfTime, noonOf, type Schedule, scheduleOfEase } from './schedule.ts'

/**
 * `<!--SR:!2026-09-02,4,270!fsrs,…-->`: one stretch for each card of a note, of SM-2 (due, days, ease in per cent) or of
 * FSRS (due, days, stability, difficulty, state, reviews, lapses, step, last review).
 */

const OPEN = '<!--SR:'
const CLOSE = '-->'

/** A text without its comments, and what stood in them. One pass; a comment does not pass the end of its line. */
export function withoutSchedules(text: string): { readonly text: string; readonly comments: readonly string[] } {
  if (!text.includes(OPEN)) return { text, comments: [] }
  const comments: string[] = []
  const lines = text.split('\n').map((line) => {
    let kept = ''
    let at = 0
    for (;;) {
      const start = line.indexOf(OPEN, at)
      const end = start < 0 ? -1 : line.indexOf(CLOSE, start)
      if (end < 0) return kept + line.slice(at)
      comments.push(line.slice(start + OPEN.length, end))
      kept += line.slice(at, start).trimEnd()
      at = end + CLOSE.length
    }
  })
  return { text: lines.join('\n'), comments }
}

export const schedulesIn = (
  comments: readonly string[],
  context: Pick<ReadContext, 'momentAt'>,
): readonly (Schedule | null)[] =>
  comments
    .flatMap((comment) => comment.split('!'))
    .map((stretch) => stretch.trim())
    .filter((stretch) => stretch !== '')
    .slice(0, 1_000)
    .map((stretch) => scheduleIn(stretch, context))

function scheduleIn(stretch: string, { momentAt }: Pick<ReadContext, 'momentAt'>): Schedule | null {
  const cells = stretch.split(',').map((cell) => cell.trim())
  if (cells[0] !== 'fsrs') {
    const [date = '', days, ease] = cells
    const due = dayOfDate(/^\d{2}-\d{2}-\d{4}$/.test(date) ? date.split('-').reverse().join('-') : date)
    return due === null || date === NEW_DATE ? null : scheduleOfEase(due, Number(days), Number(ease ?? 250) / 100)
  }
  const [, due = '', days, stability, difficulty, state, , , , last = ''] = cells
  const dueMs = msOfTime(due)
  if (dueMs === null || Number(state) === 0 || !(Number(stability) > 0)) return null
  const dueDay = momentAt(dueMs).day
  const lastMs = msOfTime(last)
  const before = Math.min(Math.max(Math.round(Number(days)) || 0, 0), dueDay)
  const reviewed = lastMs === null ? noonOf(addDays(dueDay, -before)) : momentAt(lastMs)
  return { stability: Number(stability), difficulty: Number(difficulty), due: dueDay, reviewed }
}

/** What the plugin writes for a card that has not been asked yet, where another of its note has. */
const NEW_DATE = '2000-01-01'
const NEW = `!${NEW_DATE},1,250`

export type WriteContext = {
  /** The state of a card by its id; nothing is said of cards without one. */
  readonly stateOf: (cardId: CardId) => CardState | undefined
  /** Minutes east of UTC of the learner's time. */
  readonly offsetMinutes: number
  readonly rolloverHour: number
}

/** The comment for a note's cards; null where none of them has been asked. */
export function commentOf(cardIds: readonly CardId[], context: WriteContext): string | null {
  const states = cardIds.map(context.stateOf)
  if (!states.some((state) => state && state.memory.phase !== 'new')) return null
  return `<!--SR:${states.map((state) => stretchOf(state, context)).join('')}-->`
}

function stretchOf(state: CardState | undefined, context: WriteContext): string {
  if (!state || state.memory.phase === 'new') return NEW
  const { memory, reps, lapses } = state
  const hourMs = context.rolloverHour * HOUR_MS - context.offsetMinutes * MINUTE_MS
  const timeOf = (day: StudyDay): string => new Date(day * DAY_MS + hourMs).toISOString()
  const due = isDayDue(memory.due) ? toStudyDay(memory.due) : null
  const dueTime = due === null ? new Date(memory.due).toISOString() : timeOf(due)
  const days = due === null ? 0 : Math.max(0, due - memory.day)
  const phase = { learning: 1, review: 2, relearning: 3 }[memory.phase]
  const step = memory.phase === 'review' ? 0 : memory.step
  const last = lastTime(state, memory.day, context)
  const numbers = [days, rounded(memory.stability), rounded(memory.difficulty), phase, Math.max(1, reps), lapses, step]
  return `!fsrs,${dueTime},${numbers.join(',')},${last ?? timeOf(memory.day)}`
}

/** The instant of what was done last on the day of the last review: what comes back stands right after it in the log. */
function lastTime(state: CardState, day: StudyDay, { offsetMinutes, rolloverHour }: WriteContext): string | null {
  const instants = state.events.map(instantOfId)
  const last = instants.findLast((at) => at !== null && studyDayAt({ at, offsetMinutes }, rolloverHour) === day)
  return last ? new Date(last).toISOString() : null
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
