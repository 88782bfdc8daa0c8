import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AnkiClient, type ForeignFile, previewForeign, readForeign, takeForeign } from '../../src/app/foreign.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { MediaHash } from '../../src/domain/media.ts'
import { templateOf } from '../../src/domain/noteType.ts'
import { fail } from '../../src/storage/failure.ts'
import { fixture, hasFixtures, importAnki, takable } from '../formats/anki/fixtures.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything } from '../storage/world.ts'
import { type AppTab, type Device, makeDevice } from './device.ts'

let devices: Device[] = []

beforeEach(() => {
  devices = []
  vi.stubGlobal('__APP_VERSION__', '0.1.0')
})

afterEach(async () => {
  for (const device of devices) await device.closeAll()
  vi.unstubAllGlobals()
})

async function open(options?: Parameters<Device['open']>[0]): Promise<AppTab> {
  const device = makeDevice()
  devices.push(device)
  device.at = Date.UTC(2026, 10, 29, 12)
  return device.open(options)
}

const hash = 'a'.repeat(32) as MediaHash
const client = {
  call: async (method: string) =>
    method === 'media' ? [{ hash, type: 'image/png', bytes: new Uint8Array([1]).buffer }] : undefined,
  stop: () => {},
} as unknown as AnkiClient
const options = { signal: new AbortController().signal, onProgress: () => {} }
const plain = { withSettings: false, roles: [] }
const quiet = () => {}

async function packageOf(file: string): Promise<ForeignFile> {
  return { kind: 'package', import: await importAnki(fixture(file)), media: [hash] }
}

async function tableOf(tab: AppTab, text: string, name = 'words.txt') {
  const read = await readForeign(tab.services, client, new File([text], name), options)
  if (!read.ok || read.value.kind !== 'table') throw new Error('not a table')
  return { file: read.value, choice: { withSettings: false, roles: read.value.table.roles } }
}

describe.skipIf(!hasFixtures)('a package from Anki', () => {
  const MIXED = 'eikowagenknecht__srs-converter__mixed-legacy-2.apkg'

  test('is shown before it is taken, and then taken whole: notes, past, media', async () => {
    const tab = await open()
    const file = await packageOf(MIXED)
    const before = await previewForeign(tab.services, file, plain)
    expect(before.plan.counts).toMatchObject({ fresh: 8, changed: 0, same: 0, newReviews: 26, newDecks: 1 })
    expect(await tab.store.decks()).toEqual([])
    await takeForeign(tab.services, client, file, plain, quiet)
    const [info] = await tab.store.decks()
    expect(info).toMatchObject({ title: 'Test - Mixed Types', noteCount: 8, cardCount: 13 })
    expect(await tab.store.media(hash)).toMatchObject({ type: 'image/png' })
    const [columns] = await tab.store.columns()
    expect(columns?.length).toBe(13)
    await assertWhole(tab.store)
  })

  test.each(takable)('$file twice is the same as once', async ({ file }) => {
    if (file.endsWith('.anki')) return
    const tab = await open()
    const first = await packageOf(file)
    await takeForeign(tab.services, client, first, plain, quiet)
    const once = await everything(tab.store)
    const { plan } = await previewForeign(tab.services, await packageOf(file), plain)
    expect(plan).toMatchObject({ changesNothing: true, events: [] })
    await takeForeign(tab.services, client, await packageOf(file), plain, quiet)
    expect(await everything(tab.store)).toEqual(once)
  })

  test('is taken back by one undo, after which it can come again', async () => {
    const tab = await open()
    const undo = await takeForeign(tab.services, client, await packageOf(MIXED), plain, quiet)
    const taken = foldLog((await tab.store.exportAll()).events).cards
    await undo()
    expect(await tab.store.decks()).toEqual([])
    expect(foldLog((await tab.store.exportAll()).events).cards.size).toBe(0)
    await takeForeign(tab.services, client, await packageOf(MIXED), plain, quiet)
    expect(foldLog((await tab.store.exportAll()).events).cards).toEqual(taken)
    expect((await tab.store.decks())[0]).toMatchObject({ noteCount: 8 })
  })

  test('brings its options only where the learner wants them', async () => {
    const tab = await open()
    const file = await packageOf('ankidroid__Anki-Android__templates.apkg')
    await takeForeign(tab.services, client, file, plain, quiet)
    expect((await tab.store.settings()).reviewsPerDay).toBe(200)
    await takeForeign(tab.services, client, file, { ...plain, withSettings: true }, quiet)
    expect((await tab.store.settings()).reviewsPerDay).toBe(100)
  })

  test('of a newer version changes the note, keeps its card, and an older one changes nothing back', async () => {
    const tab = await open()
    const [older, newer] = [
      await packageOf('ankitects__anki__update1.apkg'),
      await packageOf('ankitects__anki__update2.apkg'),
    ]
    await takeForeign(tab.services, client, older, plain, quiet)
    expect((await previewForeign(tab.services, newer, plain)).plan.counts).toMatchObject({ changed: 1, fresh: 0 })
    await takeForeign(tab.services, client, newer, plain, quiet)
    const words = async () => {
      const [info] = await tab.store.decks()
      const note = info && (await tab.store.deck(info.id))?.notes[0]
      return note && templateOf(note)?.fields[0]
    }
    expect(await words()).toBe('goodbye')
    expect((await previewForeign(tab.services, older, plain)).plan.counts).toMatchObject({ older: 1, changed: 0 })
    await takeForeign(tab.services, client, older, plain, quiet)
    expect(await words()).toBe('goodbye')
  })

  test('changes nothing when the device refuses it', async () => {
    const tab = await open({
      between: (store) => ({ ...store, replaceAll: () => Promise.reject(fail({ kind: 'quota' })) }),
    })
    const before = await everything(tab.store)
    const file = await packageOf(MIXED)
    await expect(takeForeign(tab.services, client, file, plain, quiet)).rejects.toMatchObject({ kind: 'quota' })
    expect(await everything(tab.store)).toEqual(before)
  })
})

describe('a table in text', () => {
  test('with a head of Anki’s says its separator, deck, tags and ids', async () => {
    const tab = await open()
    const text =
      '#separator:Comma\n#html:false\n#deck:French::Food\n#tags:a b\n#guid column:1\nxyz,"le ""pain""",bread\n# a remark\nuvw,le lait,milk\n'
    const { file, choice } = await tableOf(tab, text)
    await takeForeign(tab.services, client, file, choice, quiet)
    const [info] = await tab.store.decks()
    expect(info?.title).toBe('French::Food')
    const notes = info ? ((await tab.store.deck(info.id))?.notes ?? []) : []
    expect(notes.map((note) => note.content)).toEqual([
      { kind: 'qa', question: 'le "pain"', answer: 'bread' },
      { kind: 'qa', question: 'le lait', answer: 'milk' },
    ])
    expect(notes[0]?.tags).toEqual(['a', 'b'])
  })

  test('without a head is guessed, named by its file, and its columns can be told', async () => {
    const tab = await open()
    const { file, choice } = await tableOf(tab, 'one\teins\tx\ntwo\tzwei\ty\n', 'German.tsv')
    expect(choice.roles).toEqual(['question', 'answer', 'tags'])
    const turned = { ...choice, roles: ['answer', 'question', 'none'] as const }
    await takeForeign(tab.services, client, file, turned, quiet)
    const [info] = await tab.store.decks()
    expect(info).toMatchObject({ title: 'German', noteCount: 2 })
    const [note] = info ? ((await tab.store.deck(info.id))?.notes ?? []) : []
    expect(note?.content).toEqual({ kind: 'qa', question: 'eins', answer: 'one' })
  })

  test('counts rows that ask or answer nothing, and those that stand twice', async () => {
    const tab = await open()
    const { file, choice } = await tableOf(tab, 'one\teins\n\tzwei\nthree\t\none\teins\n')
    const { plan, leftOut } = await previewForeign(tab.services, file, choice)
    expect(plan.counts.fresh).toBe(1)
    expect(leftOut).toEqual([
      { reason: 'rows-without-answer', count: 2 },
      { reason: 'notes-twice', count: 1 },
    ])
  })

  test('is never more than its text, whatever that is', async () => {
    const { readDelimited } = await import('../../src/formats/delimited.ts')
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 })), (rows) => {
        const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')
        expect(readDelimited(text, ',')).toEqual(rows)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void readDelimited(text, ';')))
  })
})
