import { readDayQueue } from '../../src/app/dayQueue.ts'
import { createStudy, type Study } from '../../src/app/study.ts'
import type { StudyMode } from '../../src/app/studyQueue.ts'
import type { CardId, DeckId } from '../../src/domain/note.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { until } from '../storage/check.ts'
import { front, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device } from './eachTest.ts'

export const SECOND = 1000

export async function openWithDeck(count = 5, name = 'd'): Promise<AppTab> {
  const tab = await device.open()
  await tab.store.putDeck(makeDeck(name, count), { builtIn: true })
  return tab
}

export type Page = { readonly study: Study; readonly leave: () => void }

export async function startStudy(tab: AppTab, mode: StudyMode | DeckId | null = null): Promise<Page> {
  const { it, leave } = tab.use(() =>
    createStudy(typeof mode === 'object' && mode ? mode : { kind: 'due', scope: mode }),
  )
  await until(() => it.view().phase !== 'loading', 'the session is there')
  return { study: it, leave }
}

export const shown = (study: Study): CardId => {
  const view = study.view()
  if (view.phase !== 'question' && view.phase !== 'answer') throw new Error(`nothing is shown: ${view.phase}`)
  return view.card.state.cardId
}

export const isSafe = (tab: AppTab) => until(() => tab.services.writer.state().phase === 'safe', 'all is stored')

/** Looks at the card for three seconds and rates it; resolves once it is stored. */
export async function answer(tab: AppTab, study: Study, rating: Rating): Promise<CardId> {
  const cardId = shown(study)
  device.at += 3 * SECOND
  study.reveal()
  study.rate(rating)
  await isSafe(tab)
  return cardId
}

export async function undo(tab: AppTab, study: Study): Promise<void> {
  await until(() => study.lastStep() !== null, 'there is something to take back')
  const before = study.done()
  study.undo()
  await until(() => study.done() !== before && study.done()?.kind === 'undone', 'the undo is stored and shown')
  await isSafe(tab)
}

/** All that a store shows of cards, and what the day's queue is made of, for comparing. */
export async function cardsAndQueue(tab: AppTab): Promise<unknown> {
  const { columns, queue } = await readDayQueue(tab.services, null)
  const deck = (await tab.store.exportAll()).decks.flatMap(({ notes }) => notes)
  return structuredClone({
    cards: await tab.store.cards(deck.map((note) => front(note.id))),
    columns,
    queue,
  })
}
