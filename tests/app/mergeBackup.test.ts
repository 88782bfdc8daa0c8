import { describe, expect, test, vi } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { addMedium } from '../../src/app/media.ts'
import { mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { readIncoming, readSealed } from '../../src/app/transfer.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, everything, front, makeDeck } from '../storage/world.ts'
import { type AppTab, MONDAY_MORNING, withoutRoom } from './device.ts'
import { answered, fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()
const { open } = devices

async function previewBackup(tab: AppTab, text: string) {
  const incoming = await preview(tab, fileOf(text))
  if (incoming.kind !== 'backup') throw new Error('not a backup')
  return incoming
}

async function backupOf(tab: AppTab): Promise<string> {
  await saveBackup(tab.services)
  return lastSaved().text
}

describe('a backup', () => {
  test('put in twice is the same as once, here and on another device, in either order', async () => {
    const a = await open()
    const b = await open()
    for (const [tab, own] of [
      [a, 'a-own'],
      [b, 'b-own'],
    ] as const) {
      await tab.store.putDeck(makeDeck('d', 4), { builtIn: true })
      await tab.store.putDeck(makeDeck(own, 2), { builtIn: false })
    }
    await a.store.commit(await answered(a, front('d-n0')))
    await a.services.settings.change({ newPerDay: 7 })
    await b.store.commit(await answered(b, front('d-n0')))
    await b.store.commit(await answered(b, front('b-own-n1')))
    const [fromA, fromB] = [await backupOf(a), await backupOf(b)]

    const incoming = await previewBackup(b, fromA)
    expect(incoming).toMatchObject({ reviews: 1, newReviews: 1, isNew: true })
    await mergeBackup(b.services, incoming)
    await assertWhole(b.store)
    const once = await everything(b.store)
    const again = await previewBackup(b, fromA)
    expect(again).toMatchObject({ newReviews: 0, isNew: false })
    await mergeBackup(b.services, again)
    expect(await everything(b.store)).toEqual(once)
    expect(await b.store.eventsSince(null)).toHaveLength(4)
    expect((await b.store.settings()).newPerDay).toBe(7)

    await mergeBackup(a.services, await previewBackup(a, fromB))
    const cards = [front('d-n0'), front('b-own-n1')]
    expect(await a.store.cards(cards)).toEqual(await b.store.cards(cards))
    expect(await a.store.eventsSince(null)).toEqual(await b.store.eventsSince(null))
  })

  test('says how many of its reviews are new here, not how many it holds', async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('d', 4), { builtIn: true })
    await tab.store.commit(await answered(tab, front('d-n0')))
    const other = await open()
    await mergeBackup(other.services, await previewBackup(other, await backupOf(tab)))
    await tab.store.commit(await answered(tab, front('d-n1')))
    expect(await previewBackup(other, await backupOf(tab))).toMatchObject({ reviews: 2, newReviews: 1, isNew: true })
  })

  test('that brings a deck and no answer is not called known', async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('own', 2), { builtIn: false })
    const other = await open()
    expect(await previewBackup(other, await backupOf(tab))).toMatchObject({ newReviews: 0, isNew: true })
  })

  test('with a newer version of a deck retires what that does not hold, and loses no note of mine', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await tab.store.commit(await answered(tab, front('d-n3')))
    const other = await open()
    // The version before was there too: that one alone lacks a note would say nothing.
    await other.store.putDeck(deck, { builtIn: false })
    await other.store.putDeck({ ...deck, version: 2, notes: deck.notes.slice(0, 2) }, { builtIn: false })
    await mergeBackup(tab.services, await previewBackup(tab, await backupOf(other)))
    const [collected] = (await tab.store.exportAll()).decks
    expect(collected?.notes.map((note) => note.id)).toEqual(['d-n0', 'd-n1'])
    expect(collected?.retired.map((note) => note.id)).toEqual(['d-n2', 'd-n3'])
    await assertWhole(tab.store)
  })

  test('brings pictures and sounds, to the byte, and is refused where one is not what it says', async () => {
    const tab = await open()
    const file = new File([new Uint8Array([0, 255, 1, 254, 7])], 'a.png', { type: 'image/png' })
    const added = await addMedium(tab.services, file)
    if (!added.ok) throw new Error(added.error)
    const text = await backupOf(tab)
    const other = await open()
    const incoming = await previewBackup(other, text)
    expect(incoming.isNew).toBe(true)
    await mergeBackup(other.services, incoming)
    const medium = await other.store.media(added.value)
    expect([medium?.type, [...new Uint8Array(medium?.bytes ?? new ArrayBuffer(0))]]).toEqual([
      'image/png',
      [0, 255, 1, 254, 7],
    ])
    expect((await previewBackup(other, text)).isNew).toBe(false)
    const changed = text.replace(added.value, 'f'.repeat(32))
    expect((await previewBackup(other, changed)).damage?.missing).toMatchObject({ media: 1, event: 0 })
    const forged = encodeBackup({
      appVersion: '9',
      savedAt: MONDAY_MORNING as never,
      decks: [],
      events: [],
      media: [{ hash: 'f'.repeat(32) as never, type: 'image/png', bytes: new ArrayBuffer(3) }],
    })
    const read = await readIncoming(other.services, fileOf(forged))
    expect(read.ok ? 'taken' : read.error).toMatchObject({ kind: 'damaged', path: 'media[0]' })
  })

  test('of an older version of a deck leaves mine', async () => {
    const tab = await open()
    await tab.store.putDeck({ ...makeDeck('d', 4), version: 3 }, { builtIn: false })
    const other = await open()
    await other.store.putDeck(makeDeck('d', 2), { builtIn: false })
    const incoming = await previewBackup(tab, await backupOf(other))
    expect(incoming.isNew).toBe(false)
    await mergeBackup(tab.services, incoming)
    expect((await tab.store.decks())[0]).toMatchObject({ version: 3, noteCount: 4 })
  })

  test('that was put in is where the clock goes on from', async () => {
    const tab = await open()
    const device = devices.last()
    await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
    device.at += 3_600_000
    await tab.store.commit(await answered(tab, front('d-n0')))
    const text = await backupOf(tab)
    const other = await open()
    await mergeBackup(other.services, await previewBackup(other, text))
    await other.store.commit(await answered(other, front('d-n0')))
    const events = await other.store.eventsSince(null)
    expect(events).toHaveLength(2)
    await assertWhole(other.store)
  })

  test('holds the answers that the device would not take', async () => {
    const device = devices.make()
    let full = false
    const tab = await device.open({
      between: withoutRoom(() => full),
    })
    await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
    full = true
    void tab.services.writer.write(await answered(tab, front('d-n0')))
    await until(() => tab.services.writer.state().phase === 'held', 'the answer is held')
    const text = await backupOf(tab)
    expect(lastSaved().name).toBe('recite-backup-2026-01-05.json')
    const other = await open()
    expect(await previewBackup(other, text)).toMatchObject({ newReviews: 1 })
  })

  test('under a passphrase opens with that one only, and is the same', async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('own', 2), { builtIn: false })
    const made = await saveBackup(tab.services, 'open sesame')
    expect(made?.name).toBe('recite-backup-2026-01-05.recite')
    const file = new File([lastSaved().bytes], 'x.recite')
    const incoming = await preview(tab, file)
    if (incoming.kind !== 'sealed') throw new Error('not sealed')
    const other = await open()
    expect(await readSealed(other.services, incoming.file, 'open says me')).toBeNull()
    const opened = await readSealed(other.services, incoming.file, 'open sesame')
    expect(opened).toMatchObject({ ok: true, value: { kind: 'backup', isNew: true, damage: null } })
  })

  test('counts as saved only when it was taken', async () => {
    const tab = await open()
    vi.stubGlobal('navigator', {
      canShare: () => true,
      share: () => Promise.reject(new DOMException('', 'AbortError')),
    })
    expect(await saveBackup(tab.services)).toBeNull()
  })

  test('with an event of a kind that is not known yet keeps it, and gives it on', async () => {
    const tab = await open()
    const strange = { id: '0000000000000strange1', kind: 'dreamt', of: ['sheep'] } as never
    const text = encodeBackup({ appVersion: '9', savedAt: MONDAY_MORNING as never, decks: [], events: [strange] })
    await mergeBackup(tab.services, await previewBackup(tab, text))
    expect(JSON.parse(await backupOf(tab)).records[1][1]).toEqual({ event: strange })
  })
})

describe.each(['merged', 'put in the place of everything'])('a backup %s, taken back', (way) => {
  const takeIn = async (tab: AppTab, text: string) => {
    const incoming = await previewBackup(tab, text)
    return way === 'merged'
      ? mergeBackup(tab.services, incoming)
      : replaceWithBackup(tab.services, incoming, async () => {})
  }

  async function backupOfFour(): Promise<string> {
    const other = await open()
    await other.store.putDeck(makeDeck('d', 4), { builtIn: false })
    return backupOf(other)
  }

  test('gives back a deck as it was where nothing was done to it since', async () => {
    const text = await backupOfFour()
    const tab = await open()
    await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
    const before = (await tab.store.exportAll()).decks
    const undo = await takeIn(tab, text)
    expect(await undo()).toEqual([])
    expect((await tab.store.exportAll()).decks).toEqual(before)
    await assertWhole(tab.store)
  })

  test.each([
    ['as its next version', 2],
    ['at the same version', 1],
  ])('leaves a deck into which another tab put cards since, %s, and says which', async (_, version) => {
    const text = await backupOfFour()
    for (const wasHere of [true, false]) {
      const device = devices.make()
      const [tab, second] = [await device.open(), await device.open()]
      if (wasHere) await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
      const undo = await takeIn(tab, text)
      const [deck, made] = [makeDeck('d', 4), makeDeck('own', 2)]
      const own = made.notes.map(({ id }) => id)
      const grown = {
        ...deck,
        version,
        notes: [...deck.notes, ...made.notes],
        sources: [...deck.sources, ...made.sources],
      }
      await second.store.putDeck(grown, { builtIn: false, own })
      await second.store.commit(await answered(second, front('own-n1')))
      expect(await undo()).toEqual([deck.title])
      const now = await second.store.collectedDeck(deck.id)
      expect(now?.deck).toMatchObject({ version, own, notes: grown.notes, retired: [] })
      expect(await second.store.eventsSince(null)).toHaveLength(1)
      await assertWhole(second.store)
    }
  })

  test('leaves a card that was written since, and the deck for it', async () => {
    const tab = await open()
    const undo = await takeIn(tab, await backupOfFour())
    const when = tab.services.moment()
    const [note] = makeDeck('own', 1).notes
    if (!note) throw new Error('no note')
    const written = { ...note, evidence: [] }
    const id = tab.services.clock.next(when.at)
    const move = { ...when, id, kind: 'move', noteId: note.id, from: null, deckId: deckId('d'), note: written } as const
    await tab.store.commit({ events: [move], cards: [] })
    expect(await undo()).toEqual([makeDeck('d', 4).title])
    expect((await tab.store.deck(deckId('d')))?.notes).toEqual([written])
    await assertWhole(tab.store)
  })

  test('brings back no deck that was removed since', async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
    const undo = await takeIn(tab, await backupOfFour())
    await tab.store.removeDeck(deckId('d'))
    expect(await undo()).toEqual([])
    expect(await tab.store.decks()).toEqual([])
  })
})

describe('a backup taken back after another of the same device was taken', () => {
  /** A phone's backups of three days, each of which holds those before: three answers a day, and cards that joined. */
  async function ofThreeDays(): Promise<readonly [string, string, string]> {
    const device = devices.make()
    const phone = await device.open()
    await phone.store.putDeck(makeDeck('d', 9), { builtIn: false })
    const texts: string[] = []
    for (let day = 0; day < 3; day++) {
      for (let i = 0; i < 3; i++) await phone.store.commit(await answered(phone, front(`d-n${day * 3 + i}`)))
      await phone.store.putDeck(makeDeck(`day${day}`, 2), { builtIn: false })
      texts.push(await backupOf(phone))
      device.at += 86_400_000
    }
    return texts as never
  }
  const take = async (tab: AppTab, text: string) => mergeBackup(tab.services, await previewBackup(tab, text))
  const state = async ({ store }: AppTab) => {
    const { decks, events } = await store.exportAll()
    return { decks: decks.map(({ id }) => id).toSorted(), events: events.map(({ id }) => id) }
  }
  const laptop = async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('mine', 2), { builtIn: false })
    await tab.store.commit(await answered(tab, front('mine-n0')))
    return tab
  }

  test('leaves what the later one brought as well, whichever way each was taken', async () => {
    const [monday, tuesday] = await ofThreeDays()
    const [tab, alone] = [await laptop(), await laptop()]
    const undo = await take(tab, monday)
    await take(tab, tuesday)
    const both = await state(tab)
    expect(await undo()).toEqual(expect.arrayContaining([makeDeck('d', 9).title]))
    expect(await state(tab)).toEqual(both)
    expect(both.events).toHaveLength(7)
    await assertWhole(tab.store)
    // The same as if the first had never been taken.
    await take(alone, tuesday)
    const { decks, events } = await state(alone)
    expect({ decks, events: events.length }).toEqual({ decks: both.decks, events: both.events.length })
  })

  test('comes to what was there before once all are taken back, in whatever order', async () => {
    const texts = await ofThreeDays()
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [1, 2, 0],
    ]) {
      const tab = await laptop()
      const before = await state(tab)
      const undos = [await take(tab, texts[0]), await take(tab, texts[1]), await take(tab, texts[2])]
      for (const at of order) await undos[at]?.()
      expect(await state(tab)).toEqual(before)
      await assertWhole(tab.store)
    }
  })

  test('is refused, and changes nothing, where another tab took the later one', async () => {
    const [monday, tuesday] = await ofThreeDays()
    const device = devices.make()
    const [tab, second] = [await device.open(), await device.open()]
    const undo = await take(tab, monday)
    const heard = new Promise<void>((done) => {
      tab.store.onChange(({ kind, here }) => {
        if (kind === 'all' && !here) done()
      })
    })
    await take(second, tuesday)
    await heard
    const both = await state(tab)
    await expect(undo()).rejects.toThrow('another tab')
    expect(await state(tab)).toEqual(both)
    expect(both.events).toHaveLength(6)
  })

  test('is refused, and changes nothing, where another tab replaced everything', async () => {
    const [monday, tuesday] = await ofThreeDays()
    const device = devices.make()
    const [tab, second] = [await device.open(), await device.open()]
    const undo = await take(tab, monday)
    const heard = new Promise<void>((done) => {
      tab.store.onChange(({ kind, here }) => {
        if (kind === 'all' && !here) done()
      })
    })
    await replaceWithBackup(second.services, await previewBackup(second, tuesday), async () => {})
    await heard
    const replaced = await state(tab)
    await expect(undo()).rejects.toMatchObject({ name: 'Overtaken' })
    expect(await state(tab)).toEqual(replaced)
    await assertWhole(tab.store)
  })

  test('that took the place of everything brings back what was there, and the later one stays', async () => {
    const [monday, tuesday] = await ofThreeDays()
    const tab = await laptop()
    const before = await state(tab)
    const undo = await replaceWithBackup(tab.services, await previewBackup(tab, monday), async () => {})
    await take(tab, tuesday)
    await undo()
    const { decks, events } = await state(tab)
    expect(events).toEqual(expect.arrayContaining([...before.events]))
    expect(events).toHaveLength(7)
    expect(decks).toEqual(expect.arrayContaining(['d', 'day0', 'day1', 'mine']))
    await assertWhole(tab.store)
  })
})
