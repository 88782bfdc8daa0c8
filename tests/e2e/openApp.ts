import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumOptions, findChromium } from '../../src/cli/chromium.ts'
import { serve } from '../../src/cli/server.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

export type OpenApp = { readonly url: string; readonly browser: Browser; readonly close: () => Promise<void> }

type Options = { readonly debuggingPort?: number; readonly flags?: readonly string[] }

/** The built app on a host of its own, and a Chromium to look at it with, for scripts outside the test runner. */
export async function openApp(options: Options = {}): Promise<OpenApp> {
  if (!existsSync(`${dist}index.html`)) throw new Error('There is no build in dist/: run npm run build first.')
  const server = await serve({ folder: dist, base: '/', port: 0 })
  const { args, ...launch } = chromiumOptions(findChromium())
  const port = options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`]
  const browser = await chromium.launch({ ...launch, args: [...args, ...port, ...(options.flags ?? [])] })
  return {
    url: server.url,
    browser,
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** The address of the first article that the app offers to read, found as a learner would: decks, a deck, its source. */
export async function firstArticle(page: Page, url: string): Promise<string> {
  await page.goto(`${url}#/decks`)
  await page.locator('a[href*="#/deck/"]').first().click()
  const link = page.locator('a[href*="#/read/"]').first()
  await link.waitFor()
  const href = await link.getAttribute('href')
  if (!href) throw new Error('the deck page has no article to read')
  return new URL(href, url).href
}
