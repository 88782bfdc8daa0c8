import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashText } from '../../src/domain/hash.ts'
import { hashParts } from '../../src/domain/hashParts.ts'

test('the hash of a text that comes in parts is the hash of the text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
      const hash = hashParts()
      for (const part of parts) hash.add(part)
      expect(hash.end()).toBe(hashText(parts.join('')))
    }),
  )
})
