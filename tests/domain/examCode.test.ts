import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Blueprint, DEFAULT_BLUEPRINT } from '../../src/domain/exam.ts'
import { contentOf, formatCode, parseCode, SEEDS } from '../../src/domain/examCode.ts'
import { deckNamed, makeNote } from './arbitraries.ts'

const weight = fc.nat({ max: 3 })
const blueprints: fc.Arbitrary<Blueprint> = fc.record({
  count: fc.nat({ max: 200 }),
  mix: fc.record({
    choice: weight,
    several: weight,
    trueFalse: weight,
    typed: weight,
    cloze: weight,
    list: weight,
    matching: weight,
  }),
  order: fc.constantFrom<Blueprint['order']>('random', 'sequential'),
  shuffleOptions: fc.boolean(),
  limitMinutes: fc.option(fc.integer({ min: 1, max: 240 })),
  passRatio: fc.nat({ max: 20 }).map((n) => n / 20),
  feedback: fc.constantFrom<Blueprint['feedback']>('once', 'end'),
  marking: fc.constantFrom<Blueprint['marking']>('tolerant', 'exact', 'self'),
  teaches: fc.constant(false),
})
const codes = fc.record({ blueprint: blueprints, seed: fc.nat({ max: SEEDS - 1 }), content: fc.nat({ max: 0xffff }) })

describe('a code', () => {
  it('gives back what went into it, also typed in lower case and with other hyphens', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const text = formatCode(code) ?? ''
        expect(text).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
        expect(parseCode(text)).toEqual(code)
        expect(
          parseCode(` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `),
        ).toEqual(code)
      }),
    )
  })

  it('says so when one letter is wrong, but for one time in 256', () => {
    const code = formatCode({ blueprint: DEFAULT_BLUEPRINT, seed: 77, content: 99 }) ?? ''
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    const others = [...code].flatMap((letter, i) =>
      letter === '-'
        ? []
        : [...letters].filter((l) => l !== letter).map((l) => code.slice(0, i) + l + code.slice(i + 1)),
    )
    expect(others.filter((other) => parseCode(other) !== null).length / others.length).toBeLessThan(0.02)
  })

  it('any other text is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseCode(text)).toBeNull()
      }),
    )
    expect(parseCode('')).toBeNull()
  })

  it('is not offered for what is weakest, which is each learner’s own', () => {
    expect(formatCode({ blueprint: { ...DEFAULT_BLUEPRINT, order: 'weakest' }, seed: 1, content: 1 })).toBeNull()
  })

  it('names the content it was made for, in any order', () => {
    const pool = ['a', 'b', 'c'].map((id) => ({
      note: makeNote(id, { kind: 'qa', question: `${id}?`, answer: id }),
      deckId: deckNamed('deck'),
      language: 'en',
      topic: '',
    }))
    expect(contentOf([...pool].reverse())).toBe(contentOf(pool))
    expect(contentOf(pool.slice(1))).not.toBe(contentOf(pool))
  })
})
