import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { addDeck } from '../../src/app/ownDecks.ts'
import { partsToRemove, removeDeck } from '../../src/app/removeDeck.ts'
import { mergeBackup } from '../../src/app/restore.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { previewDeck } from '../../src/app/transfer.ts'
import type { Deck } from '../../src/domain/deck.ts'
import { addToHeld } from '../../src/domain/draftDeck.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import type { DeckId, Note } from '../../src/domain/note.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { STAND_IN_TITLE } from '../../src/domain/standIn.ts'
import type { ReadBackup } from '../../src/formats/backupReader.ts'
import { bareSource } from '../bareSource.ts'
import { assertWhole } from '../storage/whole.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0', navigator: { language: 'en' } }))

async function backupOf(tab: AppTab): Promise<ReadBackup> {
  const result = await readBackup((await makeBackup(tab.services)).file)
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
  return result.value
}

/** A device that has all of another's log, and none of its decks. */
async function logAlone(backup: ReadBackup): Promise<AppTab> {
  const tab = await devices.open()
  await mergeBackup(tab.services, { ...backup, backup: { ...backup.backup, decks: [] } })
  return tab
}

async function say(tab: AppTab, event: object): Promise<void> {
  const when = tab.services.moment()
  const said = { ...when, id: tab.services.clock.next(when.at), ...event } as StoredEvent
  await tab.store.commit({ events: [said], cards: [] })
}

const [CARD, OTHER] = makeDeck('w', 2).notes.map((note): Note => ({ ...note, evidence: [], distractors: [] })) as [
  Note,
  Note,
]

const write = (tab: AppTab, into: DeckId, note: Note, from: DeckId | null = null) =>
  say(tab, { kind: 'move', noteId: note.id, from, deckId: into, note })

async function remove(tab: AppTab, id: DeckId): Promise<void> {
  const parts = await partsToRemove(tab.services, id)
  if (parts) await removeDeck(tab.services, id, parts)
}

const cardsIn = async (tab: AppTab) =>
  Object.fromEntries((await tab.store.columns()).map((deck) => [deck.deckId, deck.length]))

describe('cards that went with their deck, which was removed', () => {
  test('stay away on a device that knows of it from the log alone, whatever is checked there', async () => {
    const tab = await devices.open()
    const mine = await addDeck(tab.services, 'My anatomy', 'en')
    await write(tab, mine, CARD)
    await remove(tab, mine)
    expect(await tab.store.decks()).toEqual([])
    expect(await tab.store.mend('all')).toBe(0)
    const other = await logAlone(await backupOf(tab))
    expect(await other.store.mend('all')).toBe(0)
    expect(await other.store.decks()).toEqual([])
    await assertWhole(other.store)
  })

  test('come back with what was done to them afterwards on another device', async () => {
    const [here, there] = [await devices.open(), await devices.open()]
    const mine = await addDeck(here.services, 'My anatomy', 'en')
    await write(here, mine, CARD)
    await mergeBackup(there.services, await backupOf(here))
    await remove(here, mine)
    const removed = await backupOf(here)
    // That device hears of the removal by its clock alone, and then writes another card for the deck.
    devices.last().at += 60_000
    await write(there, mine, OTHER)
    const other = await logAlone({ ...(await backupOf(there)) })
    await mergeBackup(other.services, removed)
    expect(await other.store.mend('all')).toBe(1)
    expect(await other.store.decks()).toMatchObject([{ title: STAND_IN_TITLE }])
    const shown = await other.store.deck(mine)
    expect(shown?.notes.map(({ id }) => id)).toContain(OTHER.id)
    await assertWhole(other.store)
  })

  test('come back with the deck, from a backup made before', async () => {
    const tab = await devices.open()
    const mine = await addDeck(tab.services, 'My anatomy', 'en')
    await write(tab, mine, CARD)
    const before = await backupOf(tab)
    await remove(tab, mine)
    await mergeBackup(tab.services, before)
    expect(await cardsIn(tab)).toEqual({ [mine]: 1 })
    await assertWhole(tab.store)
  })
})

/** What two devices that once were the same did since, each with its own clock. */
const deeds = fc.array(
  fc.record({
    where: fc.constantFrom<0 | 1>(0, 1),
    what: fc.constantFrom('write' as const, 'move' as const, 'back' as const, 'remove' as const),
    later: fc.integer({ min: -5_000, max: 20_000 }),
  }),
  { maxLength: 6 },
)

test('removals and moves on two devices come to the same in either order of merging, and after Check all', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, fc.boolean(), async (done, isWithDecks) => {
      const made = [devices.make(), devices.make()] as const
      const tabs = [await made[0].open(), await made[1].open()] as const
      const home = makeDeck('home', 2)
      await tabs[0].store.putDeck(home, { builtIn: false })
      const mine = await addDeck(tabs[0].services, 'Mine', 'en')
      await write(tabs[0], mine, CARD)
      await mergeBackup(tabs[1].services, await backupOf(tabs[0]))
      const [guest] = home.notes as [Note]
      for (const { where, what, later } of done) {
        const tab = tabs[where]
        made[where].at += later
        const isHere = (await tab.store.decks()).some(({ id }) => id === mine)
        if (what === 'remove') await remove(tab, mine)
        else if (what === 'write' && isHere) await write(tab, mine, OTHER)
        else if (what === 'move' && isHere) await write(tab, mine, guest, home.id)
        else if (what === 'back') await write(tab, home.id, guest, mine)
      }
      const [one, other] = [await backupOf(tabs[0]), await backupOf(tabs[1])]
      const bare = (backup: ReadBackup): ReadBackup => ({
        ...backup,
        backup: { ...backup.backup, decks: backup.backup.decks.filter(({ id }) => isWithDecks || id !== mine) },
      })
      const shownBy = async (first: ReadBackup, second: ReadBackup) => {
        const tab = await devices.open()
        await mergeBackup(tab.services, bare(first))
        await mergeBackup(tab.services, bare(second))
        await tab.store.mend('all')
        await assertWhole(tab.store)
        const shown: Record<string, readonly string[]> = {}
        for (const { id } of await tab.store.decks())
          shown[id] = ((await tab.store.deck(id))?.notes ?? []).map((note) => note.id).sort()
        return { shown, events: await tab.store.eventsSince(null) }
      }
      const merged = await shownBy(one, other)
      expect(await shownBy(other, one)).toEqual(merged)
      // What was done to a card after the removal does not go with it, and brings its deck back; nothing else does.
      const removal = merged.events.filter((event) => event.kind === 'deck').at(-1)?.id ?? ''
      const moves = merged.events.flatMap((event) => (event.kind === 'move' && 'deckId' in event ? [event] : []))
      const last = [CARD, OTHER, guest].flatMap(({ id }) => moves.filter((move) => move.noteId === id).at(-1) ?? [])
      const isBack = isWithDecks || last.some((move) => move.deckId === mine && move.id > removal)
      const all = Object.values(merged.shown).flat()
      for (const { noteId, deckId, id } of last) {
        if (deckId !== mine || id > removal) expect(all).toContain(noteId)
        else if (!isBack) expect(all).not.toContain(noteId)
      }
      await devices.closeAll()
    }),
    { numRuns: 15 },
  )
}, 120_000)

test('what stays of a removed deck leads no copy that is whole, and lets its author’s next versions in', async () => {
  const version = (number: number): Deck => {
    const deck = makeDeck('d', 2)
    const content = { kind: 'qa' as const, question: `Version ${number}?`, answer: 'yes' }
    return { ...deck, version: number, notes: deck.notes.map((note) => ({ ...note, content, evidence: [] })) }
  }
  const asked = async (tab: AppTab) =>
    (await tab.store.deck('d' as DeckId))?.notes.flatMap(({ content }) =>
      'question' in content ? content.question : [],
    )
  const [a, b, c] = [await devices.open(), await devices.open(), await devices.open()]
  await takeDeck(a.services, version(3))
  await takeDeck(b.services, version(2))
  await takeDeck(c.services, version(3))
  const held = await a.store.collectedDeck('d' as DeckId)
  if (!held) throw new Error('not taken')
  const { deck, own } = addToHeld(held, bareSource({ id: 's-x' as SourceId, title: 'X', text: 'Hello.' }), [CARD])
  await a.store.putDeck(deck, { builtIn: false, own })
  await remove(a, 'd' as DeckId)
  expect(await cardsIn(a)).toEqual({ d: 1 })
  await mergeBackup(a.services, await backupOf(b))
  expect((await previewDeck(a.services, version(3))).merge.isOlder).toBe(false)
  await mergeBackup(c.services, await backupOf(a))
  const [one = '', two = ''] = (await asked(c)) ?? []
  expect([one, two]).toEqual(['Version 3?', 'Version 3?'])
  await mergeBackup(a.services, await backupOf(c))
  expect(await asked(a)).toEqual(await asked(c))
})
