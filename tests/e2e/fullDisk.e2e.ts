import { encodeDeck } from '../../src/formats/deckFile.ts'
import { backupText, goTo, held, NOT_SAVED, setFull } from '../faults/fullDisk.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, test } from './fixtures.ts'
import { openFile, snack, storedEvents } from './steps.ts'

/** A device without room: whatever is tried says so in a sentence, changes nothing, and is called done only once it is. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('on a full device nothing is lost, nothing is half done, and nothing is said to be saved', async ({ page }) => {
  test.setTimeout(90_000)
  await page.goto('./')
  await openFile(page, 'mine.deck.json', encodeDeck(makeDeck('mine', 3, { title: 'Mine' })))
  await page.getByRole('button', { name: /^Add 3 cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  const before = await held(page)
  await setFull(page, true)
  const alert = page.getByRole('alert').filter({ hasText: NOT_SAVED })

  await test.step('undoing what was just taken', async () => {
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(alert).toBeVisible()
  })
  await test.step('a new deck', async () => {
    await goTo(page, '#/decks', 'Decks')
    await page.getByRole('button', { name: 'New deck' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('No room for it')
    await page.getByRole('button', { name: 'Make the deck' }).click()
    await expect(alert).toBeVisible()
    await expect(page.getByText('No room for it')).toHaveCount(0)
  })
  await test.step('a picture in a card', async () => {
    await goTo(page, '#/note?deck=mine', 'Write a card')
    const file = { name: 'dot.png', mimeType: 'image/png', buffer: PICTURE }
    await page.locator('.note-form input[type=file]').first().setInputFiles(file)
    await expect(alert).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Question', exact: true })).toHaveValue('')
  })
  for (const [name, text, button] of [
    ['words.csv', 'question,answer\nHow many?,three\n', /^Add 2 (cards|notes)/],
    ['friend.deck.json', encodeDeck(makeDeck('friend', 2)), /^Add 2 cards/],
    ['backup.json', backupText(), 'Restore'],
  ] as const)
    await test.step(`the file ${name}`, async () => {
      await goTo(page, '#/decks', 'Decks')
      await goTo(page, '#/open', 'Open a deck')
      const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) }
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByRole('button', { name: button }).first().click()
      await expect(alert).toBeVisible()
    })
  await test.step('a paper', async () => {
    await goTo(page, '#/exam', /paper/i)
    await page.getByRole('button', { name: /^Start/ }).click()
    await expect(page.getByText(NOT_SAVED)).toBeVisible()
  })
  await test.step('the removal of a deck', async () => {
    await goTo(page, '#/deck/mine', 'Mine')
    await page.getByRole('button', { name: 'Remove deck' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove deck' }).click()
    await expect(snack(page)).toContainText(NOT_SAVED)
  })
  expect(await held(page)).toBe(before)

  await test.step('a card, which is held and stored when there is room again', async () => {
    await goTo(page, '#/note?deck=mine', 'Write a card')
    await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Where is room?')
    await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('nowhere')
    await page.getByRole('button', { name: 'Add the card' }).click()
    await expect(page.getByRole('alert')).toContainText('Your last change isn’t saved yet')
    await expect(page.getByText('Card added')).toHaveCount(0)
    expect(await held(page)).toBe(before)
    await setFull(page, false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(snack(page)).toContainText('Card added')
    expect((await storedEvents(page)).map(({ kind }) => kind)).toEqual(['move'])
  })
})
