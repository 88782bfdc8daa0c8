import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { openFile, overflowX, question, snack, storedEvents } from './steps.ts'

const TEXT = 'Karzai called a loya jirga to weigh the draft. Kabul and Herat sent elders.'
const span = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length })
const [first = '', second = ''] = TEXT.match(/[^.]+\./g)?.map((sentence) => sentence.trim()) ?? []

const evidence = (sentence: string, answer: string) => ({
  sourceId: 's1',
  sentence: span(sentence),
  answer: span(answer),
  quote: sentence,
  resolutions: [],
})

const note = (id: string, content: object, pieces: readonly object[]) => ({
  id,
  content,
  tags: [],
  accepted: [],
  distractors: [],
  evidence: pieces,
  confidence: null,
})

const folder = fileURLToPath(new URL('../../decks/', import.meta.url))
const shipped = JSON.parse(readFileSync(folder + readdirSync(folder)[0], 'utf8'))
const DECK = {
  ...shipped,
  id: 'd_typed',
  title: 'Typed',
  sources: [{ ...shipped.sources[0], id: 's1', title: 'An assembly', text: TEXT }],
  notes: [
    note('n_one', { kind: 'qa', question: 'Which assembly did Karzai call?', answer: 'loya jirga' }, [
      evidence(first, 'loya jirga'),
    ]),
    note(
      'n_list',
      {
        kind: 'list',
        question: 'Which cities sent elders?',
        items: [
          { text: 'Kabul', accepted: [] },
          { text: 'Herat', accepted: [] },
        ],
      },
      [evidence(second, 'Kabul'), evidence(second, 'Herat')],
    ),
    note('n_gaps', { kind: 'cloze', text: '{{c1::Kabul::a city}} and {{c1::Herat}} sent elders.' }, [
      evidence(second, 'Kabul'),
    ]),
  ],
  tombstones: [],
}

async function startTyping(page: Page): Promise<void> {
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Type the answer' }).click()
  await openFile(page, 'typed.deck.json', JSON.stringify(DECK))
  await page.getByRole('button', { name: /^Add 3 cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/study/d_typed')
  await expect(question(page)).toBeVisible()
}

const verdict = (page: Page) => page.locator('.diff .verdict')
const suggested = (page: Page) => page.locator('.rate .suggest')

test('a typed answer is compared letter by letter, only suggests, and can be right after all', async ({ page }) => {
  await startTyping(page)
  const field = page.getByRole('textbox', { name: 'Your answer' })
  await expect(field).toBeFocused()
  const rule = async () => (await page.locator('.index .front').boundingBox())?.height
  const before = await rule()
  // Single keys are letters here.
  await page.keyboard.type('loya girga', { delay: 5 })
  await expect(field).toHaveValue('loya girga')
  await page.keyboard.press('Enter')
  await expect(verdict(page)).toHaveText('Close: a small slip')
  expect(await rule()).toBe(before)
  await expect(page.locator('.diff del')).toHaveText('g')
  await expect(page.locator('.diff ins')).toHaveText('j')
  await expect(suggested(page)).toHaveText(/^Hard/)
  await page.keyboard.press('1')
  await expect(snack(page)).toContainText('Again. Back')

  await page.waitForTimeout(350)
  await page.keyboard.type('Herat')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Item 2 of 2' })).toBeFocused()
  await page.keyboard.type('Kabool')
  await page.keyboard.press('Enter')
  await expect(verdict(page)).toHaveText('1 of 2 right')
  await expect(page.locator('.marked .missing')).toContainText('Kabul')
  await expect(suggested(page)).toHaveText(/^Again/)
  await page.getByRole('button', { name: 'I was right: count it from now on' }).click()
  await expect(verdict(page)).toHaveText('Right')
  await expect(suggested(page)).toHaveText(/^Good/)
  await page.getByRole('button', { name: /^Good/ }).click()
  await expect(snack(page)).toContainText('Good. Back')

  await page.waitForTimeout(350)
  await expect(page.getByRole('textbox', { name: 'Missing word 1 of 2, hint: a city' })).toBeFocused()
  await page.keyboard.type('Kabul')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Ghor')
  await page.keyboard.press('Enter')
  await expect(verdict(page)).toHaveText('1 of 2 right')
  await page.getByRole('button', { name: 'I was right', exact: true }).click()
  await expect(verdict(page)).toHaveText('Right')
  await expect.poll(async () => (await storedEvents(page)).filter(({ kind }) => kind === 'note').length).toBe(1)
})

test('Esc leaves the field, where keys work again; Don’t know shows the answer', async ({ page }) => {
  await startTyping(page)
  await expect(page.locator('.focus :is(input, textarea):focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(question(page)).toBeFocused()
  await page.keyboard.press('h')
  await expect(page.locator('.index[data-hint]')).toBeVisible()
  await page.keyboard.press('h')
  await page.getByRole('button', { name: 'Don’t know' }).click()
  await expect(verdict(page)).toHaveText('Nothing typed')
  await expect(suggested(page)).toHaveText(/^Again/)
})

test('typing is accessible', async ({ page }) => {
  const look = (name: string) => lookAt(page, `typed-${name}`)
  await startTyping(page)
  for (const [name, texts] of [
    ['one', ['loya girga']],
    ['list', ['Herat', 'Ghor']],
    ['gaps', ['Kabul', 'Ghor']],
  ] as const) {
    await page.waitForTimeout(350)
    const fields = page.locator('.index input')
    for (const [i, text] of texts.entries()) await fields.nth(i).fill(text)
    await look(`${name}-typing`)
    await page.getByRole('button', { name: /^Check/ }).click()
    await expect(verdict(page)).toBeVisible()
    await look(`${name}-checked`)
    await page.getByRole('button', { name: /^Easy/ }).click()
    await expect(snack(page)).toBeVisible()
  }
})

test('typing does not scroll sideways at 320 px, nor at 200% text', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await startTyping(page)
  for (const percent of [100, 200]) {
    await page.evaluate((share) => document.documentElement.style.setProperty('font-size', `${share}%`), percent)
    expect(await overflowX(page), `${percent}%`).toBeLessThanOrEqual(0)
  }
  await page.getByRole('textbox', { name: 'Your answer' }).fill('loya girga and far more than was asked for')
  await page.getByRole('button', { name: /^Check/ }).click()
  await expect(verdict(page)).toBeVisible()
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
  await screenshot(page, 'typed-narrow-200')
})
