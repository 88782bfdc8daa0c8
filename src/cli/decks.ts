import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deck } from '../domain/deck.ts'
import { type Endpoint, parseAddress } from '../domain/endpoint.ts'
import type { Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import { isSure } from '../domain/sure.ts'
import { readArticle, readDeckTitle } from '../formats/article.ts'
import { decodeDeck, encodeDeck } from '../formats/deckFile.ts'
import type { Reader } from '../generator/english/parse.ts'
import { makeReader } from '../generator/english/reader.ts'
import type { Generated } from '../generator/generate.ts'
import { generate } from '../generator/generate.ts'
import { lintDeck } from '../generator/lint.ts'
import { mergeAcross } from '../generator/merge.ts'
import type { Limits } from '../generator/rank.ts'
import { commonTopic, makeDeck } from './deckBuild.ts'
import { askForAll, KEY_VARIABLE } from './decksModel.ts'
import type { Row } from './decksReport.ts'
import { formatTable } from './decksReport.ts'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const MODEL = join(ROOT, 'src/generator/english/model/en.bin')

const USAGE = `npm run decks                         seeds/*.md -> decks/*.deck.json, sure cards and those in seeds/kept.json
npm run decks -- PATH... --out DIR    any folder, .md or .txt file
npm run decks -- --check              exit 1 where the committed decks differ
npm run decks -- PATH... --out DIR --doubtful
                                      and the cards that the app keeps in a tray to be looked at
npm run decks -- PATH... --out DIR --endpoint URL [--model NAME]
                                      and cards of a model that speaks OpenAI's chat interface, checked like all others;
                                      its key, where it wants one, comes from ${KEY_VARIABLE}`

type Options = {
  readonly paths: readonly string[]
  readonly out: string
  readonly check: boolean
  /** Whether cards are written that nobody should study unseen. */
  readonly doubtful: boolean
  /** Doubtful cards that were looked at and kept: they are written all the same. */
  readonly kept: ReadonlySet<string>
  readonly endpoint: Endpoint | null
}

type Article = {
  readonly path: string
  readonly name: string
  readonly title: string | null
  readonly source: Source
  readonly generated: Generated
  readonly ms: number
  readonly existing: Deck | null
}

type Say = (line: string) => void

/** Makes decks from articles. Returns the exit code: 1 where an article could not be read or a check failed. */
export function makeDecks(args: readonly string[], say: Say = console.error): number {
  const run = readAll(args, say)
  return run === null || write(run.articles, run.options, say) || run.failed ? 1 : 0
}

/** The same, with the cards of a model where the arguments name one; 1 also where it failed: the rules' cards are made. */
export async function makeDecksAsking(args: readonly string[], say: Say = console.error): Promise<number> {
  const run = readAll(args, say)
  if (run === null) return 1
  const { endpoint } = run.options
  const asked = endpoint === null ? null : await askForAll(endpoint, run.articles, run.reader.read, say)
  return write(asked?.articles ?? run.articles, run.options, say) || run.failed || asked?.failed ? 1 : 0
}

type Run = {
  readonly options: Options
  readonly reader: Reader
  readonly articles: readonly Article[]
  readonly failed: boolean
}

/** Reads and asks every article; null where there is nothing to go on with. */
function readAll(args: readonly string[], say: Say): Run | null {
  const options = readOptions(args)
  if (typeof options === 'string') {
    say(options)
    return null
  }
  const files = findFiles(options.paths, say)
  let failed = files.missing
  if (files.found.length === 0) {
    say('no .md or .txt files found')
    return null
  }
  const reader = makeReader(new Uint8Array(readFileSync(MODEL)))
  const articles: Article[] = []
  const names = new Map<string, string>()
  for (const path of files.found) {
    const name = basename(path, extname(path))
    const shown = relative(process.cwd(), path)
    const twin = names.get(name)
    if (twin !== undefined) {
      say(`${shown}:1: has the same name as ${twin}`)
      failed = true
      continue
    }
    names.set(name, shown)
    const text = readText(path)
    const article = text === null ? null : readArticle(text, { name })
    if (article === null || !article.ok) {
      say(
        article === null
          ? `${shown}:1: this is not a text file`
          : `${shown}:${article.error.line}: ${article.error.message}`,
      )
      failed = true
      continue
    }
    const existing = readExisting(join(options.out, `${name}.deck.json`))
    const start = performance.now()
    const whole = drain(article.value, reader.read, existing, shown, options.kept.size > 0 ? { leastScore: 0 } : {})
    const ships = (note: Note): boolean => options.doubtful || isSure(note) || options.kept.has(note.id)
    const generated = { ...whole, notes: whole.notes.filter(ships) }
    const ms = performance.now() - start
    if (!process.stderr.isTTY) say(`${shown}: ${generated.notes.length} cards`)
    articles.push({ path, name, title: text && readDeckTitle(text), source: article.value, generated, ms, existing })
  }
  const made = new Set(articles.flatMap(({ generated }) => generated.notes.map(({ id }) => id as string)))
  for (const id of options.kept)
    if (!made.has(id)) {
      say(`seeds/kept.json: ${id} is no card of the articles any more`)
      failed = true
    }
  return { options, reader, articles, failed }
}

function drain(
  source: Source,
  read: ReturnType<typeof makeReader>['read'],
  existing: Deck | null,
  label: string,
  limits: Partial<Limits>,
): Generated {
  const run = generate(source, { read, existing, limits })
  let step = run.next()
  while (step.done !== true) {
    if (process.stderr.isTTY)
      process.stderr.write(`\r\x1b[K${label}: ${step.value.phase} ${Math.round(step.value.share * 100)} %`)
    step = run.next()
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  return step.value
}

/** Joins the articles' notes, builds the decks and writes or compares them; true where a check failed. */
function write(articles: readonly Article[], options: Options, say: Say): boolean {
  const inOrder = [...articles].sort((a, b) =>
    compare(`${a.source.published ?? '9999'} ${a.name}`, `${b.source.published ?? '9999'} ${b.name}`),
  )
  const merged = mergeAcross(inOrder.map((article) => ({ name: article.name, notes: article.generated.notes })))
  const topic = commonTopic(inOrder.map((article) => article.source))
  const sources = inOrder.map((article) => article.source)
  let different = false
  const rows: Row[] = []
  if (!options.check) mkdirSync(options.out, { recursive: true })
  for (const article of inOrder) {
    const notes = merged.byName.get(article.name) ?? []
    const deck = makeDeck({
      name: article.name,
      title: article.title,
      source: article.source,
      sources,
      notes,
      topic,
      existing: article.existing,
    })
    for (const finding of lintDeck(deck)) {
      say(`${article.name}: ${finding.rule}: ${finding.text}`)
      different = true
    }
    const target = join(options.out, `${article.name}.deck.json`)
    const text = encodeDeck(deck)
    rows.push({ name: article.name, notes, generated: article.generated, ms: article.ms })
    if (options.check) {
      const committed = existsSync(target) ? readFileSync(target, 'utf8') : null
      if (committed === text) continue
      say(
        `${relative(process.cwd(), target)}: ${committed === null ? 'is missing' : 'differs from its article'}; run npm run decks`,
      )
      different = true
    } else writeWhole(target, text)
  }
  console.log(formatTable(rows, { merged: merged.merged, contradicted: merged.contradicted }))
  return different
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Writes beside the target and renames: nobody ever sees half a deck. */
function writeWhole(target: string, text: string): void {
  const temporary = `${target}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, target)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function readOptions(args: readonly string[]): Options | string {
  const paths: string[] = []
  let out: string | null = null
  let check = false
  let doubtful = false
  let address: string | null = null
  let model = ''
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '--check') check = true
    else if (arg === '--doubtful') doubtful = true
    else if (arg === '--out') {
      out = args[++i] ?? null
      if (out === null) return `--out needs a folder\n${USAGE}`
    } else if (arg === '--endpoint') {
      address = parseAddress(args[++i] ?? '')
      if (address === null) return `--endpoint needs an address such as http://localhost:11434/v1\n${USAGE}`
    } else if (arg === '--model') model = args[++i] ?? ''
    else if (arg.startsWith('-')) return `unknown option ${arg}\n${USAGE}`
    else paths.push(resolve(arg))
  }
  if (paths.length > 0 && out === null) return `say where the decks go: --out DIR\n${USAGE}`
  // What a model says is never the same twice, and the committed decks are.
  if (address !== null && (check || paths.length === 0)) return `--endpoint goes with paths and --out\n${USAGE}`
  return {
    endpoint: address === null ? null : { address, model, key: process.env[KEY_VARIABLE] ?? '' },
    paths: paths.length > 0 ? paths : [join(ROOT, 'seeds')],
    out: out === null ? join(ROOT, 'decks') : resolve(out),
    check,
    doubtful,
    kept: paths.length > 0 ? new Set() : readKept(),
  }
}

/** What an editor kept of the tray of our own articles, by note id: the file beside them. */
function readKept(): ReadonlySet<string> {
  const { notes } = JSON.parse(readFileSync(join(ROOT, 'seeds/kept.json'), 'utf8')) as {
    readonly notes: readonly string[]
  }
  return new Set(notes)
}

function findFiles(paths: readonly string[], say: Say): { found: string[]; missing: boolean } {
  const found = new Set<string>()
  let missing = false
  const visit = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const entry of readdirSync(path)) if (!entry.startsWith('.')) visitChild(join(path, entry))
    } else found.add(path)
  }
  const visitChild = (path: string): void => {
    if (statSync(path).isDirectory() || /\.(md|txt)$/i.test(path)) visit(path)
  }
  for (const path of paths) {
    if (existsSync(path)) visit(path)
    else {
      say(`${relative(process.cwd(), path)}:1: no such file or folder`)
      missing = true
    }
  }
  return { found: [...found].sort(compare), missing }
}

/** The file as text; null where it is not UTF-8. */
function readText(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch {
    return null
  }
}

function readExisting(path: string): Deck | null {
  const deck = existsSync(path) ? decodeDeck(readFileSync(path, 'utf8')) : null
  return deck?.ok ? deck.value : null
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await makeDecksAsking(process.argv.slice(2))
}
