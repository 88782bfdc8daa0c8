import { type Columns, kinOf, PHASES, placeOf, SUSPENDED } from './columns.ts'
import type { AheadGains } from './examAhead.ts'
import type { Gains } from './examGain.ts'
import { aheadOrder, examOrder, type RankedCard, within } from './examOrder.ts'
import { lastPassOn } from './examPlan.ts'
import type { DeckId } from './note.ts'
import type { Queue, QueueItem } from './queue.ts'
import { type Due, isDayDue, type StudyDay, toStudyDay } from './time.ts'

/** For each row of a deck the exams that ask it, as a list of their days; rows of no exam are missing. */
export type ExamRows = ReadonlyMap<DeckId, ReadonlyMap<number, readonly StudyDay[]>>

export type ExamDay = {
  readonly rows: ExamRows
  readonly gains: Gains
  /** Thinks of later reviews too; null where that does not pay. */
  readonly ahead: AheadGains | null
  /** Of today's minutes for exams. */
  readonly secondsLeft: number
  readonly today: StudyDay
}

const NEW = PHASES.indexOf('new')
const REVIEW = PHASES.indexOf('review')

/**
 * Columns as the ordinary queue is to see them: without what exams take care of. Steps within the day stay, and what the
 * learner put into a day on which it was answered already: no exam would ask it a second time.
 */
export function withoutExams(columns: Columns, rows: ExamRows, today: StudyDay): Columns {
  const own = rows.get(columns.deckId)
  if (!own || own.size === 0) return columns
  const hidden = columns.hidden.slice()
  for (const row of own.keys()) {
    const phase = columns.phase[row]
    const due = (columns.due[row] ?? 0) as Due
    const isStep = phase !== NEW && phase !== REVIEW && !isDayDue(due)
    const isPutBack = phase !== NEW && columns.lastDay[row] === today && isDayDue(due) && due <= today
    if (!isStep && !isPutBack) hidden[row] = (hidden[row] ?? 0) | SUSPENDED
  }
  return { ...columns, hidden }
}

/** A card for the exams ahead, and the seconds that it is expected to take. */
export type ExamItem = QueueItem & { readonly seconds: number }

/** Today's cards for the exams ahead: as many of a ranking as the minutes hold. No limit of new cards holds here. */
export const examItems = (ranking: readonly ExamItem[], secondsLeft: number): readonly QueueItem[] =>
  within(ranking, secondsLeft).map(({ place, kind, due }) => ({ place, kind, due }))

/**
 * All cards for the exams ahead, due or not, seen or not: what gains most recall on the day per second first. Of one note
 * or sentence a single card a day. The ranking of some of the decks is this one without the others.
 */
export function examRanking(decks: readonly Columns[], { rows, gains, ahead, today }: ExamDay): readonly ExamItem[] {
  const items: QueueItem[] = []
  const cards: RankedCard[] = []
  const kin: string[] = []
  for (const columns of decks) {
    for (const [row, days] of rows.get(columns.deckId) ?? []) {
      if (columns.hidden[row] !== 0 || columns.buriedOn[row] === today) continue
      const phase = columns.phase[row]
      const due = (columns.due[row] ?? 0) as Due
      if (phase !== NEW && !isDayDue(due)) continue
      kin.push(kinName(columns, row))
      items.push({
        place: placeOf(columns, row),
        kind: phase === NEW ? 'new' : phase === REVIEW ? 'review' : 'learning',
        due,
      })
      cards.push({
        stability: phase === NEW ? 0 : Math.max(columns.stability[row] ?? 0, 0.001),
        difficulty: columns.difficulty[row] || 5,
        elapsedDays: today - (columns.lastDay[row] ?? today),
        horizons: days.map((day) => day - today).filter((days) => days >= 1),
      })
    }
  }
  const seen = seenKin(decks, today)
  return (ahead ? aheadOrder(cards, gains, ahead) : examOrder(cards, gains)).flatMap(({ index, seconds }) => {
    const item = items[index]
    const own = kin[index]
    if (item === undefined || own === undefined || seen.has(own)) return []
    seen.add(own)
    return [{ ...item, seconds }]
  })
}

/** Names what all siblings of a row's note share. */
const kinName = (columns: Columns, row: number): string => `${columns.deckId}/${kinOf(columns, columns.note[row] ?? 0)}`

/** Those of which a card was answered today. */
function seenKin(decks: readonly Columns[], today: StudyDay): Set<string> {
  const seen = new Set<string>()
  for (const columns of decks) {
    for (let row = 0; row < columns.length; row++) {
      if (columns.phase[row] !== NEW && columns.lastDay[row] === today) seen.add(kinName(columns, row))
    }
  }
  return seen
}

/** Exams first, then the day's other cards. */
export const withExams = (queue: Queue, items: readonly QueueItem[]): Queue => ({
  main: [...items, ...queue.main],
  learning: queue.learning,
})

/** The latest day on which a row comes back before the exams that ask it; null where none does. */
export function lastPassOf(rows: ExamRows, deckId: DeckId, row: number, today: StudyDay): StudyDay | null {
  const days = rows.get(deckId)?.get(row) ?? []
  const ahead = days.filter((day) => day > today)
  if (ahead.length === 0) return null
  const next = toStudyDay(Math.min(...ahead))
  return next - today <= 1 ? null : lastPassOn(`${deckId}/${row}`, next, today)
}
