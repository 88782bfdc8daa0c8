import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markAnswer } from '../../src/domain/examMark.ts'
import { DEFAULT_FOLDING, normalise } from '../../src/domain/normalise.ts'
import type { ListItem } from '../../src/domain/note.ts'
import { changesWithin, codePoints, editDistance } from '../../src/domain/similarity.ts'
import { gradeTyped } from '../../src/domain/typed.ts'
import { gradeGaps } from '../../src/domain/typedGaps.ts'
import { gradeList, type ListVerdict } from '../../src/domain/typedList.ts'

/** What a list's marks mean, said plainly: each line is held against each item, with the answers of all others as wrong. */
function gradePlainly(given: readonly string[], items: readonly ListItem[]): ListVerdict {
  const lines = given.filter((line) => normalise(line) !== '')
  const fits = items.map((item) => {
    const wrong = items.filter((other) => other !== item).flatMap((other) => [other.text, ...other.accepted])
    const verdicts = lines.map((line) => gradeTyped(line, { answer: item.text, accepted: item.accepted, wrong }))
    const right = (exact: boolean) =>
      verdicts.flatMap((verdict, i) => (verdict.kind === 'right' && verdict.exact === exact ? [i] : []))
    return [...right(true), ...right(false)]
  })
  const itemOf = new Map<number, number>()
  const place = (item: number, tried: Set<number>): boolean =>
    (fits[item] ?? []).some((line) => {
      if (tried.has(line)) return false
      tried.add(line)
      const other = itemOf.get(line)
      if (other !== undefined && !place(other, tried)) return false
      itemOf.set(line, item)
      return true
    })
  for (const item of items.keys()) place(item, new Set())
  const lineOf = new Map([...itemOf].map(([line, item]) => [item, line]))
  return {
    found: items.map((_, item) => lines[lineOf.get(item) ?? -1] ?? null),
    extra: lines.filter((_, line) => !itemOf.has(line)),
  }
}

/** Words near each other, so that slips, other items and several ways to give lines to items all come up. */
const letters = fc.array(fc.constantFrom('a', 'b', 'é'), { maxLength: 7 }).map((all) => all.join(''))
const words = fc.constantFrom(
  ...[
    'Iran',
    'Iraq',
    'seven men',
    '7 men',
    'the seven men',
    'seven mne',
    '6 July 2013',
    'july 6th, 2013',
    '2013-07-06',
  ],
  ...[
    'not a thing of theirs',
    'a thing of theirs',
    'anything of theirs',
    'the thing of thiers',
    '𝒜bcde',
    '𝒜bcd',
    '!',
    '',
  ],
  ...['four thousand people', 'five thousand people', 'five thuosand people'],
)
const some = fc.oneof(words, letters)
const item = fc.record({ text: some, accepted: fc.array(some, { maxLength: 2 }) })

describe('a list is marked', () => {
  test('as by holding each line against each item', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.array(item, { maxLength: 8 }), (given, items) => {
        expect(gradeList(given, items)).toEqual(gradePlainly(given, items))
      }),
      { numRuns: 500 },
    )
  })

  test('to the letter as by looking for each line among the items', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), fc.array(item, { minLength: 1, maxLength: 6 }), (texts, items) => {
        const isExact = (text: string) =>
          items.some((one) => {
            const verdict = gradeTyped(text, { answer: one.text, accepted: one.accepted })
            return verdict.kind === 'right' && verdict.exact
          })
        const { found, extra } = gradePlainly(texts.filter(isExact), items)
        const question = { ...ASKED, kind: 'list' as const, items }
        const mark = markAnswer(question, { kind: 'text', texts }, 'exact')
        if (mark.verdict === 'unanswered') return
        expect(mark.parts).toEqual(found.map((line) => line !== null))
        expect(mark.extra).toEqual([...extra, ...texts.filter((text) => text.trim() !== '' && !isExact(text))])
      }),
      { numRuns: 300 },
    )
  })

  test('whole, also where it has a thousand items of a sentence each and none is without a slip', () => {
    const items = Array.from({ length: 1000 }, (_, i) => ({ text: sentence(i), accepted: [sentence(i + 1000)] }))
    const given = items.slice(300, 400).map(({ text }) => text.replace('thing', 'thign'))
    const { found, extra } = gradeList(given, items)
    expect(extra).toEqual([])
    expect(found.slice(300, 400)).toEqual(given)
  })
})

test('gaps are marked as by holding each against the answers of all others', () => {
  const gap = fc.record({ answer: some, accepted: fc.array(some, { maxLength: 2 }) })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 6 }), fc.array(gap, { maxLength: 6 }), (given, gaps) => {
      const plainly = gaps.map((one, i) => {
        const wrong = gaps.filter((other) => other !== one).map(({ answer }) => answer)
        return gradeTyped(given[i] ?? '', { ...one, wrong })
      })
      expect(gradeGaps(given, gaps, DEFAULT_FOLDING)).toEqual(plainly)
    }),
    { numRuns: 500 },
  )
})

test('changes are counted as far as is asked, and further they are told to be more', () => {
  fc.assert(
    fc.property(letters, letters, fc.nat(8), (a, b, most) => {
      const all = editDistance(a, b)
      const found = changesWithin(codePoints(a), codePoints(b), most)
      if (all <= most) expect(found).toBe(all)
      else expect(found).toBeGreaterThan(most)
    }),
    { numRuns: 2000 },
  )
})

const ASKED = { deckId: 'd', language: 'en', topic: 't', stem: 's', cards: [], evidence: [] } as never as object & {
  readonly deckId: never
  readonly language: string
  readonly topic: string
  readonly stem: string
  readonly cards: []
  readonly evidence: []
}

/** Sentences that no slip makes one another. */
const sentence = (i: number): string =>
  `${[7, 11, 13].map((n) => String.fromCharCode(97 + (i % n), 97 + ((i * 5) % 23)).repeat(4)).join(' ')} thing ${i}`
