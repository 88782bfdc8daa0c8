import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysAsked, FIELDS, type Query } from '../../src/domain/search.ts'
import { foldForSearch } from '../../src/domain/searchFold.ts'
import { parseSearch } from '../../src/domain/searchParse.ts'
import { printSearch } from '../../src/domain/searchPrint.ts'

/** Pieces that mean something to the parser, thrown together with those that do not. */
const pieces = fc.constantFrom(
  ...'( ) " - \\ or and OR : :: * deck: tag:x is:due is:New is:nothing prop:ivl>30 prop:r<0.8 prop:lapses!=-3 prop: rated:1 rated:7:2 rated:0 added:30 article:"a b" word "two words" deck:"News::A b" foo:bar -- -( \\" é'.split(
    ' ',
  ),
  ' ',
  '\u3000',
  '\t',
)
const searches = fc.oneof(
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 14 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

const read = (text: string): Query => {
  const parsed = parseSearch(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

const problem = (text: string) => {
  const parsed = parseSearch(text)
  return parsed.ok ? null : parsed.error
}

const text = (word: string): Query => ({ kind: 'text', text: word })

describe('parsing a search', () => {
  it('never throws, and places every problem within the text', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const parsed = parseSearch(search)
        if (parsed.ok) return
        expect(parsed.error.at).toBeGreaterThanOrEqual(0)
        expect(parsed.error.at + parsed.error.length).toBeLessThanOrEqual(search.length)
        expect(parsed.error.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it('reads back what it prints, exactly', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const parsed = parseSearch(search)
        if (!parsed.ok) return
        const printed = printSearch(parsed.value)
        expect(read(printed)).toEqual(parsed.value)
        expect(printSearch(read(printed))).toBe(printed)
      }),
      { numRuns: 500 },
    )
  })

  it('takes time in step with the length, also of what is built to be slow', () => {
    for (const unit of ['(', '-', '"', 'a"', 'or ', 'a:', '\\"', '"\\', '-(a or ', 'rated:1:1']) {
      const started = performance.now()
      parseSearch(unit.repeat(100_000))
      // A parser that looks back would need minutes here.
      expect(performance.now() - started, unit).toBeLessThan(2000)
    }
  })

  it('joins words by and, and parts by or, which binds less', () => {
    expect(read('a b or c')).toEqual({ kind: 'or', of: [{ kind: 'and', of: [text('a'), text('b')] }, text('c')] })
    expect(read('a (b or c)')).toEqual({ kind: 'and', of: [text('a'), { kind: 'or', of: [text('b'), text('c')] }] })
    expect(read('a and b')).toEqual(read('a b'))
    expect(read('"or"')).toEqual(text('or'))
    expect(read('order')).toEqual(text('order'))
  })

  it('knows every field of the language', () => {
    expect(read('deck:News::Afghanistan')).toEqual({ kind: 'named', field: 'deck', name: 'News::Afghanistan' })
    expect(read('tag:"two words"')).toEqual({ kind: 'named', field: 'tag', name: 'two words' })
    expect(read('article:karzai')).toEqual({ kind: 'named', field: 'article', name: 'karzai' })
    expect(read('IS:Due')).toEqual({ kind: 'is', state: 'due' })
    expect(read('prop:ivl>30')).toEqual({ kind: 'prop', prop: 'ivl', op: '>', value: 30 })
    expect(read('prop:r<=0.8')).toEqual({ kind: 'prop', prop: 'r', op: '<=', value: 0.8 })
    expect(read('rated:7')).toEqual({ kind: 'rated', days: 7, rating: null })
    expect(read('rated:7:1')).toEqual({ kind: 'rated', days: 7, rating: 'again' })
    expect(read('added:30')).toEqual({ kind: 'added', days: 30 })
    expect(read('-is:new')).toEqual({ kind: 'not', of: { kind: 'is', state: 'new' } })
    expect(read('--a')).toEqual(text('a'))
  })

  it('is kind to what is half typed', () => {
    expect(read('')).toEqual({ kind: 'all' })
    expect(read('"open quo')).toEqual(text('open quo'))
    expect(read('(a or')).toEqual(text('a'))
    expect(read('a or ')).toEqual(text('a'))
    expect(read('a -')).toEqual(text('a'))
    expect(read('() a')).toEqual(text('a'))
  })

  it('says what it cannot read, and where', () => {
    expect(problem('a foo:bar')).toEqual({ kind: 'unknown-field', field: 'foo', at: 2, length: 7 })
    expect(problem('deck:')).toEqual({ kind: 'missing-value', field: 'deck', at: 0, length: 5 })
    expect(problem('is:old')).toMatchObject({ kind: 'unknown-state', value: 'old' })
    expect(problem('prop:size>3')).toMatchObject({ kind: 'bad-property' })
    expect(problem('rated:x')).toMatchObject({ kind: 'bad-days', field: 'rated' })
    expect(problem('rated:1:5')).toMatchObject({ kind: 'bad-days', field: 'rated' })
    expect(problem('a) b')).toEqual({ kind: 'stray-parenthesis', at: 1, length: 1 })
    expect(problem('(a or '.repeat(100))).toMatchObject({ kind: 'too-deep' })
    expect(problem('a or '.repeat(1000))).toBeNull()
    expect(problem('a or '.repeat(1001))).toEqual({ kind: 'too-long', at: 5000, length: 1 })
    expect(problem('12:30')).toBeNull()
  })

  it('says how much of the log it needs', () => {
    expect(daysAsked(read('a or -(rated:3 b rated:9:1)'))).toBe(9)
    expect(daysAsked(read(`${FIELDS[0]}:a`))).toBe(0)
  })
})

describe('folding for search', () => {
  it('folds what is folded to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        const folded = foldForSearch(any)
        expect(foldForSearch(folded)).toBe(folded)
      }),
      { numRuns: 2000 },
    )
  })

  it('makes one letter of those that people type for each other', () => {
    const alike = [
      ['İSTANBUL', 'istanbul', 'ISTANBUL', 'ıstanbul'],
      ['Straße', 'STRASSE', 'STRAẞE', 'strasse'],
      ['ＣＪＫ１２', 'cjk12'],
      ['ｶﾞﾗｽ', 'ガラス'],
      ['Ηλίας', 'ηλιασ', 'ΗΛΙΑΣ'],
      ['Æsir café ﬁn', 'aesir cafe\u0301 fin'],
      ['Łódź', 'lodz'],
      ['it’s “so”', 'it\'s "so"'],
    ]
    for (const words of alike) expect(new Set(words.map(foldForSearch)).size, words[0]).toBe(1)
  })

  it('keeps letters of other scripts apart', () => {
    expect(foldForSearch('が')).not.toBe(foldForSearch('か'))
    expect(foldForSearch('中国')).toBe('中国')
  })
})
