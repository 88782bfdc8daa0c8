import { describe, expect, test, vi } from 'vitest'
import { handIn, startPaper } from '../../src/app/examPaper.ts'
import { readPool } from '../../src/app/examPool.ts'
import { createExamReport, overturn } from '../../src/app/examResult.ts'
import type { Study } from '../../src/app/study.ts'
import { DEFAULT_BLUEPRINT } from '../../src/domain/exam.ts'
import { sit } from '../../src/domain/examSitting.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { openSittings } from '../../src/storage/sittings.ts'
import type { Store } from '../../src/storage/store.ts'
import { until } from '../storage/check.ts'
import { assertWhole } from '../storage/whole.ts'
import { deckId, makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'
import { isSafe, SECOND, startStudy } from './learner.ts'

withDevice(() => ({ document: new EventTarget(), addEventListener: () => {}, removeEventListener: () => {} }))

const DECK = deckId('d')

/** A tab, and what another does in the very moment before this one's next change of a note is written. */
async function openTorn(): Promise<{
  readonly tab: AppTab
  readonly other: AppTab
  readonly first: (work: Work) => void
}> {
  let waiting: Work | null = null
  const between = (store: Store): Store => ({
    ...store,
    commit: async (change) => {
      const work = change.events.some(({ kind }) => kind === 'note') ? waiting : null
      if (work) waiting = null
      await work?.()
      await store.commit(change)
    },
  })
  const tab = await device.open({ between })
  await tab.store.putDeck(makeDeck('d', 3), { builtIn: false })
  const other = await device.open()
  return {
    tab,
    other,
    first: (work) => {
      waiting = work
    },
  }
}
type Work = () => Promise<void>

const noteIn = async (tab: AppTab, id: NoteId): Promise<Note> => {
  const note = (await tab.store.deck(DECK))?.notes.find((one) => one.id === id)
  if (!note) throw new Error(`no note ${id}`)
  return note
}

/** The learner's own words, as another tab writes them. */
async function put(tab: AppTab, note: Note): Promise<void> {
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  await tab.store.commit({ events: [{ ...when, id, kind: 'note', noteId: note.id, deckId: DECK, note }], cards: [] })
}

const cardOf = (study: Study) => {
  const view = study.view()
  if (view.phase !== 'question' && view.phase !== 'answer') throw new Error('nothing is shown')
  return view.card
}

const reworded = (note: Note, question: string): Note => ({
  ...note,
  content: { ...note.content, question } as Note['content'],
})

describe('what another tab wrote into a note in the same moment', () => {
  test.each(['read before', 'written in between'])('stays when the note is split: %s', async (when) => {
    const { tab, other, first } = await openTorn()
    const { study } = await startStudy(tab)
    const { note } = cardOf(study)
    device.at += SECOND
    const meanwhile = () => put(other, { ...note, tags: ['theirs'], accepted: ['theirs'] })
    if (when === 'read before') await meanwhile()
    else first(meanwhile)
    study.splitNote(reworded(note, 'First?'), reworded({ ...note, id: '' as NoteId }, 'Second?'), note)
    await until(() => study.done()?.kind === 'done', 'it is stored')
    await isSafe(tab)
    const now = await noteIn(tab, note.id)
    expect(now).toMatchObject({ tags: ['theirs'], accepted: ['theirs'], content: { question: 'First?' } })
    expect((await tab.store.deck(DECK))?.notes).toHaveLength(4)
    await assertWhole(tab.store)
  })

  test.each(['edited', 'marked'])('stays when the note is %s', async (how) => {
    const { tab, other, first } = await openTorn()
    const { study } = await startStudy(tab)
    const { note } = cardOf(study)
    device.at += SECOND
    first(() => put(other, { ...reworded(note, 'Theirs?'), accepted: ['theirs'] }))
    if (how === 'marked') study.act('mark')
    else study.saveNote({ ...note, tags: [...note.tags, 'marked'] }, false, note)
    await until(() => study.done()?.kind === 'done', 'it is stored')
    await isSafe(tab)
    expect(await noteIn(tab, note.id)).toMatchObject({
      tags: [...note.tags, 'marked'],
      accepted: ['theirs'],
      content: { question: 'Theirs?' },
    })
    await assertWhole(tab.store)
  })

  test('stays when its deck comes in another version', async () => {
    const { tab, other, first } = await openTorn()
    const { study } = await startStudy(tab)
    const { note } = cardOf(study)
    device.at += SECOND
    const deck = makeDeck('d', 3)
    first(() =>
      other.store.putDeck(
        { ...deck, version: 2, notes: deck.notes.map((one) => reworded(one, `${one.id} by the author?`)) },
        { builtIn: false },
      ),
    )
    study.act('mark')
    await until(() => study.done()?.kind === 'done', 'it is stored')
    expect(await noteIn(tab, note.id)).toMatchObject({
      tags: [...note.tags, 'marked'],
      content: { question: `${note.id} by the author?` },
    })
  })

  test('stays when an answer of a paper is accepted', async () => {
    const { tab, other, first } = await openTorn()
    const pool = await readPool(tab.services, { deckIds: [DECK], query: '' })
    const sittings = openSittings()
    const blueprint = { ...DEFAULT_BLUEPRINT, count: 0, teaches: true }
    const id = await startPaper(tab.services, sittings, { title: 'Paper', pool, blueprint, seed: 7 })
    const kept = await sittings.get(id ?? '')
    if (!kept) throw new Error('no sitting')
    const sitting = sit(kept.sitting, { kind: 'submit' }, tab.services.now())
    const examId = await handIn(tab.services, sittings, { sitting, examId: null })
    const { it: read } = tab.use(() => createExamReport(examId))
    await vi.waitFor(() => expect(read.state).toBe('ready'))
    const report = read()
    const [cardId] = report?.exam.questions[0]?.cards ?? []
    if (!report || !cardId) throw new Error('no report')
    const noteId = cardId.split('/')[0] as NoteId
    const note = await noteIn(tab, noteId)
    first(() => put(other, { ...reworded(note, 'Theirs?'), tags: ['theirs'] }))
    await overturn(tab.services, report, 0, true, 'also right')
    expect(await noteIn(tab, noteId)).toMatchObject({
      tags: ['theirs'],
      accepted: [...note.accepted, 'also right'],
      content: { question: 'Theirs?' },
    })
    const rulings = (await tab.store.eventsSince(null)).filter(({ kind }) => kind === 'ruling')
    expect(rulings).toHaveLength(1)
    await assertWhole(tab.store)
  })
})
