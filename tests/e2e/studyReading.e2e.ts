import type { Page } from '@playwright/test'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { askedOf, overflowX, question, snack, startStudying } from './steps.ts'

const fontSize = (page: Page) =>
  question(page).evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))

/** A device with one voice of its own, which notes what it says. */
const withVoice = (page: Page) =>
  page.addInitScript(() => {
    const said: string[] = []
    const voice = { voiceURI: 'here', name: 'Here', lang: 'en-GB', localService: true, default: true }
    Object.assign(globalThis, { said })
    SpeechSynthesis.prototype.getVoices = () => [voice as SpeechSynthesisVoice]
    SpeechSynthesis.prototype.speak = (utterance) => void said.push(utterance.text)
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set: () => {}, get: () => voice })
  })

const said = (page: Page) => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)

test('cards are read aloud as they come and again on R, and it is said where no voice is', async ({
  page,
  context,
}) => {
  await withVoice(page)
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Read cards aloud' }).click()
  await expect(page.getByRole('switch', { name: 'Read cards aloud' })).toBeChecked()
  await page.goto('./')
  await startStudying(page)
  // Said as one line, where paragraphs stand apart on the card.
  const asked = [...(await question(page).locator('p').allTextContents()), await askedOf(page)].join(' ')
  await expect.poll(() => said(page)).toEqual([asked])
  await page.keyboard.press('r')
  await expect.poll(() => said(page)).toEqual([asked, asked])
  await page.keyboard.press('Space')
  await expect.poll(async () => (await said(page)).length).toBe(3)

  const mute = await context.newPage()
  await mute.addInitScript(() => {
    SpeechSynthesis.prototype.getVoices = () => []
  })
  await mute.goto('./#/study')
  await expect(question(mute)).toBeVisible()
  await expect(mute.getByText('No voice for English is installed on this device.')).toBeVisible()
  await mute.keyboard.press('Space')
  await expect(mute.locator('.rate:not([inert])')).toBeVisible()
})

test('text grows as far as the learner wants, on cards and in articles, and nothing scrolls sideways', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('./')
  await startStudying(page)
  const before = await fontSize(page)
  await page.goto('./#/settings')
  await page.getByRole('slider', { name: 'Text size' }).fill('1.4')
  await page.getByText('Widest').click()
  await page.getByText('Plain', { exact: true }).click()
  await expect(page.getByRole('radio', { name: 'Plain' })).toBeChecked()
  await page.goto('./#/study')
  await expect(question(page)).toBeVisible()
  await expect.poll(() => fontSize(page)).toBeCloseTo(before * 1.4, 0)
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
  await screenshot(page, 'study-large.narrow')
  await expectAccessible(page)
})

test('a swipe rates only where the learner wants that', async ({ page }) => {
  const swipe = async (to: 'left' | 'right') => {
    await page.waitForTimeout(350)
    await page.locator('.stage').evaluate(
      (stage, across) => {
        const at = (type: string, clientX: number) =>
          stage.dispatchEvent(
            new PointerEvent(type, { pointerId: 7, pointerType: 'touch', isPrimary: true, clientX, clientY: 300 }),
          )
        at('pointerdown', 200)
        at('pointerup', 200 + across)
      },
      to === 'left' ? -120 : 120,
    )
  }
  await page.goto('./')
  await startStudying(page)
  await swipe('right')
  await expect(page.locator('.index')).toHaveAttribute('data-state', 'question')
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Swipes' }).click()
  await expect(page.getByRole('switch', { name: 'Swipes' })).toBeChecked()
  await page.goto('./#/study')
  await expect(question(page)).toBeVisible()
  await swipe('right')
  await expect(page.locator('.index')).toHaveAttribute('data-state', 'answer')
  await swipe('left')
  await expect(snack(page)).toContainText('Again. Back')
})
