import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { askScenes } from '../scene/ask.ts'
import { factsIn } from '../scene/facts.ts'

/** How many, how much: a figure left out of its sentence. */
export const askFigures = (reading: Reading): Iterable<Draft | Drop> =>
  askScenes(reading, (_, statement) => factsIn(reading, statement).filter(({ type }) => type === 'number'))
