import type { Page } from '@playwright/test'
import { shippedDecks } from '../shippedDecks.ts'
import { newProfile, startBrowser } from './browserProcess.ts'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { overflowX, storedEvents } from './steps.ts'

const BUILT_IN_CARDS = shippedDecks().flatMap(({ notes }) => notes).length

/** All that a question shows, as a sitter sees it. */
const shown = (page: Page) => page.locator('section.quiz').textContent()

async function setUp(page: Page, fill: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto('./#/exam')
  await expect(page.getByText(`${BUILT_IN_CARDS} cards to ask`)).toBeVisible()
  for (const [label, value] of Object.entries(fill)) await page.getByLabel(label, { exact: true }).fill(value)
}

async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByText('Question 1 of', { exact: false }).first()).toBeVisible()
}

async function handIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Question \d+ of/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('right')
}

/** Turns to the first question of a kind, by what only such a question shows. */
async function goTo(page: Page, selector: string): Promise<void> {
  const total = await page.locator('.segs span').count()
  for (let i = 1; i < total && (await page.locator(selector).count()) === 0; i++)
    await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.locator(selector)).not.toHaveCount(0)
}

/** Draws the same paper every time: one that has each kind of question. */
const drawSame = (page: Page) =>
  page.addInitScript(() => {
    Math.random = () => 0.55
  })

test('two browsers with the same code sit the same paper', async ({ page, browser }) => {
  await setUp(page, { Questions: '8' })
  await start(page)
  const mine = [await shown(page)]
  for (let i = 1; i < 8; i++) {
    await page.getByRole('button', { name: 'Next' }).click()
    mine.push(await shown(page))
  }
  await handIn(page)
  const code = /Code: ([0-9A-Z-]{19})/.exec((await page.locator('.result-side').textContent()) ?? '')?.[1] ?? ''

  const friend = await browser.newContext()
  const theirs = await friend.newPage()
  await theirs.goto(new URL('./#/exam', page.url()).href)
  await theirs.getByLabel('Code of a paper').last().fill('0000-0000-0000-0001')
  await theirs.getByRole('button', { name: 'Use code' }).click()
  await expect(theirs.getByText('This is no code.')).toBeVisible()
  await theirs.getByLabel('Code of a paper').last().fill(code.toLowerCase())
  await theirs.getByRole('button', { name: 'Use code' }).click()
  await expect(theirs.locator('.where', { hasText: 'Question 1 of 8' })).toBeVisible()
  for (const [i, question] of mine.entries()) {
    expect(await shown(theirs)).toBe(question)
    if (i < 7) await theirs.getByRole('button', { name: 'Next' }).click()
  }
  await friend.close()
})

test('a killed browser goes on with the same question, answers and clock', async ({ baseURL }) => {
  test.setTimeout(90_000)
  const profile = newProfile()
  const first = await startBrowser(profile.folder)
  const address = `${baseURL}#/exam`
  await first.page.goto(address)
  await first.page.getByLabel('Minutes', { exact: true }).fill('30')
  await start(first.page)
  await goTo(first.page, '.field-row')
  await first.page.locator('.field-row input').first().fill('half an answer')
  const where = (await first.page.locator('.where').textContent()) ?? ''
  const question = (await first.page.locator('h1.q').textContent()) ?? ''
  await expect(first.page.locator('.segs .now.done')).toHaveCount(1)
  // What shows is kept a moment later; nothing says so, as an answer can be changed until the end.
  await first.page.waitForFunction(async () => {
    const open = indexedDB.open('recite-papers')
    const db = await new Promise<IDBDatabase>((done) => {
      open.onsuccess = () => done(open.result)
    })
    const all = db.transaction('sittings').objectStore('sittings').getAll()
    const text = await new Promise<string>((done) => {
      all.onsuccess = () => done(JSON.stringify(all.result))
    })
    db.close()
    return text.includes('half an answer')
  })
  await first.kill()

  const second = await startBrowser(profile.folder)
  await second.page.goto(`${baseURL}#/quiz`)
  await expect(second.page.getByText('Not handed in yet')).toBeVisible()
  await expect(second.page.getByText(/1 of \d+ answered, 29:\d\d left/)).toBeVisible()
  await second.page.locator('.papers a.deck').click()
  await expect(second.page.locator('.where')).toHaveText(where)
  await expect(second.page.locator('h1.q')).toHaveText(question)
  await expect(second.page.locator('.field-row input').first()).toHaveValue('half an answer')
  await second.quit()
  profile.remove()
})

test('a clock put back gives no time back, and time that runs out hands in by itself', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-02T10:00:00Z') })
  await setUp(page, { Minutes: '10' })
  await start(page)
  await page.clock.runFor(240_000)
  await expect(page.locator('.timer')).toContainText('6:0')
  await page.clock.setSystemTime(new Date('2026-03-02T08:00:00Z'))
  await page.clock.runFor(5000)
  await expect(page.locator('.timer')).toContainText(/5:5\d|6:00/)
  await page.clock.runFor(60_000)
  await expect(page.getByText('5 minutes left.')).toBeAttached()
  await page.clock.runFor(310_000)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('right')
  await expect(page.getByText('The time was up.', { exact: false })).toBeVisible()
})

test('a paper open in two tabs is sat in one, and its clock runs out on Today too', async ({ page }) => {
  await setUp(page, { Minutes: '3' })
  await start(page)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(other.getByRole('heading', { name: 'This paper is open in another tab' })).toBeVisible()
  await screenshot(other, 'paper-elsewhere.phone.light')
  await expectAccessible(other)
  await page.getByRole('button', { name: 'Flag' }).click()
  await other.getByRole('button', { name: 'Go on here' }).click()
  await expect(other.getByRole('button', { name: 'Flag' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('heading', { name: 'This paper is open in another tab' })).toBeVisible()
  await other.close()
  await page.clock.install({ time: Date.now() + 3 * 60_000 })
  await page.goto('./#/')
  await expect.poll(async () => (await storedEvents(page)).map(({ kind }) => kind)).toContain('exam')
})

test('after each question it says right or wrong, with the sentence; a miss can be overturned and accepted', async ({
  page,
}) => {
  await setUp(page)
  await page.getByText('After each question').click()
  await page.getByRole('switch', { name: 'Count for the schedule' }).click()
  await start(page)
  await goTo(page, '.field-row')
  const field = page.locator('.field-row input').first()
  for (const input of await page.locator('.field-row input').all()) await input.fill('quite another thing')
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.locator('.feedback')).toContainText('Wrong')
  await expect(page.locator('.feedback mark.hl').first()).toBeVisible()
  await expect(field).toHaveJSProperty('readOnly', true)
  await handIn(page)
  await expect(page.getByText(/^\d+ reviews? went into the schedule/)).toBeVisible()
  await page.getByRole('button', { name: 'I was right' }).first().click()
  await expect(page.getByText('The mark was changed.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^1 of/)
  const kinds = (await storedEvents(page)).map(({ kind }) => kind)
  expect(kinds).toContain('ruling')
  expect(kinds).toContain('undo')
})

test('a paper is sat with the keyboard alone', async ({ page }) => {
  await setUp(page, { Questions: '4' })
  await page.getByRole('button', { name: /^Start/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.where', { hasText: 'Question 1 of 4' })).toBeVisible()
  await page.keyboard.press('f')
  await expect(page.locator('.segs .flag')).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.where', { hasText: 'Question 2 of 4' })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toContainText('Leave this paper?')
  await page.keyboard.press('Escape')
  for (let i = 0; i < 3; i++) await page.keyboard.press('Enter')
  await expect(page.locator('.where', { hasText: 'Question 4 of 4' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('4 questions not answered')
  await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('0 of 4 right')
})

test('every screen of a paper is accessible', async ({ page }) => {
  test.setTimeout(120_000)
  await drawSame(page)
  const heading = page.getByRole('heading', { level: 1 }).first()
  const look = (name: string) => lookAt(page, `exam-${name}`, { before: () => expect(heading).toBeVisible() })
  await setUp(page, { Questions: '', Minutes: '20' })
  await page.getByText('After each question').click()
  await look('set-up')
  await start(page)
  for (const [name, selector] of [
    ['gaps', '.q .gap'],
    ['choice', '.opts'],
    ['claim', '.claim'],
  ] as const) {
    await page.getByRole('button', { name: /^Question \d+ of/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Question 1, empty', exact: true }).click()
    await goTo(page, selector)
    await look(name)
  }
  await page.keyboard.press('b')
  await page.getByRole('button', { name: 'Check' }).click()
  await expect(page.locator('.feedback')).toBeVisible()
  await look('feedback')
  await page.locator('.timer').click()
  await look('clock')
  await page.keyboard.press('Escape')
  await handIn(page)
  await expect(page.getByRole('heading', { name: 'By kind', exact: true })).toBeVisible()
  await look('result')
  await page.getByRole('link', { name: 'Paper and key' }).click()
  await expect(page.locator('.sheets')).toBeVisible()
  await look('print')
  await page.goto('./#/exam/history')
  await expect(page.locator('.chart')).toBeVisible()
  await look('history')
  await page.goto('./#/exam/sit/nothing')
  await look('gone')
  await page.goto('./#/quiz')
  await expect(page.getByText('Past papers', { exact: true })).toBeVisible()
  await look('papers')
})

test('no screen of a paper scrolls sideways at 320 px, nor at 200% text', async ({ page }) => {
  test.setTimeout(60_000)
  await page.setViewportSize({ width: 320, height: 640 })
  await drawSame(page)
  await setUp(page, { Questions: '', Minutes: '20' })
  for (const percent of [100, 200]) {
    await page.evaluate((size) => document.documentElement.style.setProperty('font-size', `${size}%`), percent)
    expect(await overflowX(page), `set up at ${percent}%`).toBeLessThanOrEqual(0)
  }
  await start(page)
  for (const selector of ['.field-row', '.opts']) {
    await goTo(page, selector)
    expect(await overflowX(page), `${selector} at 200%`).toBeLessThanOrEqual(0)
  }
  await handIn(page)
  expect(await overflowX(page), 'result at 200%').toBeLessThanOrEqual(0)
  await page.goto('./#/exam/history')
  await expect(page.locator('.chart')).toBeVisible()
  expect(await overflowX(page), 'history').toBeLessThanOrEqual(0)
})
