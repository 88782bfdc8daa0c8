import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventId, StoredEvent } from '../../src/domain/event.ts'
import { foldLog } from '../../src/domain/fold.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { changesOf, type NoteEvent } from '../../src/domain/noteLog.ts'
import { MOST_IN_SET, sameNote } from '../../src/domain/noteMerge.ts'
import { baseOf, seenOver } from '../../src/domain/ownNote.ts'
import { makeRandom, shuffle } from '../../src/domain/random.ts'
import { deckNamed, eventId, FIRST_DAY, makeNote, momentAt } from './arbitraries.ts'
import { type Edit, edited, edits, fieldsOf } from './noteEdits.ts'

const DECK_SAYS = makeNote('n', { kind: 'qa', question: 'Deck?', answer: 'Deck.' }, { tags: ['deck'] })

const said = (n: number, base: Note, note: Note | null, device?: string): NoteEvent => ({
  ...momentAt(FIRST_DAY),
  id: eventId(n, device),
  kind: 'note',
  noteId: DECK_SAYS.id,
  deckId: deckNamed('d'),
  note,
  ...(note && { was: changesOf(base, note) }),
})
const undoOf = (n: number, ...of: EventId[]): StoredEvent => ({
  ...momentAt(FIRST_DAY),
  id: eventId(n),
  kind: 'undo',
  of,
})
const seen = (events: readonly StoredEvent[], deck = DECK_SAYS): Note =>
  seenOver(foldLog(events).notes.get('n' as NoteId), deck)

describe('what an event changed of a note', () => {
  it('gives back the note that it started from, keys that came and went included', () => {
    fc.assert(
      fc.property(fc.array(edits), fc.array(edits), (before, after) => {
        const base = before.reduce(edited, DECK_SAYS)
        const note = after.reduce(edited, base)
        const event = { note, was: JSON.parse(JSON.stringify(changesOf(base, note))) }
        expect(sameNote(baseOf(event) ?? note, base)).toBe(true)
      }),
    )
  })
})

describe('the learner’s version of a note', () => {
  it('has what each of two devices changed, whichever did so later, and in whatever order their logs come together', () => {
    const steps = fc.array(fc.tuple(edits, fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(steps, fc.integer(), (all, seed) => {
        // One of them writes about these fields, the other about the rest.
        const isFirst = ({ field }: Edit) => field === 'question' || field === 'tag a' || field === 'extra'
        const views = { true: DECK_SAYS, false: DECK_SAYS }
        const events = all.map(([edit], n) => {
          const device = `${isFirst(edit)}` as const
          const base = views[device]
          views[device] = edited(base, edit)
          return said(n, base, views[device], isFirst(edit) ? 'aaaaaaaa' : 'bbbbbbbb')
        })
        const together = all.reduce((note, [edit]) => edited(note, edit), DECK_SAYS)
        expect(fieldsOf(seen(shuffle(events, makeRandom(seed))))).toEqual(fieldsOf(together))
      }),
    )
  })

  it('is, without what was taken back, what all others said', () => {
    const steps = fc.array(fc.tuple(edits, fc.boolean()), { maxLength: 10 })
    fc.assert(
      fc.property(steps, fc.boolean(), (all, atOnce) => {
        const events: StoredEvent[] = []
        const undone: EventId[] = []
        const stands: Edit[] = []
        for (const [n, [edit, isUndone]] of all.entries()) {
          const base = seen(events)
          const note = edited(base, edit)
          const event = said(n, base, note)
          events.push(event)
          if (isUndone) undone.push(event.id)
          // One that changes nothing says nothing.
          else if (!sameNote(base, note)) stands.push(edit)
        }
        const undos = atOnce ? [undoOf(99, ...undone)] : undone.map((id, i) => undoOf(99 + i, id))
        const left = stands.reduce(edited, DECK_SAYS)
        expect(fieldsOf(seen([...events, ...undos]))).toEqual(fieldsOf(left))
      }),
    )
  })

  it('is the whole note of an event that does not say what it changed', () => {
    const correct = said(1, DECK_SAYS, edited(DECK_SAYS, { field: 'answer', value: 'one' }))
    const { was: _was, ...older } = said(2, DECK_SAYS, edited(DECK_SAYS, { field: 'tag a', value: 'one' }))
    expect(seen([correct, older])).toEqual(older.note)
  })

  it('has of one field the later words', () => {
    const [one, two] = ['one', 'two'].map((value) => edited(DECK_SAYS, { field: 'answer', value }))
    if (!one || !two) throw new Error('two notes')
    expect(seen([said(1, DECK_SAYS, one), said(2, DECK_SAYS, two)])).toEqual(two)
    expect(seen([said(1, DECK_SAYS, two), said(2, DECK_SAYS, one)])).toEqual(one)
  })

  it('is the deck’s with a tag, where the words were given up while another device tagged them', () => {
    const mine = edited(DECK_SAYS, { field: 'answer', value: 'one' })
    const tagged = edited(mine, { field: 'tag a', value: 'one' })
    const note = seen([said(1, DECK_SAYS, mine), said(2, mine, null), said(3, mine, tagged)])
    expect(note).toEqual(edited(DECK_SAYS, { field: 'tag a', value: 'one' }))
  })

  it('gives way to the deck in what merges of earlier versions brought, which say of it no more than what they changed', () => {
    const tagged = edited(DECK_SAYS, { field: 'tag a', value: 'one' })
    const second = edited(tagged, { field: 'answer', value: 'one' })
    const merged: NoteEvent = { ...said(2, tagged, second), merged: true }
    const third = edited(DECK_SAYS, { field: 'answer', value: 'two' })
    expect(fieldsOf(seen([said(1, DECK_SAYS, tagged), merged], third))).toEqual(
      fieldsOf(edited(third, { field: 'tag a', value: 'one' })),
    )
    // Where nothing stood before, all that it says may be the learner's.
    expect(seen([merged], third)).toEqual(second)
  })

  it('starts anew from what the deck says by now, where all before was taken back', () => {
    const mine = edited(DECK_SAYS, { field: 'answer', value: 'one' })
    const later = edited(DECK_SAYS, { field: 'question', value: 'Of the next version?' })
    const tagged = edited(later, { field: 'tag a', value: 'one' })
    const first = said(1, DECK_SAYS, mine)
    expect(seen([first, undoOf(2, first.id), said(3, later, tagged)], later)).toEqual(tagged)
  })
})

it('a note gathers no more than a file may say of one, however many events bring something to it', () => {
  const many = Array.from({ length: 300 }, (_, n) => n)
  const tagged = many.map((n) => said(n, DECK_SAYS, { ...DECK_SAYS, tags: [...DECK_SAYS.tags, `tag ${n}`] }))
  expect(seen(tagged).tags).toHaveLength(MOST_IN_SET)
  const strange = many.map((n) => said(n, DECK_SAYS, { ...DECK_SAYS, [`key ${n}`]: n } as Note))
  const note = seen(strange)
  expect(Object.keys(note).length).toBeLessThan(100)
  expect(note).toMatchObject({ content: DECK_SAYS.content, 'key 0': 0 })
  const deeper = many.map((n) =>
    said(n, DECK_SAYS, { ...DECK_SAYS, content: { ...DECK_SAYS.content, [`key ${n}`]: n } }),
  )
  expect(seen(deeper).content).toMatchObject({ ...DECK_SAYS.content, 'key 0': 0 })
  expect(Object.keys(seen(deeper).content).length).toBeLessThan(100)
})
