import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** As the browser's own setting does it; before the window gets its size, as that is when all is laid out anew. */
export async function setTextSize(page: Page, percent: number): Promise<void> {
  await page.evaluate((size) => {
    const { style } = document.documentElement
    if (size === 100) style.removeProperty('font-size')
    else style.setProperty('font-size', `${size}%`)
  }, percent)
}

/** Fails where the page as it stands is wider than what shows it, or where a word of the interface is cut or broken. */
export async function expectWhole(page: Page, where: string): Promise<void> {
  // Learners' and authors' own words may be longer than any line: they carry `dir="auto"`, those of the interface do not.
  // Tables and rows of chips are made to be scrolled.
  const faults = await page.evaluate(() => {
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const nameOf = (element: Element | null) => `${element?.tagName.toLowerCase()}.${element?.className}`
    const wide = [...document.querySelectorAll('html, .focus, .focus > main, dialog[open]')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => {
        const edge = (each: Element) => each.getBoundingClientRect().right
        const widest = [...element.querySelectorAll('*')].reduce((a, b) => (edge(b) > edge(a) ? b : a), element)
        return `${nameOf(element)} scrolls sideways: ${nameOf(widest)}, "${widest.textContent?.slice(0, 60)}"`
      })

    const spoilt: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const holder = text.parentElement
      if (
        !holder ||
        !isShown(holder) ||
        holder.closest('.sr, [dir="auto"], [lang]:not(html), svg, code, .scroll, .chips, .why')
      )
        continue
      const clip = holder.closest('.index, .btn, .sheet')?.getBoundingClientRect()
      // Not in an address, which breaks wherever it has to.
      for (const word of (text.textContent ?? '').matchAll(/(?<![^\s(“])[\p{L}\p{N}]+(?![\p{L}\p{N}]|[/:.@_-]\S)/gu)) {
        const range = document.createRange()
        range.setStart(text, word.index)
        range.setEnd(text, word.index + word[0].length)
        const lines = [...range.getClientRects()].filter(({ width }) => width > 0)
        if (new Set(lines.map(({ top }) => Math.round(top))).size > 1)
          spoilt.push(`"${word[0]}" is broken in ${nameOf(holder)}`)
        if (clip && lines.some(({ left, right }) => left < clip.left - 1 || right > clip.right + 1))
          spoilt.push(`"${word[0]}" is cut in ${nameOf(holder)}`)
      }
    }
    return [...wide, ...spoilt]
  })
  expect(faults, `what has no room in ${where}`).toEqual([])
}
