import { describe, expect, it } from 'vitest'
import { mediaHash } from '../../src/app/media.ts'
import { type BackupPreview, mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import type { Media } from '../../src/domain/media.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import type { Store } from '../../src/storage/store.ts'
import { countOf, withFault } from '../storage/faults.ts'
import { faults } from '../storage/works.ts'
import { everything, makeDeck } from '../storage/world.ts'
import { type AppTab, MONDAY_MORNING } from './device.ts'
import { withDevices } from './eachTest.ts'

/** A backup's pictures and sounds, which may be more than a device has memory for. */
const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))

async function open(between?: (store: Store) => Store): Promise<AppTab> {
  return devices.open(between ? { between } : {})
}

async function makeMedia(count: number, bytes: number): Promise<Media[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const content = new Uint8Array(bytes).fill(n + 1)
      return { hash: await mediaHash(content.buffer), type: 'image/png', bytes: content.buffer }
    }),
  )
}

const backupWith = (media: readonly Media[]): Blob =>
  new Blob([
    encodeBackup({
      appVersion: '0',
      savedAt: toInstant(MONDAY_MORNING),
      decks: [{ ...makeDeck('backed', 2), builtIn: false, retired: [] }],
      events: [],
      media,
    }),
  ])

async function lookAt(tab: AppTab, file: Blob): Promise<BackupPreview> {
  const read = await readIncoming(tab.services, file)
  if (!read.ok || read.value.kind !== 'backup') throw new Error('not a backup')
  return read.value
}

const take = (tab: AppTab, incoming: BackupPreview, way: 'merge' | 'replace') =>
  way === 'merge'
    ? mergeBackup(tab.services, incoming, { batchBytes: BATCH_BYTES })
    : replaceWithBackup(tab.services, incoming, async () => {}, BATCH_BYTES)

const held = async ({ store }: AppTab) => JSON.stringify([await everything(store), await store.mediaHashes()])

const MEDIUM_BYTES = 3_000
const BATCH_BYTES = 8_000

describe('the media of a backup', () => {
  it.each(['merge', 'replace'] as const)('are read and written a few at a time, to the byte: %s', async (way) => {
    const batches: number[] = []
    const tab = await open((store) => ({
      ...store,
      putMedia: (media) => {
        batches.push(media.reduce((sum, { bytes }) => sum + bytes.byteLength, 0))
        return store.putMedia(media)
      },
    }))
    const media = await makeMedia(9, MEDIUM_BYTES)
    const incoming = await lookAt(tab, backupWith(media))
    expect(incoming.backup.media, 'none is held between looking and taking').toBeUndefined()
    expect(incoming.apart?.media).toEqual(media.map(({ hash }) => hash))
    await take(tab, incoming, way)
    for (const { hash, bytes } of media) {
      const kept = await tab.store.media(hash)
      expect(Buffer.compare(Buffer.from(kept?.bytes ?? new ArrayBuffer(0)), Buffer.from(bytes)), hash).toBe(0)
    }
    expect(batches.reduce((a, b) => a + b)).toBe(9 * MEDIUM_BYTES)
    expect(Math.max(...batches)).toBeLessThan(4 * MEDIUM_BYTES)
    const again = await lookAt(tab, backupWith(media))
    expect(again.isNew).toBe(false)
    batches.length = 0
    await take(tab, again, way)
    expect(batches, 'what is here is not written again').toEqual([])
  })

  it('that changed since they were looked at leave all as it was', async () => {
    const media = await makeMedia(3, 100)
    for (const changed of [media.slice(1), [...media.slice(1), ...(await makeMedia(4, 50)).slice(3)]])
      for (const way of ['merge', 'replace'] as const) {
        const tab = await open()
        const incoming = await lookAt(tab, backupWith(media))
        const before = await held(tab)
        const apart = { file: backupWith(changed), media: incoming.apart?.media ?? [] }
        await expect(take(tab, { ...incoming, apart }, way)).rejects.toThrow('changed')
        expect(await held(tab)).toBe(before)
      }
  })

  it.each(['merge', 'replace'] as const)(
    'come whole or not at all, whichever write fails: %s',
    async (way) => {
      const file = backupWith(await makeMedia(4, MEDIUM_BYTES))
      const calm = await open()
      const incoming = await lookAt(calm, file)
      const writes = await countOf('write', () => take(calm, incoming, way))
      const after = await held(calm)
      for (const fault of faults.filter(({ of, name }) => of === 'write' && /room|once$/.test(name)))
        for (const n of [1, 2, 3, 4, 5, writes - 3, writes]) {
          const tab = await open()
          await tab.store.putMedia(await makeMedia(1, MEDIUM_BYTES))
          const mine = await lookAt(tab, file)
          const before = await held(tab)
          let isDone = true
          await withFault(roomForDeletes(fault.make(n)), () =>
            take(tab, mine, way).catch(() => {
              isDone = false
            }),
          )
          expect(await held(tab), `${fault.name}: ${n}`).toBe(isDone ? after : before)
          await take(tab, await lookAt(tab, file), way)
          expect(await held(tab), 'it is taken when tried again').toBe(after)
        }
    },
    60_000,
  )
})

/** A device without room still deletes; the fault stands for one that fails once. */
const roomForDeletes = <Fault extends { readonly lasting: boolean }>(fault: Fault): Fault => ({
  ...fault,
  lasting: false,
})

/** A file of five gigabytes, as far as anybody asks for its size. */
class Huge extends Blob {
  override get size(): number {
    return 5e9
  }
}

it('is opened however large its file is, and comes back whole', async () => {
  const media = await makeMedia(3, 5_000)
  const tab = await open()
  const read = await readIncoming(tab.services, new Huge([backupWith(media)]))
  if (!read.ok || read.value.kind !== 'backup') throw new Error('refused')
  expect(read.value.damage).toBeNull()
  await mergeBackup(tab.services, read.value)
  expect(await tab.store.mediaHashes()).toEqual(media.map(({ hash }) => hash).toSorted())
  expect((await tab.store.decks()).map(({ id }) => id)).toEqual(['backed'])
})
