import type { Columns } from '../domain/columns.ts'
import { tookMs } from '../domain/event.ts'
import { makeAheadGains } from '../domain/examAhead.ts'
import { makeGains } from '../domain/examGain.ts'
import { type ExamPlan, examsAhead, priceInForce, secondsOn } from '../domain/examPlan.ts'
import {
  type ExamDay,
  type ExamItem,
  type ExamRows,
  examItems,
  examRanking,
  withExams,
  withoutExams,
} from '../domain/examQueue.ts'
import type { DeckId } from '../domain/note.ts'
import { makeModel } from '../domain/optimizeModel.ts'
import { DEFAULT_WEIGHTS } from '../domain/optimizeSettings.ts'
import type { Queue } from '../domain/queue.ts'
import { habitsOf } from '../domain/simulateHabits.ts'
import type { StudyDay } from '../domain/time.ts'
import type { DayDone } from './dayDone.ts'
import { type Found, makeFindCards } from './findCards.ts'
import type { Services } from './services.ts'

export type ExamToday = ExamDay & {
  /** What a session over these decks asks, `isAll` of them or some; `build` makes the queue of what exams leave alone. */
  readonly queueOf: (decks: readonly Columns[], isAll: boolean, build: (decks: readonly Columns[]) => Queue) => Queue
}

/** What the exams ahead ask of today; null where there are none, which costs nothing. */
export async function readExamDay(
  services: Services,
  columns: readonly Columns[],
  day: DayDone,
): Promise<ExamToday | null> {
  const settings = services.settings.current()
  const plans = examsAhead(settings.exams, day.day)
  if (plans.length === 0) return null
  const rows = await readExamRows(services, columns, plans)
  const steps = { learning: settings.learningStepsMinutes.length, relearning: settings.relearningStepsMinutes.length }
  const spentMs = await spentToday(services, rows, day)
  const model = makeModel(settings.weights ?? DEFAULT_WEIGHTS)
  const habits = habitsOf([])
  const gains = makeGains(model, habits, steps)
  const price = priceInForce(plans, countRows(rows))
  const exams: ExamDay = {
    rows,
    gains,
    ahead: price === null ? null : makeAheadGains({ model, habits, steps, gains }, price),
    secondsLeft: Math.max(0, secondsOn(plans, day.day) - spentMs / 1000),
    today: day.day,
  }
  let all: readonly ExamItem[] | null = null
  const rankingOf = (decks: readonly Columns[], isAll: boolean): readonly ExamItem[] => {
    if (isAll) all ??= examRanking(decks, exams)
    if (isAll || all === null) return all ?? examRanking(decks, exams)
    const own = new Set(decks.map(({ deckId }) => deckId))
    return all.filter(({ place }) => own.has(place.deckId))
  }
  return {
    ...exams,
    queueOf: (decks, isAll, build) => {
      const others = build(decks.map((deck) => withoutExams(deck, rows, day.day)))
      return withExams(others, examItems(rankingOf(decks, isAll), exams.secondsLeft))
    },
  }
}

export const countRows = (rows: ExamRows): number => [...rows.values()].reduce((sum, own) => sum + own.size, 0)

/** The rows that each exam asks. Only exams of a part of a deck need any content read. */
export async function readExamRows(
  services: Services,
  columns: readonly Columns[],
  plans: readonly ExamPlan[],
): Promise<ExamRows> {
  const rows = new Map<DeckId, Map<number, StudyDay[]>>()
  const find = makeFindCards(services)
  for (const plan of plans) {
    const found = plan.query === '' ? null : rowsOf(await find(plan.query))
    const decks = new Set(plan.deckIds)
    for (const deck of columns) {
      if (decks.size > 0 && !decks.has(deck.deckId)) continue
      const asked = rows.get(deck.deckId) ?? new Map<number, StudyDay[]>()
      rows.set(deck.deckId, asked)
      for (let row = 0; row < deck.length; row++) {
        if (found && !found.get(deck.deckId)?.has(row)) continue
        asked.set(row, [...(asked.get(row) ?? []), plan.day])
      }
    }
  }
  return rows
}

/** What was found, by deck. */
function rowsOf(found: readonly Found[]): ReadonlyMap<DeckId, ReadonlySet<number>> {
  const rows = new Map<DeckId, Set<number>>()
  for (const { place } of found) rows.set(place.deckId, (rows.get(place.deckId) ?? new Set()).add(place.row))
  return rows
}

/** Time given today to cards of exams: what is left of the minutes counts from there. */
async function spentToday({ store }: Services, rows: ExamRows, day: DayDone): Promise<number> {
  const decks = day.reviews.length === 0 ? new Map() : await store.decksOf([...day.cards.keys()])
  return day.reviews
    .filter((review) => rows.has(decks.get(review.cardId) ?? ('' as DeckId)))
    .reduce((sum, review) => sum + tookMs(review), 0)
}
