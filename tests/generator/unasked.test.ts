import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksLittle, notAsked } from '../../src/domain/unasked.ts'
import { unaskedIn } from '../../src/generator/unasked.ts'
import { article, generateFrom } from './helpers.ts'

const REASONS = [
  'pronoun: it',
  'relative date: Friday',
  'speaker: he',
  'gate: vague',
  'form: agreement',
  'rank: same question',
]

describe('what became of the sentences of an article', () => {
  it('counts every sentence without a question once, whatever was refused', () => {
    const refusal = fc.record({
      sentence: fc.option(fc.nat(19), { nil: null }),
      reason: fc.constantFrom(...REASONS),
    })
    fc.assert(
      fc.property(fc.nat(20), fc.uniqueArray(fc.nat(19)), fc.array(refusal), (read, asked, refused) => {
        const here = asked.filter((at) => at < read)
        const tally = unaskedIn(read, new Set(here), refused)
        expect(notAsked(tally)).toBe(read - here.length)
        const counts = tally.why.map((each) => each.sentences)
        expect(counts).toEqual([...counts].sort((a, b) => b - a))
        expect(counts.every((count) => count > 0)).toBe(true)
      }),
    )
  })

  it('says of a sentence what most speaks against it', () => {
    const refused = [
      { sentence: 0, reason: 'pronoun: it' },
      { sentence: 0, reason: 'strict: antecedent without a name' },
      { sentence: 0, reason: 'gate: vague' },
      { sentence: 1, reason: 'day: left out' },
      { sentence: 2, reason: 'speaker: a man' },
      { sentence: 4, reason: 'form: agreement' },
      { sentence: null, reason: 'gate: vague' },
    ]
    expect(unaskedIn(6, new Set([5]), refused).why).toEqual([
      { why: 'time', sentences: 1 },
      { why: 'reference', sentences: 1 },
      { why: 'voice', sentences: 1 },
      { why: 'wording', sentences: 1 },
      { why: 'nothing', sentences: 1 },
    ])
  })

  it('is told of a text that gives no card', () => {
    const made = generateFrom(
      article('title: The valley', 'It was painted by them. They left it there, and nobody knew why.'),
    )
    expect(made.notes).toEqual([])
    expect(made.unasked.read).toBe(made.sentences)
    expect(notAsked(made.unasked)).toBe(made.sentences)
    expect(asksLittle(made.unasked)).toBe(true)
  })

  it('is worth a word only where less than a third was asked', () => {
    const tally = (read: number, not: number) => ({ read, why: [{ why: 'nothing' as const, sentences: not }] })
    expect(asksLittle(tally(12, 9))).toBe(true)
    expect(asksLittle(tally(12, 8))).toBe(false)
    expect(asksLittle({ read: 0, why: [] })).toBe(false)
  })
})
