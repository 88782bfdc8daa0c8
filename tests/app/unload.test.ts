import { createRoot, createSignal } from 'solid-js'
import { afterEach, expect, test, vi } from 'vitest'
import { holdUnsaved, holdUpdates } from '../../src/app/unload.ts'

/** What the page listens to, and the locks that it holds, at present. */
function watchPage() {
  const asking = new Set<unknown>()
  const held = new Set<unknown>()
  vi.stubGlobal(
    'addEventListener',
    (kind: string, listener: unknown) => kind === 'beforeunload' && asking.add(listener),
  )
  vi.stubGlobal('removeEventListener', (_: string, listener: unknown) => asking.delete(listener))
  const request = async (_name: string, _options: LockOptions, work: () => Promise<void>) => {
    const lock = {}
    held.add(lock)
    await work()
    held.delete(lock)
  }
  vi.stubGlobal('navigator', { locks: { request } })
  return {
    state: async () => {
      await Promise.resolve()
      await Promise.resolve()
      return { asks: asking.size, holds: held.size }
    },
  }
}

afterEach(() => vi.unstubAllGlobals())

test('words that are not saved hold the update and make the browser ask, from the first to the last of them', async () => {
  const page = watchPage()
  const [text, setText] = createSignal('')
  const leave = createRoot((dispose) => {
    holdUnsaved(() => text() !== '')
    return dispose
  })
  expect(await page.state()).toEqual({ asks: 0, holds: 0 })
  for (const typed of ['a', 'ab', 'abc']) setText(typed)
  expect(await page.state()).toEqual({ asks: 1, holds: 1 })
  setText('')
  expect(await page.state()).toEqual({ asks: 0, holds: 0 })
  setText('again')
  leave()
  expect(await page.state(), 'a form that is gone holds nothing').toEqual({ asks: 0, holds: 0 })
})

test('what is merely open holds the update, and closes without a question', async () => {
  const page = watchPage()
  const [isOpen, setOpen] = createSignal(true)
  const leave = createRoot((dispose) => {
    holdUpdates(isOpen)
    return dispose
  })
  expect(await page.state()).toEqual({ asks: 0, holds: 1 })
  setOpen(false)
  expect(await page.state()).toEqual({ asks: 0, holds: 0 })
  leave()
})
