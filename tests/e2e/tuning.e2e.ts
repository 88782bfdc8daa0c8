import type { Page } from '@playwright/test'
import { DAY_MS, toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { studiedFrom } from '../app/studied.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { openFile, overflowX, storedCount } from './steps.ts'

const CARDS = 400

/** Somebody whose memory is another than the defaults take it to be, and who has studied for two years. */
async function openStudied(page: Page, reviews: number): Promise<void> {
  const firstDay = Math.floor(Date.now() / DAY_MS) - 735
  const backup = encodeBackup({
    appVersion: '0.1.0',
    savedAt: toInstant(Date.now()),
    decks: [{ ...makeDeck('d', CARDS), builtIn: false, retired: [] }],
    events: studiedFrom(firstDay, 'strong', reviews, CARDS),
  })
  await openFile(page, 'backup.json', backup)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored\./)).toBeVisible()
}

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Tune the scheduler' })

async function openTuning(page: Page): Promise<void> {
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Open: Tune the scheduler' }).click()
}

const weightsInLog = (page: Page) => storedCount(page, 'setting')

// Restoring two years of answers takes its time on a busy machine.
test.describe.configure({ timeout: 120_000 })

test('a better fit is offered, seen before it is taken, and taken back', async ({ page }) => {
  await openStudied(page, 3000)
  await page.goto('./#/')
  await expect(page.getByText('The scheduler can fit you better')).toBeVisible()
  await expect(page.getByText(/\d reviews say when you forget/)).toBeVisible()
  expect(await weightsInLog(page)).toBe(0)
  await page.getByRole('button', { name: 'See how' }).click()
  await sheet(page).getByRole('button', { name: 'Look for a better fit' }).click()
  await expect(sheet(page).getByRole('heading', { name: 'Your reviews fit better' })).toBeVisible()
  await expect(sheet(page)).toContainText(/The present fit expected \d+%, the new one \d+%/)
  await expect(sheet(page)).toContainText(/comes back after .* days, in place of/)
  await lookAt(page, 'tuning-found')
  expect(await weightsInLog(page)).toBe(0)
  await sheet(page).getByRole('button', { name: 'Use the new fit' }).click()
  await expect(sheet(page).getByRole('heading', { name: 'In use from your next answer on' })).toBeVisible()
  expect(await weightsInLog(page)).toBe(1)
  await expect(sheet(page)).toContainText(/\d+ cards? moves?|No card has to move/)
  await lookAt(page, 'tuning-installed')
  await sheet(page).getByRole('button', { name: 'Go back to what holds for most people' }).click()
  await expect(sheet(page).getByRole('button', { name: 'Go back to the one before' })).toBeVisible()
  expect(await weightsInLog(page)).toBe(2)
})

test('with few reviews it says how many are missing, and offers nothing', async ({ page }) => {
  await openStudied(page, 700)
  await page.goto('./#/')
  await expect(page.getByRole('heading', { name: /today|due/i, level: 1 })).toBeVisible()
  await openTuning(page)
  await expect(sheet(page)).toContainText(/from about 1,000 on\. So far there are \d+/)
  await expect(sheet(page).getByRole('progressbar', { name: 'Reviews so far' })).toBeVisible()
  await expect(sheet(page).getByRole('button', { name: 'Look anyway' })).toBeVisible()
})

test('looking can be stopped, says how far it is, and starts again', async ({ page }) => {
  // A worker that tells its progress and then never ends: what the page does while one computes.
  await page.addInitScript(() => {
    const Real = globalThis.Worker
    let held = true
    globalThis.Worker = new Proxy(Real, {
      construct(target, [url, options]) {
        const worker = new target(url, options)
        if (!String(url).includes('optimize') || !held) return worker
        held = false
        const add = worker.addEventListener.bind(worker)
        worker.addEventListener = ((type: string, listener: (event: MessageEvent) => void) =>
          add(type, ((event: MessageEvent) => {
            if (type !== 'message' || (event.data as { kind?: string }).kind === 'progress') listener(event)
          }) as EventListener)) as typeof worker.addEventListener
        return worker
      },
    })
  })
  await openStudied(page, 3000)
  await page.goto('./#/settings')
  await page.reload()
  await openTuning(page)
  await sheet(page).getByRole('button', { name: 'Look for a better fit' }).click()
  const bar = sheet(page).getByRole('progressbar', { name: 'Fitting to your reviews' })
  await expect(bar).toBeVisible()
  await expect
    .poll(async () => Number((await bar.getAttribute('aria-valuenow')) ?? (await bar.getAttribute('value'))))
    .toBeGreaterThan(0)
  await sheet(page).getByRole('button', { name: 'Stop' }).click()
  await sheet(page).getByRole('button', { name: 'Look for a better fit' }).click()
  await expect(sheet(page).getByRole('heading', { name: 'Your reviews fit better' })).toBeVisible()
})

test('help with the retention compares minutes with what is remembered, and sets what was chosen', async ({ page }) => {
  await openStudied(page, 1200)
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Open: Help me choose' }).click()
  const help = page.getByRole('dialog', { name: 'Help me choose' })
  const slider = help.getByRole('slider')
  await expect(slider).toBeVisible()
  const minutes = async () => (await slider.getAttribute('aria-valuetext')) ?? ''
  expect(await minutes()).toMatch(/^Retention 90%: .* a day, \d+% remembered after a year$/)
  await expectAccessible(page)
  await slider.focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft')
  await help.getByRole('button', { name: 'Use 85%' }).click()
  await expect(help).toContainText('Desired retention is now 85%')
  await screenshot(page, 'retention.phone.light')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
  await page.reload()
  await expect(page.getByText(/^Retention 85%/)).toBeVisible()
})
