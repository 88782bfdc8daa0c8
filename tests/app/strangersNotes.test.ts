import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import type { Deck } from '../../src/domain/deck.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { cardIdOf, type Note, type NoteId } from '../../src/domain/note.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices()

/** A deck whose notes say what they like under the names of others. */
const claiming = (name: string, ids: readonly NoteId[], version = 1): Deck => {
  const deck = makeDeck(name, ids.length, { version })
  return { ...deck, notes: deck.notes.map((note, i) => ({ ...note, id: ids[i] ?? note.id })) }
}

async function preview(tab: AppTab, deck: Deck) {
  const read = await readIncoming(tab.services, new File([encodeDeck(deck)], 'a.json'))
  if (!read.ok || read.value.kind !== 'deck') throw new Error('not a deck')
  return read.value
}

/** As the page does it: what was read is what is taken. */
async function receive(tab: AppTab, deck: Deck) {
  return takeDeck(tab.services, (await preview(tab, deck)).deck)
}

async function say(tab: AppTab, event: object): Promise<void> {
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  await tab.store.commit({ events: [{ ...when, id, ...event } as StoredEvent], cards: [] })
}

const moved = (note: Note, from: string | null, to: string) => ({
  kind: 'move',
  noteId: note.id,
  from: from && deckId(from),
  deckId: deckId(to),
  note,
})

const idsIn = async (tab: AppTab, name: string): Promise<readonly NoteId[]> =>
  ((await tab.store.deck(deckId(name)))?.notes ?? []).map(({ id }) => id)

/** A deck as the learner sees it, with how its cards stand. */
async function seen(tab: AppTab, name: string) {
  const [columns] = await tab.store.columns([deckId(name)])
  const deck = await tab.store.deck(deckId(name))
  return { notes: deck?.notes, columns }
}

const noteOf = (deck: Deck, n: number): Note => {
  const note = deck.notes[n]
  if (!note) throw new Error(`no note ${n}`)
  return note
}

test('a deck whose notes bear the names of notes of another deck has them as notes of its own, and acts on none of mine', async () => {
  const tab = await devices.open()
  const mine = makeDeck('mine', 3)
  await tab.store.putDeck(mine, { builtIn: false })
  const other = await devices.last().world.open()
  await tab.store.commit(await other.answer(front('mine-n0')))
  const before = await seen(tab, 'mine')

  const theirs = claiming('theirs', [noteId('mine-n0'), noteId('mine-n1'), noteId('t-2')])
  const incoming = await preview(tab, theirs)
  expect(incoming.apart).toBe(2)
  expect(incoming.merge.counts.fresh).toBe(3)
  const takeBack = await takeDeck(tab.services, incoming.deck)

  const ids = await idsIn(tab, 'theirs')
  expect(ids).toHaveLength(3)
  expect(ids[2]).toBe('t-2')
  expect(ids.filter((id) => id.startsWith('mine'))).toEqual([])
  const states = await tab.store.cards(ids.map((id) => cardIdOf(id, 'front')))
  expect(states.map(({ memory }) => memory.phase)).toEqual(['new', 'new', 'new'])
  // What is done to one is done to that one alone.
  await say(tab, { kind: 'retire', noteId: ids[0], deckId: deckId('theirs'), on: true })
  await say(tab, { kind: 'note', noteId: ids[1], deckId: deckId('theirs'), note: { ...noteOf(mine, 1), id: ids[1] } })
  expect(await seen(tab, 'mine')).toEqual(before)
  await assertWhole(tab.store)
  await takeBack()
  expect(await seen(tab, 'mine')).toEqual(before)
})

test('its next version meets them again under the same names, also once my deck is gone, and the same deck twice changes nothing', async () => {
  const tab = await devices.open()
  await tab.store.putDeck(makeDeck('mine', 2), { builtIn: false })
  const theirs = claiming('theirs', [noteId('mine-n0'), noteId('t-1')])
  await receive(tab, theirs)
  const ids = await idsIn(tab, 'theirs')
  const again = await preview(tab, theirs)
  expect([again.merge.changesNothing, again.apart]).toEqual([true, 0])
  await tab.store.removeDeck(deckId('mine'))
  expect((await preview(tab, theirs)).merge.changesNothing).toBe(true)

  const next = { ...theirs, version: 2, notes: theirs.notes.map((note) => ({ ...note, tags: ['two'] })) }
  const update = await preview(tab, next)
  expect(update.merge.counts).toMatchObject({ fresh: 0, changed: 2, removed: 0 })
  await receive(tab, next)
  expect(await idsIn(tab, 'theirs')).toEqual(ids)
  await receive(tab, { ...theirs, version: 3, notes: [noteOf(theirs, 1)], tombstones: [noteId('mine-n0')] })
  const held = (await tab.store.collectedDeck(deckId('theirs')))?.deck
  expect([held?.retired.map(({ id }) => id), held?.tombstones]).toEqual([[ids[0]], [ids[0]]])
})

test('a note that I moved into another deck of mine stays mine to both, wherever it comes back from', async () => {
  const tab = await devices.open()
  const [one, two] = [makeDeck('one', 3), makeDeck('two', 2)]
  await receive(tab, one)
  await receive(tab, two)
  const note = noteOf(one, 1)
  await say(tab, moved(note, 'one', 'two'))
  // Its own deck anew, the deck that it lives in now sent back to me, and its own after that was gone.
  const update = await preview(tab, { ...one, version: 2 })
  expect([update.apart, update.merge.counts]).toMatchObject([0, { fresh: 0, same: 3 }])
  const back = await tab.store.deck(deckId('two'))
  if (!back) throw new Error('no deck')
  expect((await preview(tab, back)).apart).toBe(0)
  await tab.store.removeDeck(deckId('one'))
  expect((await preview(tab, one)).apart).toBe(0)
  await receive(tab, one)
  expect(await idsIn(tab, 'one')).toEqual([noteId('one-n0'), noteId('one-n2')])
  expect(await idsIn(tab, 'two')).toEqual([noteId('two-n0'), noteId('two-n1'), note.id])
  await say(tab, moved(note, 'two', 'one'))
  expect(await idsIn(tab, 'one')).toEqual(one.notes.map(({ id }) => id))
  expect((await preview(tab, one)).merge.changesNothing).toBe(true)
  await assertWhole(tab.store)
})

test('a note that I wrote is of no deck that names it from outside, even where its own deck is gone', async () => {
  const tab = await devices.open()
  await receive(tab, makeDeck('mine', 1))
  const note = { ...noteOf(makeDeck('w', 1), 0), id: noteId('written') }
  await say(tab, moved(note, null, 'mine'))
  const theirs = claiming('theirs', [note.id])
  expect((await preview(tab, theirs)).apart).toBe(1)
  await tab.store.removeDeck(deckId('mine'))
  expect((await preview(tab, theirs)).apart).toBe(1)
})

test('what I remember of a deck that I removed waits for that deck, whoever names its cards meanwhile', async () => {
  const tab = await devices.open()
  const mine = makeDeck('mine', 2)
  await receive(tab, mine)
  const other = await devices.last().world.open()
  await tab.store.commit(await other.answer(front('mine-n0')))
  const before = await tab.store.cards([front('mine-n0')])
  await tab.store.removeDeck(mine.id)
  const theirs = claiming('theirs', [noteId('mine-n0'), noteId('t-1')])
  expect((await preview(tab, theirs)).apart).toBe(1)
  await receive(tab, theirs)
  expect((await preview(tab, mine)).apart).toBe(0)
  await receive(tab, mine)
  expect(await idsIn(tab, 'mine')).toEqual([noteId('mine-n0'), noteId('mine-n1')])
  expect(await tab.store.cards([front('mine-n0')])).toEqual(before)
  expect((await preview(tab, theirs)).merge.changesNothing).toBe(true)
  await assertWhole(tab.store)
})

const NAMES = ['a', 'b', 'c'] as const
const pool = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), deck: fc.constantFrom(...NAMES), ids: pool }),
  fc.record({ kind: fc.constant('move' as const), from: fc.constantFrom(...NAMES), to: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('remove' as const), deck: fc.constantFrom(...NAMES) }),
)

test('whatever decks come in whatever order, no two of them ever hold one note', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const tab = await devices.open()
      let version = 0
      for (const one of steps) {
        if (one.kind === 'receive') {
          const deck = claiming(
            one.deck,
            one.ids.map((n) => noteId(`n${n}`)),
            ++version,
          )
          await receive(tab, deck)
          expect((await preview(tab, deck)).merge.changesNothing, 'twice is once').toBe(true)
        } else if (one.kind === 'move') {
          const note = (await tab.store.deck(deckId(one.from)))?.notes[0]
          const isThere = (await tab.store.decks()).some(({ id }) => id === deckId(one.to))
          if (note && isThere && one.from !== one.to) await say(tab, moved(note, one.from, one.to))
        } else if (!(await tab.store.decks()).some(({ id }) => id === deckId(one.deck))) continue
        else await tab.store.removeDeck(deckId(one.deck))
        const rows = (await Promise.all(NAMES.map((name) => idsIn(tab, name)))).flat()
        expect(new Set(rows).size).toBe(rows.length)
      }
      await assertWhole(tab.store)
    }),
    { numRuns: 60 },
  )
})
