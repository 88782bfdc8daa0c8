import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { packCorrections, takePatch } from '../../src/app/corrections.ts'
import { fileName } from '../../src/app/files.ts'
import { addMedium } from '../../src/app/media.ts'
import { deckToSend, packDeck, sendParcel } from '../../src/app/sendDeck.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { readIncoming } from '../../src/app/transfer.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { mediaLink } from '../../src/domain/media.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { answered, deckFile, preview, reword, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()
const { open } = devices

describe('a deck that is sent', () => {
  /** What the share sheet would give to another app. */
  async function sent(tab: AppTab, id: string): Promise<File> {
    const deck = await deckToSend(tab.services, id as Deck['id'])
    const parcel = deck && (await packDeck(tab.services, deck))
    if (!parcel) throw new Error('nothing to send')
    await sendParcel(parcel)
    return new File([lastSaved().bytes], parcel.name)
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

test('a title becomes a name that every file system takes', () => {
  expect(fileName('Zalmay Khalilzad: “The zero option”, July 2013')).toBe('zalmay-khalilzad-the-zero-option-july-2013')
  expect(fileName('../../etc/passwd')).toBe('etc-passwd')
  expect(fileName('CON: \u0000 / \\ ? *')).toBe('con')
  expect(fileName('…')).toBe('deck')
  expect(fileName('دری')).toBe('دری')
  expect(fileName('x'.repeat(500))).toHaveLength(60)
})
