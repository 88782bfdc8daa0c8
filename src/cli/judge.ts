import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Note } from '../domain/note.ts'
import { makeRandom, shuffle } from '../domain/random.ts'
import { isSure } from '../domain/sure.ts'
import { articlesUnder, cardsOf } from './judgeCards.ts'
import { articlesBeside, badControls, goodControls } from './judgeControls.ts'
import { addLabels, labelsOf } from './judgeLabels.ts'
import { kappa, report, verdictOf } from './judgeReport.ts'
import type { Filled, KeyRow } from './judgeSheet.ts'
import {
  makeSheet,
  optionRows,
  printLines,
  printMarkdown,
  printOptionMarkdown,
  readFilled,
  readKey,
} from './judgeSheet.ts'

const USAGE = `npm run judge -- PATH... --sheet OUT [--n 150] [--seed 1] [--gold FILE] [--articles FOLDER] [--which sure|doubtful|all]
    makes cards from articles and writes a blind review sheet: OUT.md and OUT.jsonl (to fill), OUT.options.md and
    OUT.options.jsonl (to fill, for the wrong options), OUT.key.jsonl (not to be read before)
npm run judge -- --read FILLED [--read OTHER] --key KEY [--labels FILE --round NAME]
    reports good, minor and bad with 95 % intervals, the controls, and kappa where two readers filled the sheet;
    appends the judged cards' features and verdicts to a labels file`

type Options = {
  readonly paths: readonly string[]
  readonly values: ReadonlyMap<string, readonly string[]>
}

const KNOWN = ['--sheet', '--n', '--seed', '--gold', '--articles', '--read', '--key', '--labels', '--round', '--which']

/** The cards that ship, those that wait in a tray, or both. */
const WHICH: Readonly<Record<string, (note: Note) => boolean>> = {
  sure: isSure,
  doubtful: (note) => !isSure(note),
  all: () => true,
}

/** Shares of the sheet that are controls. */
const GOOD_SHARE = 0.15
const BAD_SHARE = 0.1

/** Runs the judge's two halves; returns the exit code. */
export function judge(args: readonly string[], say: (line: string) => void = console.log): number {
  const options = readOptions(args)
  if (typeof options === 'string') return fail(options, say)
  const read = options.values.get('--read') ?? []
  if (read.length > 0) return readSheets(read, options, say)
  const out = last(options, '--sheet')
  if (out === undefined || options.paths.length === 0) return fail('say which articles, and where the sheet goes', say)
  return writeSheet(options, resolve(out), say)
}

function writeSheet(options: Options, out: string, say: (line: string) => void): number {
  const n = Number(last(options, '--n') ?? 150)
  const seed = Number(last(options, '--seed') ?? 1)
  if (!Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) return fail('--n and --seed are whole numbers', say)
  const missing = options.paths.find((path) => !existsSync(path))
  if (missing !== undefined) return fail(`${missing}: no such file or folder`, say)
  const random = makeRandom(seed)
  const all = shuffle(cardsOf(options.paths, say, WHICH[last(options, '--which') ?? ''] ?? isSure), random)
  const gold = last(options, '--gold')
  const shareOfCards = 1 - BAD_SHARE - (gold === undefined ? 0 : GOOD_SHARE)
  // Cards to spoil are taken from the sample's end: a card and its spoilt twin on one sheet would give each other away.
  const spare = Math.ceil((all.length * BAD_SHARE) / shareOfCards) * 2
  const sample = all.slice(0, Math.min(n, Math.max(1, all.length - spare)))
  const size = sample.length / shareOfCards
  const good =
    gold === undefined
      ? []
      : goodControls(gold, last(options, '--articles') ?? articlesBeside(gold), Math.round(size * GOOD_SHARE), random)
  const bad = badControls(all.slice(sample.length), all, Math.round(size * BAD_SHARE), random)
  const sheet = makeSheet(sample, [...good, ...bad], random)
  const withOptions = optionRows(sheet)
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(`${out}.md`, printMarkdown(sheet.rows))
  writeFileSync(`${out}.jsonl`, printLines(sheet.rows))
  writeFileSync(`${out}.options.md`, printOptionMarkdown(withOptions))
  writeFileSync(`${out}.options.jsonl`, printLines(withOptions))
  writeFileSync(`${out}.key.jsonl`, printLines(sheet.key))
  const articles = options.paths.flatMap(articlesUnder).length
  say(
    `${articles} articles, ${all.length} cards: ${sample.length} sampled, ${good.length} good and ${bad.length} bad controls, ${withOptions.length} with options`,
  )
  return 0
}

function readSheets(paths: readonly string[], options: Options, say: (line: string) => void): number {
  const keyPath = last(options, '--key')
  if (keyPath === undefined) return fail('--read needs --key KEY', say)
  const key = readKey(readFileSync(keyPath, 'utf8'))
  if (typeof key === 'string') return fail(`${keyPath}: ${key}`, say)
  const sheets: (readonly Filled[])[] = []
  for (const path of paths) {
    const filled = readFilled(readFileSync(path, 'utf8'))
    if (typeof filled === 'string') return fail(`${path}: ${filled}`, say)
    sheets.push(filled)
  }
  for (const [i, filled] of sheets.entries()) {
    if (sheets.length > 1) say(`== reader ${i + 1}`)
    for (const line of report(filled, key)) say(line)
    say('')
  }
  for (const line of agreement(sheets)) say(line)
  return appendLabels(sheets[0] ?? [], key, options, say)
}

function agreement(sheets: readonly (readonly Filled[])[]): string[] {
  const [first, second] = sheets.map(
    (sheet) => new Map(sheet.filter((row) => row.marks !== '').map((row) => [row.id, row.marks])),
  )
  if (first === undefined || second === undefined) return []
  const by = (sheet: ReadonlyMap<string, string>, of: (marks: string) => string): Map<string, string> =>
    new Map([...sheet].map(([id, marks]) => [id, of(marks)]))
  const show = (of: (marks: string) => string): string => kappa(by(first, of), by(second, of))?.toFixed(2) ?? 'none'
  return [
    `kappa of the verdicts: ${show(verdictOf)}; of bad against the rest: ${show((marks) => String(verdictOf(marks) === 'bad'))}`,
  ]
}

function appendLabels(
  filled: readonly Filled[],
  key: readonly KeyRow[],
  options: Options,
  say: (line: string) => void,
): number {
  const path = last(options, '--labels')
  if (path === undefined) return 0
  const round = last(options, '--round')
  if (round === undefined) return fail('--labels needs --round NAME', say)
  const labels = labelsOf(filled, key, round)
  writeFileSync(path, addLabels(existsSync(path) ? readFileSync(path, 'utf8') : '', labels))
  say(`${labels.length} labels written`)
  return 0
}

function readOptions(args: readonly string[]): Options | string {
  const paths: string[] = []
  const values = new Map<string, string[]>()
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (!arg.startsWith('--')) {
      paths.push(resolve(arg))
      continue
    }
    const value = args[++i]
    if (!KNOWN.includes(arg)) return `unknown option ${arg}`
    if (value === undefined) return `${arg} needs a value`
    values.set(arg, [...(values.get(arg) ?? []), value])
  }
  return { paths, values }
}

const last = (options: Options, name: string): string | undefined => options.values.get(name)?.at(-1)

function fail(message: string, say: (line: string) => void): number {
  say(message)
  say(USAGE)
  return 1
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = judge(process.argv.slice(2))
}
