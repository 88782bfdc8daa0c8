import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProposedCard } from '../../src/domain/proposedCard.ts'
import { lintNote } from '../../src/generator/lint.ts'
import { checkProposals, readWhole } from '../../src/generator/proposal.ts'
import { article, generateFrom, readerForTests } from './helpers.ts'

const SENTENCE = 'The “Halden Company”, which employs 340 workers, was founded by Robert Ashby in 1871.'
const SECOND = 'Mayor Elena Fisk ordered the Halden Company to finish the new bridge over the river Lune by August 15.'
const SOURCE = article('title: A bridge over the Lune\npublished: "1998-05"', `${SECOND} ${SENTENCE}`)
const reading = readWhole(SOURCE, readerForTests().read)

const GOOD: ProposedCard = {
  question: 'Who founded the Halden Company, which employs 340 workers, in 1871?',
  answer: 'Robert Ashby',
  sentence: SENTENCE,
}

const check = (...cards: readonly Partial<ProposedCard>[]) =>
  checkProposals(
    reading,
    cards.map((card) => ({ ...GOOD, ...card })),
    [],
  )
const faultOf = (card: Partial<ProposedCard>) => check(card).refused[0]?.reason ?? 'none'

describe('a card of a model', () => {
  test('whose words stand in the text becomes a note with our own offsets, doubtful and marked', () => {
    const [note, ...others] = check({}).notes
    expect(others).toEqual([])
    expect(note?.tags).toEqual(['model'])
    expect(note?.confidence).toBeLessThan(0.6)
    const [piece] = note?.evidence ?? []
    expect(SOURCE.text.slice(piece?.sentence.start, piece?.sentence.end)).toBe(SENTENCE)
    expect(SOURCE.text.slice(piece?.answer.start, piece?.answer.end)).toBe('Robert Ashby')
  })

  test('shows the text’s words where its copy differs in quotes, case or line breaks alone', () => {
    const [note] = check({
      sentence: SENTENCE.replace(/[“”]/g, '"').replace('workers, was', 'workers,\nwas'),
      answer: 'robert ashby.',
    }).notes
    expect(note?.content).toMatchObject({ answer: 'Robert Ashby' })
    expect(note?.evidence[0]?.quote).toBe(SENTENCE)
  })

  test('that quotes a part of a sentence, or two of them, gets the one with the answer', () => {
    for (const sentence of ['was founded by Robert Ashby in 1871', `${SECOND} ${SENTENCE}`])
      expect(check({ sentence }).notes[0]?.evidence[0]?.quote).toBe(SENTENCE)
  })

  test.each<[string, Partial<ProposedCard>, string]>([
    ['an invented sentence', { sentence: 'The Halden Company was sold to Robert Ashby in 1871.' }, 'no-such-sentence'],
    ['a sentence with one word changed', { sentence: SENTENCE.replace('founded', 'bought') }, 'no-such-sentence'],
    ['an invented answer', { answer: 'Robert Smith' }, 'no-such-answer'],
    ['an answer of another sentence', { answer: 'Elena Fisk' }, 'no-such-answer'],
    ['half a word for an answer', { answer: 'Robert Ashb' }, 'no-such-answer'],
    ['a name from elsewhere', { question: 'Who founded the Halden Company in Vienna?' }, 'foreign'],
    ['a year from elsewhere', { question: 'Who founded the Halden Company in 1872?' }, 'foreign'],
    ['a tag', { question: 'Who <b>founded</b> the Halden Company in 1871?' }, 'markup'],
    ['a script', { question: '<script>alert(1)</script> Who founded the Halden Company?' }, 'markup'],
    ['an entity', { question: 'Who founded the Halden&nbsp;Company in 1871?' }, 'markup'],
    ['a link', { question: 'Who founded the Halden Company, see https://example.org ?' }, 'markup'],
    ['a mark of direction', { question: 'Who founded \u202ethe Halden Company in 1871?' }, 'markup'],
    ['its answer in the question', { question: 'Was it Robert Ashby who founded the Halden Company in 1871?' }, 'gate'],
    ['no question mark', { question: 'The Halden Company was founded in 1871 by this man' }, 'gate'],
    ['too little to go by', { question: 'Who founded it?' }, 'gate'],
    [
      'a pronoun of nobody',
      { question: 'For whom did he found the Halden Company in 1871?', answer: 'workers' },
      'gate',
    ],
  ])('with %s is judged', (_, card, reason) => {
    expect(faultOf(card)).toBe(reason)
  })

  test('that asks what is asked already, by the rules or by itself, is left out', () => {
    expect(
      check({}, { question: 'By whom was the Halden Company, which employs 340 workers, founded in 1871?' }).refused,
    ).toMatchObject([{ reason: 'asked' }])
    const { notes } = generateFrom(SOURCE)
    const again = notes.flatMap((note) => {
      const { content } = note
      const quote = note.evidence[0]?.quote ?? ''
      return content.kind === 'qa' ? [{ question: content.question, answer: content.answer, sentence: quote }] : []
    })
    expect(again.length).toBeGreaterThan(0)
    expect(checkProposals(reading, again, notes).notes).toEqual([])
  })

  test('whatever it says, never throws, and what passes stands word for word in the text and passes the lint', () => {
    const words = fc.constantFrom(
      'Halden',
      'Robert Ashby',
      'founded',
      'the',
      '1871',
      '340 workers',
      'Who',
      '?',
      ' ',
      '{{c1::',
      '$&',
      '.*',
      '\u0000',
      '“',
      SENTENCE,
      SECOND,
    )
    const text = fc
      .array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 8 })
      .map((parts) => parts.join(' '))
    const card = fc.record({
      question: fc.oneof(text, fc.constant(GOOD.question)),
      answer: fc.oneof(text, words, fc.constant(GOOD.answer)),
      sentence: fc.oneof(text, fc.constantFrom(SENTENCE, SECOND)),
    })
    fc.assert(
      fc.property(fc.array(card, { maxLength: 6 }), (cards) => {
        const { notes, refused } = checkProposals(reading, cards, [])
        expect(notes.length + refused.length).toBe(cards.length)
        for (const note of notes) {
          expect(lintNote(note, [SOURCE])).toEqual([])
          for (const { sentence, answer, quote } of note.evidence) {
            expect(SOURCE.text.slice(sentence.start, sentence.end)).toBe(quote)
            if (note.content.kind === 'qa')
              expect(SOURCE.text.slice(answer.start, answer.end)).toBe(note.content.answer)
          }
        }
      }),
    )
  })
})
