import type { MediaHash } from '../../src/domain/media.ts'
import type { Note } from '../../src/domain/note.ts'
import { same, truly } from './check.ts'
import { countOf, type Fault, withFault } from './faults.ts'
import { assertWhole } from './whole.ts'
import { deckId, everything, front, makeDeck, makeWorld, rebuild, type Tab, type World } from './world.ts'

/**
 * The n-th write dies, for every n, in every kind of work: what is there afterwards equals what was there before, or
 * what would have been there, and never anything between.
 */
export type Work = {
  readonly name: string
  /** Made before the fault, so that the clock gives the same events with and without it. */
  readonly prepare: (tab: Tab) => Promise<() => Promise<unknown>>
}

const setting = (tab: Tab) => ({
  events: [{ ...tab.stamp(), kind: 'setting' as const, change: { newPerDay: 9 } }],
  cards: [],
})

export const works: readonly Work[] = [
  {
    name: 'an answer',
    prepare: async (tab) => {
      const change = await tab.answer(front('d-n1'), 'again')
      return () => tab.store.commit(change)
    },
  },
  {
    name: 'three answers in one change, one of them late',
    prepare: async (tab) => {
      const late = await tab.answer(front('d-n4'))
      await tab.store.commit(await tab.answer(front('d-n0')))
      await tab.store.flush()
      const others = [await tab.answer(front('d-n2')), await tab.answer(front('d-n3'))]
      const all = [late, ...others]
      return () =>
        tab.store.commit({ events: all.flatMap(({ events }) => events), cards: all.flatMap(({ cards }) => cards) })
    },
  },
  {
    name: 'a setting',
    prepare: async (tab) => {
      const change = setting(tab)
      return () => tab.store.commit(change)
    },
  },
  {
    name: 'an undo of a setting',
    prepare: async (tab) => {
      const change = setting(tab)
      await tab.store.commit(change)
      const undo = { ...tab.stamp(), kind: 'undo' as const, of: change.events.map((event) => event.id) }
      return () => tab.store.commit({ events: [undo], cards: [] })
    },
  },
  {
    name: "a learner's own version of a note with more cards",
    prepare: async (tab) => {
      const note = { ...makeDeck('d', 2).notes[1], content: { kind: 'cloze', text: '{{c1::a}} {{c2::b}}' } } as Note
      const event = { ...tab.stamp(), kind: 'note' as const, noteId: note.id, deckId: deckId('d'), note }
      return () => tab.store.commit({ events: [event], cards: [] })
    },
  },
  {
    name: 'a note of the learner’s own, into a deck',
    prepare: async (tab) => {
      const note = { ...makeDeck('own', 1).notes[0], evidence: [] } as unknown as Note
      const event = { ...tab.stamp(), kind: 'move' as const, noteId: note.id, from: null, deckId: deckId('d'), note }
      return () => tab.store.commit({ events: [event], cards: [] })
    },
  },
  {
    name: 'a card’s note into another deck',
    prepare: async (tab) => {
      await tab.store.putDeck(makeDeck('other', 2), { builtIn: false })
      const note = makeDeck('d', 2).notes[1] as Note
      const move = { noteId: note.id, from: deckId('d'), deckId: deckId('other'), note }
      const event = { ...tab.stamp(), kind: 'move' as const, ...move }
      return () => tab.store.commit({ events: [event], cards: [] })
    },
  },
  {
    name: 'a deck’s name',
    prepare: async (tab) => {
      const event = { ...tab.stamp(), kind: 'title' as const, deckId: deckId('d'), title: 'Another name' }
      return () => tab.store.commit({ events: [event], cards: [] })
    },
  },
  {
    name: 'three pictures',
    prepare: async (tab) => {
      const media = ['a', 'b', 'c'].map((letter) => ({
        hash: letter.repeat(32) as MediaHash,
        type: 'image/png',
        bytes: new TextEncoder().encode(letter).buffer,
      }))
      return () => tab.store.putMedia(media)
    },
  },
  { name: 'a new deck', prepare: async (tab) => () => tab.store.putDeck(makeDeck('e', 300), { builtIn: false }) },
  {
    name: 'an update of a deck',
    prepare: async (tab) => () => tab.store.putDeck({ ...makeDeck('d', 4), version: 2 }, { builtIn: true }),
  },
  {
    name: 'an update of a deck with what the learner made of its notes',
    prepare: async (tab) => {
      const [note] = makeDeck('d', 1).notes
      if (!note) throw new Error('no note')
      const mine = { ...note, tags: ['mine'] }
      const event = { ...tab.stamp(), kind: 'note' as const, noteId: note.id, deckId: deckId('d'), note: mine }
      return () => tab.store.putDeck({ ...makeDeck('d', 4), version: 2 }, { builtIn: false, events: [event] })
    },
  },
  { name: 'the removal of a deck', prepare: async (tab) => () => tab.store.removeDeck(deckId('d')) },
  {
    name: 'a backup put in the place of everything',
    prepare: async (tab) => {
      const { decks, events } = await tab.store.exportAll()
      const deck = { ...makeDeck('other', 3), builtIn: false, retired: [] }
      const fresh = await tab.answer(front('other-n1'))
      return () =>
        tab.store.replaceAll(
          () => ({ decks: [...decks.slice(1), deck], events: [...events, ...fresh.events] }),
          rebuild,
        )
    },
  },
  {
    name: 'an answer, with the columns that follow it',
    prepare: async (tab) => {
      const change = await tab.answer(front('d-n2'))
      return async () => {
        await tab.store.commit(change)
        await tab.store.flush()
      }
    },
  },
]

export async function prepared(work: Work): Promise<{ world: World; tab: Tab; run: () => Promise<unknown> }> {
  const world = makeWorld('writes')
  const tab = await world.open({ timing: { flushMs: 100_000 } })
  await tab.store.putDeck(makeDeck('d', 6), { builtIn: true })
  await tab.store.commit(await tab.answer(front('d-n5')))
  await tab.store.commit(await tab.answer(front('d-n1')))
  return { world, tab, run: await work.prepare(tab) }
}

/** What a new start finds, without what is named anew in every run. */
export async function afterStart(world: World): Promise<string> {
  const tab = await world.open()
  await assertWhole(tab.store)
  return plain(await allOf(tab.store))
}

const allOf = async (store: Tab['store']) => [await everything(store), await store.mediaHashes()]

const plain = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) => inner).replaceAll(/writes-\d+/g, 'world')

export const faults: readonly {
  readonly of: Fault['of']
  readonly name: string
  readonly make: (from: number) => Fault
}[] = [
  { of: 'write', name: 'is aborted, and every one after it', make: (from) => ({ of: 'write', from, lasting: true }) },
  { of: 'write', name: 'is aborted once', make: (from) => ({ of: 'write', from, lasting: false }) },
  {
    of: 'write',
    name: 'finds no room',
    make: (from) => ({ of: 'write', from, lasting: true, error: new DOMException('', 'QuotaExceededError') }),
  },
  {
    of: 'write',
    name: 'finds a dead connection once',
    make: (from) => ({ of: 'write', from, lasting: false, error: new DOMException('', 'InvalidStateError') }),
  },
  { of: 'request', name: 'is aborted once', make: (from) => ({ of: 'request', from, lasting: false }) },
  {
    of: 'request',
    name: 'is aborted, and every one after it',
    make: (from) => ({ of: 'request', from, lasting: true }),
  },
]

/**
 * Does the work once for each of its writes or requests, which then fails, in a world of its own each time. Throws where what is left
 * is neither what was before nor what should have come, or is called done and is not; gives the number of trials.
 */
export async function failEachWrite(work: Work, fault: (typeof faults)[number]): Promise<number> {
  const calm = await prepared(work)
  const before = plain(await allOf(calm.tab.store))
  const requests = await countOf(fault.of, calm.run)
  const after = plain(await allOf(calm.tab.store))
  await calm.world.closeAll()
  for (let n = 1; n <= requests; n++) {
    const { world, tab, run } = await prepared(work)
    let outcome = 'done'
    await withFault(fault.make(n), () =>
      run().catch((reason: { kind: string }) => {
        outcome = reason.kind
      }),
    )
    const here = plain(await allOf(tab.store))
    same(here, outcome === 'done' ? after : before, `what ${fault.of} ${n} left`)
    truly(['done', 'quota', 'broken'].includes(outcome), `${fault.of} ${n} is told as ${outcome}`)
    await assertWhole(tab.store)
    tab.store.close()
    same(await afterStart(world), here, `what the next start finds after ${fault.of} ${n}`)
    await world.closeAll()
  }
  return requests
}
