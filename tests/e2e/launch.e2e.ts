import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { expect, test } from './fixtures.ts'
import { storedEvents } from './steps.ts'

const DECK = fileURLToPath(new URL('../formats/decks/version-1.deck.json', import.meta.url))

/**
 * A browser under test cannot be told to open a file with an installed app: what stands here for the system hands the page
 * its file as the system would, from the moment that the page asks for one.
 */
async function launchWith(page: Page, name: string, content: Buffer): Promise<void> {
  await page.addInitScript(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      const handle = { kind: 'file', name, getFile: async () => new File([bytes], name) }
      const launchQueue = { setConsumer: (take: (launch: object) => void) => take({ files: [handle] }) }
      Object.defineProperty(globalThis, 'launchQueue', { value: launchQueue })
    },
    { name, base64: content.toString('base64') },
  )
  const manifest = await (await page.request.get('./manifest.webmanifest')).json()
  await page.goto(manifest.file_handlers[0].action)
}

test('a package that the system was told to open is previewed, and taken only when the learner says so', async ({
  page,
}) => {
  const notes = [{ guid: 'g', type: BASIC, fields: ['one', 'eins'] }]
  await launchWith(page, 'made.apkg', Buffer.from(await makePackage({ notes, deck: 'Made' })))
  await expect(page.getByRole('heading', { name: '1 deck, 1 note' })).toBeVisible()
  expect(await storedEvents(page)).toEqual([])
  await page.getByRole('button', { name: 'Add 1 note' }).click()
  await expect(page.getByText('Added. 1 note new')).toBeVisible()
})

test('a deck that the system was told to open is previewed', async ({ page }) => {
  await launchWith(page, 'made.deck.json', readFileSync(DECK))
  await expect(page.getByText('Test::d').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Add \d+ cards/ })).toBeVisible()
})

test('what is no deck is refused with a sentence', async ({ page }) => {
  await launchWith(page, 'other.json', Buffer.from('{"hello":1}'))
  await expect(page.getByText(/neither a deck nor a backup/)).toBeVisible()
})
