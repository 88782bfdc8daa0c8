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

/** A Chromium on this machine: named in the environment, at a usual path, or Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM ?? process.env.CHROME_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`there is no Chromium at ${named}, which CHROMIUM or CHROME_PATH names`)
    return named
  }
  return [...USUAL_PATHS, chromium.executablePath()].find((path) => existsSync(path))
}

/** Installs one, saying how: as Debian's root through apt, elsewhere Playwright's download. */
export function installChromium(say: (line: string) => void): string {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  const commands = isDebianRoot
    ? ['apt-get update', 'apt-get install -y chromium']
    : ['npx playwright install chromium']
  for (const command of commands) {
    say(`No Chromium found; running: ${command}`)
    const { status } = spawnSync(command, { shell: true, stdio: 'inherit' })
    if (status !== 0) throw new Error(`${command} failed; set CHROMIUM to the path of a Chromium and try again`)
  }
  const path = findChromium()
  if (!path) throw new Error('Chromium was installed but cannot be found; set CHROMIUM to its path')
  return path
}

/** Launch options for Playwright; root may not use Chromium's sandbox. */
export function chromiumOptions(path: string | undefined): { executablePath?: string; args: string[] } {
  return { ...(path ? { executablePath: path } : {}), args: chromiumFlags() }
}

export function chromiumFlags(): string[] {
  const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update']
  return process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
}
