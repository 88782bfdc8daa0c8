import { facesOf } from '../domain/faces.ts'
import { type CardId, cardIdOf, type DeckId, type Note, type NoteId, noteIdOf } from '../domain/note.ts'
import { ownAt } from '../domain/ownAt.ts'
import type { Connection } from './connection.ts'
import { clearContent, DECK_STORES, UPDATE_STORES } from './content.ts'
import { countDeckChange } from './deckChanges.ts'
import { decksNamed, isRemoval } from './facts.ts'
import { findEvents } from './follow.ts'
import { issue } from './issue.ts'
import type { JournalAddition } from './journal.ts'
import { homedHere, storedNotes } from './layout.ts'
import { readOverlays, rebuildDeck } from './pages.ts'
import { statesOf } from './rows.ts'
import { type DeckRecord, getMeta, type WriteTx } from './schema.ts'
import type { RemoveOptions } from './store.ts'
import { addFacts } from './writeFacts.ts'

/**
 * See `Store.ofOtherDecks`. Whatever the learner once did to a note of a deck, or put into it, is that deck's too; of
 * what nobody touched it says where it lies, or lay when its deck was removed.
 */
export function readOfOthers(
  connection: Connection,
  deckId: DeckId,
  noteIds: readonly NoteId[],
): Promise<ReadonlySet<NoteId>> {
  return connection.read(['decks', 'chunks', 'overlays', 'meta', 'rows', 'events'], async (tx) => {
    const record = await tx.objectStore('decks').get(deckId)
    const held = new Set((record ? await storedNotes(tx, record) : []).map((note) => note.id))
    const asked = new Set(noteIds.filter((id) => !held.has(id)))
    const others = new Set<NoteId>()
    for (const { noteId, events } of asked.size > 0 ? await readOverlays(tx) : []) {
      if (!asked.has(noteId)) continue
      if (decksNamed(await findEvents(tx, events)).includes(deckId)) asked.delete(noteId)
      else others.add(noteId)
    }
    if (asked.size === 0) return others
    const left = await getMeta(tx, 'left')
    for (const id of asked) if ((ownAt(left?.decks, id) ?? deckId) !== deckId) others.add(id)
    const rows = tx.objectStore('rows')
    const [deckIds, texts] = await Promise.all([rows.getAllKeys(), rows.getAll()])
    for (const [i, text] of texts.entries()) {
      if (deckIds[i] === deckId) continue
      for (const cardId of text.split('\n')) {
        const noteId = noteIdOf(cardId as CardId)
        if (asked.has(noteId)) others.add(noteId)
      }
    }
    return others
  })
}

/**
 * Removes content alone: log and schedules stay, and the deck finds its progress when it comes back. `events` go to the log
 * in the same transaction, also where another tab removed it already. Resolves with what the second copy
 * has to hold of it.
 */
export function removeDeck(
  connection: Connection,
  deckId: DeckId,
  { events = [], leaves = 'all', onlyIf, now }: RemoveOptions & { readonly now: () => number },
): Promise<JournalAddition> {
  const isMore = events.length > 0 || onlyIf
  return connection.write(isMore ? UPDATE_STORES : DECK_STORES, 'strict', async (tx) => {
    await onlyIf?.(tx)
    if (events.length > 0) await addFacts(tx, events, now)
    const record = await tx.objectStore('decks').get(deckId)
    const gone = { events, gone: [deckId] }
    if (!record) return gone
    const isKnown = leaves === 'as before' || events.some(isRemoval)
    await rememberLeft(tx, deckId, await storedNotes(tx, record), isKnown)
    clearContent(tx, record)
    issue(tx.objectStore('decks').delete(deckId))
    issue(tx.objectStore('cols').delete(deckId))
    await tx.objectStore('rows').delete(deckId)
    await goHome(tx, record)
    return { ...gone, deckChanges: await countDeckChange(tx) }
  })
}

/** Notes that were moved into a deck and did not go with it are seen again in those that hold them. */
async function goHome(tx: WriteTx, { info, contentKey }: DeckRecord): Promise<void> {
  const moved = (await readOverlays(tx)).filter((overlay) => overlay.moved?.deckId === info.id)
  const homes = await homedHere(tx, moved)
  const coming = new Set(homes.filter((overlay) => !overlay.moved).map(({ noteId }) => noteId))
  if (coming.size === 0) return
  for (const record of await tx.objectStore('decks').getAll()) {
    const notes = await storedNotes(tx, record)
    if (notes.some(({ id }) => coming.has(id))) await rebuildDeck(tx, record, `${record.contentKey}-${contentKey}`)
  }
}

/**
 * Whose notes these were, of which something is remembered: it is kept for their own deck, should that come back, and for
 * no other that names them. And which went with it, so that they are never taken for lost, unless that is known.
 */
async function rememberLeft(tx: WriteTx, deckId: DeckId, notes: readonly Note[], isKnown: boolean): Promise<void> {
  const cardIds = notes.flatMap((note) => facesOf(note).map((face) => cardIdOf(note.id, face)))
  const states = await statesOf(tx, cardIds)
  const left = [...new Set(cardIds.filter((id) => states.has(id)).map(noteIdOf))]
  const gone = (isKnown ? [] : await readOverlays(tx))
    .filter(({ moved }) => moved?.deckId === deckId)
    .map(({ noteId }) => noteId)
  if (left.length + gone.length === 0) return
  const known = await getMeta(tx, 'left')
  const fresh = Object.fromEntries(left.map((noteId) => [noteId, ownAt(known?.decks, noteId) ?? deckId]))
  const freshGone = Object.fromEntries(gone.map((noteId) => [noteId, deckId]))
  const decks = { ...known?.decks, ...fresh }
  issue(tx.objectStore('meta').put({ name: 'left', decks, gone: { ...known?.gone, ...freshGone } }))
}
