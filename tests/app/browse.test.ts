import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Browse, type BulkAction, createBrowse } from '../../src/app/browse.ts'
import { createCardInfo } from '../../src/app/cardInfo.ts'
import { groupSteps } from '../../src/app/undo.ts'
import { deckScope } from '../../src/domain/deckTree.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import type { Note } from '../../src/domain/note.ts'
import { DAY_MS, dueOnDay, toStudyDay } from '../../src/domain/time.ts'
import type { Store } from '../../src/storage/store.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, everything, front, makeDeck } from '../storage/world.ts'
import { type AppTab, makeGate } from './device.ts'
import { device, renewDevice, withDevice } from './eachTest.ts'

withDevice()

async function openWithDeck(count = 6): Promise<AppTab> {
  const tab = await device.open()
  await tab.store.putDeck(makeDeck('d', count), { builtIn: true })
  return tab
}

async function startBrowse(tab: AppTab, search = ''): Promise<{ browse: Browse; leave: () => void }> {
  const { it, leave } = tab.use(() => createBrowse(search))
  await until(() => it.search.hits().complete, 'the collection is read')
  return { browse: it, leave }
}

/** Questions of the hits, in order. */
async function found(browse: Browse): Promise<string[]> {
  const count = browse.search.hits().rows.length
  browse.want(0, count)
  await until(() => count === 0 || browse.cardAt(count - 1) !== undefined, 'the hits are read')
  return Array.from({ length: count }, (_, i) => questionOf(browse.cardAt(i)?.note))
}

const questionOf = (note: Note | undefined): string => (note?.content.kind === 'qa' ? note.content.question : '')
const numbers = (questions: readonly string[]) => questions.map((question) => Number(/\d+/.exec(question)?.[0]))

async function search(browse: Browse, text: string): Promise<number[]> {
  const before = browse.search.hits()
  browse.search.setText(text)
  await until(() => browse.search.hits() !== before && browse.search.hits().complete, `hits of ${text}`)
  return numbers(await found(browse))
}

async function act(browse: Browse, action: BulkAction) {
  device.at += 1000
  return browse.act(action)
}

async function undo(browse: Browse) {
  device.at += 1000
  return browse.undo.undo()
}

/** What a store shows but for the log, which only grows. */
async function shown(store: Store): Promise<unknown> {
  const all = (await everything(store)) as { events: unknown }
  return { ...all, events: null }
}

test('a card on show is selected, and changed, also while the notes behind the list are still read', async () => {
  const gate = makeGate()
  const tab = await device.open({
    between: (store) => ({
      ...store,
      scan: async (onNotes) => {
        await gate.promise
        await store.scan(onNotes)
      },
    }),
  })
  await tab.store.putDeck(makeDeck('d', 6), { builtIn: true })
  const { it: browse } = tab.use(() => createBrowse())
  await until(() => browse.search.hits().rows.length === 6, 'the rows are known')
  browse.want(0, 6)
  await until(() => browse.cardAt(1) !== undefined, 'the cards on show are read')
  browse.selection.toggle(1)
  expect(browse.selection.size()).toBe(1)
  expect([0, 1, 2].map(browse.selection.has)).toEqual([false, true, false])
  const acted = act(browse, { kind: 'flag', flag: 2 })
  gate.open()
  expect(await acted).not.toBeNull()
  await until(() => browse.cardAt(1)?.state.flag === 2, 'the flag is shown')
  expect(browse.cardAt(2)?.state.flag).toBe(0)
})

describe('finding', () => {
  test('shows every card, and those that a search finds', async () => {
    const { browse } = await startBrowse(await openWithDeck())
    expect(browse.total()).toBe(6)
    expect(numbers(await found(browse))).toEqual([0, 1, 2, 3, 4, 5])
    expect(await search(browse, 'CAFE -"sentence 3"')).toEqual([0, 1, 2, 4, 5])
    expect(await search(browse, 'tag:test article:about ("sentence 1" or "sentence 2")')).toEqual([1, 2])
    expect(await search(browse, 'added:1')).toHaveLength(6)
    expect(await search(browse, 'is:suspended')).toEqual([])
  })

  test('keeps what was found while a search cannot be read, and says why', async () => {
    const { browse } = await startBrowse(await openWithDeck(), 'tag:test')
    browse.search.setText('size:3')
    expect(browse.search.problem()).toMatchObject({ kind: 'unknown-field', field: 'size', at: 0 })
    expect(numbers(await found(browse))).toHaveLength(6)
  })

  test('finds what was answered within days, by rating, as soon as it is answered', async () => {
    const tab = await openWithDeck()
    const { browse } = await startBrowse(tab)
    const answerer = await device.world.open()
    await tab.store.commit(await answerer.answer(front('d-n2'), 'again'))
    expect(await search(browse, 'rated:1')).toEqual([2])
    expect(await search(browse, 'rated:1:1')).toEqual([2])
    expect(await search(browse, 'rated:1:3')).toEqual([])
    device.at += 3 * DAY_MS
    expect(await search(browse, 'rated:2')).toEqual([])
    expect(await search(browse, 'rated:9')).toEqual([2])
  })

  test('finds leeches by what each deck counts as one', async () => {
    const tab = await openWithDeck()
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
    const answerer = await device.world.open()
    for (const cardId of [front('d-n1'), front('e-n1')]) {
      for (const rating of ['easy', 'again'] as const) await tab.store.commit(await answerer.answer(cardId, rating))
    }
    const { browse } = await startBrowse(tab)
    expect(await search(browse, 'is:leech')).toEqual([])
    await tab.services.settings.changeIn(deckScope(deckId('e')), { leechLapses: 1 })
    expect(await search(browse, 'is:leech tag:test')).toHaveLength(1)
    expect(await search(browse, 'is:leech deck:e')).toHaveLength(1)
  })

  test('orders what it finds, and reverses it', async () => {
    const tab = await openWithDeck(12)
    const { browse } = await startBrowse(tab)
    browse.search.setSort('text', false)
    expect(numbers(await found(browse))).toEqual([0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9])
    browse.search.setSort('deck', true)
    expect(numbers(await found(browse))).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  test('follows a deck that another tab adds', async () => {
    const { browse } = await startBrowse(await openWithDeck())
    const other = await device.open()
    await other.store.putDeck(makeDeck('e', 3), { builtIn: false })
    await until(() => browse.search.hits().rows.length === 9, 'the new deck is found')
  })
})

describe('selecting', () => {
  test('takes one, a stretch, or all that is found, and keeps them over another search', async () => {
    const { browse } = await startBrowse(await openWithDeck())
    browse.selection.toggle(1)
    browse.selection.extendTo(3)
    expect(browse.selection.size()).toBe(3)
    await search(browse, '"sentence 5"')
    expect(browse.selection.has(0)).toBe(false)
    browse.selection.all()
    expect(browse.selection.size()).toBe(4)
    browse.selection.clear()
    expect(browse.selection.size()).toBe(0)
  })
})

const ACTIONS: readonly BulkAction[] = [
  { kind: 'suspend' },
  { kind: 'bury' },
  { kind: 'flag', flag: 1 },
  { kind: 'reset' },
  { kind: 'setDue', due: dueOnDay(toStudyDay(20_600)) },
  { kind: 'tag', tag: 'hard', on: true },
  { kind: 'tag', tag: 'test', on: false },
  { kind: 'retire' },
  { kind: 'release' },
]

describe('one card in the editors of two tabs', () => {
  test('keeps what either changed, whether the later one has heard of the other or not', async () => {
    for (const hasHeard of [false, true]) {
      renewDevice()
      const [first, second] = [await openWithDeck(), await device.open()]
      const [one, other] = [await startBrowse(first), await startBrowse(second)]
      await found(one.browse)
      await found(other.browse)
      const [card, same] = [one.browse.cardAt(1), other.browse.cardAt(1)]
      if (!card || !same || same.note.content.kind !== 'qa') throw new Error('no card')
      const { note } = same
      const { question, answer } = same.note.content
      const edited = (content: object, tags = note.tags) =>
        ({ ...note, content: { ...note.content, ...content }, tags }) as Note
      await one.browse.saveNote(card, edited({ question: 'Corrected there?' }, [...note.tags, 'theirs']), false, note)
      const known = hasHeard
        ? { ...same, note: edited({ question: 'Corrected there?' }, [...note.tags, 'theirs']) }
        : same
      device.at += 1000
      await other.browse.saveNote(known, edited({ answer: 'Corrected here.' }), hasHeard, note)
      const now = async () => (await second.store.deck(deckId('d')))?.notes.find(({ id }) => id === note.id)
      expect(await now()).toMatchObject({
        content: { kind: 'qa', question: 'Corrected there?', answer: 'Corrected here.' },
        tags: [...note.tags, 'theirs'],
      })
      await undo(other.browse)
      expect(await now()).toMatchObject({ content: { question: 'Corrected there?', answer } })
      expect(question).not.toBe('Corrected there?')
      one.leave()
      other.leave()
      await assertWhole(second.store)
      await device.closeAll()
    }
  })
})

describe('sending a selection', () => {
  test('makes a deck of the notes that are selected, with the learner’s own words', async () => {
    const tab = await openWithDeck()
    const { browse, leave } = await startBrowse(tab)
    await found(browse)
    const [card] = [browse.cardAt(1)]
    if (!card) throw new Error('no card')
    const own = { ...card.note, content: { kind: 'qa', question: 'Mine?', answer: 'Mine.' } } as Note
    await browse.saveNote(card, own, false)
    await until(() => questionOf(browse.cardAt(1)?.note) === 'Mine?', 'the edit is read')
    browse.selection.toggle(1)
    browse.selection.toggle(4)
    const deck = await browse.chosenDeck((notes, name) => `${notes} of ${name}`)
    expect(deck?.title).toMatch(/^2 of /)
    expect(deck?.notes.map(questionOf)).toEqual(['Mine?', questionOf(browse.cardAt(4)?.note)])
    browse.selection.clear()
    expect(await browse.chosenDeck(String)).toBeNull()
    leave()
  })
})

describe('acting on many', () => {
  test('is one step whatever it does, stored as one, and taken back exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ action: fc.constantFrom(...ACTIONS), from: fc.nat(5), to: fc.nat(5) }), { maxLength: 6 }),
        async (steps) => {
          renewDevice()
          const tab = await openWithDeck()
          const answerer = await device.world.open()
          for (const name of ['d-n0', 'd-n1', 'd-n4']) await tab.store.commit(await answerer.answer(front(name)))
          const { browse, leave } = await startBrowse(tab)
          await until(() => browse.undo.steps().length === 3, 'the answers can be taken back')
          const states = [await shown(tab.store)]
          for (const { action, from, to } of steps) {
            browse.selection.clear()
            browse.selection.toggle(from)
            browse.selection.extendTo(to)
            const step = await act(browse, action)
            await assertWhole(tab.store)
            if (step) states.push(await shown(tab.store))
            await until(() => browse.search.hits().complete, 'the list follows')
          }
          expect(browse.undo.steps().length).toBe(2 + states.length)
          for (const state of states.slice(0, -1).reverse()) {
            expect(await undo(browse)).not.toBeNull()
            expect(await shown(tab.store)).toEqual(state)
          }
          leave()
          await device.closeAll()
        },
      ),
      { numRuns: 12 },
    )
  }, 60_000)

  test('can be taken back after a reload on the same day, thirty steps and more, and not on the next', async () => {
    const tab = await openWithDeck()
    const { browse, leave } = await startBrowse(tab)
    const before = await shown(tab.store)
    browse.selection.all()
    for (let i = 0; i < 35; i++) await act(browse, { kind: 'flag', flag: 1 + (i % 2) })
    leave()
    await tab.close()
    const again = await device.open()
    const reloaded = await startBrowse(again)
    await until(() => reloaded.browse.undo.steps().length === 35, 'today’s steps are there')
    expect(reloaded.browse.undo.last()).toHaveLength(6)
    for (let i = 0; i < 35; i++) await undo(reloaded.browse)
    expect(await shown(again.store)).toEqual(before)
    expect(await undo(reloaded.browse)).toBeNull()
    await act(reloaded.browse, { kind: 'suspend' })
    device.at += DAY_MS
    const { it } = again.use(() => createBrowse())
    await until(() => it.search.hits().complete, 'the collection is read')
    expect(it.undo.last()).toBeNull()
  })

  test('waits for an answer that is still to be stored, and builds on it', async () => {
    const gate = makeGate()
    let isClosed = true
    const tab = await device.open({
      between: (store) => ({
        ...store,
        commit: async (change) => {
          if (isClosed) await gate.promise
          await store.commit(change)
        },
      }),
    })
    await tab.store.putDeck(makeDeck('d', 2), { builtIn: true })
    const answerer = await device.world.open()
    void tab.services.writer.write(await answerer.answer(front('d-n0')))
    const { browse } = await startBrowse(tab)
    browse.selection.all()
    const acting = act(browse, { kind: 'suspend' })
    isClosed = false
    gate.open()
    await acting
    const [state] = await tab.store.cards([front('d-n0')])
    expect([state?.reps, state?.suspended]).toEqual([1, true])
    await assertWhole(tab.store)
  })

  test('changes nothing where nothing is to be changed', async () => {
    const { browse } = await startBrowse(await openWithDeck())
    browse.selection.all()
    expect(await act(browse, { kind: 'setDue', due: dueOnDay(toStudyDay(20_600)) })).toBeNull()
    expect(browse.undo.last()).toBeNull()
  })
})

describe('editing a note', () => {
  const content = { kind: 'qa', question: 'A better question?', answer: 'café 1' } as const

  async function openNote(tab: AppTab) {
    const { browse } = await startBrowse(tab)
    await found(browse)
    const card = browse.cardAt(1)
    if (!card) throw new Error('no card')
    return { browse, card }
  }

  test('keeps its progress, is found by its new words, and has the author’s text to go back to', async () => {
    const tab = await openWithDeck()
    const answerer = await device.world.open()
    await tab.store.commit(await answerer.answer(front('d-n1')))
    const { browse, card } = await openNote(tab)
    expect(await browse.authorsNote(card)).toBeNull()
    const before = await tab.store.cards([front('d-n1')])
    await browse.saveNote(card, { ...card.note, content }, false)
    expect(await tab.store.cards([front('d-n1')])).toEqual(before)
    await until(() => browse.search.hits().complete, 'the list follows')
    browse.search.setText('better')
    await until(() => browse.search.hits().rows.length === 1, 'the new words are found')
    expect(await browse.authorsNote(card)).toEqual(makeDeck('d', 6).notes[1])
    await browse.restoreNote(card)
    expect((await tab.store.deck(deckId('d')))?.notes[1]).toEqual(makeDeck('d', 6).notes[1])
    await assertWhole(tab.store)
  })

  test('starts its cards again when that is asked for, in the same step', async () => {
    const tab = await openWithDeck()
    const answerer = await device.world.open()
    await tab.store.commit(await answerer.answer(front('d-n1')))
    const { browse, card } = await openNote(tab)
    const before = await shown(tab.store)
    await browse.saveNote(card, { ...card.note, content: { ...content, answer: 'tea' } }, true)
    expect((await tab.store.cards([front('d-n1')]))[0]?.memory).toEqual({ phase: 'new' })
    await undo(browse)
    expect(await shown(tab.store)).toEqual(before)
  })
})

test('kept searches come back by name', async () => {
  const tab = await openWithDeck()
  const { browse } = await startBrowse(tab)
  await browse.saveSearch('Hard ones', 'prop:lapses>3')
  await until(() => browse.saved().length === 1, 'it is kept')
  await browse.saveSearch('Hard ones', null)
  await until(() => browse.saved().length === 0, 'it is let go')
})

test('a card’s past is told without what was taken back', async () => {
  const tab = await openWithDeck()
  const answerer = await device.world.open()
  await tab.store.commit(await answerer.answer(front('d-n1')))
  const { browse } = await startBrowse(tab)
  browse.selection.toggle(1)
  await act(browse, { kind: 'suspend' })
  await undo(browse)
  const { it } = tab.use(() => createCardInfo(() => front('d-n1')))
  await until(() => it.state === 'ready', 'the past is read')
  expect(it()?.history.map(({ event }) => event.kind)).toEqual(['review'])
  expect(it()?.curve).toHaveLength(1)
})

test('events are one step when one device made them at one instant', () => {
  const event = (ms: number, n: number, device: string) =>
    ({ id: `00000000${ms}000${n}${device}`, kind: 'flag', at: ms }) as unknown as StoredEvent
  const [a, b, c, d] = [
    event(1, 0, 'aaaaaaaa'),
    event(1, 1, 'aaaaaaaa'),
    event(1, 2, 'bbbbbbbb'),
    event(2, 0, 'bbbbbbbb'),
  ]
  expect(groupSteps([a, b, c, d])).toEqual([[a, b], [c], [d]])
})

test('many cards are read in parts as large as the clock allows, selected and changed in slices, and are one step', async () => {
  const parts: number[] = []
  const tab = await device.open({
    between: (store) => ({
      ...store,
      cardsAt: (places) => {
        parts.push(places.length)
        // Each card takes a fifth of a millisecond on this device.
        device.at += places.length / 5
        return store.cardsAt(places)
      },
    }),
  })
  await tab.store.putDeck(makeDeck('d', 400), { builtIn: true })
  const { browse } = await startBrowse(tab)
  parts.length = 0
  browse.selection.all()
  expect(browse.selection.size()).toBe(400)
  const step = await act(browse, { kind: 'suspend' })
  expect(step).toHaveLength(400)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeGreaterThanOrEqual(400)
  expect(Math.max(...parts.slice(1))).toBeLessThanOrEqual(50)
  expect(browse.undo.steps()).toHaveLength(1)
  await assertWhole(tab.store)
  await undo(browse)
  expect((await tab.store.cards([front('d-n399')]))[0]?.suspended).toBe(false)
})

test('what is selected while all are being selected stays so, and selecting none calls it off', async () => {
  const tab = await openWithDeck(1200)
  const { browse } = await startBrowse(tab)
  let at = device.at
  Object.defineProperty(device, 'at', { get: () => (at += 5), set: (value: number) => (at = value) })
  browse.selection.all()
  expect(browse.selection.size()).toBe(0)
  await until(() => browse.selection.size() === 1200, 'all are selected')
  browse.selection.clear()
  browse.selection.all()
  browse.selection.clear()
  browse.selection.toggle(7)
  expect(await act(browse, { kind: 'flag', flag: 1 })).toHaveLength(1)
})
