import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { answer, question, saveDeckFile, snack, startStudying, storedEvents } from './steps.ts'

/** Lets every write to the log fail as on a device without room, until told otherwise. */
async function setFull(page: Page, full: boolean): Promise<void> {
  await page.evaluate((isFull) => {
    const state = window as unknown as { isFull?: boolean }
    if (state.isFull === undefined) {
      const add = IDBObjectStore.prototype.add
      IDBObjectStore.prototype.add = function (...args: Parameters<IDBObjectStore['add']>) {
        if (state.isFull) throw new DOMException('no room', 'QuotaExceededError')
        return add.apply(this, args)
      }
    }
    state.isFull = isFull
  }, full)
}

async function rateWithoutWaiting(page: Page, rating: string): Promise<void> {
  await page.waitForTimeout(350)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await page.getByRole('button', { name: new RegExp(`^${rating}`) }).click()
}

test('an answer that the device has no room for is kept, said, and stored when tried again', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await setFull(page, true)
  await rateWithoutWaiting(page, 'Hard')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Your last answer isn’t saved yet')
  await expect(page.getByText(/^Hard\. Back/)).toHaveCount(0)
  await expectAccessible(page)
  const asked = page.waitForEvent('dialog')
  void page.evaluate(() => location.reload())
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()

  const held = await question(page).textContent()
  await rateWithoutWaiting(page, 'Easy')
  await expect(question(page), 'the session holds').toHaveText(held ?? '')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toContainText('Your last answer isn’t saved yet')
  expect(await storedEvents(page)).toHaveLength(1)

  await setFull(page, false)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toHaveCount(0)
  expect((await storedEvents(page)).map((event) => event.rating)).toEqual(['good', 'hard'])
  await page.getByRole('button', { name: /^Easy/ }).click()
  await expect(snack(page)).toContainText('Easy. Back')
  await page.reload()
  expect((await storedEvents(page)).map((event) => event.rating)).toEqual(['good', 'hard', 'easy'])
})

test('the answer that is held is in the backup that the banner offers', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await setFull(page, true)
  await rateWithoutWaiting(page, 'Again')
  const download = page.waitForEvent('download')
  await page.getByRole('alert').getByRole('button', { name: 'Save a backup' }).click()
  const stream = await (await download).createReadStream()
  let text = ''
  for await (const chunk of stream) text += chunk
  const records: [string, { event?: object }][] = JSON.parse(text).records
  const events = records.flatMap(([, record]) => record.event ?? [])
  expect(events).toMatchObject([{ kind: 'review', rating: 'again' }])
  expect(await storedEvents(page)).toHaveLength(0)
})

test('a write that takes long is said, and acknowledged when it is through', async ({ page }) => {
  test.setTimeout(45_000)
  await page.goto('./')
  await startStudying(page)
  // Another tab that holds the stores: writers queue behind it.
  const other = await page.context().newPage()
  await other.goto('./icons/icon.svg')
  await other.evaluate(async () => {
    const open = indexedDB.open('recite')
    await new Promise<void>((done) => {
      open.onsuccess = () => done()
    })
    const tx = open.result.transaction(['events', 'sched', 'pending'], 'readwrite')
    const state = window as unknown as { keepsLock: boolean }
    state.keepsLock = true
    const keep = () => {
      if (state.keepsLock) tx.objectStore('pending').get('none').onsuccess = keep
    }
    keep()
  })
  await page.bringToFront()
  await rateWithoutWaiting(page, 'Good')
  await expect(page.getByRole('alert')).toContainText('Saving is taking long')
  await other.evaluate(() => Object.assign(window, { keepsLock: false }))
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(snack(page)).toContainText('Good. Back')
  await other.close()
  expect(await storedEvents(page)).toHaveLength(1)
})

test('a deck that finds no room is refused in a sentence, and can be tried again', async ({
  page,
  browser,
  baseURL,
}) => {
  const source = await (await browser.newContext()).newPage()
  await source.goto(`${baseURL}#/decks`)
  await source.locator('a.deck[href*="#/deck/"]').first().click()
  const download = saveDeckFile(source)
  const stream = await (await download).createReadStream()
  let text = ''
  for await (const chunk of stream) text += chunk
  await source.context().close()

  await page.goto('./#/open')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => {
    const state = window as unknown as { isFull: boolean }
    state.isFull = true
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...args: Parameters<IDBObjectStore['put']>) {
      if (state.isFull) throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, args)
    }
  })
  await page.locator('input[type=file]').setInputFiles({
    name: 'friend.deck.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...JSON.parse(text), id: 'd_friend', title: 'From a friend' })),
  })
  const add = page.getByRole('button', { name: /^Add \d+ cards/ })
  await add.click()
  await expect(page.getByRole('alert')).toContainText('It could not be saved')
  await page.evaluate(() => Object.assign(window, { isFull: false }))
  await add.click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
})

test('a device without any room says so at the first start, and starts once there is some', async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...args: Parameters<IDBObjectStore['put']>) {
      const isUpgrade = this.transaction.mode === 'versionchange'
      if (this.name === 'meta' && !isUpgrade && !location.search)
        throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, args)
    }
  })
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This device has no room left')
  await expectAccessible(page)
  await page.goto('./?room')
  await expect(page.getByRole('link', { name: /^Start with/ })).toBeVisible()
})
