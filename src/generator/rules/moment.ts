import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { askScenes } from '../scene/ask.ts'
import { factsIn } from '../scene/facts.ts'
import { timesIn } from '../scene/times.ts'

/** When: a year, a month or a day left out of its sentence. */
export const askMoments = (reading: Reading): Iterable<Draft | Drop> =>
  askScenes(reading, (_, statement) => [
    ...factsIn(reading, statement).filter(({ type }) => type === 'year'),
    ...timesIn(reading, statement.words).filter(({ type }) => type === 'date'),
  ])
