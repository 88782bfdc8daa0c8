import type { Page } from '@playwright/test'
import { DAY_MS } from '../../src/domain/time.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { openFile, overflowX, storedCount } from './steps.ts'
import { twoYears } from './twoYears.ts'

/** Two years of study, the last of it so many days ago. */
async function openStudied(page: Page, daysAgo: number): Promise<void> {
  await openFile(page, 'backup.json', twoYears(Date.now() - daysAgo * DAY_MS).backup)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored\./)).toBeVisible()
  await page.goto('./#/')
}

const behind = (page: Page) => page.getByRole('region', { name: /cards overdue$/ })
const movedEvents = (page: Page) => storedCount(page, 'setDue')

// Restoring two years of answers takes its time on a busy machine.
test.describe.configure({ timeout: 120_000 })

test('being behind has three ways out, and a break its plan; the sheets fit 320 px and 200% text', async ({ page }) => {
  await openStudied(page, 50)
  await expect(behind(page)).toContainText(/A usual day brings \d+\. All of them together take about \d+ min/)
  await lookAt(page, 'behind')
  await behind(page).getByRole('button', { name: 'Spread them out' }).click()
  const spread = page.getByRole('dialog', { name: 'Spread them out' })
  await expect(spread).toContainText(/\d+ cards move\. Tomorrow goes from \d+ to \d+/)
  await lookAt(page, 'spread')
  await page.keyboard.press('Escape')
  await behind(page).getByRole('button', { name: 'Set a limit a day' }).click()
  await expect(page.getByRole('dialog', { name: 'Set a limit a day' })).toContainText('You have caught up in')
  await lookAt(page, 'limit')
  await page.keyboard.press('Escape')
  await expectToFit(page, ['Spread them out', 'Set a limit a day'])
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Open: Take a break' }).click()
  await expect(page.getByRole('dialog', { name: 'Take a break' })).toContainText(/in place of/)
  await lookAt(page, 'break')
})

test('what is overdue is spread in one step after it was shown, and back in one', async ({ page }) => {
  await openStudied(page, 50)
  await behind(page).getByRole('button', { name: 'Spread them out' }).click()
  const spread = page.getByRole('dialog', { name: 'Spread them out' })
  await spread.getByRole('combobox', { name: 'Over' }).selectOption('14 days')
  const move = spread.getByRole('button', { name: /^Move \d+ cards$/ })
  const count = Number(/\d+/.exec((await move.textContent()) ?? '')?.[0])
  expect(await movedEvents(page)).toBe(0)
  await move.click()
  await expect(spread).toContainText(`${count} cards moved.`)
  expect(await movedEvents(page)).toBe(count)
  await spread.getByRole('button', { name: 'Undo' }).click()
  await expect(spread).toContainText('Taken back')
  expect(await storedCount(page, 'undo')).toBe(2)
  await page.keyboard.press('Escape')
  await expect(behind(page)).toBeVisible()
})

test('spread out, nothing is behind any more, and new cards come again', async ({ page }) => {
  await openStudied(page, 50)
  await expect(page.getByText(/\d+ due, 0 new/)).toBeVisible()
  await behind(page).getByRole('switch', { name: 'New cards wait until then' }).click()
  await expect(page.getByText(/\d+ due, [1-9]\d* new/)).toBeVisible()
  await behind(page).getByRole('switch', { name: 'New cards wait until then' }).click()
  await behind(page).getByRole('button', { name: 'Spread them out' }).click()
  const spread = page.getByRole('dialog', { name: 'Spread them out' })
  await spread.getByRole('combobox', { name: 'Over' }).selectOption('30 days')
  await spread.getByRole('button', { name: /^Move/ }).click()
  await expect(spread).toContainText('cards moved.')
  await expect(spread.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(behind(page)).toBeHidden()
  await expect(page.getByText(/\d+ due, 20 new/)).toBeVisible()
})

test('a limit a day is said with the days it takes, and holds', async ({ page }) => {
  await openStudied(page, 50)
  await behind(page).getByRole('button', { name: 'Set a limit a day' }).click()
  const cap = page.getByRole('dialog', { name: 'Set a limit a day' })
  await cap.getByRole('textbox', { name: 'Reviews a day' }).fill('1')
  await page.keyboard.press('Tab')
  await expect(cap).toContainText('That is not more than comes anew each day')
  await cap.getByRole('textbox', { name: 'Reviews a day' }).fill('40')
  await page.keyboard.press('Tab')
  await expect(cap).toContainText('You have caught up in')
  await cap.getByRole('button', { name: 'Use this limit' }).click()
  await expect(cap).toContainText('The limit is now 40 reviews a day')
  await page.keyboard.press('Escape')
  // Cards on their steps are under no limit.
  await expect(page.getByText(/^4[0-3] due, 0 new/)).toBeVisible()
})

test('a break keeps its days free, and can be called off', async ({ page }) => {
  await openStudied(page, 0)
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Open: Take a break' }).click()
  const away = page.getByRole('dialog', { name: 'Take a break' })
  const iso = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
  await away.getByLabel('Last day away').fill(iso(-3))
  await expect(away).toContainText('The last day is before the first')
  await away.getByLabel('First day away').fill(iso(3))
  await away.getByLabel('Last day away').fill(iso(12))
  await away.getByRole('button', { name: /^Move \d+ cards? and keep these days free$/ }).click()
  await expect(away).toContainText('cards moved.')
  await expect(away).toContainText('New intervals keep clear of')
  await away.getByRole('button', { name: 'Call the break off' }).click()
  await expect(away).toContainText('Called off')
  await expect(away).not.toContainText('New intervals keep clear of')
})

/** Each of these ways out fits a narrow window and large text; both are put back. */
async function expectToFit(page: Page, sheets: readonly string[]): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await expect(behind(page)).toBeVisible()
  await expect.poll(() => overflowX(page)).toBeLessThanOrEqual(0)
  for (const name of sheets) {
    // By key: at this size the button to study stands over what the pointer would meet.
    await behind(page).getByRole('button', { name }).press('Enter')
    const dialog = page.getByRole('dialog', { name })
    await expect(dialog.getByRole('status').first()).not.toBeEmpty()
    expect(await dialog.evaluate((at) => at.scrollWidth - at.clientWidth), name).toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize({ width: 390, height: 844 })
}
