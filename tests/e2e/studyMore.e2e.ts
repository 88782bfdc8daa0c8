import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { overflowX, question, snack, storedEvents } from './steps.ts'

test('a deck is crammed from its page, misses come back, and going on is offered at the end', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  await page.getByRole('link', { name: /^Cram these cards/ }).click()
  await expect(question(page)).toBeVisible()
  await expect(page.getByText('Cram: does not change your schedule')).toBeVisible()
  const missed = await question(page).textContent()
  const rate = async (key: '1' | '2') => {
    await page.waitForTimeout(330)
    await page.keyboard.press('Space')
    await expect(page.locator('.rate button')).toHaveCount(2)
    await page.keyboard.press(key)
  }
  await rate('1')
  await expect(snack(page)).toContainText('It comes back')
  await screenshot(page, 'cram.phone.light')
  await expectAccessible(page)
  let last = ''
  for (let i = 0; i < 60 && (await question(page).count()) > 0; i++) {
    last = (await question(page).textContent()) ?? ''
    await rate('2')
  }
  expect(last).toBe(missed)
  await expect(page.getByRole('heading', { name: 'Cram finished' })).toBeVisible()
  const events = (await storedEvents(page)) as readonly { kind: string; source?: string }[]
  expect(events.every(({ kind, source }) => kind === 'review' && source === 'cram')).toBe(true)

  await lookAt(page, 'study-more')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: /more new card/ }).click()
  await expect(question(page)).toBeVisible()
  await expect(page.getByText('Cram: does not change your schedule')).toHaveCount(0)
  await expect.poll(async () => (await storedEvents(page)).some(({ kind }) => kind === 'limit')).toBe(true)
})
