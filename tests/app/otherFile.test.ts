import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { makeBackup } from '../../src/app/backups.ts'
import { packForOther, type Target } from '../../src/app/exportOthers.ts'
import {
  type AnkiClient,
  type ForeignFile,
  partedAs,
  previewForeign,
  readForeign,
  takeForeign,
} from '../../src/app/foreign.ts'
import { isForeign, readOtherFile } from '../../src/app/otherFile.ts'
import { deckToSend } from '../../src/app/sendDeck.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { DeckId } from '../../src/domain/note.ts'
import { fail } from '../../src/storage/failure.ts'
import { foreign as foreignWords } from '../../src/ui/messages/foreign.ts'
import { type OtherFileApi, otherFileHandlers } from '../../src/workers/otherFileApi.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, makeDeck } from '../storage/world.ts'
import { makeWorkerHere } from '../workers/workerHere.ts'
import type { AppTab, Device } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))

async function open(options?: Parameters<Device['open']>[0]): Promise<AppTab> {
  const device = devices.make()
  device.at = Date.UTC(2026, 10, 29, 12)
  return device.open(options)
}

const start = () => makeWorkerHere<OtherFileApi>(otherFileHandlers(() => 0))
const reading = () => ({ signal: new AbortController().signal, onProgress: () => {} })
const choice = { withSettings: false, updates: false, roles: [] }
const quiet = { signal: new AbortController().signal, onProgress: () => {} }
/** No file here is a package of Anki's. */
const client = { call: () => Promise.reject(new Error('not asked')), stop: () => {} } as unknown as AnkiClient

async function notesOf(tab: AppTab, file: File): Promise<ForeignFile> {
  const read = await readOtherFile(tab.services, file, reading(), start)
  if (!read.ok) throw new Error(read.error.detail)
  return read.value
}

const OBSIDIAN = new File(
  ['#flashcards/birds\n\nLargest bird::ostrich\n<!--SR:!2026-12-02,14,270-->\n\ncrow:::Krähe\n'],
  'Birds.md',
)
const mochi = () =>
  new File(
    [
      new Uint8Array(
        zipSync({
          'data.edn': strToU8('{:decks [{:name "Cats" :cards [{:id :c1 :content "![](@media/a.png)\n---\nlion"}]}]}'),
          'a.png': new Uint8Array([137, 80, 78, 71]),
        }),
      ),
    ],
    'cats.mochi',
  )

describe('a file of another program', () => {
  test('is shown before it is taken, and then taken whole: notes, schedules', async () => {
    const tab = await open()
    const file = await notesOf(tab, OBSIDIAN)
    const { plan, titles } = await previewForeign(tab.services, client, file, choice)
    expect(plan.counts).toMatchObject({ fresh: 3, changed: 0, newDecks: 1 })
    expect(titles).toEqual(['birds'])
    expect(await tab.store.decks()).toEqual([])
    await takeForeign(tab.services, client, file, choice, quiet)
    expect(await tab.store.decks()).toMatchObject([{ title: 'birds', noteCount: 3 }])
    const { cards } = foldLog((await tab.store.exportAll()).events)
    expect([...cards.values()]).toMatchObject([{ memory: { phase: 'review', due: 20_789, stability: 14 } }])
    await assertWhole(tab.store)
  })

  test('brings its pictures along', async () => {
    const tab = await open()
    const file = await notesOf(tab, mochi())
    await takeForeign(tab.services, client, file, choice, quiet)
    const [info] = await tab.store.decks()
    const [note] = info ? ((await tab.store.deck(info.id))?.notes ?? []) : []
    const hash = /media:([0-9a-f]{32})/.exec(JSON.stringify(note?.content))?.[1]
    expect(await tab.store.media(hash as never)).toMatchObject({ type: 'image/png' })
  })

  test.each([
    ['of Obsidian', () => OBSIDIAN],
    ['of Mochi', mochi],
    ['of hashcards', () => new File(['Q: q\nA: a\n\nC: [x] y'], 'h.md')],
  ])('%s twice is the same as once', async (_, make) => {
    const tab = await open()
    await takeForeign(tab.services, client, await notesOf(tab, make()), choice, quiet)
    const once = await everything(tab.store)
    const { plan } = await previewForeign(tab.services, client, await notesOf(tab, make()), choice)
    expect(plan).toMatchObject({ changesNothing: true, events: [] })
    await takeForeign(tab.services, client, await notesOf(tab, make()), choice, quiet)
    expect(await everything(tab.store)).toEqual(once)
  })

  test('is taken back by one undo, after which it can come again', async () => {
    const tab = await open()
    const undo = await takeForeign(tab.services, client, await notesOf(tab, OBSIDIAN), choice, quiet)
    await undo()
    expect(await tab.store.decks()).toEqual([])
    expect(foldLog((await tab.store.exportAll()).events).cards.size).toBe(0)
    await takeForeign(tab.services, client, await notesOf(tab, OBSIDIAN), choice, quiet)
    expect(foldLog((await tab.store.exportAll()).events).cards.size).toBe(1)
  })

  test('changes nothing when the device refuses it', async () => {
    const tab = await open({
      between: (store) => ({ ...store, replaceAll: () => Promise.reject(fail({ kind: 'quota' })) }),
    })
    const before = await everything(tab.store)
    const file = await notesOf(tab, OBSIDIAN)
    await expect(takeForeign(tab.services, client, file, choice, quiet)).rejects.toMatchObject({ kind: 'quota' })
    expect(await everything(tab.store)).toEqual(before)
  })

  test('is refused with a sentence that says where', async () => {
    const tab = await open()
    const read = await readOtherFile(tab.services, new File(['Q: a\nA: b\n---\nstray'], 'h.md'), reading(), start)
    expect(read).toEqual({ ok: false, error: { kind: 'shape', detail: 'line 4: text that belongs to no card' } })
  })

  test('is told from our own by what is in it', async () => {
    expect(await isForeign(OBSIDIAN)).toBe(true)
    expect(await isForeign(mochi())).toBe(true)
    expect(await isForeign(new File(['a\tb'], 'a.tsv'))).toBe(true)
    expect(await isForeign(new File(['{"format":"recite-deck"}'], 'a.json'))).toBe(false)
    expect(
      await isForeign(new File([zipSync({ 'deck.json': strToU8('{}') }) as Uint8Array<ArrayBuffer>], 'a.recite')),
    ).toBe(false)
    expect(await isForeign(new File(['PK\u0003\u0004 cut short'], 'a.zip'))).toBe(false)
    expect(await isForeign(new File([], 'a.md'))).toBe(false)
  })
})

describe('a list of pairs', () => {
  async function pairsOf(tab: AppTab, text: string) {
    const read = await readForeign(tab.services, client, new File([text], 'German.txt'), reading())
    if (!read.ok || read.value.kind !== 'table') throw new Error('no table')
    return read.value
  }

  test('is parted by the separators that are chosen', async () => {
    const tab = await open()
    const found = await pairsOf(tab, 'cat=Katze, Kater;dog=Hund')
    const file = await partedAs(found, { between: '=', cards: ';' })
    const roles = { withSettings: false, updates: false, roles: file.table.roles }
    await takeForeign(tab.services, client, file, roles, quiet)
    const [info] = await tab.store.decks()
    expect(info?.title).toBe('German')
    const notes = info ? ((await tab.store.deck(info.id))?.notes ?? []) : []
    expect(notes.map((note) => note.content)).toEqual([
      { kind: 'qa', question: 'cat', answer: 'Katze, Kater' },
      { kind: 'qa', question: 'dog', answer: 'Hund' },
    ])
  })

  test('of dashes is found as it is, and empty lines can be said', async () => {
    const tab = await open()
    expect((await pairsOf(tab, 'cat - Katze\ndog - Hund')).table.rows).toEqual([
      ['cat', 'Katze'],
      ['dog', 'Hund'],
    ])
    const file = await partedAs(await pairsOf(tab, 'cat\tone\ntwo\n\ndog\tthree'), { between: '\\t', cards: '\\n\\n' })
    expect(file.table.rows).toEqual([
      ['cat', 'one\ntwo'],
      ['dog', 'three'],
    ])
  })
})

describe('a deck for another program', () => {
  async function packed({ services }: AppTab, id: DeckId, target: Target, withProgress: boolean) {
    const deck = await deckToSend(services, id)
    if (!deck) throw new Error('nothing to send')
    return packForOther(services, deck, target, withProgress)
  }

  test('comes back as it was: notes, schedules, pictures', async () => {
    const tab = await open()
    await takeForeign(tab.services, client, await notesOf(tab, OBSIDIAN), choice, quiet)
    await takeForeign(tab.services, client, await notesOf(tab, mochi()), choice, quiet)
    const before = await everything(tab.store)
    for (const { id, title } of await tab.store.decks()) {
      const parcel = await packed(tab, id, 'obsidian', true)
      expect(parcel).toMatchObject({ name: title === 'Cats' ? 'cats.zip' : 'birds.md', leftOut: [] })
      const there = await open()
      await takeForeign(
        there.services,
        client,
        await notesOf(there, new File([parcel.file], parcel.name)),
        choice,
        quiet,
      )
      const texts = async (one: AppTab) => (await one.store.deck(id))?.notes.map((note) => note.content)
      expect(await texts(there)).toEqual(await texts(tab))
      if (title === 'Cats') expect(await there.store.mediaHashes()).toEqual(await tab.store.mediaHashes())
      else {
        const { plan } = await previewForeign(
          tab.services,
          client,
          await notesOf(tab, new File([parcel.file], parcel.name)),
          choice,
        )
        expect(plan).toMatchObject({ changesNothing: true, counts: { fresh: 0, changed: 0, same: 3 } })
      }
    }
    expect(await everything(tab.store)).toEqual(before)
  })

  test('says nothing of what is remembered unless that was chosen', async () => {
    const tab = await open()
    await takeForeign(tab.services, client, await notesOf(tab, OBSIDIAN), choice, quiet)
    const [info] = await tab.store.decks()
    const texts = await Promise.all(
      ([false, true] as const).map(async (withProgress) => {
        const parcel = info && (await packed(tab, info.id, 'obsidian', withProgress))
        return parcel?.file.text()
      }),
    )
    expect(texts[0]).not.toContain('SR:')
    expect(texts[1]).toContain('<!--SR:!fsrs,2026-12-02T04:00:00.000Z,14,14,')
    const plain = info && (await packed(tab, info.id, 'hashcards', false))
    expect(await plain?.file.text()).toContain('Q: Largest bird\nA: ostrich\n')
  })
})

describe('a file that its name says is another program’s, and that is not', () => {
  const whole = zipSync({ 'data.edn': strToU8('{:decks [{:name "Cats" :cards [{:id :c1 :content "a\n---\nb"}]}]}') })
  const put = (name: string, ...parts: BlobPart[]) => new File(parts, name)
  const zip = (files: Record<string, string>) =>
    new Uint8Array(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))

  test.each([
    [
      'cut short',
      put('cats.mochi', new Uint8Array(whole.slice(0, 90))),
      'Mochi',
      /damaged, or only part of it arrived/,
    ],
    ['empty', put('cats.mochi'), 'Mochi', /damaged, or only part of it arrived/],
    ['text', put('cats.mochi', 'Not a zip at all.'), 'Mochi', /no zip archive/],
    ['another zip', put('cats.cards', zip({ 'a.txt': 'x' })), 'Mnemosyne', /can’t read it: cards\.xml is not in it/],
    ['broken within', put('cats.mochi', zip({ 'data.edn': '{:decks [' })), 'Mochi', /can’t read it: data\.edn/],
    ['of no cards', put('cats.mochi', zip({ 'data.edn': '{}' })), 'Mochi', /there is no card in it/],
    ['broken within', put('cats.cards', zip({ 'cards.xml': '<openSM2sync><log' })), 'Mnemosyne', /cards\.xml/],
  ] as const)('%s: is refused by what it was taken for, and what is wrong with it', async (_, file, program, says) => {
    const tab = await open()
    // What is in it may tell more than its name: such a file is read by a worker.
    const read = (await isForeign(file))
      ? await readOtherFile(tab.services, file, reading(), start)
      : await readForeign(tab.services, client, file, reading())
    if (read.ok) throw new Error('taken')
    const sentence = foreignWords.problem(file.name, read.error, 1)
    expect(sentence).toContain(`${file.name} was taken for an export from ${program}, but`)
    expect(sentence).toMatch(says)
  })

  test('opens as what it is where it is ours, whatever it is called', async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('d', 3), { builtIn: false })
    const { file } = await makeBackup(tab.services)
    expect(await isForeign(put('all.mochi', file))).toBe(false)
    expect(await readIncoming(tab.services, put('all.mochi', file))).toMatchObject({ ok: true })
  })
})
