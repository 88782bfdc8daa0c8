import type { DeckId, Note } from '../domain/note.ts'
import { templateOf } from '../domain/noteType.ts'
import { typesApart } from '../domain/typesApart.ts'
import type { Backup } from './backup.ts'
import { type BackedUpDeck, parseBackedUpDeck, parseNote, parseSource } from './deckShape.ts'
import { parseEvent } from './eventShape.ts'
import { isWholeNote } from './patchFile.ts'

/** Records that would not be read back, by what they are and which deck they are of. */
export type LeftOut = {
  readonly kind: 'deck' | 'source' | 'note' | 'event'
  readonly deck: { readonly id: DeckId; readonly title: string } | null
  readonly count: number
}

/** A backup less the records that its own reader would refuse: one of them must not keep all others from being saved. */
export function soundBackup(backup: Backup): { readonly backup: Backup; readonly left: readonly LeftOut[] } {
  const left: LeftOut[] = []
  const events = backup.events.filter((event) => parseEvent(asWritten(event), '').ok)
  const decks = backup.decks.flatMap((deck): BackedUpDeck[] => {
    const about = { id: deck.id, title: String(deck.title) }
    const sources = deck.sources.filter((source) => parseSource(asWritten(source)).ok)
    const [notes, retired] = [deck.notes.filter(isSound), deck.retired.filter(isSound)]
    const sound = { ...deck, sources, notes, retired }
    const note = deck.notes.length + deck.retired.length - notes.length - retired.length
    const source = deck.sources.length - sources.length
    const isWhole = parseBackedUpDeck(asWritten(typesApart(sound)), '').ok
    if (!isWhole) left.push({ kind: 'deck', deck: about, count: 1 })
    if (isWhole && note > 0) left.push({ kind: 'note', deck: about, count: note })
    if (isWhole && source > 0) left.push({ kind: 'source', deck: about, count: source })
    return isWhole ? [sound] : []
  })
  if (events.length < backup.events.length)
    left.push({ kind: 'event', deck: null, count: backup.events.length - events.length })
  return { backup: { ...backup, decks, events }, left }
}

const isSound = (note: Note): boolean => {
  const text = asWritten(note) as Note
  return templateOf(text) === null ? parseNote(text).ok : isWholeNote(text)
}

/** As it comes back from text: what JSON does not hold is gone. Null for what is no JSON at all. */
function asWritten(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value))
  } catch {
    return null
  }
}
