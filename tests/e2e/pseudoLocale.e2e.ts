import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { serve } from '../../src/cli/server.ts'
import { expect, screenshot, test } from './fixtures.ts'
import { overflowX } from './steps.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test.use({ locale: 'ar-XB', viewport: { width: 320, height: 640 } })

test('in another language every screen speaks it, from the right, and nothing is wider than a small phone', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'recite-pseudo-'))
  const config = ['--config', 'tests/e2e/pseudo/vite.config.ts', '--outDir', folder, '--logLevel', 'error']
  execFileSync(join(root, 'node_modules/.bin/vite'), ['build', ...config], {
    cwd: root,
    env: { ...process.env, BASE: '/' },
  })
  const server = await serve({ folder, base: '/', port: 0 })
  const problems: string[] = []
  const look = async (name: string) => {
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    for (const text of await untranslated(page)) problems.push(`${name}: ${text}`)
    for (const text of await cutOff(page)) problems.push(`${name}: cut off: ${text}`)
    const wide = await overflowX(page)
    if (wide > 0) problems.push(`${name}: ${wide} px too wide`)
    await screenshot(page, `pseudo-${name}`)
  }
  const open = async (name: string, hash: string) => {
    // The page before stays on show until this one is ready.
    await page.evaluate(() => document.querySelector('main')?.setAttribute('data-before', ''))
    await page.goto(`${server.url}${hash}`)
    await expect(page.locator('main:not([data-before])').first()).toBeVisible()
    await look(name)
  }
  try {
    await open('first-run', '#/')
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
    for (const name of ['decks', 'create', 'quiz', 'exam', 'settings', 'safety', 'open', 'browse', 'stats', 'note'])
      await open(name, `#/${name}`)
    await page.getByRole('textbox').first().fill('What?')
    await page.locator('button[type=submit]').click()
    await look('note-warned')
    await page.goto(`${server.url}#/decks`)
    await page.locator('a.deck').last().click()
    await expect(page.locator('.deck-head')).toBeVisible()
    await look('deck')
    await page.locator('a.crow').first().click()
    await expect(page.locator('mark').first()).toBeVisible()
    await look('read')
    await open('study', '#/study')
    await page.waitForTimeout(350)
    await page.keyboard.press('Space')
    await look('study-answer')
    await page.keyboard.press('3')
    await expect(page.locator('.snack')).toBeVisible()
    await look('study-next')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await look('help')
    await page.goto(`${server.url}#/browse`)
    await page.locator('.vlist .brow').first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look('browse-card')
    await open('not-found', '#/no/such/page')
    expect(problems).toEqual([])
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Interface text that reaches beyond the window's sides, where nothing could be scrolled to show it. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement, textContent } = node
      if (!parentElement?.checkVisibility({ visibilityProperty: true }) || !textContent?.trim()) continue
      if (parentElement.closest('.sr, .chips, .scroll, option')) continue
      range.selectNodeContents(node)
      for (const { left, right, width } of range.getClientRects())
        if (width > 1 && (left < -1 || right > innerWidth + 1)) found.push(textContent.trim())
    }
    return [...new Set(found)]
  })
}

/**
 * Words in view that did not come through the catalogue. What is the learner's or an author's is marked as such, by its
 * language or by a direction of its own; names and pieces of code are the same in all languages.
 */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const isWord = (text: string) => /[A-Za-z]{2,}/.test(text) && !text.includes('⟦')
    const isContent = (element: Element | null) =>
      element?.closest(
        '[dir=auto], :not(html)[lang], [data-content], code, kbd, .wordmark, svg, script, style, option',
      ) !== null
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement, textContent } = node
      if (!parentElement || isContent(parentElement) || !isShown(parentElement)) continue
      // A text that is put together of several nodes begins and ends in others.
      const whole = parentElement.textContent ?? ''
      if (isWord(textContent ?? '') && !whole.includes('⟦')) found.push(textContent?.trim() ?? '')
    }
    const contents = new Set([...document.querySelectorAll('[dir=auto]')].map((element) => element.textContent?.trim()))
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], img[alt]')) {
      if (!isShown(element) || element.closest('svg')) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const text = element.getAttribute(name) ?? ''
        if (isWord(text) && !contents.has(text)) found.push(`${name}=${text}`)
      }
    }
    return [...new Set(found)]
  })
}
