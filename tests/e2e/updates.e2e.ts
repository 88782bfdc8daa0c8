import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { CORS, startModelServer } from '../workers/modelServer.ts'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { DESKTOPS, lookAt, NARROW, PHONES } from './looks.ts'
import { openFile, overflowX } from './steps.ts'

/** A small deck as somebody sends it; `question` is the first card's. */
function deckFile(version: number, question: string, more: object = {}): string {
  const note = (id: string, content: object) => ({
    id,
    content,
    tags: [],
    accepted: [],
    distractors: [],
    evidence: [],
    confidence: null,
  })
  return JSON.stringify({
    format: 'recite-deck',
    formatVersion: 1,
    id: 'd_letters',
    version,
    title: 'Letters',
    language: 'en',
    licence: 'CC-BY-4.0',
    authors: ['Ada'],
    sources: [],
    notes: [
      note('n_first', { kind: 'qa', question, answer: 'A' }),
      note('n_last', { kind: 'qa', question: 'Which letter is last?', answer: version === 1 ? 'Y' : 'Z' }),
    ],
    tombstones: [],
    ...more,
  })
}

const take = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

async function reword(page: Page, from: string, to: string): Promise<void> {
  await page.goto(`./#/browse?q=${encodeURIComponent(`"${from}"`)}`)
  await page.locator('.vlist .brow').first().click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill(to)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(to).first()).toBeVisible()
}

test('a newer version takes what only its author changed and asks about what both did; corrections go back', async ({
  page,
  browser,
  baseURL,
}) => {
  await openFile(page, 'letters.deck.json', deckFile(1, 'Which letter is first?'))
  await take(page, 'Add 2 cards')
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await reword(page, 'Which letter is first?', 'What does the alphabet begin with?')

  await openFile(page, 'letters.deck.json', deckFile(2, 'Which letter comes first?'))
  await expect(page.getByText('1 changed by both')).toBeVisible()
  await expect(page.getByRole('group', { name: /What does the alphabet begin with/ })).toBeVisible()
  await lookAt(page, 'clash')
  await page.setViewportSize(NARROW.viewport)
  expect(await overflowX(page)).toBe(0)
  // By key: the first choice, then the other one.
  await page.getByRole('radio', { name: /What does the alphabet begin with/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Which letter comes first/ })).toBeChecked()
  await take(page, 'Keep all of mine')
  await take(page, 'Update deck')
  await expect(page.getByText('Updated “Letters”')).toBeVisible()

  await page.goto('./#/deck/d_letters')
  await expect(page.getByText('What does the alphabet begin with?')).toBeVisible()
  await expect(page.getByText('Z', { exact: true })).toBeVisible()
  await openFile(page, 'letters.deck.json', deckFile(2, 'Which letter comes first?'))
  await expect(page.getByText('You already have this deck as it is')).toBeVisible()

  await page.goto('./#/deck/d_letters')
  await take(page, 'Share this deck')
  const download = page.waitForEvent('download')
  await take(page, /^Send my corrections/)
  const corrections = readFileSync(await (await download).path(), 'utf8')
  await screenshot(page, 'share.narrow.dark')
  await expectAccessible(page)
  const author = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage()
  await openFile(author, 'letters.deck.json', deckFile(2, 'Which letter comes first?'))
  await take(author, 'Add 2 cards')
  await expect(author.getByText(/^Deck added/)).toBeVisible()
  await openFile(author, 'letters.recite-patch.json', corrections)
  await expect(author.getByRole('radio', { name: /What does the alphabet begin with/ })).toBeChecked()
  await screenshot(author, 'corrections.phone.light')
  await expectAccessible(author)
  await take(author, 'Take the corrections')
  await expect(author.getByText('Corrected “Letters”')).toBeVisible()
  await author.context().close()
})

test('a deck stays at an address, says quietly that there is a newer version, and takes it only when told', async ({
  page,
}) => {
  const server = await startModelServer((response) => void response.writeHead(200, CORS).end('<!doctype html>'))
  const lies = (text: string) => server.answer((response) => void response.writeHead(200, CORS).end(text))
  try {
    await page.goto('./#/open')
    const field = page.getByRole('textbox', { name: 'Or the address of a deck' })
    await field.fill('http://example.org/letters.recite')
    await take(page, 'Look there')
    await expect(page.getByText('That is no address of a deck', { exact: false })).toBeVisible()
    await field.fill(`${server.address}/letters.deck.json`)
    await take(page, 'Look there')
    await expect(page.getByText('has a web page, not a deck', { exact: false })).toBeVisible()

    lies(deckFile(1, 'Which letter is first?'))
    await page.goto('./#/decks')
    await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
    await page.goto('./#/open')
    await field.fill(`${server.address}/letters.deck.json`)
    await field.press('Enter')
    await take(page, 'Add 2 cards')
    await expect(page.getByText(/^Deck added/)).toBeVisible()
    const asked = server.asked.length
    lies(deckFile(2, 'Which letter comes first?'))
    await page.goto('./#/deck/d_letters')
    // A sheet on a phone, a column of its own on a desktop.
    await page.getByRole('button', { name: 'Sources and licence' }).click()
    await lookAt(page, 'updates', { looks: PHONES })
    await page.keyboard.press('Escape')
    await lookAt(page, 'updates', { looks: DESKTOPS })
    expect(server.asked.length).toBe(asked)
    await page.goto('./#/open')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'not.json', mimeType: 'application/json', buffer: Buffer.from('{"half":') })
    await expect(page.getByRole('heading', { name: 'That file can’t be opened' })).toBeVisible()
    // The page is the same one, and shows what its address now says.
    await page.goto('./#/open?deck=d_letters')
    await expect(page.getByRole('heading', { name: /^Look at 127.+ for a newer version/ })).toBeVisible()
    await lookAt(page, 'updates-by-link', { looks: PHONES })
    expect(server.asked.length).toBe(asked)
    await take(page, 'Look there')
    await expect(page.getByText('2 changed')).toBeVisible()
    await page.goto('./#/deck/d_letters')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByRole('switch', { name: 'Look when this page opens' }).click()
    await expect(page.getByText(/^Version 2 is at 127/)).toBeVisible()
    await expect(page.getByText('Which letter is first?')).toBeVisible()
    await take(page, 'See what is new')
    await expect(page.getByText('2 changed')).toBeVisible()
    await take(page, 'Update deck')
    await expect(page.getByText('Updated “Letters”')).toBeVisible()
  } finally {
    await server.close()
  }
})
