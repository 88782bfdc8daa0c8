import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** WebKitGTK, the nearest thing to Safari that a Linux machine has, driven by the WebDriver protocol. */
export type WebKit = {
  readonly goto: (url: string) => Promise<void>
  /** Runs the body of an async function in the page; `args` and the result are JSON. Rejects as the body does. */
  readonly run: <T>(body: string, ...args: readonly unknown[]) => Promise<T>
  readonly close: () => Promise<void>
}

const DRIVER = '/usr/bin/WebKitWebDriver'
const SCREEN = '/usr/bin/Xvfb'
const BUS = '/usr/bin/dbus-run-session'
const PORT = 9555
const DISPLAY = ':77'
const SCRIPT_MS = 300_000

/** What the machine lacks for it, as a sentence; null where nothing is missing. */
export function missingForWebKit(): string | null {
  const missing = [DRIVER, SCREEN, BUS].filter((path) => !existsSync(path))
  if (browser() === null) missing.push('MiniBrowser')
  if (missing.length === 0) return null
  return `WebKit is not run: ${missing.join(', ')} missing (Debian: apt-get install webkit2gtk-driver xvfb dbus).`
}

function browser(): string | null {
  const libraries = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].filter(existsSync)
  const folders = libraries.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('webkit2gtk-'))
      .map((name) => join(folder, name, 'MiniBrowser')),
  )
  return folders.find(existsSync) ?? null
}

/** Starts a browser with an empty profile. */
export async function startWebKit(): Promise<WebKit> {
  const home = mkdtempSync(join(tmpdir(), 'recite-webkit-'))
  const runtime = join(home, 'run')
  mkdirSync(runtime, { mode: 0o700 })
  const env = {
    ...process.env,
    DISPLAY,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    // Inside a container its own sandbox cannot be set up.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
  }
  const children = [
    spawn(SCREEN, [DISPLAY, '-screen', '0', '800x900x24', '-nolisten', 'tcp'], { stdio: 'ignore', detached: true }),
    spawn(BUS, ['--', DRIVER, `--port=${PORT}`, '--host=127.0.0.1'], {
      env,
      stdio: 'ignore',
      detached: true,
    }),
  ]
  const session = await openSession()
  return {
    goto: (url) => call('POST', `${session}/url`, { url }),
    run: async <T>(body: string, ...args: readonly unknown[]) => {
      const script = `const done = arguments[arguments.length - 1], args = arguments[0];
        (async () => { ${body} })().then(
          (value) => done({ value: value === undefined ? null : value }),
          (thrown) => done({ thrown: String(thrown?.stack ? thrown + '\\n' + thrown.stack : thrown) }))`
      const end = await call<{ value: T } | { thrown: string }>('POST', `${session}/execute/async`, {
        script,
        args: [args],
      })
      if ('thrown' in end) throw new Error(end.thrown)
      return end.value
    },
    close: async () => {
      await call('DELETE', session).catch(() => {})
      for (const child of children) killGroup(child)
      try {
        rmSync(home, { recursive: true, force: true })
      } catch {
        // A desktop service may have mounted a folder of its own in it; it is in the system's temporary folder anyway.
      }
    },
  }
}

/** The driver needs a moment before it answers. */
async function openSession(): Promise<string> {
  const options = { binary: browser(), args: ['--automation'] }
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': options, timeouts: { script: SCRIPT_MS, pageLoad: 60_000 } },
  }
  for (let attempt = 1; ; attempt++) {
    await new Promise((done) => setTimeout(done, 1000))
    try {
      const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities })
      return `/session/${sessionId}`
    } catch (thrown) {
      if (attempt === 15) throw thrown
    }
  }
}

async function call<T = void>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${PORT}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const { value } = (await response.json()) as { value: T | { error: string; message: string } }
  if (typeof value === 'object' && value !== null && 'error' in value)
    throw new Error(`${value.error}: ${value.message}`)
  return value as T
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
