import { describe, expect, it } from 'vitest'
import type { EventId } from '../../src/domain/event.ts'
import { makeCanary } from '../../src/storage/canary.ts'

const record = { name: 'recite', dbId: 'db', events: 3, lastId: 'e3' as EventId, deckChanges: 2, at: 17 }

function memory(text: string | null = null) {
  let held = text
  const setItem = (_key: string, value: string) => {
    held = value
  }
  return () => ({ getItem: () => held, setItem })
}

describe('the canary', () => {
  it('remembers what it was told', () => {
    const open = memory()
    makeCanary(open).write(record)
    expect(makeCanary(open).read()).toEqual(record)
  })

  it('knows nothing where nothing, or nothing of use, is kept', () => {
    for (const text of [null, '', '{', 'null', '7', '{"name":"recite"}', '{"name":1,"dbId":"x","events":2}'])
      expect(makeCanary(memory(text)).read()).toBeNull()
  })

  it('is silent where the browser closes its storage', () => {
    const shut = () => {
      throw new DOMException('', 'SecurityError')
    }
    expect(makeCanary(shut).read()).toBeNull()
    expect(() => makeCanary(shut).write(record)).not.toThrow()
  })
})
