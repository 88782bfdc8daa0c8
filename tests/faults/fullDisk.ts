import { expect, type Page } from '@playwright/test'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { snack, storedEvents } from '../e2e/steps.ts'
import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { makeDeck } from '../storage/world.ts'

/** What the app says in a sentence where the device has no room. */
export const NOT_SAVED = /could not be saved/

/** No room from now on, or room again, for the page and its workers; deletes fail as well. */
export async function setFull(page: Page, isFull: boolean): Promise<void> {
  await page.evaluate(fill, isFull)
  for (const worker of page.workers()) await worker.evaluate(fill, isFull)
}

function fill(isFull: boolean): void {
  const state = globalThis as unknown as { isFull?: boolean }
  if (state.isFull === undefined)
    for (const name of ['add', 'put', 'delete'] as const) {
      const write = IDBObjectStore.prototype[name]
      IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: unknown[]) {
        if (state.isFull) throw new DOMException('no room', 'QuotaExceededError')
        return (write as (...args: unknown[]) => IDBRequest).apply(this, args)
      }
    }
  state.isFull = isFull
}

/** By the address alone: a reload would bring the room back. */
export async function goTo(page: Page, address: string, heading: string | RegExp): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, address)
  await expect(page.getByRole('heading', { level: 1, name: heading }).first()).toBeVisible()
}

/** Everything that the database holds of decks and of the log. */
export const held = (page: Page) =>
  page.evaluate(async () => {
    const open = indexedDB.open('recite')
    const db = await new Promise<IDBDatabase>((done) => {
      open.onsuccess = () => done(open.result)
    })
    const tx = db.transaction(['events', 'decks', 'media', 'chunks'])
    const found = await Promise.all(
      ['events', 'decks', 'media', 'chunks'].map(
        (name) =>
          new Promise((done) => {
            const all = tx.objectStore(name).getAllKeys()
            all.onsuccess = () => done([name, all.result])
          }),
      ),
    )
    db.close()
    return JSON.stringify(found)
  })

/**
 * One thing that a learner does on a device without room, and again when there is some. `ready` comes before the disk is
 * full; `act` is tried on the full one; `done` shows that it is done.
 */
type FullTrial = {
  readonly what: string
  readonly ready: (page: Page) => Promise<void>
  readonly act: (page: Page) => Promise<void>
  /** `told`: it says that it could not be saved, and is asked for again. `kept`: the app holds it until there is room. */
  readonly way: 'told' | 'kept'
  readonly done: (page: Page) => Promise<void>
}

export const FULL_TRIALS: readonly FullTrial[] = [
  {
    what: 'everything is replaced by a backup',
    way: 'told',
    ready: (page) => choose(page, 'backup.json', Buffer.from(backupText()), 'Replace everything here'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Replace everything here' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Replace', exact: true }).click()
    },
    done: (page) => expect(page.getByText('Replaced by the backup')).toBeVisible(),
  },
  {
    what: 'a package from Anki is added',
    way: 'told',
    ready: async (page) => {
      const notes = [1, 2].map((n) => ({ guid: `g${n}`, type: BASIC, fields: [`question ${n}`, `answer ${n}`] }))
      await choose(page, 'made.apkg', Buffer.from(await makePackage({ notes })), /^Add 2 notes/)
    },
    act: (page) => page.getByRole('button', { name: /^Add 2 notes/ }).click(),
    done: (page) => expect(page.getByText(/^Added\. /)).toBeVisible(),
  },
  {
    what: 'an exam plan is kept',
    way: 'kept',
    ready: async (page) => {
      await goTo(page, '#/exam/date', /./)
      await page.getByLabel('Name').fill('Diplomacy final')
      await page.getByLabel('Date').fill(new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10))
      await expect(page.getByRole('button', { name: 'Keep this exam' })).toBeEnabled({ timeout: 30_000 })
    },
    act: (page) => page.getByRole('button', { name: 'Keep this exam' }).click(),
    done: (page) => expect(page.getByText('Kept. Studying now follows it.')).toBeVisible(),
  },
  {
    what: 'a paper is answered and handed in',
    way: 'kept',
    ready: async (page) => {
      await goTo(page, '#/exam', /paper/i)
      await page.getByRole('button', { name: /^Start/ }).click()
      await expect(page.locator('.where')).toBeVisible()
    },
    act: async (page) => {
      await page.getByRole('button', { name: 'Flag' }).click()
      await expect(page.getByRole('alert').first(), 'an answer that is not kept is told').toBeVisible()
      await page.getByRole('button', { name: /^Question \d+ of/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
      // Neither an empty page nor the paper to be answered again, here and where it is opened anew.
      await expect(page.getByText('Handed in, and not saved yet.')).toBeVisible()
      await goTo(page, '#/quiz', /./)
      await page.locator('.papers a.deck', { hasText: 'Handed in, not saved yet' }).click()
      await expect(page.getByText('Handed in, and not saved yet.')).toBeVisible()
    },
    done: async (page) => {
      await expect(page.getByRole('heading', { level: 1 })).toContainText('right')
      expect(
        (await storedEvents(page)).filter(({ kind }) => kind === 'exam'),
        'it is in once',
      ).toHaveLength(1)
    },
  },
  {
    what: 'a setting is changed',
    way: 'kept',
    ready: (page) => goTo(page, '#/settings', 'Settings'),
    act: (page) => page.getByRole('switch').first().click(),
    done: async (page) => expect((await storedEvents(page)).map(({ kind }) => kind)).toContain('setting'),
  },
  {
    what: 'a card is moved to another deck',
    way: 'kept',
    ready: async (page) => {
      await goTo(page, '#/browse', /./)
      await page.getByRole('checkbox').first().check({ force: true })
    },
    act: async (page) => {
      await page.getByRole('button', { name: 'Actions' }).click()
      await page.getByRole('button', { name: 'Move to another deck' }).click()
      await page.getByRole('combobox', { name: 'Deck' }).selectOption({ index: 1 })
      await page.getByRole('button', { name: 'Move to another deck' }).click()
    },
    done: (page) => expect(snack(page)).toContainText(/^Moved /),
  },
  {
    what: 'a deck is renamed',
    way: 'kept',
    ready: async (page) => {
      await goTo(page, '#/decks', 'Decks')
      await page.locator('a.deck[href*="#/deck/"]').first().click()
      await page.getByRole('button', { name: 'Rename or move' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('Very own')
    },
    act: (page) => page.getByRole('button', { name: 'Save', exact: true }).click(),
    done: (page) => expect(page.getByRole('heading', { level: 1, name: 'Very own' })).toBeVisible(),
  },
]

/** The law: a full device says so in a sentence, nothing is half done, and it works when it is tried again with room. */
export async function runFullTrial(page: Page, { what, ready, act, way, done }: FullTrial): Promise<void> {
  await ready(page)
  // What the app itself was still writing is over.
  await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete')
  const before = await held(page)
  await setFull(page, true)
  await act(page)
  const words = way === 'told' ? NOT_SAVED : 'Your last change isn’t saved yet'
  await expect(page.getByRole('alert').filter({ hasText: words }).first(), `${what}: it is said`).toBeVisible()
  expect(await held(page), `${what}: nothing is half done`).toBe(before)
  await setFull(page, false)
  if (way === 'told') await act(page)
  else await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(async () => done(page), `${what}: it works with room`).toPass({ timeout: 20_000 })
}

async function choose(page: Page, name: string, buffer: Buffer, offer: string | RegExp): Promise<void> {
  await goTo(page, '#/decks', 'Decks')
  await goTo(page, '#/open', 'Open a deck')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await expect(page.getByRole('button', { name: offer }).first()).toBeVisible()
}

/** A backup of a deck of two cards. */
export const backupText = (): string =>
  encodeBackup({
    appVersion: '0',
    savedAt: toInstant(1_767_600_000_000),
    decks: [{ ...makeDeck('backed', 2), builtIn: false, retired: [] }],
    events: [],
  })
