import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Create, createCreate, parsePartialDate } from '../../src/app/create.ts'
import { takeDeck } from '../../src/app/takeDeck.ts'
import { acceptedNotes, isInTray } from '../../src/domain/articleDraft.ts'
import type { ArticleForm } from '../../src/domain/articleForm.ts'
import { fieldsFor, toNote } from '../../src/domain/cardFields.ts'
import { mergeDeck } from '../../src/domain/deckMerge.ts'
import { newDeck } from '../../src/domain/draftDeck.ts'
import type { DeckId, Note, NoteId } from '../../src/domain/note.ts'
import { generate } from '../../src/generator/generate.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { toSource } from '../../src/workers/articleSource.ts'
import type { ArticleText, GeneratorApi } from '../../src/workers/generatorApi.ts'
import { makeGeneratorHandlers } from '../../src/workers/generatorHandlers.ts'
import type { WorkerLike } from '../../src/workers/rpc.ts'
import { readerForTests } from '../generator/helpers.ts'
import { makeWorkerHere } from '../workers/workerHere.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

/** One sentence that is known, before a shipped article that has a good many questions in it. */
const OPENING = 'The assembly of 2,500 elders met in Kabul for four days.'
const TEXT = `${OPENING}\n\n${readFileSync(
  new URL('../../seeds/2013-10-11-kerry-karzai-talks.md', import.meta.url),
  'utf8',
)
  .replace(/^---[\s\S]*?\n---\n/, '')
  .trim()}`

const ARTICLE: ArticleText = {
  text: TEXT,
  title: 'The assembly',
  outlet: 'Wire',
  published: parsePartialDate('2013-11-24'),
  url: null,
  licence: null,
}

const FORM: ArticleForm = { text: TEXT, title: 'T', outlet: '', date: '', url: '', owner: 'mine', deckId: '' }

/** Sentences of which nothing can be asked. */
const OBSCURE = 'It was so and that was it for the man who had been there. '.repeat(5)

const CLEAN = cleanText()

/** The worker's own handlers on a port within this process. `mute` cleans the text and then says nothing more. */
function makeWorker(options: { readonly mute?: boolean } = {}): WorkerLike {
  const handlers = makeGeneratorHandlers(async () => {
    // Here the page and the reading share a thread: the page gets its turn first.
    await settled()
    return readerForTests()
  })
  const cleanOnly: typeof handlers.generate = (article, { progress }) => {
    const source = toSource(article)
    if (source.ok) progress({ phase: 'cleaned', source: source.value })
    return new Promise<never>(() => {})
  }
  return makeWorkerHere<GeneratorApi>(options.mute ? { ...handlers, generate: cleanOnly } : handlers)
}

let tab: AppTab

async function start(worker: () => WorkerLike = () => makeWorker()): Promise<void> {
  tab = await device.open({ startGenerator: worker })
}

withDevice()
beforeEach(() => start())

const open = (): Create => tab.use(createCreate).it

async function found(): Promise<Create> {
  const create = open()
  await create.find(ARTICLE, null)
  expect(create.state().phase).toBe('checking')
  return create
}

function draft(create: Create) {
  const state = create.state()
  if (state.phase !== 'checking') throw new Error(`not checking but ${state.phase}`)
  return state.draft
}

/** A turn for whatever waits. */
const settled = () => new Promise((done) => setTimeout(done, 30))

describe('finding questions', () => {
  test('shows the cleaned article before its questions, and gives the cards that Node gives', async () => {
    const create = open()
    const search = create.find(ARTICLE, null)
    await vi.waitFor(() => expect(create.state()).toMatchObject({ phase: 'finding', source: { text: CLEAN } }), {
      interval: 5,
    })
    await search
    const source = toSource(ARTICLE)
    if (!source.ok) throw new Error('no source')
    const steps = generate(source.value, { read: readerForTests().read })
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    const ids = draft(create).proposals.map((each) => each.note.id)
    expect(new Set(ids)).toEqual(new Set(step.value.notes.map((note) => note.id)))
    expect(ids.length).toBeGreaterThan(2)
  })

  test('says why there is nothing, and keeps the way to write cards by hand', async () => {
    const create = open()
    await create.find({ ...ARTICLE, text: 'Too short.' }, null)
    expect(create.state()).toEqual({ phase: 'paste', problem: { kind: 'too-short' }, source: null })
    await create.find({ ...ARTICLE, text: OBSCURE }, null)
    const state = create.state()
    expect(state).toMatchObject({ phase: 'paste', problem: { kind: 'no-question' } })
    expect(create.unasked()).toMatchObject({ read: 5 })
    expect(create.unasked()?.why.reduce((sum, each) => sum + each.sentences, 0)).toBe(5)
    if (state.phase !== 'paste' || !state.source) throw new Error('no source')
    create.byHand(state.source, null)
    expect(draft(create).proposals).toEqual([])
  })

  test('says the same after a reload, until the next reading or until the form is emptied', async () => {
    const kept = (isKept: boolean) =>
      vi.waitFor(
        async () => expect((await openDrafts().forms()).some(({ nothing }) => nothing !== null)).toBe(isKept),
        { timeout: 5000 },
      )
    const first = tab.use(createCreate)
    first.it.drafts.keepForm({ ...FORM, text: OBSCURE })
    await vi.waitFor(async () => expect(await openDrafts().forms()).toHaveLength(1), { timeout: 5000 })
    await first.it.find({ ...ARTICLE, text: OBSCURE }, null)
    const said = first.it.state()
    await kept(true)
    first.leave()
    await start()
    const second = tab.use(createCreate)
    await vi.waitFor(() => expect(second.it.state()).toEqual(said))
    expect(second.it.unasked()).toMatchObject({ read: 5 })
    await second.it.find(ARTICLE, null)
    await kept(false)
    second.it.close()
    await second.it.find({ ...ARTICLE, text: OBSCURE }, null)
    await kept(true)
    second.it.drafts.keepForm(null)
    await kept(false)
  })

  test('stops when it is told to, without a word of failure, and can start again', async () => {
    await start(() => makeWorker({ mute: true }))
    const create = open()
    const search = create.find(ARTICLE, null)
    await vi.waitFor(() => expect(create.state()).toMatchObject({ source: { text: CLEAN } }))
    create.stop()
    await search
    expect(create.state()).toEqual({ phase: 'paste', problem: null, source: null })
  })

  test('gives up a worker that has gone silent, and says so', async () => {
    await start(() => makeWorker({ mute: true }))
    const create = open()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const search = create.find(ARTICLE, null)
    await vi.advanceTimersByTimeAsync(60_000)
    vi.useRealTimers()
    await search
    expect(create.state()).toMatchObject({ phase: 'paste', problem: { kind: 'failed' }, source: { text: CLEAN } })
  })
})

describe('a draft', () => {
  test('survives a reload with every verdict, and is offered again', async () => {
    const create = await found()
    create.judge('accepted')
    create.judge('rejected')
    const before = draft(create)
    await vi.waitFor(async () => expect((await openDrafts().all())[0]?.proposals).toEqual(before.proposals))
    const again = open()
    await vi.waitFor(() => expect(again.drafts.waiting().length).toBe(1))
    const [waiting] = again.drafts.waiting()
    expect(waiting).toEqual({ ...before, savedAt: waiting?.savedAt })
    if (waiting) again.resume(waiting)
    expect(draft(again).proposals).toEqual(before.proposals)
  })

  test('says after a reload what became of the sentences, and of no other article', async () => {
    const create = await found()
    const read = create.unasked()
    expect(read?.read).toBeGreaterThan(2)
    await vi.waitFor(async () => expect((await openDrafts().all()).length).toBe(1))
    const again = open()
    await vi.waitFor(() => expect(again.drafts.waiting().length).toBe(1))
    expect(again.unasked()).toBeNull()
    const [waiting] = again.drafts.waiting()
    if (waiting) again.resume(waiting)
    expect(again.unasked()).toEqual(read)
    again.close()
    expect(again.unasked()).toBeNull()
  })

  test('goes back step by step to where it began', async () => {
    const create = await found()
    const start = draft(create)
    create.judge('accepted')
    create.acceptRest()
    create.judge('rejected')
    while (create.canUndo()) create.undo()
    expect(draft(create)).toEqual(start)
  })

  test('is no deck until it is saved; then it is, and the draft is gone', async () => {
    const create = await found()
    create.judge('accepted')
    create.judge('rejected')
    const rejected = draft(create).proposals[1]
    if (!rejected) throw new Error('nothing was rejected')
    create.giveReason(rejected.note.id, 'trivial')
    const { source } = draft(create)
    const hand = toNote(
      {
        ...fieldsFor(source, { start: 0, end: OPENING.length }),
        question: 'Where did the elders meet?',
        answer: 'Kabul',
      },
      { source, base: null, taken: new Set() },
    )
    create.take(hand)
    const accepted = acceptedNotes(draft(create))
    expect(await tab.store.decks()).toEqual([])
    const deckId = await create.save()
    const deck = deckId && (await tab.store.deck(deckId))
    expect(deck).toMatchObject({ title: 'The assembly', version: 1, notes: accepted, sources: [source] })
    expect(accepted.map((note) => note.id)).toContain(hand.id)
    const kept = openDrafts()
    expect(await kept.all()).toEqual([])
    expect(await kept.rejections()).toMatchObject([{ note: rejected.note, reason: 'trivial' }])
  })

  test('learns from the reasons given, says so, and forgets them when told to', async () => {
    const first = await found()
    const note = draft(first)
      .proposals.filter((each) => !isInTray(each))
      .map((each) => each.note)
      .sort((a, b) => (a.confidence ?? 1) - (b.confidence ?? 1))[0]
    if (!note) throw new Error('nothing is sure')
    const reasons = Array.from({ length: 200 }, (_, i) => ({
      note: { ...note, id: `n_${i}` as NoteId },
      reason: 'trivial' as const,
      at: tab.services.now(),
    }))
    await openDrafts().addRejections(reasons)
    await first.drafts.discard(draft(first))
    const second = open()
    await vi.waitFor(() => expect(second.drafts.rejections().length).toBe(200))
    await second.find(ARTICLE, null)
    const again = draft(second).proposals.find((each) => each.note.id === note.id)
    expect(again).toMatchObject({ note, disliked: 'trivial', verdict: 'open' })
    expect(draft(second).proposals.length).toBe(draft(first).proposals.length)
    second.drafts.forgetRejections()
    expect(second.drafts.rejections()).toEqual([])
    await vi.waitFor(async () => expect(await openDrafts().rejections()).toEqual([]))
  })

  test('adds to a deck of the learner’s own, with its source', async () => {
    const first = await found()
    first.judge('accepted')
    const deckId = await first.save()
    const second = open()
    await second.find({ ...ARTICLE, text: `${TEXT} More came later.` }, deckId)
    second.judge('accepted')
    await vi.waitFor(() => expect(second.deckNotes().length).toBe(1))
    const added = acceptedNotes(draft(second)).map((note) => note.id)
    expect(await second.save()).toBe(deckId)
    const deck = deckId && (await tab.store.deck(deckId))
    expect(deck).toMatchObject({ version: 2, title: 'The assembly' })
    expect(deck ? deck.sources.length : 0).toBe(2)
    // Were it somebody else's, its next version would not know them, and must not retire them.
    expect(deckId && (await tab.store.collectedDeck(deckId))?.deck.own).toEqual(added)
  })

  test('of an article that somebody’s deck was made of as well are cards of their own, and stay so', async () => {
    const first = await found()
    first.judge('accepted')
    const { source } = draft(first)
    const theirs = { ...newDeck(source, acceptedNotes(draft(first)), new Set()), id: 'd_sent' as DeckId }
    await takeDeck(tab.services, theirs)
    const deckId = await first.save()
    const idsOf = async (id: DeckId | null) => (id && (await tab.store.deck(id)))?.notes.map((note) => note.id)
    const ids = await idsOf(deckId)
    expect(ids).toHaveLength(1)
    expect(await idsOf(theirs.id)).toEqual(theirs.notes.map((note) => note.id))
    expect(ids).not.toEqual(await idsOf(theirs.id))
    const again = open()
    await again.find(ARTICLE, deckId)
    again.judge('accepted')
    expect(await again.save()).toBe(deckId)
    expect(await idsOf(deckId)).toEqual(ids)
  })

  test('accepted again in a deck that was sent, after it was taken out, is back, and its words are mine in an update', async () => {
    const first = await found()
    first.go(draft(first).proposals.findIndex(({ note }) => note.content.kind === 'qa'))
    first.judge('accepted')
    const [sent] = acceptedNotes(draft(first))
    if (sent?.content.kind !== 'qa') throw new Error('another kind of card')
    const { source } = draft(first)
    first.close()
    const deck = { ...newDeck(source, [sent], new Set()), id: 'd_sent' as DeckId }
    const { services, store } = tab
    await takeDeck(services, deck)
    const now = services.moment()
    const out = { ...now, id: services.clock.next(now.at), kind: 'retire' as const, noteId: sent.id, deckId: deck.id }
    await store.commit({ events: [{ ...out, on: true }], cards: [] })
    expect((await store.deck(deck.id))?.notes).toEqual([])

    const worded = (question: string): Note => ({ ...sent, content: { kind: 'qa', question, answer: 'a' } })
    const second = open()
    second.byHand(source, deck.id)
    second.take(worded('In my words?'))
    expect(await second.save()).toBe(deck.id)
    expect((await store.deck(deck.id))?.notes).toEqual([worded('In my words?')])
    const held = (await store.collectedDeck(deck.id))?.deck
    expect([held?.notes, held?.own ?? []]).toEqual([[sent], []])

    const next = { ...deck, version: 9, notes: [worded('In theirs?')] }
    expect(mergeDeck(await store.collectedDeck(deck.id), next).clashes).toMatchObject([
      { field: 'question', mine: 'In my words?', theirs: 'In theirs?' },
    ])
    await takeDeck(services, next)
    expect((await store.deck(deck.id))?.notes).toEqual([worded('In my words?')])
  })

  test('that cannot be saved stays as it was, and says so', async () => {
    tab = await device.open({
      startGenerator: () => makeWorker(),
      between: (store) => ({ ...store, putDeck: () => Promise.reject(new Error('no room')) }),
    })
    const create = await found()
    create.judge('accepted')
    const before = draft(create)
    expect(await create.save()).toBeNull()
    expect(create.saveFailed()).toBe(true)
    expect(draft(create)).toEqual(before)
  })

  test('is kept on the screen where the device keeps none', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError')
      },
    })
    const create = await found()
    create.judge('accepted')
    await vi.waitFor(() => expect(create.drafts.failed()).toBe(true))
    expect(acceptedNotes(draft(create)).length).toBe(1)
  })
})

describe('the form', () => {
  const texts = async () => (await openDrafts().forms()).map(({ form }) => form?.text)

  test('survives a reload once typing rests, and is gone once its cards are saved', async () => {
    const create = open()
    create.drafts.keepForm({ ...FORM, text: 'half' })
    create.drafts.keepForm(FORM)
    await vi.waitFor(async () => expect(await texts()).toEqual([TEXT]), { timeout: 5000 })
    await start()
    const again = open()
    expect(await again.drafts.readForm()).toEqual(FORM)
    await again.find(ARTICLE, null)
    again.judge('accepted')
    await again.save()
    await vi.waitFor(async () => expect(await texts()).toEqual([]))
    await start()
    expect(await open().drafts.readForm()).toBeNull()
  })

  test('that another tab is filling in stays when cards are saved here, also where it began as the same', async () => {
    const create = open()
    create.drafts.keepForm(FORM)
    await vi.waitFor(async () => expect(await texts()).toEqual([TEXT]), { timeout: 5000 })
    await create.find(ARTICLE, null)
    // Here nothing tells that the other tab lives.
    await start()
    const other = open()
    expect(await other.drafts.readForm()).toEqual(FORM)
    other.drafts.keepForm({ ...FORM, text: 'A long text that was typed there' })
    await vi.waitFor(async () => expect(await texts()).toEqual(['A long text that was typed there']), { timeout: 5000 })
    create.judge('accepted')
    expect(await create.save()).not.toBeNull()
    expect(await texts()).toEqual(['A long text that was typed there'])
    other.drafts.keepForm(null)
    await vi.waitFor(async () => expect(await texts()).toEqual([]))
  })

  test('is the same when the page is left and come back to, also before typing rested', async () => {
    const first = tab.use(createCreate)
    first.it.drafts.keepForm(FORM)
    first.leave()
    expect(await open().drafts.readForm()).toEqual(FORM)
  })

  test('takes dates as far as they are known', () => {
    expect(['2013', '2013-07', ' 2013-07-06 '].map(parsePartialDate)).toEqual(['2013', '2013-07', '2013-07-06'])
    expect(['July 2013', '2013-13', '2013-07-32', '13'].map(parsePartialDate)).toEqual([null, null, null, null])
  })
})

function cleanText(): string {
  const source = toSource(ARTICLE)
  if (!source.ok) throw new Error(source.error.kind)
  return source.value.text
}
