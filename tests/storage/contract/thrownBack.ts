import type { JournalContent } from '../../../src/storage/journal.ts'
import { same, until } from '../check.ts'
import { assertWhole } from '../whole.ts'
import { deckId, front, makeDeck, type World } from '../world.ts'
import { chapter, idOf, raw, withDeck } from './case.ts'

/** A database that is as it was a while ago, and one that only its second copy is behind of. */
const { cases, law } = chapter()
export const thrownBackCases = cases

law('brings back decks that a database lost with its end, and says how many', async (world) => {
  const tab = await withDeck(world)
  const [first, second] = [makeDeck('first', 3), makeDeck('second', 4)]
  await tab.store.putDeck(first, { builtIn: false })
  await tab.store.commit(await tab.answer(front('d-n1')))
  const earlier = await contentOf(world)
  await tab.store.putDeck({ ...first, version: 2, notes: first.notes.slice(1) }, { builtIn: false })
  await tab.store.putDeck(second, { builtIn: false })
  const [before, { decks }] = [await tab.store.decks(), await tab.store.exportAll()]
  await world.closeAll()
  await throwBack(world, earlier)
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 1, restored: 0, decks: 2, emptied: false })
  same(await again.store.decks(), before)
  same((await again.store.exportAll()).decks, decks)
  await assertWhole(again.store)
  same(ownIn(world), ['first 2', 'second 1'])
  await world.closeAll()
  same((await world.open()).report, { kind: 'ready' })
})

law('brings them back with the answers that were lost after them', async (world) => {
  const tab = await withDeck(world)
  const earlier = await contentOf(world)
  await tab.store.putDeck(makeDeck('own', 3), { builtIn: false })
  for (const n of [0, 2]) await tab.store.commit(await tab.answer(front(`own-n${n}`)))
  await world.closeAll()
  await throwBack(world, earlier)
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 2, restored: 2, decks: 1, emptied: false })
  await assertWhole(again.store)
  same((await again.store.columns([deckId('own')]))[0]?.phase.join(), '2,0,2')
})

law('brings them back while the app runs where the second copy alone knows of them', async (world) => {
  const tab = await withDeck(world)
  const earlier = await contentOf(world)
  await tab.store.putDeck(makeDeck('own', 3), { builtIn: false })
  await world.closeAll()
  world.canary = null
  await throwBack(world, earlier)
  const again = await world.open()
  await until(async () => (await again.store.decks()).length === 2, 'the deck is back')
  await assertWhole(again.store)
  await until(() => (world.journal?.deckChanges ?? 0) > 1, 'the copy follows')
  same(ownIn(world), ['own 1'])
})

law('says that something was lost where the second copy does not know what', async (world) => {
  const tab = await withDeck(world)
  const earlier = await contentOf(world)
  await tab.store.putDeck(makeDeck('own', 3), { builtIn: false })
  await world.closeAll()
  world.journal = null
  await throwBack(world, earlier)
  same((await world.open()).report, { kind: 'restored', expected: 0, restored: 0, decks: 0, emptied: false })
  await world.closeAll()
  same((await world.open()).report, { kind: 'ready' })
})

law('takes nothing that was done to decks back where it is the second copy that is behind', async (world) => {
  const tab = await withDeck(world)
  const older = makeDeck('replaced', 3)
  await tab.store.putDeck(makeDeck('removed', 2), { builtIn: false })
  await tab.store.putDeck(makeDeck('taken-back', 2), { builtIn: false })
  await tab.store.putDeck({ ...older, version: 2 }, { builtIn: false })
  const behind = world.journal
  const removal = { ...tab.stamp(), kind: 'deck', deckId: deckId('removed'), removed: true } as const
  await tab.store.removeDeck(deckId('removed'), { events: [removal] })
  await tab.store.removeDeck(deckId('taken-back'), { leaves: 'as before' })
  await tab.store.putDeck(older, { builtIn: false, retired: [] })
  const before = await tab.store.exportAll()
  for (const canary of [world.canary, null]) {
    await world.closeAll()
    world.canary = canary
    world.journal = behind
    const again = await world.open()
    same(again.report, { kind: 'ready' })
    await until(() => world.journal?.events.length === 1, 'the copy follows')
    same(ownIn(world), ['replaced 1'])
    same(await again.store.exportAll(), before)
  }
})

law('brings back of a database that is as it was no deck that the database had removed by then', async (world) => {
  const tab = await withDeck(world)
  for (const name of ['removed', 'later']) await tab.store.putDeck(makeDeck(name, 2), { builtIn: false })
  // The copy hears of the change after this one, and not of this one.
  const unheard = world.journal
  await tab.store.removeDeck(deckId('removed'))
  const earlier = await contentOf(world)
  world.journal = unheard
  await tab.store.putDeck(makeDeck('later', 3, { version: 2 }), { builtIn: false })
  same(ownIn(world), ['later 2', 'removed 1'])
  await world.closeAll()
  await throwBack(world, earlier)
  const again = await world.open()
  same(again.report, { kind: 'restored', expected: 0, restored: 0, decks: 1, emptied: false })
  same(
    (await again.store.decks()).map(({ id }) => id),
    ['d', 'later'],
  )
  await until(() => ownIn(world).length === 1, 'the copy follows')
})

law('is sound where what it lost was a deck that went', async (world) => {
  const tab = await withDeck(world)
  const earlier = await contentOf(world)
  await tab.store.putDeck(makeDeck('taken-back', 2), { builtIn: false })
  await tab.store.removeDeck(deckId('taken-back'), { leaves: 'as before' })
  await world.closeAll()
  await throwBack(world, earlier)
  const again = await world.open()
  same(again.report, { kind: 'ready' })
  same(
    (await again.store.decks()).map(({ id }) => id),
    ['d'],
  )
})

law('counts the decks of two tabs as one collection', async (world) => {
  const [one, two] = [await withDeck(world), await world.open()]
  await one.store.putDeck(makeDeck('a', 2), { builtIn: false })
  await two.store.putDeck(makeDeck('b', 2), { builtIn: false })
  const change = await one.answer(front('a-n0'))
  await one.store.commit(change)
  await until(() => world.canary?.lastId === idOf(change), 'it is told')
  same(world.canary?.deckChanges, 2)
  await one.store.replaceAll(
    (here) => here,
    async () => ({ cards: [], settings: await one.store.settings() }),
  )
  await until(() => world.journal?.dbId === world.canary?.dbId, 'the copy follows')
  same(world.canary?.deckChanges, world.journal?.deckChanges)
  await world.closeAll()
  same((await world.open()).report, { kind: 'ready' })
})

type Content = readonly { readonly store: string; readonly keys: readonly IDBValidKey[]; readonly records: unknown[] }[]

const contentOf = (world: World): Promise<Content> =>
  raw(world, (db) =>
    Promise.all(
      [...db.objectStoreNames].map(async (store) => ({
        store,
        keys: await db.getAllKeys(store),
        records: await db.getAll(store),
      })),
    ),
  )

const throwBack = (world: World, content: Content): Promise<void> =>
  raw(world, async (db) => {
    for (const { store, keys, records } of content) {
      await db.clear(store)
      const isInline = db.transaction(store).store.keyPath !== null
      for (const [i, record] of records.entries()) await db.put(store, record, isInline ? undefined : keys[i])
    }
  })

const ownIn = ({ journal }: { readonly journal: JournalContent | null }): readonly string[] =>
  (journal?.decks ?? []).map(({ id, version }) => `${id} ${version}`).sort()
