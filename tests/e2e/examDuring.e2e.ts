import { CAPITALS, capitalIn, startKind } from './capitals.ts'
import { expect, test } from './fixtures.ts'

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
