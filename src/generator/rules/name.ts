import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { askScenes } from '../scene/ask.ts'
import { factsIn } from '../scene/facts.ts'

/** Who and where: the name of a person, a place or a body left out of its sentence. */
export const askNames = (reading: Reading): Iterable<Draft | Drop> =>
  askScenes(reading, (_, statement) => factsIn(reading, statement).filter(({ type }) => !/^(number|year)$/.test(type)))
