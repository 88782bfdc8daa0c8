import { describe, expect, test } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { addDeck } from '../../src/app/ownDecks.ts'
import { mergeBackup, previewBackup } from '../../src/app/restore.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import type { DeckId, Note, NoteContent } from '../../src/domain/note.ts'
import { STAND_IN_TITLE } from '../../src/domain/standIn.ts'
import type { ReadBackup } from '../../src/formats/backupReader.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0', navigator: { language: 'en' } }))

async function backupOf(tab: AppTab, change: (text: string) => string = (text) => text): Promise<ReadBackup> {
  const result = await readBackup(new Blob([change(await (await makeBackup(tab.services)).file.text())]))
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
  return result.value
}

async function say(tab: AppTab, event: object): Promise<void> {
  const when = tab.services.moment()
  const said = { ...when, id: tab.services.clock.next(when.at), ...event } as StoredEvent
  await tab.store.commit({ events: [said], cards: [] })
}

const bare = (name: string, n: number): Note[] =>
  makeDeck(name, n).notes.map((note) => ({ ...note, evidence: [], distractors: [] }))

const write = async (tab: AppTab, into: DeckId, notes: readonly Note[]) => {
  for (const note of notes) await say(tab, { kind: 'move', noteId: note.id, from: null, deckId: into, note })
}

const cardsIn = async (tab: AppTab) =>
  Object.fromEntries((await tab.store.columns()).map((deck) => [deck.deckId, deck.length]))

const TYPE = {
  ...{ id: 'anki:1', name: 'Basic', kind: 'fields', fields: ['Front', 'Back'], css: '.card{font-size:20px}' },
  templates: [{ name: 'Card 1', front: '{{Front}}', back: '{{FrontSide}}<hr>{{Back}}' }],
}
const ankiDeck = () => ({
  ...makeDeck('anki', 0),
  sources: [],
  notes: bare('anki', 40).map((note, i) => {
    const fields = [`question ${i}`, `answer ${i}`]
    const content = { kind: 'template', type: TYPE, fields, cards: [0], media: {}, changed: 0 }
    return { ...note, content: content as unknown as NoteContent }
  }),
})

describe('a deck whose own line of a backup is damaged', () => {
  test('still has the cards that were written for it, in lists and in the next backup, and is itself again later', async () => {
    const tab = await devices.open()
    const mine = await addDeck(tab.services, 'My anatomy', 'en')
    await write(tab, mine, bare('w', 3))
    const [whole, hurt] = [await backupOf(tab), await backupOf(tab, (text) => text.replace('My anatomy', 'My anatony'))]
    const fresh = await devices.open()
    expect((await previewBackup(fresh.services, hurt)).backup.decks).toHaveLength(1)
    await mergeBackup(fresh.services, hurt)
    expect(await cardsIn(fresh)).toEqual({ [mine]: 3 })
    expect(await fresh.store.decks()).toMatchObject([{ title: STAND_IN_TITLE, cardCount: 3 }])
    await assertWhole(fresh.store)
    const again = await backupOf(fresh)
    expect(again.damage).toBeNull()
    // What stands in for it never leads: not what is here, and not what comes.
    await mergeBackup(tab.services, again)
    expect(await tab.store.decks()).toMatchObject([{ title: 'My anatomy', cardCount: 3 }])
    await mergeBackup(fresh.services, whole)
    expect(await fresh.store.decks()).toMatchObject([{ title: 'My anatomy', cardCount: 3 }])
    expect(await fresh.store.collectedDeck(mine)).toEqual(await tab.store.collectedDeck(mine))
  })

  test('still has the notes that templates showed, by their fields, and is itself again later', async () => {
    const tab = await devices.open()
    await tab.store.putDeck(ankiDeck(), { builtIn: false })
    const [whole, hurt] = [await backupOf(tab), await backupOf(tab, (text) => text.replace('20px', '21px'))]
    const fresh = await devices.open()
    await mergeBackup(fresh.services, hurt)
    expect(await cardsIn(fresh)).toEqual({ anki: 40 })
    const shown = (await fresh.store.deck(deckId('anki')))?.notes[0]?.content as unknown as typeof TYPE & {
      type: typeof TYPE
    }
    expect(shown.type.templates).toMatchObject([{ front: '{{1}}', back: '{{FrontSide}}<hr id=answer>{{2}}' }])
    expect((await backupOf(fresh)).damage).toBeNull()
    // Here, where the deck is whole, nothing comes of it.
    await mergeBackup(tab.services, hurt)
    expect((await tab.store.deck(deckId('anki')))?.notes).toEqual(ankiDeck().notes)
    await mergeBackup(fresh.services, whole)
    expect(await fresh.store.collectedDeck(deckId('anki'))).toEqual(await tab.store.collectedDeck(deckId('anki')))
    await assertWhole(fresh.store)
  })

  test('brings no other deck back, which I had removed', async () => {
    const tab = await devices.open()
    const mine = await addDeck(tab.services, 'My anatomy', 'en')
    await write(tab, mine, bare('w', 3))
    await tab.store.removeDeck(mine)
    await tab.store.putDeck(ankiDeck(), { builtIn: false })
    const fresh = await devices.open()
    await mergeBackup(fresh.services, await backupOf(tab, (text) => text.replace('20px', '21px')))
    expect(await cardsIn(fresh)).toEqual({ anki: 40 })
  })

  test('gets back only the cards that were in it last', async () => {
    const tab = await devices.open()
    const [mine, other] = [await addDeck(tab.services, 'My anatomy', 'en'), await addDeck(tab.services, 'Other', 'en')]
    const [note] = bare('w', 1)
    if (!note) throw new Error('no note')
    await write(tab, mine, [note])
    await say(tab, { kind: 'move', noteId: note.id, from: mine, deckId: other, note })
    const fresh = await devices.open()
    await mergeBackup(fresh.services, await backupOf(tab, (text) => text.replace('My anatomy', 'My anatony')))
    expect(await cardsIn(fresh)).toEqual({ [other]: 1 })
  })
})

describe('a move into a deck that is not here', () => {
  const nowhere = deckId('nowhere')
  const moved = (tab: AppTab, note: Note, from: DeckId | null): StoredEvent => {
    const when = tab.services.moment()
    return { ...when, id: tab.services.clock.next(when.at), kind: 'move', noteId: note.id, from, deckId: nowhere, note }
  }
  const taken = (events: readonly StoredEvent[]): ReadBackup => ({
    backup: { appVersion: '1', savedAt: 0 as never, decks: [], events },
    damage: null,
    seal: null,
  })

  test('leaves the cards in the deck that holds them, until the deck comes', async () => {
    const tab = await devices.open()
    const home = makeDeck('home', 3)
    await tab.store.putDeck(home, { builtIn: false })
    await mergeBackup(tab.services, taken(home.notes.map((note) => moved(tab, note, home.id))))
    expect(await cardsIn(tab)).toEqual({ home: 3 })
    expect((await tab.store.deck(home.id))?.notes).toEqual(home.notes)
    await assertWhole(tab.store)
    expect(await tab.store.mend('all')).toBe(0)
    await tab.store.putDeck(makeDeck('nowhere', 0), { builtIn: false })
    expect(await cardsIn(tab)).toEqual({ home: 0, nowhere: 3 })
    await assertWhole(tab.store)
  })

  test('is found by a check of all, where no deck holds the cards, and they get one', async () => {
    const tab = await devices.open()
    await mergeBackup(tab.services, taken(bare('w', 3).map((note) => moved(tab, note, null))))
    expect(await tab.store.mend('all')).toBe(3)
    expect(await cardsIn(tab)).toEqual({ nowhere: 3 })
    expect(await tab.store.decks()).toMatchObject([{ title: STAND_IN_TITLE, cardCount: 3 }])
    await assertWhole(tab.store)
    expect(await tab.store.mend('all')).toBe(0)
  })

  test('is refused where it is made', async () => {
    const tab = await devices.open()
    const [note] = bare('home', 1)
    if (!note) throw new Error('no note')
    await expect(tab.store.commit({ events: [moved(tab, note, deckId('home'))], cards: [] })).rejects.toThrow('no deck')
    expect(await tab.store.logSize()).toBe(0)
  })

  test('brings nothing back that I removed', async () => {
    const tab = await devices.open()
    const mine = await addDeck(tab.services, 'My anatomy', 'en')
    const home = makeDeck('home', 2)
    await tab.store.putDeck(home, { builtIn: false })
    await write(tab, mine, bare('w', 3))
    const [first] = home.notes
    await say(tab, { kind: 'move', noteId: noteId('home-n0'), from: home.id, deckId: mine, note: first })
    await tab.store.removeDeck(mine)
    expect(await tab.store.mend('all')).toBe(0)
    await tab.store.replaceAll(
      (here) => here,
      async () => ({ cards: [], settings: await tab.store.settings() }),
    )
    expect(await cardsIn(tab)).toEqual({ home: 1 })
  })
})
