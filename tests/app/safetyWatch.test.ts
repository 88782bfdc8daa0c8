import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSafetyWatch } from '../../src/app/safetyWatch.ts'
import { until } from '../storage/check.ts'
import { type Device, makeDevice } from './device.ts'

let device: Device
const page = new EventTarget()

beforeEach(() => {
  device = makeDevice()
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('document', Object.assign(page, { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
})

afterEach(async () => {
  await device.closeAll()
  vi.unstubAllGlobals()
})

test('whose database is closed under it looks after nothing, and throws nothing', async () => {
  let asked = 0
  const tab = await device.open({
    between: (store) => ({
      ...store,
      logSize: () => {
        asked++
        return Promise.reject(new Error('the database is closed'))
      },
    }),
  })
  const loose: unknown[] = []
  const note = (reason: unknown) => void loose.push(reason)
  process.on('unhandledRejection', note)
  const { it, leave } = tab.use(() => createSafetyWatch(() => true, { isKept: () => true, ask: async () => true }))
  await until(() => asked > 0, 'what is not backed up is counted')
  Object.assign(page, { visibilityState: 'hidden' })
  page.dispatchEvent(new Event('visibilitychange'))
  await until(() => asked > 1, 'a copy is thought of')
  await new Promise((done) => setTimeout(done, 20))
  process.off('unhandledRejection', note)
  expect(loose).toEqual([])
  expect(it.nudge()).toBeNull()
  leave()
})
