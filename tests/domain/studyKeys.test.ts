import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clashOf, isUsableKey, type KeyMap, keysOf, STUDY_KEYS, validKeys } from '../../src/domain/studyKeys.ts'

const ids = fc.constantFrom(...STUDY_KEYS.map(({ id }) => id))
const keys = fc.constantFrom('a', '1', '3', ' ', 'Enter', 'h', 'z', 'Ctrl+z', 'F2', 'Escape', '?')

describe('the keys of study', () => {
  it('have no clash as they come', () => {
    for (const { id, keys } of STUDY_KEYS)
      for (const key of keys) expect([id, key, clashOf(id, key, {})]).toEqual([id, key, null])
  })

  it('never clash, whatever is changed, as long as each change that clashes is refused', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, keys), { maxLength: 30 }), (changes) => {
        let own: KeyMap = {}
        for (const [id, key] of changes) if (clashOf(id, key, own) === null) own = { ...own, [id]: [key] }
        for (const { id } of STUDY_KEYS) for (const key of keysOf(id, own)) expect(clashOf(id, key, own)).toBe(null)
      }),
    )
  })

  it('name what else a key does, but only where both could be meant at once', () => {
    expect(clashOf('edit', 'h', {})).toBe('hint')
    expect(clashOf('hint', '1', {})).toBe(null)
    expect(clashOf('flag', 'x', { mark: ['x'] })).toBe('mark')
  })

  it('are left alone where moving about needs them', () => {
    for (const key of ['Tab', 'Shift', 'ArrowDown', '']) expect(isUsableKey(key)).toBe(false)
    for (const key of ['a', 'F2', 'Ctrl+k', 'Delete']) expect(isUsableKey(key)).toBe(true)
  })

  it('keep their usual ones where what is stored is out of order', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const own of Object.values(validKeys(value))) expect(own.every(isUsableKey)).toBe(true)
      }),
    )
    expect(validKeys({ hint: ['x'], nope: ['y'], edit: [], flag: ['Tab'], mark: 'm' })).toEqual({ hint: ['x'] })
  })
})
