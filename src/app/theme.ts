import { createEffect } from 'solid-js'
import type { Settings } from '../domain/settings.ts'

/** Read by `early.js` before the first paint of the next start, so that a chosen theme does not flash the other one. */
const KEY = 'recite.theme'
const CHROME = { light: '#ecf3ee', dark: '#0b1414' }

/** Puts the chosen theme on the page, and on the browser around it. */
export function createTheme(theme: () => Settings['theme']): void {
  createEffect(() => {
    const chosen = theme()
    const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')]
    if (chosen === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
    for (const meta of metas) {
      const own = meta.media.includes('dark') ? 'dark' : 'light'
      meta.content = CHROME[chosen === 'system' ? own : chosen]
    }
    try {
      localStorage.setItem(KEY, chosen)
    } catch {
      // Some private modes keep nothing; the theme then holds for this visit.
    }
  })
}
