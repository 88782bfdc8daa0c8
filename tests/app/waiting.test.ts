import { expect, test } from 'vitest'
import { mergeBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import type { Note } from '../../src/domain/note.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { answered, deckFile, fileOf, preview, reword, withShareSheet } from './transfers.ts'

const { devices } = withShareSheet()
const FAMOUS = makeDeck('famous', 6)
const NOTHING = { studied: 0, away: 0, marked: 0, own: 0, hasSettings: false, host: null }

async function shown(tab: AppTab, deck = FAMOUS) {
  const incoming = await preview(tab, deckFile(deck))
  if (incoming.kind !== 'deck') throw new Error(incoming.kind)
  return incoming
}

const worded = (n: number, question: string): Note => {
  const note = FAMOUS.notes[n]
  if (!note) throw new Error(`no note ${n}`)
  return { ...note, content: { kind: 'qa', question, answer: 'Theirs' } }
}

/** A stranger's backup that speaks of a deck which is not in it. */
async function plant(tab: AppTab, ...said: readonly object[]): Promise<void> {
  const when = tab.services.moment()
  const events = said.map((more) => ({ ...when, id: tab.services.clock.next(when.at), ...more }) as StoredEvent)
  const incoming = await preview(tab, fileOf(encodeBackup({ appVersion: '0', savedAt: 1 as never, decks: [], events })))
  if (incoming.kind !== 'backup') throw new Error(incoming.kind)
  await mergeBackup(tab.services, incoming)
}

test('what a backup said of a deck before it was here is told before it comes', async () => {
  const tab = await devices.open()
  expect((await shown(tab)).waiting).toEqual(NOTHING)
  const of = { deckId: 'famous' }
  const review = { kind: 'review', rating: 'good', elapsedMs: 900, source: 'study', due: 30_000, step: null }
  await plant(
    tab,
    { ...review, cardId: front('famous-n0') },
    { kind: 'suspend', cardId: front('famous-n1'), on: true },
    { ...of, kind: 'retire', noteId: 'famous-n2', on: true },
    { kind: 'flag', cardId: front('famous-n3'), flag: 2 },
    { ...of, kind: 'note', noteId: 'famous-n4', note: worded(4, 'Planted?') },
    { ...of, kind: 'move', noteId: 'planted', from: null, note: { ...worded(0, 'Planted?'), id: 'planted' } },
    { ...of, kind: 'subscribe', address: 'https://stranger.example/d.json', looks: false },
    { kind: 'deckSetting', scope: 'deck famous', change: { newPerDay: 0 } },
  )
  const { waiting, merge } = await shown(tab)
  expect(waiting).toEqual({
    studied: 1,
    away: 2,
    marked: 1,
    own: 1,
    hasSettings: true,
    host: 'stranger.example',
  })
  expect(merge.counts).toMatchObject({ fresh: 5, clashing: 1 })
  expect(merge.clashes.map(({ noteId: id, field }) => [id, field])).toEqual([
    ['famous-n4', 'question'],
    ['famous-n4', 'answer'],
  ])
})

test.each([
  ['theirs', 'What is 4?'],
  ['mine', 'Planted?'],
] as const)(
  'planted words stand over a deck that comes only where the learner chose so: %s',
  async (side, question) => {
    const tab = await devices.open()
    await plant(tab, { deckId: 'famous', kind: 'note', noteId: 'famous-n4', note: worded(4, 'Planted?') })
    const before = await tab.store.eventsSince(null)
    const undo = await takeDeck(tab.services, FAMOUS, { choose: () => side })
    const note = (await tab.store.deck(deckId('famous')))?.notes.find(({ id }) => id === noteId('famous-n4'))
    const text = side === 'mine' ? question : FAMOUS.notes[4]?.content.kind === 'qa' && FAMOUS.notes[4].content.question
    expect(note?.content).toMatchObject({ question: text })
    await assertWhole(tab.store)
    await undo()
    expect((await tab.store.eventsSince(null)).slice(0, before.length)).toEqual(before)
    expect((await shown(tab)).merge.counts.clashing).toBe(1)
    await assertWhole(tab.store)
  },
)

test('progress of a deck that was removed waits for it, and is told as well', async () => {
  const tab = await devices.open()
  await tab.store.putDeck(FAMOUS, { builtIn: false })
  await tab.store.commit(await answered(tab, front('famous-n0')))
  await reword(tab, FAMOUS, 1)
  await tab.store.removeDeck(deckId('famous'))
  const { waiting, merge } = await shown(tab)
  expect(waiting).toEqual({ ...NOTHING, studied: 1 })
  expect(merge.counts).toMatchObject({ fresh: 5, clashing: 1 })
  await takeDeck(tab.services, FAMOUS)
  expect((await tab.store.cards([front('famous-n0')]))[0]?.reps).toBe(1)
  expect(JSON.stringify(await tab.store.deck(deckId('famous')))).toContain('Mine?')
  await assertWhole(tab.store)
})

test('planted words for a card of a later version are no new card of that version', async () => {
  const tab = await devices.open()
  await tab.store.putDeck({ ...FAMOUS, notes: FAMOUS.notes.slice(0, 4) }, { builtIn: false })
  await plant(
    tab,
    { deckId: 'famous', kind: 'note', noteId: 'famous-n4', note: worded(4, 'Planted?') },
    { kind: 'suspend', cardId: front('famous-n5'), on: true },
  )
  const { waiting, merge } = await shown(tab, { ...FAMOUS, version: 2 })
  expect(waiting).toEqual({ ...NOTHING, away: 1 })
  expect(merge.counts).toMatchObject({ fresh: 1, same: 4, clashing: 1 })
})
