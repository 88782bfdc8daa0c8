import fc from 'fast-check'
import { deleteDB } from 'idb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { mergeBackup, previewBackup, replaceWithBackup } from '../../src/app/restore.ts'
import type { ArticleDraft } from '../../src/domain/articleDraft.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { hashText } from '../../src/domain/hash.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { toInstant } from '../../src/domain/time.ts'
import type { ReadBackup } from '../../src/formats/backupReader.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { sealOf } from '../formats/sealOf.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, everything, front, makeDeck, noteId } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { withDevices } from './eachTest.ts'
import { answered, reword } from './transfers.ts'

const devices = withDevices(() => ({ __APP_VERSION__: '0.1.0' }))
const keep = async () => {}

const { open } = devices

async function read(tab: AppTab, change: (text: string) => string = (text) => text): Promise<ReadBackup> {
  const text = change(await (await makeBackup(tab.services)).file.text())
  const result = await readBackup(new Blob([text]))
  if (!result.ok) throw new Error(`refused: ${result.error.kind}`)
  return result.value
}

/** A line of a backup. */
function summed(value: unknown): string {
  const json = JSON.stringify(value)
  return `["${hashText(json)}",${json}],`
}

const answer = async (tab: AppTab, note: string, rating: Rating = 'good'): Promise<void> =>
  tab.store.commit(await answered(tab, front(note), rating))

/** What is the same on every device, as text. */
const contents = async (tab: AppTab): Promise<string> =>
  JSON.stringify(await everything(tab.store), (_key, value) => value)

type Step = (tab: AppTab, n: number) => Promise<unknown>
const STEPS: readonly Step[] = [
  (tab, n) => answer(tab, `d-n${n % 6}`, (['again', 'hard', 'good', 'easy'] as const)[n % 4]),
  (tab, n) => answer(tab, `own-n${n % 2}`),
  (tab, n) => tab.services.settings.change({ newPerDay: n }),
  (tab, n) => reword(tab, makeDeck('d', 6), n % 6, `Mine ${n % 6}?`),
  (tab, n) => tab.store.putDeck({ ...makeDeck('own', 2), version: n + 1 }, { builtIn: false }),
  (tab, n) => tab.store.putDeck({ ...makeDeck('d', 3 + (n % 4)), version: 2 + n }, { builtIn: true }),
]
const arbitrarySteps = fc.array(fc.tuple(fc.nat({ max: STEPS.length - 1 }), fc.nat({ max: 20 })), { maxLength: 12 })

async function lived(steps: readonly (readonly [number, number])[]): Promise<AppTab> {
  const tab = await open()
  await tab.store.putDeck(makeDeck('d', 6), { builtIn: true })
  for (const [which, n] of steps) {
    devices.last().at += 3_600_000
    await STEPS[which]?.(tab, n)
  }
  return tab
}

describe('export, wipe, restore', () => {
  test('is the same again, to the byte of the next export, whatever was done before', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySteps, async (steps) => {
        const tab = await lived(steps)
        const before = await contents(tab)
        const backup = await read(tab)
        for (const way of ['merge', 'replace'] as const) {
          const fresh = await open()
          if (way === 'merge') await mergeBackup(fresh.services, backup)
          else await replaceWithBackup(fresh.services, backup, keep)
          expect(await contents(fresh)).toBe(before)
          const again = { ...(await read(fresh)).backup, savedAt: backup.backup.savedAt }
          expect(sealOf(again)).toEqual(backup.seal)
          await assertWhole(fresh.store)
        }
      }),
      { numRuns: 12 },
    )
  }, 60_000)
})

describe('articles whose cards are not saved yet', () => {
  const draft = (name: string, at: number, current = 0): ArticleDraft => {
    const { sources, notes } = makeDeck(name, 2)
    const [source] = sources
    if (!source) throw new Error('no source')
    const [accepted, open] = notes.map((note) => ({ note, reason: null, origin: 'found' as const }))
    const proposals = [
      { ...accepted, verdict: 'accepted' as const },
      { ...open, verdict: 'open' as const, disliked: 'wrong' as const },
    ] as ArticleDraft['proposals']
    return { id: source.id, savedAt: toInstant(at), source, deckId: null, proposals, current }
  }
  afterEach(() => deleteDB('recite-drafts'))

  test('are in a backup, and come back with it on an empty device', async () => {
    const drafts = openDrafts()
    for (const name of ['one', 'two']) await drafts.put(draft(name, 5))
    const backup = await read(await lived([[0, 1]]))
    expect(backup.damage).toBeNull()
    expect(backup.backup.drafts).toEqual([draft('one', 5), draft('two', 5)])
    for (const each of await drafts.all()) await drafts.remove(each)
    const fresh = await open()
    expect((await previewBackup(fresh.services, backup)).isNew).toBe(true)
    await mergeBackup(fresh.services, backup)
    expect(await drafts.all()).toEqual([draft('one', 5), draft('two', 5)])
    expect((await previewBackup(fresh.services, backup)).isNew).toBe(false)
  })

  test('are not put over newer ones that are here, nor is anything taken away', async () => {
    const drafts = openDrafts()
    for (const each of [draft('one', 5), draft('two', 5)]) await drafts.put(each)
    const backup = await read(await lived([]))
    await drafts.put(draft('one', 9, 1))
    await drafts.remove(draft('two', 5))
    await drafts.put(draft('three', 1))
    const fresh = await open()
    await replaceWithBackup(fresh.services, backup, keep)
    expect((await drafts.all()).map(({ savedAt }) => savedAt).sort()).toEqual([1, 5, 9])
  })

  test('that are none are left out, and the rest of the backup is whole', async () => {
    await openDrafts().put({ ...draft('one', 5), current: -3 })
    const tab = await lived([[0, 1]])
    const backup = await read(tab)
    expect(backup.damage).toBeNull()
    expect(backup.backup.drafts).toBeUndefined()
    expect(backup.backup.events).toHaveLength(1)
  })

  test('stand where versions that know none of them pass over them', async () => {
    await openDrafts().put(draft('one', 5))
    const text = await (await makeBackup((await lived([])).services)).file.text()
    const [, about = '', ...others] = text.split('\n')
    expect(about).toContain('"drafts":[{')
    expect(others.join('\n')).not.toContain('draft')
  })
})

describe('a merge of two devices', () => {
  test('comes to the same in either order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySteps, arbitrarySteps, async (left, right) => {
        const decksAlike = (steps: typeof left) => steps.filter(([which]) => which < 4)
        const [a, b] = [await lived(decksAlike(left)), await lived(decksAlike(right))]
        const [fromA, fromB] = [await read(a), await read(b)]
        await mergeBackup(a.services, fromB)
        await mergeBackup(b.services, fromA)
        expect(await contents(a)).toBe(await contents(b))
      }),
      { numRuns: 10 },
    )
  }, 60_000)
})

describe('a backup in the place of everything', () => {
  test('is previewed with what would go', async () => {
    const old = await lived([[0, 1]])
    const backup = await read(old)
    await answer(old, 'd-n3')
    await old.store.putDeck(makeDeck('own', 2), { builtIn: false })
    expect(await previewBackup(old.services, backup)).toMatchObject({
      reviews: 1,
      newReviews: 0,
      isNew: false,
      onlyHere: { reviews: 1, cards: 0, decks: 1, other: 0 },
    })
  })

  test('is previewed with the cards, settings and titles that it lacks', async () => {
    const tab = await lived([[0, 1]])
    const { store, services } = tab
    const backup = await read(tab)
    const nothing = { reviews: 0, cards: 0, decks: 0, other: 0 }
    expect((await previewBackup(services, backup)).onlyHere).toEqual(nothing)
    const deck = await store.deck(deckId('d'))
    if (!deck) throw new Error('no deck')
    const [first] = deck.notes
    if (!first) throw new Error('no note')
    const content = { kind: 'qa', question: 'Mine?', answer: 'Mine.' } as const
    const note = { ...first, id: noteId('by-hand'), content, evidence: [] }
    const did = async (more: object) => {
      const when = services.moment()
      const event = { ...when, id: services.clock.next(when.at), ...more } as StoredEvent
      await store.commit({ events: [event], cards: [] })
      return event
    }
    await did({ kind: 'move', noteId: note.id, from: null, deckId: deck.id, note })
    await did({ kind: 'note', noteId: first.id, deckId: deck.id, note: { ...first, content } })
    await did({ kind: 'setting', change: { newPerDay: 3 } })
    const [renamed, undone] = [await did({ kind: 'title', deckId: deck.id, title: 'T' }), backup.backup.events[0]]
    expect((await previewBackup(services, backup)).onlyHere).toEqual({ ...nothing, cards: 2, other: 2 })
    await did({ kind: 'undo', of: [renamed.id] })
    expect((await previewBackup(services, backup)).onlyHere).toEqual({ ...nothing, cards: 2, other: 1 })
    await did({ kind: 'undo', of: [undone?.id] })
    expect((await previewBackup(services, backup)).onlyHere).toEqual({ ...nothing, cards: 2, other: 2 })
    const later = makeDeck('d', deck.notes.length + 4)
    await store.putDeck({ ...later, version: 2 }, { builtIn: false })
    expect((await previewBackup(services, backup)).onlyHere).toMatchObject({ cards: 6, decks: 0 })
  })

  test('takes it, settings on the screen too, and can be taken back without losing what came since', async () => {
    const tab = await lived([
      [0, 1],
      [2, 7],
    ])
    const other = await lived([[2, 9]])
    const backup = await read(other)
    const before = await tab.store.eventsSince(null)
    const kept = vi.fn(async () => {})
    const undo = await replaceWithBackup(tab.services, backup, kept)
    expect(kept).toHaveBeenCalledOnce()
    expect(await contents(tab)).toBe(await contents(other))
    await vi.waitFor(() => expect(tab.services.settings.current().newPerDay).toBe(9))
    await answer(tab, 'd-n5')
    await undo()
    const after = await tab.store.eventsSince(null)
    expect(after).toHaveLength(before.length + 1)
    for (const event of before) expect(after).toContainEqual(event)
    expect((await tab.store.settings()).newPerDay).toBe(7)
    await assertWhole(tab.store)
  })

  test('taken back, leaves a deck that was added since', async () => {
    const tab = await lived([[4, 0]])
    const other = await open()
    await other.store.putDeck(makeDeck('theirs', 2), { builtIn: false })
    const undo = await replaceWithBackup(tab.services, await read(other), keep)
    await tab.store.putDeck(makeDeck('since', 2), { builtIn: false })
    await undo()
    expect((await tab.store.decks()).map(({ id }) => id).sort()).toEqual(['d', 'own', 'since'])
    await assertWhole(tab.store)
  })

  test('changes nothing where what is here cannot be kept first', async () => {
    const tab = await lived([[0, 1]])
    const before = await contents(tab)
    const backup = await read(await lived([[0, 2]]))
    const refused = replaceWithBackup(tab.services, backup, () => Promise.reject(new Error('no room')))
    await expect(refused).rejects.toThrow('no room')
    expect(await contents(tab)).toBe(before)
  })

  test('is never a damaged one', async () => {
    const tab = await lived([[0, 1]])
    const damaged = await read(await lived([[0, 2]]), (text) => text.replace('Sentence 1', 'Sentence 9'))
    expect(damaged.damage).not.toBeNull()
    await expect(replaceWithBackup(tab.services, damaged, keep)).rejects.toThrow()
  })
})

describe('a damaged backup', () => {
  test('leaves out an event that is not what its kind is, so that the collection still opens', async () => {
    const source = await lived([[0, 1]])
    const [note] = makeDeck('other', 1).notes
    const when = source.services.moment()
    const move = { ...when, id: source.services.clock.next(when.at), kind: 'move', noteId: note?.id, from: null }
    const { tags: _tags, ...untagged } = note ?? expect.fail()
    const more = summed({ event: { ...move, deckId: 'd', note: untagged } })
    const read1 = await read(source, (text) => text.replace(/^\["\w{13}",\{"event"/m, `${more}\n$&`))
    expect(read1.damage?.refused).toMatchObject([{ path: 'event.note.tags' }])
    const tab = await open()
    await mergeBackup(tab.services, read1)
    expect(await tab.store.eventsSince(null)).toHaveLength(1)
    const seen: unknown[] = []
    await tab.store.scan(({ notes }) => void seen.push(...notes.map(({ tags }) => tags)))
    expect(seen.every(Array.isArray)).toBe(true)
    expect((await read(tab)).damage).toBeNull()
  })

  test('brings what is whole, and takes nothing out of a deck that is here', async () => {
    const source = await lived([
      [0, 1],
      [0, 2],
    ])
    await source.store.putDeck({ ...makeDeck('d', 6), version: 5 }, { builtIn: true })
    const damaged = await read(source, (text) => text.replace('What does sentence 4', 'What did sentence 4'))
    expect(damaged.damage?.missing).toMatchObject({ note: 1, event: 0 })
    const tab = await open()
    await tab.store.putDeck(makeDeck('d', 6), { builtIn: true })
    await mergeBackup(tab.services, damaged)
    const [deck] = await tab.store.decks()
    expect(deck).toMatchObject({ noteCount: 6 })
    expect(await tab.store.eventsSince(null)).toHaveLength(2)
    await assertWhole(tab.store)

    const empty = await open()
    await mergeBackup(empty.services, damaged)
    expect((await empty.store.decks())[0]).toMatchObject({ noteCount: 5, title: 'Test::d' })
    await assertWhole(empty.store)
  })
})
