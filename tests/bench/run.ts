/**
 * `npm run bench -- [SECTION…]`: measures the built app beside a floor taken in the same run, and writes the tables into
 * README.md, each in place of its last figures. With no section named it runs all but `exam`, which takes half an hour.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { measureAnki } from './sections/anki.ts'
import { measureAnswer } from './sections/answer.ts'
import { measureBackup } from './sections/backup.ts'
import { measureBundle } from './sections/bundle.ts'
import { measureExam } from './sections/exam.ts'
import { measureForecast } from './sections/forecast.ts'
import { measureGenerate } from './sections/generate.ts'
import { measureLoad } from './sections/load.ts'
import { measureOptimizer } from './sections/optimizer.ts'
import { measureReaders } from './sections/readers.ts'
import { measureSearch } from './sections/search.ts'
import { measureSize } from './sections/size.ts'
import { measureTap } from './sections/tap.ts'
import { measureWebKit } from './sections/webkit.ts'
import { replaceTables, type Table, toMarkdown } from './table.ts'

/** One line a section: its name on the command line, and what measures it. */
const SECTIONS: Readonly<Record<string, () => Promise<Table>>> = {
  tap: measureTap,
  answer: measureAnswer,
  size: measureSize,
  webkit: measureWebKit,
  generate: measureGenerate,
  optimizer: measureOptimizer,
  search: measureSearch,
  forecast: measureForecast,
  anki: measureAnki,
  readers: measureReaders,
  exam: measureExam,
  backup: measureBackup,
  load: measureLoad,
  bundle: measureBundle,
}

/** Only when named. */
const LONG = new Set(['exam', 'anki', 'readers', 'backup', 'load'])

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in SECTIONS))
if (unknown.length > 0) {
  console.error(`No section ${unknown.join(', ')}; there are: ${Object.keys(SECTIONS).join(', ')}`)
  process.exit(1)
}

const tables: string[] = []
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 ? !wanted.includes(name) : LONG.has(name)) continue
  console.log(`Measuring ${name}`)
  const table = toMarkdown(await measure())
  console.log(`${table}\n`)
  tables.push(table)
}
const readme = fileURLToPath(new URL('../../README.md', import.meta.url))
const machine = `Measured by \`npm run bench\` on ${cpus().length} cores, Node ${process.versions.node}; read the ratios, not the milliseconds.`
const written = replaceTables(existsSync(readme) ? readFileSync(readme, 'utf8') : '', machine, tables)
if (written !== null) writeFileSync(readme, written)
console.log(written === null ? 'README.md has no marks to write the tables between' : 'Written into README.md')
