import { expect, test } from './fixtures.ts'
import { openFile, storedEvents } from './steps.ts'

test('ten questions, marked at the end, each miss with its sentence, and misses go into today', async ({ page }) => {
  await page.goto('./#/quiz')
  await page.locator('a.deck').first().click()
  await expect(page.getByText('Question 1 of', { exact: false }).first()).toBeVisible()
  const total = await page.locator('.segs span').count()
  expect(total).toBeGreaterThanOrEqual(8)
  for (let i = 1; i < total; i++) await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`${total} questions not answered`)
  await dialog.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`0 of ${total} right`)
  await expect(page.locator('.miss mark.hl')).not.toHaveCount(0)
  await page.getByRole('button', { name: /^Add to today/ }).click()
  await expect(page.getByText(/^\d+ cards added to today/)).toBeVisible()
  const kinds = (await storedEvents(page)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'exam')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'review').length).toBeGreaterThanOrEqual(total)
})

test('a gap text of a paper sets off what it quotes, with its gaps numbered', async ({ page }) => {
  await openFile(page, 'gaps.deck.json', JSON.stringify(gapDeck()))
  await page.getByRole('button', { name: /^Add 1 card|^Add \d+ cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/quiz/d_gaps')
  const question = page.locator('.quiz .q')
  await expect(question.locator('blockquote')).toHaveText('It was a cold year.')
  await expect(question.locator('.gap small')).toHaveText(['1', '2 when?'])
  await expect(question).not.toContainText('>')
})

function gapDeck(): object {
  const note = {
    id: 'n_gaps',
    content: { kind: 'cloze', text: '> It was a cold year.\n\nThe {{c1::harbour}} froze in {{c2::March::when?}}.' },
    tags: [],
    accepted: [],
    distractors: [],
    evidence: [],
    confidence: null,
  }
  return {
    format: 'recite-deck',
    formatVersion: 1,
    id: 'd_gaps',
    version: 1,
    title: 'Gaps',
    language: 'en',
    licence: 'CC0-1.0',
    authors: [],
    sources: [],
    notes: [note],
    tombstones: [],
  }
}
