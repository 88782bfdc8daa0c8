import { newCard } from '../domain/card.ts'
import type { Place } from '../domain/columns.ts'
import type { DeckInfo } from '../domain/deck.ts'
import { withShortNames } from '../domain/deckNames.ts'
import { facesOf } from '../domain/faces.ts'
import { type CardId, cardIdOf, type Note } from '../domain/note.ts'
import { ownAt } from '../domain/ownAt.ts'
import { seenOver } from '../domain/ownNote.ts'
import type { Connection } from './connection.ts'
import { CHUNK_NOTES, chunkOf, findRows } from './rows.ts'
import { type DeckRecord, getMeta, type Hint, type StoreName, type Tx } from './schema.ts'
import type { StudyCard } from './store.ts'

const CARD_STORES: StoreName[] = ['decks', 'chunks', 'overlays', 'sched']
const RECENT_CHUNKS = 12

/** What lists show of every deck, under the learner's titles. */
export function readDecks(connection: Connection): Promise<readonly DeckInfo[]> {
  return connection.read(['decks', 'meta'], async (tx) => {
    const [records, titles] = await Promise.all([tx.objectStore('decks').getAll(), getMeta(tx, 'titles')])
    return records.map(({ info }) => withShortNames({ ...info, title: ownAt(titles?.value, info.id) ?? info.title }))
  })
}

/** The deck and the row of each of these cards that a deck holds. */
export function findPlaces(
  connection: Connection,
  cardIds: readonly CardId[],
): Promise<Map<CardId, Pick<Place, 'deckId' | 'row'>>> {
  return connection.read(['rows'], async (tx) => {
    const rows = tx.objectStore('rows')
    const [deckIds, texts] = await Promise.all([rows.getAllKeys(), rows.getAll()])
    const places = new Map<CardId, Pick<Place, 'deckId' | 'row'>>()
    for (const [i, deckId] of deckIds.entries()) {
      const missing = cardIds.filter((cardId) => !places.has(cardId))
      for (const [cardId, row] of findRows(texts[i] ?? '', missing)) places.set(cardId, { deckId, row })
    }
    return places
  })
}

/** Reads study cards by place, keeping the chunks read last: they never change. */
export function makeCardReader(connection: Connection, remember: (card: StudyCard, hint: Hint) => void) {
  const recent = new Map<string, readonly Note[]>()

  async function readChunk(tx: Tx, record: DeckRecord, n: number): Promise<readonly [string, readonly Note[]]> {
    const name = chunkName(record, n)
    const notes = recent.get(name) ?? (await tx.objectStore('chunks').get([record.contentKey, n]))?.notes
    if (!notes) return [name, []]
    recent.delete(name)
    recent.set(name, notes)
    for (const oldest of recent.keys()) {
      if (recent.size <= RECENT_CHUNKS) break
      recent.delete(oldest)
    }
    return [name, notes]
  }

  async function readCard(tx: Tx, place: Place, record: DeckRecord, notes: readonly Note[]): Promise<StudyCard[]> {
    const guest = record.guests?.[place.note - record.storedNotes]
    const base = guest === undefined ? notes[place.note % CHUNK_NOTES] : undefined
    const noteId = guest ?? base?.id
    const overlay = noteId ? await tx.objectStore('overlays').get(noteId) : undefined
    const ground = guest === undefined ? base : overlay?.moved?.note
    if (!ground) return []
    const note = seenOver(overlay, ground)
    const face = facesOf(note)[place.face]
    if (!face) return []
    const cardId = cardIdOf(note.id, face)
    const state = (await tx.objectStore('sched').get(cardId)) ?? newCard(cardId)
    const card = { place, state, note, noteId: note.id, deckId: place.deckId }
    remember(card, { place, layoutKey: record.layoutKey })
    return [card]
  }

  return (places: readonly Place[]): Promise<readonly StudyCard[]> =>
    connection.read(CARD_STORES, async (tx) => {
      const deckIds = [...new Set(places.map((place) => place.deckId))]
      const found = await Promise.all(deckIds.map((deckId) => tx.objectStore('decks').get(deckId)))
      const records = new Map(found.flatMap((record) => (record ? [[record.info.id, record] as const] : [])))
      const wanted = new Map<string, readonly [DeckRecord, number]>()
      for (const place of places) {
        const record = records.get(place.deckId)
        if (record) wanted.set(chunkName(record, chunkOf(place)), [record, chunkOf(place)])
      }
      const chunks = new Map(await Promise.all([...wanted.values()].map(([record, n]) => readChunk(tx, record, n))))
      const cards = places.map((place) => {
        const record = records.get(place.deckId)
        return record ? readCard(tx, place, record, chunks.get(chunkName(record, chunkOf(place))) ?? []) : []
      })
      return (await Promise.all(cards)).flat()
    })
}

const chunkName = (record: DeckRecord, n: number): string => `${record.contentKey}:${n}`
