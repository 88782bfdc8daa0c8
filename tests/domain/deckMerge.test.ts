import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import { type DeckMerge, type Held, mergeDeck, type NoteClash, type OwnVersion } from '../../src/domain/deckMerge.ts'
import type { DeckId, Note, NoteId } from '../../src/domain/note.ts'
import { mergeNote, mergeSets, type Side } from '../../src/domain/noteMerge.ts'
import { asContent, type NoteType, templateOf } from '../../src/domain/noteType.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { makeDeck } from '../storage/world.ts'

/** The slow way: a whole copy of each note as it was last received and as I have it, and one question after another. */
type Model = Map<string, { base: Plain; mine: Plain; retired: boolean }>
type Plain = {
  readonly question: string
  readonly answer: string
  readonly options: string
  readonly tags: readonly string[]
  readonly accepted: readonly string[]
  readonly mood: string
}
const SCALARS = ['question', 'answer', 'options'] as const

function update(model: Model, theirs: ReadonlyMap<string, Plain>, side: Side) {
  const counts = { fresh: 0, changed: 0, same: 0, removed: 0, clashing: 0 }
  const clashes: string[] = []
  for (const [id, entry] of model)
    if (!theirs.has(id) && !entry.retired) {
      counts.removed++
      entry.retired = true
    }
  for (const [id, t] of theirs) {
    const entry = model.get(id)
    if (!entry) {
      counts.fresh++
      model.set(id, { base: t, mine: t, retired: false })
      continue
    }
    const { base, mine } = entry
    const next: Record<string, unknown> = {}
    let clashed = false
    for (const field of SCALARS) {
      const iDid = mine[field] !== base[field]
      const theyDid = t[field] !== base[field]
      if (iDid && theyDid && mine[field] !== t[field]) {
        clashes.push(`${id} ${field}`)
        clashed = true
        next[field] = side === 'mine' ? mine[field] : t[field]
      } else if (iDid && !theyDid) next[field] = mine[field]
      else next[field] = t[field]
    }
    for (const field of ['tags', 'accepted'] as const) {
      const all = new Set<string>()
      for (const one of t[field]) if (!(base[field].includes(one) && !mine[field].includes(one))) all.add(one)
      for (const one of mine[field]) if (!base[field].includes(one)) all.add(one)
      next[field] = [...all]
    }
    next.mood = t.mood
    const merged = next as unknown as Plain
    if (clashed) counts.clashing++
    else if (entry.retired) counts.fresh++
    else if (JSON.stringify(plain(merged)) === JSON.stringify(plain(mine))) counts.same++
    else counts.changed++
    model.set(id, { base: t, mine: merged, retired: false })
  }
  return { counts, clashes }
}

const plain = ({ question, answer, options, tags, accepted, mood }: Plain) => [
  question,
  answer,
  options,
  [...tags],
  [...accepted],
  mood,
]

const noteOf = (id: string, p: Plain): Note =>
  ({
    id: id as NoteId,
    content: { kind: 'qa', question: p.question, answer: p.answer },
    tags: p.tags,
    accepted: p.accepted,
    distractors: [{ text: p.options, evidence: null }],
    evidence: [],
    confidence: null,
    mood: p.mood,
  }) as unknown as Note

const few = (...words: string[]) => fc.constantFrom(...words)
const set = fc.uniqueArray(few('a', 'b', 'c', 'd'), { maxLength: 3 })
const plainNote: fc.Arbitrary<Plain> = fc.record({
  question: few('q1', 'q2', 'q3'),
  answer: few('x', 'y'),
  options: few('o1', 'o2'),
  tags: set,
  accepted: set,
  mood: few('glad', 'sad'),
})
const content = fc.dictionary(few('n1', 'n2', 'n3', 'n4'), plainNote)
const edits = fc.dictionary(few('n1', 'n2', 'n3', 'n4'), plainNote, { maxKeys: 2 })

const DECK = 'd' as DeckId
const deckOf = (version: number, notes: Readonly<Record<string, Plain>>): Deck => ({
  ...makeDeck('d', 0),
  version,
  notes: Object.entries(notes).map(([id, p]) => noteOf(id, p)),
})

/** What storing a merge leaves: as the store does it. */
function stored(held: Held | null, merge: DeckMerge): Held {
  const { own, ...deck } = merge.deck
  const here = new Set(deck.notes.map((note) => note.id))
  const before = held ? [...held.deck.notes, ...held.deck.retired] : []
  const versions = new Map(held?.versions.map((version) => [version.noteId, version]))
  for (const { noteId, deckId, note } of merge.versions)
    versions.set(noteId, { guest: null, ...versions.get(noteId), noteId, deckId, note })
  return {
    deck: { ...deck, builtIn: false, ...(own && { own }), retired: before.filter((note) => !here.has(note.id)) },
    versions: [...versions.values()],
  }
}

const own = (note: Note): OwnVersion => ({ noteId: note.id, deckId: DECK, note, guest: null })
const edited = (held: Held, id: string, note: Note): Held => ({
  ...held,
  versions: [...held.versions.filter((version) => version.noteId !== id), own(note)],
})
const shown = (held: Held) =>
  Object.fromEntries(
    held.deck.notes.map((note) => [note.id, held.versions.find(({ noteId }) => noteId === note.id)?.note ?? note]),
  )

describe('a deck that is brought to a newer version', () => {
  test('is what the slow, obvious model says, edit after edit and version after version', () => {
    const step = fc.record({ mine: edits, theirs: content, side: few('mine', 'theirs') as fc.Arbitrary<Side> })
    fc.assert(
      fc.property(content, fc.array(step, { minLength: 1, maxLength: 4 }), (first, steps) => {
        const model: Model = new Map()
        update(model, new Map(Object.entries(first)), 'mine')
        let held = stored(null, mergeDeck(null, deckOf(1, first)))
        for (const [i, { mine, theirs, side }] of steps.entries()) {
          for (const [id, p] of Object.entries(mine)) {
            const entry = model.get(id)
            if (!entry) continue
            const kept = { ...p, mood: entry.mine.mood }
            entry.mine = kept
            held = edited(held, id, noteOf(id, kept))
          }
          const expected = update(model, new Map(Object.entries(theirs)), side)
          const merge = mergeDeck(held, deckOf(i + 2, theirs), () => side)
          expect(merge.counts).toEqual(expected.counts)
          const names = merge.clashes.map(({ noteId, field }) => `${noteId} ${field}`)
          expect(names.sort()).toEqual(expected.clashes.sort())
          held = stored(held, merge)
          const visible = [...model]
            .filter(([, entry]) => !entry.retired)
            .map(([id, { mine }]) => [id, noteOf(id, mine)])
          expect(shown(held)).toEqual(Object.fromEntries(visible))
          const retired = [...model].filter(([, entry]) => entry.retired).map(([id]) => id)
          expect(held.deck.retired.map((note) => String(note.id)).sort()).toEqual(retired.sort())
        }
      }),
      { numRuns: 400 },
    )
  })

  test('changes nothing the second time, whatever was chosen', () => {
    fc.assert(
      fc.property(content, edits, content, few('mine', 'theirs') as fc.Arbitrary<Side>, (first, mine, theirs, side) => {
        let held = stored(null, mergeDeck(null, deckOf(1, first)))
        for (const [id, p] of Object.entries(mine)) if (id in first) held = edited(held, id, noteOf(id, p))
        held = stored(
          held,
          mergeDeck(held, deckOf(2, theirs), () => side),
        )
        const again = mergeDeck(held, deckOf(2, theirs), () => side)
        expect(again).toMatchObject({ changesNothing: true, versions: [], clashes: [] })
      }),
    )
  })
})

const base = noteOf('n', { question: 'q', answer: 'a', options: 'o', tags: ['t'], accepted: [], mood: 'm' })
const heldWith = (note: Note, versions: readonly OwnVersion[], change: Partial<Held['deck']> = {}): Held => ({
  deck: { ...makeDeck('d', 0), notes: [note], builtIn: false, retired: [], ...change },
  versions,
})
const theirsWith = (...notes: Note[]): Deck => ({ ...makeDeck('d', 0), version: 2, notes })
const worded = (note: Note, question: string): Note => ({ ...note, content: { kind: 'qa', question, answer: 'a' } })

describe('of a note', () => {
  test('what the author took over from me is no text of mine any more', () => {
    const mine = worded(base, 'better')
    const merge = mergeDeck(heldWith(base, [own(mine)]), theirsWith(mine))
    expect(merge).toMatchObject({ versions: [{ noteId: 'n', note: null }], counts: { same: 1 }, changesNothing: false })
  })

  test('that I moved to another deck the author’s new words are taken there, and it stays there', () => {
    const away: OwnVersion = { noteId: base.id, deckId: 'other' as DeckId, note: null, guest: base }
    const merge = mergeDeck(heldWith(base, [away]), theirsWith(worded(base, 'new')))
    expect(merge.versions).toEqual([
      { noteId: 'n', deckId: 'other', from: base, merge: { over: base, laid: base }, note: worded(base, 'new') },
    ])
  })

  test('that I wrote myself and the author took into the deck is the same note', () => {
    const guest: OwnVersion = { noteId: base.id, deckId: DECK, note: null, guest: base }
    const merge = mergeDeck(heldWith({ ...base, id: 'n2' as NoteId }, [guest]), theirsWith(base))
    expect(merge.counts).toMatchObject({ same: 1, fresh: 0, removed: 1 })
  })

  test('that I put into a deck of somebody else’s stays, with its source, in versions that do not know it', () => {
    const whole = makeDeck('d', 2)
    const [first, second] = whole.notes
    if (!first || !second) throw new Error('no notes')
    const held: Held = { deck: { ...whole, builtIn: false, retired: [], own: [second.id] }, versions: [] }
    const merge = mergeDeck(held, { ...whole, version: 2, notes: [], sources: [], tombstones: [second.id] })
    expect(merge.counts.removed).toBe(1)
    expect(merge.deck).toMatchObject({ notes: [second], own: [second.id], tombstones: [] })
    expect(merge.deck.sources).toEqual(whole.sources)
  })

  test('that I put in, or wrote there, cites nothing that its article does not say any more', () => {
    const whole = makeDeck('d', 3)
    const [first, second, third] = whole.notes
    const [source] = whole.sources
    if (!first || !second || !third || !source) throw new Error('no notes')
    const wrong = { text: 'x', evidence: second.evidence[0] ?? null }
    const mine = { ...second, distractors: [wrong] }
    const elsewhere = {
      ...third,
      evidence: third.evidence.map((piece) => ({ ...piece, sourceId: 'other' as SourceId })),
    }
    const guest = { noteId: third.id, deckId: DECK, note: null, guest: third }
    const moved = { ...guest, noteId: 'n4' as NoteId, guest: { ...elsewhere, id: 'n4' as NoteId } }
    for (const text of ['Never.', `Something else. ${source.text}`]) {
      const held: Held = {
        deck: { ...whole, notes: [first, mine], builtIn: false, retired: [], own: [mine.id] },
        versions: [own({ ...mine, tags: ['edited'] }), guest, moved],
      }
      const sent = { ...whole, version: 2, notes: [{ ...first, evidence: [] }], sources: [{ ...source, text }] }
      const merge = mergeDeck(held, sent)
      const bare = { evidence: [], distractors: [{ text: 'x', evidence: null }] }
      expect(merge.deck.notes[1]).toMatchObject({ id: mine.id, ...bare })
      expect(merge.versions).toMatchObject([
        { noteId: mine.id, note: { tags: ['edited'], ...bare } },
        { noteId: third.id, note: { evidence: [] } },
      ])
      expect(mergeDeck(stored(held, merge), sent).changesNothing).toBe(true)
    }
  })

  test('that I put in and the author has too was never received: where the two differ it is for me to say', () => {
    const mine = worded(base, 'mine')
    const held = heldWith(mine, [], { own: [base.id] })
    const merge = mergeDeck(held, theirsWith(worded(base, 'theirs')))
    expect(merge.clashes).toMatchObject([{ field: 'question', mine: 'mine', theirs: 'theirs' }])
    expect(merge).toMatchObject({ versions: [{ note: mine }], counts: { clashing: 1 } })
    expect(mergeDeck(held, theirsWith(mine))).toMatchObject({ versions: [], clashes: [], counts: { same: 1 } })
    const after = stored(held, merge)
    expect(mergeDeck(after, theirsWith(worded(base, 'theirs'))).changesNothing).toBe(true)
  })

  test('my evidence goes where the text that it points into is not there any more', () => {
    const whole = makeDeck('d', 1)
    const [note] = whole.notes
    if (!note) throw new Error('no note')
    const mine = { ...note, evidence: note.evidence.map((piece) => ({ ...piece, resolutions: [] })), tags: ['mine'] }
    const theirs = { ...whole, version: 2, sources: [], notes: [{ ...note, evidence: [] }] }
    const merge = mergeDeck({ deck: { ...whole, builtIn: false, retired: [] }, versions: [own(mine)] }, theirs)
    expect(merge.versions[0]?.note).toMatchObject({ evidence: [], tags: ['mine'] })
  })
})

describe('fields', () => {
  const choose = (side: Side) => () => side

  test('of a list: the same words keep what I accept for each, other words clash as one', () => {
    const list = (...items: [string, string[]][]): Note => ({
      ...base,
      content: { kind: 'list', question: 'q', items: items.map(([text, accepted]) => ({ text, accepted })) },
    })
    const b = list(['x', []], ['y', []])
    const m = list(['x', ['ex']], ['y', []])
    const t = list(['x', []], ['y', ['why']])
    expect(mergeNote(b, m, t, choose('mine'))).toEqual({ note: list(['x', ['ex']], ['y', ['why']]), clashes: [] })
    const added = mergeNote(b, m, list(['x', []], ['y', []], ['z', []]), choose('mine'))
    expect(added).toEqual({ note: list(['x', ['ex']], ['y', []], ['z', []]), clashes: [] })
    const both = mergeNote(b, list(['x', []], ['w', []]), list(['x', []], ['z', []]), choose('theirs'))
    expect(both.clashes.map(({ field }) => field)).toEqual(['items'])
    expect(both.note).toEqual(list(['x', []], ['z', []]))
  })

  test('of another kind on one side are one field', () => {
    const cloze: Note = { ...base, content: { kind: 'cloze', text: '{{c1::a}}' } }
    expect(mergeNote(base, cloze, base, choose('theirs')).note).toEqual(cloze)
    const both = mergeNote(base, cloze, worded(base, 'other'), choose('mine'))
    expect(both).toMatchObject({ note: cloze, clashes: [{ field: 'content' }] })
  })

  test('of templates go by their names; cards only come, and the type is the author’s', () => {
    const type = (css: string): NoteType => ({
      id: 't',
      name: 'T',
      kind: 'fields',
      fields: ['Front', 'Back'],
      templates: [],
      css,
    })
    const made = (fields: string[], cards: number[], css: string, changed: number): Note => ({
      ...base,
      content: asContent({
        kind: 'template',
        type: type(css),
        fields,
        cards,
        media: { 'a.png': 'f'.repeat(32) },
        changed,
      }),
    })
    const merged = mergeNote(
      made(['f', 'b'], [0, 1], 'old', 1),
      made(['mine', 'b'], [0, 1], 'old', 2),
      made(['theirs', 'new'], [0], 'new', 3),
      choose('mine'),
    )
    expect(merged.clashes.map(({ field }) => field)).toEqual(['Front'])
    expect(templateOf(merged.note)).toMatchObject({
      fields: ['mine', 'new'],
      cards: [0, 1],
      type: { css: 'new' },
      changed: 3,
    })
  })

  test('that only another program knows: theirs, and what only I have stays', () => {
    const with_ = (more: object): Note => ({ ...base, ...more })
    const merged = mergeNote(with_({ x: 1 }), with_({ x: 1, y: 2 }), with_({ x: 3 }), choose('mine'))
    expect(merged).toEqual({ note: with_({ x: 3, y: 2 }), clashes: [] })
  })

  test('sets: mine are never lost, what I took out stays out, theirs come', () => {
    expect(mergeSets(['a', 'b'], ['b', 'mine'], ['a', 'b', 'theirs'])).toEqual(['b', 'theirs', 'mine'])
  })

  test('without a common past every difference is a clash', () => {
    const clash = mergeNote(null, worded(base, 'mine'), worded(base, 'theirs'), choose('mine'))
    expect(clash.clashes).toMatchObject([{ field: 'question', mine: 'mine', theirs: 'theirs' }])
  })
})

test('an older version is told as such, and a choice is asked note by note', () => {
  const asked: NoteClash[] = []
  const held = heldWith(base, [own(worded(base, 'mine'))], { version: 9 })
  const merge = mergeDeck(held, theirsWith(worded(base, 'theirs')), (clash) => {
    asked.push(clash)
    return 'mine'
  })
  expect(merge.isOlder).toBe(true)
  expect(asked).toMatchObject([{ noteId: 'n', field: 'question', mine: 'mine', theirs: 'theirs' }])
})
