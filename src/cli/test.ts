/**
 * `npm test`: everything that must hold, step by step, each with its time; the last line sums the tests up.
 * `npm test -- unit e2e` runs only the steps whose names begin so.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findTestChromium, installChromium } from './chromium.ts'

type Counts = { passed: number; failed: number; skipped: number }
type Step = { readonly name: string; readonly command: string; readonly report?: Report }
type Report = { readonly file: string; readonly read: (json: unknown) => Counts }

const root = fileURLToPath(new URL('../../', import.meta.url))
const reports = 'test-results/reports'

const STEPS: readonly Step[] = [
  { name: 'lint (biome)', command: 'biome check --error-on-warnings .' },
  { name: 'types (whole project)', command: 'tsc --noEmit -p .' },
  { name: 'types (pure floors know no platform)', command: 'tsc --noEmit -p src/tsconfig.pure.json' },
  { name: 'unused files, exports and packages (knip)', command: 'knip' },
  vitest('unit', 'unit and property tests'),
  { name: 'decks are what the generator makes', command: 'tsx src/cli/decks.ts --check' },
  { name: 'build', command: 'vite build --logLevel warn' },
  vitest('budget', 'budget of bytes'),
  {
    name: 'e2e (Chromium)',
    command: 'playwright test -c tests/e2e',
    report: { file: `${reports}/e2e.json`, read: readPlaywright },
  },
]

const wanted = process.argv.slice(2)
const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
if (steps.length === 0) {
  console.error(`No step begins with ${wanted.join(' or ')}. The steps: ${STEPS.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}

rmSync(root + reports, { recursive: true, force: true })
mkdirSync(root + reports, { recursive: true })
// What follows a build that failed must not be measured on the one before it.
if (steps.some(({ name }) => name === 'build')) rmSync(`${root}dist`, { recursive: true, force: true })
const environment = testEnvironment()
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const failedSteps: string[] = []
for (const step of steps) await runStep(step)
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = failedSteps.length > 0 || total.failed > 0 ? 1 : 0

/** A step without a test report of its own counts as one test. */
async function runStep({ name, command, report }: Step): Promise<void> {
  console.log(`\n── ${name}`)
  const startedAt = performance.now()
  const status = await run(command)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`── ${name}: ${status === 0 ? 'ok' : `FAILED (exit ${status})`} in ${seconds} s`)
  if (status !== 0) failedSteps.push(name)
  const counts = report && readReport(report)
  total.passed += counts?.passed ?? (status === 0 ? 1 : 0)
  total.failed += Math.max(counts?.failed ?? 0, status === 0 ? 0 : 1)
  total.skipped += counts?.skipped ?? 0
}

function run(command: string): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: 'inherit', env: environment })
    child.once('error', () => done(1))
    child.once('close', (code) => done(code ?? 1))
  })
}

/** The project's own tools come first in the path, Chromium is found or installed, and no leftover BASE is in force. */
function testEnvironment(): NodeJS.ProcessEnv {
  const { BASE: _, ...inherited } = process.env
  const needsBrowser = steps.some(({ name }) => name.startsWith('e2e'))
  const chromium = needsBrowser ? (findTestChromium() ?? installChromium(console.log)) : undefined
  if (chromium) console.log(`Chromium: ${chromium}`)
  const separator = process.platform === 'win32' ? ';' : ':'
  return {
    ...inherited,
    PATH: `${root}node_modules/.bin${separator}${inherited.PATH}`,
    PLAYWRIGHT_JSON_OUTPUT_NAME: `${root}${reports}/e2e.json`,
    ...(chromium ? { CHROMIUM: chromium } : {}),
  }
}

function vitest(project: string, name: string): Step {
  const file = `${reports}/${project}.json`
  return {
    name,
    command: `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${root}${file}`,
    report: { file, read: readVitest },
  }
}

/** Undefined when the step ended before it could write its report. */
function readReport({ file, read }: Report): Counts | undefined {
  try {
    return read(JSON.parse(readFileSync(root + file, 'utf8')))
  } catch {
    return undefined
  }
}

function readVitest(json: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = json as Record<string, number | undefined>
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  }
}

function readPlaywright(json: unknown): Counts {
  const { stats } = json as { stats?: { expected?: number; unexpected?: number; flaky?: number; skipped?: number } }
  return {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  }
}
