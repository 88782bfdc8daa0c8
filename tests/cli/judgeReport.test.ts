import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JudgedCard, Shown } from '../../src/cli/judgeCards.ts'
import type { Control } from '../../src/cli/judgeControls.ts'
import { addLabels, labelsOf, readLabels } from '../../src/cli/judgeLabels.ts'
import { kappa, report, verdictOf, wilson } from '../../src/cli/judgeReport.ts'
import type { SheetRow } from '../../src/cli/judgeSheet.ts'
import { makeSheet, optionRows, printLines, printMarkdown, readFilled, readKey } from '../../src/cli/judgeSheet.ts'
import { makeRandom } from '../../src/domain/random.ts'

const marks = fc.stringMatching(/^[yn]{7}$/)

const shown = (question: string, options: readonly string[] = []): Shown => ({
  question,
  answer: 'an answer',
  accepted: [],
  options,
  paragraph: 'A paragraph with an answer.',
  title: 'A title',
  published: null,
})

const card = (i: number, rule = 'object'): JudgedCard => ({
  source: 'source',
  noteId: `note${i}`,
  kind: 'qa',
  rule,
  confidence: 0.95,
  features: { questionWords: i },
  shown: shown(`Question ${i}?`, i % 2 === 0 ? ['one', 'two', 'three'] : []),
})

const control = (i: number, kind: 'good' | 'bad'): Control => ({
  control: kind,
  how: 'test',
  shown: shown(`Control ${i}?`),
})

const CARDS = [1, 2, 3, 4].map((i) => card(i, i < 3 ? 'object' : 'when'))
const CONTROLS = [1, 2, 3, 4].map((i) => control(i, i < 3 ? 'good' : 'bad'))
const SHEET = makeSheet(CARDS, CONTROLS, makeRandom(7))

const fill = (row: SheetRow, answer: string): string => JSON.stringify({ ...row, marks: answer })
const filledBy = (answer: (row: SheetRow) => string): ReturnType<typeof readFilled> =>
  readFilled(SHEET.rows.map((row) => fill(row, answer(row))).join('\n'))

describe('a verdict', () => {
  it('is good for seven times yes, bad where one of 2 to 5 fails, else minor', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const failed = [...text].flatMap((each, i) => (each === 'n' ? [i + 1] : []))
        const wanted = failed.length === 0 ? 'good' : failed.some((i) => i >= 2 && i <= 5) ? 'bad' : 'minor'
        expect(verdictOf(text)).toBe(wanted)
      }),
    )
  })
})

describe("Wilson's interval", () => {
  it('holds the observed share, lies within 0 and 1 and narrows with more cards', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (a, b) => {
        const all = Math.max(a, b, 1)
        const hits = Math.min(a, b)
        const [low, high] = wilson(hits, all)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low - 1e-9).toBeLessThanOrEqual(hits / all)
        expect(high + 1e-9).toBeGreaterThanOrEqual(hits / all)
        const [wideLow, wideHigh] = wilson(hits * 4, all * 4)
        expect(wideHigh - wideLow).toBeLessThan(high - low)
      }),
    )
  })

  it('of 135 in 150 is 84 to 94 %', () => {
    const [low, high] = wilson(135, 150)
    expect([Math.round(low * 100), Math.round(high * 100)]).toEqual([84, 94])
  })
})

describe('kappa', () => {
  it('is 1 for a reader with himself, the same from either side, and never above 1', () => {
    const sheet = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.constantFrom('good', 'bad')))
    fc.assert(
      fc.property(sheet, sheet, (left, right) => {
        const a = new Map(left)
        const b = new Map(right)
        const value = kappa(a, b)
        expect(kappa(b, a)).toEqual(value === null ? null : expect.closeTo(value, 9))
        if (value !== null) expect(value).toBeLessThanOrEqual(1)
        const own = kappa(a, a)
        if (own !== null) expect(own).toBeCloseTo(1)
      }),
    )
  })

  it('is 0.4 for 20 and 15 agreements in 50 with 5 and 10 disagreements', () => {
    const pairs = [...Array(20).fill('yy'), ...Array(5).fill('yn'), ...Array(10).fill('ny'), ...Array(15).fill('nn')]
    const of = (at: number): Map<string, string> => new Map(pairs.map((pair: string, i) => [String(i), pair[at] ?? '']))
    expect(kappa(of(0), of(1))).toBeCloseTo(0.4)
  })
})

describe('a sheet', () => {
  it('holds every card and control once, under names that only the key explains', () => {
    expect(SHEET.rows.map((row) => row.question).sort()).toEqual(
      [...CARDS, ...CONTROLS].map((each) => each.shown.question).sort(),
    )
    expect(SHEET.key.map((row) => row.id)).toEqual(SHEET.rows.map((row) => row.id))
    for (const row of SHEET.rows)
      expect(Object.keys(row).filter((name) => /rule|confidence|features|control|what|note/i.test(name))).toEqual([])
    expect(printMarkdown(SHEET.rows)).not.toMatch(/object|0\.95|note\d/)
  })

  it('is the same for the same seed, in another order for another', () => {
    const again = (seed: number): string => printLines(makeSheet(CARDS, CONTROLS, makeRandom(seed)).rows)
    expect(again(7)).toBe(printLines(SHEET.rows))
    expect(again(8)).not.toBe(again(7))
  })

  it('of options holds just the cards that have some, with a place for marks at each', () => {
    expect(optionRows(SHEET).map((row) => row.optionMarks)).toEqual([
      ['', '', ''],
      ['', '', ''],
    ])
  })

  it('comes back from its lines, and so does its key', () => {
    expect(readKey(printLines(SHEET.key))).toEqual(SHEET.key)
    expect(filledBy(() => 'yyyyyyy')).toHaveLength(SHEET.rows.length)
    expect(readFilled(printLines(SHEET.rows))).toEqual([])
  })

  it('that is spoilt is refused with the line, and never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readFilled(text)))
    expect(readFilled('{"id":"q001","marks":"yyyyyyy"}\n{"id":"q002","marks":"yes"}')).toMatch(/^line 2: marks/)
    expect(readFilled('[]')).toMatch(/^line 1/)
    expect(readKey('{"id":"q001"}')).toMatch(/^line 1/)
  })
})

describe('a report', () => {
  const knows = (row: SheetRow): string => (/Control [34]/.test(row.question) ? 'nnnnnnn' : 'yyyyyyy')

  it('counts cards by rule and leaves the controls out', () => {
    const filled = filledBy((row) => (/Question [12]/.test(row.question) ? 'ynyyyyy' : knows(row)))
    if (typeof filled === 'string') throw new Error(filled)
    const text = report(filled, SHEET.key).join('\n')
    expect(text).toMatch(/^4 of 4 cards judged/)
    expect(text).toMatch(/^object +2 +0 %, \S+ +0 %, \S+ +100 %/m)
    expect(text).toMatch(/^when +2 +100 %/m)
    expect(text).toContain('controls judged as known: 4 of 4')
    expect(text).not.toContain('WARNING')
  })

  it('warns of a reader who says yes to everything', () => {
    const filled = filledBy(() => 'yyyyyyy')
    if (typeof filled === 'string') throw new Error(filled)
    expect(report(filled, SHEET.key).join('\n')).toContain('WARNING')
  })

  it('counts a choice as flawed by its worst option', () => {
    const rows = optionRows(SHEET).map((row, i) => ({
      ...row,
      optionMarks: i === 0 ? ['yyy', 'nyy', 'yyy'] : ['yyy', 'yyy', 'yyy'],
    }))
    const filled = readFilled(printLines(rows))
    if (typeof filled === 'string') throw new Error(filled)
    expect(report(filled, SHEET.key).join('\n')).toContain('may be right (bad): 1 of 2')
  })
})

describe('labels', () => {
  const filled = filledBy(() => 'yyyyyny')
  const labels = typeof filled === 'string' ? [] : labelsOf(filled, SHEET.key, '1')

  it('hold every judged card, no control, and no word of the card', () => {
    expect(labels.map((label) => label.note).sort()).toEqual(CARDS.map((each) => each.noteId).sort())
    expect(labels.every((label) => label.verdict === 'minor')).toBe(true)
    expect(JSON.stringify(labels)).not.toMatch(/Question|paragraph|an answer/)
  })

  it('added twice stand once; a later round replaces, comments stay on top', () => {
    const once = addLabels('# about\n', labels)
    expect(addLabels(once, labels)).toBe(once)
    const later = addLabels(
      once,
      labels.slice(0, 1).map((label) => ({ ...label, round: '2' })),
    )
    expect(later.startsWith('# about\n')).toBe(true)
    expect(readLabels(later).filter((label) => label.round === '2')).toHaveLength(1)
    expect(readLabels(later)).toHaveLength(labels.length)
  })
})
