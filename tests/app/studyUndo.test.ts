import { describe, expect, test } from 'vitest'
import { createBrowse } from '../../src/app/browse.ts'
import type { Study } from '../../src/app/study.ts'
import type { StudyAction } from '../../src/app/studyActions.ts'
import type { DeckId, Note, NoteId } from '../../src/domain/note.ts'
import type { Rating } from '../../src/domain/rating.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { front } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { answer, cardsAndQueue, isSafe, openWithDeck, SECOND, shown, startStudy, undo } from './learner.ts'

withDevice()

const noteOf = (study: Study): Note => {
  const view = study.view()
  if (view.phase !== 'question' && view.phase !== 'answer') throw new Error('nothing is shown')
  return view.card.note
}

const worded = (note: Note, question: string, answer = 'Mine.'): Note => ({
  ...note,
  content: { kind: 'qa', question, answer },
})

async function act(tab: AppTab, study: Study, action: StudyAction): Promise<void> {
  device.at += SECOND
  const before = study.done()
  study.act(action)
  await until(() => study.done() !== before, `${action} is stored`)
  await isSafe(tab)
}

async function save(tab: AppTab, study: Study, note: Note, reset = false): Promise<void> {
  device.at += SECOND
  const before = study.done()
  study.saveNote(note, reset)
  await until(() => study.done() !== before, 'the edit is stored')
  await isSafe(tab)
}

/** All that can be restored: states, columns, the queue, and the decks with the learner's own versions. */
async function everything(tab: AppTab): Promise<unknown> {
  return [await cardsAndQueue(tab), await tab.store.deck('d' as DeckId)]
}

const RATING_OF: readonly Rating[] = ['again', 'good', 'easy', 'hard']

describe('undo in study', () => {
  test('takes a note that was split back as one step, with the second note it made', async () => {
    const tab = await openWithDeck(3)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'again')
    const before = await everything(tab)
    const note = noteOf(study)
    device.at += SECOND
    study.splitNote(worded(note, 'The first half?'), worded({ ...note, id: '' as NoteId }, 'The second half?'))
    await until(() => study.done()?.kind === 'done', 'it is stored')
    await isSafe(tab)
    expect(noteOf(study).content).toMatchObject({ question: 'The first half?' })
    const notes = (await tab.store.deck('d' as DeckId))?.notes ?? []
    expect(notes).toHaveLength(4)
    expect(notes.at(-1)?.content).toMatchObject({ question: 'The second half?' })
    expect(new Set(notes.map(({ id }) => id)).size).toBe(4)
    await assertWhole(tab.store)
    await undo(tab, study)
    expect(noteOf(study)).toEqual(note)
    expect(await everything(tab)).toEqual(before)
  })

  test('goes back 36 steps of every kind, from here and from Browse, in order and exactly, over a reload', async () => {
    const tab = await openWithDeck(40)
    await tab.services.settings.change({ newPerDay: 100 })
    const first = await startStudy(tab)
    const before: { state: unknown; kind: string | undefined }[] = []
    const step = async (work: () => Promise<unknown>) => {
      const state = await everything(tab)
      await work()
      before.push({ state, kind: first.study.lastStep()?.[0].kind })
    }
    for (let round = 0; round < 4; round++) {
      for (const rating of RATING_OF.slice(0, 2)) await step(() => answer(tab, first.study, rating))
      await step(() => act(tab, first.study, 'flag'))
      await step(() => act(tab, first.study, 'bury'))
      await step(() => act(tab, first.study, 'mark'))
      await step(() => save(tab, first.study, worded(noteOf(first.study), `Mine ${round}?`), round % 2 === 1))
      await step(() => act(tab, first.study, 'suspend'))
      await step(() => act(tab, first.study, 'remove'))
    }
    first.leave()

    const browse = tab.use(() => createBrowse())
    await until(() => browse.it.search.hits().complete, 'the list is whole')
    for (const at of [30, 31, 32]) browse.it.selection.toggle(at)
    for (const kind of ['suspend', 'bury', 'flag', 'retire'] as const) {
      device.at += SECOND
      const state = await everything(tab)
      expect(await browse.it.act(kind === 'flag' ? { kind, flag: 2 } : { kind })).toHaveLength(3)
      before.push({ state, kind })
    }
    browse.leave()
    await tab.close()

    const again = await device.open()
    const { study } = await startStudy(again)
    await until(() => study.lastStep() !== null, 'what was done is read')
    expect(before).toHaveLength(36)
    for (const { state, kind } of before.toReversed()) {
      expect(study.lastStep()?.[0].kind).toBe(kind)
      await undo(again, study)
      const done = study.done()
      expect(done?.kind === 'undone' && done.step[0].kind).toBe(kind)
      expect(await everything(again)).toEqual(state)
    }
    expect(study.lastStep()).toBe(null)
    await assertWhole(again.store)
  }, 60_000)

  test('of an answer leaves an edit made in between alone, and the edit is a step of its own', async () => {
    const tab = await openWithDeck(3)
    const { study } = await startStudy(tab)
    const fresh = await everything(tab)
    await answer(tab, study, 'good')
    await save(tab, study, worded(noteOf(study), 'Mine?'))
    expect(noteOf(study).content).toMatchObject({ question: 'Mine?' })
    await answer(tab, study, 'easy')
    await undo(tab, study)
    expect(shown(study)).toBe(front('d-n1'))
    expect(noteOf(study).content).toMatchObject({ question: 'Mine?' })
    expect((await tab.store.deck('d' as DeckId))?.notes[1]?.content).toMatchObject({ question: 'Mine?' })
    await undo(tab, study)
    expect(study.done()).toMatchObject({ step: [{ kind: 'note' }] })
    expect(shown(study)).toBe(front('d-n1'))
    expect(noteOf(study).content).not.toMatchObject({ question: 'Mine?' })
    await undo(tab, study)
    expect(shown(study)).toBe(front('d-n0'))
    expect(await everything(tab)).toEqual(fresh)
  })

  test('brings a deleted card back on show, also on the finish screen', async () => {
    const tab = await openWithDeck(1)
    const { study } = await startStudy(tab)
    await act(tab, study, 'remove')
    expect(study.view().phase).toBe('finished')
    expect((await tab.store.deck('d' as DeckId))?.notes).toHaveLength(0)
    await undo(tab, study)
    expect(shown(study)).toBe(front('d-n0'))
    expect((await tab.store.deck('d' as DeckId))?.notes).toHaveLength(1)
    await assertWhole(tab.store)
  })
})

describe('an edit in study', () => {
  test('keeps the progress, shows the card in its new words, and stays on the same card', async () => {
    const tab = await openWithDeck(2)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'again')
    await answer(tab, study, 'good')
    const [state] = await tab.store.cards([front('d-n0')])
    expect(shown(study)).toBe(front('d-n0'))
    device.at += SECOND
    study.reveal()
    await save(tab, study, worded(noteOf(study), 'Mine?'))
    expect(study.view()).toMatchObject({ phase: 'answer', card: { note: { content: { question: 'Mine?' } } } })
    expect(await tab.store.cards([front('d-n0')])).toEqual([state])
    await answer(tab, study, 'good')
    expect((await tab.store.cards([front('d-n0')]))[0]?.reps).toBe(2)
    await assertWhole(tab.store)
  })

  test('starts the card again where that was asked for, as one step', async () => {
    const tab = await openWithDeck(1)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'again')
    await save(tab, study, worded(noteOf(study), 'Mine?'), true)
    expect((await tab.store.cards([front('d-n0')]))[0]?.memory.phase).toBe('new')
    expect(study.view()).toMatchObject({ card: { state: { memory: { phase: 'new' } } } })
    await undo(tab, study)
    expect((await tab.store.cards([front('d-n0')]))[0]?.memory.phase).toBe('learning')
    await assertWhole(tab.store)
  })
})

describe('a second tap', () => {
  test('within 300 ms of a new card does nothing to it, whatever was tapped', async () => {
    const tab = await openWithDeck(4)
    const { study } = await startStudy(tab)
    await answer(tab, study, 'good')
    device.at += 299
    for (const action of ['bury', 'buryNote', 'suspend', 'flag', 'mark', 'remove'] as const) study.act(action)
    study.reveal()
    study.rate('good')
    await isSafe(tab)
    expect(shown(study)).toBe(front('d-n1'))
    expect(await tab.store.eventsSince(null)).toHaveLength(1)
    device.at += 1
    study.act('bury')
    expect(shown(study)).toBe(front('d-n2'))
  })
})

describe('related cards', () => {
  test('are all put off until tomorrow as one step, and come back with one undo', async () => {
    const tab = await openWithDeck(1)
    await tab.services.settings.change({ burySiblings: false })
    const { study } = await startStudy(tab)
    const cloze: Note = { ...noteOf(study), content: { kind: 'cloze', text: '{{c1::a}} {{c2::b}} {{c3::c}}' } }
    const when = tab.services.moment()
    const id = tab.services.clock.next(when.at)
    const event = { ...when, id, kind: 'note' as const, noteId: cloze.id, deckId: 'd' as DeckId, note: cloze }
    await tab.services.writer.write({ events: [event], cards: [] })
    const page = await startStudy(tab)
    expect(shown(page.study)).toBe('d-n0/c1')
    const fresh = await tab.store.columns()
    await act(tab, page.study, 'buryNote')
    expect(page.study.view().phase).toBe('finished')
    expect(page.study.lastStep()?.map(({ kind }) => kind)).toEqual(['bury', 'bury', 'bury'])
    await undo(tab, page.study)
    expect(shown(page.study)).toBe('d-n0/c1')
    expect(await tab.store.columns()).toEqual(fresh)
    await assertWhole(tab.store)
  })
})
