import { beforeEach, describe, expect, test } from 'vitest'
import { type MadeBackup, makeBackup, readBackup } from '../../src/app/backups.ts'
import { type LastBackup, lastBackup, rememberBackup } from '../../src/app/lastBackup.ts'
import { addDeck, addNote } from '../../src/app/ownDecks.ts'
import { mergeBackup, replaceWithBackup, type TakenBackup } from '../../src/app/restore.ts'
import { createUndo } from '../../src/app/undo.ts'
import { readUnsaved } from '../../src/app/unsaved.ts'
import { addToHeld } from '../../src/domain/draftDeck.ts'
import { emptyFields } from '../../src/domain/noteFields.ts'
import { isWorthSaving } from '../../src/domain/unsaved.ts'
import { deckId, front, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))
beforeEach(() => rememberBackup(null))
const keep = async () => {}

async function answer(tab: AppTab, times: number): Promise<void> {
  const { services, store } = tab
  for (let i = 0; i < times; i++) {
    const when = services.moment()
    const review = { rating: 'good', elapsedMs: 1, source: 'study', due: when.day + 3, step: null } as const
    const id = services.clock.next(when.at)
    const event = { ...when, id, kind: 'review', cardId: front('d-n0'), ...review } as never
    await store.commit({ events: [event], cards: [] })
  }
}

async function lived(times: number): Promise<AppTab> {
  const tab = await devices.open()
  await tab.store.putDeck(makeDeck('d', 2), { builtIn: false })
  await answer(tab, times)
  return tab
}

async function taken(made: MadeBackup, from?: string): Promise<TakenBackup> {
  const read = await readBackup(made.file)
  if (!read.ok) throw new Error(read.error.kind)
  return { ...read.value, ...(from !== undefined && { from }) }
}

const saved = (made: MadeBackup): LastBackup => ({ ...made.contents, name: made.name, to: 'file' })

describe('what is known of the last backup', () => {
  test('is, once a file took the place of everything, that file: nothing would be lost', async () => {
    const made = await makeBackup((await lived(3)).services)
    const here = await lived(1)
    const undo = await replaceWithBackup(here.services, await taken(made, 'mine.json'), keep)
    expect(lastBackup()).toMatchObject({ name: 'mine.json', at: made.contents.at, events: 3, isSource: true })
    expect(await readUnsaved(here.services)).toMatchObject({ reviews: 0, made: 0 })
    await answer(here, 2)
    expect(await readUnsaved(here.services)).toMatchObject({ reviews: 2, made: 0 })
    await undo()
    expect(lastBackup()).toBeNull()
  })

  test('is that file as well where it was joined with nothing, as on a new device', async () => {
    const made = await makeBackup((await lived(3)).services)
    const fresh = await devices.open()
    const undo = await mergeBackup(fresh.services, await taken(made, 'mine.json'))
    expect(lastBackup()).toMatchObject({ name: 'mine.json', isSource: true })
    expect(await readUnsaved(fresh.services)).toMatchObject({ reviews: 0, made: 0 })
    await undo()
    expect(lastBackup()).toBeNull()
  })

  test('is not that file where there was more than is in it', async () => {
    const made = await makeBackup((await lived(3)).services)
    const here = await lived(1)
    await mergeBackup(here.services, await taken(made, 'mine.json'))
    expect(lastBackup()).toBeNull()
    expect(await readUnsaved(here.services)).toMatchObject({ reviews: 4 })
  })

  test('is not a file that lacks cards kept here alone in a deck of the same version, nor is one that lacks its cards', async () => {
    const [phone, laptop] = [await lived(0), await lived(0)]
    const keepCards = async ({ store }: AppTab, name: string) => {
      const held = await store.collectedDeck(deckId('d'))
      const article = makeDeck(name, 5)
      const [source] = article.sources
      if (!held || !source) throw new Error('no deck')
      const { deck, own } = addToHeld(held, source, article.notes)
      await store.putDeck(deck, { builtIn: false, own })
    }
    await keepCards(phone, 'phone')
    await keepCards(laptop, 'laptop')
    const made = await makeBackup(laptop.services)
    const file = saved(await makeBackup(phone.services))
    for (const known of [null, file]) {
      rememberBackup(known)
      const undo = await mergeBackup(phone.services, await taken(made, 'laptop.json'))
      expect(lastBackup()?.isSource).toBeUndefined()
      expect((await readUnsaved(phone.services)).made).toBe(12)
      await undo()
      expect(lastBackup()).toEqual(known)
    }
    rememberBackup(null)
    await mergeBackup(laptop.services, await taken(made, 'laptop.json'))
    expect(lastBackup()).toMatchObject({ name: 'laptop.json', isSource: true })
  })

  test('stays what it was where a copy inside this browser has all that it has', async () => {
    const here = await lived(2)
    const file = saved(await makeBackup(here.services))
    rememberBackup(file)
    await answer(here, 1)
    const point = await makeBackup(here.services)
    await answer(here, 1)
    await replaceWithBackup(here.services, await taken(point), keep)
    expect(lastBackup()).toEqual(file)
    expect(await readUnsaved(here.services)).toMatchObject({ reviews: 1, made: 0 })
  })

  test('is said to be of something else where a copy inside this browser lacks what it has', async () => {
    const here = await lived(1)
    const point = await makeBackup(here.services)
    await answer(here, 2)
    const file = saved(await makeBackup(here.services))
    rememberBackup(file)
    const undo = await replaceWithBackup(here.services, await taken(point), keep)
    expect(lastBackup()).toMatchObject({ name: file.name, at: file.at, events: 0, isOther: true })
    expect(await readUnsaved(here.services)).toMatchObject({ reviews: 1, made: 2 })
    await undo()
    expect(lastBackup()).toEqual(file)
  })
})

test('cards written by hand, and what else was done, are unsaved until a backup has them', async () => {
  const here = await lived(1)
  const { it: undo } = here.use(createUndo)
  const mine = await addDeck(here.services, 'Mine', 'en')
  const write = (n: number) =>
    addNote(here.services, undo, { ...emptyFields('qa'), question: `${n}?`, answer: 'a' }, mine)
  await write(0)
  rememberBackup(saved(await makeBackup(here.services)))
  expect(await readUnsaved(here.services)).toMatchObject({ reviews: 0, made: 0, other: 0, acts: 0, since: null })
  for (let n = 1; n <= 50; n++) await write(n)
  const when = here.services.moment()
  const id = here.services.clock.next(when.at)
  await here.store.commit({
    events: [{ ...when, id, kind: 'suspend', cardId: front('d-n0'), on: true }],
    cards: [],
  })
  const unsaved = await readUnsaved(here.services)
  expect(unsaved).toMatchObject({ reviews: 0, made: 50, other: 1, acts: 51 })
  expect(isWorthSaving(unsaved, here.services.now(), null)).toBe(true)
})
