import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openPackage } from '../../../src/formats/anki/package.ts'
import { AnkiFault } from '../../../src/formats/anki/problem.ts'
import { openZip } from '../../../src/formats/anki/zip.ts'
import { unzstd } from '../../../src/formats/anki/zstd.ts'
import { sourceOf } from './fixtures.ts'

const text = (words: string) => new TextEncoder().encode(words)
const kindOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (thrown: unknown) => {
      if (thrown instanceof AnkiFault) return thrown.problem.kind
      throw thrown
    },
  )

/** Overwrites the sizes that the directory says, as a liar would. */
function withSize(zip: Uint8Array, size: number): Uint8Array {
  const lying = zip.slice()
  const view = new DataView(lying.buffer)
  for (let i = 0; i + 4 < lying.length; i++)
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, size, true)
  return lying
}

describe('a zip', () => {
  test('gives back what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.uint8Array({ maxLength: 5000 })),
        fc.constantFrom(0 as const, 6 as const),
        async (files, level) => {
          const zip = await openZip(sourceOf(zipSync(files, { level })))
          expect([...zip.entries.keys()].sort()).toEqual(Object.keys(files).sort())
          for (const [name, content] of Object.entries(files)) {
            const entry = zip.entries.get(name)
            if (entry) expect(await zip.open(entry, 10_000)).toEqual(content)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test('cut or changed anywhere it is refused, and nothing else is thrown', async () => {
    const whole = zipSync({ 'collection.anki2': text('SQLite format 3\u0000 and more'), media: text('{}') })
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bad = cut ? whole.slice(0, at) : whole.with(at, byte)
        expect(await kindOf(openPackage(sourceOf(bad)))).toBeTypeOf('string')
      }),
      { numRuns: 300 },
    )
  })

  test('that unpacks to more than it says is stopped at the first byte too many', async () => {
    const bomb = withSize(zipSync({ 'collection.anki2': new Uint8Array(3_000_000) }), 10)
    expect(await kindOf(openPackage(sourceOf(bomb)))).toBe('too-large')
  })

  test('that says more than any honest one is refused before it is unpacked', async () => {
    const bomb = withSize(zipSync({ 'collection.anki2': text('x') }), 4_000_000_000)
    expect(await kindOf(openPackage(sourceOf(bomb)))).toBe('too-large')
  })

  test('whose content was changed on the way is refused', async () => {
    const zip = zipSync({ 'collection.anki2': [text('SQLite format 3\u0000'), { level: 0 }] })
    const at = zip.findIndex((_, i) => new TextDecoder().decode(zip.subarray(i, i + 6)) === 'SQLite')
    expect(await kindOf(openPackage(sourceOf(zip.with(at + 7, 1))))).toBe('damaged')
  })
})

describe('a package', () => {
  const database = text('SQLite format 3\u0000')
  const withMedia = (names: Readonly<Record<string, string>>) =>
    openPackage(sourceOf(zipSync({ 'collection.anki2': database, media: text(JSON.stringify(names)), 0: text('x') })))

  test.each(['../up.png', 'a/b.png', 'a\\b.png', '..', '', 'nul\u0000.png'])(
    'with media named %j is refused',
    async (name) => expect(await kindOf(withMedia({ 0: name }))).toBe('unsafe-name'),
  )

  test('lists its media by the names that notes use; what is listed and missing is not there', async () => {
    const { media } = await withMedia({ 0: 'two..dots.png', 1: 'gone.png' })
    expect([...media.keys()]).toEqual(['two..dots.png'])
    expect(await media.get('two..dots.png')?.read()).toEqual(text('x'))
  })

  test('with a newer database never falls back to the one that asks for an update', async () => {
    const zip = zipSync({ 'collection.anki2': database, 'collection.anki21b': text('not zstd at all') })
    expect(await kindOf(openPackage(sourceOf(zip)))).toBe('damaged')
  })

  test('of a kind that is not known yet is refused', async () => {
    const zip = zipSync({ meta: new Uint8Array([8, 9]), 'collection.anki2': database })
    expect(await kindOf(openPackage(sourceOf(zip)))).toBe('newer-version')
  })

  test.each([new Uint8Array(), text('no zip'), new Uint8Array(100_000)])('is not just any file', async (bytes) => {
    expect(await kindOf(openPackage(sourceOf(bytes)))).toBe('not-a-package')
  })
})

test('a zstd frame that asks for a window of gigabytes is refused before memory is set aside', () => {
  const frame = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xf8, 0, 0, 0, 0])
  expect(() => unzstd('x', frame, 1000)).toThrow(AnkiFault)
})
