import { beforeEach, expect, test } from 'vitest'
import { keepPoint } from '../../src/app/copies.ts'
import { mediaHash } from '../../src/app/media.ts'
import { findUnusedMedia, removeUnusedMedia } from '../../src/app/unusedMedia.ts'
import { type Media, type MediaHash, mediaLink } from '../../src/domain/media.ts'
import { type FakeFolder, makeFakeFolder } from '../storage/fakeFolder.ts'
import { deckId, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

let tab: AppTab
let root: FakeFolder
let kept: FakeFolder

withDevice(() => {
  root = makeFakeFolder('root')
  return {
    __APP_VERSION__: '0.1.0',
    FileSystemFileHandle: { prototype: { createWritable: () => {} } },
    navigator: { storage: { getDirectory: async () => root } },
  }
})
beforeEach(async () => {
  kept = await root.getDirectoryHandle('recite-copies')
  tab = await device.open()
})

const PICTURE = 'a'.repeat(32) as MediaHash
const FILM = 'b'.repeat(32) as MediaHash
const medium = (hash: MediaHash, bytes: number): Media => ({ hash, type: 'image/png', bytes: new ArrayBuffer(bytes) })

async function deckWith(hashes: readonly MediaHash[]): Promise<void> {
  const deck = makeDeck('d', hashes.length)
  const showing = hashes.map((hash) => ({ kind: 'qa' as const, question: mediaLink(hash, 'p'), answer: 'a' }))
  const notes = deck.notes.map((note, i) => ({ ...note, content: showing[i] ?? note.content }))
  await tab.store.putDeck({ ...deck, notes }, { builtIn: false })
}

const later = () => {
  device.at += 86_400_000
}

test('what only a copy in this browser names, and does not hold itself, is in use until that copy is gone', async () => {
  // More than a copy beside them takes along.
  await tab.store.putMedia([medium(PICTURE, 10), medium(FILM, 50_000_001)])
  await deckWith([PICTURE, FILM])
  await keepPoint(tab.services)
  await tab.store.removeDeck(deckId('d'))
  for (let day = 0; day < 2; day++) {
    expect(await findUnusedMedia(tab.services)).toMatchObject({ removable: { files: 0 }, recent: { files: 0 } })
    later()
  }
  expect(await removeUnusedMedia(tab.services)).toMatchObject({ files: 0 })
  expect(await tab.store.mediaHashes()).toEqual([PICTURE, FILM])
  kept.files.clear()
  expect(await findUnusedMedia(tab.services)).toMatchObject({ recent: { files: 2 } })
  later()
  expect(await removeUnusedMedia(tab.services)).toMatchObject({ files: 2 })
})

test('what a copy holds itself needs no second place', async () => {
  // Only what is what its name says goes into a copy.
  const bytes = new ArrayBuffer(10)
  const hash = await mediaHash(bytes)
  await tab.store.putMedia([{ hash, type: 'image/png', bytes }])
  await deckWith([hash])
  await keepPoint(tab.services)
  await tab.store.removeDeck(deckId('d'))
  expect(await findUnusedMedia(tab.services)).toMatchObject({ recent: { files: 1 } })
})
