import { beforeEach } from 'vitest'
import { readIncoming } from '../../src/app/transfer.ts'
import { applyEvent } from '../../src/domain/apply.ts'
import type { Deck } from '../../src/domain/deck.ts'
import type { ReviewEvent } from '../../src/domain/event.ts'
import type { CardId, Note } from '../../src/domain/note.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { makeScheduler } from '../../src/domain/scheduler.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import type { Change } from '../../src/storage/store.ts'
import type { AppTab, Devices } from './device.ts'
import { withDevices } from './eachTest.ts'

export type SavedFile = { readonly name: string; readonly text: string; readonly bytes: ArrayBuffer }

/** Devices whose share sheet takes every file, as a phone's does: that is how a test gets at what was saved last. */
export function withShareSheet(): { readonly devices: Devices; readonly lastSaved: () => SavedFile } {
  let saved: SavedFile[] = []
  const share = async ({ files: [file] }: { files: [File] }) =>
    void saved.push({ name: file.name, text: await file.text(), bytes: await file.arrayBuffer() })
  const devices = withDevices(() => ({
    __APP_VERSION__: '0.1.0',
    matchMedia: () => ({ matches: true }),
    navigator: { canShare: () => true, share },
  }))
  beforeEach(() => {
    saved = []
  })
  const lastSaved = () => {
    const last = saved.at(-1)
    if (!last) throw new Error('nothing was saved')
    return last
  }
  return { devices, lastSaved }
}

export const fileOf = (text: string, name = 'some.json') => new File([text], name)
export const deckFile = (deck: Deck) => fileOf(encodeDeck(deck))

/** What the app reads from a file that is opened; throws where it refuses it. */
export async function preview(tab: AppTab, file: File) {
  const read = await readIncoming(tab.services, file)
  if (!read.ok) throw new Error(`refused: ${read.error.kind}`)
  return read.value
}

/** An answer as the app makes it, but without a session and not yet stored. */
export async function answered(tab: AppTab, cardId: CardId, rating: Rating = 'good'): Promise<Change> {
  const { clock, moment, settings } = tab.services
  const when = moment()
  const scheduler = makeScheduler(settings.current())
  const [state] = await tab.store.cards([cardId])
  if (!state) throw new Error('no state')
  const { due, step } = scheduler.answer(state, rating, when)
  const id = clock.next(when.at)
  const more = { kind: 'review', cardId, rating, elapsedMs: 900, source: 'study' } as const
  const event: ReviewEvent = { ...when, id, ...more, due, step }
  return { events: [event], cards: [applyEvent(state, event, scheduler)] }
}

/** The learner's own words in place of the n-th note's, stored. */
export async function reword(tab: AppTab, deck: Deck, n: number, question = 'Mine?'): Promise<Note> {
  const base = deck.notes[n]
  if (!base) throw new Error(`no note ${n}`)
  const note: Note = { ...base, content: { kind: 'qa', question, answer: 'Mine.' } }
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  await tab.store.commit({
    events: [{ ...when, id, kind: 'note', noteId: note.id, deckId: deck.id, note }],
    cards: [],
  })
  return note
}
