import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ArticleDraft,
  acceptedNotes,
  acceptRest,
  countOf,
  giveReason,
  goTo,
  isInTray,
  judge,
  makeDraft,
  restOf,
  takeNote,
} from '../../src/domain/articleDraft.ts'
import { addToDeck, newDeck } from '../../src/domain/draftDeck.ts'
import type { DeckId, Note, Resolution } from '../../src/domain/note.ts'
import type { Source, SourceId } from '../../src/domain/source.ts'
import { toInstant } from '../../src/domain/time.ts'
import { decodeDeck, encodeDeck } from '../../src/formats/deckFile.ts'
import { bareSource } from '../bareSource.ts'
import { makeNote } from '../domain/arbitraries.ts'

const source: Source = bareSource({
  id: 's_article' as SourceId,
  title: 'An article',
  text: 'One sentence. Another sentence.',
})

const noteNamed = (name: string, doubt: 'sure' | 'low' | 'pronoun' | 'name' = 'sure'): Note => {
  const kind: Resolution['kind'] = doubt === 'name' ? 'name' : 'pronoun'
  const resolutions = doubt === 'pronoun' || doubt === 'name' ? [{ kind, words: 'He', readAs: 'Karzai' }] : []
  const piece = {
    sourceId: source.id,
    sentence: { start: 0, end: 13 },
    answer: { start: 0, end: 3 },
    quote: 'One sentence.',
    resolutions,
  }
  return makeNote(
    name,
    { kind: 'qa', question: `${name}?`, answer: 'One' },
    { evidence: [piece], confidence: doubt === 'low' ? 0.5 : 0.9 },
  )
}

const at = toInstant(0)
const draftOf = (notes: readonly Note[], earlier: ArticleDraft | null = null) =>
  makeDraft({ source, notes }, { deckId: null, at, earlier })

const notesArbitrary = fc
  .array(fc.constantFrom('sure', 'low', 'pronoun', 'name'), { maxLength: 8 })
  .map((doubts) => doubts.map((doubt, i) => noteNamed(`n${i}`, doubt as 'sure')))

type Step = (draft: ArticleDraft) => ArticleDraft
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((draft) => (draft.proposals.length > 0 ? judge(draft, 'accepted') : draft)),
  fc.constant<Step>((draft) => (draft.proposals.length > 0 ? judge(draft, 'rejected') : draft)),
  fc.constant<Step>(acceptRest),
  fc.integer({ min: -1, max: 9 }).map(
    (index): Step =>
      (draft) =>
        goTo(draft, index),
  ),
  fc.nat(12).map(
    (n): Step =>
      (draft) =>
        takeNote(draft, { ...noteNamed(`n${n}`), tags: ['mine'] }),
  ),
  fc.nat(8).map(
    (n): Step =>
      (draft) =>
        giveReason(draft, noteNamed(`n${n}`).id, 'wrong'),
  ),
)

describe('checking a draft', () => {
  test('loses no question, points to one as long as there is one, and gives reasons to rejected ones only', () => {
    fc.assert(
      fc.property(notesArbitrary, fc.array(steps, { maxLength: 20 }), (notes, some) => {
        let draft = draftOf(notes)
        for (const step of some) {
          draft = step(draft)
          const ids = draft.proposals.map((each) => each.note.id)
          expect(new Set(ids).size).toBe(ids.length)
          for (const note of notes) expect(ids).toContain(note.id)
          if (ids.length > 0) expect(draft.proposals[draft.current]).toBeDefined()
          for (const each of draft.proposals) if (each.reason) expect(each.verdict).toBe('rejected')
          expect(countOf(draft, 'accepted')).toBe(acceptedNotes(draft).length)
        }
      }),
    )
  })

  test('always ends: each verdict leaves one less open', () => {
    fc.assert(
      fc.property(notesArbitrary, (notes) => {
        let draft = draftOf(notes)
        for (let left = notes.length; left > 0; left--) {
          expect(countOf(draft, 'open')).toBe(left)
          expect(draft.proposals[draft.current]?.verdict).toBe('open')
          draft = judge(draft, left % 2 ? 'accepted' : 'rejected')
        }
        expect(countOf(draft, 'open')).toBe(0)
      }),
    )
  })

  test('puts what reads a pronoun or scored low into a tray behind the sure ones', () => {
    const draft = draftOf([noteNamed('a', 'pronoun'), noteNamed('b'), noteNamed('c', 'low'), noteNamed('d', 'name')])
    expect(draft.proposals.map((each) => [each.note.id, isInTray(each)])).toEqual([
      ['b', false],
      ['d', false],
      ['a', true],
      ['c', true],
    ])
  })

  test('accepting the rest leaves the tray to be looked at, until only the tray is open', () => {
    const draft = acceptRest(draftOf([noteNamed('a'), noteNamed('b', 'low')]))
    expect(acceptedNotes(draft).map((note) => note.id)).toEqual(['a'])
    expect(draft.proposals[draft.current]?.note.id).toBe('b')
    expect(restOf(draft).map((each) => each.note.id)).toEqual(['b'])
    expect(acceptedNotes(acceptRest(draft)).length).toBe(2)
  })

  test('an edited question is looked at, stays in its place and is accepted', () => {
    const draft = draftOf([noteNamed('a', 'low'), noteNamed('b')])
    const edited = takeNote(draft, { ...noteNamed('a', 'low'), tags: ['mine'] })
    expect(edited.proposals.map((each) => each.note.id)).toEqual(['b', 'a'])
    expect(edited.proposals[1]).toMatchObject({ verdict: 'accepted', origin: 'edited' })
    expect(takeNote(draft, noteNamed('b')).proposals[0]).toMatchObject({ verdict: 'accepted', origin: 'found' })
  })

  test('reading the same article again keeps verdicts, edits and cards by hand', () => {
    const before = takeNote(
      judge(draftOf([noteNamed('a'), noteNamed('b'), noteNamed('c')]), 'rejected'),
      noteNamed('own'),
    )
    const edited = takeNote(before, { ...noteNamed('c'), tags: ['mine'] })
    const again = draftOf([noteNamed('a'), noteNamed('d')], edited)
    expect(again.proposals.map((each) => [each.note.id, each.verdict, each.origin])).toEqual([
      ['a', 'rejected', 'found'],
      ['d', 'open', 'found'],
      ['c', 'accepted', 'edited'],
      ['own', 'accepted', 'by-hand'],
    ])
    expect(draftOf([noteNamed('d')], { ...edited, source: { ...source, text: 'other' } }).proposals.length).toBe(1)
  })
})

describe('saving a draft', () => {
  const none: ReadonlySet<DeckId> = new Set()

  test('makes a deck that can be written to a file and read again', () => {
    const deck = newDeck(source, [noteNamed('a'), noteNamed('b', 'pronoun')], none)
    expect(decodeDeck(encodeDeck(deck))).toEqual({ ok: true, value: deck })
  })

  test('a new deck has a title that its file can hold, however long the article’s', () => {
    const deck = newDeck({ ...source, title: `${'t'.repeat(499)}\u{1f600}` }, [], none)
    expect(deck.title).toBe('t'.repeat(499))
    expect(decodeDeck(encodeDeck(deck)).ok).toBe(true)
  })

  test('never puts a new deck in the place of one that is here', () => {
    const first = newDeck(source, [], none)
    const second = newDeck(source, [], new Set([first.id]))
    expect(new Set([first.id, second.id, newDeck(source, [], new Set([first.id, second.id])).id]).size).toBe(3)
  })

  test('adding to a deck keeps every card, counts one version up, and twice is once', () => {
    fc.assert(
      fc.property(notesArbitrary, notesArbitrary, (here, added) => {
        const deck = { ...newDeck(source, here, none), version: 4, tombstones: [noteNamed('n1').id, noteNamed('x').id] }
        const once = addToDeck(deck, source, added)
        expect(once.version).toBe(5)
        expect(once.sources).toEqual([source])
        const ids = once.notes.map((note) => note.id)
        expect(new Set(ids)).toEqual(new Set([...here, ...added].map((note) => note.id)))
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of once.tombstones) expect(added.map((note) => note.id)).not.toContain(id)
        expect(addToDeck(once, source, added)).toEqual({ ...once, version: 6 })
      }),
    )
  })

  test('a card that is there already takes its new form in its old place', () => {
    const deck = newDeck(source, [noteNamed('a'), noteNamed('b')], none)
    const changed = { ...noteNamed('a'), tags: ['new'] }
    expect(addToDeck(deck, source, [changed]).notes).toEqual([changed, noteNamed('b')])
  })

  test('a source whose text changed under the same id comes in beside the old one, with its cards', () => {
    const deck = newDeck(source, [noteNamed('a')], none)
    const later = { ...source, text: 'One sentence. Another sentence, and more.' }
    const added = addToDeck(deck, later, [noteNamed('b')])
    expect(added.sources[0]).toEqual(source)
    expect(added.sources[1]?.text).toBe(later.text)
    expect(added.notes[1]?.evidence[0]?.sourceId).toBe(added.sources[1]?.id)
    expect(decodeDeck(encodeDeck(added)).ok).toBe(true)
    expect(addToDeck(added, later, [noteNamed('c')]).sources.length).toBe(2)
  })
})
