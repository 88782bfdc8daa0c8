import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AnkiClient,
  type ForeignChoice,
  type ForeignFile,
  MAX_PACKAGE_BYTES,
  previewForeign,
  readForeign,
  takeForeign,
} from '../../src/app/foreign.ts'
import { deckScope } from '../../src/domain/deckTree.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { MediaHash } from '../../src/domain/media.ts'
import { templateOf } from '../../src/domain/noteType.ts'
import { fail } from '../../src/storage/failure.ts'
import { foreign as foreignWords } from '../../src/ui/messages/foreign.ts'
import { ankiHandlers } from '../../src/workers/ankiApi.ts'
import { readAnki } from '../../src/workers/ankiRead.ts'
import { fixture, hasFixtures, REFUSED, startSql, takable } from '../formats/anki/fixtures.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))

const hash = 'a'.repeat(32) as MediaHash
const reading = { signal: new AbortController().signal, onProgress: () => {} }
const plain = { withSettings: false, updates: false, roles: [] }

/** What the page says of each package that must not be taken. */
const SENTENCES: Readonly<Record<keyof typeof REFUSED, string>> = {
  'ankitects__anki__anki12.anki': 'was made by Anki 1. Open it in Anki 2.0 and export it from there.',
  'ankidroid__Anki-Android__initial_version_2_12_1_corrupt_regular.anki2': 'is damaged, or only part of it arrived.',
  'ankidroid__Anki-Android__schema250.anki2':
    'was made by a newer Anki than Recite can read. Export it again for older versions.',
  'ig3__srf__bad.apkg': 'is no package from Anki.',
}

/** The worker's own code, on the store of a tab; ended, it knows nothing of before. */
function clientOn(tab: AppTab): AnkiClient {
  const start = () =>
    ankiHandlers({
      read: async (file, now, progress) => {
        const read = await readAnki(file, { sql: startSql, offsetMinutes: () => 0, now, progress })
        return {
          ...read,
          media: new Map([[hash, { file: { size: 1, read: async () => new Uint8Array([1]) }, type: 'image/png' }]]),
        }
      },
      take: () => import('../../src/workers/ankiTake.ts'),
      pack: () => Promise.reject(new Error('nothing is packed here')),
      open: async () => ({
        store: tab.store,
        stamp: () => ({ ...tab.services.moment(), id: tab.services.clock.next(tab.services.now()) }),
      }),
    })
  let handlers = start()
  const call = async (method: keyof typeof handlers, input: never, options: typeof reading) =>
    handlers[method](input, { progress: options?.onProgress ?? (() => {}), signal: reading.signal })
  const stop = () => {
    handlers = start()
  }
  return { call, stop } as unknown as AnkiClient
}

async function open(options?: Parameters<Device['open']>[0]): Promise<AppTab & { readonly client: AnkiClient }> {
  const device = devices.make()
  device.at = Date.UTC(2026, 10, 29, 12)
  const tab = await device.open(options)
  return { ...tab, client: clientOn(tab) }
}

type Tab = Awaited<ReturnType<typeof open>>

async function packageOf(tab: Tab, name: string): Promise<ForeignFile> {
  const read = await readForeign(tab.services, tab.client, new File([new Uint8Array(fixture(name))], name), reading)
  if (!read.ok) throw new Error(`${name} was refused`)
  return read.value
}

const preview = (tab: Tab, file: ForeignFile, choice: ForeignChoice) =>
  previewForeign(tab.services, tab.client, file, choice)
const take = (tab: Tab, file: ForeignFile, choice: ForeignChoice) =>
  takeForeign(tab.services, tab.client, file, choice, reading)

async function tableOf(tab: Tab, text: string, name = 'words.txt') {
  const read = await readForeign(tab.services, tab.client, new File([text], name), reading)
  if (!read.ok || read.value.kind !== 'table') throw new Error('not a table')
  return { file: read.value, choice: { withSettings: false, updates: false, roles: read.value.table.roles } }
}

describe.skipIf(!hasFixtures)('a package from Anki', () => {
  const MIXED = 'eikowagenknecht__srs-converter__mixed-legacy-2.apkg'

  test.each(Object.keys(REFUSED))('%s is refused with its sentence, and nothing is changed', async (name) => {
    const tab = await open()
    const before = await everything(tab.store)
    const read = await readForeign(tab.services, tab.client, new File([new Uint8Array(fixture(name))], name), reading)
    const problem = read.ok ? null : read.error
    expect(problem && foreignWords.problem(name, problem, MAX_PACKAGE_BYTES)).toBe(`${name} ${SENTENCES[name]}`)
    expect(await everything(tab.store)).toEqual(before)
  })

  test('is shown before it is taken, and then taken whole: notes, past, media', async () => {
    const tab = await open()
    const file = await packageOf(tab, MIXED)
    const before = await preview(tab, file, plain)
    expect(before.plan.counts).toMatchObject({ fresh: 8, changed: 0, same: 0, newReviews: 26, newDecks: 1 })
    expect(await tab.store.decks()).toEqual([])
    await take(tab, file, plain)
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
    const first = await packageOf(tab, file)
    await take(tab, first, plain)
    const once = await everything(tab.store)
    const { plan } = await preview(tab, await packageOf(tab, file), plain)
    expect(plan).toMatchObject({ changesNothing: true, counts: { newReviews: 0 } })
    await take(tab, await packageOf(tab, file), plain)
    expect(await everything(tab.store)).toEqual(once)
  })

  test('leaves nothing behind in the worker that took it', async () => {
    const tab = await open()
    const file = await packageOf(tab, MIXED)
    await take(tab, file, plain)
    await expect(preview(tab, file, plain)).rejects.toThrow('no package is open')
  })

  test('is taken back by one undo, after which it can come again', async () => {
    const tab = await open()
    const undo = await take(tab, await packageOf(tab, MIXED), plain)
    const taken = foldLog((await tab.store.exportAll()).events).cards
    await undo()
    expect(await tab.store.decks()).toEqual([])
    expect(foldLog((await tab.store.exportAll()).events).cards.size).toBe(0)
    await take(tab, await packageOf(tab, MIXED), plain)
    expect(foldLog((await tab.store.exportAll()).events).cards).toEqual(taken)
    expect((await tab.store.decks())[0]).toMatchObject({ noteCount: 8 })
  })

  test('brings its options only where the learner wants them', async () => {
    const tab = await open()
    const file = await packageOf(tab, 'ankidroid__Anki-Android__templates.apkg')
    await take(tab, file, plain)
    expect((await tab.store.settings()).scoped).toEqual({})
    const again = await packageOf(tab, 'ankidroid__Anki-Android__templates.apkg')
    await take(tab, again, { ...plain, withSettings: true })
    const settings = await tab.store.settings()
    expect(settings.reviewsPerDay).toBe(200)
    const [info] = await tab.store.decks()
    expect(info && settings.scoped[deckScope(info.id)]).toMatchObject({ reviewsPerDay: 100 })
  })

  test('of a newer version changes the note, keeps its card, and an older one changes nothing back', async () => {
    const tab = await open()
    const older = () => packageOf(tab, 'ankitects__anki__update1.apkg')
    const newer = () => packageOf(tab, 'ankitects__anki__update2.apkg')
    await take(tab, await older(), plain)
    expect((await preview(tab, await newer(), plain)).plan.counts).toMatchObject({ changed: 1, fresh: 0 })
    await take(tab, await newer(), plain)
    const words = async () => {
      const [info] = await tab.store.decks()
      const note = info && (await tab.store.deck(info.id))?.notes[0]
      return note && templateOf(note)?.fields[0]
    }
    expect(await words()).toBe('goodbye')
    expect((await preview(tab, await older(), plain)).plan.counts).toMatchObject({ older: 1, changed: 0 })
    await take(tab, await older(), plain)
    expect(await words()).toBe('goodbye')
  })

  test('changes nothing when the device refuses it', async () => {
    const tab = await open({
      between: (store) => ({ ...store, replaceAll: () => Promise.reject(fail({ kind: 'quota' })) }),
    })
    const before = await everything(tab.store)
    const file = await packageOf(tab, MIXED)
    await expect(take(tab, file, plain)).rejects.toMatchObject({ kind: 'quota' })
    expect(await everything(tab.store)).toEqual(before)
  })
})

describe('a table in text', () => {
  test('with a head of Anki’s says its separator, deck, tags and ids', async () => {
    const tab = await open()
    const text =
      '#separator:Comma\n#html:false\n#deck:French::Food\n#tags:a b\n#guid column:1\nxyz,"le ""pain""",bread\n# a remark\nuvw,le lait,milk\n'
    const { file, choice } = await tableOf(tab, text)
    await take(tab, file, choice)
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
    await take(tab, file, turned)
    const [info] = await tab.store.decks()
    expect(info).toMatchObject({ title: 'German', noteCount: 2 })
    const [note] = info ? ((await tab.store.deck(info.id))?.notes ?? []) : []
    expect(note?.content).toEqual({ kind: 'qa', question: 'eins', answer: 'one' })
  })

  test('counts rows that ask or answer nothing, and those that stand twice', async () => {
    const tab = await open()
    const { file, choice } = await tableOf(tab, 'one\teins\n\tzwei\nthree\t\none\teins\n')
    const { plan, leftOut } = await preview(tab, file, choice)
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
