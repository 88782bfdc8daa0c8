import 'fake-indexeddb/auto'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { packCorrections, takePatch } from '../../src/app/corrections.ts'
import { fileName } from '../../src/app/files.ts'
import { addMedium } from '../../src/app/media.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { deckToSend, packDeck, sendParcel } from '../../src/app/sendDeck.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { readIncoming, readSealed } from '../../src/app/transfer.ts'
import { readSteps } from '../../src/app/undo.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { mediaLink } from '../../src/domain/media.ts'
import type { CardId, Note } from '../../src/domain/note.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { fail } from '../../src/storage/failure.ts'
import type { Change } from '../../src/storage/store.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, front, makeDeck, noteId } from '../storage/world.ts'
import { type AppTab, MONDAY_MORNING, makeDevices } from './device.ts'

const devices = makeDevices()
let saved: { name: string; text: Promise<string>; bytes: Promise<ArrayBuffer> }[] = []

beforeEach(() => {
  saved = []
  vi.stubGlobal('__APP_VERSION__', '0.1.0')
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  // The share sheet of a phone takes the file: that is how the test gets at it.
  vi.stubGlobal('navigator', {
    canShare: () => true,
    share: async ({ files: [file] }: { files: [File] }) =>
      void saved.push({ name: file.name, text: file.text(), bytes: file.arrayBuffer() }),
  })
})

afterEach(async () => {
  await devices.closeAll()
  vi.unstubAllGlobals()
})

const { open } = devices

const fileOf = (text: string, name = 'some.json') => new File([text], name)
const deckFile = (deck: Deck) => fileOf(encodeDeck(deck))

/** An answer as the app makes it, but without a session. */
async function answered(tab: AppTab, cardId: CardId): Promise<Change> {
  const { clock, moment } = tab.services
  const when = moment()
  const { makeScheduler } = await import('../../src/domain/scheduler.ts')
  const { applyEvent } = await import('../../src/domain/apply.ts')
  const scheduler = makeScheduler(tab.services.settings.current())
  const [state] = await tab.store.cards([cardId])
  if (!state) throw new Error('no state')
  const { due, step } = scheduler.answer(state, 'good', when)
  const id = clock.next(when.at)
  const event = {
    ...when,
    id,
    kind: 'review',
    cardId,
    rating: 'good',
    elapsedMs: 1,
    source: 'study',
    due,
    step,
  } as const
  return { events: [event], cards: [applyEvent(state, event, scheduler)] }
}

async function reword(tab: AppTab, deck: Deck, n: number): Promise<Note> {
  const base = deck.notes[n]
  if (!base) throw new Error(`no note ${n}`)
  const note: Note = { ...base, content: { kind: 'qa', question: 'Mine?', answer: 'Mine.' } }
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  await tab.store.commit({
    events: [{ ...when, id, kind: 'note', noteId: note.id, deckId: deck.id, note }],
    cards: [],
  })
  return note
}

async function preview(tab: AppTab, file: File) {
  const read = await readIncoming(tab.services, file)
  if (!read.ok) throw new Error(`refused: ${read.error.kind}`)
  return read.value
}

async function previewDeck(tab: AppTab, deck: Deck) {
  const incoming = await preview(tab, deckFile(deck))
  if (incoming.kind !== 'deck') throw new Error('not a deck')
  const { isNew, counts } = incoming.merge
  return { isNew, ...counts }
}

async function previewBackup(tab: AppTab, text: string) {
  const incoming = await preview(tab, fileOf(text))
  if (incoming.kind !== 'backup') throw new Error('not a backup')
  return incoming
}

async function backupOf(tab: AppTab): Promise<string> {
  await saveBackup(tab.services)
  return (await saved.at(-1)?.text) ?? ''
}

describe('a deck file, before it is taken', () => {
  test('counts what is new, changed, the same and retired, and changes nothing', async () => {
    const tab = await open()
    const deck = makeDeck('d', 5)
    expect(await previewDeck(tab, deck)).toEqual({
      isNew: true,
      fresh: 5,
      changed: 0,
      same: 0,
      removed: 0,
      clashing: 0,
    })
    expect(await tab.store.decks()).toEqual([])
    await tab.store.putDeck(deck, { builtIn: false })
    const before = await everything(tab.store)
    const [first, second, ...rest] = deck.notes
    if (!first || !second) throw new Error('too few notes')
    const reworded: Note = { ...first, content: { kind: 'qa', question: 'Reworded?', answer: 'Yes' } }
    const fresh: Note = { ...second, id: noteId('d-fresh') }
    const update = { ...deck, version: 2, notes: [reworded, ...rest.slice(0, 2), fresh] }
    expect(await previewDeck(tab, update)).toEqual({
      isNew: false,
      fresh: 1,
      changed: 1,
      same: 2,
      removed: 2,
      clashing: 0,
    })
    expect(await everything(tab.store)).toEqual(before)
  })

  test('is the same as the one here, though the learner has worded a note anew', async () => {
    const tab = await open()
    const deck = makeDeck('d', 3)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    expect(await previewDeck(tab, deck)).toEqual({
      isNew: false,
      fresh: 0,
      changed: 0,
      same: 3,
      removed: 0,
      clashing: 0,
    })
  })

  test('is refused with a reason when it is empty, too big, or nothing of ours', async () => {
    const tab = await open()
    const kindOf = async (file: File) => {
      const read = await readIncoming(tab.services, file)
      return read.ok ? 'taken' : read.error.kind
    }
    expect(await kindOf(fileOf(''))).toBe('empty')
    expect(await kindOf(fileOf('x'.repeat(50_000_001)))).toBe('too-big')
    expect(await kindOf(fileOf('{"format":'))).toBe('not-json')
    expect(await kindOf(fileOf('[]'))).toBe('other-format')
    expect(await kindOf(fileOf('{"format":"recite-backup","formatVersion":1}'))).toBe('shape')
    expect(await kindOf(fileOf('{"format":"recite-backup","formatVersion":3,"records":[]}'))).toBe('newer-version')
  })
})

/** The author's next version: the second note has a new tag, the third is gone. */
const retagged = (deck: Deck): Deck => ({
  ...deck,
  version: deck.version + 1,
  notes: deck.notes.flatMap((note, i) =>
    i === 2 ? [] : [i === 1 ? { ...note, tags: [...note.tags, 'theirs'] } : note],
  ),
})

describe('an update of a deck', () => {
  test('keeps my words, takes what only the author changed, retires what is gone, and moves no progress', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    const mine = await reword(tab, deck, 1)
    await tab.store.commit(await answered(tab, front('d-n1')))
    await tab.store.commit(await answered(tab, front('d-n2')))
    const cards = [front('d-n1'), front('d-n2')]
    const known = await tab.store.cards(cards)

    await takeDeck(tab.services, retagged(deck))
    const now = await tab.store.deck(deck.id)
    expect(now?.notes[1]).toEqual({ ...mine, tags: ['test', 'theirs'] })
    expect(now?.notes.map(({ id }) => id)).toEqual(['d-n0', 'd-n1', 'd-n3'])
    expect((await tab.store.collectedDeck(deck.id))?.deck.retired.map(({ id }) => id)).toEqual(['d-n2'])
    expect(await tab.store.cards(cards)).toEqual(known)
    await assertWhole(tab.store)
  })

  test('opened twice changes nothing the second time, not even the log', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    await takeDeck(tab.services, retagged(deck))
    const once = await everything(tab.store)
    const again = await preview(tab, deckFile(retagged(deck)))
    expect(again).toMatchObject({ kind: 'deck', merge: { changesNothing: true } })
    await takeDeck(tab.services, retagged(deck))
    expect(await everything(tab.store)).toEqual(once)
  })

  test('asks about what both changed, and the choice holds', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    await tab.store.putDeck(deck, { builtIn: false })
    const mine = await reword(tab, deck, 1)
    const theirs = { ...mine, content: { kind: 'qa', question: 'Theirs?', answer: 'café 1' } } as Note
    const next = { ...deck, version: 2, notes: [deck.notes[0] ?? theirs, theirs] }
    const incoming = await preview(tab, deckFile(next))
    expect(incoming).toMatchObject({
      merge: {
        counts: { clashing: 1 },
        clashes: [{ noteId: 'd-n1', field: 'question', mine: 'Mine?', theirs: 'Theirs?' }],
      },
    })
    const takeBack = await takeDeck(tab.services, next, { choose: () => 'theirs' })
    expect((await tab.store.deck(deck.id))?.notes[1]?.content).toEqual({
      kind: 'qa',
      question: 'Theirs?',
      answer: 'Mine.',
    })
    await takeBack()
    await takeDeck(tab.services, next)
    expect((await tab.store.deck(deck.id))?.notes[1]).toEqual(mine)
    await assertWhole(tab.store)
  })

  test('is no step that another screen could take back alone: old words over the new deck would pass for mine', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    const steps = await readSteps(tab.services)
    await takeDeck(tab.services, retagged(deck))
    expect((await tab.store.eventsSince(null)).length).toBeGreaterThan(steps.length)
    expect(await readSteps(tab.services)).toEqual(steps)
  })

  test('does not retire cards that I had made for it from an article', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    const [first] = makeDeck('own', 1).notes
    const [source] = makeDeck('own', 1).sources
    if (!first || !source) throw new Error('no note')
    const grown = { ...deck, version: 2, sources: [...deck.sources, source], notes: [...deck.notes, first] }
    await tab.store.putDeck(deck, { builtIn: false })
    await tab.store.putDeck(grown, { builtIn: false, own: [first.id] })
    const takeBack = await takeDeck(tab.services, { ...deck, version: 3, title: 'New' })
    const now = await tab.store.deck(deck.id)
    expect(now?.notes.map(({ id }) => id)).toEqual(['d-n0', 'd-n1', 'own-n0'])
    expect(await tab.store.source(deck.id, source.id)).toEqual(source)
    await takeBack()
    expect((await tab.store.collectedDeck(deck.id))?.deck).toEqual({
      ...grown,
      builtIn: false,
      own: [first.id],
      retired: [],
    })
    await assertWhole(tab.store)
  })
})

describe('taking an update of a deck back', () => {
  test("gives back everything exactly: notes, retired ones, the learner's own wording, where it came from", async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(makeDeck('d', 5), { builtIn: true })
    await tab.store.putDeck({ ...deck, version: 2 }, { builtIn: true })
    await tab.store.commit(await answered(tab, front('d-n2')))
    const mine = await reword(tab, deck, 1)
    const before = await everything(tab.store)
    const content = (await tab.store.exportAll()).decks

    const update = { ...makeDeck('d', 8), version: 3, title: 'Theirs', notes: makeDeck('d', 8).notes.slice(3) }
    const takeBack = await takeDeck(tab.services, update)
    expect((await tab.store.deck(deck.id))?.title).toBe('Theirs')
    await takeBack()

    expect((await tab.store.exportAll()).decks).toEqual(content)
    expect(await everything(tab.store)).toEqual(before)
    expect((await tab.store.deck(deck.id))?.notes[1]).toEqual(mine)
    await assertWhole(tab.store)
  })

  test('gives back my words where the author’s were merged into them, in one step', async () => {
    const tab = await open()
    const deck = makeDeck('d', 4)
    await tab.store.putDeck(deck, { builtIn: false })
    await reword(tab, deck, 1)
    await tab.store.commit(await answered(tab, front('d-n1')))
    const before = await everything(tab.store)
    const takeBack = await takeDeck(tab.services, retagged(deck))
    expect((await tab.store.deck(deck.id))?.notes[1]).toMatchObject({ tags: ['test', 'theirs'] })
    await takeBack()
    // The log only grows.
    expect({ ...(await everything(tab.store)), events: before.events }).toEqual(before)
    await assertWhole(tab.store)
  })

  test('leaves a newer version alone that came meanwhile', async () => {
    const tab = await open()
    const deck = makeDeck('d', 3)
    await tab.store.putDeck(deck, { builtIn: false })
    const takeBack = await takeDeck(tab.services, { ...deck, version: 2, title: 'Two' })
    await takeDeck(tab.services, { ...deck, version: 3, title: 'Three' })
    await takeBack()
    expect((await tab.store.decks())[0]).toMatchObject({ version: 3, title: 'Three' })
  })

  test('leaves no trace of a deck that was new', async () => {
    const tab = await open()
    const before = await everything(tab.store)
    const takeBack = await takeDeck(tab.services, makeDeck('d', 3))
    expect(await tab.store.decks()).toHaveLength(1)
    await takeBack()
    expect(await everything(tab.store)).toEqual(before)
  })
})

describe('a deck that is sent', () => {
  /** What the share sheet would give to another app. */
  async function sent(tab: AppTab, id: string): Promise<File> {
    const deck = await deckToSend(tab.services, id as Deck['id'])
    const parcel = deck && (await packDeck(tab.services, deck))
    if (!parcel) throw new Error('nothing to send')
    await sendParcel(parcel)
    return new File([(await saved.at(-1)?.bytes) ?? ''], parcel.name)
  }

  test('carries of a publisher’s text the quoted sentences alone, and leaves the whole where it is', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    const whole = deck.sources.map((source) => ({ ...source, text: `${source.text} Nobody asks about this.` }))
    await tab.store.putDeck({ ...deck, sources: whole }, { builtIn: false })
    const file = await sent(tab, 'd')
    expect(await file.text()).not.toContain('Nobody')
    for (const note of deck.notes) expect(await file.text()).toContain(note.evidence[0]?.quote)

    const incoming = await preview(tab, file)
    if (incoming.kind !== 'deck') throw new Error('not a deck')
    expect(incoming.merge.changesNothing).toBe(true)
    await takeDeck(tab.services, incoming.deck)
    expect((await tab.store.deck(deck.id))?.sources).toEqual(whole)

    const free = whole.map((source) => ({ ...source, licence: 'CC0-1.0' }))
    await tab.store.putDeck({ ...deck, sources: free, version: 2 }, { builtIn: false })
    expect(await (await sent(tab, 'd')).text()).toContain('Nobody asks about this.')
  })

  test('with pictures is a .recite file, which brings them to another device; without it is plain text', async () => {
    const tab = await open()
    const added = await addMedium(tab.services, new File([new Uint8Array([1, 2, 3])], 'a.png', { type: 'image/png' }))
    if (!added.ok) throw new Error(added.error)
    const deck = makeDeck('d', 2)
    await tab.store.putDeck(deck, { builtIn: false })
    expect((await sent(tab, 'd')).name).toBe('test-d.deck.json')
    const [first, second] = deck.notes
    if (!first || !second) throw new Error('no notes')
    const content = { kind: 'qa', question: mediaLink(added.value, 'map'), answer: 'a' } as const
    await tab.store.putDeck({ ...deck, version: 2, notes: [{ ...first, content }, second] }, { builtIn: false })
    const file = await sent(tab, 'd')
    expect(file.name).toBe('test-d.recite')

    const other = await open()
    const incoming = await preview(other, file)
    if (incoming.kind !== 'deck') throw new Error('not a deck')
    expect(incoming.media).toMatchObject([{ hash: added.value, size: 3 }])
    expect(await other.store.media(added.value)).toBeNull()
    await takeDeck(other.services, incoming.deck, incoming)
    expect(new Uint8Array((await other.store.media(added.value))?.bytes ?? new ArrayBuffer(0))).toEqual(
      new Uint8Array([1, 2, 3]),
    )
    expect((await other.store.deck(deck.id))?.notes[0]?.content).toEqual(content)

    const forged = zipSync({
      'deck.json': new TextEncoder().encode(encodeDeck(incoming.deck)),
      [`media/${added.value}.png`]: new Uint8Array([6, 6, 6]),
    })
    const read = await readIncoming(other.services, new File([forged.slice()], 'x.recite'))
    expect(read.ok ? 'taken' : read.error).toMatchObject({ kind: 'damaged', path: `media/${added.value}` })
  })

  test('is as I have it, under a version that grows with my changes, without a word of how I fare', async () => {
    const tab = await open()
    const deck = { ...makeDeck('d', 2), mood: 'cheerful' } as Deck
    await tab.store.putDeck(deck, { builtIn: false })
    const mine = await reword(tab, deck, 1)
    await tab.store.commit(await answered(tab, front('d-n1')))
    const when = tab.services.moment()
    const id = tab.services.clock.next(when.at)
    const note = { ...mine, tags: [...mine.tags, 'leech'] }
    await tab.store.commit({
      events: [{ ...when, id, kind: 'note', noteId: note.id, deckId: deck.id, note }],
      cards: [],
    })
    const incoming = await preview(await open(), await sent(tab, 'd'))
    if (incoming.kind !== 'deck') throw new Error('not a deck')
    expect(incoming.deck).toEqual({ ...deck, version: 3, notes: [deck.notes[0], mine] })
  })

  test('can be opened anywhere, though a source of its cards is not there any more', async () => {
    const tab = await open()
    const deck = makeDeck('d', 2)
    await tab.store.putDeck({ ...deck, sources: [], tombstones: [noteId('d-n1')] }, { builtIn: false })
    const incoming = await preview(await open(), await sent(tab, 'd'))
    expect(incoming).toMatchObject({
      kind: 'deck',
      deck: { notes: [{ evidence: [] }, { evidence: [] }], tombstones: [] },
    })
  })
})

describe('corrections to a deck', () => {
  test('go back to its author, who sees each and takes them in one step, and can take that back', async () => {
    const author = await open()
    const deck = makeDeck('d', 3)
    await author.store.putDeck(deck, { builtIn: false })
    await author.store.commit(await answered(author, front('d-n1')))
    const learner = await open()
    await takeDeck(learner.services, deck)
    expect(await packCorrections(learner.services, deck.id)).toBeNull()
    const mine = await reword(learner, deck, 1)
    const parcel = await packCorrections(learner.services, deck.id)
    expect(parcel).toMatchObject({ name: 'test-d.recite-patch.json', cards: 1 })

    const file = new File([parcel?.file ?? ''], 'x.recite-patch.json')
    const incoming = await preview(author, file)
    if (incoming.kind !== 'patch') throw new Error('not a patch')
    expect(incoming.merge.proposals).toMatchObject([
      { field: 'question', theirs: 'Mine?', wanted: true },
      { field: 'answer', theirs: 'Mine.', wanted: true },
    ])
    const before = await everything(author.store)
    const takeBack = await takePatch(author.services, incoming.patch)
    expect((await author.store.deck(deck.id))?.notes[1]).toEqual(mine)
    await assertWhole(author.store)
    await takeBack()
    expect({ ...(await everything(author.store)), events: before.events }).toEqual(before)

    const stranger = await open()
    const read = await readIncoming(stranger.services, file)
    expect(read).toMatchObject({ ok: false, error: { kind: 'no-deck', title: deck.title } })
  })

  test('that the author took come back with the next version as the author’s own words', async () => {
    const author = await open()
    const deck = makeDeck('d', 2)
    await author.store.putDeck(deck, { builtIn: false })
    const learner = await open()
    await takeDeck(learner.services, deck)
    await reword(learner, deck, 1)
    const parcel = await packCorrections(learner.services, deck.id)
    const incoming = await preview(author, new File([parcel?.file ?? ''], 'x.json'))
    if (incoming.kind !== 'patch') throw new Error('not a patch')
    await takePatch(author.services, incoming.patch)
    const next = await deckToSend(author.services, deck.id)
    if (!next) throw new Error('no deck')
    expect(next.version).toBe(2)
    expect((await preview(learner, deckFile(next))) as object).toMatchObject({
      merge: { counts: { same: 2, changed: 0, clashing: 0 }, changesNothing: false },
    })
    await takeDeck(learner.services, next)
    expect(await packCorrections(learner.services, deck.id)).toBeNull()
  })
})

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
      between: (store) => ({
        ...store,
        commit: (change) => (full ? Promise.reject(fail({ kind: 'quota' })) : store.commit(change)),
      }),
    })
    await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
    full = true
    void tab.services.writer.write(await answered(tab, front('d-n0')))
    await until(() => tab.services.writer.state().phase === 'held', 'the answer is held')
    const text = await backupOf(tab)
    expect(saved.at(-1)?.name).toBe('recite-backup-2026-01-05.json')
    const other = await open()
    expect(await previewBackup(other, text)).toMatchObject({ newReviews: 1 })
  })

  test('under a passphrase opens with that one only, and is the same', async () => {
    const tab = await open()
    await tab.store.putDeck(makeDeck('own', 2), { builtIn: false })
    const made = await saveBackup(tab.services, 'open sesame')
    expect(made?.name).toBe('recite-backup-2026-01-05.recite')
    const file = new File([(await saved.at(-1)?.bytes) ?? ''], 'x.recite')
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

test('a title becomes a name that every file system takes', () => {
  expect(fileName('Zalmay Khalilzad: “The zero option”, July 2013')).toBe('zalmay-khalilzad-the-zero-option-july-2013')
  expect(fileName('../../etc/passwd')).toBe('etc-passwd')
  expect(fileName('CON: \u0000 / \\ ? *')).toBe('con')
  expect(fileName('…')).toBe('deck')
  expect(fileName('دری')).toBe('دری')
  expect(fileName('x'.repeat(500))).toHaveLength(60)
})
