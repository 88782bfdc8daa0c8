import { expect, test } from './fixtures.ts'
import { askedOf, question, startStudying } from './steps.ts'

/** Sentences that are on show and marked as the card's own. */
const CHOSEN = '.article .hl.on'

test('a card opens the very sentence it came from, from its answer and from its deck, and the way back leads there', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('./')
  await startStudying(page)
  // A card from further down an article than the first screen.
  for (let i = 0; i < 4 || (i < 15 && !(await askedOf(page)).endsWith('?')); i++) {
    await page.keyboard.press('@')
    await page.waitForTimeout(350)
  }
  const whole = (await question(page).textContent()) ?? ''
  const asked = await askedOf(page)
  expect(asked).toMatch(/\?$/)
  await page.keyboard.press('Space')
  await page.locator('.evidence a.src').first().click()
  await expect(page.locator('.peek .q')).toHaveText(asked)
  await expect(page.locator(CHOSEN).first()).toBeInViewport()
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(question(page)).toHaveText(whole)

  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  const last = page.locator('a[href*="?card="]').last()
  const line = (await last.locator('.q').textContent()) ?? ''
  await last.click()
  await expect(page.locator('.peek .q')).toHaveText(line)
  await expect(page.locator(CHOSEN).first()).toBeInViewport()
})

test('from one deck’s address straight to another’s, and from article to article, the page is the other one', async ({
  page,
}) => {
  await page.goto('./#/decks')
  const decks = page.locator('a.deck[href*="#/deck/"]')
  await decks.first().waitFor()
  const hrefs = await decks.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const titles: string[] = []
  const articles: string[] = []
  for (const href of hrefs.slice(0, 2)) {
    await page.goto(`./${href.slice(href.indexOf('#'))}`)
    const title = page.getByRole('heading', { level: 1 })
    await expect(title).not.toHaveText(titles[0] ?? 'Decks')
    titles.push((await title.textContent()) ?? '')
    const article = await page.locator('a[href*="#/read/"]').first().getAttribute('href')
    articles.push(article?.slice(article.indexOf('#')) ?? '')
  }
  expect(new Set(articles).size).toBe(2)
  await page.goto(`./${articles[0]}`)
  const heading = page.locator('.art-head h1')
  await expect(heading).toBeVisible()
  const first = (await heading.textContent()) ?? ''
  await page.goto(`./${articles[1]}`)
  await expect(heading).not.toHaveText(first)
})
