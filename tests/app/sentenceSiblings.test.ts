import { beforeEach, expect, test, vi } from 'vitest'
import { createToday } from '../../src/app/today.ts'
import { EVERYWHERE } from '../../src/domain/deckTree.ts'
import type { LogEvent } from '../../src/domain/event.ts'
import type { DeckId, Note } from '../../src/domain/note.ts'
import { cardIdOf } from '../../src/domain/note.ts'
import { DAY_MS } from '../../src/domain/time.ts'
import { until } from '../storage/check.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, shown, startStudy } from './learner.ts'

withDevice()

beforeEach(() => {
  vi.stubGlobal('document', new EventTarget())
})

const [base] = makeDeck('d', 1).notes
const sourceId = makeDeck('d', 1).sources[0]?.id

/** A cloze of a sentence, told apart by where that begins. */
function cloze(name: string, sentence: number): Note {
  if (!base || !sourceId) throw new Error('the deck has a note of a source')
  const span = { start: sentence, end: sentence + 10 }
  const piece = { sourceId, sentence: span, answer: span, quote: 'A sentence', resolutions: [] }
  return {
    ...base,
    id: name as Note['id'],
    content: { kind: 'cloze', text: `{{c1::${name}}} of sentence ${sentence}` },
    evidence: [piece],
  }
}

async function openWith(notes: readonly Note[]): Promise<AppTab> {
  const tab = await device.open()
  await tab.store.putDeck({ ...makeDeck('d', 1), notes: [...notes] }, { builtIn: true })
  return tab
}

/** What Today says that a session asks, over all decks and in the deck's own row. */
async function said(tab: AppTab): Promise<readonly [all: number, row: number | undefined]> {
  const { it, leave } = tab.use(() => createToday())
  await until(() => it.state === 'ready', 'Today is read')
  const row = it.latest?.decks.find(({ info }) => info.id === 'd')
  const all = (it.latest?.due ?? 0) + (it.latest?.fresh ?? 0)
  leave()
  return [all, row && row.due + row.fresh]
}

/** What a session of so many cards asks until nothing is left, each answered Easy. */
async function asked(tab: AppTab, count: number): Promise<string[]> {
  expect(await said(tab)).toEqual([count, count])
  const { study, leave } = await startStudy(tab, 'd' as DeckId)
  await until(() => {
    const view = study.view()
    return view.phase === 'question' && view.progress.total === count
  }, `the session has ${count} cards`)
  const names: string[] = []
  while (study.view().phase !== 'finished') {
    names.push(shown(study))
    await answer(tab, study, 'easy')
    device.at += 1000
  }
  leave()
  return names
}

const c1 = (name: string) => cardIdOf(name as Note['id'], 'c1')

test('of two clozes of one sentence one comes today and the other tomorrow, also in a later session of the day', async () => {
  const tab = await openWith([cloze('one', 0), cloze('two', 0), cloze('three', 20)])
  expect(await asked(tab, 2)).toEqual([c1('one'), c1('three')])
  device.at += DAY_MS
  expect(await asked(tab, 1)).toEqual([c1('two')])
})

test('they come together where the learner does not keep related cards apart', async () => {
  const tab = await openWith([cloze('one', 0), cloze('two', 0)])
  await tab.services.settings.change({ burySiblings: false })
  expect(await asked(tab, 2)).toEqual([c1('one'), c1('two')])
})

test('a sentence asked about earlier today is not asked about again but for the card on show', async () => {
  const tab = await openWith([cloze('one', 0), cloze('two', 20), cloze('three', 0)])
  await tab.services.settings.change({ newPerDay: 1 })
  expect(await asked(tab, 1)).toEqual([c1('one')])
  await tab.services.settings.limitToday(new Map([[EVERYWHERE, { newPerDay: 5, reviewsPerDay: null }]]))
  expect(await asked(tab, 1)).toEqual([c1('two')])
})

test('they are siblings, too, in a deck that the learner moved them into', async () => {
  const tab = await openWith([])
  const away = { ...makeDeck('away', 1), notes: [cloze('one', 0), cloze('two', 0), cloze('three', 20)] }
  await tab.store.putDeck(away, { builtIn: true })
  for (const note of away.notes) {
    const when = tab.services.moment()
    const id = tab.services.clock.next(when.at)
    const move: LogEvent = { ...when, id, kind: 'move', noteId: note.id, from: away.id, deckId: 'd' as DeckId, note }
    await tab.store.commit({ events: [move], cards: [] })
  }
  expect((await asked(tab, 2)).sort()).toEqual([c1('one'), c1('three')].sort())
})
