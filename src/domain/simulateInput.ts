import { type Columns, PHASES } from './columns.ts'
import { DEFAULT_WEIGHTS } from './optimizeSettings.ts'
import type { Settings } from './settings.ts'
import type { WorkloadInput } from './simulate.ts'
import type { Habits } from './simulateHabits.ts'
import { type Due, isDayDue, type StudyDay } from './time.ts'

/** A learner's decks as a simulation takes them; suspended and retired cards stay out. */
export function workloadInput(
  decks: readonly Columns[],
  settings: Settings,
  habits: Habits,
  today: StudyDay,
): WorkloadInput {
  const seen: Seen[] = []
  let newCards = 0
  for (const columns of decks) {
    for (let row = 0; row < columns.length; row++) {
      if (columns.hidden[row] !== 0) continue
      if (columns.phase[row] === NEW) newCards++
      else seen.push(seenAt(columns, row, today))
    }
  }
  return {
    stability: Float64Array.from(seen, (card) => card.stability),
    difficulty: Float64Array.from(seen, (card) => card.difficulty),
    daysAgo: Int32Array.from(seen, (card) => card.daysAgo),
    dueIn: Int32Array.from(seen, (card) => card.dueIn),
    newCards,
    newPerDay: settings.newPerDay,
    reviewsPerDay: settings.reviewsPerDay,
    maximumIntervalDays: settings.maximumIntervalDays,
    learningSteps: settings.learningStepsMinutes.length,
    relearningSteps: settings.relearningStepsMinutes.length,
    weights: settings.weights ?? DEFAULT_WEIGHTS,
    habits,
  }
}

type Seen = {
  readonly stability: number
  readonly difficulty: number
  readonly daysAgo: number
  readonly dueIn: number
}

const NEW = PHASES.indexOf('new')

/** Columns of an earlier version hold no difficulty until they are read anew: a middling one then stands in. */
const MIDDLING = 5

function seenAt(columns: Columns, row: number, today: StudyDay): Seen {
  const due = (columns.due[row] ?? 0) as Due
  return {
    stability: Math.max(columns.stability[row] ?? 1, 0.001),
    difficulty: Math.max(columns.difficulty?.[row] ?? 0, 0) || MIDDLING,
    daysAgo: Math.max(0, today - (columns.lastDay[row] ?? today)),
    dueIn: isDayDue(due) ? Math.max(0, due - today) : 0,
  }
}
