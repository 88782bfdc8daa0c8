import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src/formats/base64.ts'

describe('bytes as text', () => {
  test('come back as they were, and read as everybody writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = encodeBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(decodeBase64(text)).toEqual(Uint8Array.from(bytes))
      }),
    )
    const long = Uint8Array.from({ length: 100_001 }, (_, i) => i % 251)
    expect(decodeBase64(encodeBase64(long))).toEqual(long)
  })

  test('that are none are refused', () => {
    for (const text of ['A', 'AAA', 'A===', 'AA=A', 'AAA\n', 'ÄAAA', '====']) expect(decodeBase64(text)).toBeNull()
  })
})
