import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { type MadeBackup, makeBackup, readBackup } from '../../src/app/backups.ts'
import { rememberBackup } from '../../src/app/lastBackup.ts'
import { mediaHash } from '../../src/app/media.ts'
import { mergeBackup, previewBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import { readUnsaved } from '../../src/app/unsaved.ts'
import type { ArticleDraft } from '../../src/domain/articleDraft.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import type { Note } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { PAPERS } from '../../src/storage/paperNames.ts'
import { openSittings } from '../../src/storage/sittings.ts'
import { spoil, withUnreadable } from '../storage/unreadable.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck, type World } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))

const articleDraft = (name: string): ArticleDraft => {
  const [source] = makeDeck(name, 1).sources
  if (!source) throw new Error('no source')
  return { id: source.id, savedAt: toInstant(5), source, deckId: null, proposals: [], current: 0 }
}

const medium = async (text: string) => {
  const bytes = new TextEncoder().encode(text).buffer
  return { hash: await mediaHash(bytes), type: 'image/png', bytes }
}

/** Two decks, of which one fills three records, four answers and two media. */
async function lived(): Promise<{ tab: AppTab; name: string; world: World; events: readonly StoredEvent[] }> {
  const tab = await devices.open()
  const { world } = devices.last()
  const { store, services } = tab
  await store.putDeck(makeDeck('big', 600), { builtIn: false })
  await store.putDeck({ ...makeDeck('big', 590), version: 2 }, { builtIn: false })
  await store.putDeck(makeDeck('small', 3), { builtIn: false })
  await store.putMedia([await medium('one'), await medium('two')])
  const events = [0, 1, 2, 3].map((n): StoredEvent => {
    const when = services.moment()
    const more = { rating: 'good', elapsedMs: 900, source: 'study', due: when.day + 3, step: null } as const
    return {
      ...when,
      id: services.clock.next(when.at),
      kind: 'review',
      cardId: front(`small-n${n % 3}`),
      ...more,
    } as never
  })
  await store.commit({ events, cards: [] })
  await store.flush()
  return { tab, name: store.name, world, events }
}

const held = async ({ file }: MadeBackup) => {
  const read = await readBackup(file)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

const bigOf = (decks: readonly { id: string; notes: readonly Note[]; retired: readonly Note[] }[]) => {
  const deck = decks.find(({ id }) => id === 'big')
  return [deck?.notes.length, deck?.retired.length]
}

/** Writes into the database by hand, as damage does. */
async function damage(name: string, store: string, change: (record: never) => unknown, which = 0): Promise<void> {
  const db = await openDB(name)
  const keys = await db.getAllKeys(store)
  const key = keys[which]
  if (key === undefined) throw new Error(`no record ${which} in ${store}`)
  const record = change(structuredClone(await db.get(store, key)) as never)
  await (db.transaction(store).store.keyPath === null ? db.put(store, record, key) : db.put(store, record))
  db.close()
}

describe('a backup of a collection of which a record cannot be read', () => {
  test.each(['DataError', 'UnknownError'])('takes all the others and says what it lacks: %s', async (error) => {
    const { tab, name, events } = await lived()
    const bad = (store: string, key: IDBValidKey) =>
      (store === 'chunks' && Array.isArray(key) && String(key[0]).startsWith('big') && key[1] === 1) ||
      (store === 'events' && key === events[1]?.id) ||
      (store === 'media' && key === one)
    const one = (await medium('one')).hash
    const made = await withUnreadable(name, bad, () => makeBackup(tab.services), error)
    const { contents, seen } = made
    expect(contents.lost).toEqual([
      { kind: 'note', deck: { id: 'big', title: 'Test::big' }, count: 250 },
      { kind: 'event', deck: null, count: 1 },
      { kind: 'media', deck: null, count: 1 },
    ])
    const { backup, damage: none } = await held(made)
    expect(none).toBeNull()
    expect(bigOf(backup.decks)).toEqual([340, 10])
    expect(backup.events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).filter((id) => id !== events[1]?.id))
    expect(backup.media?.map(({ hash }) => hash)).toEqual([(await medium('two')).hash])
    expect(contents).toMatchObject({ events: 3, decks: ['small 1'] })
    expect(seen).toEqual({ events: 4, decks: [expect.stringMatching(/^big@./), expect.stringMatching(/^small@./)] })
    // What is not in it is not safe.
    rememberBackup({ ...contents, name: 'x', to: 'file' })
    expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 1, made: 590 })
    await withUnreadable(name, bad, async () => expect(await readUnsaved(tab.services)).toMatchObject({ reviews: 1 }))
  })

  test('begins anew where the first of a long log were written already, and counts what stands of the rest', async () => {
    const { tab } = await lived()
    const [first, ...many] = Array.from({ length: 1500 }, (): StoredEvent => {
      const when = tab.services.moment()
      const more = { rating: 'good', elapsedMs: 1, source: 'study', due: when.day + 3, step: null } as const
      return {
        ...when,
        id: tab.services.clock.next(when.at),
        kind: 'review',
        cardId: front('small-n0'),
        ...more,
      } as never
    })
    const lost = many[1200]
    if (!first || !lost) throw new Error('no events')
    const when = tab.services.moment()
    const undo = { ...when, id: tab.services.clock.next(when.at), kind: 'undo', of: [first.id, lost.id] } as const
    await tab.store.commit({ events: [first, ...many, undo], cards: [] })
    const isBad = (store: string, key: IDBValidKey) => store === 'events' && key === lost.id
    const made = await withUnreadable(tab.store.name, isBad, () => makeBackup(tab.services))
    const { backup, damage } = await held(made)
    const all = (await tab.store.eventsSince(null)).filter(({ id }) => id !== lost.id)
    expect(damage).toBeNull()
    expect(backup.events).toEqual(all)
    expect(made.contents).toMatchObject({ events: all.length, lost: [{ kind: 'event', deck: null, count: 1 }] })
    expect(made.reviews).toBe(4 + 1500 - 2)
  })

  test('takes the notes and sources of a deck whose own record is lost', async () => {
    const { tab, name } = await lived()
    const isBad = (store: string, key: IDBValidKey) => store === 'decks' && key === 'small'
    const made = await withUnreadable(name, isBad, () => makeBackup(tab.services))
    const { contents } = made
    expect(contents.lost).toMatchObject([{ kind: 'deck', deck: { id: 'small' }, count: 1 }])
    const { backup } = await held(made)
    expect(backup.decks.find(({ id }) => id === 'small')?.notes).toHaveLength(3)
    expect(backup.events).toHaveLength(4)
  })

  test('lacks nothing where all of it can be read', async () => {
    const { tab } = await lived()
    expect((await makeBackup(tab.services)).contents.lost).toBeUndefined()
  })
})

describe('a collection of which a record cannot be read', () => {
  const kinds: readonly (readonly [string, string, (key: IDBValidKey) => boolean, object])[] = [
    ['an answer', 'events', () => true, { kind: 'event', deck: null, count: 1 }],
    [
      'notes of a deck',
      'chunks',
      (key) => Array.isArray(key) && String(key[0]).startsWith('big') && key[1] === 1,
      { kind: 'note', deck: { id: 'big', title: 'Test::big' }, count: 250 },
    ],
  ]

  /** A record that no second copy has either. */
  async function spoilForGood(world: World, store: string, isBad: (key: IDBValidKey) => boolean): Promise<void> {
    world.journal = null
    await spoil(world.name, store, isBad)
  }

  test.each(kinds)('can be previewed, and replaced by a backup, with a point to go back to: %s', async (...given) => {
    const [, store, isBad, lost] = given
    const there = (await lived()).tab
    const { tab: here, world } = await lived()
    const backup = await held(await makeBackup(there.services))
    await spoilForGood(world, store, isBad)
    expect((await previewBackup(here.services, backup)).unreadable).toEqual([lost])
    const points: MadeBackup[] = []
    const keep = async () => void points.push(await makeBackup(here.services))
    const undo = await replaceWithBackup(here.services, backup, keep)
    expect(await here.store.eventsSince(null)).toEqual(backup.backup.events)
    expect(await here.store.exportAll()).toEqual({ decks: backup.backup.decks, events: backup.backup.events })
    await assertWhole(here.store)
    const point = points[0] ?? expect.fail('no point was kept')
    const kept = await held(point)
    expect(kept.damage).toBeNull()
    expect(point.contents.lost).toEqual([lost])
    expect(kept.backup.events).toHaveLength(store === 'events' ? 3 : 4)
    expect(bigOf(kept.backup.decks)).toEqual(store === 'events' ? [590, 10] : [340, 10])
    await undo()
    expect(await here.store.exportAll()).toEqual({ decks: kept.backup.decks, events: kept.backup.events })
    await assertWhole(here.store)
  })

  test.each(kinds)('is joined with a backup, and gets back what that has of it: %s', async (_, store, isBad) => {
    const { tab, world } = await lived()
    const [whole, backup] = [await tab.store.exportAll(), await held(await makeBackup(tab.services))]
    await spoilForGood(world, store, isBad)
    expect((await previewBackup(tab.services, backup)).isNew).toBe(true)
    await mergeBackup(tab.services, backup)
    expect(await tab.store.exportAll()).toEqual(whole)
    expect((await makeBackup(tab.services)).contents.lost).toBeUndefined()
    await assertWhole(tab.store)
  })

  test('keeps an answer that cannot be read where it is when a backup without it is joined', async () => {
    const { tab, world, events } = await lived()
    const other = await held(await makeBackup((await lived()).tab.services))
    await spoilForGood(world, 'events', (key) => key === events[1]?.id)
    await mergeBackup(tab.services, other)
    expect((await makeBackup(tab.services)).contents.lost).toEqual([{ kind: 'event', deck: null, count: 1 }])
    expect((await tab.store.exportAll()).events).toHaveLength(7)
    expect(await tab.store.logSize()).toBe(8)
  })
})

describe('an unfinished article that cannot be read', () => {
  test('keeps no other from being gone on with, saved or restored, and is said', async () => {
    const { tab } = await lived()
    const drafts = openDrafts()
    const isB = (key: IDBValidKey) => key === 'b-source'
    for (const id of ['a', 'b', 'c']) await drafts.put(articleDraft(id))
    const backup = await held(await makeBackup(tab.services))
    await spoil('recite-drafts', 'drafts', isB)
    expect((await drafts.all()).map(({ id }) => id)).toEqual(['a-source', 'c-source'])
    const lost = [{ kind: 'draft', deck: null, count: 1 }]
    const made = await makeBackup(tab.services)
    expect(made.contents.lost).toEqual(lost)
    expect((await held(made)).backup.drafts).toHaveLength(2)
    expect((await previewBackup(tab.services, backup)).unreadable).toEqual(lost)
    await mergeBackup(tab.services, backup)
    expect((await drafts.all()).map(({ id }) => id)).toEqual(['a-source', 'b-source', 'c-source'])
    await spoil('recite-drafts', 'drafts', isB)
    await replaceWithBackup(tab.services, backup, async () => {})
    expect(await drafts.unreadable()).toBe(0)
    await spoil('recite-drafts', 'drafts', isB)
    await drafts.put({ ...articleDraft('b') })
    expect(await drafts.all()).toHaveLength(3)
  })
})

describe('a paper under way that cannot be read', () => {
  test('keeps no other from being gone on with', async () => {
    const sittings = openSittings()
    for (const id of ['a', 'b', 'c']) await sittings.put({ sitting: { id } as never, examId: null })
    await spoil(PAPERS, 'sittings', (key) => key === 'b')
    expect((await sittings.all()).map(({ sitting }) => sitting.id)).toEqual(['a', 'c'])
  })
})

describe('a backup of a collection of which a record is not what it was', () => {
  const cases: readonly (readonly [string, string, (record: Record<string, unknown>) => unknown, object])[] = [
    ['an event that lacks its kind', 'events', ({ kind: _kind, ...rest }) => rest, { kind: 'event', count: 1 }],
    [
      'an event that is not what its kind is',
      'events',
      (event) => ({ ...event, kind: 'move', noteId: 'x', from: null, deckId: 'small', note: { id: 'x' } }),
      { kind: 'event', count: 1 },
    ],
    ['a record of notes without any', 'chunks', () => ({ notes: 5 }), { kind: 'note', count: 250 }],
    [
      'a note without tags',
      'chunks',
      ({ notes }) => ({ notes: (notes as Note[]).map(({ tags, ...note }, i) => (i === 3 ? note : { ...note, tags })) }),
      { kind: 'note', count: 1 },
    ],
    ['a source without a text', 'sources', ({ text: _text, ...rest }) => rest, { kind: 'source', count: 1 }],
    ['a medium of other bytes', 'media', (one) => ({ ...one, bytes: new ArrayBuffer(3) }), { kind: 'media', count: 1 }],
    ['a medium without bytes', 'media', ({ bytes: _bytes, ...rest }) => rest, { kind: 'media', count: 1 }],
  ]
  test.each(cases)('leaves out %s and says so', async (_, store, change, lost) => {
    const { tab, name } = await lived()
    await damage(name, store, change)
    const made = await makeBackup(tab.services)
    expect(made.contents.lost).toMatchObject([lost])
    expect((await held(made)).damage).toBeNull()
    const other = await devices.open()
    expect(await readIncoming(other.services, new File([made.file], 'backup.json'))).toMatchObject({
      ok: true,
      value: { kind: 'backup', damage: null },
    })
  })
})
