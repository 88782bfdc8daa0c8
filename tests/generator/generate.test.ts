import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Deck } from '../../src/domain/deck.ts'
import type { DeckId, Note } from '../../src/domain/note.ts'
import type { Source, SourceId } from '../../src/domain/source.ts'
import { generate } from '../../src/generator/generate.ts'
import { lintNote } from '../../src/generator/lint.ts'
import { bareSource } from '../bareSource.ts'
import { article, drain, generateFrom, readerForTests, sourceOf } from './helpers.ts'

const bare = (text: string): Source => bareSource({ id: 's_test' as SourceId, title: 'Test', text })

const SENTENCES = [
  'Governor Tomas Brandt opened the Calder terminal in 1998.',
  'The Larch Line, which employs 340 workers, moved its office from Bristol to Ardmore.',
  'Mrs. Olsen said that she would not sign the contract because the price had doubled.',
  'The dockers of Ardmore have two demands.',
  'One is a pension; the other is a nurse on every shift.',
  '“Nobody asked us,” the mayor’s brother told Reuters on Tuesday.',
  'In 2003 the U.N. bought 87,200 tons of rice for $3.5 million.',
  'IT RAINED ALL DAY IN THE TOWN OF DORNING',
  'Was it she? Perhaps.',
  'שלום עולם',
  '🙂🙂 &nbsp; <b>bold</b>',
]

const deckOf = (source: Source, notes: readonly Note[]): Deck => ({
  id: 'd_test' as DeckId,
  version: 1,
  title: 'Test',
  language: 'en',
  licence: 'CC0-1.0',
  authors: [],
  sources: [source],
  notes,
  tombstones: [],
})

describe('laws of generate', () => {
  const texts = fc
    .array(fc.constantFrom(...SENTENCES), { minLength: 0, maxLength: 8 })
    .chain((parts) =>
      fc
        .array(fc.constantFrom(' ', '\n\n', '\u00a0', '  '), { minLength: parts.length, maxLength: parts.length })
        .map((glue) => parts.map((part, i) => part + (glue[i] ?? ' ')).join('')),
    )

  it('every piece of evidence is verbatim, inside its sentence, and passes the lint', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const source = bare(text)
        for (const note of generateFrom(source).notes) {
          for (const piece of note.evidence) {
            expect(source.text.slice(piece.sentence.start, piece.sentence.end)).toBe(piece.quote)
            expect(piece.answer.start).toBeGreaterThanOrEqual(piece.sentence.start)
            expect(piece.answer.end).toBeLessThanOrEqual(piece.sentence.end)
          }
          expect(lintNote(note, [source])).toEqual([])
        }
      }),
      { numRuns: 25 },
    )
  })

  it('the same text gives the same notes, whatever was read before it', () => {
    fc.assert(
      fc.property(texts, texts, (text, other) => {
        const first = generateFrom(bare(text))
        generateFrom(bare(other))
        expect(generateFrom(bare(text)).notes).toEqual(first.notes)
      }),
      { numRuns: 10 },
    )
  })

  it('a choice never offers its own answer, and never offers anything twice', () => {
    const source = article(
      'title: Port\npublished: "2004-03"\noutlet: The Kelso Herald',
      'Governor Tomas Brandt opened the Calder terminal in 1998; it is still in use. Governor Tomas Brandt died in 2002.',
    )
    const notes = generateFrom(source).notes.filter((note) => note.distractors.length > 0)
    expect(notes.length).toBeGreaterThan(0)
    for (const note of notes) {
      const options = note.distractors.map((each) => each.text)
      expect(options).toHaveLength(3)
      expect(new Set([...options, ...note.accepted, 'answer' in note.content ? note.content.answer : '']).size).toBe(
        options.length + note.accepted.length + 1,
      )
    }
  })
})

describe('hostile input is bounded and never throws', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\n\u00a0\n'],
    ['all capitals', 'THE MAYOR GAVE THE TOWN UNTIL MAY TO PAY. '.repeat(20)],
    ['emoji', '👩‍👩‍👧‍👦🙂 '.repeat(300)],
    ['a wall without spaces', 'x'.repeat(20_000)],
    ['right-to-left text', 'הממשלה נתנה לעירייה עד מאי לשלם את החוב. '.repeat(30)],
    ['HTML soup', '<div><p class="a">The mayor</p><<script>alert(1)</script><table><tr>'.repeat(100)],
    ['carriage returns', 'The mayor paid.\r\nThe town slept.\r\n'.repeat(20)],
    ['nested brackets and quotes', '(("[{“‘'.repeat(500)],
    ['one long list', `The shop sold ${'apples, '.repeat(400)}and pears.`],
  ])('%s', (_, text) => {
    const generated = generateFrom(bare(text))
    expect(Array.isArray(generated.notes)).toBe(true)
  })

  it('a line of a megabyte is read in stretches', () => {
    const read = readerForTests().read
    const lengths: number[] = []
    const run = generate(bare('a '.repeat(500_000)), {
      read: (text) => {
        lengths.push(text.length)
        return lengths.length === 1 ? read(text.slice(0, 100)) : { tokens: [], sentences: [], entities: [] }
      },
    })
    drain(run)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(8000)
  })
})

describe('a note keeps its id', () => {
  const FRONT = 'title: Port\npublished: "2004-03"\noutlet: The Kelso Herald'
  const FIRST =
    'Governor Tomas Brandt opened the Calder terminal in 1998. Governor Tomas Brandt sold the Ardmore mill in 2002.'

  it('when its sentence moves', () => {
    const before = article(FRONT, FIRST)
    const after = article(FRONT, 'The harbour of Quill Bay is small and old.', FIRST)
    const old = generateFrom(before).notes
    expect(old.length).toBeGreaterThan(1)
    const now = generateFrom(after, { existing: deckOf(before, old) }).notes
    for (const note of old) expect(now.map((each) => each.id)).toContain(note.id)
  })

  it('when an editor reworded its question', () => {
    const source = article(FRONT, FIRST)
    const old = generateFrom(source).notes
    const reworded = old.map((note) => ({ ...note, id: `${note.id}x` as Note['id'] }))
    const now = generateFrom(source, { existing: deckOf(source, reworded) }).notes
    expect(now.map((note) => note.id)).toEqual(reworded.map((note) => note.id))
  })

  it('and the next run over its own deck is a fixed point', () => {
    const source = article(FRONT, FIRST)
    const once = generateFrom(source).notes
    expect(generateFrom(source, { existing: deckOf(source, once) }).notes).toEqual(once)
  })
})

describe('progress', () => {
  it('goes from reading to asking and never back', () => {
    const source = sourceOf(
      `Governor Tomas Brandt opened the Calder terminal in 1998.\n\n${'The Larch Line employs 340 workers in the port and in the town of Ardmore. '.repeat(6)}`,
    )
    const phases: string[] = []
    const run = generate(source, { read: readerForTests().read })
    for (let step = run.next(); step.done !== true; step = run.next()) {
      expect(step.value.share).toBeGreaterThan(0)
      expect(step.value.share).toBeLessThanOrEqual(1)
      phases.push(step.value.phase)
    }
    expect(phases.indexOf('asking')).toBeGreaterThan(phases.lastIndexOf('reading'))
  })
})
