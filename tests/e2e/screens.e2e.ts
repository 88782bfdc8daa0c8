import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, openFile, overflowX, saveDeckFile, startStudying } from './steps.ts'

/** Each with its heading: until it is there, the page before may still be on show. */
const PAGES = [
  ['first-run', '#/', 'From what you read to what you remember'],
  ['decks', '#/decks', 'Decks'],
  ['create', '#/create', 'New cards from text'],
  ['quiz', '#/quiz', 'Quiz'],
  ['settings', '#/settings', 'Settings'],
  ['open', '#/open', 'Open a deck'],
] as const

test('every screen is accessible', async ({ page }) => {
  test.setTimeout(90_000)
  const look = (name: string) => lookAtPage(page, name)
  for (const [name, hash, heading] of PAGES) {
    await page.goto(`./${hash}`)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await look(name)
  }
  await page.goto('./#/')
  await startStudying(page)
  await look('study-question')
  await page.keyboard.press('h')
  await look('study-hint')
  await page.keyboard.press('Space')
  await look('study-answer')
  await page.keyboard.press('3')
  await look('study-next')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /cards? today/ })).toBeVisible()
  await look('today')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  await expect(page.getByRole('button', { name: 'Share this deck' })).toBeVisible()
  await look('deck')
  await page.locator('a.crow').first().click()
  await expect(page.locator('.peek .q')).toBeVisible()
  await look('read')
  await page.goto('./#/quiz')
  await page.locator('a.deck').first().click()
  await expect(page.getByText('Question 1 of', { exact: false }).first()).toBeVisible()
  await look('quiz-question')
})

test('the ends of every way are accessible', async ({ page }) => {
  test.setTimeout(120_000)
  const look = (name: string) => lookAtPage(page, name)
  await page.goto('./#/quiz')
  await page.locator('a.deck').first().click()
  await sitThrough(page)
  await look('quiz-result')

  const deckFile = await savedDeck(page)
  await openFile(page, 'friend.deck.json', JSON.stringify({ ...deckFile, id: 'd_friend', title: 'From a friend' }))
  await expect(page.getByRole('button', { name: /^Add \d+ cards/ })).toBeVisible()
  await look('open-preview')
  await page.getByRole('button', { name: /^Add \d+ cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await look('open-taken')
  await openFile(page, 'broken.deck.json', '{')
  await expect(page.getByText('That file can’t be opened')).toBeVisible()
  await look('open-problem')

  await openFile(page, 'one.deck.json', JSON.stringify(oneCard(deckFile)))
  await page.getByRole('button', { name: /^Add 1 card/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/study/d_one')
  await answer(page, 'Easy')
  await expect(page.getByRole('heading', { name: 'Done for today' })).toBeVisible()
  await look('finish')

  await page.goto('./#/no/such/page')
  await look('not-found')

  await breakDatabase(page, true)
  await page.goto('./#/decks')
  await expect(page.getByRole('heading', { name: 'Something broke' })).toBeVisible()
  await look('error')
  await breakDatabase(page, false)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  expect((await download).suggestedFilename()).toMatch(/^recite-backup-/)
})

test('no screen scrolls sideways at 320 px, nor at 200% text', async ({ page }) => {
  test.setTimeout(60_000)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('./')
  for (const percent of [100, 200]) {
    for (const [name, hash] of [...PAGES, ['study', '#/study'] as const]) {
      await page.goto(`./${hash}`)
      await page.evaluate((size) => document.documentElement.style.setProperty('font-size', `${size}%`), percent)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      expect(await overflowX(page), `${name} at ${percent}%`).toBeLessThanOrEqual(0)
    }
    // Until the card is there, the page before is on show.
    await expect(page.locator('.index')).toBeVisible()
    await page.waitForTimeout(350)
    await page.keyboard.press('Space')
    await expect(page.locator('.index')).toHaveAttribute('data-state', 'answer')
    expect(await overflowX(page), `an answer at ${percent}%`).toBeLessThanOrEqual(0)
    for (const key of await page.locator('.rate button').all())
      expect(await key.evaluate((button) => button.scrollWidth - button.clientWidth), 'a key').toBeLessThanOrEqual(0)
  }
})

test('a long list of cards comes in portions, and what was asked for has the focus', async ({ page }) => {
  test.setTimeout(90_000)
  await openFile(page, 'long.deck.json', encodeDeck(makeDeck('long', 520)))
  await page.getByRole('button', { name: 'Add 520 cards' }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/deck/long')
  await expect(page.locator('a.crow')).toHaveCount(500)
  await expectAccessible(page, 'a long deck')
  await page.getByRole('button', { name: 'Show more: 20 left' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('a.crow')).toHaveCount(520)
  await expect(page.locator('a.crow').nth(500)).toBeFocused()
})

async function lookAtPage(page: Page, name: string): Promise<void> {
  const before = () => expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await lookAt(page, name, { before })
}

/** Goes through a quiz without answering anything. */
async function sitThrough(page: Page): Promise<void> {
  await expect(page.getByText('Question 1 of', { exact: false }).first()).toBeVisible()
  const total = await page.locator('.segs span').count()
  for (let i = 1; i < total; i++) await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('right')
}

type DeckFile = { readonly notes: readonly { readonly id: string; readonly content: { readonly kind: string } }[] }

/** The first deck, as its page saves it. */
async function savedDeck(page: Page): Promise<DeckFile> {
  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  const download = saveDeckFile(page)
  return JSON.parse(readFileSync(await (await download).path(), 'utf8'))
}

function oneCard(deck: DeckFile) {
  const note = deck.notes.find(({ content }) => content.kind === 'qa')
  return { ...deck, id: 'd_one', title: 'One card', notes: [{ ...note, id: 'n_one' }] }
}

/** Whether, from now on, reading the list of decks fails, as it never should. */
async function breakDatabase(page: Page, isBroken: boolean): Promise<void> {
  await page.evaluate((broken) => {
    const state = window as unknown as { isBroken?: boolean }
    if (state.isBroken === undefined) {
      const transaction = IDBDatabase.prototype.transaction
      IDBDatabase.prototype.transaction = function (...args: Parameters<IDBDatabase['transaction']>) {
        if (state.isBroken && [args[0]].flat()[0] === 'decks') throw new TypeError('broken on purpose')
        return transaction.apply(this, args)
      }
    }
    state.isBroken = broken
  }, isBroken)
}
