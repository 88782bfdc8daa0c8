import type { Page } from '@playwright/test'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, overflowX, question, snack, startStudying } from './steps.ts'

const meta = (page: Page) => page.locator('.index .meta')
const undoButton = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Undo:/ })

test('a card is edited, flagged, marked and deleted where it stands, and each step is taken back by name', async ({
  page,
}) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.waitForTimeout(350)
  const asked = (await question(page).textContent()) ?? ''
  await page.keyboard.press('e')
  await page.getByRole('textbox', { name: /^(Question|Text)$/ }).fill('What is {{c1::this}} now?')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(question(page)).toContainText('now?')
  await expect(snack(page)).toContainText('Changed 1 note')
  await page.keyboard.press('f')
  await expect(meta(page)).toContainText('Flagged')
  await page.keyboard.press('*')
  await expect(meta(page)).toContainText('Marked')
  await page.getByRole('button', { name: 'Card menu' }).click()
  await expect(page.locator('.menu button')).not.toHaveCount(0)
  await expect(page.locator('.menu button:not(:has(svg))')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Remove flag' })).toBeVisible()
  await page.getByRole('button', { name: /^Delete/ }).click()
  await expect(question(page)).not.toContainText('now?')
  await expect(snack(page)).toContainText('Deleted 1 note')
  await page.reload()
  await expect(question(page)).toBeVisible()
  for (const what of ['Deleted 1 note', 'Changed 1 note', 'Flagged 1 card', 'Changed 1 note']) {
    await expect(undoButton(page)).toHaveAccessibleName(`Undo: ${what}`)
    await undoButton(page).click()
    await expect(snack(page)).toContainText(`Took back: ${what}`)
  }
  await expect(undoButton(page)).toHaveAccessibleName('Undo: Rated Good')
  await expect(question(page)).toHaveText(asked)
  await expect(meta(page)).not.toContainText('Flagged')
})

test('keys are changed, a clash is refused by name, and the new key works', async ({ page }) => {
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Keys for studying' })
  await sheet.getByRole('button', { name: 'Change the key for: Hint' }).click()
  await page.keyboard.press('e')
  await expect(sheet.getByRole('status')).toContainText('E is the key for “Edit”')
  await page.keyboard.press('x')
  await expect(sheet.getByRole('status')).toContainText('Hint: X')
  await screenshot(page, 'keys.phone.light')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.goto('./')
  await startStudying(page)
  await page.keyboard.press('h')
  await expect(page.locator('.index[data-hint]')).toHaveCount(0)
  await page.keyboard.press('x')
  await expect(page.locator('.index[data-hint]')).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('X')
})

test('the card’s sheets are accessible', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  for (const [name, key] of [
    ['menu', 'm'],
    ['info', 'i'],
    ['edit', 'e'],
    ['help', '?'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.getByRole('dialog').getByRole('heading').first()).toBeVisible()
    await lookAt(page, `study-${name}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('the keys do not scroll sideways at 320 px and 200% text', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('./#/settings')
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
})
