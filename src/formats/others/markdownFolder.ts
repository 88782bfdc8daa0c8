import type { LogEvent } from '../../domain/event.ts'
import type { Note, NoteId } from '../../domain/note.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { ForeignDeck } from '../anki/convert.ts'
import { makeTally } from '../anki/leftOut.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import type { OtherImport, ReadContext } from './gather.ts'
import { isHashcards, readHashcards } from './hashcards.ts'
import { isNote, type Opened } from './looks.ts'
import { isObsidian, readObsidian } from './obsidian.ts'

/**
 * A zip of Markdown notes, with their pictures beside them: those with cards of hashcards or of Obsidian are read, each
 * as what it is; the others are prose. One that cannot be read keeps all from being taken.
 */
export async function readMarkdownFolder(
  { textOf, names }: Opened,
  context: ReadContext,
): Promise<Result<OtherImport, AnkiProblem>> {
  const found: OtherImport[] = []
  const byLast = new Map(names.toReversed().map((name) => [name.slice(name.lastIndexOf('/') + 1), name]))
  for (const name of names.filter(isNote).toSorted()) {
    const text = await textOf(name)
    const own = { ...context, fileName: name, mediumOf: (path: string) => besides(name, path, byLast, context) }
    const read = isHashcards(text) ? readHashcards(text, own) : isObsidian(text, name) ? readObsidian(text, own) : null
    if (read?.ok) found.push(read.value)
    else if (read && read.error.detail !== NO_CARD)
      return err({ ...read.error, detail: `${name}, ${read.error.detail}` })
  }
  return found.length === 0 ? err({ kind: 'shape', detail: NO_CARD }) : ok(joined(found))
}

const NO_CARD = 'there is no card in it'

/** A path is meant from the note's folder, from the root, or is a name that stands anywhere, as in Obsidian. */
function besides(note: string, path: string, byLast: ReadonlyMap<string, string>, { mediumOf }: ReadContext) {
  const steps = path.replace(/^@?\/+|^\.\//, '').split('/')
  const folder = path.startsWith('@') || path.startsWith('/') ? [] : note.split('/').slice(0, -1)
  for (const step of steps) if (step === '..') folder.pop()
  const plain = steps.filter((step) => step !== '..' && step !== '.')
  const last = plain.at(-1) ?? ''
  const anywhere = plain.length === 1 ? byLast.get(last) : undefined
  return (
    mediumOf([...folder, ...plain].join('/')) ??
    mediumOf(plain.join('/')) ??
    (anywhere === undefined ? null : mediumOf(anywhere))
  )
}

/** Decks of one name are one deck; a note that stands in two files is the first one's. */
function joined(imports: readonly OtherImport[]): OtherImport {
  const tally = makeTally()
  const decks = new Map<string, Omit<ForeignDeck, 'notes'> & { readonly notes: Note[] }>()
  const seen = new Set<NoteId>()
  const events = new Map<string, LogEvent>()
  const counts = { cards: 0, media: 0 }
  for (const one of imports) {
    for (const { reason, count } of one.leftOut) tally.add(reason, count)
    for (const event of one.events) events.set(event.id, events.get(event.id) ?? event)
    counts.cards += one.counts.cards
    counts.media += one.counts.media
    for (const deck of one.decks) {
      const known = decks.get(deck.id) ?? { ...deck, notes: [] }
      decks.set(deck.id, known)
      for (const note of deck.notes) {
        if (seen.has(note.id)) tally.add('notes-twice')
        else known.notes.push(note)
        seen.add(note.id)
      }
    }
  }
  return {
    decks: [...decks.values()].filter(({ notes }) => notes.length > 0),
    events: [...events.values()],
    counts,
    leftOut: tally.list(),
  }
}
