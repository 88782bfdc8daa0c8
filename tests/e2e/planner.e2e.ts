import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, overflowX, question } from './steps.ts'

const HOUR_MS = 3_600_000

/** An exam so many study days ahead: until four at night it is still the day before. */
async function fill(page: Page, days: number): Promise<void> {
  await page.goto('./#/exam/date')
  await page.getByLabel('Name').fill('Diplomacy final')
  const date = new Date(Date.now() - 4 * HOUR_MS)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000 + days * 24 * HOUR_MS)
  await page.getByLabel('Date').fill(local.toISOString().slice(0, 10))
  await expect(page.locator('.outlook .chart')).toBeVisible({ timeout: 30_000 })
}

test('an exam is planned, studied for first, carried to a calendar, and deleted without a trace', async ({ page }) => {
  test.setTimeout(90_000)
  await fill(page, 12)
  await expect(page.getByText(/^Keep up and you should recall \d+% on /)).toBeVisible()
  await expect(page.getByText(/^Today’s 15 minutes hold/)).toBeVisible()
  await expect(page.getByText(/^To see every card before the exam takes \d+ new a day/)).toBeVisible()
  await page.getByRole('button', { name: 'Keep this exam' }).click()
  await expect(page.getByText('Kept. Studying now follows it.')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Calendar file' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('diplomacy-final.ics')
  const text = readFileSync(await file.path(), 'utf8')
  expect(text).toContain('SUMMARY:Diplomacy final')
  expect(text.match(/SUMMARY:Study 15 minutes: Diplomacy final/g)).toHaveLength(12)

  await page.goto('./#/quiz')
  await expect(page.locator('.exams')).toContainText('in 12 days')
  await page.goto('./#/study')
  await expect(question(page)).toBeVisible()
  await page.goto('./#/quiz')
  await page.locator('.exams a.deck').click()
  await page.getByRole('button', { name: 'Delete this exam' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete this exam' }).click()
  await expect(page.getByRole('heading', { name: 'Quiz', level: 1 })).toBeVisible()
  await expect(page.locator('.exams')).toHaveCount(0)
})

test('planning an exam is accessible', async ({ page }) => {
  test.setTimeout(120_000)
  await fill(page, 12)
  await lookAt(page, 'planner')
  await page.getByRole('button', { name: 'Keep this exam' }).click()
  await expect(page.getByText('Kept. Studying now follows it.')).toBeVisible()
  // Today is a way in until the first card is answered.
  await page.goto('./#/study')
  await expect(question(page)).toBeVisible()
  await answer(page, 'Good')
  await page.goto('./#/')
  await expect(page.locator('.exam-next .chart')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.exam-next')).toContainText('in 12 days')
  await lookAt(page, 'planner-today')
})

test('planning an exam does not scroll sideways at 320 px, nor at 200% text', async ({ page }) => {
  test.setTimeout(90_000)
  await page.setViewportSize({ width: 320, height: 640 })
  await fill(page, 12)
  for (const percent of [100, 200]) {
    await page.evaluate((size) => document.documentElement.style.setProperty('font-size', `${size}%`), percent)
    await expect.poll(() => overflowX(page), { message: `at ${percent}%` }).toBeLessThanOrEqual(0)
  }
})
