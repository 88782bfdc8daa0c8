import { cardIdOfEvent } from '../../src/domain/apply.ts'
import { type Clock, makeClock } from '../../src/domain/clock.ts'
import { type MediaHash, mediaIn, mediaLink } from '../../src/domain/media.ts'
import type { Note } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { decodeBackup } from '../../src/formats/backupReader.ts'
import { makeCanary } from '../../src/storage/canary.ts'
import { privateFolder } from '../../src/storage/copyFolder.ts'
import { createStore } from '../../src/storage/createStore.ts'
import { MIGRATIONS, type Migration } from '../../src/storage/schema.ts'
import type { Collection, StartReport, Store } from '../../src/storage/store.ts'
import { journalFor } from '../../src/workers/journalClient.ts'
import { same, truly } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { failEachWrite, faults, works } from '../storage/works.ts'
import { answerWith, front, makeDeck, rebuild } from '../storage/world.ts'

/**
 * What the served page has on its window: the app's own storage on the browser's own, busy in one way until the browser
 * is killed under it. Whatever is acknowledged is told on the console as `ACK …`, which is all that is promised; what is
 * about to be removed, as `GONE …`, and nothing of it is before that was heard.
 */
export type FaultsPage = {
  readonly open: (steps?: number) => Promise<StartReport['kind']>
  /** Answers cards until told otherwise, or so many; the clock may jump. */
  readonly study: (times: number, options?: { readonly jumps?: boolean }) => Promise<void>
  /** Adds decks, by turns alone and with media and a log as packages are taken; the oldest go, so that a check stays short. */
  readonly importDecks: (times: number) => Promise<void>
  /** Answers, keeps a copy of everything in the browser's own folder, and puts everything in the place of everything. */
  readonly backUp: (times: number) => Promise<void>
  /** All that is here, once it was found to be whole; throws where it is not. */
  readonly check: () => Promise<{ events: string[]; decks: string[] }>
  /** `fault` says in words what failed, and how. */
  readonly failRequests: (share: number) => Promise<{ work: string; fault: string; trials: number }[]>
}

const CARDS = 200
const IMPORTED_CARDS = 600
/** Imported decks that stay. With all of them, each check took longer than the one before. */
const KEPT_DECKS = 5
const ack = (what: string) => console.log(`ACK ${what}`)
/** Resolves once it was heard: a browser that is killed takes what it has just said with it. */
const gone = (what: string) => (window as unknown as { heard: (what: string) => Promise<void> }).heard(`GONE ${what}`)

let store: Store | null = null
let clock: Clock | null = null
let at = Date.now()

const opened = (): Store => {
  if (!store) throw new Error('the store is not open')
  return store
}

/** A step that has work to do: kill it half way, and all of it must be undone. */
const filling =
  (n: number): Migration =>
  (db) => {
    const extra = (db as unknown as { createObjectStore: (name: string) => IDBObjectStore }).createObjectStore(`x${n}`)
    for (let i = 0; i < 3000; i++) void extra.put({ text: 'x'.repeat(200) }, i)
  }

const channel = (name: string) => new BroadcastChannel(name)
const startJournal = () =>
  new Worker(new URL('../../src/workers/journal.worker.ts', import.meta.url), { type: 'module' })

const page: FaultsPage = {
  open: async (steps = 0) => {
    const migrations = [...MIGRATIONS, ...Array.from({ length: steps }, (_, n) => filling(n))]
    const found = await createStore({
      now: () => at,
      newId: () => crypto.randomUUID(),
      rebuild,
      canary: makeCanary(() => localStorage),
      journal: journalFor(navigator, startJournal, channel('faults.journal')),
      channel: channel('faults'),
      locks: navigator.locks,
      schema: { migrations, minReader: 1 },
      timing: { flushMs: 50 },
    })
    store = found.store
    clock = makeClock(store.deviceId, store.lastEventId)
    if ((await store.decks()).length === 0) await store.putDeck(makeDeck('d', CARDS), { builtIn: false })
    return found.report.kind
  },
  study: async (times, { jumps = false } = {}) => {
    for (let n = 0; n < times; n++) {
      at += jumps ? (Math.random() - 0.5) * 2 * 10 ** (3 + Math.floor(Math.random() * 9)) : 60_000
      at = Math.max(at, 0)
      const name = `d-n${Math.floor(Math.random() * CARDS)}`
      const change = await answerWith(opened(), mintId, front(name), at)
      await opened().commit(change)
      ack(change.events[0]?.id ?? '')
    }
  },
  importDecks: async (times) => {
    for (let n = 0; n < times; n++) {
      const name = `deck-${Date.now()}-${n}`
      const deck = makeDeck(name, IMPORTED_CARDS)
      if (n % 2 === 0) await opened().putDeck(deck, { builtIn: false })
      else await takePackage(deck)
      ack(name)
      const imported = (await opened().decks()).filter(({ noteCount }) => noteCount === IMPORTED_CARDS)
      for (const { id } of imported.slice(0, -KEPT_DECKS)) {
        await gone(id)
        await opened().removeDeck(id)
      }
    }
  },
  backUp: async (times) => {
    const folder = privateFolder()
    if (!folder) throw new Error('no folder for copies')
    for (let n = 0; n < times; n++) {
      await page.study(1)
      const backup = { appVersion: '0', savedAt: toInstant(at), ...(await opened().exportAll()) }
      await folder.write(`copy-${Math.floor(Math.random() * 5)}.json`, new Blob([encodeBackup(backup)]))
      await opened().replaceAll((here) => here, rebuild)
    }
  },
  check: async () => {
    const collection = await opened().exportAll()
    const { decks, events } = collection
    await checkPictures(collection)
    await assertWhole(opened())
    same(await opened().mend('all'), 0, 'records that disagree')
    for (const deck of decks) truly([CARDS, IMPORTED_CARDS].includes(deck.notes.length), `${deck.id} is whole`)
    for (const { name } of (await privateFolder()?.list()) ?? []) {
      const read = decodeBackup((await (await privateFolder()?.read(name))?.text()) ?? '')
      truly(read.ok && read.value.damage === null, `${name} is whole`)
    }
    return {
      events: events.map((event) => event.id),
      decks: decks.map((deck) => String(deck.id)),
    }
  },
  failRequests: async (share) => {
    const done: { work: string; fault: string; trials: number }[] = []
    for (const work of works)
      for (const fault of faults)
        if (Math.random() < share)
          done.push({
            work: work.name,
            fault: `each ${fault.of} in turn ${fault.name}`,
            trials: await failEachWrite(work, fault),
          })
    return done
  },
}

/** Pictures of a package. */
const PICTURES = 8

/** Their names follow from the deck's, so that the log tells which were brought by an import that went through. */
function picturesOf(name: string): readonly MediaHash[] {
  const digits = Array.from(name, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return Array.from({ length: PICTURES }, (_, n) => `${n}${n}${digits.slice(-30).padStart(30, '0')}` as MediaHash)
}

/** As a package is taken: its media first, then the deck that shows them with its log in the place of everything. */
async function takePackage(deck: ReturnType<typeof makeDeck>): Promise<void> {
  const hashes = picturesOf(deck.id)
  const notes = deck.notes.map((note, n): Note => {
    const hash = hashes[n]
    return hash ? { ...note, content: { kind: 'qa', question: mediaLink(hash, 'x'), answer: 'y' }, evidence: [] } : note
  })
  const { events } = await answerWith(opened(), mintId, front(`${deck.id}-n1`), at)
  const imports = await opened().imports()
  await imports.run(deck.title, hashes, async () => {
    for (const hash of hashes)
      await opened().putMedia([
        { hash, type: 'image/png', bytes: crypto.getRandomValues(new Uint8Array(50_000)).buffer },
      ])
    await opened().replaceAll(
      (here) => ({
        decks: [...here.decks, { ...deck, notes, builtIn: false, retired: [] }],
        events: [...here.events, ...events],
      }),
      rebuild,
      { endsImport: true },
    )
  })
  ack(events[0]?.id ?? '')
}

/** What was taken whole has its pictures; of what was cut off none stay behind. */
async function checkPictures({ decks, events }: Collection): Promise<void> {
  await (await opened().imports()).cutOff()
  const here = await opened().mediaHashes()
  const shown = decks.flatMap(mediaIn)
  same(shown.filter((hash) => !here.includes(hash)).length, 0, 'pictures that decks show and that are not here')
  const taken = events.flatMap((event) => /^(deck-.+)-n1\/front$/.exec(cardIdOfEvent(event) ?? '')?.[1] ?? [])
  const brought = new Set(taken.flatMap(picturesOf))
  same(here.filter((hash) => !brought.has(hash)).length, 0, 'pictures that an import left behind')
}

function mintId(ms: number) {
  if (!clock) throw new Error('no clock')
  return clock.next(toInstant(ms))
}

Object.assign(window, { faults: page })
