import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Chromium without its windows: the same pages and storage, in less time. */
const SHELL_PATHS = ['/usr/bin/chromium-headless-shell']

/** What the tests drive: the headless shell where there is one, else whatever Chromium is here. */
export function findTestChromium(): string | undefined {
  const isNamed = process.env.CHROMIUM ?? process.env.CHROME_PATH
  return (isNamed ? undefined : SHELL_PATHS.find((path) => existsSync(path))) ?? findChromium()
}

/** A Chromium on this machine: named in the environment, at a usual path, or Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM ?? process.env.CHROME_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`there is no Chromium at ${named}, which CHROMIUM or CHROME_PATH names`)
    return named
  }
  return [...USUAL_PATHS, chromium.executablePath(), ...SHELL_PATHS].find((path) => existsSync(path))
}

/** Installs one, saying how: as Debian's root through apt, elsewhere Playwright's download. */
export function installChromium(say: (line: string) => void): string {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  const ways = isDebianRoot
    ? ['apt-get update && apt-get install -y chromium-headless-shell', 'apt-get install -y chromium']
    : ['npx playwright install chromium']
  for (const way of ways) {
    say(`No Chromium found; running: ${way}`)
    const { status } = spawnSync(way, { shell: true, stdio: 'inherit' })
    const path = status === 0 ? findTestChromium() : undefined
    if (path) return path
    say(`${way}: no Chromium came of it`)
  }
  throw new Error('no Chromium could be installed; set CHROMIUM to the path of one and try again')
}

/** Launch options for Playwright; root may not use Chromium's sandbox. */
export function chromiumOptions(path: string | undefined): { executablePath?: string; args: string[] } {
  return { ...(path ? { executablePath: path } : {}), args: chromiumFlags() }
}

export function chromiumFlags(): string[] {
  const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update']
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
}
