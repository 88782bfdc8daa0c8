import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Media, type MediaHash, mediaLink } from '../../src/domain/media.ts'
import type { Note } from '../../src/domain/note.ts'
import { makeLocks } from '../app/fakeLocks.ts'
import { countOf, withFault } from './faults.ts'
import { assertWhole } from './whole.ts'
import { faults } from './works.ts'
import { everything, makeDeck, makeWorld, rebuild, type Tab, type World } from './world.ts'

/** An import may end with its tab at any moment: a start then says so, and nothing of it stays behind. */
let world: World
let locks: LockManager
beforeEach(() => {
  world = makeWorld('imports')
  locks = makeLocks()
})
afterEach(() => world.closeAll())

const open = () => world.open({ locks })

/** The locks of a tab go with it, and those of the others stay: after a crash of all, none is left. */
const crash = () => {
  locks = makeLocks()
}

const hash = (letter: string) => letter.repeat(32) as MediaHash
const HASHES = [hash('a'), hash('b')]
const media = HASHES.map((name): Media => ({ hash: name, type: 'image/png', bytes: new ArrayBuffer(4) }))

/** A deck whose notes name the media. */
function deckShowing(name: string) {
  const deck = makeDeck(name, 2)
  const notes = deck.notes.map((note, n): Note => {
    const content = { kind: 'qa', question: mediaLink(HASHES[n] ?? hash('c'), 'x'), answer: 'y' } as const
    return { ...note, content, evidence: [] }
  })
  return { ...deck, notes }
}

/** Both ways to bring something in. `stop` is waited for before the last write. */
const ways: readonly { readonly name: string; readonly run: (tab: Tab, stop: () => Promise<void>) => Promise<void> }[] =
  [
    {
      name: 'a deck',
      run: async ({ store }, stop) => {
        const imports = await store.imports()
        await imports.run('Pictures', HASHES, async () => {
          await store.putMedia(media)
          await stop()
          await store.putDeck(deckShowing('new'), { builtIn: false, endsImport: true })
        })
      },
    },
    {
      name: 'everything',
      run: async ({ store }, stop) => {
        const imports = await store.imports()
        await imports.run('Pictures', HASHES, async () => {
          for (const medium of media) await store.putMedia([medium])
          await stop()
          const deck = { ...deckShowing('new'), builtIn: false, retired: [] }
          await store.replaceAll((here) => ({ ...here, decks: [...here.decks, deck] }), rebuild, { endsImport: true })
        })
      },
    },
  ]

/** Begins one that never comes to its last write. */
const cutShort = (run: (typeof ways)[number]['run'], tab: Tab): Promise<void> =>
  new Promise((stopped) => {
    void run(tab, () => {
      stopped()
      return new Promise<never>(() => {})
    })
  })

const held = async ({ store }: Tab) => JSON.stringify([await everything(store), await store.mediaHashes()])
const cutOff = async ({ store }: Tab) => (await store.imports()).cutOff()
const calm = async () => {}

async function prepared(): Promise<Tab> {
  const tab = await open()
  await tab.store.putDeck(makeDeck('d', 3), { builtIn: false })
  await tab.store.commit(await tab.answer('d-n1/front' as never))
  return tab
}

describe.each(ways)('an import of $name', ({ run }) => {
  it('that went through leaves its media and no word', async () => {
    const tab = await prepared()
    await run(tab, calm)
    crash()
    const next = await open()
    expect(await cutOff(next)).toBeNull()
    expect(await next.store.mediaHashes()).toEqual(HASHES)
    expect((await next.store.decks()).map(({ id }) => id)).toContain('new')
  })

  it('that was cut off is told at the next starts until it is forgotten, and left nothing', async () => {
    const tab = await prepared()
    const before = await held(tab)
    await cutShort(run, tab)
    expect(await tab.store.mediaHashes()).toEqual(HASHES)
    expect(await cutOff(await open()), 'no other tab says so of one that goes on').toBeNull()
    crash()
    for (let starts = 0; starts < 2; starts++) {
      const next = await open()
      expect(await cutOff(next)).toEqual({ title: 'Pictures' })
      expect(await held(next)).toBe(before)
    }
    const next = await open()
    await (await next.store.imports()).forget()
    expect(await cutOff(await open())).toBeNull()
  })

  it('that was cut off and is done again goes through, with its media', async () => {
    const tab = await prepared()
    await cutShort(run, tab)
    crash()
    const next = await open()
    await run(next, calm)
    expect(await next.store.mediaHashes()).toEqual(HASHES)
    expect(await cutOff(next)).toBeNull()
  })

  it('keeps what another note names by then, and what was here before', async () => {
    const tab = await prepared()
    await tab.store.putMedia([media[0] as Media])
    await cutShort(run, tab)
    const own = await open()
    await own.store.putDeck({ ...deckShowing('own'), notes: deckShowing('own').notes.slice(1) }, { builtIn: false })
    crash()
    const next = await open()
    expect(await cutOff(next)).toEqual({ title: 'Pictures' })
    expect(await next.store.mediaHashes()).toEqual(HASHES)
  })

  it('waits for one that goes on in another tab', async () => {
    const [one, other] = [await prepared(), await open()]
    const order: string[] = []
    let goOn: () => void = () => {}
    const gate = new Promise<void>((open) => {
      goOn = open
    })
    const first = run(one, () => gate).then(() => order.push('first'))
    const second = run(other, calm).then(() => order.push('second'))
    goOn()
    await Promise.all([first, second])
    expect(order).toEqual(['first', 'second'])
    expect(await cutOff(other)).toBeNull()
  })

  it('is seen through, or told, or never began, wherever its writes end with the tab', async () => {
    const counting = await prepared()
    const requests = await countOf('write', () => run(counting, calm))
    const after = await held(counting)
    const aborted = faults.find(({ of, name }) => of === 'write' && /every one after/.test(name))
    for (let n = 1; n <= requests; n++) {
      await world.closeAll()
      world = makeWorld('imports')
      crash()
      const tab = await prepared()
      const before = await held(tab)
      await withFault(aborted?.make(n) ?? { of: 'write', from: 1, lasting: true }, () => run(tab, calm).catch(() => {}))
      crash()
      const next = await open()
      const told = await cutOff(next)
      const here = await held(next)
      expect([before, after]).toContain(here)
      if (told !== null) expect(here).toBe(before)
      await assertWhole(next.store)
    }
  })

  it('that fails with its tab alive is told there and not again', async () => {
    const tab = await prepared()
    const before = await held(tab)
    await expect(run(tab, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await held(tab)).toBe(before)
    crash()
    expect(await cutOff(await open())).toBeNull()
  })
})

it('says nothing where there are no locks, as another tab may be at it', async () => {
  const tab = await prepared()
  for (const { run } of ways.slice(1)) await cutShort(run, tab)
  const next = await world.open({ locks: null })
  expect(await cutOff(next)).toBeNull()
  expect(await next.store.mediaHashes()).toEqual(HASHES)
})
