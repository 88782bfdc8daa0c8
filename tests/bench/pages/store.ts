import { buildQueue } from '../../../src/domain/queue.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import { makeStudyPlan } from '../../../src/domain/studyPlan.ts'
import { toStudyDay } from '../../../src/domain/time.ts'
import { makeCanary } from '../../../src/storage/canary.ts'
import { makeMissingJournal } from '../../../src/storage/journal.ts'
import { front, makeDeck, makeWorld } from '../../storage/world.ts'

export type StoreBench = {
  /** Milliseconds of each answer and of each bare transaction, taken in turns. */
  readonly answers: (count: number) => Promise<{ readonly store: readonly number[]; readonly bare: readonly number[] }>
  /** Fills the app's own database with so many cards in five decks, a hundred of them studied. */
  readonly seed: (cards: number) => Promise<void>
  /** Milliseconds of each answer to a card of the app's own database, however much else it holds. */
  readonly answersAmong: (count: number) => Promise<readonly number[]>
  /** Milliseconds to open the collection, read what is due and build the day's queue, each time from disk. */
  readonly due: (count: number) => Promise<readonly number[]>
}

const DECKS = 5
const STUDIED = 100
const DAY = toStudyDay(Math.floor(Date.now() / 86_400_000))

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

const bench: StoreBench = {
  answers: async (count) => {
    const tab = await makeWorld(`answers-${Date.now()}`).open()
    const deck = makeDeck('answers', count)
    await tab.store.putDeck(deck, { builtIn: false })
    const bare = await openBare()
    const times = { store: [] as number[], bare: [] as number[] }
    for (let i = 0; i < count; i++) {
      const change = await tab.answer(front(`answers-n${i}`))
      const takeStore = async () => times.store.push(await timed(() => tab.store.commit(change)))
      const takeBare = async () => times.bare.push(await timed(() => putTwo(bare, change.events[0], change.cards[0])))
      // What follows a commit must not fall into the other's time, and neither may always be the first.
      for (const take of i % 2 === 0 ? [takeStore, takeBare] : [takeBare, takeStore]) {
        await take()
        await pause(10)
      }
    }
    return times
  },

  seed: async (cards) => {
    const tab = await openApp()
    const each = cards / DECKS
    for (let d = 0; d < DECKS; d++) await tab.store.putDeck(makeDeck(`deck${d}`, each), { builtIn: false })
    for (let i = 0; i < STUDIED; i++) await tab.store.commit(await tab.answer(front(`deck${i % DECKS}-n${i}`)))
    await tab.store.columns()
    await tab.store.flush()
    tab.store.close()
    await pause(500)
  },

  answersAmong: async (count) => {
    const tab = await openApp()
    const times: number[] = []
    for (let i = 0; i < count; i++) {
      const change = await tab.answer(front(`deck${i % DECKS}-n${i}`))
      times.push(await timed(() => tab.store.commit(change)))
      await pause(10)
    }
    tab.store.close()
    return times
  },

  due: async (count) => {
    const times: number[] = []
    for (let i = 0; i < count; i++) {
      let close = () => {}
      times.push(
        await timed(async () => {
          const tab = await openApp()
          const columns = await tab.store.columns()
          buildQueue(columns, { today: DAY, plan: PLAN, seed: DAY })
          close = tab.store.close
        }),
      )
      close()
      await pause(50)
    }
    return times
  },
}

const PLAN = makeStudyPlan({
  settings: DEFAULT_SETTINGS,
  tree: () => [],
  today: DAY,
  done: { new: 0, review: 0 },
  doneIn: new Map(),
  session: [],
  isBehind: false,
})

/** Without the second copy: the app's own start finds that up to date, and does not write it anew. */
const openApp = () =>
  makeWorld().open({
    name: 'recite',
    canary: makeCanary(() => localStorage),
    journal: makeMissingJournal('not measured'),
  })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The floor: a database with nothing but a log and states. */
function openBare(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open(`bare-${Date.now()}`, 1)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('log', { keyPath: 'id' })
      opening.result.createObjectStore('state', { keyPath: 'cardId' })
    }
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => fail(opening.error)
  })
}

function putTwo(db: IDBDatabase, event: unknown, card: unknown): Promise<void> {
  return new Promise((done, fail) => {
    const tx = db.transaction(['log', 'state'], 'readwrite', { durability: 'strict' })
    tx.objectStore('log').put(event)
    tx.objectStore('state').put(card)
    tx.oncomplete = () => done()
    tx.onerror = () => fail(tx.error)
    tx.commit()
  })
}

Object.assign(globalThis, { bench })
