import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { keepPointIfAble, listCopies } from '../../src/app/copies.ts'
import { CHANGES, type MergeChanges } from '../../src/app/mergeCounts.ts'
import { rebuild } from '../../src/app/rebuild.ts'
import { mergeBackup, previewBackup, replaceWithBackup } from '../../src/app/restore.ts'
import type { EventId, LogEvent, StoredEvent } from '../../src/domain/event.ts'
import { type CardId, cardIdOf } from '../../src/domain/note.ts'
import { dueOnDay, toStudyDay } from '../../src/domain/time.ts'
import { inOrder } from '../../src/domain/undo.ts'
import type { ReadBackup } from '../../src/formats/backupReader.ts'
import { makeCopyFolder, privateFolder } from '../../src/storage/copyFolder.ts'
import { makeFakeFolder } from '../storage/fakeFolder.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, everything, front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))
const { open } = devices
const DECK = makeDeck('d', 6)

async function read(tab: AppTab): Promise<ReadBackup> {
  const result = await readBackup((await makeBackup(tab.services)).file)
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
  return result.value
}

type Said<E = LogEvent> = E extends LogEvent ? Omit<E, 'id' | 'at' | 'offsetMinutes' | 'day'> : never

/** Puts events into a log, as a device does that was told so; resolves with their ids. */
async function say(tab: AppTab, ...said: readonly Said[]): Promise<EventId[]> {
  const events = said.map((one): StoredEvent => {
    devices.last().at += 60_000
    const when = tab.services.moment()
    return { ...when, id: tab.services.clock.next(when.at), ...one } as StoredEvent
  })
  await tab.store.replaceAll((here) => ({ ...here, events: inOrder([...here.events, ...events]) }), rebuild)
  return events.map(({ id }) => id)
}

const good = (n: number, dueIn = 3): Said => ({
  kind: 'review',
  cardId: front(`d-n${n}`),
  rating: 'good',
  elapsedMs: 900,
  source: 'study',
  due: dueOnDay(toStudyDay(20_500 + dueIn)),
  step: null,
})
const reset = (n: number): Said => ({ kind: 'reset', cardId: front(`d-n${n}`) })
const retire = (n: number, on = true): Said => ({ kind: 'retire', noteId: noteId(`d-n${n}`), deckId: deckId('d'), on })
const noteOf = (n: number) => DECK.notes[n] ?? expect.fail(`no note ${n}`)
const reword = (n: number, answer: string): Said => {
  const note = { ...noteOf(n), content: { kind: 'qa' as const, question: 'What?', answer } }
  return { kind: 'note', noteId: note.id, deckId: deckId('d'), note }
}
const move = (n: number, to: string): Said => {
  return { kind: 'move', noteId: noteId(`d-n${n}`), from: deckId('d'), deckId: deckId(to), note: noteOf(n) }
}

async function holder(): Promise<AppTab> {
  const tab = await open()
  await tab.store.putDeck(DECK, { builtIn: true })
  await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
  return tab
}

/** What `stranger` says after `mine` was said, as a backup that comes to this device. */
async function comes(mine: readonly Said[], stranger: (tab: AppTab) => Promise<unknown>) {
  const other = await holder()
  const tab = await holder()
  await say(tab, ...mine)
  await mergeBackup(other.services, await read(tab))
  devices.last().at += 3_600_000
  await stranger(other)
  const backup = await read(other)
  return { tab, backup, preview: await previewBackup(tab.services, backup) }
}

const notNone = ({ changed, added }: MergeChanges) =>
  Object.fromEntries(Object.entries({ ...changed, ...added }).filter(([, n]) => n > 0))

describe('what a merge changes here is counted before', () => {
  const STUDIED = [0, 1, 2].map((n) => good(n))

  test.each<[string, readonly Said[], readonly Said[], Record<string, number>]>([
    ['studied cards are made new', STUDIED, [0, 1, 2, 3].map(reset), { reset: 3 }],
    ['cards are put away', STUDIED, [retire(0), retire(1)], { away: 2 }],
    ['cards are suspended', [], [{ kind: 'suspend', cardId: front('d-n2'), on: true }], { away: 1 }],
    ['a card of no note is suspended', [], [{ kind: 'suspend', cardId: 'x/front' as CardId, on: true }], {}],
    [
      'a face that its note has not is suspended',
      [],
      [{ kind: 'suspend', cardId: cardIdOf(noteId('d-n1'), 'c2'), on: true }],
      {},
    ],
    ['a card put away comes back', [retire(0)], [retire(0, false)], { back: 1 }],
    ['cards get wrong answers', [], [reword(0, 'wrong'), reword(1, 'wrong')], { reworded: 2 }],
    ['cards get the words they have', [reword(0, 'mine')], [reword(0, 'mine')], {}],
    ['cards move', [], [move(0, 'e')], { moved: 1 }],
    ['cards move to where no deck is, and so stay', [], [move(0, 'nowhere')], {}],
    ['a deck gets another name', [], [{ kind: 'title', deckId: deckId('d'), title: 'Theirs' }], { renamed: 1 }],
    [
      'a deck gets an address',
      [],
      [{ kind: 'subscribe', deckId: deckId('d'), address: 'https://stranger.example/d', looks: true }],
      { addresses: 1 },
    ],
    ['settings change', [], [{ kind: 'setting', change: { newPerDay: 0, reviewsPerDay: 0 } }], { settings: 2 }],
    [
      'a deck’s own settings change',
      [],
      [{ kind: 'deckSetting', scope: 'd' as never, change: { newPerDay: 0 } }],
      { settings: 1 },
    ],
    ['a setting is what it was', [], [{ kind: 'setting', change: { newPerDay: 20 } }], {}],
    [
      'cards come in a hundred years',
      STUDIED,
      [{ kind: 'setDue', cardId: front('d-n0'), due: dueOnDay(toStudyDay(60_000)) }],
      { rescheduled: 1 },
    ],
    ['a flag', [], [{ kind: 'flag', cardId: front('d-n0'), flag: 2 }], { other: 1 }],
    ['reviews of new cards', [], [good(4)], { rescheduled: 1, reviews: 1 }],
  ])('%s', async (_name, mine, theirs, counted) => {
    const { preview } = await comes(mine, (other) => say(other, ...theirs))
    expect(notNone(preview.merging)).toEqual(counted)
  })

  test('reviews that an undo takes back, and with them a card made new', async () => {
    const { preview } = await comes(STUDIED, async (other) => {
      const [first] = await other.store.eventsSince(null)
      await say(other, { kind: 'undo', of: first ? [first.id] : [] })
    })
    expect(notNone(preview.merging)).toEqual({ reset: 1, undone: 1 })
  })

  test('an event of the same name as one that is here, which says something else', async () => {
    const { tab, backup } = await comes(STUDIED, async () => {})
    const [first, ...rest] = backup.backup.events
    const forged = { ...first, kind: 'reset', at: 0 } as StoredEvent
    const about = { ...backup, backup: { ...backup.backup, events: [forged, ...rest] } }
    const preview = await previewBackup(tab.services, about)
    const before = await everything(tab.store)
    await mergeBackup(tab.services, about)
    const isChanged = JSON.stringify(await everything(tab.store)) !== JSON.stringify(before)
    expect(preview.isNew).toBe(isChanged)
    expect(preview.merging.changed.reset).toBe(isChanged ? 1 : 0)
  })

  test('a deck’s newer version, with other words and another title', async () => {
    const { preview } = await comes([], async (other) => {
      const [first, ...rest] = DECK.notes
      const note = { ...(first ?? expect.fail()), content: { kind: 'qa' as const, question: 'Which?', answer: 'No.' } }
      const more = makeDeck('f', 1).notes.map((one) => ({ ...one, evidence: [] }))
      await other.store.putDeck(
        { ...DECK, version: 9, title: 'Theirs', notes: [note, ...rest, ...more] },
        { builtIn: true },
      )
    })
    expect(notNone(preview.merging)).toEqual({ reworded: 1, renamed: 1, cards: 1 })
  })

  test('nothing, where all is new: on an empty device', async () => {
    const full = await holder()
    await say(full, good(0), reword(1, 'mine'))
    const tab = await open()
    const { merging } = await previewBackup(tab.services, await read(full))
    expect(notNone(merging)).toEqual({ decks: 2, cards: 8, reviews: 1 })
  })
})

const arbitrarySaid: fc.Arbitrary<Said> = fc
  .nat({ max: 5 })
  .chain((n) =>
    fc.constantFrom<Said>(
      good(n),
      good(n, 9),
      reset(n),
      retire(n),
      retire(n, false),
      reword(n, 'one'),
      reword(n, 'two'),
      { kind: 'note', noteId: noteId(`d-n${n}`), deckId: deckId('d'), note: null },
      move(n, 'e'),
      move(n, 'd'),
      { kind: 'suspend', cardId: front(`d-n${n}`), on: n % 2 === 0 },
      { kind: 'flag', cardId: front(`d-n${n}`), flag: n },
      { kind: 'setting', change: { newPerDay: n } },
      { kind: 'title', deckId: deckId('d'), title: n % 2 === 0 ? null : `T${n}` },
      { kind: 'search', name: 's', query: `q${n}` },
    ),
  )
const arbitraryLog = fc.array(fc.tuple(arbitrarySaid, fc.boolean()), { maxLength: 8 })

/** Says all, and takes back at the end what is marked. */
async function lives(tab: AppTab, log: readonly (readonly [Said, boolean])[]): Promise<void> {
  const ids = await say(tab, ...log.map(([said]) => said))
  const of = ids.filter((_, i) => log[i]?.[1])
  if (of.length > 0) await say(tab, { kind: 'undo', of })
}

/** What is seen of all that is here, but not by which events it came; of kept searches those of these names. */
async function seen({ store }: AppTab, names?: readonly string[]) {
  const { decks, cards, settings, own } = await everything(store)
  const columns = await store.columns()
  return {
    settings,
    own,
    cards: cards.map(({ events: _, reps: _r, lapses: _l, recentRatings: _q, ...card }) => card),
    retired: decks.map((deck) => deck.retired),
    titles: (await store.decks()).map(({ title }) => title),
    searches: (await store.searches()).filter(({ name }) => names?.includes(name) ?? true),
    flags: columns.map(({ deckId: id, ...rest }) => [id, JSON.stringify(rest)]),
  }
}

test('nothing is said to be changed only where nothing is, whatever was done on either side', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryLog, arbitraryLog, async (mine, theirs) => {
      const [tab, other] = [await holder(), await holder()]
      await lives(tab, mine)
      await lives(other, theirs)
      const backup = await read(other)
      const { merging } = await previewBackup(tab.services, backup)
      const before = await seen(tab)
      await mergeBackup(tab.services, backup)
      const after = await seen(
        tab,
        before.searches.map(({ name }) => name),
      )
      const isSame = JSON.stringify(after) === JSON.stringify(before)
      const said = CHANGES.some((kind) => merging.changed[kind] > 0)
      if (!said) expect(after).toEqual(before)
      if (isSame) expect(merging.changed).toMatchObject({ reset: 0, away: 0, reworded: 0, moved: 0, settings: 0 })
    }),
    // What is out of study on both sides nobody sees in other words.
    { numRuns: 25, examples: [[[[retire(2), false]], [[reword(2, 'two'), false]]]] },
  )
}, 60_000)

describe('a merge taken back', () => {
  test('gives exactly what was here before, whatever was done on either side', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLog, arbitraryLog, async (mine, theirs) => {
        const [tab, other] = [await holder(), await holder()]
        await lives(tab, mine)
        await lives(other, theirs)
        await other.store.putDeck({ ...DECK, version: 3, title: 'Theirs' }, { builtIn: false })
        await other.store.putDeck(makeDeck('came', 2), { builtIn: false })
        const before = await everything(tab.store)
        const undo = await mergeBackup(tab.services, await read(other))
        expect((await tab.store.decks()).map(({ id }) => id)).toContain('came')
        await undo()
        expect(await everything(tab.store)).toEqual(before)
        await assertWhole(tab.store)
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  test('loses nothing of what was done since', async () => {
    const { tab, backup } = await comes([good(0)], (other) => say(other, reset(0), reword(1, 'wrong')))
    const before = await tab.store.eventsSince(null)
    const undo = await mergeBackup(tab.services, backup)
    await say(tab, good(2))
    await tab.store.putDeck(makeDeck('since', 2), { builtIn: false })
    await undo()
    const after = await tab.store.eventsSince(null)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after).toHaveLength(before.length + 1)
    expect((await tab.store.decks()).map(({ id }) => id).sort()).toEqual(['d', 'e', 'since'])
    await assertWhole(tab.store)
  })

  test('later is still to be had from the point that was kept first', async () => {
    const root = makeFakeFolder('root')
    vi.stubGlobal('navigator', { storage: { getDirectory: async () => root } })
    vi.stubGlobal(
      'FileSystemFileHandle',
      class {
        createWritable() {}
      },
    )
    const { tab, backup } = await comes([good(0)], (other) => say(other, reset(0)))
    const kept = await root.getDirectoryHandle('recite-copies')
    kept.files.clear()
    const before = await everything(tab.store)
    await mergeBackup(tab.services, backup, { keep: () => keepPointIfAble(tab.services) })
    const [copy, ...more] = await listCopies(privateFolder() ?? makeCopyFolder(async () => kept as never))
    expect([copy?.kind, more]).toEqual(['before-restore', []])
    const point = await readBackup(kept.files.get(copy?.name ?? '') ?? new Blob())
    if (!point.ok) expect.fail(point.error.kind)
    await replaceWithBackup(tab.services, point.value, async () => {})
    expect(await everything(tab.store)).toEqual(before)
  })
})
