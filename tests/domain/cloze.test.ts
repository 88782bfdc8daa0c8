import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answersOf, cardView, noteText, questionText } from '../../src/domain/cards.ts'
import { type ClozePart, clozeNumbers, MAX_CLOZE_NUMBER, parseCloze } from '../../src/domain/cloze.ts'
import { clozeText, clozeView } from '../../src/domain/clozeView.ts'
import { cardIdsOf, facesOf } from '../../src/domain/faces.ts'
import type { Note } from '../../src/domain/note.ts'
import { makeNote } from './arbitraries.ts'

/** Texts full of the marks that matter. */
const hostile = fc
  .array(
    fc.constantFrom('{{c', '1', '2', '::', '}}', '{', '}', '{{', 'c', ' ', 'Kabul', '\\frac', '{{c1::', '\n', '🜨'),
    { maxLength: 40 },
  )
  .map((bits) => bits.join(''))

const words = fc.stringMatching(/^[a-z ]{1,12}$/)
const parts: fc.Arbitrary<readonly ClozePart[]> = fc
  .array(
    fc.oneof(
      words.map((text): ClozePart => ({ kind: 'text', text })),
      fc.record({
        kind: fc.constant('blank' as const),
        number: fc.integer({ min: 1, max: MAX_CLOZE_NUMBER }),
        answer: words,
        hint: fc.oneof(words, fc.constant(null)),
      }),
    ),
    { maxLength: 8 },
  )
  .map((list) => list.filter((part, i) => part.kind === 'blank' || list[i - 1]?.kind !== 'text'))

const written = (list: readonly ClozePart[]): string =>
  list
    .map((part) =>
      part.kind === 'text'
        ? part.text
        : `{{c${part.number}::${part.answer}${part.hint === null ? '' : `::${part.hint}`}}}`,
    )
    .join('')

describe('the cloze scanner', () => {
  it('never throws, and keeps every character outside of blanks', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        const read = parseCloze(text)
        for (const part of read) {
          expect(text.includes(part.kind === 'text' ? part.text : part.answer)).toBe(true)
        }
        if (read.every(({ kind }) => kind === 'text')) expect(clozeText(text)).toBe(text)
        expect(clozeNumbers(text).every((number) => number >= 1 && number <= MAX_CLOZE_NUMBER)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('reads what was written', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(parseCloze(written(list))).toEqual(list)
      }),
    )
  })

  it('reads a million characters of any of these at once: a scan that went back would run into the time limit', () => {
    for (const bit of ['{{c1::', '{{c1::}', '{{c1::{{}', '{{c', '{{c1::a}}', '}', '{', '{{c1::{}']) {
      const text = bit.repeat(Math.ceil(1_000_000 / bit.length))
      const blanks = parseCloze(text).filter(({ kind }) => kind === 'blank').length
      expect(blanks).toBe(bit === '{{c1::a}}' ? Math.ceil(1_000_000 / bit.length) : 0)
    }
  })

  it('several numbers, one number several times, hints', () => {
    const text = '{{c2::Karzai}} met {{c1::Obama::a president}} and {{c2::Dostum}}.'
    expect(clozeNumbers(text)).toEqual([1, 2])
    expect(clozeView(text, 1)).toEqual([
      { kind: 'text', text: 'Karzai met ' },
      { kind: 'asked', answer: 'Obama', hint: 'a president' },
      { kind: 'text', text: ' and Dostum.' },
    ])
    expect(clozeView(text, 2).filter(({ kind }) => kind === 'asked')).toHaveLength(2)
    expect(clozeText(text)).toBe('Karzai met Obama and Dostum.')
  })

  it('braces of an answer are its own, and an unfinished blank is text', () => {
    expect(parseCloze('{{c1::\\frac{1}{2}}}')).toEqual([
      { kind: 'blank', number: 1, answer: '\\frac{1}{2}', hint: null },
    ])
    expect(parseCloze('{{c1::a}} {{c2::b')).toEqual([
      { kind: 'blank', number: 1, answer: 'a', hint: null },
      { kind: 'text', text: ' {{c2::b' },
    ])
    for (const text of ['{{c0::a}}', '{{c::a}}', '{{c501::a}}', '{{c1:a}}', '{{d1::a}}']) {
      expect(parseCloze(text)).toEqual([{ kind: 'text', text }])
    }
  })
})

describe('faces and views', () => {
  const cloze = makeNote('n', { kind: 'cloze', text: 'In {{c3::July}} {{c1::2013}}' })
  const choice = makeNote(
    'n',
    { kind: 'choice', question: 'Who?', answer: 'Karzai' },
    { distractors: ['Obama', 'Dobbins', 'Mullah Omar'].map((text) => ({ text, evidence: null })) },
  )

  it('a cloze has a face for each number, the other kinds have one', () => {
    expect(facesOf(cloze)).toEqual(['c1', 'c3'])
    expect(cardIdsOf(cloze)).toEqual(['n/c1', 'n/c3'])
    expect(facesOf(choice)).toEqual(['front'])
    expect(facesOf(makeNote('n', { kind: 'cloze', text: 'no blank' }))).toEqual([])
  })

  it('kinds of later versions have no face and are shown as unsupported', () => {
    const later = { ...cloze, content: { kind: 'hologram' } } as unknown as Note
    expect(facesOf(later)).toEqual([])
    expect(cardView(later, 'front', 0)).toEqual({ kind: 'unsupported' })
    expect([questionText(later, 'front'), noteText(later), answersOf(later, 'front')]).toEqual(['', '', []])
    expect(cardView(cloze, 'c2', 0)).toEqual({ kind: 'unsupported' })
  })

  it('a question can be read as a line of text, and says what it asks for', () => {
    expect(questionText(cloze, 'c3')).toBe('In […] 2013')
    expect(answersOf(cloze, 'c3')).toEqual(['July'])
    expect(noteText(cloze)).toBe('In July 2013')
  })

  it('a choice shows its key among its options once, in an order that holds until the next review', () => {
    const view = cardView(choice, 'front', 4)
    expect(view).toEqual(cardView(choice, 'front', 4))
    if (view.kind !== 'choice') throw new Error('a choice')
    expect(view.options.map(({ text }) => text).sort()).toEqual(['Dobbins', 'Karzai', 'Mullah Omar', 'Obama'])
    expect(view.options.filter(({ distractor }) => distractor === null).map(({ text }) => text)).toEqual(['Karzai'])
    const orders = new Set(Array.from({ length: 30 }, (_, reps) => JSON.stringify(cardView(choice, 'front', reps))))
    expect(orders.size).toBeGreaterThan(10)
  })
})
