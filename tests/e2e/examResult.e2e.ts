import { readFileSync } from 'node:fs'
import { capitalIn, startKind } from './capitals.ts'
import { expect, test } from './fixtures.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('a result tells score and topics, is shared with its code, printed with its key, and its misses retaken', async ({
  page,
}) => {
  test.setTimeout(60_000)
  await startKind(page, 'Typed')
  const field = page.getByRole('textbox', { name: 'Your answer' })
  await field.fill(capitalIn(await page.locator('h1.q').textContent()))
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.locator('.feedback')).toContainText('Right')
  await page.getByRole('button', { name: 'Next' }).click()
  await field.fill('somewhere else entirely')
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.locator('.feedback mark.hl').first()).toBeVisible()
  await page.getByRole('button', { name: /^Question \d+ of/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('dialog')).toContainText('2 questions not answered')
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 of 4 right')
  await expect(page.getByText(/^25%. Pass mark 60%, not passed. Took \d+:\d\d/)).toBeVisible()
  for (const name of ['By topic', 'Forecast'])
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  await expect(page.getByText('somewhere else entirely')).toBeVisible()

  await page.getByRole('button', { name: 'Share result' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const shared = await page.evaluate(() => navigator.clipboard.readText())
  expect(shared).toMatch(/1 of 4 right, 25%. Sit the same paper in Recite with the code ([0-9A-Z]{4}-){3}[0-9A-Z]{4}\./)

  await page.getByRole('link', { name: 'Paper and key' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as text' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  const [paper, key] = text.split('Key')
  for (const capital of ['Paris', 'Madrid', 'Rome', 'Athens']) {
    expect(paper).not.toContain(capital)
    expect(key).toContain(capital)
  }
  await page.goBack()
  await page.getByRole('button', { name: 'Retake what was missed' }).click()
  await expect(page.locator('.where', { hasText: 'Question 1 of 3' })).toBeVisible()
})
