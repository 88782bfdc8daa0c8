import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { firstArticle } from './openApp.ts'
import { answer, question, snack, storedEvents } from './steps.ts'

test('a first visit by a link to any page lands on that page', async ({ browser, baseURL }) => {
  test.setTimeout(60_000)
  const address = baseURL ?? ''
  const scout = await browser.newPage()
  const article = await firstArticle(scout, address)
  const deckHash = `#/deck/${article.split('/').at(-2)}`
  await scout.goto(`${address}${deckHash}`)
  const deckTitle = await scout.getByRole('heading', { level: 1 }).textContent()
  await scout.close()
  const visits: [string, (page: Page) => Promise<unknown>][] = [
    [`${address}#/study`, (page) => expect(question(page)).toBeVisible()],
    [article, (page) => expect(page.locator('mark, .hl').first()).toBeVisible()],
    [`${address}${deckHash}`, (page) => expect(page.getByRole('heading', { level: 1 })).toHaveText(deckTitle ?? '')],
    [`${address}#/settings`, (page) => expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()],
    [`${address}#/deck/d_unknown`, (page) => expect(page.getByText('This deck isn’t on this device')).toBeVisible()],
    [`${address}#/no/such/page`, (page) => expect(page.getByText('There is no such page')).toBeVisible()],
    [`${address}#//example.org/decks`, (page) => expect(page.getByText('There is no such page')).toBeVisible()],
    [`${address}#/deck/%E0%A4%A`, (page) => expect(page.getByText('There is no such page')).toBeVisible()],
  ]
  for (const [link, isThere] of visits) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(link)
    await isThere(page)
    await context.close()
  }
})

test('a chosen theme holds after a reload, from the first paint on', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('./#/settings')
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect.poll(() => storedEvents(page).then((events) => events.length)).toBe(1)
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (!document.body) return
      observer.disconnect()
      Object.assign(window, { themeAtBody: document.documentElement.dataset.theme ?? 'none' })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  expect(await page.evaluate(() => (window as unknown as { themeAtBody: string }).themeAtBody)).toBe('dark')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  const colour = await page.locator('meta[name="theme-color"]').first().getAttribute('content')
  expect(colour).toBe('#0b1414')
  await page.getByRole('radio', { name: 'System' }).check({ force: true })
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./)
})

test('from first run to the finish screen and back by keys alone', async ({ page }) => {
  test.setTimeout(90_000)
  await page.goto('./')
  const start = page.getByRole('link', { name: /^Start with/ })
  await expect(start).toBeVisible()
  for (let i = 0; i < 20 && !(await start.evaluate((link) => link === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(start).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question(page)).toBeVisible()
  const finish = page.getByRole('heading', { name: 'Done for today' })
  for (let i = 0; i < 60 && !(await finish.isVisible()); i++) {
    await page.waitForTimeout(320)
    await page.keyboard.press('Space')
    if (await finish.isVisible()) break
    await page.keyboard.press('4')
    await expect(snack(page)).toContainText('Easy. Back')
  }
  await expect(finish).toBeVisible()
  await expect(page.getByText(/20 cards, 20 recalled at the first try/)).toBeVisible()
  const back = page.getByRole('button', { name: 'Back to Today' })
  for (let i = 0; i < 20 && !(await back.evaluate((button) => button === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Nothing due today' })).toBeVisible()
  expect(await storedEvents(page)).toHaveLength(20)
})

test.describe('at four in the morning', () => {
  test.use({ timezoneId: 'Europe/Berlin' })

  test('a new day begins, with its own new cards; the answer before it counts for the day before', async ({ page }) => {
    await page.clock.setFixedTime(new Date('2026-01-06T03:58:00+01:00'))
    await page.goto('./#/study')
    await answer(page, 'Easy')
    await page.goto('./#/')
    await expect(page.getByRole('heading', { name: '19 cards today' })).toBeVisible()
    await expect(page.getByText(/Monday/)).toBeVisible()
    await page.clock.setFixedTime(new Date('2026-01-06T04:00:01+01:00'))
    await page.reload()
    await expect(page.getByRole('heading', { name: '20 cards today' })).toBeVisible()
    await expect(page.getByText(/Tuesday/)).toBeVisible()
    await page.goto('./#/study')
    await answer(page, 'Easy')
    const days = (await storedEvents(page)).map((event) => (event as { day?: number }).day)
    const monday = Date.UTC(2026, 0, 5) / 86_400_000
    expect(days).toEqual([monday, monday + 1])
  })

  test('Today, left open, is of the new day when it is looked at again', async ({ page }) => {
    await page.clock.setFixedTime(new Date('2026-01-06T03:58:00+01:00'))
    await page.goto('./#/study')
    await answer(page, 'Easy')
    await page.goto('./#/')
    await expect(page.getByRole('heading', { name: '19 cards today' })).toBeVisible()
    await page.clock.setFixedTime(new Date('2026-01-06T09:00:00+01:00'))
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect(page.getByRole('heading', { name: '20 cards today' })).toBeVisible()
  })
})

test('the way in stands from when it is there until the page takes its place, without a blank between', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const seen = { hadHeading: false, blanks: 0 }
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      const hasHeading = document.querySelector('main h1') !== null
      if (seen.hadHeading && !hasHeading) seen.blanks++
      seen.hadHeading ||= hasHeading
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('./')
  // How many cards there are is known to the page alone.
  await expect(page.getByRole('link', { name: /^Start with .* cards$/ })).toBeVisible()
  expect(await page.evaluate(() => (globalThis as unknown as { seen: object }).seen)).toEqual({
    hadHeading: true,
    blanks: 0,
  })
})
