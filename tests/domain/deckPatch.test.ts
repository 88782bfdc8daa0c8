import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Held, OwnVersion } from '../../src/domain/deckMerge.ts'
import { defaultsFor, makePatch, mergePatch } from '../../src/domain/deckPatch.ts'
import type { DeckId, Note, NoteId } from '../../src/domain/note.ts'
import { asContent, type NoteType, templateOf } from '../../src/domain/noteType.ts'
import { decodePatch, encodePatch, isWholeNote } from '../../src/formats/patchFile.ts'
import { makeDeck } from '../storage/world.ts'

const DECK = 'd' as DeckId
const own = (note: Note): OwnVersion => ({ noteId: note.id, deckId: DECK, note, guest: null })
const held = (notes: readonly Note[], mine: readonly Note[] = []): Held => ({
  deck: { ...makeDeck('d', 0), notes, builtIn: false, retired: [] },
  versions: mine.map(own),
})
const qa = (id: string, question: string, answer: string, more: Partial<Note> = {}): Note => ({
  id: id as NoteId,
  content: { kind: 'qa', question, answer },
  tags: [],
  accepted: [],
  distractors: [],
  evidence: [],
  confidence: null,
  ...more,
})
/** As the author gets it: through the file. */
function received(from: Held) {
  const patch = makePatch(from)
  if (!patch) throw new Error('nothing was corrected')
  const read = decodePatch(encodePatch(patch))
  if (!read.ok) throw new Error(read.error.message)
  expect(read.value).toEqual(patch)
  return read.value
}
const meet = (author: Held, from: Held, side?: 'mine' | 'theirs') =>
  mergePatch(author, received(from), isWholeNote, side && (() => side))
const brought = (author: Held, from: Held, side?: 'mine' | 'theirs') => {
  const changed = new Map(meet(author, from, side).versions.map(({ noteId, note }) => [noteId, note]))
  return author.deck.notes.map((note) => changed.get(note.id) ?? note)
}

const base = qa('n', 'q', 'a')

describe('corrections', () => {
  test('bring an author who changed nothing to my words, whatever they are, and leave my tags with me', () => {
    const few = fc.constantFrom('x', 'y', 'z')
    const one = fc.record({ id: fc.constantFrom('n1', 'n2', 'n3'), question: few, answer: few, tags: fc.array(few) })
    const notes = fc.uniqueArray(one, { selector: ({ id }) => id })
    fc.assert(
      fc.property(notes, notes, (theirs, mine) => {
        const base = theirs.map(({ id, question, answer }) => qa(id, question, answer))
        const edits = mine
          .filter(({ id }) => base.some((note) => note.id === id))
          .map(({ id, question, answer, tags }) => qa(id, question, answer, { tags, accepted: tags }))
        const learner = held(base, edits)
        const expected = base.map((note) => ({
          ...note,
          content: (edits.find(({ id }) => id === note.id) ?? note).content,
        }))
        if (makePatch(learner) === null) expect(expected).toEqual(base)
        else expect(brought(held(base), learner)).toEqual(expected)
      }),
    )
  })

  test('are none where only what is personal was changed', () => {
    expect(makePatch(held([base], [{ ...base, tags: ['mine'], accepted: ['also'] }]))).toBeNull()
    expect(makePatch(held([base]))).toBeNull()
  })

  test('do not undo what the author changed since: that is asked, and stays unless told otherwise', () => {
    const learner = held([base], [qa('n', 'better', 'a')])
    const author = held([base], [qa('n', 'other', 'A')])
    expect(meet(author, learner)).toMatchObject({
      proposals: [{ field: 'question', mine: 'other', theirs: 'better', wanted: false }],
      versions: [],
    })
    expect(meet(author, learner, 'theirs').versions).toMatchObject([
      { note: { content: { question: 'better', answer: 'A' } } },
    ])
  })

  test('taken twice change nothing the second time', () => {
    const learner = held([base], [qa('n', 'better', 'a')])
    const [note] = brought(held([base]), learner)
    const author = held([base], note ? [note] : [])
    expect(meet(author, learner)).toMatchObject({ proposals: [], same: 1, versions: [] })
  })

  test('to cards that are gone are counted and left out', () => {
    expect(meet(held([]), held([base], [qa('n', 'better', 'b')]))).toMatchObject({ proposals: [], lost: 2 })
  })

  test('of a list, of wrong options, and of a whole card that became another kind', () => {
    const list = (...items: string[]): Note => ({
      ...base,
      content: { kind: 'list', question: 'q', items: items.map((text) => ({ text, accepted: [`${text}!`] })) },
    })
    const [listed] = brought(held([list('a', 'b')]), held([list('a', 'b')], [list('a', 'c')]))
    const { content } = list('a')
    const items = [...(content.kind === 'list' ? content.items : []), { text: 'c', accepted: [] }]
    expect(listed).toEqual({ ...base, content: { kind: 'list', question: 'q', items } })
    const options = { distractors: [{ text: 'wrong', evidence: null }] }
    expect(brought(held([base]), held([base], [{ ...base, ...options }]))).toEqual([{ ...base, ...options }])
    const cloze: Note = { ...base, content: { kind: 'cloze', text: '{{c1::a}}' } }
    expect(brought(held([base]), held([base], [cloze]))).toEqual([cloze])
  })

  test('of templates go by field, and reach nothing else of them', () => {
    const type: NoteType = { id: 't', name: 'T', kind: 'fields', fields: ['Front', 'Back'], templates: [], css: '' }
    const made = (...fields: string[]): Note => ({
      ...base,
      content: asContent({ kind: 'template', type, fields, cards: [0], media: {}, changed: 1 }),
    })
    const merge = meet(held([made('f', 'b')]), held([made('f', 'b')], [made('f', 'better')]))
    expect(merge.proposals).toMatchObject([{ field: 'Back', mine: 'b', theirs: 'better' }])
    expect(templateOf(merge.versions[0]?.note ?? base)).toMatchObject({ fields: ['f', 'better'], type })
  })
})

describe('corrections of a stranger', () => {
  const patchOf = (fields: object) => {
    const file = { format: 'recite-patch', formatVersion: 1, deckId: 'd', deckVersion: 1, deckTitle: 'D' }
    return decodePatch(JSON.stringify({ ...file, changes: [{ noteId: 'n', fields }] }))
  }

  test('that would leave no note, or touch what none may, are left out', () => {
    for (const fields of [
      { question: { from: 'q', to: '' } },
      { question: { from: 'q', to: 7 } },
      { kind: { from: 'qa', to: 'cloze' } },
      { content: { from: {}, to: { kind: 'qa', question: 'only' } } },
      {
        content: {
          from: {},
          to: { kind: 'template', type: { css: 'x' }, fields: [], cards: [], media: {}, changed: 0 },
        },
      },
      { content: { from: {}, to: null } },
      { options: { from: [], to: [{ text: 5 }] } },
      { options: { from: [], to: 'x' } },
      { __proto__x: { from: 1, to: 2 } },
      { tags: { from: [], to: ['theirs'] } },
      { 'fields.0': { from: 'q', to: 'x' } },
    ]) {
      const patch = patchOf(fields)
      if (!patch.ok) throw new Error(patch.error.message)
      expect(mergePatch(held([base]), patch.value, isWholeNote), JSON.stringify(fields)).toMatchObject({
        proposals: [],
        lost: 1,
        versions: [],
      })
    }
  })

  test('never throw, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('question', 'items', 'content', 'options', 'x'), fc.jsonValue()),
        (fields) => {
          const patch = patchOf(Object.fromEntries(Object.entries(fields).map(([key, to]) => [key, { from: 'q', to }])))
          if (patch.ok) mergePatch(held([base]), patch.value, isWholeNote, () => 'theirs')
          expect(decodePatch(JSON.stringify(fields)).ok).toBe(false)
        },
      ),
    )
    expect(decodePatch('{"format":"recite-patch","formatVersion":2}')).toMatchObject({
      error: { kind: 'newer-version' },
    })
    expect(decodePatch('{"format":"recite-patch","formatVersion":1}')).toMatchObject({
      error: { kind: 'shape', path: 'deckId' },
    })
    expect(decodePatch('{"format":')).toMatchObject({ error: { kind: 'not-json' } })
  })
})

test('of more corrections than are shown those that nobody saw are not taken', () => {
  const notes = Array.from({ length: 6 }, (_, i) => qa(`n${i}`, 'q', 'a'))
  const author = held([
    ...notes.slice(0, 1).map((note) => ({ ...note, content: qa('', 'q', 'mine').content })),
    ...notes.slice(1),
  ])
  const learner = held(
    notes,
    notes.map(({ id }) => qa(id, 'q', 'better')),
  )
  const { proposals } = meet(author, learner)
  const choose = defaultsFor(proposals, 4)
  expect(proposals.map(choose)).toEqual(['mine', 'theirs', 'theirs', 'theirs', 'mine', 'mine'])
})
