/**
 * `npm run test:anki`: the real Anki beside our reader and our writer, on collections that it makes itself and, where they
 * are there, on the fixtures beside the checkout; and on what we write of all these, and of a collection of our own. Sets
 * up a Python environment with the `anki` package where pip can reach it in time, and otherwise says that it skipped.
 * `npm run test:anki -- prepare` does no more than that, so that it can be done while something else runs.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const here = join(root, 'tests/anki')
const results = join(root, 'test-results/anki')
const fixtures = join(root, '../shared/fixtures/anki')
const environment = process.env.ANKI_VENV ?? join(tmpdir(), 'recite-anki-venv')
const python = join(environment, 'bin/python')

const run = (command: string, args: readonly string[], quiet = false, env = process.env) =>
  spawnSync(command, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
  })

/** What both steps of setting up may take: where the network only seems to be there, nobody waits for it. */
const SET_UP_MS = 45_000

const hasAnki = () => run(python, ['-c', 'import anki.collection'], true).status === 0

function setUp(): boolean {
  if (hasAnki()) return true
  const until = Date.now() + SET_UP_MS
  const inTime = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { stdio: 'ignore', timeout: Math.max(1, until - Date.now()), killSignal: 'SIGKILL' })
  inTime('python3', ['-m', 'venv', '--clear', environment])
  if (!existsSync(python)) return false
  const quick = ['--disable-pip-version-check', '--no-input', '--retries', '1', '--timeout', '10']
  // Building a package from its source could take any time.
  inTime(python, ['-m', 'pip', 'install', '--only-binary', ':all:', ...quick, 'anki'])
  return hasAnki()
}

function main(): number {
  const isReady = setUp()
  if (process.argv[2] === 'prepare') return 0
  if (!isReady) {
    console.log('Skipped: the comparison with Anki, as its Python package cannot be installed here.')
    return 0
  }
  const version = run(python, ['-c', 'from anki.buildinfo import version; print(version)']).stdout.trim()
  console.log(`Beside Anki ${version}`)
  rmSync(results, { recursive: true, force: true })
  const made = join(results, 'made')
  mkdirSync(made, { recursive: true })
  if (run(python, [join(here, 'generate.py'), made]).status !== 0) return 1
  const named = (folder: string) =>
    readdirSync(folder)
      .filter((name) => /\.(apkg|colpkg|anki2)$/.test(name))
      .map((name) => join(folder, name))
  const files = [...named(made), ...(existsSync(fixtures) ? named(fixtures) : [])]
  const ours = join(results, 'ours')
  const env = {
    ...process.env,
    ANKI_ORACLE: results,
    ANKI_FILES: files.join('\n'),
    ANKI_NOW: String(Date.now()),
    ANKI_OURS: ours,
  }
  mkdirSync(ours)
  const written = spawnSync('npx', ['tsx', join(here, 'write.ts'), ours, ...files], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  if (written.status !== 0) return 1
  const asked = run(python, [join(here, 'oracle.py'), ...files, ...named(ours)], false, env)
  if (asked.status !== 0) return 1
  writeFileSync(join(results, 'oracle.json'), asked.stdout)
  return spawnSync('npx', ['vitest', 'run', '--project', 'anki'], { cwd: root, env, stdio: 'inherit' }).status ?? 1
}

process.exitCode = main()
