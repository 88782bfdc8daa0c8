import { expect, test } from 'vitest'
import { createSafetyWatch } from '../../src/app/safetyWatch.ts'
import { until } from '../storage/check.ts'
import { device, withDevice } from './eachTest.ts'
import { makeLocks } from './fakeLocks.ts'

const page = new EventTarget()

withDevice(() => ({
  document: Object.assign(page, { visibilityState: 'visible' }),
  addEventListener: () => {},
  removeEventListener: () => {},
}))

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

test('says once more at the next start that an import was cut off, and not after that', async () => {
  const inTab = async () => {
    const tab = await device.open({ overrides: { locks: makeLocks() } })
    return { tab, ...tab.use(() => createSafetyWatch(() => true, { isKept: () => true, ask: async () => true })) }
  }
  const first = await inTab()
  const imports = await first.tab.store.imports()
  await new Promise<void>((begun) => {
    void imports.run('Spanish', [], () => {
      begun()
      return new Promise<never>(() => {})
    })
  })
  first.leave()
  const second = await inTab()
  await until(() => second.it.cutOff()?.title === 'Spanish', 'it is told')
  second.it.forgetCutOff()
  expect(second.it.cutOff()).toBeNull()
  second.leave()
  const third = await device.open({ overrides: { locks: makeLocks() } })
  await until(async () => (await (await third.store.imports()).cutOff()) === null, 'it is forgotten')
})
