import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BackupPreview, mergeBackup, replaceWithBackup } from '../../src/app/restore.ts'
import { type ArticleDraft, goTo, judge, type Proposal, takeNote } from '../../src/domain/articleDraft.ts'
import { joinDrafts, unjoined } from '../../src/domain/draftJoin.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { makeDeck } from '../storage/world.ts'
import type { AppTab } from './device.ts'
import { fileOf, preview, withShareSheet } from './transfers.ts'

const { devices } = withShareSheet()

const base = makeDeck('one', 5)
const [source] = base.sources
if (!source) throw new Error('no source')

const draftOf = (proposals: readonly Proposal[], more: Partial<ArticleDraft> = {}): ArticleDraft => ({
  id: source.id,
  savedAt: toInstant(5),
  source,
  deckId: null,
  proposals,
  current: 0,
  ...more,
})

function noteAsking(n: number, question: string): Note {
  const note = base.notes[n]
  if (!note) throw new Error(`no note ${n}`)
  return { ...note, content: { kind: 'qa', question, answer: 'a' } }
}

type Made = Pick<Proposal, 'verdict' | 'origin'>
const asks = (n: number, question: string, { verdict, origin }: Made): Proposal => ({
  note: noteAsking(n, question),
  verdict,
  reason: null,
  origin,
})
const FOUND: Made = { verdict: 'open', origin: 'found' }
const ACCEPTED: Made = { verdict: 'accepted', origin: 'found' }
const BY_HAND: Made = { verdict: 'accepted', origin: 'by-hand' }

const contentOf = ({ note }: Proposal) => JSON.stringify(note.content)

const arbitraryDraft: fc.Arbitrary<ArticleDraft> = fc
  .tuple(
    fc.uniqueArray(
      fc.record({
        n: fc.nat(4),
        question: fc.constantFrom('one?', 'two?'),
        verdict: fc.constantFrom('open', 'accepted', 'rejected'),
        origin: fc.constantFrom('found', 'model', 'edited', 'by-hand'),
      }),
      { maxLength: 5, selector: ({ n }) => n },
    ),
    fc.boolean(),
  )
  .map(([all, isRead]) =>
    draftOf(
      all.map(({ n, question, ...made }) => asks(n, question, made as Made)),
      isRead ? { unasked: { read: 3, why: [] } } : {},
    ),
  )

describe('a draft that another is joined with', () => {
  test('keeps the words of every card in it, decided or not, and every verdict', () => {
    fc.assert(
      fc.property(arbitraryDraft, arbitraryDraft, (mine, theirs) => {
        const both = joinDrafts(mine, theirs)
        const byId = new Map(both.proposals.map((each) => [each.note.id, each]))
        for (const own of mine.proposals) {
          const left = byId.get(own.note.id)
          expect(left?.note).toEqual(own.note)
          if (own.verdict !== 'open') expect(left).toEqual(own)
        }
        const said = both.proposals.map(contentOf)
        for (const other of theirs.proposals)
          if (other.verdict !== 'open' || other.origin === 'edited') expect(said).toContain(contentOf(other))
        expect(joinDrafts(both, theirs)).toBe(both)
      }),
    )
  })

  test('is what it was once that is taken back, and what was done in it since stays', () => {
    const step = fc.record({ n: fc.nat(9), act: fc.constantFrom('accept', 'reject', 'reword', 'write', 'look') })
    fc.assert(
      fc.property(arbitraryDraft, arbitraryDraft, fc.array(step, { maxLength: 4 }), (mine, theirs, acts) => {
        const both = joinDrafts(mine, theirs)
        expect(unjoined(both, { before: mine, after: both })).toEqual({ draft: mine, isAll: true })
        const since = acts.reduce((draft, { n, act }) => actIn(draft, n, act), both)
        const { draft, isAll } = unjoined(since, { before: mine, after: both })
        if (!draft) throw new Error('gone')
        const left = new Map(both.proposals.map((each) => [each.note.id, JSON.stringify(each)]))
        const was = new Map(mine.proposals.map((each) => [each.note.id, JSON.stringify(each)]))
        const now = new Map(draft.proposals.map((each) => [each.note.id, JSON.stringify(each)]))
        for (const each of since.proposals) {
          const { id } = each.note
          const done = JSON.stringify(each)
          expect(now.get(id)).toBe(done === left.get(id) ? was.get(id) : done)
        }
        const isChanged = ({ note: { id } }: Proposal) => left.has(id) && left.get(id) !== was.get(id)
        const touched = since.proposals.some(
          (each) => isChanged(each) && JSON.stringify(each) !== left.get(each.note.id),
        )
        expect(isAll).toBe(!touched)
        expect(draft.unasked).toEqual(mine.unasked)
        if (draft.proposals.length > 0) expect(draft.proposals[draft.current]).toBeDefined()
      }),
    )
  })
})

function actIn(draft: ArticleDraft, n: number, act: 'accept' | 'reject' | 'reword' | 'write' | 'look'): ArticleDraft {
  const at = goTo(draft, n)
  const note = at.proposals[at.current]?.note
  if (act === 'write') return takeNote(at, { ...noteAsking(0, 'Since?'), id: `since${n}` as NoteId })
  if (!note || act === 'look') return at
  if (act === 'reword') return takeNote(at, { ...note, tags: ['since'] })
  return judge(at, act === 'accept' ? 'accepted' : 'rejected')
}

async function previewOf(tab: AppTab, ...drafts: readonly ArticleDraft[]): Promise<BackupPreview> {
  const text = encodeBackup({ appVersion: '1', savedAt: toInstant(1), decks: [], events: [], drafts })
  const incoming = await preview(tab, fileOf(text))
  if (incoming.kind !== 'backup') throw new Error('no backup')
  return incoming
}

const stored = async () => new Map((await openDrafts().all()).map((draft) => [draft.id, draft]))
const MINE = draftOf([asks(0, 'Who met Kerry?', FOUND), asks(1, 'Where?', ACCEPTED)])
const THEIRS = draftOf([asks(0, 'Who betrayed Kerry?', ACCEPTED), asks(2, 'A stranger’s card?', BY_HAND)])

describe.each([
  ['merged', mergeBackup],
  [
    'put in the place of everything',
    (...[services, taken]: Parameters<typeof mergeBackup>) => replaceWithBackup(services, taken, async () => {}),
  ],
] as const)('a backup %s', (_, take) => {
  test('puts its words for a card beside mine, to be looked at, and takes all of its drafts back', async () => {
    const tab = await devices.open()
    const other = { ...THEIRS, id: 's_other' as never, source: { ...source, id: 's_other' as never } }
    await openDrafts().put(MINE)
    const incoming = await previewOf(tab, THEIRS, { ...other, proposals: [] })
    expect(incoming.isNew).toBe(true)
    const back = await take(tab.services, incoming)
    const both = (await stored()).get(MINE.id)
    expect(both?.proposals.map((each) => [contentOf(each), each.verdict])).toEqual([
      [contentOf(asks(0, 'Who met Kerry?', FOUND)), 'open'],
      [contentOf(asks(1, 'Where?', FOUND)), 'accepted'],
      [contentOf(asks(0, 'Who betrayed Kerry?', FOUND)), 'open'],
      [contentOf(asks(2, 'A stranger’s card?', FOUND)), 'accepted'],
    ])
    expect((await stored()).size).toBe(2)
    expect(await back()).toEqual([])
    expect(await stored()).toEqual(new Map([[MINE.id, MINE]]))
  })

  test('leaves, taken back, what was done in a draft since, and says in which', async () => {
    const tab = await devices.open()
    await openDrafts().put(MINE)
    const back = await take(tab.services, await previewOf(tab, THEIRS))
    const both = (await stored()).get(MINE.id) ?? MINE
    const since = both.proposals.map(
      (each, i): Proposal => (i === 0 || i === 3 ? { ...each, verdict: 'rejected' } : each),
    )
    await openDrafts().put({ ...both, proposals: since }, both)
    expect(await back()).toEqual([source.title])
    expect((await stored()).get(MINE.id)?.proposals).toEqual([since[0], since[1], since[3]])
  })

  test('that came to nothing leaves the drafts as they were', async () => {
    const tab = await devices.open()
    await openDrafts().put(MINE)
    const incoming = await previewOf(tab, THEIRS)
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    const store = { ...tab.services.store, replaceAll: () => Promise.reject(full) }
    await expect(take({ ...tab.services, store }, incoming)).rejects.toThrow('full')
    expect(await stored()).toEqual(new Map([[MINE.id, MINE]]))
  })
})

test('two backups taken back in either order leave the drafts as they were, and until then what is in the other', async () => {
  const later = draftOf([...THEIRS.proposals, asks(3, 'Of the later one?', BY_HAND)])
  const byId = (all: readonly Proposal[] = []) => all.toSorted((a, b) => (a.note.id < b.note.id ? -1 : 1))
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const tab = await devices.open()
    await openDrafts().put(MINE)
    const backs = [await mergeBackup(tab.services, await previewOf(tab, THEIRS))]
    backs.push(await mergeBackup(tab.services, await previewOf(tab, later)))
    await backs[order[0] ?? 0]?.()
    const other = joinDrafts(MINE, order[0] === 0 ? later : THEIRS)
    expect(byId((await stored()).get(MINE.id)?.proposals)).toEqual(byId(other.proposals))
    await backs[order[1] ?? 0]?.()
    expect(await stored()).toEqual(new Map([[MINE.id, MINE]]))
  }
})

test('a draft of another text of the article, beside mine, keeps what was decided in it when it comes again', async () => {
  const tab = await devices.open()
  await openDrafts().put(MINE)
  const text = `${source.text} And more.`
  const other = { ...THEIRS, source: { ...source, text } }
  await mergeBackup(tab.services, await previewOf(tab, other))
  const beside = (await openDrafts().all()).find(({ id }) => id !== MINE.id)
  if (!beside) throw new Error('not beside')
  const decided = judge(beside, 'rejected')
  await openDrafts().put(decided, beside)
  const again = await previewOf(tab, other)
  expect(again.isNew).toBe(false)
  await mergeBackup(tab.services, again)
  expect(await stored()).toEqual(
    new Map([
      [MINE.id, MINE],
      [decided.id, decided],
    ]),
  )
})
