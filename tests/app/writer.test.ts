import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWriter } from '../../src/app/writer.ts'
import type { EventId } from '../../src/domain/event.ts'
import { fail } from '../../src/storage/failure.ts'
import type { Change, Store } from '../../src/storage/store.ts'
import { makeGate } from './device.ts'

const change = (id: string): Change => ({ events: [{ id: id as EventId, kind: 'test' }], cards: [] })
const idsOf = (changes: readonly Change[]) => changes.flatMap(({ events }) => events.map((event) => event.id))
const tick = () => new Promise((done) => setTimeout(done))

/** A store that takes a change, or refuses it, as the test says, and keeps what it took. */
function storeThat(commit: (change: Change, attempt: number) => Promise<void>) {
  const taken: Change[] = []
  let attempts = 0
  const store = {
    commit: async (given: Change) => {
      await commit(given, ++attempts)
      taken.push(given)
    },
  } as unknown as Store
  return { store, taken, attempts: () => attempts }
}

const quota = () => Promise.reject(fail({ kind: 'quota' }))

describe('a writer', () => {
  test('writes in the order in which it was asked, one at a time, whatever the device does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (fates) => {
        let underWay = 0
        const { store, taken } = storeThat(async (_change, attempt) => {
          expect(++underWay).toBe(1)
          await Promise.resolve()
          underWay--
          if (fates[attempt - 1] === false) await quota()
        })
        const writer = createWriter(store)
        const names = fates.map((_, i) => `e${i}`)
        const writes = names.map((name) => writer.write(change(name)))
        for (let i = 0; i <= fates.length && writer.state().phase !== 'safe'; i++) {
          await tick()
          if (writer.state().phase === 'held') await writer.retry()
        }
        await Promise.all(writes)
        expect(idsOf(taken)).toEqual(names)
        expect(writer.state()).toEqual({ phase: 'safe' })
      }),
      { numRuns: 40 },
    )
  })

  test('takes the next change at the moment the last one is safe', async () => {
    const { store, taken } = storeThat(async () => {})
    const writer = createWriter(store)
    await writer.write(change('a'))
    await writer.write(change('b'))
    await writer.write(change('c'))
    expect(idsOf(taken)).toEqual(['a', 'b', 'c'])
  })

  test('keeps what failed and all that follows, says so, and writes each once when tried again', async () => {
    let room = false
    const { store, taken } = storeThat(async () => (room ? undefined : quota()))
    const writer = createWriter(store)
    const resolved: string[] = []
    const write = (name: string) => writer.write(change(name)).then(() => resolved.push(name))
    const writes = [write('a'), write('b')]
    await tick()
    writes.push(write('c'))
    const held = writer.state()
    expect(held.phase === 'held' && [idsOf(held.waiting), held.failure.kind]).toEqual([['a', 'b', 'c'], 'quota'])
    expect(resolved).toEqual([])
    await writer.retry()
    expect(writer.state().phase).toBe('held')
    room = true
    await writer.retry()
    await Promise.all(writes)
    expect(idsOf(taken)).toEqual(['a', 'b', 'c'])
    expect(resolved).toEqual(['a', 'b', 'c'])
    await writer.retry()
    expect(idsOf(taken)).toEqual(['a', 'b', 'c'])
  })

  test('goes on by itself when a stalled write is through after all, or fails after all', async () => {
    for (const end of ['through', 'failed'] as const) {
      const gate = makeGate()
      const { store, taken } = storeThat(async (_change, attempt) => {
        if (attempt === 1) throw fail({ kind: 'stalled', settled: gate.promise })
      })
      const writer = createWriter(store)
      const writes = [writer.write(change('a')), writer.write(change('b'))]
      await tick()
      expect(writer.state()).toMatchObject({ phase: 'held', failure: { kind: 'stalled' } })
      if (end === 'through') gate.open()
      else gate.fail(new Error('gone'))
      await Promise.all(writes)
      expect(idsOf(taken)).toEqual(['a', 'b'])
      expect(writer.state().phase).toBe('safe')
    }
  })

  test('does not hang on a write that was through before it was called stalled', async () => {
    const { store, taken } = storeThat(async (_change, attempt) => {
      if (attempt === 1) throw fail({ kind: 'stalled', settled: Promise.resolve() })
    })
    const writer = createWriter(store)
    await writer.write(change('a'))
    expect(idsOf(taken)).toEqual(['a'])
  })

  test('lets go of what the collection has no place for any more, says so to whoever asked, and goes on', async () => {
    const { store, taken } = storeThat(async ({ events: [event] }) => {
      if (event?.id === 'b') throw fail({ kind: 'refused', message: 'no deck' })
    })
    const writer = createWriter(store)
    const [a, b, c] = ['a', 'b', 'c'].map((name) => writer.write(change(name)))
    await expect(b).rejects.toMatchObject({ kind: 'refused' })
    await Promise.all([a, c])
    expect(idsOf(taken)).toEqual(['a', 'c'])
    expect(writer.state()).toEqual({ phase: 'safe' })
  })

  test('holds a fault of ours as well, in its own words', async () => {
    const { store } = storeThat(() => Promise.reject(new TypeError('no such thing')))
    const writer = createWriter(store)
    void writer.write(change('a'))
    await tick()
    expect(writer.state()).toMatchObject({ phase: 'held', failure: { kind: 'broken', message: 'no such thing' } })
  })
})
