/**
 * Has our writer make packages for the real Anki to read: of every file given (read, taken into a collection, and written
 * again), of a collection of our own with all its kinds of notes, and of random decks. Used by run.ts alone:
 * write.ts FOLDER FILE…
 */
import 'fake-indexeddb/auto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { toInstant } from '../../src/domain/time.ts'
import { AnkiFault } from '../../src/formats/anki/problem.ts'
import { packAnki } from '../../src/workers/ankiPack.ts'
import { readAnki } from '../../src/workers/ankiRead.ts'
import { takeAnki } from '../../src/workers/ankiTake.ts'
import { startSql } from '../formats/anki/fixtures.ts'
import { fillOwn } from '../formats/anki/ownCollection.ts'
import { arbitraryDeck } from '../formats/arbitraryDeck.ts'
import { makeWorld } from '../storage/world.ts'

const [folder = '', ...files] = process.argv.slice(2)
const now = toInstant(Number(process.env.ANKI_NOW))
const offsetMinutes = () => 0 - new Date(now).getTimezoneOffset()
const quiet = () => {}
const RANDOM_DECKS = 12

async function pack(store: Parameters<typeof takeAnki>[2]['store'], path: string): Promise<void> {
  const sql = await startSql()
  const deps = { store, sql, offsetMinutes, progress: quiet }
  const { file } = await packAnki({ scope: { kind: 'all' }, withProgress: true, withMedia: true, now }, deps)
  writeFileSync(path, new Uint8Array(await file.arrayBuffer()))
}

for (const file of files) {
  const world = makeWorld('anki')
  const { store, stamp } = await world.open()
  try {
    const bytes = new Blob([new Uint8Array(readFileSync(file))])
    const read = await readAnki(bytes, { sql: startSql, offsetMinutes, now, progress: quiet })
    await takeAnki(read, { withSettings: false, updates: false }, { store, stamp }, quiet)
    await pack(store, join(folder, `${basename(file)}.ours.apkg`))
  } catch (thrown) {
    if (!(thrown instanceof AnkiFault)) throw thrown
  } finally {
    await world.closeAll()
  }
}
for (const [n, deck] of fc.sample(arbitraryDeck, { numRuns: RANDOM_DECKS, seed: now % 1_000_000 }).entries()) {
  const world = makeWorld('random')
  const { store } = await world.open()
  await store.putDeck(deck, { builtIn: false })
  await pack(store, join(folder, `random-${n}.ours.apkg`))
  await world.closeAll()
}
const world = makeWorld('own')
const { store } = await world.open()
await fillOwn(store, now)
await pack(store, join(folder, 'own.ours.apkg'))
await world.closeAll()
