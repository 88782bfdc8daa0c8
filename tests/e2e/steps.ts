import { type Download, expect, type Page } from '@playwright/test'

/** What a learner does, in the words of the interface. */

export async function startStudying(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /^(Start with|Study now)/ })
    .first()
    .click()
  await expect(question(page)).toBeVisible()
}

export const question = (page: Page) => page.locator('.focus .index .q')

/** What is asked of a question on show, without the passage that is quoted before it. */
export const askedOf = (page: Page): Promise<string> =>
  question(page).evaluate((shown) => {
    const copy = shown.cloneNode(true) as Element
    copy.querySelector('blockquote')?.remove()
    return copy.textContent?.trim() ?? ''
  })

export const snack = (page: Page) => page.locator('.snack')

/** Shows the answer and rates it; resolves when the acknowledgement is seen. */
export async function answer(page: Page, rating: 'Again' | 'Hard' | 'Good' | 'Easy'): Promise<void> {
  // A tap within 300 ms of a new card is taken for the one before it.
  await page.waitForTimeout(350)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await page.getByRole('button', { name: new RegExp(`^${rating}`) }).click()
  await expect(snack(page)).toContainText(`${rating}. Back`)
}

type LoggedEvent = { id: string; kind: string; rating?: string; parts?: { exams?: Record<string, object | null> } }

/** Everything the log holds, as the database keeps it. */
export const storedEvents = (page: Page): Promise<LoggedEvent[]> => page.evaluate(readEvents)

/** How many events of these kinds the log holds; counted in the page, as two years of answers are long in coming out. */
export async function storedCount(page: Page, ...kinds: readonly string[]): Promise<number> {
  const log = await page.evaluateHandle(readEvents)
  return log.evaluate((events, kinds) => events.filter(({ kind }) => kinds.includes(kind)).length, kinds)
}

async function readEvents(): Promise<LoggedEvent[]> {
  const open = indexedDB.open('recite')
  const db = await new Promise<IDBDatabase>((done, fail) => {
    open.onsuccess = () => done(open.result)
    open.onerror = () => fail(open.error)
  })
  const all = db.transaction('events').objectStore('events').getAll()
  const events = await new Promise<LoggedEvent[]>((done, fail) => {
    all.onsuccess = () => done(all.result)
    all.onerror = () => fail(all.error)
  })
  db.close()
  return events
}

/** Saves the deck in view as a file, and closes the sheet that it was sent from. */
export async function saveDeckFile(page: Page): Promise<Download> {
  await page.getByRole('button', { name: 'Share this deck' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const saved = await download
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  return saved
}

/** Gives the page that opens decks and backups a file to look at. */
export async function openFile(page: Page, name: string, text: string): Promise<void> {
  // From elsewhere, so that a file opened before is not still on show.
  await page.goto('./#/decks')
  await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await page.goto('./#/open')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text, 'utf8') })
}

/** How far the page is wider than its window, in CSS pixels. */
export const overflowX = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Goes on to the first question in words: before it may come sentences with a gap. */
export async function toQuestion(page: Page): Promise<void> {
  const heading = page.locator('.prop h1')
  await expect(heading).toBeVisible({ timeout: 30_000 })
  for (let i = 0; i < 30 && !((await heading.textContent()) ?? '').trim().endsWith('?'); i++)
    await page.keyboard.press('j')
  await expect(heading).toHaveText(/\?$/)
}
