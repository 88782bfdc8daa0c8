import type { Page } from '@playwright/test'
import { facesOf } from '../../src/domain/faces.ts'
import { shippedDecks } from '../shippedDecks.ts'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { snack } from './steps.ts'

const SHIPPED_CARDS = shippedDecks().flatMap(({ notes }) => notes.flatMap(facesOf)).length

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search' })
const rows = (page: Page) => page.locator('.vlist .brow')
const found = (page: Page) => page.locator('.list-head [role="status"]')

async function openBrowse(page: Page): Promise<void> {
  await page.goto('./#/browse')
  await expect(page.getByRole('heading', { level: 1, name: 'All cards' })).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
  // A first start takes the decks in one by one, and shows what is there so far.
  await expect.poll(() => total(page)).toBe(SHIPPED_CARDS)
}

const total = async (page: Page): Promise<number> => Number(/\d+/.exec((await found(page).textContent()) ?? '')?.[0])

test('finds, selects and suspends many at once, takes it back after a reload, all by keyboard', async ({ page }) => {
  await openBrowse(page)
  const all = await total(page)
  expect(all).toBeGreaterThan(20)
  await page.keyboard.press('/')
  await page.keyboard.type('deadline or october')
  await expect.poll(() => total(page)).toBeLessThan(all)
  const some = await total(page)
  expect(some).toBeGreaterThan(0)
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).first()).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Suspend', exact: true }).click()
  await expect(snack(page)).toContainText('Suspended')
  await field(page).fill('is:suspended')
  await expect.poll(() => total(page)).toBe(some)

  await page.reload()
  await openBrowse(page)
  await page.getByRole('button', { name: /^Undo: Suspended/ }).click()
  await expect(snack(page)).toContainText('Took back: Suspended')
  await field(page).fill('is:suspended')
  await expect(page.getByText('No card is like that')).toBeVisible()
})

test('says what is wrong in a search, and where', async ({ page }) => {
  await openBrowse(page)
  await field(page).fill('kabul size:3')
  await expect(page.getByRole('alert')).toContainText('“size” at character 7 is no field')
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
})

test('edits a note in place and restores the author’s text', async ({ page }) => {
  await openBrowse(page)
  const first = rows(page).first()
  const question = (await first.locator('.q').textContent()) ?? ''
  await first.click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: /^(Question|Text)$/ }).fill('What is {{c1::that}} now?')
  await page.getByRole('combobox', { name: 'Tags' }).fill('mine, other')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(snack(page)).toContainText('Changed 1 note')
  await page.keyboard.press('Escape')
  await field(page).fill('tag:mine')
  await expect.poll(() => total(page)).toBe(1)
  await rows(page).first().click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('button', { name: 'Restore the author’s text' }).click()
  await expect(snack(page)).toContainText('The author’s text is back')
  await page.keyboard.press('Escape')
  await field(page).fill('')
  await expect(rows(page).first().locator('.q')).toHaveText(question)
})

test('keeps a search by name, tags and deletes, and brings back', async ({ page }) => {
  await openBrowse(page)
  const all = await total(page)
  await page.getByRole('checkbox').first().check({ force: true })
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Add a tag' }).click()
  await page.getByRole('combobox', { name: 'Tag' }).fill('mine')
  await page.getByRole('button', { name: 'Add a tag' }).click()
  await expect(snack(page)).toContainText('Changed 1 note')
  await field(page).fill('tag:mine')
  await expect.poll(() => total(page)).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Keep this search' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('My own')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'My own', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(snack(page)).toContainText('Deleted 1 note')
  await field(page).fill('')
  await expect.poll(() => total(page)).toBeLessThan(all)
  await snack(page).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => total(page)).toBe(all)
})

test('is accessible, its sheets too', async ({ page }) => {
  test.setTimeout(60_000)
  await openBrowse(page)
  const look = (name: string) => lookAt(page, `browse-${name}`)
  await look('list')
  await page.getByRole('checkbox').first().check({ force: true })
  await page
    .getByRole('checkbox')
    .nth(2)
    .click({ force: true, modifiers: ['Shift'] })
  await expect(page.getByText('3 selected')).toBeVisible()
  await look('selected')
  await page.getByRole('button', { name: 'Actions' }).click()
  await expect(page.locator('.menu button:not(:has(svg))')).toHaveCount(0)
  await look('actions')
  await page.getByRole('button', { name: 'Flag', exact: true }).click()
  await expect(snack(page)).toContainText('Flagged 3 cards')
  await rows(page).first().click()
  await expect(page.getByRole('heading', { name: 'Past and future' })).toBeVisible()
  await look('card')
  await page.getByRole('button', { name: 'Edit' }).click()
  await look('edit')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'How to search' }).click()
  await look('language')
})

test('does not scroll sideways at 320 px, nor at 200% text', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openBrowse(page)
  for (const percent of [100, 200]) {
    await page.evaluate((share) => document.documentElement.style.setProperty('font-size', `${share}%`), percent)
    await page.getByRole('checkbox').first().check({ force: true })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide, `${percent}%`).toBeLessThanOrEqual(0)
    await screenshot(page, `browse-narrow-${percent}`)
  }
})
