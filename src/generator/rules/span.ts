import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { askScenes } from '../scene/ask.ts'
import { timesIn } from '../scene/times.ts'

/** How long: a stretch of time left out of its sentence. */
export const askSpans = (reading: Reading): Iterable<Draft | Drop> =>
  askScenes(reading, (_, statement) => timesIn(reading, statement.words).filter(({ type }) => type === 'duration'))
