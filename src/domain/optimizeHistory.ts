import type { LogEvent, StoredEvent } from './event.ts'
import { validSettings } from './settingsCheck.ts'
import type { StudyDay } from './time.ts'
import { scoredCount, scoredFrom, type TrainingRows, trainingRows } from './trainingRows.ts'
import { effectiveEvents } from './undo.ts'

/** Null for the default weights. */
export type WeightSet = readonly number[] | null

/** What the log says of a learner's weights so far. */
export type WeightHistory = {
  /** Reviews that weights can be fitted to. */
  readonly reviews: number
  readonly current: WeightSet
  /** The set in force before the current one, to go back to; undefined where there was no other. */
  readonly previous: WeightSet | undefined
  /** The study day of the last change, and how many reviews it can have learned nothing from. */
  readonly changedOn: StudyDay | null
  readonly reviewsSince: number
}

/** From about so many reviews on, fitting pays for most learners; below, for few. */
export const REVIEWS_TO_TUNE = 1000
/** After a change, so many more make another one worth looking for, or a quarter of all if that is more. */
const REVIEWS_TO_TUNE_AGAIN = 1000

export function weightHistory(events: Iterable<StoredEvent>, rows: TrainingRows = trainingRows(events)): WeightHistory {
  let current: WeightSet = null
  let previous: WeightSet | undefined
  let changedOn: StudyDay | null = null
  for (const event of effectiveEvents(events)) {
    const weights = weightsIn(event)
    if (weights === undefined || isSame(weights, current)) continue
    previous = current
    current = weights
    changedOn = 'day' in event ? event.day : null
  }
  const reviews = scoredCount(rows)
  const reviewsSince = changedOn === null ? reviews : scoredCount(scoredFrom(rows, changedOn + 1))
  return { reviews, current, previous, changedOn, reviewsSince }
}

/** Whether it is time to look for better weights without being asked. */
export const isTimeToTune = ({ reviews, changedOn, reviewsSince }: WeightHistory): boolean =>
  changedOn === null
    ? reviews >= REVIEWS_TO_TUNE
    : reviewsSince >= Math.max(REVIEWS_TO_TUNE_AGAIN, (reviews - reviewsSince) / 4)

/** The weights that a setting event puts into force; undefined for every other event and for weights that are none. */
function weightsIn(event: StoredEvent): WeightSet | undefined {
  if (event.kind !== 'setting' || !('change' in event)) return undefined
  const { change } = event as Extract<LogEvent, { kind: 'setting' }>
  return typeof change === 'object' && change !== null ? validSettings(change).weights : undefined
}

const isSame = (a: WeightSet, b: WeightSet): boolean =>
  a === b || (a !== null && b !== null && a.every((weight, i) => weight === b[i]))
