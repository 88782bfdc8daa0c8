import { expect, it } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { front, makeDeck } from '../storage/world.ts'
import { answered, fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()
const CARDS = 60

/** A backup with a review of each card, as text. */
async function saved(): Promise<string> {
  const tab = await devices.open()
  await tab.store.putDeck(makeDeck('d', CARDS), { builtIn: false })
  for (let i = 0; i < CARDS; i++) await tab.store.commit(await answered(tab, front(`d-n${i}`)))
  await saveBackup(tab.services)
  return lastSaved().text
}

const noise = (length: number): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 90))).join('')

it.each([
  ['zeros', 512, (length: number) => '\0'.repeat(length)],
  ['zeros, a block of them', 4096, (length: number) => '\0'.repeat(length)],
  ['spaces', 4096, (length: number) => ' '.repeat(length)],
  ['something else', 4096, noise],
])('a backup whose beginning is %s gives back what is whole of it', async (_, length, filler) => {
  const text = await saved()
  const tab = await devices.make().open()
  const read = await preview(tab, fileOf(filler(length) + text.slice(length)))
  if (read.kind !== 'backup') throw new Error(read.kind)
  expect(read.reviews).toBeGreaterThan(CARDS / 2)
  expect(read.damage).not.toBeNull()
})

it('is found where half a megabyte of it is gone, and no deck file is taken for one', async () => {
  const text = await saved()
  const tab = await devices.make().open()
  const read = await preview(tab, fileOf('\0'.repeat(500_000) + text.slice(2000)))
  expect(read.kind).toBe('backup')
  expect(await preview(tab, fileOf(encodeDeck(makeDeck('e', 900))))).toMatchObject({ kind: 'deck' })
  const cut = await readIncoming(tab.services, fileOf(encodeDeck(makeDeck('e', 900)).slice(0, 40_000)))
  expect(cut).toMatchObject({ ok: false, error: { kind: 'not-json' } })
})
