import { expect, test } from 'vitest'
import { createOwnKeys, type OwnKeys } from '../../src/app/ownKeys.ts'
import { device, withDevice } from './eachTest.ts'

withDevice()

async function openKeys(): Promise<OwnKeys> {
  const tab = await device.open()
  return tab.use(createOwnKeys).it
}

test('two keys changed one right after the other are both kept', async () => {
  const keys = await openKeys()
  expect(await Promise.all([keys.give('hint', 'x'), keys.give('edit', 'y')])).toEqual([null, null])
  expect(keys.current()).toEqual({ hint: ['x'], edit: ['y'] })
})

test('one key given to two commands right after one another is refused the second time, by the name of the first', async () => {
  const keys = await openKeys()
  expect(await Promise.all([keys.give('hint', 'x'), keys.give('edit', 'x')])).toEqual([null, 'hint'])
  expect(keys.current()).toEqual({ hint: ['x'] })
})

test('a usual key that another command has taken is not given back while it has it', async () => {
  const keys = await openKeys()
  await keys.give('hint', 'x')
  await keys.give('edit', 'h')
  expect(await keys.giveBack('hint')).toBe('edit')
  expect(await Promise.all([keys.giveBack('edit'), keys.giveBack('hint')])).toEqual([null, null])
  expect(keys.current()).toEqual({})
})

test('all usual keys are back however many were changed just before', async () => {
  const keys = await openKeys()
  await Promise.all([keys.give('hint', 'x'), keys.give('edit', 'y'), keys.giveAllBack()])
  expect(keys.current()).toEqual({})
})
