import { withoutQuoted } from '../../src/domain/bareText.ts'
import { shippedDecks } from '../shippedDecks.ts'
import { newProfile, startBrowser } from './browserProcess.ts'
import { expect, test, unexpected, watchPage, whenOfflineReady } from './fixtures.ts'
import { answer, askedOf, question, snack, startStudying, storedEvents } from './steps.ts'

test('a first card within one tap, and its answer with the sentence it came from', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await expect(page.locator('.evidence mark.hl').first()).toBeVisible()
  await expect(page.locator('.evidence').first()).toContainText('Recite’s summary, based on')
  await expect(page.getByRole('button', { name: /^Again/ })).toContainText('1 min')
})

test('the question and the red rule stay where they are when the answer is shown', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  const places = async () => {
    const q = await question(page).boundingBox()
    const front = await page.locator('.index .front').boundingBox()
    const dock = await page.locator('.dock').boundingBox()
    return [q?.y, front?.height, dock?.y, dock?.height]
  }
  const before = await places()
  await page.getByRole('button', { name: /^Hint/ }).click()
  expect(await places()).toEqual(before)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  expect(await places()).toEqual(before)
})

test('undo takes back the last answer, also after a reload', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  const first = await question(page).textContent()
  await answer(page, 'Good')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(question(page)).toHaveText(first ?? '')
  await expect(snack(page)).toContainText('Took back: Rated Good')
  await answer(page, 'Easy')
  await page.reload()
  await expect(question(page)).not.toHaveText(first ?? '')
  await page.getByRole('button', { name: 'Undo: Rated Easy' }).click()
  await expect(question(page)).toHaveText(first ?? '')
  await expect
    .poll(async () => (await storedEvents(page)).map((event) => event.kind))
    .toEqual(['review', 'undo', 'review', 'undo'])
})

test('everything goes by the keyboard', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await page.keyboard.press('h')
  await expect(page.locator('.index[data-hint]')).toBeVisible()
  await page.keyboard.press('Space')
  await page.keyboard.press('2')
  await expect(snack(page)).toContainText('Hard. Back')
  await page.waitForTimeout(350)
  await page.keyboard.press('Space')
  await page.keyboard.press('Space')
  await expect(snack(page)).toContainText('Good. Back')
  await page.keyboard.press('z')
  await expect(snack(page)).toContainText('Took back: Rated Good')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /cards? today/ })).toBeVisible()
})

test('after a hint Hard is suggested, by a ring that runs round its note and not through it', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await page.keyboard.press('h')
  await page.keyboard.press('Space')
  const hard = page.locator('.rate .suggest')
  await expect(hard).toContainText('with effort')
  const room = await hard.evaluate((key) => {
    const within = key.getBoundingClientRect().bottom + Number.parseFloat(getComputedStyle(key).outlineOffset)
    return within - (key.querySelector('small')?.getBoundingClientRect().bottom ?? Infinity)
  })
  expect(room).toBeGreaterThanOrEqual(0)
})

test('what is left is counted by kind on question and answer alike, and Hard says that it is for what was recalled', async ({
  page,
}) => {
  await page.goto('./')
  await startStudying(page)
  const left = page.locator('.topbar .left')
  await expect(left).toHaveText(/^20 new ?0 learning ?0 due$/)
  const hard = page.getByRole('button', { name: /^Hard/ })
  await page.waitForTimeout(350)
  await page.keyboard.press(' ')
  await expect(left).toBeVisible()
  await expect(hard).toContainText('with effort')
  await expect(hard).toHaveAttribute('title', 'I remembered, with effort')
  await page.keyboard.press('1')
  await expect(left).toHaveText(/^19 new ?1 learning ?0 due$/)
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Two rating keys' }).click()
  await page.goto('./#/study')
  await expect(page.getByRole('button', { name: /^Again/, includeHidden: true })).toBeAttached()
  await expect(page.getByText('with effort')).toHaveCount(0)
})

test('a tap anywhere on a question shows its answer, one on the answer or by a mouse does nothing', async ({
  page,
}) => {
  await page.goto('./')
  await startStudying(page)
  const card = page.locator('.index')
  await page.waitForTimeout(350)
  await question(page).click()
  await expect(card).toHaveAttribute('data-state', 'question')
  await question(page).tap()
  await expect(card).toHaveAttribute('data-state', 'answer')
  const asked = await question(page).textContent()
  await page.waitForTimeout(350)
  await question(page).tap()
  await expect(card).toHaveAttribute('data-state', 'answer')
  await expect(question(page)).toHaveText(asked ?? '')
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Type the answer' }).click()
  await page.goto('./#/study')
  await expect(page.getByRole('button', { name: 'Don’t know' })).toBeVisible()
  await page.waitForTimeout(350)
  await question(page).tap()
  await expect(card).toHaveAttribute('data-state', 'question')
})

test('the keys say when a card would be back, unless the learner does not want to know', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  const good = page.getByRole('button', { name: /^Good/ })
  await page.waitForTimeout(350)
  await page.keyboard.press(' ')
  await expect(good).toContainText(/\d min/)
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Show the next interval' }).click()
  await page.goto('./#/study')
  await expect(question(page)).toBeVisible()
  await page.waitForTimeout(350)
  await page.keyboard.press(' ')
  await expect(good).toBeVisible()
  await expect(good).not.toContainText(/\d min/)
})

test('a buried card is away for the day', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  const first = await question(page).textContent()
  await page.getByRole('button', { name: 'Card menu' }).click()
  await page.getByRole('button', { name: 'Hide until tomorrow' }).click()
  await expect(snack(page)).toContainText('Hid 1 card until tomorrow')
  await expect(question(page)).not.toHaveText(first ?? '')
  await page.reload()
  await expect(question(page)).toBeVisible()
  await expect(question(page)).not.toHaveText(first ?? '')
})

test('ten cards offline, the browser killed, and every acknowledged answer is there', async ({ baseURL }) => {
  test.setTimeout(90_000)
  const profile = newProfile()
  const first = await startBrowser(profile.folder)
  const messages = watchPage(first.page)
  await first.page.goto(baseURL ?? '')
  await whenOfflineReady(first.page)
  await first.page.context().setOffline(true)
  await first.page.reload()
  await startStudying(first.page)
  const ratings = ['Good', 'Again', 'Hard', 'Easy', 'Good', 'Again', 'Good', 'Easy', 'Hard', 'Good'] as const
  for (const rating of ratings) await answer(first.page, rating)
  await first.kill()

  const second = await startBrowser(profile.folder)
  await second.page.context().setOffline(true)
  await second.page.goto(baseURL ?? '')
  await expect(second.page.getByRole('heading', { name: /cards? today/ })).toBeVisible()
  const kept = (await storedEvents(second.page)).filter((event) => event.kind === 'review')
  expect(kept.map((event) => event.rating)).toEqual(ratings.map((rating) => rating.toLowerCase()))
  await second.quit()
  profile.remove()
  expect(unexpected(messages, [])).toEqual([])
})

test('a damaged database is noticed and restored up to the last answer', async ({ page, baseURL }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await answer(page, 'Easy')
  // The second copy follows the acknowledgement by a few milliseconds.
  await page.waitForTimeout(1000)
  const session = await page.context().newCDPSession(page)
  await page.goto('about:blank')
  await session.send('Storage.clearDataForOrigin', { origin: new URL(baseURL ?? '').origin, storageTypes: 'indexeddb' })
  await page.goto('./')
  await expect(page.getByText('Your progress was restored')).toBeVisible()
  const kept = (await storedEvents(page)).filter((event) => event.kind === 'review')
  expect(kept.map((event) => event.rating)).toEqual(['good', 'easy'])
  await expect(page.getByRole('heading', { name: /cards? today/ })).toBeVisible()
})

test('what a card quotes before its question is set off and smaller, from the first card on', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  const passage = question(page).locator('blockquote')
  for (let i = 0; i < 10 && (await passage.count()) === 0; i++) {
    await page.keyboard.press('@')
    await page.waitForTimeout(350)
  }
  const sizeOf = (shown: Element) => Number.parseFloat(getComputedStyle(shown).fontSize)
  expect(await passage.evaluate(sizeOf)).toBeLessThan(await question(page).evaluate(sizeOf))
  expect(await passage.evaluate((shown) => getComputedStyle(shown).borderInlineStartWidth)).toBe('2px')
})

test('each card shows its own answer, not the one before it', async ({ page }) => {
  const answers = new Map<string, string>()
  for (const { content } of shippedDecks().flatMap(({ notes }) => notes))
    if (content.kind === 'qa') answers.set(withoutQuoted(content.question), content.answer)
  await page.goto('./')
  await startStudying(page)
  let checked = 0
  for (let i = 0; i < 6; i++) {
    const asked = await askedOf(page)
    await page.waitForTimeout(350)
    await page.getByRole('button', { name: /^Show answer/ }).click()
    const right = answers.get(asked)
    if (right !== undefined) {
      await expect(page.locator('.index .reveal .a')).toContainText(right)
      checked++
    }
    await page.getByRole('button', { name: /^Easy/ }).click()
    await expect(snack(page)).toContainText('Easy. Back')
  }
  expect(checked).toBeGreaterThan(2)
})
