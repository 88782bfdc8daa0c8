import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSealed, openSealed, sealBlob } from '../../src/app/seal.ts'

const FEW = 10
const textOf = async (blob: Blob | null) => (blob === null ? null : await blob.text())
const seal = (text: string, passphrase: string) => sealBlob(new Blob([text]), passphrase, FEW)

describe('a sealed backup', () => {
  test('opens with its passphrase and with no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), async (text, right, wrong) => {
        const sealed = await seal(text, right)
        expect(await isSealed(sealed)).toBe(true)
        expect(await textOf(await openSealed(sealed, right))).toBe(await new Blob([text]).text())
        if (right.normalize('NFC') !== wrong.normalize('NFC')) expect(await openSealed(sealed, wrong)).toBeNull()
      }),
      { numRuns: 25 },
    )
  })

  test('opens however its passphrase is composed', async () => {
    expect(await textOf(await openSealed(await seal('text', 'caf\u00e9'), 'cafe\u0301'))).toBe('text')
  })

  test('shows nothing of what is in it, and looks different every time', async () => {
    const [a, b] = [await seal('the same words', 'pass'), await seal('the same words', 'pass')]
    expect(await a.text()).not.toContain('words')
    expect(await a.text()).not.toBe(await b.text())
  })

  test('of several chunks loses the damaged one alone', async () => {
    const MEGABYTE = 1_048_576
    const text = ['a', 'b', 'c'].map((letter) => letter.repeat(MEGABYTE)).join('')
    const bytes = new Uint8Array(await (await seal(text, 'pass')).arrayBuffer())
    const start = bytes.indexOf(0x0a) + 1
    const hit = start + MEGABYTE + 16 + 5
    bytes[hit] = (bytes[hit] ?? 0) ^ 1
    expect(await textOf(await openSealed(new Blob([bytes]), 'pass'))).toBe(
      `${'a'.repeat(MEGABYTE)}\n${'c'.repeat(MEGABYTE)}`,
    )
    const swapped = new Uint8Array(bytes)
    const size = MEGABYTE + 16
    swapped.set(bytes.slice(start + 2 * size, start + 3 * size), start)
    expect(await textOf(await openSealed(new Blob([swapped]), 'pass'))).not.toContain('cccca')
  })

  test('that was cut off gives the chunks that are whole', async () => {
    const text = 'x'.repeat(1_048_576) + 'y'.repeat(10)
    const sealed = await seal(text, 'pass')
    const opened = (await textOf(await openSealed(sealed.slice(0, sealed.size - 3), 'pass'))) ?? ''
    expect(opened).toBe(`${'x'.repeat(1_048_576)}\n`)
  })

  test('does not open when its first line was changed', async () => {
    const bytes = new Uint8Array(await (await seal('text', 'pass')).arrayBuffer())
    const text = new TextDecoder('latin1').decode(bytes)
    const line = text.slice(0, text.indexOf('\n') + 1)
    const changed = line.replace('"iterations":10', '"iterations":11')
    expect(changed).not.toBe(line)
    expect(await openSealed(new Blob([changed, bytes.slice(line.length)]), 'pass')).toBeNull()
  })

  test('is not seen in other files, nor in one that asks for endless work', async () => {
    for (const text of ['', '{}', '{"format":"recite-sealed"}\n', 'x'.repeat(3000), '\n'])
      expect(await isSealed(new Blob([text]))).toBe(false)
    const sealed = await (await seal('text', 'pass')).text()
    expect(await isSealed(new Blob([sealed.replace('"iterations":10', '"iterations":999999999')]))).toBe(false)
  })
})
