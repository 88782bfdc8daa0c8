import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { type Incoming, readIncoming } from '../../src/app/transfer.ts'
import { makeRandom, randomInt } from '../../src/domain/random.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { isFailure } from '../../src/storage/failure.ts'
import { type AppTab, makeDevice } from '../app/device.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, front, makeDeck } from '../storage/world.ts'
import { mutateJson, mutateText, pick } from './mutate.ts'
import { backup, withSums } from './seeds.ts'

/** What is read of a spoilt file changes nothing; what is taken of it is taken whole, or not at all. */
const SEED = 11
const FILES = 40

const device = makeDevice()
beforeEach(() => {
  vi.stubGlobal('__APP_VERSION__', '0.1.0')
  vi.stubGlobal('navigator', {})
})
afterEach(async () => {
  await device.closeAll()
  vi.unstubAllGlobals()
})

test('spoilt decks and backups leave a collection that is whole', async () => {
  const tab = await device.open()
  await tab.store.putDeck(makeDeck('d', 4), { builtIn: false })
  const change = await device.world.open().then((other) => other.answer(front('d-n1')))
  await tab.store.commit(change)
  const random = makeRandom(SEED)
  const honest = [encodeDeck(makeDeck('d', 3, { version: 2 })), encodeDeck(makeDeck('e', 2)), backup()]
  const taken: string[] = []
  for (let n = 0; n < FILES; n++) {
    let text = pick(honest, random)
    for (let i = n % 5 === 0 ? 0 : 1 + randomInt(random, 3); i > 0; i--)
      text = text.includes('"records"') ? withSums(spoilLine(text, random)) : mutateJson(text, random, honest)
    const before = await snapshot(tab)
    const read = await readIncoming(tab.services, new Blob([text]))
    expect(await snapshot(tab), 'reading changes nothing').toBe(before)
    if (!read.ok) continue
    const way = randomInt(random, 2) === 0 ? 'merge' : 'replace'
    try {
      await take(tab, read.value, way)
      taken.push(read.value.kind)
    } catch (thrown) {
      expect(isFailure(thrown), `refused in the store's own words, not by ${thrown}`).toBe(true)
      expect(await snapshot(tab), 'what was refused changed nothing').toBe(before)
    }
    await assertWhole(tab.store)
  }
  expect(new Set(taken), 'some of each was taken').toEqual(new Set(['deck', 'backup']))
})

async function take(tab: AppTab, incoming: Incoming, way: 'merge' | 'replace'): Promise<void> {
  if (incoming.kind === 'deck') await takeDeck(tab.services, incoming.deck, { media: incoming.media })
  else if (incoming.kind === 'backup') {
    if (way === 'replace' && incoming.damage === null) await replaceWithBackup(tab.services, incoming, async () => {})
    else await mergeBackup(tab.services, incoming)
  }
}

/** One record of a backup, spoilt as JSON or as text. */
function spoilLine(text: string, random: () => number): string {
  const lines = text.split('\n')
  const at = randomInt(random, lines.length)
  const [, json] = /^\["\w*",(\{.*\})\],?$/.exec(lines[at] ?? '') ?? []
  const line =
    json === undefined ? mutateText(lines[at] ?? '', random, [text]) : `["",${mutateJson(json, random, [json])}],`
  return lines.with(at, line).join('\n')
}

const snapshot = async (tab: AppTab): Promise<string> =>
  JSON.stringify(await everything(tab.store), (_key, value) => value)
