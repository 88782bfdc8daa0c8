import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { createCreate } from '../../src/app/create.ts'
import { joinDecks } from '../../src/app/joinDecks.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { makePatch } from '../../src/domain/deckPatch.ts'
import { cardIdOf, type DeckId, type Note } from '../../src/domain/note.ts'
import { asContent, templateOf } from '../../src/domain/noteType.ts'
import { receivedVersion } from '../../src/domain/receivedVersion.ts'
import type { SourceId } from '../../src/domain/source.ts'
import type { CollectedDeck } from '../../src/storage/store.ts'
import { bareSource } from '../bareSource.ts'
import { makeNote } from '../domain/arbitraries.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { deckFile, fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

const article = (n: number) =>
  bareSource({ id: `s_${n}` as SourceId, title: `Article ${n}`, text: `Sentence about ${n}.` })

function cardOf(n: number, name: string, question: string): Note {
  const { id: sourceId, text } = article(n)
  const sentence = { start: 0, end: text.length }
  const piece = { sourceId, sentence, answer: { start: 0, end: 8 }, quote: text, resolutions: [] }
  return makeNote(name, { kind: 'qa', question, answer: `answer to ${name}` }, { evidence: [piece] })
}

/** Saves cards of an article, by hand, into a deck or into a new one. */
async function save(tab: AppTab, n: number, to: DeckId | null, ...cards: readonly Note[]): Promise<DeckId> {
  const { it: create, leave } = tab.use(createCreate)
  create.byHand(article(n), to)
  for (const card of cards) create.take(card)
  const id = await create.save()
  leave()
  if (id === null) throw new Error('not saved')
  return id
}

async function give(from: AppTab, to: AppTab) {
  await saveBackup(from.services)
  const incoming = await preview(to, fileOf(lastSaved().text))
  if (incoming.kind !== 'backup') throw new Error('no backup')
  await mergeBackup(to.services, incoming)
  return incoming
}

async function asked({ store }: AppTab, name: string): Promise<string | null> {
  const place = await store.placeOf(cardIdOf(makeNote(name, { kind: 'qa', question: '', answer: '' }).id, 'front'))
  const [card] = place ? await store.cardsAt([place]) : []
  return card?.note.content.kind === 'qa' ? card.note.content.question : null
}

const held = async ({ store }: AppTab, id: DeckId): Promise<CollectedDeck> => {
  const found = await store.collectedDeck(id)
  if (!found) throw new Error('not here')
  return found.deck
}

const authors = (version: number, question: string): Deck => {
  const deck = makeDeck('d', 4)
  const worded = (note: Note): Note => ({ ...note, content: { kind: 'qa', question, answer: 'a' } })
  return { ...deck, version, notes: deck.notes.map((note, i) => (i === 0 ? worded(note) : note)) }
}

test('cards of an article that were worded anew on two devices keep the words of both', async () => {
  const [a, b] = [await devices.open(), await devices.open()]
  const id = await save(a, 1, null, cardOf(1, 'n1', 'One?'))
  await save(a, 2, id, cardOf(2, 'n2', 'Two?'), cardOf(2, 'n3', 'Three?'))
  await give(a, b)
  await save(a, 2, id, cardOf(2, 'n2', 'Two, on A?'))
  await save(b, 2, id, cardOf(2, 'n3', 'Three, on B?'))
  const [toB, toA] = [await give(a, b), await give(b, a)]
  expect([toB.isNew, toA.isNew]).toEqual([true, true])
  expect([toB.merging.changed.reworded, toA.merging.changed.reworded]).toEqual([1, 1])
  for (const tab of [a, b]) {
    expect([await asked(tab, 'n1'), await asked(tab, 'n2'), await asked(tab, 'n3')]).toEqual([
      'One?',
      'Two, on A?',
      'Three, on B?',
    ])
    await assertWhole(tab.store)
  }
  expect((await give(a, b)).isNew).toBe(false)
})

test('words for one’s own card are no correction for the author of its deck', async () => {
  const tab = await devices.open()
  await takeDeck(tab.services, authors(5, 'Five?'))
  await save(tab, 2, deckId('d'), cardOf(2, 'n2', 'Two?'))
  await save(tab, 2, deckId('d'), cardOf(2, 'n2', 'Two, again?'))
  expect(await asked(tab, 'n2')).toBe('Two, again?')
  const all = await tab.store.collectedDeck(deckId('d'))
  expect(all && makePatch(all)).toBeNull()
})

describe('an author’s deck with cards of one’s own', () => {
  test('says after a merge, in either order, what the author says last', async () => {
    const [a, b] = [await devices.open(), await devices.open()]
    for (const tab of [a, b]) await takeDeck(tab.services, authors(5, 'Wrong?'))
    await takeDeck(a.services, authors(6, 'Right?'))
    await save(b, 2, deckId('d'), cardOf(2, 'n2', 'Two?'))
    expect((await give(b, a)).isNew).toBe(true)
    const back = await give(a, b)
    expect([back.isNew, back.merging.changed.reworded]).toEqual([true, 1])
    for (const tab of [a, b]) {
      expect([await asked(tab, 'd-n0'), await asked(tab, 'n2')]).toEqual(['Right?', 'Two?'])
      await assertWhole(tab.store)
    }
    expect(await held(a, deckId('d'))).toEqual(await held(b, deckId('d')))
    expect((await give(a, b)).isNew).toBe(false)
    expect(await preview(b, deckFile(authors(6, 'Right?')))).toMatchObject({ merge: { changesNothing: true } })
  })

  test.each([
    ['as it is stored now', (deck: CollectedDeck) => deck],
    ['as it was stored before', ({ received: _received, ...deck }: CollectedDeck) => deck],
  ])('takes the author’s next versions, and no older one, unasked: %s', async (_, stored) => {
    const tab = await devices.open()
    await takeDeck(tab.services, authors(5, 'Wrong?'))
    for (const n of [2, 3]) await save(tab, n, deckId('d'), cardOf(n, `n${n}`, `${n}?`))
    const { builtIn, retired, own, ...content } = stored(await held(tab, deckId('d')))
    await tab.store.putDeck(content, { builtIn, retired, own })
    expect([content.version, receivedVersion(await held(tab, deckId('d')))]).toEqual([7, 5])
    const older = async (version: number) => {
      const incoming = await preview(tab, deckFile(authors(version, 'Right?')))
      return incoming.kind === 'deck' && incoming.merge.isOlder
    }
    expect([await older(4), await older(6), await older(7)]).toEqual([true, false, false])
    for (const version of [6, 7]) {
      const before = (await held(tab, deckId('d'))).version
      await takeDeck(tab.services, authors(version, `Right in ${version}?`))
      const now = await held(tab, deckId('d'))
      expect(receivedVersion(now)).toBe(version)
      // A copy outside knows a deck by its version alone.
      expect(now.version).toBeGreaterThan(before)
      expect([await asked(tab, 'd-n0'), await asked(tab, 'n3')]).toEqual([`Right in ${version}?`, '3?'])
    }
    expect(await preview(tab, deckFile(authors(7, 'Right in 7?')))).toMatchObject({ merge: { changesNothing: true } })
  })

  test('is sent without a word of what was received', async () => {
    const tab = await devices.open()
    await takeDeck(tab.services, authors(5, 'Five?'))
    await save(tab, 2, deckId('d'), cardOf(2, 'n2', 'Two?'))
    expect(await tab.store.deck(deckId('d'))).not.toHaveProperty('received')
  })
})

const TYPE = {
  id: 't1',
  name: 'Basic',
  kind: 'fields' as const,
  fields: ['Front', 'Back'],
  templates: [{ name: 'Card 1', front: '{{Front}}', back: '{{Back}}' }],
  css: '',
}

type Said = {
  readonly version: number
  readonly notes: readonly (readonly [text: string, changed: number, card: number])[]
}

const imported = ({ version, notes }: Said): CollectedDeck => ({
  ...makeDeck('anki', 0),
  version,
  builtIn: false,
  retired: [],
  notes: notes.map(([text, changed, card], i) =>
    makeNote(
      `f${i}`,
      asContent({ kind: 'template', type: TYPE, fields: [`q${i}`, text], cards: [card], media: {}, changed }),
    ),
  ),
})

const texts = (deck: CollectedDeck | undefined) => (deck?.notes ?? []).map((note) => templateOf(note)?.fields[1])

describe('a deck of another program, imported on two devices', () => {
  test('has of each note the text that was changed later, however often each imported', () => {
    const laptop = imported({
      version: 3,
      notes: [
        ['June', 6.5, 0],
        ['old', 1, 0],
      ],
    })
    const phone = imported({
      version: 2,
      notes: [
        ['July', 7, 0],
        ['July', 7, 0],
      ],
    })
    for (const decks of [joinDecks([laptop], [phone]), joinDecks([phone], [laptop])])
      expect(texts(decks[0])).toEqual(['July', 'July'])
  })

  test('gives way to no version that the learner let go of', () => {
    const here = imported({ version: 3, notes: [['mine', 1, 0]] })
    const hostile = imported({ version: 2_000_000_000, notes: [['hostile', 9e9, 0]] })
    for (const decks of [joinDecks([here], [hostile]), joinDecks([hostile], [here])])
      expect(texts(decks[0])).toEqual(['mine'])
  })

  test('is the same in either order, and again, and lacks neither a later text nor a card', () => {
    const note = fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.integer({ min: 1, max: 3 }), fc.nat(2))
    const said = fc
      .record({ version: fc.integer({ min: 1, max: 2 }), notes: fc.array(note, { minLength: 3, maxLength: 3 }) })
      .map(imported)
    fc.assert(
      fc.property(said, said, (a, b) => {
        const [both] = joinDecks([a], [b])
        if (!both) throw new Error('no deck')
        expect(joinDecks([b], [a])).toEqual([both])
        expect(joinDecks([both], [b])[0]).toBe(both)
        expect(joinDecks([both], [a])[0]).toBe(both)
        for (const [i, joined] of both.notes.entries()) {
          const [mine, theirs, content] = [a.notes[i], b.notes[i], joined].map((one) => one && templateOf(one))
          const [x, y] = [mine?.changed ?? 0, theirs?.changed ?? 0]
          expect(content?.changed).toBe(Math.max(x, y))
          if (x !== y) expect(content?.fields).toEqual((x > y ? mine : theirs)?.fields)
          expect(content?.cards).toEqual(
            [...new Set([...(mine?.cards ?? []), ...(theirs?.cards ?? [])])].sort((p, q) => p - q),
          )
        }
      }),
    )
  })
})
