import { chromiumOptions, findTestChromium } from '../../src/cli/chromium.ts'
import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { expect, test } from './fixtures.ts'
import { BOMBS } from './hostile/bombs.ts'

const { args, ...browser } = chromiumOptions(findTestChromium())

// The frame shares a process with the app, as on phones of little memory and in other browsers.
test.use({
  launchOptions: {
    ...browser,
    args: [...args, '--disable-features=IsolateSandboxedIframes', '--disable-site-isolation-trials'],
  },
})

test('whatever a stranger’s card looks like, the app around it goes on', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto('./')
  const notes = BOMBS.map(({ name, css, html }, n) => {
    const type = { ...BASIC, id: 1_700_000_000_000 + n, name, css, templates: [['{{Front}}', '{{Back}}']] as const }
    return { guid: `b${n}`, type, fields: [`card ${n}: ${name} ${html}`, `answer ${n}`] }
  })
  await page.goto('./#/open')
  const buffer = Buffer.from(await makePackage({ notes, deck: 'Bombs' }))
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'bombs.apkg', mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: /^Add \d+ note/ }).click()
  await expect(page.getByText(/^Added\. /)).toBeVisible()
  await page.goto('./#/decks')
  await page.getByRole('link', { name: /Bombs/ }).first().click()
  await page
    .getByRole('link', { name: /^Study/ })
    .first()
    .click()
  const body = page.frameLocator('.foreign-card iframe').locator('body')
  for (const [n, { name }] of BOMBS.entries()) {
    await expect(body, name).toContainText(`card ${n}: ${name}`, { timeout: 20_000 })
    // A key within 300 ms of a new card is taken for the one before it.
    await page.waitForTimeout(350)
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: /^Good/ }), name).toBeVisible({ timeout: 20_000 })
    await expect(body, name).toContainText(`answer ${n}`)
    await page.keyboard.press('4')
  }
})
