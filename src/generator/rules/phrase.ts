import type { Draft, Drop } from '../draft.ts'
import type { Reading } from '../reading.ts'
import { askScenes } from '../scene/ask.ts'
import { tellingIn } from '../scene/phrases.ts'

/** What, to do what and why: a phrase left out of its sentence. Half of them are worth keeping: they wait for the learner. */
export const askPhrases = (reading: Reading): Iterable<Draft | Drop> =>
  askScenes(reading, (_, statement) => tellingIn(reading, statement.words))
