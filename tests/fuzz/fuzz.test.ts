import { describe, expect, test, vi } from 'vitest'
import { makeRandom, shuffle } from '../../src/domain/random.ts'
import { checkGrowth, FuzzFault, fuzz, type Reader } from './fuzz.ts'
import { ATOMS } from './mutate.ts'
import { READERS } from './readers.ts'

// A part of micromark that decodes entities, which are off, makes an element when it is loaded.
vi.hoisted(() => vi.stubGlobal('document', { createElement: () => ({}) }))

/** A small share of `npm run fuzz`, the same in every run. */
const SEED = 7
const RUNS = 60
const ATOMS_EACH = 6
const MOST_UNITS = 16_384

/** Enough of what is looked at in every run for its time to be told. */
const MOST_OF_OWN = 524_288

describe.each(READERS.map((reader) => ({ name: reader.name, reader })))('$name', ({ reader }) => {
  test('takes or refuses whatever it is given', () => fuzz(reader, SEED, RUNS))

  test('takes time in proportion to what it is given', async () => {
    if (reader.kind !== 'bytes') await checkGrowth(reader, reader.atoms ?? [], MOST_OF_OWN)
    const some = shuffle(ATOMS, makeRandom(SEED + reader.name.length)).slice(0, ATOMS_EACH)
    await checkGrowth(reader, some, MOST_UNITS)
  })
})

describe('the fuzzer itself', () => {
  const reader = (read: (text: string) => unknown): Reader => ({
    kind: 'text',
    name: 'made',
    seeds: () => ['abcdef'],
    read,
  })

  test('notices a reader that throws, with the input that made it', async () => {
    const thrower = reader((text) => {
      if (text.length > 100) throw new Error('no')
    })
    await expect(fuzz(thrower, SEED, 1000)).rejects.toThrow(FuzzFault)
  })

  test('gives the same inputs for the same seed', async () => {
    const seen: string[][] = [[], []]
    for (const list of seen)
      await fuzz(
        reader((text) => list.push(text)),
        SEED,
        50,
      )
    expect(seen[0]).toEqual(seen[1])
  })

  test('notices a reader whose time grows as a square, and none whose grows in proportion', async () => {
    const busy = (rounds: number) => {
      let sum = 0
      for (let i = 0; i < rounds; i++) sum += Math.sqrt(i)
      return sum
    }
    await checkGrowth(
      reader((text) => busy(text.length * 20_000)),
      ['a'],
      MOST_UNITS,
    )
    await expect(
      checkGrowth(
        reader((text) => busy(text.length ** 2 * 20)),
        ['a'],
        MOST_UNITS,
      ),
    ).rejects.toThrow(FuzzFault)
  })
})
