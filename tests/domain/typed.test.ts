import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf } from '../../src/domain/facts.ts'
import { DEFAULT_FOLDING, foldCase, normalise } from '../../src/domain/normalise.ts'
import { editDistance, similarity } from '../../src/domain/similarity.ts'
import { gradeTyped, sameAnswer } from '../../src/domain/typed.ts'
import { diffTyped } from '../../src/domain/typedDiff.ts'
import { gradeList, splitList } from '../../src/domain/typedList.ts'

const isRight = (
  given: string,
  answer: string,
  accepted: readonly string[] = [],
  wrong: readonly string[] = [],
): boolean => gradeTyped(given, { answer, accepted, wrong }).kind === 'right'

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('The Taliban', '6 July 2013', "didn't", '50%', 'İstanbul', 'STRASSE'),
)

describe('a typed answer', () => {
  it('is right if it is the answer, and wrong if it is nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(normalise(text) !== '')
        expect(gradeTyped(text, { answer: text, accepted: [] })).toEqual({ kind: 'right', against: text, exact: true })
        expect(gradeTyped('  ', { answer: text, accepted: [] })).toMatchObject({ kind: 'wrong', reason: 'empty' })
      }),
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (given, answer) => {
        expect(['right', 'wrong']).toContain(gradeTyped(given, { answer, accepted: [] }).kind)
      }),
    )
  })

  it.each([
    ['hamid karzai', 'Hamid Karzai'],
    ['Hamid Karzay', 'Hamid Karzai'],
    ['Hamid Kazrai', 'Hamid Karzai'],
    ['Taliban', 'the Taliban'],
    ['"the  Taliban".', 'Taliban'],
    ['cafe', 'Café'],
    ['Strasse', 'Straße'],
    ['ＡＢＣ　ｄｅｆ', 'ABC def'],
    ['1000', '1,000'],
    ['7 months', 'seven months'],
    ['twenty-one', '21'],
    ['July 6, 2013', '6 July 2013'],
    ['2013-07-06', 'July 6th, 2013'],
    ['Septmber 2013', 'September 2013'],
    ['fourten months', 'fourteen months'],
    ['50 percent', '50%'],
    ['50 per cent', '50 %'],
    ['don’t know', "don't know"],
    ['a President', 'president'],
  ])('%s is right for %s', (given, answer) => {
    expect(isRight(given, answer)).toBe(true)
  })

  it.each([
    ['Obama', 'Hamid Karzai', 'far'],
    ['2014', '2013', 'fact'],
    ['11,000 troops', '12,000 troops', 'fact'],
    ['1.000 troops', '1,000 troops', 'fact'],
    ['did not agree', 'did now agree', 'fact'],
    ["Karzai didn't sign the agreement", 'Karzai did sign the agreement', 'fact'],
    ['7 July 2013', '6 July 2013', 'fact'],
    ['16 June 2013', '16 July 2013', 'far'],
    ['sixty thousand soldiers left', 'sixteen thousand soldiers left', 'fact'],
    ['nineteen hundred and sixty', 'nineteen hundred and sixty two', 'fact'],
    ['five', 'fire', 'fact'],
    ['us', 'UN', 'far'],
    ['cat', 'cut', 'far'],
    ['-5 degrees', '5 degrees', 'fact'],
    ['50', '50%', 'far'],
  ])('%s is wrong for %s: %s', (given, answer, reason) => {
    expect(gradeTyped(given, { answer, accepted: [] })).toMatchObject({ kind: 'wrong', reason })
  })

  it('may be any of the accepted ones, and says which it is nearest to', () => {
    expect(isRight('NATO', 'North Atlantic Treaty Organization', ['NATO'])).toBe(true)
    expect(gradeTyped('Nato allies', { answer: 'Russia', accepted: ['NATO'] })).toMatchObject({ against: 'NATO' })
  })

  it('that is a known wrong answer is no slip of the right one', () => {
    expect(isRight('Iraq', 'Iran')).toBe(true)
    expect(isRight('Iraq', 'Iran', [], ['Iraq'])).toBe(false)
    expect(isRight('Iraq', 'Iran', ['Iraq'], ['Iraq'])).toBe(true)
  })

  it('a slip of one character is let pass from four characters on, if it changes no fact', () => {
    const letters = fc.stringMatching(/^[bcdfghjklmpqrtvwxz]{5,12}$/)
    fc.assert(
      fc.property(letters, fc.nat(), (answer, at) => {
        const i = at % answer.length
        expect(isRight(answer.slice(0, i) + answer.slice(i + 1), answer)).toBe(true)
        expect(isRight(`${answer.slice(0, i)}e${answer.slice(i)}`, answer)).toBe(true)
      }),
    )
  })

  it('follows the language: case, articles, accents where they count', () => {
    const turkish = { language: 'tr', accents: 'kept' } as const
    expect(sameAnswer('ISPARTA', 'ısparta', turkish)).toBe(true)
    expect(sameAnswer('İzmir', 'izmir', turkish)).toBe(true)
    expect(sameAnswer('Isparta', 'isparta', turkish)).toBe(false)
    expect(sameAnswer('der Vertrag', 'Vertrag', { language: 'de', accents: 'ignored' })).toBe(true)
    expect(sameAnswer("l'Afghanistan", 'Afghanistan', { language: 'fr', accents: 'ignored' })).toBe(true)
    expect(sameAnswer('résumé', 'resume', { language: 'fr', accents: 'kept' })).toBe(false)
    expect(sameAnswer('がく', 'かく')).toBe(false)
    expect(foldCase('ΟΔΟΣ', 'el')).toBe(foldCase('οδος', 'el'))
  })
})

describe('normalising', () => {
  it('twice is the same as once, but for articles', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = normalise(text, { ...DEFAULT_FOLDING, language: 'xx' })
        expect(normalise(once, { ...DEFAULT_FOLDING, language: 'xx' })).toBe(once)
      }),
    )
  })

  it('never makes an answer of letters empty', () => {
    for (const text of ['The', 'A', 'a', '?!', '…']) expect(normalise(text)).not.toBe('')
  })

  it('reads dates only where the text is a date and nothing else', () => {
    expect(dateOf('july 2013')).toBe('2013-07-?')
    expect(dateOf('6th of july')).toBe('?-07-06')
    for (const text of ['2013', 'july meeting', '6 7 july', '', 'the']) expect(dateOf(text)).toBeNull()
  })
})

describe('edit distance', () => {
  it('is none for the same text, the same both ways, and never more than the longer text', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const distance = editDistance(a, b)
        expect(editDistance(b, a)).toBe(distance)
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max([...a].length, [...b].length))
        expect(similarity(a, b)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it.each([
    ['kitten', 'sitting', 3],
    ['Kabul', 'Kablu', 1],
    ['', 'abc', 3],
    ['🜨🜨', '🜨', 1],
  ])('%s to %s: %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })
})

describe('the difference shown', () => {
  const textOf = (segments: ReturnType<typeof diffTyped>, ...kinds: string[]): string =>
    segments
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ text }) => text)
      .join('')

  it('what is right or wrong makes up what was typed, and as much is right or missing as was expected', () => {
    fc.assert(
      fc.property(texts, texts, (given, expected) => {
        const segments = diffTyped(given, expected)
        expect(textOf(segments, 'right', 'wrong')).toBe(given.normalize('NFC').trim())
        const bare = (text: string) =>
          [
            ...foldCase(text, 'en')
              .normalize('NFKD')
              .replace(/[\u0300-\u036f]/gu, ''),
          ].length
        expect(bare(textOf(segments, 'right', 'missing'))).toBe(bare(expected.normalize('NFC').trim()))
        expect(segments.every(({ kind }, i) => kind !== segments[i - 1]?.kind)).toBe(true)
      }),
    )
  })

  it('shows a slip and nothing more', () => {
    expect(diffTyped('Hamid Karsai', 'Hamid Karzai')).toEqual([
      { kind: 'right', text: 'Hamid Kar' },
      { kind: 'wrong', text: 's' },
      { kind: 'missing', text: 'z' },
      { kind: 'right', text: 'ai' },
    ])
    expect(diffTyped('karzai', 'Karzai')).toEqual([{ kind: 'right', text: 'karzai' }])
    expect(diffTyped('resume', 'résumé')).toEqual([{ kind: 'right', text: 'resume' }])
    const kept = { language: 'fr', accents: 'kept' } as const
    expect(diffTyped('résume', 'résumé', kept)).toEqual([
      { kind: 'right', text: 'résum' },
      { kind: 'wrong', text: 'e' },
      { kind: 'missing', text: 'é' },
    ])
  })

  it('is quick for a very long text', () => {
    expect(diffTyped('a'.repeat(5000), 'b').map(({ kind }) => kind)).toEqual(['wrong', 'missing'])
  })
})

describe('a list', () => {
  const items = ['Pakistan', 'Iran', 'China'].map((text) => ({ text, accepted: text === 'China' ? ['PRC'] : [] }))

  it('is found item by item in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['pakistan', 'Iran', 'PRC']), (lines) => {
        const { found, extra } = gradeList(lines, items)
        expect(found.filter((line) => line !== null)).toHaveLength(lines.length)
        expect(extra).toEqual([])
      }),
    )
  })

  it('counts nothing twice, and names what does not belong', () => {
    expect(gradeList(['Iran', 'iran', 'India', ''], items)).toEqual({
      found: [null, 'Iran', null],
      extra: ['iran', 'India'],
    })
  })

  it('gives a line to the item that needs it', () => {
    const two = [
      { text: 'the prince', accepted: ['the heir'] },
      { text: 'the heir', accepted: [] },
    ]
    expect(gradeList(['the heir', 'the prince'], two).found).toEqual(['the prince', 'the heir'])
    const shared = [
      { text: 'one', accepted: ['x'] },
      { text: 'two', accepted: ['x', 'y'] },
    ]
    expect(gradeList(['y', 'x'], shared).found).toEqual(['x', 'y'])
  })

  it('can be typed in a line', () => {
    expect(splitList('Pakistan, Iran, and China')).toEqual(['Pakistan', 'Iran', 'China'])
    expect(splitList('Pakistan and Iran')).toEqual(['Pakistan', 'Iran'])
    expect(splitList('rice and beans; bread')).toEqual(['rice and beans', 'bread'])
    expect(splitList('1,000 men\n\n2,000 women')).toEqual(['1,000 men', '2,000 women'])
    expect(splitList('1,000 men, 20')).toEqual(['1,000 men', '20'])
  })
})
