import type { EventId } from './event.ts'
import { effectiveEvents, isUndo, type UndoEvent } from './undo.ts'

/** The events that some undos undo, as far as these are no undos themselves; all undos of the log are to be given. */
export const idsUndoneBy = (undos: readonly UndoEvent[]): readonly EventId[] =>
  effectiveEvents(undos).flatMap((undo) => (isUndo(undo) ? undo.of : []))
