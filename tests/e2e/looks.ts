import type { Page } from '@playwright/test'
import { expect, expectAccessible, screenshot } from './fixtures.ts'
import { expectWhole, setTextSize } from './largeText.ts'
import { overflowX } from './steps.ts'

type Look = {
  readonly size: 'phone' | 'desktop' | 'narrow'
  readonly viewport: { readonly width: number; readonly height: number }
  readonly colorScheme: 'light' | 'dark'
}

const PHONE = { size: 'phone', viewport: { width: 390, height: 844 } } as const
const DESKTOP = { size: 'desktop', viewport: { width: 1280, height: 800 } } as const

/** Text twice as big on the smallest phone: what has no room shows there first. */
const SMALLEST = { width: 320, height: 640 }

/** As every test starts, and as `lookAt` leaves the page. */
const FIRST: Look = { ...PHONE, colorScheme: 'light' }

/**
 * How screens are looked at: each size once and each theme once, which takes half the time of all four; those with
 * `LOOKS=all`.
 */
export const LOOKS: readonly Look[] = [
  FIRST,
  { ...DESKTOP, colorScheme: 'dark' },
  ...(process.env.LOOKS === 'all'
    ? [{ ...DESKTOP, colorScheme: 'light' } as const, { ...PHONE, colorScheme: 'dark' } as const]
    : []),
]

export const NARROW: Look = { size: 'narrow', viewport: { width: 320, height: 640 }, colorScheme: 'dark' }
export const PHONES = LOOKS.filter(({ size }) => size === 'phone')
export const DESKTOPS = LOOKS.filter(({ size }) => size === 'desktop')

type Looking = {
  /** Other looks than `LOOKS`. */
  readonly looks?: readonly Look[]
  /** What is done or expected in each look before it is judged. */
  readonly before?: () => Promise<void>
}

/**
 * A stop on a test's walk: the page as it stands is shown in each look, and in each it has to be accessible and no wider
 * than its window; twice as big on the smallest phone, no word of ours may be cut or broken. The walk goes on as a phone
 * in light colours.
 */
export async function lookAt(page: Page, name: string, { looks = LOOKS, before }: Looking = {}): Promise<void> {
  for (const look of looks) {
    await show(page, look)
    await before?.()
    const called = `${name}.${look.size}.${look.colorScheme}`
    await screenshot(page, called)
    await expectAccessible(page, called)
    expect(await overflowX(page), `${called} is wider than its window`).toBeLessThanOrEqual(0)
  }
  // In the small window already: what a wide one hides would keep the size that its text had then.
  await show(page, FIRST)
  await setTextSize(page, 200)
  await show(page, { ...FIRST, viewport: SMALLEST })
  await before?.()
  await screenshot(page, `${name}.large`)
  await expectWhole(page, `${name} in large text`)
  await setTextSize(page, 100)
  await show(page, FIRST)
}

/** Gives the page a size and a theme, and resolves once it has been drawn so. */
async function show(page: Page, { viewport, colorScheme }: Look): Promise<void> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}
