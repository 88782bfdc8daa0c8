import type { LogEvent, StoredEvent } from './event.ts'
import type { DeckId } from './note.ts'
import { effectiveEvents, isUndo } from './undo.ts'

/**
 * Versions of a deck count up, and where two meet the higher leads. But anybody can write any number: one that the
 * learner let go of for a lower one leads no more, nor does one that no count comes to, or either would do so for ever.
 */

/** Further apart than this are no two versions that meet. */
const MOST_STEPS = 10_000
/** What a deck's file may say. */
export const MOST_IN_FILE = 1_000_000_000
/** So far own changes count up: above all that a file may bring, and far below where whole numbers end. */
export const LAST_VERSION = 2_000_000_000

/** By deck, what the learner chose last against the order of numbers. */
export type Chosen = ReadonlyMap<DeckId, Pick<Took, 'version' | 'over'>>

export function chosenVersions(events: readonly StoredEvent[]): Chosen {
  const about = events.filter((event) => isTook(event) || isUndo(event))
  return new Map(effectiveEvents(about).flatMap((event) => (isTook(event) ? [[event.deckId, event]] : [])))
}

/** Of two versions the one of the higher rank leads, whichever two meet first. */
export function rankOf({ id, version }: { readonly id: DeckId; readonly version: number }, chosen: Chosen): number {
  const own = chosen.get(id)
  const isLetGo = own
    ? version > own.version && (version <= own.over || version > own.version + MOST_STEPS)
    : version > MOST_IN_FILE
  return isLetGo ? -version : version
}

export const nextVersion = (version: number, changes = 1): number => Math.min(version + changes, LAST_VERSION)

type Took = Extract<LogEvent, { kind: 'took' }>

const isTook = (event: StoredEvent): event is Took =>
  event.kind === 'took' && 'deckId' in event && 'version' in event && 'over' in event
