import { expect, test } from 'vitest'
import { saveBackup } from '../../src/app/backups.ts'
import { mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { createStudy } from '../../src/app/study.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab, Device } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices, lastSaved } = withShareSheet()

const [shared] = makeDeck('shared', 1).notes.map((note) => ({ ...note, evidence: [] }))
const having = (deck: Deck, ...more: Deck['notes']): Deck => ({ ...deck, notes: [...deck.notes, ...more] })
const note = shared as Deck['notes'][number]

async function backupOf(tab: AppTab) {
  await saveBackup(tab.services)
  const { text } = lastSaved()
  return async (on: AppTab) => {
    const incoming = await preview(on, fileOf(text))
    if (incoming.kind !== 'backup') throw new Error(incoming.kind)
    return incoming
  }
}

async function merge(into: AppTab, from: AppTab): Promise<void> {
  const backup = await backupOf(from)
  await mergeBackup(into.services, await backup(into))
}

const homesOf = async (tab: AppTab): Promise<string[]> => {
  const held = await Promise.all(['d', 'e'].map((id) => tab.store.deck(id as Deck['id'])))
  return held.flatMap((deck) => (deck?.notes.some(({ id }) => id === note.id) ? [deck.id] : []))
}

/** Answers whatever is asked, and says how many cards that were. */
async function studyAll(device: Device, tab: AppTab): Promise<number> {
  const { it: study, leave } = tab.use(() => createStudy({ kind: 'due', scope: null }))
  await until(() => study.view().phase !== 'loading', 'there')
  let answers = 0
  for (; study.view().phase === 'question' && answers < 20; answers++) {
    device.at += 3000
    study.reveal()
    study.rate('easy')
    await until(() => tab.services.writer.state().phase === 'safe', 'safe')
  }
  leave()
  return answers
}

test('a card that two devices put into different decks lives in one of them, the same on both, and is asked once', async () => {
  const device = devices.make()
  const [a, b] = [await devices.open(), await device.open()]
  for (const tab of [a, b]) for (const id of ['d', 'e']) await tab.store.putDeck(makeDeck(id, 2), { builtIn: false })
  await a.store.putDeck(having(makeDeck('d', 2), note), { builtIn: false, own: [note.id] })
  await b.store.putDeck(having(makeDeck('e', 2), note), { builtIn: false, own: [note.id] })
  const second = await devices.open()
  await merge(second, b)
  await merge(b, a)
  await merge(second, a)
  await merge(a, b)
  for (const tab of [a, b, second]) expect(await homesOf(tab)).toEqual(['d'])
  expect((await (await backupOf(a))(b)).isNew).toBe(false)
  expect(await studyAll(device, b)).toBe(5)
  await assertWhole(b.store)
})

test('nor has it two homes where one file says so, joined or in the place of everything', async () => {
  const a = await devices.open()
  await a.store.putDeck(having(makeDeck('d', 1), note), { builtIn: false })
  await a.store.putDeck(having(makeDeck('e', 1), note), { builtIn: false })
  const backup = await backupOf(a)
  const [joining, replacing] = [devices.make(), devices.make()]
  const [b, c] = [await joining.open(), await replacing.open()]
  await mergeBackup(b.services, await backup(b))
  await replaceWithBackup(c.services, await backup(c), async () => {})
  for (const [device, tab] of [
    [joining, b],
    [replacing, c],
  ] as const) {
    expect(await homesOf(tab)).toEqual(['d'])
    expect(await studyAll(device, tab)).toBe(3)
    await assertWhole(tab.store)
  }
})

test('what its author moved from one deck to another is not out of study where it was, and stays where it is', async () => {
  const device = devices.make()
  const [a, b] = [await devices.open(), await device.open()]
  const before = having(makeDeck('d', 1), note)
  await takeDeck(a.services, before)
  await takeDeck(a.services, { ...before, version: 2, notes: before.notes.filter(({ id }) => id !== note.id) })
  await takeDeck(b.services, { ...having(makeDeck('e', 1), note), version: 2 })
  await merge(b, a)
  expect(await homesOf(b)).toEqual(['e'])
  await studyAll(device, b)
  await assertWhole(b.store)
  const old = await devices.open()
  await takeDeck(old.services, before)
  await merge(b, old)
  expect(await homesOf(b)).toEqual(['e'])
})
