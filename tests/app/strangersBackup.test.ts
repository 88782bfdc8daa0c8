import { expect, test } from 'vitest'
import { makeBackup } from '../../src/app/backups.ts'
import { readDayDone } from '../../src/app/dayDone.ts'
import { readDayQueue } from '../../src/app/dayQueue.ts'
import { subscribeEvent } from '../../src/app/deckEvents.ts'
import { addNote } from '../../src/app/ownDecks.ts'
import { mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { addressToLook, createSubscription, pressLook } from '../../src/app/subscription.ts'
import { createUndo } from '../../src/app/undo.ts'
import { readUnsaved } from '../../src/app/unsaved.ts'
import { deckScope } from '../../src/domain/deckTree.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, front, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { answered, fileOf, preview, withShareSheet } from './transfers.ts'

const { devices } = withShareSheet()
const GIFT = deckId('gift')
const ADDRESS = 'https://stranger.example/d.json'

const backupOf = (...events: readonly object[]): string =>
  encodeBackup({
    appVersion: '0',
    savedAt: 1 as never,
    decks: [{ ...makeDeck('gift', 2), builtIn: false, retired: [] }],
    events: events as readonly StoredEvent[],
  })

async function shown(tab: AppTab, text: string) {
  const incoming = await preview(tab, fileOf(text))
  if (incoming.kind !== 'backup') throw new Error(incoming.kind)
  return incoming
}

/** An event such as this device itself would make, whose name any deck tells that was made here. */
const said = (tab: AppTab, more: object): StoredEvent => {
  const when = tab.services.moment()
  return { ...when, id: tab.services.clock.next(when.at), ...more } as StoredEvent
}
const subscribe = (tab: AppTab, looks: boolean) => subscribeEvent(tab.services, GIFT, { address: ADDRESS, looks })

test.each(['merge', 'replace'] as const)(
  'leave to ask unasked comes with no backup, whoever its events name: %s',
  async (way) => {
    const tab = await devices.open()
    const incoming = await shown(tab, backupOf(subscribe(tab, true)))
    if (way === 'merge') await mergeBackup(tab.services, incoming)
    else await replaceWithBackup(tab.services, incoming, async () => {})
    expect(await tab.store.subscription(GIFT)).toEqual({ address: ADDRESS, looks: false })
    expect(JSON.stringify(await tab.store.eventsSince(null))).not.toContain('"looks":true')
  },
)

test('leave that was taken away does not come back by an undo that came with a backup', async () => {
  const tab = await devices.open()
  await tab.store.putDeck(makeDeck('gift', 2), { builtIn: false })
  const { change } = tab.use(() => createSubscription(() => GIFT)).it
  await change({ address: ADDRESS, looks: true })
  await change({ address: ADDRESS, looks: false })
  const last = (await tab.store.eventsSince(null)).at(-1)
  const incoming = await shown(tab, backupOf(said(tab, { kind: 'undo', of: [last?.id] })))
  await mergeBackup(tab.services, incoming)
  expect((await tab.store.subscription(GIFT))?.looks).toBe(false)
})

test('a deck’s address is looked at where that was pressed, once, and not for a mere link', async () => {
  const tab = await devices.open()
  await tab.store.commit({ events: [subscribe(tab, false)], cards: [] })
  expect(await addressToLook(tab.services, GIFT)).toEqual({ address: ADDRESS, isPressed: false })
  pressLook(deckId('other'))
  expect(await addressToLook(tab.services, GIFT)).toEqual({ address: ADDRESS, isPressed: false })
  pressLook(GIFT)
  expect(await addressToLook(tab.services, GIFT)).toEqual({ address: ADDRESS, isPressed: true })
  expect(await addressToLook(tab.services, GIFT)).toEqual({ address: ADDRESS, isPressed: false })
})

test('the hosts that new decks bring along are named before', async () => {
  const tab = await devices.open()
  const incoming = await shown(tab, backupOf(subscribe(tab, false)))
  expect(incoming.merging.hosts).toEqual(['stranger.example'])
  await mergeBackup(tab.services, incoming)
  expect((await shown(tab, backupOf(subscribe(tab, false)))).merging.hosts).toEqual([])
})

test('a card written by hand stays as it is where a backup has something else under the name of its event', async () => {
  const tab = await devices.open()
  await tab.store.putDeck(makeDeck('d', 1), { builtIn: false })
  const { it: undo } = tab.use(createUndo)
  const fields = {
    kind: 'qa',
    question: 'Mine?',
    answer: 'MY OWN ANSWER',
    items: '',
    text: '',
    options: '',
    accepted: '',
  }
  await addNote(tab.services, undo, { ...fields, tags: [], typed: false } as never, deckId('d'))
  const before = await tab.store.eventsSince(null)
  const [own] = before
  const incoming = await shown(tab, backupOf({ a: 0, id: own?.id, kind: 'zz' }))
  expect(incoming.damage).toMatchObject({ lines: 1, missing: { event: 1 } })
  await mergeBackup(tab.services, incoming)
  expect(await tab.store.eventsSince(null)).toEqual(before)
  expect(JSON.stringify(await tab.store.deck(deckId('d')))).toContain('MY OWN ANSWER')
  await assertWhole(tab.store)
})

test('what is here twice in other words of the same is no damage', async () => {
  const tab = await devices.open()
  const event = { ...said(tab, { kind: 'later', text: 'half \ud800', none: undefined, zero: -0 }) }
  await tab.store.commit({ events: [event], cards: [] })
  const turned = Object.fromEntries(Object.entries(event).toReversed())
  const incoming = await shown(tab, backupOf(turned))
  expect(incoming.damage).toBeNull()
  await mergeBackup(tab.services, incoming)
  expect(await tab.store.eventsSince(null)).toEqual([event])
})

test('what a backup says of cards and decks that are nowhere is told before', async () => {
  const tab = await devices.open()
  const [note] = makeDeck('famous', 1).notes
  const base = { deckId: 'famous', noteId: 'famous-n0' }
  const incoming = await shown(
    tab,
    backupOf(
      said(tab, { ...base, kind: 'note', note }),
      said(tab, { ...base, kind: 'retire', noteId: 'famous-n1', on: true }),
      said(tab, { kind: 'suspend', cardId: 'famous-n2/front', on: true }),
      said(tab, { kind: 'suspend', cardId: 'gift-n0/front', on: true }),
      said(tab, { kind: 'title', deckId: 'famous', title: 'Theirs' }),
      said(tab, { kind: 'title', deckId: 'gift', title: 'Theirs' }),
    ),
  )
  expect(incoming.merging.absent).toBe(4)
})

test('an event of what is no card is left out, and all else is restored', async () => {
  const tab = await devices.open()
  const flag = (cardId: string) => said(tab, { kind: 'flag', cardId, flag: 3 })
  const review = { kind: 'review', rating: 'good', elapsedMs: 900, source: 'study', due: 20_460, step: null }
  const whole = flag('gift-n0/front')
  const incoming = await shown(tab, backupOf(flag(''), said(tab, { ...review, cardId: 'no-slash' }), whole))
  expect(incoming.damage).toMatchObject({ lines: 2, missing: { event: 2 } })
  await mergeBackup(tab.services, incoming)
  expect(await tab.store.eventsSince(null)).toEqual([whole])
  expect((await tab.store.decks()).map(({ id }) => id)).toEqual([GIFT])
  await assertWhole(tab.store)
})

/** What each kind of event says of its card, but for which. */
const OF_CARDS: Readonly<Record<string, object>> = {
  review: { rating: 'good', elapsedMs: 900, source: 'study', due: 20_460, step: null },
  baseline: { stability: 5, difficulty: 5, due: 20_460 },
  reset: {},
  setDue: { due: 20_470 },
  suspend: { on: true },
  bury: {},
  flag: { flag: 1 },
  anki: { row: 'row' },
}
const NO_CARDS = [null, {}, [], true, 7, undefined]

test('an event of a card that names none is left out, whatever its kind, and all else is restored', async () => {
  const tab = await devices.open()
  const nameless = Object.entries(OF_CARDS).flatMap(([kind, more]) =>
    NO_CARDS.map((cardId) => said(tab, { kind, ...more, cardId })),
  )
  const whole = Object.entries(OF_CARDS).map(([kind, more]) => said(tab, { kind, ...more, cardId: 'gift-n0/front' }))
  const incoming = await shown(tab, backupOf(...nameless, ...whole))
  expect(incoming.damage).toMatchObject({ lines: nameless.length, missing: { event: nameless.length } })
  expect(incoming.damage?.refused[0]?.path).toBe('event.cardId')
  await mergeBackup(tab.services, incoming)
  expect(await tab.store.eventsSince(null)).toEqual(whole)
  await assertWhole(tab.store)
})

test('an answer of no card that was let in once breaks no page and counts nowhere', async () => {
  const tab = await devices.open()
  await tab.store.putDeck(makeDeck('d', 4), { builtIn: false })
  await tab.store.commit(await answered(tab, front('d-n0')))
  const { services } = tab
  await services.settings.changeIn(deckScope(deckId('d')), { newPerDay: 9 })
  for (const cardId of NO_CARDS) {
    const events = [said(tab, { kind: 'review', ...OF_CARDS.review, cardId })]
    await tab.store.commit({ events, cards: [] })
  }
  expect(await readDayDone(services)).toMatchObject({ used: { new: 1, review: 0 } })
  expect((await readDayQueue(services, null)).queue.main).toHaveLength(3)
  expect(await readUnsaved(services)).toMatchObject({ reviews: 1 })
  const made = await makeBackup(services)
  expect(made).toMatchObject({ reviews: 1, contents: { lost: [{ kind: 'event', count: NO_CARDS.length }] } })
  await assertWhole(tab.store)
})

test('an event that says its note was what no note can be is left out', async () => {
  const tab = await devices.open()
  const [note] = makeDeck('famous', 1).notes
  const about = { kind: 'note', deckId: 'famous', noteId: 'famous-n0', note }
  const whole = said(tab, { ...about, was: [['tags', ['before']], ['later']] })
  const wrong = [[['tags', 'no list']], [['id', 'another']], [[]], 'nothing'].map((was) => said(tab, { ...about, was }))
  const incoming = await shown(tab, backupOf(...wrong, whole))
  expect(incoming.damage).toMatchObject({ lines: 4, missing: { event: 4 } })
  await mergeBackup(tab.services, incoming)
  expect(await tab.store.eventsSince(null)).toEqual([whole])
})
