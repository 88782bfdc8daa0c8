import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './looks.ts'

const DAY_MS = 86_400_000

test('pictures of an import that was taken back are told of, wait for another day, and go when told to', async ({
  page,
}) => {
  await page.clock.install()
  await page.goto('./#/open')
  const notes = [{ guid: 'g1', type: BASIC, fields: ['<img src="map.png"> Where?', 'here'] }]
  const made = await makePackage({ notes, media: { 'map.png': Buffer.alloc(2000, 7) } })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'made.apkg', mimeType: 'application/octet-stream', buffer: Buffer.from(made) })
  await page.getByRole('button', { name: 'Add 1 note' }).click()
  await expect(page.getByText(/^Added\. /)).toBeVisible()

  const said = page.locator('[aria-labelledby=data] [role=status]')
  const check = page.getByRole('button', { name: 'Check media' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/^Added\. /)).toBeHidden()
  await page.goto('./#/settings')
  await check.click()
  await expect(said).toContainText('1 file (2 kB) unused since today')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.clock.setSystemTime(Date.now() + DAY_MS)
  await page.reload()
  await check.press('Enter')
  const asked = page.getByRole('dialog', { name: 'Remove 1 file (2 kB)?' })
  await expect(asked).toBeVisible()
  await lookAt(page, 'unused-media')
  await asked.getByRole('button', { name: 'Cancel' }).click()
  await expect(check).toBeFocused()
  await check.press('Enter')
  await asked.getByRole('button', { name: 'Remove' }).click()
  await expect(said).toHaveText('Removed 1 file (2 kB).')
  await check.click()
  await expect(said).toHaveText('Every picture and sound is in use.')
})
