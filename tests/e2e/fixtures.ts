import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

export { expect }

type Fixtures = {
  /** Messages that a test brings about on purpose, for instance a failing request while offline. */
  readonly expectedMessages: RegExp[]
  readonly watched: undefined
}

/**
 * Every test of the suite: fails on any Content-Security-Policy violation, page error or console error that it did not
 * announce in `expectedMessages`.
 */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern
  expectedMessages: async ({}, use) => use([]),
  watched: [
    async ({ page, expectedMessages }, use) => {
      const messages = watchPage(page)
      await use(undefined)
      expect(unexpected(messages, expectedMessages), 'console errors and policy violations').toEqual([])
    },
    { auto: true },
  ],
})

/** Gathers what a page complains about, from now on. */
export function watchPage(page: Page): string[] {
  const messages: string[] = []
  const note = (message: ConsoleMessage) => {
    if (message.type() === 'error' || /Content Security Policy|Trusted/.test(message.text()))
      messages.push(`console: ${message.text()}`)
  }
  page.on('console', note)
  page.on('pageerror', (error) => messages.push(`page error: ${error.message}`))
  return messages
}

export function unexpected(messages: readonly string[], expected: readonly RegExp[]): string[] {
  return messages.filter((message) => !expected.some((pattern) => pattern.test(message)))
}

/** Waits until the service worker controls the page: from then on everything is there without a network. */
export async function whenOfflineReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type WithAxe = { readonly axe?: { run(options: RunOptions): Promise<AxeResults> } }

/** Fails on any accessibility violation on the page as it stands. */
export async function expectAccessible(page: Page, where = 'the page'): Promise<void> {
  await whenStill(page)
  // Evaluated by the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const found = await (globalThis as unknown as WithAxe).axe?.run({ resultTypes: ['violations'] })
    // Only what is wrong leaves the page: to carry over all that was looked at takes three times as long as to look.
    return found?.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map((node) => node.target.join(' ')),
    }))
  })
  expect(violations, `axe violations on ${where}`).toEqual([])
}

/** Waits until whatever fades or slides has arrived: text that is half there has half its contrast. */
async function whenStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(moving.map(({ finished }) => finished))
  })
}

/** With `LOOKS=all`, writes what the page shows to test-results/screens, for the eye. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  if (process.env.LOOKS !== 'all') return
  const path = fileURLToPath(new URL(`../../test-results/screens/${name}.png`, import.meta.url))
  await page.screenshot({ path })
}
