import { expect, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { overflowX } from './steps.ts'

test('a pasted list with separators of its own is looked at, added, and goes on to Obsidian', async ({ page }) => {
  await page.goto('./#/decks')
  await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await page.goto('./#/open')
  await page.getByText('Paste cards as text').click()
  await page.getByLabel('Name of the deck').fill('German')
  await page.getByLabel('Cards', { exact: true }).fill('cat => Katze;;dog => Hund, Köter')
  await page.getByRole('button', { name: 'Look at them' }).click()
  await page.getByRole('combobox', { name: 'Between question and answer' }).selectOption('Something else')
  await page.getByLabel('What stands between question and answer').fill(' => ')
  await page.getByRole('combobox', { name: 'Between cards' }).selectOption('Something else')
  await page.getByLabel('What stands between cards').fill(';;')
  await expect(page.getByText('2 new', { exact: true })).toBeVisible()
  await lookAt(page, 'others-separators')
  await page.getByRole('button', { name: 'Add 2 notes' }).click()
  await expect(page.getByText('Added. 2 notes new')).toBeVisible()

  await page
    .getByRole('button', { name: 'All decks' })
    .or(page.getByRole('link', { name: 'All decks' }))
    .first()
    .click()
  await page
    .getByRole('link', { name: /German/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Share this deck' }).click()
  await page.getByRole('button', { name: /^For other apps/ }).press('Enter')
  const toEnd = () => page.getByRole('button', { name: /^hashcards/ }).scrollIntoViewIfNeeded()
  await lookAt(page, 'others-send', { before: toEnd })
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflowX(page)).toBe(0)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Obsidian For/ }).click()
  expect((await download).suggestedFilename()).toBe('german.md')
  await expect(page.getByText(/^Saved german\.md/)).toBeVisible()
})
