import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Note } from '../../src/domain/note.ts'
import type { Source } from '../../src/domain/source.ts'
import { generateLive } from '../../src/generator/live.ts'
import { article, generateFrom, readerForTests, sourceOf } from './helpers.ts'

const SEED = sourceOf(readFileSync(new URL('../../seeds/2013-10-11-kerry-karzai-talks.md', import.meta.url), 'utf8'))

/** Everything that was told, in order, and the result; with how many characters were read for it. */
function run(source: Source, limits = {}) {
  let characters = 0
  const read = (text: string) => {
    characters += text.length
    return readerForTests().read(text)
  }
  const steps = generateLive(source, { read, limits })
  const shares: number[] = []
  const found: (readonly Note[])[] = []
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) {
    if (step.value.phase === 'reading') shares.push(step.value.share)
    if (step.value.phase === 'found') found.push(step.value.notes)
  }
  return { generated: step.value, shares, found, characters }
}

describe('cards while an article is read', () => {
  test('come paragraph by paragraph, with evidence that stands where it says, and most of them stay', () => {
    const { generated, found } = run(SEED)
    expect(found.length).toBeGreaterThan(2)
    const last = found.at(-1) ?? []
    for (const note of last)
      for (const { sentence, answer, quote } of [
        ...note.evidence,
        ...note.distractors.flatMap((each) => each.evidence ?? []),
      ]) {
        expect(SEED.text.slice(sentence.start, sentence.end)).toBe(quote)
        expect(answer.start >= sentence.start && answer.end <= sentence.end).toBe(true)
      }
    const ids = new Set(generated.notes.map((note) => note.id))
    expect(last.filter((note) => ids.has(note.id)).length / last.length).toBeGreaterThan(0.7)
    expect(last.length / generated.notes.length).toBeGreaterThan(0.5)
  })

  test('change nothing in what comes out, and have nothing read twice', () => {
    let characters = 0
    const read = (text: string) => {
      characters += text.length
      return readerForTests().read(text)
    }
    const plain = generateFrom(SEED, { read })
    const live = run(SEED)
    expect(JSON.stringify(live.generated.notes)).toBe(JSON.stringify(plain.notes))
    expect(live.generated.refused).toEqual(plain.refused)
    expect(live.characters).toBe(characters)
  })

  test('are never more than the end would keep', () => {
    const { found } = run(SEED, { total: 3 })
    expect(found.map((notes) => notes.length).every((count) => count <= 3)).toBe(true)
    expect(found.at(-1)?.length).toBe(3)
    expect(found.at(-1)?.map((note) => note.evidence[0]?.sentence.start)).toEqual(
      found
        .at(-1)
        ?.map((note) => note.evidence[0]?.sentence.start)
        .sort((a = 0, b = 0) => a - b),
    )
  })

  test('also come from a wall of text, whose reading tells its progress all along', () => {
    const wall = article(
      'title: A wall',
      Array(6)
        .fill(SEED.text.replace(/\s*\n+(## .*\n+)?/g, ' '))
        .join(' '),
    )
    expect(wall.text.split('\n')[0]?.length).toBeGreaterThan(10_000)
    const { shares, found } = run(wall)
    expect(shares.length).toBeGreaterThan(2)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(found.length).toBeGreaterThan(0)
  }, 60_000)

  test('whatever the text, give what the plain run gives', () => {
    const bits = fc.constantFrom(
      'John Kerry met Hamid Karzai in Kabul on 11 October 2013. ',
      'The force numbered 130,000 troops in 2011, and the council renewed its mandate. ',
      '\n\n',
      '\n',
      '## A heading\n\n',
      'ALL CAPS AND NO STOP ',
      '😀 ',
      'x'.repeat(900),
    )
    fc.assert(
      fc.property(fc.array(bits, { minLength: 1, maxLength: 40 }), (parts) => {
        const source = { ...SEED, text: parts.join('').trim() }
        expect(JSON.stringify(run(source).generated.notes)).toBe(JSON.stringify(generateFrom(source).notes))
      }),
      { numRuns: 12 },
    )
  }, 60_000)
})
