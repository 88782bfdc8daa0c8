import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumFlags, findChromium } from '../../src/cli/chromium.ts'

/** A browser process of its own, with a profile on disk, that a test may kill without warning. */
export type BrowserProcess = {
  readonly page: Page
  readonly browser: Browser
  /** SIGKILL to the whole process group, as when the phone's battery dies. */
  readonly kill: () => Promise<void>
  readonly quit: () => Promise<void>
}

export function newProfile(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'recite-profile-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function startBrowser(profileFolder: string): Promise<BrowserProcess> {
  const child = spawn(
    findChromium() ?? chromium.executablePath(),
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profileFolder}`,
      '--window-size=390,844',
      ...chromiumFlags(),
      'about:blank',
    ],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const browser = await chromium.connectOverCDP(await debuggerAddress(child))
  const context = browser.contexts()[0] ?? (await browser.newContext())
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize({ width: 390, height: 844 })
  return {
    page,
    browser,
    kill: () => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
      return exit(child)
    },
    quit: async () => {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close').catch(() => undefined)
      await exit(child)
    },
  }
}

function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += chunk
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) found(address)
    })
    child.once('exit', (code) => fail(new Error(`Chromium ended with ${code}: ${said.slice(-400)}`)))
  })
}

function exit(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => child.once('exit', () => done()))
}
