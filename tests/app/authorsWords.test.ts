import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { noteChange, noteEvent } from '../../src/app/noteEdit.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { type Note, type NoteContent, noteIdOf } from '../../src/domain/note.ts'
import { seenOver } from '../../src/domain/ownNote.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import type { StudyCard } from '../../src/storage/store.ts'
import { assertWhole } from '../storage/whole.ts'
import { everything, front, makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

const HOUR = 3_600_000
type Held = { readonly device: Device; readonly tab: AppTab }

const WORDS: NoteContent = { kind: 'qa', question: 'As the author put it first?', answer: 'first' }
const CORRECTED: NoteContent = { kind: 'qa', question: 'As the author corrected it?', answer: 'corrected' }
const MINE: NoteContent = { kind: 'qa', question: 'As I put it?', answer: 'first' }

/** The deck in a version in which its first note says this. */
const versionOf = (version: number, content: NoteContent, tags: readonly string[] = ['test']): Deck => {
  const deck = makeDeck('d', 4)
  return { ...deck, version, notes: deck.notes.map((note, i) => (i === 0 ? { ...note, content, tags } : note)) }
}

async function withDeck(content = WORDS): Promise<Held> {
  const device = devices.make()
  const tab = await device.open()
  await tab.store.putDeck(versionOf(1, content), { builtIn: false })
  return { device, tab }
}

async function cardOf({ tab }: Held, id = front('d-n0')): Promise<StudyCard> {
  const place = await tab.store.placeOf(id)
  const [card] = place ? await tab.store.cardsAt([place]) : []
  if (!card) throw new Error('no card')
  return card
}

async function edit(held: Held, change: (note: Note) => Note, id = front('d-n0')) {
  const { services, store } = held.tab
  const card = await cardOf(held, id)
  const scheduler = makeScheduler(services.settings.current())
  const made = await noteChange(services, scheduler, card, change(card.note), false)
  await store.commit(made)
  return made.events
}
const tag = (note: Note): Note => ({ ...note, tags: [...note.tags, 'mine'] })
const putting = (content: NoteContent) => (note: Note) => ({ ...note, content })

async function give(from: Held, to: Held) {
  await saveBackup(from.tab.services)
  const incoming = await preview(to.tab, fileOf(lastSaved().text))
  if (incoming.kind !== 'backup') throw new Error('no backup')
  return { told: incoming.merging.changed, takeBack: await mergeBackup(to.tab.services, incoming) }
}

/** The first note as each reader has it: study and lists, a whole deck, a search, and whoever takes a deck. */
async function everywhere({ tab }: Held): Promise<readonly Note[]> {
  const { store } = tab
  const scanned: Note[] = []
  await store.scan(({ notes }) => void scanned.push(...notes))
  const held = await store.collectedDeck('d' as Deck['id'])
  const stored = held?.deck.notes[0]
  const found = [
    (await cardOf({ tab } as Held)).note,
    (await store.deck('d' as Deck['id']))?.notes[0],
    scanned.find(({ id }) => id === 'd-n0'),
    stored &&
      seenOver(
        held?.versions.find(({ noteId }) => noteId === 'd-n0'),
        stored,
      ),
  ]
  return found.flatMap((note) => note ?? [])
}

async function expectSeen(held: Held, content: NoteContent, tags: readonly string[]) {
  const seen = await everywhere(held)
  expect(seen).toHaveLength(4)
  for (const note of seen) expect(note).toMatchObject({ content, tags })
  await assertWhole(held.tab.store)
  expect(await held.tab.store.mend('all')).toBe(0)
}

describe.each([
  ['later', 0, HOUR],
  ['earlier', HOUR, 0],
] as const)('an author’s correction taken on one device, and a tag given on another %s', (_when, ofTake, ofTag) => {
  test('are both seen on both, and so is the next version', async () => {
    const [laptop, phone] = [await withDeck(), await withDeck()]
    laptop.device.at += ofTake
    phone.device.at += ofTag
    await takeDeck(laptop.tab.services, versionOf(2, CORRECTED))
    await edit(phone, tag)
    expect((await give(phone, laptop)).told).toMatchObject({ reworded: 1 })
    await give(laptop, phone)
    for (const held of [laptop, phone]) await expectSeen(held, CORRECTED, ['test', 'mine'])
    await takeDeck(laptop.tab.services, versionOf(3, WORDS))
    await expectSeen(laptop, WORDS, ['test', 'mine'])
    await give(laptop, phone)
    await expectSeen(phone, WORDS, ['test', 'mine'])
  })

  test('are both seen where words of the learner’s stood on both before', async () => {
    const [laptop, phone] = [await withDeck(), await withDeck()]
    await edit(phone, putting(MINE))
    await give(phone, laptop)
    laptop.device.at += HOUR + ofTake
    phone.device.at += HOUR + ofTag
    await takeDeck(laptop.tab.services, versionOf(2, CORRECTED))
    await edit(phone, tag)
    await give(phone, laptop)
    await give(laptop, phone)
    for (const held of [laptop, phone]) await expectSeen(held, { ...MINE, answer: 'corrected' }, ['test', 'mine'])
  })
})

test('words of the learner’s and a deck’s next version, which a backup brings, are seen together; taking it back parts them', async () => {
  const [laptop, phone] = [await withDeck(), await withDeck()]
  await edit(laptop, putting(MINE))
  await takeDeck(phone.tab.services, versionOf(2, CORRECTED, ['test', 'new']))
  const before = await everything(laptop.tab.store)
  const { takeBack } = await give(phone, laptop)
  await expectSeen(laptop, { ...MINE, answer: 'corrected' }, ['test', 'new'])
  await takeBack()
  expect(await everything(laptop.tab.store)).toEqual(before)
  await expectSeen(laptop, MINE, ['test'])
})

test('what the learner set back to the old words over a correction stays, whatever comes from a device without it', async () => {
  const [laptop, phone] = [await withDeck(), await withDeck()]
  await edit(phone, tag)
  await takeDeck(laptop.tab.services, versionOf(2, CORRECTED))
  laptop.device.at += HOUR
  await edit(laptop, putting(WORDS))
  phone.device.at += 2 * HOUR
  await takeDeck(phone.tab.services, versionOf(2, CORRECTED))
  await give(phone, laptop)
  await give(laptop, phone)
  for (const held of [laptop, phone]) await expectSeen(held, WORDS, ['test', 'mine'])
})

test('what was taken back of the learner’s leaves the correction, in the cards that it has', async () => {
  const cloze = (text: string): NoteContent => ({ kind: 'cloze', text })
  const [one, two] = [cloze('{{c1::One}} and two.'), cloze('{{c1::One}} and {{c2::two}}.')]
  const [laptop, phone] = [await withDeck(one), await withDeck(one)]
  const c1 = 'd-n0/c1' as StudyCard['state']['cardId']
  const c2 = 'd-n0/c2' as typeof c1
  await edit(phone, tag, c1)
  await takeDeck(laptop.tab.services, versionOf(2, two))
  await give(phone, laptop)
  expect((await cardOf(laptop, c2)).note).toMatchObject({ content: two, tags: ['test', 'mine'] })
  const events = await edit(laptop, putting(one), c1)
  expect(await laptop.tab.store.placeOf(c2)).toBeNull()
  const { clock, moment } = laptop.tab.services
  const when = moment()
  const of = events.map(({ id }) => id)
  await laptop.tab.store.commit({ events: [{ ...when, id: clock.next(when.at), kind: 'undo', of }], cards: [] })
  expect((await cardOf(laptop, c2)).note).toMatchObject({ content: two, tags: ['test', 'mine'] })
  await assertWhole(laptop.tab.store)
})

test('a version that ships with the app is seen under a tag that the learner gave', async () => {
  const held = await withDeck()
  await edit(held, tag)
  await held.tab.store.putDeck(versionOf(2, CORRECTED), { builtIn: true })
  await expectSeen(held, CORRECTED, ['test', 'mine'])
  await edit(held, (note) => ({ ...note, tags: ['test'] }))
  const place = (await cardOf(held)).place
  expect(await held.tab.store.authorsNote(place)).toBeNull()
})

test('words of a note that the learner put into a deck, and tagged, stay where the author has it too in other words', async () => {
  const held = await withDeck()
  await held.tab.store.putDeck(versionOf(1, MINE), { builtIn: false, own: [noteIdOf(front('d-n0'))] })
  await edit(held, tag)
  await takeDeck(held.tab.services, versionOf(2, CORRECTED))
  await expectSeen(held, MINE, ['test', 'mine'])
})

test('a deck that was removed comes back in another version with what the learner had changed of the first', async () => {
  const held = await withDeck()
  await edit(held, tag)
  await held.tab.store.removeDeck('d' as Deck['id'])
  await takeDeck(held.tab.services, versionOf(2, CORRECTED))
  await expectSeen(held, CORRECTED, ['test', 'mine'])
})

test('what an earlier version of the app wrote down of a learner’s version is not wrong, and holds as a whole', async () => {
  const held = await withDeck()
  await held.tab.store.commit({
    events: [noteEvent(held.tab.services, await cardOf(held), tag((await cardOf(held)).note))],
    cards: [],
  })
  const db = await openDB(held.tab.store.name)
  const { was, ...older } = await db.get('overlays', 'd-n0')
  expect(was).toEqual([['tags', ['test']]])
  await db.put('overlays', older)
  db.close()
  expect(await held.tab.store.mend('all')).toBe(0)
  await held.tab.store.putDeck(versionOf(2, CORRECTED), { builtIn: false })
  expect((await cardOf(held)).note).toMatchObject({ content: WORDS, tags: ['test', 'mine'] })
})
