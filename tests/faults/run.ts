/**
 * `npm run faults`: breaks the app in every way that a browser and a host can, and counts what of all that was
 * acknowledged is not there afterwards. Writes the table into README.md as it goes. `npm run faults -- killed` does those
 * whose names hold the word and writes their rows alone; `npm run faults -- 10` does a tenth of the trials and writes
 * nothing. Exit code 1 where anything was lost.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveScript } from '../e2e/contractPage.ts'
import { APP_TRIALS, runAppTrial } from './app.ts'
import { FULL_TRIALS, runFullTrial } from './fullDisk.ts'
import { readRows, toTable, withRows } from './table.ts'
import {
  clearWhileRunning,
  failEachRequest,
  killDuring,
  killDuringMigration,
  moveClock,
  newSchemaBeside,
  type Outcome,
  raceTabs,
} from './trials.ts'
import { ZONE_TRIALS } from './zones.ts'

type Fault = { readonly name: string; readonly run: (url: string) => Promise<Outcome | readonly Outcome[]> }

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = join(root, 'README.md')
const args = process.argv.slice(2)
const part = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 1)
const words = args.filter((arg) => !/^\d+$/.test(arg))
const few = (trials: number) => Math.max(1, Math.round(trials / part))

const kill = (name: string, busy: 'study' | 'importDecks' | 'backUp', trials: number): Fault => ({
  name,
  run: (url) => killDuring(name, busy, url, few(trials)),
})

const FAULTS: readonly Fault[] = [
  kill('the browser killed during study', 'study', 80),
  kill('the browser killed during imports of decks and packages', 'importDecks', 50),
  kill('the browser killed during backups and restores', 'backUp', 40),
  { name: 'the browser killed during a migration', run: (url) => killDuringMigration(url, few(30)) },
  { name: 'cleared', run: (url) => clearWhileRunning(url, few(10)) },
  { name: '2 tabs', run: (url) => raceTabs(url, 2, few(200)) },
  { name: '5 tabs', run: (url) => raceTabs(url, 5, few(200)) },
  { name: 'schema', run: (url) => newSchemaBeside(url, few(10)) },
  { name: 'clock', run: (url) => moveClock(url, few(500)) },
  { name: 'requests', run: (url) => failEachRequest(url, 1 / part) },
  ...FULL_TRIALS.map(
    (trial): Fault => ({ name: `no room when ${trial.what}`, run: () => runAppTrial(onFullDisk(trial), few(5)) }),
  ),
  ...[...ZONE_TRIALS, ...APP_TRIALS].map(
    (trial): Fault => ({ name: trial.what, run: () => runAppTrial(trial, few(5)) }),
  ),
]

if (!existsSync(join(root, 'dist/index.html'))) throw new Error('There is no build in dist/: run npm run build first.')
const chosen = FAULTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
const page = await serveScript('Faults', `import ${JSON.stringify(join(root, 'tests/faults/page.ts'))}`)
const outcomes: Outcome[] = []
try {
  for (const fault of chosen)
    for (const outcome of [await fault.run(page.url)].flat() as Outcome[]) {
      outcomes.push(outcome)
      console.log(toTable([outcome]).split('\n').at(-1))
      if (part === 1) writeReadme(withRows(readRows(readFileSync(readme, 'utf8')), [outcome]))
    }
  if (part === 1 && words.length === 0) writeReadme(outcomes)
} finally {
  await page.close()
}
process.exitCode = outcomes.some(({ lost }) => lost > 0) ? 1 : 0

function onFullDisk(trial: (typeof FULL_TRIALS)[number]): (typeof APP_TRIALS)[number] {
  return {
    what: `no room when ${trial.what}`,
    run: async (appPage) => {
      await runFullTrial(appPage, trial)
      return { acknowledged: 1, lost: 0 }
    },
  }
}

function writeReadme(rows: readonly Outcome[]): void {
  const text = readFileSync(readme, 'utf8')
  const [before, rest = ''] = text.split('<!-- faults:start -->')
  const [, after] = rest.split('<!-- faults:end -->')
  if (after === undefined) throw new Error('README.md has no marks to write the table between')
  writeFileSync(readme, `${before}<!-- faults:start -->\n${toTable(rows)}\n<!-- faults:end -->${after}`)
}
