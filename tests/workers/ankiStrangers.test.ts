import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Moment } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { DeckId, Note } from '../../src/domain/note.ts'
import { templateOf } from '../../src/domain/noteType.ts'
import { toInstant } from '../../src/domain/time.ts'
import { noteIdOf } from '../../src/formats/anki/convertNotes.ts'
import { deckIdOf } from '../../src/formats/anki/homes.ts'
import { readAnki } from '../../src/workers/ankiRead.ts'
import { previewAnki, takeAnki } from '../../src/workers/ankiTake.ts'
import { makeDevices } from '../app/device.ts'
import { startSql } from '../formats/anki/fixtures.ts'
import { BASIC, type MadeNote, type MadePackage, type MadeType, makePackage } from '../formats/anki/makePackage.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything } from '../storage/world.ts'

const devices = makeDevices()
afterEach(async () => {
  await devices.closeAll()
  vi.unstubAllGlobals()
})

const NOW = Date.UTC(2026, 10, 30, 12)

async function open() {
  const device = devices.make()
  device.at = NOW
  const { store, services } = await device.open()
  const stamp = () => ({ ...services.moment(), id: services.clock.next(services.now()) })
  const deps = { store, stamp }
  const read = async (made: MadePackage) =>
    readAnki(new File([new Uint8Array(await makePackage(made))], 'made.apkg'), {
      sql: startSql,
      offsetMinutes: () => 0,
      now: toInstant(NOW),
      progress: () => {},
    })
  const choice = (updates: boolean) => ({ withSettings: false, updates })
  return {
    store,
    services,
    preview: async (made: MadePackage, updates = false) => previewAnki(await read(made), choice(updates), deps),
    take: async (made: MadePackage, updates = false) => takeAnki(await read(made), choice(updates), deps, () => {}),
    /** What each deck's notes say on their fronts. */
    said: async (): Promise<Record<string, string[]>> => {
      const { decks } = await store.exportAll()
      return Object.fromEntries(decks.map(({ title, notes }) => [title, notes.map(frontOf)]))
    },
    answer: async (guid: string): Promise<void> => {
      const when: Moment = services.moment()
      const cardId = `${noteIdOf(guid)}/t0` as never
      const id = services.clock.next(when.at)
      const event = { ...when, id, kind: 'review', cardId, rating: 'good', elapsedMs: 1000, source: 'study' } as const
      await store.commit({ events: [{ ...event, due: (when.day + 3) as never, step: null }], cards: [] })
    },
    memory: async (guid: string) => {
      const { events } = await store.exportAll()
      return foldLog(events).cards.get(`${noteIdOf(guid)}/t0` as never)?.memory
    },
  }
}

const frontOf = (note: Note): string => templateOf(note)?.fields[0] ?? ''

const note = (guid: string, front: string, type: MadeType = BASIC): MadeNote => ({
  guid,
  type,
  fields: [front, 'back'],
})
const OTHER: MadeType = { ...BASIC, id: 1_600_000_000_777, name: 'Another basic' }

/** Changed later than what is here. */
const NEWER = 'UPDATE notes SET mod = 1700000000'
/** The first note's card with a review of that day before the given one. */
const reviewed = (ms: number) => `
  ${NEWER};
  UPDATE cards SET type = 2, queue = 2, due = 20, ivl = 10, factor = 2500, reps = 1, mod = ${Math.floor(ms / 1000)};
  INSERT INTO revlog SELECT ${ms} + id % 1000, id, -1, 3, 10, -300, 2500, 4000, 1 FROM cards`

const FRENCH: MadePackage = { deck: 'French', notes: [note('a', 'le pain'), note('b', 'le lait')] }

describe('a package that knows the names of notes here', () => {
  test('from another deck changes none of them unless told to: its own stand beside them', async () => {
    const me = await open()
    await me.take(FRENCH)
    const hostile = { deck: 'Free words', notes: [note('a', 'wrong'), note('c', 'new')], sql: NEWER }
    const shown = await me.preview(hostile)
    expect(shown.counts).toMatchObject({ fresh: 2, changed: 0 })
    expect(shown.strangers).toEqual({
      notes: [{ deckId: deckIdOf('French'), title: 'French', count: 1, words: ['le pain back'] }],
      cards: 0,
    })
    await me.take(hostile)
    expect(await me.said()).toEqual({ French: ['le pain', 'le lait'], 'Free words': ['wrong', 'new'] })
    const once = await everything(me.store)
    expect(await me.preview(hostile)).toMatchObject({ changesNothing: true, strangers: { notes: [], cards: 0 } })
    await me.take(hostile)
    expect(await everything(me.store)).toEqual(once)
    await assertWhole(me.store)
  })

  test('changes them where the learner says that it is theirs, and says which', async () => {
    const me = await open()
    await me.take(FRENCH)
    const moved = { deck: 'Languages::French', notes: [note('a', 'le pain blanc')], sql: NEWER }
    const shown = await me.preview(moved, true)
    expect(shown.counts).toMatchObject({ fresh: 0, changed: 1 })
    expect(shown.changed).toMatchObject([{ title: 'French', count: 1, words: ['le pain back'] }])
    await me.take(moved, true)
    expect(await me.said()).toEqual({ French: ['le pain blanc', 'le lait'] })
  })

  test('with another type of note changes none in a deck of the same name', async () => {
    const me = await open()
    await me.take(FRENCH)
    await me.take({ deck: 'French', notes: [note('a', 'wrong', OTHER)], sql: NEWER })
    expect(await me.said()).toEqual({ French: ['le pain', 'le lait', 'wrong'] })
  })

  test('and says what they say leaves them one', async () => {
    const me = await open()
    await me.take(FRENCH)
    const shown = await me.preview({ ...FRENCH, deck: 'Words' })
    expect(shown).toMatchObject({ changesNothing: true, counts: { same: 2 }, strangers: { notes: [], cards: 0 } })
  })

  test('brings no past to a card that was studied here, neither under its deck’s name nor another', async () => {
    for (const deck of ['French', 'Free words']) {
      const me = await open()
      await me.take(FRENCH)
      await me.answer('a')
      const before = await me.memory('a')
      const hostile = { ...FRENCH, deck, sql: reviewed(NOW - 40 * 86_400_000) }
      expect((await me.preview(hostile)).strangers.cards).toBe(1)
      await me.take(hostile)
      expect(await me.memory('a')).toEqual(before)
      await me.take(hostile, true)
      expect(await me.memory('a')).not.toEqual(before)
      await assertWhole(me.store)
    }
  })

  test('brings its past to its own notes beside them', async () => {
    const me = await open()
    await me.take(FRENCH)
    await me.take({ deck: 'Free words', notes: [note('a', 'other')], sql: reviewed(NOW - 40 * 86_400_000) })
    expect(await me.memory('a')).toBeUndefined()
    const { decks, events } = await me.store.exportAll()
    const [own] = decks.find(({ title }) => title === 'Free words')?.notes ?? []
    expect(foldLog(events).cards.get(`${own?.id}/t0` as never)?.memory.phase).toBe('review')
  })
})

describe('my own deck, sent again from my Anki', () => {
  test('changes what it changed, wherever I moved its cards here', async () => {
    const me = await open()
    await me.take(FRENCH)
    const [first] = (await me.store.deck(deckIdOf('French')))?.notes ?? []
    const when = me.services.moment()
    const id = me.services.clock.next(when.at)
    const to = 'd_mine' as DeckId
    await me.store.putDeck({ ...emptyDeck, id: to }, { builtIn: false })
    const move = { ...when, id, kind: 'move', noteId: noteIdOf('a'), from: deckIdOf('French'), deckId: to } as const
    if (!first) throw new Error('the deck has notes')
    await me.store.commit({ events: [{ ...move, note: first }], cards: [] })
    const next = { ...FRENCH, notes: [note('a', 'le pain blanc')], sql: NEWER }
    expect((await me.preview(next)).strangers).toEqual({ notes: [], cards: 0 })
    await me.take(next)
    expect((await me.said()).French?.[0]).toBe('le pain blanc')
  })

  test('changes what it changed where its author parted it into decks below', async () => {
    const me = await open()
    await me.take(FRENCH)
    const next = { deck: 'French::Food', notes: [note('a', 'le pain blanc'), note('c', 'l’eau')], sql: NEWER }
    expect((await me.preview(next)).strangers).toEqual({ notes: [], cards: 0 })
    await me.take(next)
    expect(await me.said()).toEqual({ French: ['le pain blanc', 'le lait'], 'French::Food': ['l’eau'] })
  })

  test('changes what it changed under another name and of another type, as it has reviews that are here', async () => {
    const me = await open()
    const studied = { ...FRENCH, sql: reviewed(NOW - 40 * 86_400_000) }
    await me.take(studied)
    await me.answer('a')
    const next = {
      deck: 'Languages::French',
      notes: [note('a', 'le pain blanc', OTHER), note('b', 'le lait'), note('c', 'l’eau')],
      sql: reviewed(NOW - 40 * 86_400_000),
    }
    expect((await me.preview(next)).strangers).toEqual({ notes: [], cards: 0 })
    await me.take(next)
    expect(await me.said()).toEqual({ French: ['le pain blanc', 'le lait'], 'Languages::French': ['l’eau'] })
  })

  test('reviews of one deck say nothing for another', async () => {
    const me = await open()
    const mine = { deck: 'Given', notes: [note('x', 'given')], sql: reviewed(NOW - 40 * 86_400_000) }
    await me.take(FRENCH)
    await me.take(mine)
    await me.take({ ...mine, notes: [note('x', 'given'), note('a', 'wrong')] })
    expect((await me.said()).French).toEqual(['le pain', 'le lait'])
  })
})

const emptyDeck = {
  version: 1,
  title: 'Mine',
  language: 'und',
  licence: 'NOASSERTION',
  authors: [],
  sources: [],
  notes: [],
  tombstones: [],
}
