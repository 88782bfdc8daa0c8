import { expect, test } from './fixtures.ts'

test('a paper started and a deck made with a double tap are one each', async ({ page }) => {
  await page.goto('./#/exam')
  const start = page.getByRole('button', { name: /^Start/ })
  await expect(start).toBeEnabled()
  await start.evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })
  await expect(page.locator('.where')).toContainText('Question 1')
  await page.goto('./#/quiz')
  await expect(page.getByRole('button', { name: /^Discard / })).toHaveCount(1)

  await page.goto('./#/decks')
  await page.getByRole('button', { name: 'New deck' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Twice')
  await page.getByRole('button', { name: 'Make the deck' }).evaluate((button: HTMLButtonElement) => {
    button.click()
    button.click()
  })
  await expect(page.getByRole('heading', { level: 1, name: 'Twice' })).toBeVisible()
  await page.goto('./#/decks')
  await expect(page.getByRole('link', { name: /^Twice/ })).toHaveCount(1)
})
