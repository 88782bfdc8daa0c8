import { expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { noteChange, noteEvent } from '../../src/app/noteEdit.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { bulkChange } from '../../src/domain/bulk.ts'
import { taggedAsLeech } from '../../src/domain/leech.ts'
import type { Note } from '../../src/domain/note.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import type { Change, StudyCard } from '../../src/storage/store.ts'
import { assertWhole } from '../storage/whole.ts'
import { front, makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

const HOUR = 3_600_000
type Held = { readonly device: Device; readonly tab: AppTab }

async function pair(): Promise<readonly [Held, Held]> {
  const open = async (): Promise<Held> => {
    const device = devices.make()
    const tab = await device.open()
    await tab.store.putDeck(makeDeck('d', 4), { builtIn: false })
    return { device, tab }
  }
  return [await open(), await open()]
}

async function cardOf({ tab }: Held): Promise<StudyCard> {
  const place = await tab.store.placeOf(front('d-n0'))
  const [card] = place ? await tab.store.cardsAt([place]) : []
  if (!card) throw new Error('no card')
  return card
}

type Deed = (held: Held, card: StudyCard) => Promise<Change> | Change

const edit =
  (change: (note: Note) => Note): Deed =>
  ({ tab }, card) => {
    const scheduler = makeScheduler(tab.services.settings.current())
    return noteChange(tab.services, scheduler, card, change(card.note), false)
  }
const correct = edit((note) => ({ ...note, content: { kind: 'qa', question: 'Right?', answer: 'Right.' } }))

const leech: Deed = ({ tab }, card) => {
  const tagged = taggedAsLeech(card.note)
  if (!tagged) throw new Error('no tag')
  return { events: [noteEvent(tab.services, card, tagged)], cards: [] }
}
const bulkTag: Deed = ({ tab }, { state, note, deckId }) => {
  const when = tab.services.moment()
  return bulkChange({ kind: 'tag', tag: 'mine', on: true }, [{ state, note, deckId }], {
    moment: when,
    nextId: () => tab.services.clock.next(when.at),
    scheduler: makeScheduler(tab.services.settings.current()),
    known: new Map(),
  })
}

const did = async (held: Held, deed: Deed) => held.tab.store.commit(await deed(held, await cardOf(held)))

async function meet(one: Held, other: Held) {
  const backups: string[] = []
  for (const { tab } of [one, other]) {
    await saveBackup(tab.services)
    backups.push(lastSaved().text)
  }
  const told = []
  for (const [i, { tab }] of [one, other].entries()) {
    const incoming = await preview(tab, fileOf(backups[1 - i] ?? ''))
    if (incoming.kind !== 'backup') throw new Error('no backup')
    await mergeBackup(tab.services, incoming)
    told.push(incoming.merging.changed)
  }
  return told
}

const others: readonly (readonly [string, Deed, (note: Note) => boolean])[] = [
  ['the tag of a leech', leech, ({ tags }) => tags.includes('leech')],
  ['a tag for many', bulkTag, ({ tags }) => tags.includes('mine')],
  [
    'an accepted answer',
    edit((note) => ({ ...note, accepted: ['also right'] })),
    ({ accepted }) => accepted.includes('also right'),
  ],
  [
    'options of a choice',
    edit((note) => ({ ...note, distractors: [{ text: 'Wrong.', evidence: null }] })),
    ({ distractors }) => distractors.length === 1,
  ],
]

for (const isLater of [true, false]) {
  test.each(others)(
    `a correction made on one device is still there after %s came from another, ${isLater ? 'later' : 'earlier'}`,
    async (_name, deed, isDone) => {
      const [laptop, phone] = await pair()
      if (!isLater) laptop.device.at += HOUR
      await did(laptop, correct)
      if (isLater) phone.device.at += HOUR
      await did(phone, deed)
      const told = await meet(laptop, phone)
      const [here, there] = [(await cardOf(laptop)).note, (await cardOf(phone)).note]
      expect(here.content).toEqual({ kind: 'qa', question: 'Right?', answer: 'Right.' })
      expect(isDone(here)).toBe(true)
      expect(there).toEqual(here)
      expect(told).toMatchObject([{ reworded: 1 }, { reworded: 1 }])
      for (const { tab } of [laptop, phone]) await assertWhole(tab.store)
    },
  )
}

test('a correction that is taken back goes out of what was made of it on another device meanwhile', async () => {
  const [laptop, phone] = await pair()
  const author = (await cardOf(laptop)).note
  const correction = await correct(laptop, await cardOf(laptop))
  await laptop.tab.store.commit(correction)
  await meet(laptop, phone)
  phone.device.at += 2 * HOUR
  await did(phone, leech)
  laptop.device.at += HOUR
  const { clock, moment } = laptop.tab.services
  const when = moment()
  const of = correction.events.map(({ id }) => id)
  await laptop.tab.store.commit({ events: [{ ...when, id: clock.next(when.at), kind: 'undo', of }], cards: [] })
  expect((await cardOf(laptop)).note).toEqual(author)
  const told = await meet(laptop, phone)
  for (const held of [laptop, phone]) expect((await cardOf(held)).note).toEqual(taggedAsLeech(author))
  expect(told).toMatchObject([{ reworded: 1 }, { reworded: 1 }])
})
