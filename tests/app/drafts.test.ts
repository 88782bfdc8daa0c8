import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createDrafts } from '../../src/app/drafts.ts'
import type { ArticleDraft, Proposal } from '../../src/domain/articleDraft.ts'
import { joinDrafts } from '../../src/domain/draftJoin.ts'
import type { Note } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { parseDraft } from '../../src/formats/draftShape.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { makeDeck } from '../storage/world.ts'
import { withDevices } from './eachTest.ts'

const devices = withDevices()

const base = makeDeck('one', 4)
const [source] = base.sources
if (!source) throw new Error('no source')
const found = (note: Note): Proposal => ({ note, verdict: 'open', reason: null, origin: 'found' })
const draftOf = (proposals: readonly Proposal[], savedAt = 5): ArticleDraft => ({
  id: source.id,
  savedAt: toInstant(savedAt),
  source,
  deckId: null,
  proposals,
  current: 0,
})
const asked = (note: Note, question: string): Note => ({ ...note, content: { kind: 'qa', question, answer: 'a' } })
const [first, second, third] = base.notes as readonly [Note, Note, Note]
const written = (note: Note, question: string): Proposal => ({
  note: asked(note, question),
  verdict: 'accepted',
  reason: null,
  origin: 'edited',
})

/** All that the learner decided or wrote. */
const words = ({ proposals }: ArticleDraft): readonly string[] =>
  proposals.flatMap(({ note, origin }) =>
    origin === 'edited' || origin === 'by-hand' ? [JSON.stringify(note.content)] : [],
  )

describe('two drafts of an article', () => {
  const proposal = fc.record({
    note: fc
      .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('one?', 'two?'))
      .map(([n, question]) => ({ n, question })),
    verdict: fc.constantFrom('open', 'accepted', 'rejected'),
    reason: fc.constant(null),
    origin: fc.constantFrom('found', 'edited', 'by-hand'),
  })
  const draft = fc.uniqueArray(proposal, { maxLength: 4, selector: ({ note }) => note.n }).map((all) =>
    draftOf(
      all.map(
        ({ note: { n, question }, ...rest }): Proposal => ({
          ...rest,
          note: rest.origin === 'found' ? (base.notes[n] as Note) : asked(base.notes[n] as Note, question),
        }),
      ),
    ),
  )

  test('as one keep every word and verdict of mine, every word of the other, and are the same when joined again', () => {
    fc.assert(
      fc.property(draft, draft, (mine, theirs) => {
        const both = joinDrafts(mine, theirs)
        for (const own of mine.proposals)
          if (own.verdict !== 'open' || own.origin !== 'found') expect(both.proposals).toContainEqual(own)
        expect(words(both)).toEqual(expect.arrayContaining([...words(mine), ...words(theirs)]))
        const ids = both.proposals.map(({ note }) => note.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(joinDrafts(both, theirs)).toBe(both)
        expect(joinDrafts(mine, mine)).toBe(mine)
      }),
    )
  })
})

describe('a draft that is here', () => {
  const mine = draftOf([written(first, 'Mine?'), found(second)], 5)

  test('is not written over by one whose clock was ahead, and what that has besides comes to it', async () => {
    const drafts = openDrafts()
    await drafts.put(mine)
    await drafts.join([
      draftOf([found(first), { ...found(second), verdict: 'accepted' }, written(third, 'More?')], 9e12),
    ])
    const [both] = await drafts.all()
    expect(both?.proposals).toEqual([
      written(first, 'Mine?'),
      { ...found(second), verdict: 'accepted' },
      written(third, 'More?'),
    ])
    expect(both?.savedAt).toBe(5)
  })

  test('of another text of the article stays as it is, beside the one that came, which a backup gives back', async () => {
    const drafts = openDrafts()
    await drafts.put(mine)
    const other = draftOf([found(second)], 9)
    await drafts.join([{ ...other, source: { ...source, text: `${source.text} More.` } }])
    const all = await drafts.all()
    expect(all).toHaveLength(2)
    expect(all).toContainEqual(mine)
    for (const each of all) expect(parseDraft(each)).toEqual(each)
  })
})

describe('what a draft says of the reading of its article', () => {
  const unasked = { read: 9, why: [{ why: 'time', sentences: 4 }] } as const
  const read = { ...draftOf([found(first)]), unasked }

  test('stays in a backup, and goes alone where it is unsound', () => {
    expect(parseDraft(read)).toEqual(read)
    for (const wrong of [null, { read: -1, why: [] }, { read: 9, why: [{ why: 'mood', sentences: 1 }] }])
      expect(parseDraft({ ...read, unasked: wrong })).toEqual(draftOf([found(first)]))
  })

  test('comes from the other draft where mine says nothing', () => {
    const mine = draftOf([found(first)])
    expect(joinDrafts(mine, read)).toEqual(read)
    expect(joinDrafts(read, mine)).toBe(read)
    const other = { ...read, unasked: { read: 1, why: [] } }
    expect(joinDrafts(read, other)).toBe(read)
  })
})

test('two tabs on one draft lose nothing of each other, also where one saves its cards', async () => {
  const [one, two] = [await devices.open(), await devices.open()]
  const start = draftOf([found(first), found(second)])
  await openDrafts().put(start)
  const a = one.use(createDrafts).it
  const b = two.use(createDrafts).it
  await vi.waitFor(() => expect([a.waiting().length, b.waiting().length]).toEqual([1, 1]))
  const stored = async () => (await openDrafts().all())[0]
  const inA = { ...start, proposals: [written(first, 'In a?'), found(second)] }
  a.keep(inA)
  await vi.waitFor(async () => expect(words((await stored()) ?? start)).toHaveLength(1))
  const inB = { ...start, proposals: [written(first, 'In b?'), found(second)] }
  b.keep(inB)
  await vi.waitFor(async () => expect(words((await stored()) ?? start)).toHaveLength(2))
  b.keep({ ...inB, proposals: [...inB.proposals, { ...written(third, 'Later?'), origin: 'by-hand' }] })
  await vi.waitFor(async () => expect(words((await stored()) ?? start)).toHaveLength(3))
  await b.settle(inB)
  expect(words((await stored()) ?? start)).toEqual(words(inA))
  // Nobody else wrote there: then it goes.
  await openDrafts().remove((await stored()) ?? start)
  expect(await openDrafts().all()).toEqual([])
})
