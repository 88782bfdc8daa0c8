import type { LogEvent } from '../../../src/domain/event.ts'
import type { Media, MediaHash } from '../../../src/domain/media.ts'
import { cardIdOf, type Note } from '../../../src/domain/note.ts'
import { MIGRATIONS } from '../../../src/storage/schema.ts'
import type { Change } from '../../../src/storage/store.ts'
import { same, truly } from '../check.ts'
import { assertWhole, placesOf } from '../whole.ts'
import { deckId, everything, front, makeDeck, noteId, rebuild, type Tab } from '../world.ts'
import { chapter, fact, idOf, type Move, type NoteEvent, type Title, type Undo, withDeck } from './case.ts'

/** Notes as a list: read through, changed, moved, retired, made by hand. */
const { cases, law } = chapter()
export const notesCases = cases

type Retire = Extract<LogEvent, { kind: 'retire' }>
type Search = Extract<LogEvent, { kind: 'search' }>

async function scanned(tab: Tab): Promise<{ note: Note; addedAt: number }[]> {
  const found: { note: Note; addedAt: number }[] = []
  await tab.store.scan(({ first, notes, addedAt }) => {
    truly(first === found.length, 'notes come in order, none left out')
    for (const [i, note] of notes.entries()) found.push({ note, addedAt: addedAt[i] ?? Number.NaN })
  })
  return found
}

law(
  'goes through all notes in deck order, with the learner’s own versions, whatever the number of chunks',
  async (world) => {
    for (const count of [0, 250, 4001]) {
      const tab = await withDeck(world, count, 'd')
      const own = makeDeck('d', count).notes.map((note, i) => (i === 3 ? { ...note, tags: ['mine'] } : note))
      const [, , , fourth] = own
      if (fourth)
        await tab.store.commit(
          fact<NoteEvent>(tab, { kind: 'note', noteId: fourth.id, deckId: deckId('d'), note: fourth }),
        )
      const found = await scanned(tab)
      same(
        found.map((one) => one.note),
        own,
      )
      truly(
        found.every((one) => one.addedAt > 0),
        'every note says when it came',
      )
    }
  },
)

law('keeps when a note came through a new version of its deck, and through a backup put back', async (world) => {
  let at = 1000
  const opened = await world.open({ now: () => at })
  await opened.store.putDeck(makeDeck('d', 2), { builtIn: false })
  at = 2000
  await opened.store.putDeck({ ...makeDeck('d', 3), version: 2 }, { builtIn: false })
  const times = async () => (await scanned(opened)).map((one) => one.addedAt)
  same(await times(), [1000, 1000, 2000])
  await opened.store.replaceAll((here) => here, rebuild)
  same(await times(), [1000, 1000, 2000])
})

law('takes a note out of study and of its deck, and puts it back when that is undone', async (world) => {
  const tab = await withDeck(world, 3)
  await tab.store.commit(await tab.answer(front('d-n1')))
  const before = await everything(tab.store)
  const out = fact<Retire>(tab, { kind: 'retire', noteId: noteId('d-n1'), deckId: deckId('d'), on: true })
  await tab.store.commit(out)
  same(
    (await tab.store.deck(deckId('d')))?.notes.map((note) => note.id),
    [noteId('d-n0'), noteId('d-n2')],
  )
  same((await tab.store.decks())[0]?.cardCount, 2)
  const [columns] = await tab.store.columns()
  same(Array.from(columns?.hidden ?? []), [0, 2, 0])
  await assertWhole(tab.store)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(out)] }))
  const after = (await everything(tab.store)) as { events: unknown }
  same({ ...after, events: [] }, { ...(before as object), events: [] })
})

law('changes many notes of a deck at once as it would one by one', async (world) => {
  const tab = await withDeck(world, 60)
  const { notes } = makeDeck('d', 60)
  const changes = notes.map((note, i) => {
    const content: Note['content'] = i % 7 === 0 ? { kind: 'cloze', text: '{{c1::a}} {{c2::b}}' } : note.content
    const event = {
      kind: 'note' as const,
      noteId: note.id,
      deckId: deckId('d'),
      note: { ...note, content, tags: ['new'] },
    }
    return fact<NoteEvent>(tab, event)
  })
  await tab.store.commit({ events: changes.flatMap((change) => change.events), cards: [] })
  const deck = await tab.store.deck(deckId('d'))
  same(
    deck?.notes.every((note) => note.tags.join() === 'new'),
    true,
  )
  same((await tab.store.columns())[0]?.length, 69)
  await assertWhole(tab.store)
})

law('gives the deck’s own note only where the learner has another', async (world) => {
  const tab = await withDeck(world, 2)
  const [note] = makeDeck('d', 2).notes
  if (!note) throw new Error('a deck without notes')
  const [place] = await placesOf(tab.store)
  if (!place) throw new Error('a card without a place')
  same(await tab.store.authorsNote(place), null)
  const event = { kind: 'note' as const, noteId: note.id, deckId: deckId('d'), note: { ...note, tags: ['mine'] } }
  const change = fact<NoteEvent>(tab, event)
  await tab.store.commit(change)
  same(await tab.store.authorsNote(place), note)
  await tab.store.commit(fact<NoteEvent>(tab, { ...event, note: null }))
  same(await tab.store.authorsNote(place), null)
})

law(
  'keeps searches by name: the later of two under one name, none once it is let go, and back by an undo',
  async (world) => {
    const tab = await world.open()
    const keep = (name: string, query: string | null) => fact<Search>(tab, { kind: 'search', name, query })
    await tab.store.commit(keep('hard', 'prop:d>8'))
    await tab.store.commit(keep('a', 'is:due'))
    await tab.store.commit(keep('hard', 'prop:d>9'))
    const kept = [
      { name: 'a', query: 'is:due' },
      { name: 'hard', query: 'prop:d>9' },
    ]
    same(await tab.store.searches(), kept)
    const gone = keep('a', null)
    await tab.store.commit(gone)
    same(await tab.store.searches(), kept.slice(1))
    await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(gone)] }))
    same(await tab.store.searches(), kept)
    await tab.store.replaceAll((here) => here, rebuild)
    same(await tab.store.searches(), kept)
  },
)

law('brings a database of the first schema to this one with all that is in it', async (world) => {
  const first = await world.open({ schema: { migrations: MIGRATIONS.slice(0, 1), minReader: 1 } })
  await first.store.putDeck(makeDeck('d', 3), { builtIn: false })
  await first.store.commit(await first.answer(front('d-n1')))
  const before = await everything(first.store)
  await first.store.flush()
  first.store.close()
  const { store, report } = await world.open()
  same(report, { kind: 'ready' })
  same(await everything(store), before)
  same(await store.mediaHashes(), [])
  await assertWhole(store)
})

law(
  'keeps media by the name of their content, once, and over a backup put in the place of everything',
  async (world) => {
    const tab = await withDeck(world, 2)
    const medium = (name: string): Media => ({
      hash: name.padEnd(32, '0') as MediaHash,
      type: 'image/png',
      bytes: new TextEncoder().encode(name).buffer as ArrayBuffer,
    })
    same(await tab.store.media(medium('a').hash), null)
    await tab.store.putMedia([medium('a'), medium('b')])
    await tab.store.putMedia([{ ...medium('a'), type: 'image/gif' }])
    const text = async (name: string) => {
      const found = await tab.store.media(medium(name).hash)
      return found && `${found.type} ${new TextDecoder().decode(found.bytes)}`
    }
    same([await text('a'), await text('b')], ['image/png a', 'image/png b'])
    await tab.store.replaceAll((here) => ({ ...here, media: [medium('c')] }), rebuild)
    same([await text('a'), await text('c')], ['image/png a', 'image/png c'])
    same((await tab.store.mediaHashes()).length, 3)
  },
)

/** A move of a note of `makeDeck(from)` as the app makes it. */
const moveOf = (tab: Tab, from: string, n: number, to: string): Change => {
  const note = makeDeck(from, n + 1).notes[n]
  if (!note) throw new Error('no such note')
  return fact<Move>(tab, { kind: 'move', noteId: note.id, from: deckId(from), deckId: deckId(to), note })
}
const idsIn = async ({ store }: Tab, name: string) => (await store.deck(deckId(name)))?.notes.map((note) => note.id)
const rowsIn = async ({ store }: Tab, name: string) =>
  (await store.columns([deckId(name)])).reduce((sum, columns) => sum + columns.length, 0)

law(
  'moves a note to another deck: its card keeps its id and all that is remembered, and an undo brings it back',
  async (world) => {
    const tab = await withDeck(world, 4)
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
    const answer = await tab.answer(front('d-n1'))
    await tab.store.commit(answer)
    const before = await everything(tab.store)
    const move = moveOf(tab, 'd', 1, 'e')
    await tab.store.commit(move)
    same(
      [await idsIn(tab, 'd'), await idsIn(tab, 'e')],
      [
        ['d-n0', 'd-n2', 'd-n3'],
        ['e-n0', 'e-n1', 'd-n1'],
      ],
    )
    same([await rowsIn(tab, 'd'), await rowsIn(tab, 'e')], [3, 3])
    const place = await tab.store.placeOf(front('d-n1'))
    same(place?.deckId, 'e')
    const [card] = place ? await tab.store.cardsAt([place]) : []
    same([card?.note, card?.state], [makeDeck('d', 4).notes[1], answer.cards[0]])
    same(
      (await tab.store.deck(deckId('e')))?.sources.map((source) => source.id),
      ['e-source', 'd-source'],
    )
    same((await tab.store.source(deckId('e'), 'd-source' as never))?.id, 'd-source')
    same(
      (await tab.store.decks()).map((deck) => deck.cardCount),
      [3, 3],
    )
    await assertWhole(tab.store)
    await tab.store.commit(await tab.answer(front('d-n1'), 'again'))
    await assertWhole(tab.store)
    await tab.store.flush()
    tab.store.close()
    const again = await world.open()
    same(await idsIn(again, 'e'), ['e-n0', 'e-n1', 'd-n1'])
    await assertWhole(again.store)
    await again.store.commit(fact<Undo>(again, { kind: 'undo', of: [idOf(move)] }))
    same(
      [await idsIn(again, 'd'), await idsIn(again, 'e')],
      [
        ['d-n0', 'd-n1', 'd-n2', 'd-n3'],
        ['e-n0', 'e-n1'],
      ],
    )
    await assertWhole(again.store)
    const shown = (all: unknown) => (all as { own: unknown }).own
    same(shown(await everything(again.store)), shown(before))
  },
)

law(
  'keeps a moved note where it is over updates of both decks, edits, a restored backup and a deck that leaves',
  async (world) => {
    const tab = await withDeck(world, 4)
    await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
    await tab.store.commit(moveOf(tab, 'd', 1, 'e'))
    await tab.store.putDeck(makeDeck('d', 5, { version: 2 }), { builtIn: true })
    await tab.store.putDeck(makeDeck('e', 3, { version: 2 }), { builtIn: false })
    const there = ['e-n0', 'e-n1', 'e-n2', 'd-n1']
    same([await idsIn(tab, 'd'), await idsIn(tab, 'e')], [['d-n0', 'd-n2', 'd-n3', 'd-n4'], there])
    const base = makeDeck('d', 4).notes[1]
    if (!base) throw new Error('no note')
    const edited: Note = { ...base, content: { kind: 'cloze', text: '{{c1::One}} {{c2::two}}' } }
    const edit = fact<NoteEvent>(tab, { kind: 'note', noteId: base.id, deckId: deckId('e'), note: edited })
    await tab.store.commit(edit)
    same(await rowsIn(tab, 'e'), 5)
    const place = await tab.store.placeOf(cardIdOf(base.id, 'c2'))
    same(place && (await tab.store.authorsNote(place)), base)
    await assertWhole(tab.store)
    await tab.store.replaceAll((here) => here, rebuild)
    same(await idsIn(tab, 'e'), there)
    same(await rowsIn(tab, 'e'), 5)
    await assertWhole(tab.store)
    await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(edit)] }))
    same((await tab.store.deck(deckId('e')))?.notes.at(-1), base)
    await tab.store.removeDeck(deckId('e'))
    same(await idsIn(tab, 'd'), ['d-n0', 'd-n2', 'd-n3', 'd-n4'])
    await tab.store.putDeck(makeDeck('e', 3, { version: 3 }), { builtIn: false })
    same(await idsIn(tab, 'e'), there)
    await assertWhole(tab.store)
  },
)

law('takes an edit back in the deck where a note lies, also once it was moved away and back', async (world) => {
  const tab = await withDeck(world, 2)
  await tab.store.putDeck(makeDeck('e', 2), { builtIn: false })
  const before = (await everything(tab.store)) as object
  const move = moveOf(tab, 'd', 1, 'e')
  await tab.store.commit(move)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(move)] }))
  const [, base] = makeDeck('d', 2).notes
  if (!base) throw new Error('no note')
  const note: Note = { ...base, content: { kind: 'cloze', text: '{{c1::One}} {{c2::two}}' } }
  const edit = fact<NoteEvent>(tab, { kind: 'note', noteId: base.id, deckId: deckId('d'), note })
  await tab.store.commit(edit)
  same(await rowsIn(tab, 'd'), 3)
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(edit)] }))
  same({ ...((await everything(tab.store)) as object), events: null }, { ...before, events: null })
})

law('takes a note made by hand into a deck, an empty one too, and an undo takes it out', async (world) => {
  const tab = await withDeck(world, 1)
  await tab.store.putDeck(makeDeck('mine', 0, { sources: [] }), { builtIn: false })
  const [base] = makeDeck('x', 1).notes
  if (!base) throw new Error('no note')
  const note: Note = { ...base, id: noteId('made'), evidence: [] }
  const made = fact<Move>(tab, { kind: 'move', noteId: note.id, from: null, deckId: deckId('mine'), note })
  await tab.store.commit(made)
  same((await tab.store.deck(deckId('mine')))?.notes, [note])
  await tab.store.commit(await tab.answer(front('made')))
  await assertWhole(tab.store)
  const scanned: string[] = []
  await tab.store.scan(({ deckId: id, first, notes }) => scanned.push(`${id} ${first} ${notes.map((each) => each.id)}`))
  same(scanned, ['d 0 d-n0', 'mine 0 made'])
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(made)] }))
  same((await tab.store.deck(deckId('mine')))?.notes, [])
  same(await tab.store.placeOf(front('made')), null)
  await assertWhole(tab.store)
})

law("shows decks under the learner's titles, and their own again after an undo", async (world) => {
  const tab = await withDeck(world, 1)
  const titleOf = async () => [(await tab.store.decks())[0]?.title, (await tab.store.deck(deckId('d')))?.title]
  const first = fact<Title>(tab, { kind: 'title', deckId: deckId('d'), title: 'Mine::Own' })
  await tab.store.commit(first)
  same(await titleOf(), ['Mine::Own', 'Mine::Own'])
  await tab.store.replaceAll((here) => here, rebuild)
  same(await titleOf(), ['Mine::Own', 'Mine::Own'])
  same((await tab.store.exportAll()).decks[0]?.title, 'Test::d')
  await tab.store.commit(fact<Undo>(tab, { kind: 'undo', of: [idOf(first)] }))
  same(await titleOf(), ['Test::d', 'Test::d'])
})

law('keeps apart a deck and notes whose ids are names that every object has', async (world) => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    const tab = await withDeck(world, 1, 'other')
    const deck = makeDeck(name, 1)
    await tab.store.putDeck(deck, { builtIn: false })
    const named = { ...deck, version: 2, notes: deck.notes.map((note) => ({ ...note, id: noteId(name) })) }
    await tab.store.putDeck(named, { builtIn: false })
    await tab.store.commit(fact<Title>(tab, { kind: 'title', deckId: deckId('other'), title: 'Mine' }))
    const address = 'https://example.org/a.json'
    const subscribe = { kind: 'subscribe', deckId: deckId('other'), address, looks: true } as const
    await tab.store.commit(fact<Extract<LogEvent, { kind: 'subscribe' }>>(tab, subscribe))
    const listed = (await tab.store.decks()).find((info) => info.id === deckId(name))
    same([listed?.title, (await tab.store.deck(deckId(name)))?.title], [`Test::${name}`, `Test::${name}`])
    same(await tab.store.subscription(deckId(name)), null)
    const times: unknown[] = []
    await tab.store.scan(({ addedAt }) => void times.push(...addedAt))
    truly(
      times.every((time) => typeof time === 'number'),
      'every note has a time',
    )
    await tab.store.commit(fact<Title>(tab, { kind: 'title', deckId: deckId(name), title: 'Named' }))
    same((await tab.store.deck(deckId(name)))?.title, 'Named')
  }
})
