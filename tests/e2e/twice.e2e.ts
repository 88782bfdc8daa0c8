import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { snack, storedEvents } from './steps.ts'

/** Both taps of a double one, before anything that the first one led to is drawn. */
const tapTwice = (button: Locator) =>
  button.evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })

test('a paper started and a deck made with a double tap are one each', async ({ page }) => {
  await page.goto('./#/exam')
  const start = page.getByRole('button', { name: /^Start/ })
  await expect(start).toBeEnabled()
  await tapTwice(start)
  await expect(page.locator('.where')).toContainText('Question 1')
  await page.goto('./#/quiz')
  await expect(page.getByRole('button', { name: /^Discard / })).toHaveCount(1)

  await page.goto('./#/decks')
  await page.getByRole('button', { name: 'New deck' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Twice')
  await tapTwice(page.getByRole('button', { name: 'Make the deck' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Twice' })).toBeVisible()
  await page.goto('./#/decks')
  await expect(page.getByRole('link', { name: /^Twice/ })).toHaveCount(1)
})

test('what is confirmed with a double tap is done once', async ({ page }) => {
  await page.goto('./#/exam/date')
  await page.getByLabel('Name').fill('Final')
  const inTenDays = new Date(Date.now() + 10 * 86_400_000)
  await page.getByLabel('Date').fill(inTenDays.toISOString().slice(0, 10))
  await expect(page.locator('.outlook .chart')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Keep this exam' }).click()
  await expect(page.getByText('Kept. Studying now follows it.')).toBeVisible()
  await page.goto('./#/quiz')
  await page.locator('.exams a.deck').click()
  await page.getByRole('button', { name: 'Delete this exam' }).click()
  await tapTwice(page.getByRole('dialog').getByRole('button', { name: 'Delete this exam' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Quiz' })).toBeVisible()
  await expect(page.locator('.exams a.deck')).toHaveCount(0)
  // Other events of settings come when they can, as when an order of study is worked out.
  const removals = (await storedEvents(page)).filter(({ parts }) => Object.values(parts?.exams ?? {}).includes(null))
  expect(removals).toHaveLength(1)
})

test('what was confirmed and cannot be done is said on the page, the question put away', async ({ page }) => {
  await page.goto('./#/decks')
  await page.locator('a[href*="#/deck/"]').first().click()
  await page.getByRole('button', { name: 'Remove deck' }).click()
  await page.evaluate(() => {
    IDBObjectStore.prototype.delete = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
  })
  await tapTwice(page.getByRole('dialog').getByRole('button', { name: 'Remove deck' }))
  await expect(snack(page)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
