import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBackup, readBackup } from '../../src/app/backups.ts'
import { isReview, type StoredEvent } from '../../src/domain/event.ts'
import { effectiveEvents, inOrder } from '../../src/domain/undo.ts'
import type { Change } from '../../src/storage/store.ts'
import { sealOf } from '../formats/sealOf.ts'
import { until } from '../storage/check.ts'
import { front, makeDeck } from '../storage/world.ts'
import { type AppTab, withoutRoom } from './device.ts'
import { device, renewDevice, withDevice } from './eachTest.ts'

withDevice(() => ({ __APP_VERSION__: '0.1.0' }))

function done(tab: AppTab, of: readonly StoredEvent[] | null): Change {
  const when = tab.services.moment()
  const id = tab.services.clock.next(when.at)
  if (of) return { events: [{ ...when, id, kind: 'undo', of: of.map((event) => event.id) }], cards: [] }
  const due = when.day + 3
  const review = {
    kind: 'review',
    cardId: front('d-n0'),
    rating: 'good',
    elapsedMs: 1,
    source: 'study',
    due,
    step: null,
  }
  return { events: [{ ...when, id, ...review } as never], cards: [] }
}

test('a backup that is written part by part has all that is here in order, what waits to be saved as well, and says how much', async () => {
  const step = fc.record({ undoes: fc.option(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), { nil: null }) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(12), async (steps, stored) => {
      renewDevice()
      let isFull = false
      const tab = await device.open({ between: withoutRoom(() => isFull) })
      await tab.store.putDeck(makeDeck('d', 3), { builtIn: false })
      const all: StoredEvent[] = []
      for (const [i, { undoes }] of steps.entries()) {
        device.at += 60_000
        isFull = i >= stored
        const change = done(tab, undoes && all.length > 0 ? undoes.flatMap((n) => all[n % all.length] ?? []) : null)
        all.push(...change.events)
        const written = tab.services.writer.write(change)
        if (isFull) await until(() => tab.services.writer.state().phase === 'held', 'it is held')
        else await written
      }
      const made = await makeBackup(tab.services)
      const read = await readBackup(made.file)
      if (!read.ok) throw new Error('it is not read')
      const { backup, damage, seal } = read.value
      expect(damage).toBeNull()
      expect(backup.events).toEqual(inOrder(all))
      expect(made.reviews).toBe(effectiveEvents(all).filter(isReview).length)
      expect(made.contents.events).toBe(all.length)
      expect(made.contents.lastId).toBe(all.at(-1)?.id ?? null)
      expect(made.contents.decks).toEqual(['d 1'])
      expect(seal).toEqual(made.seal)
      expect(sealOf(backup)).toEqual(made.seal)
      await device.closeAll()
    }),
    { numRuns: 40 },
  )
})
