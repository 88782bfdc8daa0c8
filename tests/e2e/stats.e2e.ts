import type { Page } from '@playwright/test'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, overflowX, startStudying, storedCount } from './steps.ts'
import { isStudied, type TwoYears, twoYears } from './twoYears.ts'

async function restore(page: Page, backup: string): Promise<void> {
  await page.goto('./#/open')
  await page.locator('input[type=file]').setInputFiles({
    name: 'backup.json',
    mimeType: 'application/json',
    buffer: Buffer.from(backup),
  })
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored\./)).toBeVisible()
}

async function openStats(page: Page): Promise<TwoYears> {
  const learner = twoYears(Date.now())
  await restore(page, learner.backup)
  await page.goto('./#/stats')
  await expect(page.getByRole('heading', { level: 1, name: 'What you remember' })).toBeVisible()
  return learner
}

const panel = (page: Page, finding: string | RegExp) =>
  page.locator('section.panel', { has: page.getByRole('heading', { name: finding }) })
const grouped = (n: number) => n.toLocaleString('en-GB')

test('two years of answers are said in words: crammed and undone ones are not in them', async ({ page }) => {
  const learner = await openStats(page)
  await expect(page.getByRole('heading', { name: new RegExp(`^${learner.todayCards} cards? today in `) })).toBeVisible()
  const share = Math.round((learner.week.recalled / learner.week.total) * 1000) / 10
  await expect(
    page.getByRole('heading', { name: `You recalled ${share}% in the last 7 days. Your target is 90%.` }),
  ).toBeVisible()
  const heat = panel(page, '16 days in a row.')
  await expect(heat).toContainText(
    `${grouped(learner.yearReviews)} reviews on ${learner.yearDays} days. Longest run: 23 days.`,
  )
  const { known, settling, learning, new: fresh } = learner.states
  // The decks that ship with the app are there too, all new.
  await expect(page.getByRole('heading', { name: new RegExp(`^${known} of \\d+ cards are known`) })).toBeVisible()
  await page.getByRole('combobox', { name: 'Cards counted' }).selectOption({ label: 'History › Treaties' })
  const all = known + settling + learning + fresh
  await expect(page.getByRole('heading', { name: `${known} of ${all} cards are known.` })).toBeVisible()
})

test('every chart has its table, and says in a sentence what it shows', async ({ page }) => {
  await openStats(page)
  const charts = page.locator('.panel :is(svg, div)[role=img]')
  await expect(charts).toHaveCount(10)
  for (const chart of await charts.all()) expect(await chart.getAttribute('aria-label')).toMatch(/\w+ \w+/)
  const toggles = page.getByRole('button', { name: 'Show as a table' })
  await expect(toggles).toHaveCount(10)
  for (const toggle of await toggles.all()) await toggle.click()
  await expect(charts).toHaveCount(0)
  await expect(page.getByRole('table')).toHaveCount(10)
  await expect(panel(page, '16 days in a row.').getByRole('row')).toHaveCount(366)
  await expectAccessible(page)
})

test('a rest day breaks no run where the learner says so, and the choice is kept', async ({ page }) => {
  await openStats(page)
  await page.getByRole('switch', { name: 'A rest day does not break it' }).click()
  const studied = Array.from({ length: 730 }, (_, daysAgo) => isStudied(daysAgo)).filter(Boolean).length
  await expect(page.getByRole('heading', { name: `${studied} days of study, no two missed in a row.` })).toBeVisible()
  // The screen moves at once; the choice is kept once it is stored.
  await expect.poll(() => storedCount(page, 'setting')).toBeGreaterThan(0)
  await page.reload()
  await expect(page.getByRole('switch', { name: 'A rest day does not break it' })).toBeChecked()
})

test('each day of the last 365 can be read by key, and a choice of cards narrows the count', async ({ page }) => {
  const learner = await openStats(page)
  const cursor = page.getByRole('slider', { name: 'Day in the chart' })
  await cursor.focus()
  await expect(cursor).toHaveAttribute('aria-valuetext', /: \d+ reviews?, /)
  for (let day = 0; day < 16; day++) await page.keyboard.press('ArrowUp')
  await expect(cursor).toHaveAttribute('aria-valuetext', /: no reviews$/)
  await page.keyboard.press('Home')
  await expect(cursor).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await expect(cursor).toHaveAttribute('aria-valuenow', '357')

  const filter = page.getByRole('combobox', { name: 'Cards counted' })
  await filter.selectOption({ label: 'people' })
  const people = learner.events.filter(
    (event) => event.kind === 'review' && 'cardId' in event && Number(/n(\d+)\//.exec(event.cardId)?.[1]) % 3 === 0,
  )
  await page.getByRole('radio', { name: 'All', exact: true }).check({ force: true })
  const shown = page.locator('section.panel', { hasText: 'Answers by hour' }).or(panel(page, /^You study most/))
  await shown.getByRole('button', { name: 'Show as a table' }).click()
  const cells = await shown.locator('tbody td:nth-child(2)').allTextContents()
  const counted = cells.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0)
  expect(counted).toBe(
    people.filter((event) => 'source' in event && event.source === 'study').length - undoneAmong(people),
  )
  await filter.selectOption({ label: 'About stats' })
  await expect(page.getByRole('heading', { name: /cards? today in/ })).toBeVisible()
})

/** The answer taken back is the one without a standing; it is the last but one of the log's reviews. */
const undoneAmong = (events: TwoYears['events']): number =>
  events.filter(
    (event) => 'elapsedMs' in event && event.elapsedMs === 9000 && 'source' in event && event.source === 'study',
  ).length

test('the statistics are accessible; nothing scrolls sideways at 320 px, at 200% text, nor right to left', async ({
  page,
}) => {
  await openStats(page)
  await lookAt(page, 'stats')
  await page.setViewportSize({ width: 320, height: 640 })
  // Charts are drawn anew for the width that they find.
  await expect.poll(() => overflowX(page), '320 px').toBeLessThanOrEqual(0)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  expect(await overflowX(page), '200% text').toBeLessThanOrEqual(0)
  await page.evaluate(() => {
    document.documentElement.style.removeProperty('font-size')
    document.documentElement.dir = 'rtl'
  })
  expect(await overflowX(page), 'right to left').toBeLessThanOrEqual(0)
  await screenshot(page, 'stats.phone.rtl')
})

test('before the first answer there is nothing to show, and that is said', async ({ page }) => {
  await page.goto('./#/stats')
  await expect(page.getByRole('heading', { name: 'Nothing to show yet' })).toBeVisible()
  await expectAccessible(page)
})

test('every panel has its frame, also after other pages brought their styles', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.keyboard.press('e')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto('./#/stats')
  await expect(page.locator('.panel').nth(3)).toBeVisible()
  const frames = await page.locator('.panel').evaluateAll((all) => all.map((panel) => getComputedStyle(panel).border))
  expect(new Set(frames).size).toBe(1)
})
