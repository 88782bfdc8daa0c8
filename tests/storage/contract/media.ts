import type { LogEvent } from '../../../src/domain/event.ts'
import { type Media, type MediaHash, mediaLink } from '../../../src/domain/media.ts'
import type { Note } from '../../../src/domain/note.ts'
import { addDays, type StudyDay, toStudyDay } from '../../../src/domain/time.ts'
import { same } from '../check.ts'
import { deckId, makeDeck, rebuild, type Tab } from '../world.ts'
import { chapter, fact, idOf, type NoteEvent, type Undo } from './case.ts'

/** Media that nothing names any more, and what is never taken for that. */
const { cases, law } = chapter()
export const mediaCases = cases

type Retire = Extract<LogEvent, { kind: 'retire' }>

const hashOf = (n: number): MediaHash => `${n}`.padStart(32, '0') as MediaHash
const medium = (n: number): Media => ({ hash: hashOf(n), type: 'image/png', bytes: new Uint8Array(n).buffer })
const TODAY = toStudyDay(20_000)

function showing(n: number, name: string): Note {
  const [note] = makeDeck(name, 1).notes
  if (!note) throw new Error('no note')
  return { ...note, content: { kind: 'qa', question: mediaLink(hashOf(n), 'a picture'), answer: 'a' } }
}

async function withPicture(tab: Tab, n: number): Promise<Note> {
  const note = showing(n, 'd')
  await tab.store.putMedia([medium(n)])
  await tab.store.putDeck({ ...makeDeck('d', 1), notes: [note] }, { builtIn: false })
  return note
}

/** As it is on a day on which nothing of all before can be undone any more. */
const checkOf = (tab: Tab, day: StudyDay, besides: readonly MediaHash[] = []) => ({
  day,
  undoableFrom: tab.stamp().id,
  besides,
})

/** Which media are taken away by a check on each of two days, the second of them long after. */
async function removed(tab: Tab, besides: readonly MediaHash[] = []): Promise<readonly number[]> {
  const before = await tab.store.mediaHashes()
  await (await tab.store.unusedMedia()).find(checkOf(tab, TODAY, besides))
  await (await tab.store.unusedMedia()).remove(checkOf(tab, addDays(TODAY, 1), besides))
  const left = await tab.store.mediaHashes()
  return before.filter((hash) => !left.includes(hash)).map(Number)
}

law('tells what no note names, and takes it away on a later day, not before', async (world) => {
  const tab = await world.open()
  await withPicture(tab, 1)
  await tab.store.putMedia([medium(2), medium(3)])
  const none = { files: 0, bytes: 0 }
  same(await (await tab.store.unusedMedia()).find(checkOf(tab, TODAY)), {
    removable: none,
    recent: { files: 2, bytes: 5 },
  })
  same(await (await tab.store.unusedMedia()).remove(checkOf(tab, TODAY)), none)
  const tomorrow = checkOf(tab, addDays(TODAY, 1))
  same(await (await tab.store.unusedMedia()).find(tomorrow), { removable: { files: 2, bytes: 5 }, recent: none })
  same(await (await tab.store.unusedMedia()).remove(tomorrow), { files: 2, bytes: 5 })
  same(await tab.store.mediaHashes(), [hashOf(1)])
  same(await (await tab.store.unusedMedia()).find(tomorrow), { removable: none, recent: none })
})

law('takes no medium away that was put again since, though nothing names it yet', async (world) => {
  const tab = await world.open()
  await tab.store.putMedia([medium(1), medium(2)])
  await (await tab.store.unusedMedia()).find(checkOf(tab, TODAY))
  await tab.store.putMedia([medium(1)])
  same(await (await tab.store.unusedMedia()).remove(checkOf(tab, addDays(TODAY, 1))), { files: 1, bytes: 2 })
  same(await tab.store.mediaHashes(), [hashOf(1)])
})

law('takes no medium away that is in use again by a later day', async (world) => {
  const tab = await world.open()
  await tab.store.putMedia([medium(1)])
  await (await tab.store.unusedMedia()).find(checkOf(tab, TODAY))
  await tab.store.putDeck({ ...makeDeck('d', 1), notes: [showing(1, 'd')] }, { builtIn: false })
  await (await tab.store.unusedMedia()).find(checkOf(tab, addDays(TODAY, 1)))
  await tab.store.removeDeck(deckId('d'))
  const next = await (await tab.store.unusedMedia()).find(checkOf(tab, addDays(TODAY, 2)))
  same([next.removable.files, next.recent.files], [0, 1])
})

law('takes nothing away while an import is under way, which may name what is here already', async (world) => {
  const tab = await world.open()
  await tab.store.putMedia([medium(1)])
  await (await tab.store.unusedMedia()).find(checkOf(tab, TODAY))
  const tomorrow = checkOf(tab, addDays(TODAY, 1))
  await (await tab.store.imports()).run('An import', [hashOf(1)], async () => {
    same(await (await tab.store.unusedMedia()).remove(tomorrow), { files: 0, bytes: 0 })
    const deck = { ...makeDeck('d', 1), notes: [showing(1, 'd')] }
    await tab.store.putDeck(deck, { builtIn: false, endsImport: true })
  })
  same(await (await tab.store.unusedMedia()).remove(tomorrow), { files: 0, bytes: 0 })
  same(await tab.store.mediaHashes(), [hashOf(1)])
})

law('takes the media of a deck that is gone, and of one whose import was undone', async (world) => {
  const tab = await world.open()
  await withPicture(tab, 1)
  await tab.store.putMedia([medium(2)])
  const before = await tab.store.exportAll()
  const other = { ...makeDeck('e', 1), notes: [showing(2, 'e')], builtIn: false, retired: [] }
  await tab.store.replaceAll((here) => ({ ...here, decks: [...here.decks, other] }), rebuild)
  await tab.store.replaceAll(() => before, rebuild)
  await tab.store.removeDeck(deckId('d'))
  same(await removed(tab), [1, 2])
})

law('keeps what a note names as its author has it, and as the learner does', async (world) => {
  const tab = await world.open()
  const note = await withPicture(tab, 1)
  await tab.store.putMedia([medium(2)])
  const mine = { noteId: note.id, deckId: deckId('d'), note: showing(2, 'd') }
  await tab.store.commit(fact<NoteEvent>(tab, { kind: 'note', ...mine }))
  same(await removed(tab), [])
})

law('takes what an edit put aside once no undo can bring it back', async (world) => {
  const tab = await world.open()
  const note = await withPicture(tab, 1)
  await tab.store.putMedia([medium(2), medium(3)])
  const edit = (n: number) =>
    fact<NoteEvent>(tab, { kind: 'note', noteId: note.id, deckId: deckId('d'), note: showing(n, 'd') })
  const first = edit(2)
  await tab.store.commit(first)
  await tab.store.commit(edit(3))
  const reached = { ...checkOf(tab, TODAY), undoableFrom: idOf(first) }
  same((await (await tab.store.unusedMedia()).find(reached)).recent.files, 0)
  same((await (await tab.store.unusedMedia()).find({ ...reached, day: addDays(TODAY, 1) })).removable.files, 0)
  same(await removed(tab), [2])
})

law('keeps the media of a note taken out while that can be undone, and takes them afterwards', async (world) => {
  const tab = await world.open()
  const note = await withPicture(tab, 1)
  const out = fact<Retire>(tab, { kind: 'retire', noteId: note.id, deckId: deckId('d'), on: true })
  await tab.store.commit(out)
  const reached = { ...checkOf(tab, TODAY), undoableFrom: idOf(out) }
  same((await (await tab.store.unusedMedia()).find(reached)).recent.files, 0)
  const undo = fact<Undo>(tab, { kind: 'undo', of: [idOf(out)] })
  await tab.store.commit(undo)
  same(await removed(tab), [])
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(undo)] }))
  same(await removed(tab), [1])
})

law('keeps what is named in kinds of events that are not known, and beside the collection', async (world) => {
  const tab = await world.open()
  await tab.store.putMedia([medium(1), medium(2), medium(3)])
  const unknown = { id: tab.stamp().id, kind: 'hologram', shows: [`x ${hashOf(1)}`] }
  await tab.store.commit({ events: [unknown], cards: [] })
  same(await removed(tab, [hashOf(2)]), [3])
})
