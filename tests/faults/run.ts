/**
 * `npm run faults`: breaks the storage in every way that a browser can, and counts what of all that was acknowledged is
 * not there afterwards. Prints the table, and writes it into README.md; `npm run faults -- 10` does a tenth of the
 * trials and writes nothing. Exit code 1 where anything was lost.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveScript } from '../e2e/contractPage.ts'
import { toTable } from './table.ts'
import {
  clearWhileRunning,
  failEachWriteOfAll,
  killDuring,
  killDuringMigration,
  moveClock,
  newSchemaBeside,
  type Outcome,
  raceTabs,
} from './trials.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const part = Number(process.argv[2] ?? 1)
const few = (trials: number) => Math.max(1, Math.round(trials / part))

const page = await serveScript('Faults', `import ${JSON.stringify(join(root, 'tests/faults/page.ts'))}`)
const outcomes: Outcome[] = []
const note = (found: Outcome | readonly Outcome[]) => {
  for (const outcome of [found].flat() as Outcome[]) {
    outcomes.push(outcome)
    console.log(`${outcome.what}: ${outcome.trials} trials, ${outcome.acknowledged} acknowledged, ${outcome.lost} lost`)
  }
}
try {
  note(await killDuring('the browser killed during study', 'study', page.url, few(80)))
  note(await killDuring('the browser killed during imports of decks', 'importDecks', page.url, few(50)))
  note(await killDuring('the browser killed during backups and restores', 'backUp', page.url, few(40)))
  note(await killDuringMigration(page.url, few(30)))
  note(await clearWhileRunning(page.url, few(10)))
  note(await raceTabs(page.url, 2, few(200)))
  note(await raceTabs(page.url, 5, few(200)))
  note(await newSchemaBeside(page.url, few(10)))
  note(await moveClock(page.url, few(500)))
  note(await failEachWriteOfAll(page.url, 1 / part))
} finally {
  await page.close()
}

const table = toTable(outcomes)
console.log(`\n${table}`)
if (part === 1) {
  const readme = join(root, 'README.md')
  const text = readFileSync(readme, 'utf8')
  const [before, rest = ''] = text.split('<!-- faults:start -->')
  const [, after] = rest.split('<!-- faults:end -->')
  if (after === undefined) throw new Error('README.md has no marks to write the table between')
  writeFileSync(readme, `${before}<!-- faults:start -->\n${table}\n<!-- faults:end -->${after}`)
}
process.exitCode = outcomes.some(({ lost }) => lost > 0) ? 1 : 0
