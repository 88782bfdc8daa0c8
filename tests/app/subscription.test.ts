import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { createSubscription, newerVersion } from '../../src/app/subscription.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { readFromAddress } from '../../src/app/transfer.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { decodeBackup } from '../../src/formats/backupReader.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { type NetworkApi, networkHandlers } from '../../src/workers/networkApi.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, makeDeck } from '../storage/world.ts'
import { CORS, type ModelServer, refusal, startModelServer } from '../workers/modelServer.ts'
import { makeWorkerHere } from '../workers/workerHere.ts'
import { type AppTab, MONDAY_MORNING } from './device.ts'
import { withDevices } from './eachTest.ts'

let server: ModelServer
const devices = withDevices(() => ({ navigator: { onLine: true } }))
const D = deckId('d')

beforeAll(async () => {
  server = await startModelServer(refusal(404, ''))
})
afterAll(() => server.close())

async function open(): Promise<AppTab> {
  return devices.open({ startNetwork: () => makeWorkerHere<NetworkApi>(networkHandlers) })
}

const lies = (text: string) => server.answer((response) => void response.writeHead(200, CORS).end(text))
const address = () => `${server.address}/d.deck.json`
const asked = () => server.asked.length
const signal = () => new AbortController().signal

async function subscribed(tab: AppTab, deck: Deck): Promise<() => Promise<unknown>> {
  lies(encodeDeck(deck))
  const read = await readFromAddress(tab.services, address(), signal())
  if (!read.ok) throw new Error(read.error.kind)
  return takeDeck(tab.services, read.value.deck, read.value)
}

test('a deck that was taken from an address keeps it, in one step with the deck; taking it back lets go of it', async () => {
  const tab = await open()
  const takeBack = await subscribed(tab, makeDeck('d', 2))
  expect(await tab.store.subscription(D)).toEqual({ address: address(), looks: false })
  expect(await tab.store.deck(D)).toEqual(makeDeck('d', 2))
  await assertWhole(tab.store)
  await takeBack()
  expect(await tab.store.subscription(D)).toBeNull()
  expect(await tab.store.decks()).toEqual([])
})

test('what lies there is a newer version only where it holds something new, of this deck', async () => {
  const tab = await open()
  const deck = { ...makeDeck('d', 2), version: 3 }
  await subscribed(tab, deck)
  const version = () => newerVersion(tab.services, D, address())
  expect(await version()).toBeNull()
  lies(encodeDeck({ ...deck, version: 4, title: 'New' }))
  expect(await version()).toBe(4)
  lies(encodeDeck({ ...deck, version: 2, title: 'Old' }))
  expect(await version()).toBeNull()
  lies(encodeDeck(makeDeck('other', 2)))
  expect(await version()).toBeNull()
  lies('{"format":')
  expect(await version()).toBeNull()
  server.answer(refusal(404, ''))
  expect(await version()).toBeNull()
})

test('a page asks by itself only where the learner said so, once, and takes nothing', async () => {
  const tab = await open()
  const deck = makeDeck('d', 2)
  await subscribed(tab, deck)
  lies(encodeDeck({ ...deck, version: 2, title: 'New' }))
  const before = asked()
  const first = tab.use(() => createSubscription(() => D))
  await until(() => first.it.current.latest?.address === address(), 'the address is read')
  expect(first.it.newer()).toBeNull()
  expect(asked()).toBe(before)
  await first.it.change({ address: address(), looks: true })
  await until(() => first.it.newer() === 2, 'the newer version is found')
  first.leave()
  const second = tab.use(() => createSubscription(() => D))
  await until(() => second.it.newer() === 2, 'it is remembered')
  expect(asked()).toBe(before + 1)
  expect((await tab.store.decks())[0]?.title).toBe(deck.title)
  await takeDeck(tab.services, { ...deck, version: 2, title: 'New' })
  const third = tab.use(() => createSubscription(() => D))
  await until(() => third.it.current.latest?.looks === true, 'the address is read')
  expect(third.it.newer()).toBeNull()
})

test('an address gives decks only, and every bad answer is a sentence’s worth of reason', async () => {
  const tab = await open()
  const problem = async () => {
    const read = await readFromAddress(tab.services, address(), signal())
    return read.ok ? 'taken' : read.error
  }
  lies(encodeBackup({ appVersion: '9', savedAt: MONDAY_MORNING as never, decks: [], events: [] }))
  expect(await problem()).toMatchObject({ kind: 'other-format' })
  lies('<!doctype html>')
  expect(await problem()).toMatchObject({ kind: 'download', problem: 'page', host: server.address.split('/')[2] })
  lies('{"format":"recite-deck","formatVersion":1,"notes":[')
  expect(await problem()).toMatchObject({ kind: 'not-json' })
  server.answer(refusal(301, '', { Location: 'http://example.org/' }))
  expect(await problem()).toMatchObject({ kind: 'download', problem: 'moved' })
})

test('an address comes along with a backup, and goes when the learner lets go of it', async () => {
  const tab = await open()
  await subscribed(tab, makeDeck('d', 2))
  const { decks, events } = await tab.store.exportAll()
  const read = decodeBackup(encodeBackup({ appVersion: '9', savedAt: MONDAY_MORNING as never, decks, events }))
  if (!read.ok) throw new Error(read.error.kind)
  const other = await open()
  await mergeBackup(other.services, read.value)
  expect(await other.store.subscription(D)).toEqual({ address: address(), looks: false })
  const page = other.use(() => createSubscription(() => D))
  await page.it.change(null)
  expect(await other.store.subscription(D)).toBeNull()
})

test.each(['merge', 'replace'] as const)('leave to look is given on the device that looks: %s', async (way) => {
  const tab = await open()
  await subscribed(tab, makeDeck('d', 2))
  await tab.use(() => createSubscription(() => D)).it.change({ address: address(), looks: true })
  expect((await tab.store.subscription(D))?.looks).toBe(true)
  const { decks, events } = await tab.store.exportAll()
  const read = decodeBackup(encodeBackup({ appVersion: '9', savedAt: MONDAY_MORNING as never, decks, events }))
  if (!read.ok) throw new Error(read.error.kind)
  const take = (on: AppTab) =>
    way === 'merge'
      ? mergeBackup(on.services, read.value)
      : replaceWithBackup(on.services, read.value, () => Promise.resolve())
  let ids = 0
  const other = await devices.open({ overrides: { newId: () => `other-${ids++}` } })
  await take(other)
  expect(await other.store.subscription(D)).toEqual({ address: address(), looks: false })
  await other.use(() => createSubscription(() => D)).it.change({ address: address(), looks: true })
  expect((await other.store.subscription(D))?.looks).toBe(true)
  await take(tab)
  expect((await tab.store.subscription(D))?.looks).toBe(true)
})
