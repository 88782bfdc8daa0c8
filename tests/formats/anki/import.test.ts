import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../../src/domain/event.ts'
import { cardIdsOf } from '../../../src/domain/faces.ts'
import { replayCard } from '../../../src/domain/fold.ts'
import { cardIdOf } from '../../../src/domain/note.ts'
import { faceOfOrdinal, templateOf } from '../../../src/domain/noteType.ts'
import { makeScheduler } from '../../../src/domain/scheduler.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import { cardHtml } from '../../../src/domain/templateCard.ts'
import { noteIdOf } from '../../../src/formats/anki/convertNotes.ts'
import { AnkiFault } from '../../../src/formats/anki/problem.ts'
import { fixture, hasFixtures, importAnki, REFUSED, readAnki, takable } from './fixtures.ts'

const scheduler = makeScheduler(DEFAULT_SETTINGS)
const cardOf = (event: LogEvent) => ('cardId' in event ? event.cardId : '')

describe.skipIf(!hasFixtures)('real files', () => {
  test.each(Object.entries(REFUSED))('%s is refused: %s', async (file, kind) => {
    const fault = await readAnki(fixture(file)).catch((thrown: unknown) => thrown)
    expect(fault).toBeInstanceOf(AnkiFault)
    expect((fault as AnkiFault).problem.kind).toBe(kind)
  })

  test.each(takable)('$file holds what its list says', async (entry) => {
    const { collection, media } = await readAnki(fixture(entry.file))
    expect(collection.notes).toHaveLength(entry.notes ?? 0)
    expect(collection.cards).toHaveLength(entry.cards ?? 0)
    expect(collection.reviews).toHaveLength(entry.revlog ?? 0)
    expect(new Set([...collection.decks.values()].map((deck) => deck.name))).toEqual(new Set(entry.decks))
    expect(collection.cards.filter((card) => card.memory)).toHaveLength(entry.fsrs_cards ?? 0)
    expect(media.size).toBe(entry.media_count ?? 0)
    for (const file of media.values()) expect((await file.read()).length).toBe(file.size)
  })

  test.each(takable)('$file comes whole: every note, card and review, each card with two sides', async (entry) => {
    const { decks, counts, leftOut } = await importAnki(fixture(entry.file))
    expect(counts).toMatchObject({ notes: entry.notes, cards: entry.cards, reviews: entry.revlog })
    const reasons = new Set(leftOut.map(({ reason }) => reason))
    for (const reason of reasons)
      expect(['filtered-decks', 'media-missing', 'media-unused', 'scripts']).toContain(reason)
    const notes = decks.flatMap((deck) => deck.notes)
    expect(new Set(notes.flatMap(cardIdsOf)).size).toBe(entry.cards)
    for (const note of notes) {
      const content = templateOf(note)
      for (const ordinal of content?.cards ?? [])
        if (content) expect(cardHtml(content, ordinal).kind).toMatch(/^(html|fault)$/)
    }
  })

  test.each(takable)('$file read twice is the same, ids and all', async ({ file }) => {
    expect(await importAnki(fixture(file))).toEqual(await importAnki(fixture(file)))
  })

  test.each(takable)(
    '$file leaves each card where Anki has it: phase, due date, suspension, flag',
    async ({ file }) => {
      const { collection } = await readAnki(fixture(file))
      const { events } = await importAnki(fixture(file))
      const dayZero = Math.floor((collection.created - 0) / 86_400)
      for (const card of collection.cards) {
        const note = collection.notes.find(({ id }) => id === card.noteId)
        const type = note && collection.types.get(note.typeId)
        if (!note || !type) continue
        const cardId = cardIdOf(noteIdOf(note.guid), faceOfOrdinal(type, card.ordinal))
        const own = events.filter((event) => cardOf(event) === cardId)
        const state = replayCard(cardId, own, scheduler)
        expect(state.suspended).toBe(card.queue === -1)
        expect(state.flag).toBe(card.flag)
        if (card.phase === 'new') expect(state.memory.phase).toBe('new')
        if (card.phase === 'review') {
          expect(state.memory.phase).toBe('review')
          if (state.memory.phase === 'review' && collection.minutesWest === null)
            expect(state.memory.due).toBe(dayZero + (card.homeDeckId ? card.homeDue : card.due))
          if (state.memory.phase === 'review' && card.memory) {
            expect(state.memory.stability).toBeCloseTo(card.memory.stability, 4)
            expect(state.memory.difficulty).toBeCloseTo(card.memory.difficulty, 4)
          }
        }
        if (card.phase === 'learning' && own.some((event) => event.kind === 'review'))
          expect(state.memory.phase).toBe('learning')
      }
    },
  )

  test('a newer version of a note has the same id and other words', async () => {
    const [before] = (await importAnki(fixture('ankitects__anki__update1.apkg'))).decks[0]?.notes ?? []
    const [after] = (await importAnki(fixture('ankitects__anki__update2.apkg'))).decks[0]?.notes ?? []
    expect(after?.id).toBe(before?.id)
    expect(after && templateOf(after)?.fields).not.toEqual(before && templateOf(before)?.fields)
  })
})
