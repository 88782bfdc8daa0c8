/**
 * `npm run screenshots`: photographs the built app. The three of the web app manifest go to src/public/screenshots;
 * every screen, phone and desktop, light and dark, goes to test-results/screens for comparison with the design.
 */
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { firstArticle, openApp } from './openApp.ts'

type Device = { readonly name: string; readonly width: number; readonly height: number; readonly scale: number }
type Screen = { readonly name: string; readonly address: string; readonly prepare?: (page: Page) => Promise<void> }

const PHONE: Device = { name: 'phone', width: 390, height: 844, scale: 2 }
const DESKTOP: Device = { name: 'desktop', width: 1280, height: 800, scale: 1 }

const root = fileURLToPath(new URL('../../', import.meta.url))
const app = await openApp()
const scout = await app.browser.newPage()
const article = await firstArticle(scout, app.url)
const deck = `${app.url}#/deck/${article.split('/').at(-2)}`
await scout.close()

const reveal = (page: Page) => page.keyboard.press('Space')
const SCREENS: readonly Screen[] = [
  { name: 'today', address: app.url },
  { name: 'decks', address: `${app.url}#/decks` },
  { name: 'deck', address: deck },
  { name: 'study-question', address: `${app.url}#/study` },
  { name: 'study-answer', address: `${app.url}#/study`, prepare: reveal },
  { name: 'read', address: article },
  { name: 'quiz', address: `${app.url}#/quiz` },
  { name: 'create', address: `${app.url}#/create` },
  { name: 'settings', address: `${app.url}#/settings` },
  { name: 'open', address: `${app.url}#/open` },
]

await photographManifest(app.browser)
for (const device of [PHONE, DESKTOP])
  for (const theme of ['light', 'dark'] as const) await photographAll(device, theme)
await app.close()

async function photographManifest(browser: Browser): Promise<void> {
  const shots = [
    { file: 'today.png', screen: 'today', device: PHONE },
    { file: 'study.png', screen: 'study-answer', device: PHONE },
    { file: 'read.png', screen: 'read', device: DESKTOP },
  ]
  for (const { file, screen, device } of shots) {
    const page = await newPage(browser, device, 'light')
    await show(
      page,
      SCREENS.find(({ name }) => name === screen),
    )
    await page.screenshot({ path: `${root}src/public/screenshots/${file}` })
    await page.context().close()
  }
}

async function photographAll(device: Device, theme: 'light' | 'dark'): Promise<void> {
  const page = await newPage(app.browser, device, theme)
  for (const screen of SCREENS) {
    await show(page, screen)
    await page.screenshot({ path: `${root}test-results/screens/${screen.name}.${device.name}.${theme}.png` })
    console.log(`${screen.name}.${device.name}.${theme}`)
  }
  await page.context().close()
}

async function newPage(
  browser: Browser,
  { width, height, scale }: Device,
  colorScheme: 'light' | 'dark',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme,
    locale: 'en-GB',
  })
  return context.newPage()
}

async function show(page: Page, screen: Screen | undefined): Promise<void> {
  if (!screen) throw new Error('no such screen')
  await page.goto('about:blank')
  await page.goto(screen.address)
  await page.getByRole('heading').first().waitFor()
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForTimeout(300)
  await screen.prepare?.(page)
  await page.waitForTimeout(600)
}
