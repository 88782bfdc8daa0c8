import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInTray, makeDraft, rejectionsOf } from '../../src/domain/articleDraft.ts'
import { lessonsFrom, mannerOf, type Rejection, type RejectReason } from '../../src/domain/lessons.ts'
import type { Note } from '../../src/domain/note.ts'
import type { Source, SourceId } from '../../src/domain/source.ts'
import { toInstant } from '../../src/domain/time.ts'
import { bareSource } from '../bareSource.ts'
import { makeNote } from './arbitraries.ts'

const QUESTIONS = ['Who paid for it?', 'What did Kabul want?', 'When did it end?', 'How many troops were left?']
const asking = (question: string, name = question, confidence = 0.8): Note =>
  makeNote(name, { kind: 'qa', question, answer: 'it' }, { confidence })
const reasons = fc.constantFrom<RejectReason>('wrong', 'unclear', 'trivial', 'wording')
const rejections = fc.array(
  fc
    .record({ question: fc.constantFrom(...QUESTIONS), reason: reasons, at: fc.nat() })
    .map(({ question, reason, at }): Rejection => ({ note: asking(question), reason, at: toInstant(at) })),
  { maxLength: 60 },
)

describe('what reasons teach', () => {
  test('lowers all manners together by at most 0.3, and none without a reason', () => {
    fc.assert(
      fc.property(rejections, (given) => {
        const lessons = lessonsFrom(given)
        expect(new Set(lessons.keys())).toEqual(new Set(given.map(({ note }) => mannerOf(note))))
        const sum = [...lessons.values()].reduce((total, { lowered }) => total + lowered, 0)
        expect(sum).toBeLessThan(0.3)
        for (const { lowered } of lessons.values()) expect(lowered).toBeGreaterThan(0)
      }),
    )
  })

  test('is the same in whatever order reasons were given, and one more never lowers its own manner less', () => {
    fc.assert(
      fc.property(rejections, fc.constantFrom(...QUESTIONS), (given, question) => {
        const spread = given.map((each, i) => ({ ...each, at: toInstant(i) }))
        expect(new Map([...lessonsFrom([...spread].reverse())].sort())).toEqual(
          new Map([...lessonsFrom(spread)].sort()),
        )
        const more = [...spread, { note: asking(question), reason: 'wrong' as const, at: toInstant(1e6) }]
        const manner = mannerOf(asking(question))
        expect(lessonsFrom(more).get(manner)?.lowered ?? 0).toBeGreaterThan(
          lessonsFrom(spread).get(manner)?.lowered ?? 0,
        )
      }),
    )
  })

  test('counts clumsy wording by half, remembers the reason given most, and lets the oldest go', () => {
    const who = asking('Who?')
    const give = (reason: RejectReason, at: number): Rejection => ({ note: who, reason, at: toInstant(at) })
    const [wording] = lessonsFrom([give('wording', 1)]).values()
    const [wrong] = lessonsFrom([give('wrong', 1)]).values()
    expect(wording?.lowered).toBeLessThan(wrong?.lowered ?? 0)
    expect(lessonsFrom([give('wrong', 1), give('trivial', 2), give('trivial', 3)]).get('qa who')?.reason).toBe(
      'trivial',
    )
    const old = { note: asking('When?'), reason: 'wrong' as const, at: toInstant(0) }
    const later = Array.from({ length: 200 }, (_, i) => give('wrong', i + 1))
    expect(lessonsFrom([old, ...later]).has('qa when')).toBe(false)
  })

  test('leaves a model’s cards out of it', () => {
    const note = { ...asking('Who?'), tags: ['model'] }
    expect(lessonsFrom([{ note, reason: 'wrong', at: toInstant(0) }]).size).toBe(0)
  })

  test.each<[string, string]>([
    ['According to Washington (2013), what were the two obstacles?', 'qa what'],
    ['In 2013, who set the deadline?', 'qa who'],
    ['By whom was it set?', 'qa whom'],
    ['In October 2013, how long did the talks take?', 'qa how long'],
    ['Is it so?', 'qa other'],
  ])('%s asks in the manner of %s', (question, manner) => {
    expect(mannerOf(asking(question))).toBe(manner)
  })
})

describe('a draft after lessons', () => {
  const source: Source = bareSource({ id: 's_1' as SourceId, title: 'T', text: 'One. Two.' })
  const draftOf = (notes: readonly Note[], given: readonly Rejection[]) =>
    makeDraft({ source, notes }, { deckId: null, at: toInstant(0), earlier: null, lessons: lessonsFrom(given) })
  const given = Array.from(
    { length: 9 },
    (_, i): Rejection => ({ note: asking('Who?'), reason: 'trivial', at: toInstant(i) }),
  )

  test('puts what is like those turned down last, says why, and holds nothing back', () => {
    const notes = [
      asking('Who paid?', 'a', 0.8),
      asking('When?', 'b', 0.8),
      asking('Who else?', 'c', 0.95),
      asking('Why?', 'd', 0.5),
    ]
    const { proposals } = draftOf(notes, given)
    expect(proposals.map(({ note }) => note)).toEqual([notes[1], notes[2], notes[3], notes[0]])
    expect(proposals.map((each) => each.disliked ?? null)).toEqual([null, null, null, 'trivial'])
    expect(proposals.map(isInTray)).toEqual([false, false, true, true])
  })

  test('is as it ever was without them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...QUESTIONS), fc.double({ min: 0, max: 1, noNaN: true }))),
        (all) => {
          const notes = all.map(([question, confidence], i) => asking(question, `n${i}`, confidence))
          expect(draftOf(notes, [])).toEqual(
            makeDraft({ source, notes }, { deckId: null, at: toInstant(0), earlier: null }),
          )
          const ids = (list: readonly { readonly note: Note }[]) => new Set(list.map(({ note }) => note.id))
          expect(ids(draftOf(notes, given).proposals)).toEqual(ids(draftOf(notes, []).proposals))
        },
      ),
    )
  })

  test('gives back the reasons given in it, and only those', () => {
    const draft = draftOf([asking('Who?', 'a'), asking('What?', 'b')], [])
    const [first, second] = draft.proposals
    if (!first || !second) throw new Error('no proposals')
    const judged = {
      ...draft,
      proposals: [
        { ...first, verdict: 'rejected' as const, reason: 'wrong' as const },
        { ...second, verdict: 'rejected' as const },
      ],
    }
    expect(rejectionsOf(judged, toInstant(7))).toEqual([{ note: first.note, reason: 'wrong', at: 7 }])
  })
})
