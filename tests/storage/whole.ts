import { newCard } from '../../src/domain/card.ts'
import type { Place } from '../../src/domain/columns.ts'
import { makeColumns, placeOf, RETIRED, setRow } from '../../src/domain/columns.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { Note } from '../../src/domain/note.ts'
import { sentenceKin } from '../../src/domain/sentenceKin.ts'
import type { Store } from '../../src/storage/store.ts'
import { same } from './check.ts'

export async function placesOf(store: Store): Promise<Place[]> {
  const columns = await store.columns()
  return columns.flatMap((deck) => Array.from({ length: deck.length }, (_, row) => placeOf(deck, row)))
}

/** The law of the store: states are a fold over the log, columns are the states, settings too. */
export async function assertWhole(store: Store): Promise<void> {
  const folded = foldLog(await store.eventsSince(null))
  same(await store.settings(), folded.settings, 'settings')
  const stored = await store.cards([...folded.cards.keys()])
  for (const state of stored) same(state, folded.cards.get(state.cardId), `state of ${state.cardId}`)
  const scanned = new Map<string, Note[]>()
  await store.scan(({ deckId, first, notes }) => {
    const own = scanned.get(deckId) ?? []
    for (const [i, note] of notes.entries()) own[first + i] = note
    scanned.set(deckId, own)
  })
  const counts = new Map((await store.decks()).map((info) => [info.id, info.cardCount]))
  for (const columns of await store.columns()) {
    const shown = columns.hidden.subarray(0, columns.length).filter((bits) => (bits & RETIRED) === 0)
    same(counts.get(columns.deckId), shown.length, `how many cards ${columns.deckId} says it has`)
    const places = Array.from({ length: columns.length }, (_, row) => placeOf(columns, row))
    const cards = await store.cardsAt(places)
    same(cards.length, columns.length, 'a card for each row')
    const faces: number[] = []
    for (const { note } of places) faces[note] = (faces[note] ?? 0) + 1
    const expected = {
      ...makeColumns(
        columns.deckId,
        Array.from(faces, (count) => count ?? 0),
      ),
      kin: sentenceKin(scanned.get(columns.deckId) ?? []),
    }
    for (const [row, card] of cards.entries()) {
      const state = folded.cards.get(card.state.cardId) ?? newCard(card.state.cardId)
      same(card.state, state, `state at row ${row}`)
      same(scanned.get(columns.deckId)?.[card.place.note]?.id, card.noteId, `what a search sees of row ${row}`)
      setRow(expected, row, state)
    }
    const hidden = columns.hidden.map((bits) => bits & 1)
    same({ ...columns, hidden }, { ...expected, hidden: expected.hidden }, `columns of ${columns.deckId}`)
  }
}
