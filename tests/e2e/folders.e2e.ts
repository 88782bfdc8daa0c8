import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, openFile, overflowX, question } from './steps.ts'

const deckFile = (id: string, title: string, cards: number) =>
  JSON.stringify({
    format: 'recite-deck',
    formatVersion: 1,
    id,
    version: 1,
    title,
    language: 'en',
    licence: 'CC0-1.0',
    authors: ['A friend'],
    sources: [],
    notes: Array.from({ length: cards }, (_, i) => ({
      id: `${id}_${i}`,
      content: { kind: 'qa', question: `Question ${i} of ${id}?`, answer: `Answer ${i} of ${id}` },
      tags: [],
      accepted: [],
      distractors: [],
      evidence: [],
      confidence: null,
    })),
    tombstones: [],
  })

/** `News` is a folder alone: no deck has that path. */
async function addFolder(page: Page): Promise<void> {
  for (const [id, title, cards] of [
    ['d_asia', 'News::Asia', 3],
    ['d_kabul', 'News::Asia::Kabul', 2],
    ['d_europe', 'News::Europe', 2],
  ] as const) {
    await openFile(page, `${id}.deck.json`, deckFile(id, title, cards))
    await page.getByRole('button', { name: new RegExp(`^Add ${cards} cards`) }).click()
    await expect(page.getByText(/^Deck added/)).toBeVisible()
  }
}

test('a folder that is no deck opens from Today and from Decks, and is studied, crammed and quizzed as one', async ({
  page,
}) => {
  await addFolder(page)
  await page.goto('./#/')
  const row = page.locator('.decks .deck', { has: page.locator('.title', { hasText: /^News$/ }) })
  await expect(row).toContainText('7 cards')
  await row.click()
  await expect(page.getByRole('heading', { level: 1, name: 'News' })).toBeVisible()
  await expect(page.getByText('7 cards in 3 decks.')).toBeVisible()
  await page.getByRole('link', { name: 'Study 7' }).click()
  await expect(question(page)).toContainText(/d_(asia|kabul|europe)/)
  await answer(page, 'Easy')
  await page.getByRole('button', { name: 'Close, keeps progress' }).click()
  await expect(page.getByRole('link', { name: 'Study 6' })).toBeVisible()

  await page.getByRole('link', { name: /^Cram/ }).click()
  await expect(page.getByText('Cram: does not change')).toBeVisible()
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuemax', '7')
  await page.goto('./#/decks')
  await page.getByRole('link', { name: /^All of News/ }).click()
  await page.getByRole('main').getByRole('link', { name: 'Quiz' }).click()
  await expect(page.getByRole('heading', { name: /^Question 1/ })).toBeVisible()
})

test('a deck with others in it leads to them', async ({ page }) => {
  await addFolder(page)
  await page.goto('./#/deck/d_asia')
  await page.getByRole('link', { name: '1 deck in it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Asia' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Kabul/ })).toBeVisible()
})

test('a paper takes all of a folder with one tick', async ({ page }) => {
  await addFolder(page)
  await page.goto('./#/exam')
  // The box itself is read out, not shown: its label is what is tapped.
  await page.getByRole('checkbox', { name: 'All of News' }).click({ force: true })
  await expect(page.getByRole('checkbox', { name: 'Kabul' })).toBeChecked()
  await page.getByRole('checkbox', { name: 'Europe' }).click({ force: true })
  await expect(page.getByRole('checkbox', { name: 'All of News' })).not.toBeChecked()
  await page.getByRole('checkbox', { name: 'All of News' }).click({ force: true })
  await expect(page.getByRole('checkbox', { name: 'Europe' })).toBeChecked()
})

test('a friend’s code for a paper over a folder gives the same paper', async ({ page, browser }) => {
  test.setTimeout(60_000)
  await addFolder(page)
  await page.goto('./#/exam')
  await page.getByRole('checkbox', { name: 'All of News' }).click({ force: true })
  await expect(page.getByText('7 cards to ask')).toBeVisible()
  const shown = (one: Page) => one.locator('section.quiz').textContent()
  await page.getByLabel('Questions', { exact: true }).fill('4')
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.locator('.where', { hasText: 'Question 1 of 4' })).toBeVisible()
  const mine = [await shown(page)]
  for (let i = 2; i <= 4; i++) {
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.locator('.where', { hasText: `Question ${i} of 4` })).toBeVisible()
    mine.push(await shown(page))
  }
  await page.getByRole('button', { name: /^Question \d+ of/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('right')
  const code = /Code: ([0-9A-Z-]{19})/.exec((await page.locator('.result-side').textContent()) ?? '')?.[1] ?? ''

  const friend = await browser.newContext()
  const theirs = await friend.newPage()
  await theirs.goto(new URL('./#/', page.url()).href)
  await addFolder(theirs)
  await theirs.goto(new URL('./#/exam', page.url()).href)
  await theirs.getByLabel('Code of a paper').last().fill(code)
  await theirs.getByRole('button', { name: 'Use code' }).click()
  for (const [i, question] of mine.entries()) {
    if (i > 0) await theirs.getByRole('button', { name: 'Next' }).click()
    await expect(theirs.locator('.where', { hasText: `Question ${i + 1} of 4` })).toBeVisible()
    expect(await shown(theirs)).toBe(question)
  }
  await friend.close()
})

test('the folder’s page is accessible', async ({ page }) => {
  await addFolder(page)
  await page.goto('./#/decks?folder=News')
  await expect(page.getByRole('heading', { level: 1, name: 'News' })).toBeVisible()
  await lookAt(page, 'folder')
  await page.goto('./#/exam')
  await expect(page.getByRole('checkbox', { name: 'All of News' })).toBeVisible()
  await lookAt(page, 'folder-exam')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('./#/decks?folder=News')
  expect(await overflowX(page)).toBe(0)
})
