import fc from 'fast-check'
import { openDB } from 'idb'
import { beforeEach, expect, test } from 'vitest'
import { makeTabForm, type TabForm } from '../../src/app/tabForm.ts'
import type { ArticleForm } from '../../src/domain/articleForm.ts'
import { toInstant } from '../../src/domain/time.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { renewDevice, withDevice } from './eachTest.ts'
import { makeLocks } from './fakeLocks.ts'

withDevice()

let shared: LockManager
let clock = 0
const now = () => toInstant(++clock)
const newId = () => `form ${++clock}`
beforeEach(() => {
  shared = makeLocks()
  clock = 0
})

type FakeTab = { readonly form: TabForm; readonly end: () => Promise<void>; readonly reload: () => Promise<FakeTab> }

/** A tab of a browser with locks, which go when it ends, however it does. */
function openTab(kept = new Map<string, string>()): FakeTab {
  let finish = () => {}
  const ended = new Promise<void>((done) => {
    finish = done
  })
  const locks = {
    request: (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) =>
      shared.request(name, options, (lock) => Promise.race([work(lock), ended])),
  } as LockManager
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const form = makeTabForm({ store: openDrafts(), now, newId, locks, memory })
  const end = async () => {
    finish()
    await turn()
  }
  const reload = async () => {
    await end()
    return openTab(kept)
  }
  return { form, end, reload }
}

const turn = () => new Promise((done) => setTimeout(done))

const typed = (text: string): ArticleForm => ({
  text,
  title: '',
  outlet: '',
  date: '',
  url: '',
  owner: 'mine',
  deckId: '',
})

async function type({ form }: FakeTab, text: string): Promise<void> {
  form.set({ form: typed(text) })
  await form.store()
}

const textIn = async ({ form }: FakeTab) => (await form.read()).form?.text ?? null
const stored = async () => (await openDrafts().forms()).map(({ form }) => form?.text)

test('two tabs keep what is typed in each, and after a crash of both the newest comes first and then the other', async () => {
  const [one, two] = [openTab(), openTab()]
  await one.form.read()
  await type(one, 'one')
  expect(await textIn(two)).toBeNull()
  await type(two, 'two')
  await type(one, 'one, and more')
  await type(two, 'two, and more')
  expect(await stored()).toEqual(['two, and more', 'one, and more'])
  await one.end()
  await two.end()
  const next = openTab()
  expect(await textIn(next)).toBe('two, and more')
  expect(await next.form.leftBehind()).toBe(1)
  expect((await next.form.next())?.form?.text).toBe('one, and more')
  await type(next, 'one, and the end')
  expect((await next.form.next())?.form?.text).toBe('two, and more')
  // Done with: then what is left behind is there the next time.
  next.form.set({ form: null })
  await next.form.store()
  expect(await textIn(next)).toBe('one, and the end')
  expect(await next.form.leftBehind()).toBe(0)
  expect(await next.form.next()).toBeNull()
})

test('a tab that is loaded again has its own back, and never another’s that lives', async () => {
  const [one, two] = [openTab(), openTab()]
  await type(one, 'one')
  await type(two, 'two')
  const again = await one.reload()
  expect(await textIn(again)).toBe('one')
  expect(await again.form.leftBehind()).toBe(0)
  // A tab that was doubled remembers what the first one has.
  expect(await textIn(openTab(new Map([['recite.form', (await openDrafts().forms())[0]?.id ?? '']])))).toBeNull()
})

test('what is typed before the forms are read stays, and takes no other’s place', async () => {
  const one = openTab()
  await type(one, 'one')
  await one.end()
  const two = openTab()
  const reading = two.form.read()
  two.form.set({ form: typed('two') })
  expect((await reading).form?.text).toBe('two')
  await two.form.store()
  expect((await stored()).toSorted()).toEqual(['one', 'two'])
  expect(await two.form.leftBehind()).toBe(1)
})

test('where a browser has no locks two tabs on one form come apart as both write', async () => {
  const make = () => makeTabForm({ store: openDrafts(), now, newId, locks: null, memory: null })
  const [one, two] = [make(), make()]
  one.set({ form: typed('one') })
  await one.store()
  expect((await two.read()).form?.text).toBe('one')
  two.set({ form: typed('one, by two') })
  await two.store()
  one.set({ form: typed('one, by one') })
  await one.store()
  two.set({ form: typed('one, by two, more') })
  await two.store()
  expect((await stored()).toSorted()).toEqual(['one, by one', 'one, by two, more'])
  one.set({ form: null })
  await one.store()
  expect(await stored()).toEqual(['one, by two, more'])
})

test('whatever tabs type, clear and end in, every text that was not cleared is there for those that come', async () => {
  const act = fc.record({
    tab: fc.nat(2),
    how: fc.constantFrom('type', 'type', 'clear', 'end', 'reload', 'next'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      renewDevice()
      shared = makeLocks()
      const tabs = [openTab(), openTab(), openTab()]
      const shown: (string | null)[] = [null, null, null]
      const live = new Set<string>()
      let count = 0
      for (const { tab: n, how } of acts) {
        const tab = tabs[n] as FakeTab
        const had = shown[n] ?? (await textIn(tab))
        shown[n] = had
        if (how === 'type') {
          if (had) live.delete(had)
          const text = `text ${++count}`
          live.add(text)
          shown[n] = text
          await type(tab, text)
        } else if (how === 'clear') {
          if (had) live.delete(had)
          shown[n] = null
          tab.form.set({ form: null })
          await tab.form.store()
        } else if (how === 'next') {
          shown[n] = (await tab.form.next())?.form?.text ?? had
        } else {
          if (how === 'end') await tab.end()
          tabs[n] = how === 'end' ? openTab() : await tab.reload()
          shown[n] = null
        }
        const seen = shown.filter((text) => text !== null)
        expect(new Set(seen).size).toBe(seen.length)
      }
      expect((await stored()).toSorted()).toEqual([...live].toSorted())
    }),
    { numRuns: 40 },
  )
})

test('leftovers are bounded: with one more the oldest goes', async () => {
  for (let n = 1; n <= 25; n++) {
    const tab = openTab()
    tab.form.set({ form: typed(`text ${n}`) })
    await tab.form.store()
    await tab.end()
  }
  expect(await stored()).toEqual(Array.from({ length: 20 }, (_, i) => `text ${25 - i}`))
})

test('the one form of earlier versions is taken over, with what came of reading it', async () => {
  const nothing = { problem: { kind: 'no-question' }, source: null } as const
  await openDrafts().forms()
  const db = await openDB('recite-drafts')
  await db.put('form', typed('old'), 'form')
  await db.put('form', nothing, 'nothing')
  const tab = openTab()
  expect(await tab.form.read()).toEqual({ form: typed('old'), nothing })
  await type(tab, 'old, and new')
  expect(await db.getAllKeys('form')).toEqual(['form'])
  expect(await stored()).toEqual(['old, and new'])
  tab.form.set({ form: null, nothing: null })
  await tab.form.store()
  expect(await db.count('form')).toBe(0)
  db.close()
})
