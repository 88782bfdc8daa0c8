import { readFileSync } from 'node:fs'
import { readAnki } from '../formats/anki/fixtures.ts'
import { BASIC, type MadeNote, makePackage } from '../formats/anki/makePackage.ts'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { overflowX } from './steps.ts'

const note = (n: number): MadeNote => ({ guid: `g${n}`, type: BASIC, fields: [`front ${n}`, `back ${n}`] })

test('a deck goes to Anki: what is in it and how large is said first, and it comes back as it was', async ({
  page,
}) => {
  await page.goto('./#/decks')
  await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await page.goto('./#/open')
  const buffer = Buffer.from(await makePackage({ notes: [note(1), note(2)], deck: 'From Anki' }))
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'made.apkg', mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: 'Add 2 notes' }).click()
  await expect(page.getByText('Added. 2 notes new')).toBeVisible()
  await page.goto('./#/decks')
  await page
    .getByRole('link', { name: /From Anki/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Share this deck' }).click()
  await page.getByRole('button', { name: /^Export for Anki/ }).click()
  await expect(page.getByText('1 deck, 2 notes and 2 cards')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'anki-export-phone')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Save package, / }).click()
  const file = await (await download).path()
  const { collection } = await readAnki(new Uint8Array(readFileSync(file)))
  expect(collection.notes.map(({ guid, fields }) => [guid, fields])).toEqual([
    ['g1', ['front 1', 'back 1']],
    ['g2', ['front 2', 'back 2']],
  ])
  expect([...collection.types.keys()]).toEqual([BASIC.id])
})

test('chosen cards go from the list of all cards, and everything from the page on safety, with progress where wanted', async ({
  page,
}) => {
  await page.goto('./#/browse')
  await page.locator('.brow').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('button', { name: /^Export for Anki/ }).click()
  await expect(page.getByText('1 deck, 1 note and 1 card')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto('./#/safety')
  await page.getByRole('button', { name: 'Export for Anki' }).click()
  const save = page.getByRole('button', { name: /^Save package, [1-9]/ })
  await expect(save).toBeVisible()
  await page.getByRole('switch', { name: 'With my progress' }).click()
  await expect(page.getByText(/Anki takes no progress/)).toBeVisible()
  await expect(save).toBeEnabled()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await screenshot(page, 'anki-export-phone-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await expectAccessible(page)
  await screenshot(page, 'anki-export-desktop')
  await page.setViewportSize({ width: 320, height: 600 })
  expect(await overflowX(page)).toBe(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Export for Anki' })).toBeFocused()
})
