import { createHash } from 'node:crypto'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { openFile, overflowX } from './steps.ts'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const HASH = createHash('sha256').update(PICTURE).digest('hex').slice(0, 32)

const QUESTION = `**Solve** \\(x^2 = 4\\), *please*:

- see [the page](https://elsewhere.example/a)
- and \`code\`

![a spot](media:${HASH}) ![far](https://elsewhere.example/x.png)`
const ANSWER = '\\[x = \\pm\\frac{4}{2}\\] and \\(\\nosuchthing{\\)'

const deck = {
  format: 'recite-deck',
  formatVersion: 1,
  id: 'd_rich',
  version: 1,
  title: 'Rich',
  language: 'en',
  licence: 'CC0-1.0',
  authors: ['Somebody'],
  sources: [],
  notes: [note('n_rich', { kind: 'qa', question: QUESTION, answer: ANSWER }), note('n_gap', GAP())],
  tombstones: [],
}

function GAP() {
  return { kind: 'cloze', text: 'The **{{c1::moon}}** pulls with \\(F = {{c1::G}}\\frac{m}{r^2}\\).' }
}

function note(id: string, content: object) {
  return { id, content, tags: [], accepted: [], distractors: [], evidence: [], confidence: null }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a card shows emphasis, lists, maths and pictures kept here, and loads nothing from elsewhere, ${colorScheme}`, async ({
    page,
    context,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const strange: string[] = []
    page.on('request', (request) => request.url().includes('elsewhere') && strange.push(request.url()))
    await openFile(page, 'rich.deck.json', JSON.stringify(deck))
    await page.getByRole('button', { name: /^Add 2 cards/ }).click()
    await expect(page.getByText(/^Deck added/)).toBeVisible()
    await page.evaluate(
      async ([hash, bytes]) => {
        const open = indexedDB.open('recite')
        const db = await new Promise<IDBDatabase>((done) => {
          open.onsuccess = () => done(open.result)
        })
        const put = db.transaction('media', 'readwrite').objectStore('media')
        put.put({ hash, type: 'image/png', bytes: Uint8Array.from(bytes).buffer })
        await new Promise((done) => {
          put.transaction.oncomplete = done
        })
        db.close()
      },
      [HASH, [...PICTURE]] as const,
    )
    await context.setOffline(false)
    await page.goto('./#/study/d_rich')
    const card = page.locator('.index')
    await expect(card.locator('strong')).toHaveText('Solve')
    await expect(card.locator('.front math')).toBeVisible()
    await expect(card.locator('.front ul li')).toHaveCount(2)
    const link = card.getByRole('link', { name: 'the page' })
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    await expect(card.getByRole('img', { name: 'a spot' })).toBeVisible()
    await expect(card.getByText('far (not on this device)')).toBeVisible()
    await page.waitForTimeout(350)
    await page.getByRole('button', { name: /^Show answer/ }).click()
    await expect(card.locator('.back .maths.block')).toBeVisible()
    await expect(card.locator('.bad-tex')).toHaveText('\\(\\nosuchthing{\\)')
    await screenshot(page, `rich.phone.${colorScheme}`)
    await expectAccessible(page)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowX(page)).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: /^Easy/ }).click()
    await expect(card.locator('strong .gap')).toBeVisible()
    await expect(card.locator('math')).toBeVisible()
    await page.waitForTimeout(350)
    await page.getByRole('button', { name: /^Show answer/ }).click()
    await expect(card.locator('strong .gap')).toHaveText('moon')
    await screenshot(page, `rich-gap.phone.${colorScheme}`)
    expect(strange).toEqual([])
  })
}

test('a formula of any size leaves the rest of its card within reach', async ({ page }) => {
  const formulas = [
    '\\(\\raisebox{-999999em}{x}\\)',
    '\\[\\raisebox{999999em}{x}\\]',
    '\\(\\boxed{\\lower 99999em\\hbox{x}}\\)',
  ]
  const notes = formulas.map((tex, i) =>
    note(`n_tall${i}`, { kind: 'qa', question: `${tex} What?`, answer: `It ${i}` }),
  )
  await openFile(page, 'tall.deck.json', JSON.stringify({ ...deck, id: 'd_tall', notes }))
  await page.getByRole('button', { name: /^Add 3 cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await page.goto('./#/study/d_tall')
  for (const _ of formulas) {
    await expect(page.locator('.index math').first()).toBeAttached()
    const tall = await page.locator('.index').evaluate((card) => card.scrollHeight / innerHeight)
    expect(tall, 'screens that the card takes').toBeLessThan(2)
    await page.waitForTimeout(350)
    await page.getByRole('button', { name: /^Show answer/ }).click()
    await page.getByRole('button', { name: /^Easy/ }).click()
    await page.waitForTimeout(350)
  }
})
