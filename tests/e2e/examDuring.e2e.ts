import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openFile } from './steps.ts'

const CAPITALS = { France: 'Paris', Spain: 'Madrid', Italy: 'Rome', Greece: 'Athens' } as const
const sentences = Object.entries(CAPITALS).map(([country, capital]) => `The capital of ${country} is ${capital}.`)
const text = sentences.join(' ')

const evidenceOf = (i: number) => {
  const quote = sentences[i] ?? ''
  const answer = Object.values(CAPITALS)[i] ?? ''
  const start = text.indexOf(quote)
  const at = start + quote.indexOf(answer)
  return {
    sourceId: 's_capitals',
    sentence: { start, end: start + quote.length },
    answer: { start: at, end: at + answer.length },
    quote,
    resolutions: [],
  }
}

/** Four notes, each answer a fit wrong option for the other three and true of a sentence of its own. */
const deck = JSON.stringify({
  format: 'recite-deck',
  formatVersion: 1,
  id: 'd_capitals',
  version: 1,
  title: 'Capitals',
  language: 'en',
  licence: 'CC0-1.0',
  authors: ['A friend'],
  sources: [
    {
      id: 's_capitals',
      title: 'Capitals',
      text,
      language: 'en',
      published: null,
      author: null,
      outlet: null,
      url: null,
      basedOn: null,
      topics: [],
      licence: null,
    },
  ],
  notes: Object.entries(CAPITALS).map(([country, capital], i) => ({
    id: `n_${country}`,
    content: { kind: 'qa', question: `What is the capital of ${country}?`, answer: capital },
    tags: [],
    accepted: [],
    distractors: Object.values(CAPITALS).flatMap((other, j) =>
      i === j ? [] : [{ text: other, evidence: evidenceOf(j) }],
    ),
    evidence: [evidenceOf(i)],
    confidence: null,
  })),
  tombstones: [],
})

const KINDS = ['One choice', 'Several choices', 'Right or wrong', 'Typed', 'Gaps', 'Lists', 'Matching'] as const

/** A paper about capitals, of one kind of question alone, marked after each. */
async function startKind(page: Page, kind: (typeof KINDS)[number], minutes = ''): Promise<void> {
  await openFile(page, 'capitals.deck.json', deck)
  await page.getByRole('button', { name: /^Add 4 cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/exam')
  // The box itself is read out, not shown: its label is what is tapped.
  await page.getByRole('checkbox', { name: 'Capitals' }).click({ force: true })
  await expect(page.getByText('4 cards to ask')).toBeVisible()
  await page.getByText('After each question').click()
  await page.getByLabel('Minutes', { exact: true }).fill(minutes)
  await page.getByLabel(kind, { exact: true }).selectOption('3')
  for (const other of KINDS.filter((each) => each !== kind))
    await page.getByLabel(other, { exact: true }).selectOption('0')
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.locator('.where', { hasText: 'Question 1' })).toBeVisible()
}

/** The country that a text asks about, and its capital. */
function capitalIn(asked: string | null): string {
  const [, capital] = Object.entries(CAPITALS).find(([country]) => asked?.includes(country)) ?? []
  if (capital === undefined) throw new Error(`no country in ${asked}`)
  return capital
}

test('a wrong choice by its digit says which sentence it is true of, a right one by its letter is right', async ({
  page,
}) => {
  await startKind(page, 'One choice')
  const options = page.locator('.opts .opt')
  await expect(options).toHaveCount(4)
  const right = capitalIn(await page.locator('h1.q').textContent())
  const texts = await options.allTextContents()
  const wrong = texts.findIndex((option) => !option.includes(right))
  await page.keyboard.press(String(wrong + 1))
  await page.getByRole('button', { name: 'Check' }).click()
  const believed = Object.values(CAPITALS).find((capital) => texts[wrong]?.includes(capital)) ?? ''
  await expect(page.locator('.feedback')).toContainText('Wrong')
  await expect(page.locator('.feedback')).toContainText(`“${believed}” is true of another sentence:`)
  await expect(page.locator('.why-not mark.hl')).toContainText(believed)

  await page.getByRole('button', { name: 'Next' }).click()
  const next = capitalIn(await page.locator('h1.q').textContent())
  const at = (await options.allTextContents()).findIndex((option) => option.includes(next))
  await page.keyboard.press('abcd'[at] ?? '')
  await page.keyboard.press('Enter')
  await expect(page.locator('.feedback')).toContainText('Right')
})

test('pairs are matched by keys and by taps', async ({ page }) => {
  await startKind(page, 'Matching')
  const prompts = page.locator('.prompts button')
  const picks = page.locator('.picks button')
  await expect(prompts).toHaveCount(4)
  const answers = (await prompts.allTextContents()).map(capitalIn)
  const letters = await picks.allTextContents()
  const placeOf = (prompt: number) => letters.findIndex((pick) => pick.includes(answers[prompt] ?? ''))
  // What is answered passes on to the next by itself.
  for (const prompt of [0, 1]) await page.keyboard.press('abcd'[placeOf(prompt)] ?? '')
  await expect(prompts.nth(2)).toHaveAttribute('aria-pressed', 'true')
  await prompts.nth(3).click()
  await picks.nth(placeOf(3)).click()
  await prompts.nth(2).click()
  await picks.nth(placeOf(2)).click()
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.locator('.prompts .right')).toHaveCount(4)
  await expect(page.locator('.feedback')).toContainText('Right')
})

test('the clock is hidden and given more time, and says so; at one minute it speaks up', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-02T10:00:00Z') })
  await startKind(page, 'Typed', '2')
  await page.locator('.timer').click()
  await page.getByRole('button', { name: 'Hide the clock' }).click()
  await expect(page.getByRole('button', { name: 'Clock hidden' })).toHaveText('')
  await page.clock.runFor(62_000)
  await expect(page.getByText('1 minute left.')).toBeAttached()
  await page.locator('.timer').click()
  await page.getByRole('button', { name: '5 minutes more' }).click()
  await expect(page.getByText('The paper is 5 minutes longer.')).toBeAttached()
  await page.locator('.timer').click()
  await page.getByRole('button', { name: 'Show the clock' }).click()
  await expect(page.locator('.timer')).toContainText(/5:5\d/)
})
