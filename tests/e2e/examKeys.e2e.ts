import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const field = (page: Page) => page.getByRole('textbox', { name: 'Your answer' })
const where = (page: Page) => page.locator('.where')

/** A paper of typed questions alone, begun. */
async function startTyped(page: Page): Promise<void> {
  await page.goto('./#/exam')
  for (const kind of ['One choice', 'Several choices', 'Right or wrong', 'Gaps', 'Lists', 'Matching'])
    await page.getByLabel(kind, { exact: true }).selectOption('0')
  await page.getByLabel('Questions', { exact: true }).fill('3')
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(where(page)).toContainText('Question 1')
}

test.describe('with a mouse', () => {
  test.use({ hasTouch: false, viewport: { width: 1280, height: 800 } })

  test('a typed question takes the keys as it comes up, Enter goes on, and Escape gives single keys back', async ({
    page,
  }) => {
    await startTyped(page)
    await expect(field(page)).toBeFocused()
    await expect(field(page)).toHaveAccessibleDescription(/Question 1 of 3/)
    await page.keyboard.type('fa')
    await expect(field(page)).toHaveValue('fa')
    await page.keyboard.press('Enter')
    await expect(where(page)).toContainText('Question 2')
    await expect(field(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.locator('h1.q')).toBeFocused()
    await page.keyboard.press('f')
    await expect(page.getByRole('button', { name: /^Flag this/ })).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('ArrowLeft')
    await expect(where(page)).toContainText('Question 1')
    await expect(field(page)).toHaveValue('fa')
    await expect(field(page)).toBeFocused()
  })
})

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

  test('no keyboard covers a typed question unasked', async ({ page }) => {
    await startTyped(page)
    await expect(page.locator('h1.q')).toBeFocused()
    await page.getByRole('button', { name: 'Next' }).tap()
    await expect(where(page)).toContainText('Question 2')
    await expect(page.locator('h1.q')).toBeFocused()
  })
})
