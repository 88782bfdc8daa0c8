import { readFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Note } from '../domain/note.ts'
import { isSure } from '../domain/sure.ts'
import { readArticle } from '../formats/article.ts'
import { makeReader } from '../generator/english/reader.ts'
import { generate } from '../generator/generate.ts'

/** A fact worth asking, with the answers that are right; of a list every answer is needed. */
type Fact = {
  readonly article: string
  readonly id: string
  readonly question: string
  readonly answers: readonly string[]
  readonly evidence_start: number
  readonly evidence_end: number
  readonly type: string
  readonly list_requires_all?: boolean
}

/**
 * `npm run cover -- GOLD ARTICLES`: the share of a gold file's facts that the generated cards ask. A fact is covered
 * where a card's sentence is its evidence and the answers share tokens with F1 of 0.6 or more (lists: every item).
 */
function main(args: readonly string[]): number {
  const [gold, folder] = args
  if (gold === undefined || folder === undefined) {
    console.error('npm run cover -- GOLD.json ARTICLES_FOLDER [--missing] [--doubtful]')
    return 1
  }
  const facts = JSON.parse(readFileSync(gold, 'utf8')) as readonly Fact[]
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
  const reader = makeReader(new Uint8Array(readFileSync(join(root, 'src/generator/english/model/en.bin'))))
  const byType = new Map<string, { covered: number; all: number }>()
  let covered = 0
  for (const article of [...new Set(facts.map((fact) => fact.article))].sort()) {
    const raw = readFileSync(join(folder, article), 'utf8')
    const source = readArticle(raw, { name: basename(article, extname(article)) })
    if (!source.ok) {
      console.error(`${article}:${source.error.line}: ${source.error.message}`)
      return 1
    }
    const run = generate(source.value, { read: reader.read })
    let step = run.next()
    while (step.done !== true) step = run.next()
    const notes = args.includes('--doubtful') ? step.value.notes : step.value.notes.filter(isSure)
    for (const fact of facts.filter((each) => each.article === article)) {
      const evidence = raw.slice(fact.evidence_start, fact.evidence_end)
      const hit = notes.some((note) => asks(note, fact, evidence))
      const tally = byType.get(fact.type) ?? { covered: 0, all: 0 }
      byType.set(fact.type, { covered: tally.covered + (hit ? 1 : 0), all: tally.all + 1 })
      if (hit) covered += 1
      else if (args.includes('--missing'))
        console.log(`missing  ${article.slice(0, 3)}  ${fact.question}  —  ${fact.answers.join(' | ')}`)
    }
    console.log(`${article}: ${notes.length} cards`)
  }
  for (const [type, tally] of [...byType].sort()) console.log(`${type.padEnd(8)} ${tally.covered}/${tally.all}`)
  console.log(`covered ${covered} of ${facts.length} (${Math.round((100 * covered) / facts.length)} %)`)
  return 0
}

function asks(note: Note, fact: Fact, evidence: string): boolean {
  const own = note.evidence.some((piece) => touches(piece.quote, evidence))
  if (!own) return false
  const told = answersOf(note)
  const fits = (wanted: string): boolean => told.some((text) => tokenF1(text, wanted) >= 0.6)
  return fact.list_requires_all === true || fact.type === 'list' ? fact.answers.every(fits) : fact.answers.some(fits)
}

function answersOf(note: Note): string[] {
  const { content } = note
  if (content.kind === 'list') return content.items.map((item) => item.text)
  if (content.kind === 'cloze')
    return [
      ...[...content.text.matchAll(/\{\{c\d+::(.*?)(?:::.*?)?\}\}/g)].map((match) => match[1] ?? ''),
      ...note.accepted,
    ]
  return [content.answer, ...note.accepted]
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function touches(quote: string, evidence: string): boolean {
  const a = plain(quote)
  const b = plain(evidence)
  return a.includes(b) || b.includes(a) || a.slice(0, 40) === b.slice(0, 40)
}

function tokenF1(a: string, b: string): number {
  const left = plain(a).split(' ')
  const right = plain(b).split(' ')
  const rest = [...right]
  let shared = 0
  for (const token of left) {
    const at = rest.indexOf(token)
    if (at < 0) continue
    rest.splice(at, 1)
    shared += 1
  }
  return shared === 0 ? 0 : (2 * shared) / (left.length + right.length)
}

process.exitCode = main(process.argv.slice(2))
