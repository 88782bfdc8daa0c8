import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clozeNumbers } from '../domain/cloze.ts'
import { clozeView } from '../domain/clozeView.ts'
import { hashText } from '../domain/hash.ts'
import type { Note } from '../domain/note.ts'
import type { Source } from '../domain/source.ts'
import { isSure } from '../domain/sure.ts'
import { readArticle } from '../formats/article.ts'
import { readDocument } from '../generator/document.ts'
import type { Draft } from '../generator/draft.ts'
import type { Parse, Reader } from '../generator/english/parse.ts'
import { makeReader } from '../generator/english/reader.ts'
import { sceneFeatures } from '../generator/features.ts'
import { answerOf, coreOf, questionOf } from '../generator/gates.ts'
import { generate } from '../generator/generate.ts'
import { scoreOf } from '../generator/rank.ts'
import { makeReading } from '../generator/reading.ts'
import { RULES } from '../generator/rules/table.ts'

/** What a ranker may know of a card: numbers and short words only, never the words of its text. */
export type Features = Readonly<Record<string, number | string>>

/** What a blind reader sees of a card. */
export type Shown = {
  readonly question: string
  readonly answer: string
  readonly accepted: readonly string[]
  readonly options: readonly string[]
  readonly paragraph: string
  readonly title: string
  readonly published: string | null
}

export type JudgedCard = {
  /** Hash of the source's text, so that the same card of the same text keeps its name from run to run. */
  readonly source: string
  /** The note's id; of the further cards of one note with their number. */
  readonly noteId: string
  readonly kind: Note['content']['kind']
  readonly rule: string
  readonly confidence: number
  readonly features: Features
  readonly shown: Shown
}

/** Makes the cards of every article under the paths, each with the rule that made it. Unreadable files are told and skipped. */
export function cardsOf(
  paths: readonly string[],
  say: (line: string) => void,
  wanted: (note: Note) => boolean = isSure,
): JudgedCard[] {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
  const reader = makeReader(new Uint8Array(readFileSync(join(root, 'src/generator/english/model/en.bin'))))
  const out: JudgedCard[] = []
  for (const path of paths.flatMap(articlesUnder)) {
    const article = readArticle(readFileSync(path, 'utf8'), { name: basename(path, extname(path)) })
    if (!article.ok) {
      say(`${basename(path)}:${article.error.line}: ${article.error.message}`)
      continue
    }
    out.push(...cardsFrom(article.value, remembering(reader), wanted))
  }
  return out
}

/** The cards of one source, in the order of the text. */
export function cardsFrom(
  source: Source,
  read: Reader['read'],
  wanted: (note: Note) => boolean = isSure,
): JudgedCard[] {
  const notes = drain(generate(source, { read })).notes.filter(wanted)
  if (notes.length === 0) return []
  const drafts = draftsByText(source, read)
  return notes.flatMap((note) => {
    return facesOf(note).map(({ question, answer }, i) => {
      const found = drafts.get(
        `${(question.split('\n\n').pop() ?? '').replace(/_____ \[[^\]]*\]/g, '_____')}\u0000${answer}`,
      )
      return {
        source: hashText(source.text),
        noteId: i === 0 ? note.id : `${note.id}/c${i + 1}`,
        kind: note.content.kind,
        rule: found?.row ?? 'unknown',
        confidence: note.confidence ?? 0,
        features: featuresOf(note, found?.draft ?? null, source),
        shown: {
          question,
          answer,
          accepted: note.accepted,
          options: note.distractors.map((each) => each.text),
          paragraph: paragraphsOf(note, source),
          title: source.title,
          published: source.published,
        },
      }
    })
  })
}

/** Each card of a note as its learner sees it: of a cloze every blank by itself, the others filled in. */
function facesOf(note: Note): { readonly question: string; readonly answer: string }[] {
  const { content } = note
  if (content.kind !== 'cloze') return [{ question: questionOf(note), answer: answerOf(note) }]
  return clozeNumbers(content.text).map((number) => {
    const parts = clozeView(content.text, number)
    const gap = (hint: string | null): string => (hint === null ? '_____' : `_____ [${hint}]`)
    return {
      question: parts.map((part) => (part.kind === 'text' ? part.text : gap(part.hint))).join(''),
      answer: parts.flatMap((part) => (part.kind === 'asked' ? [part.answer] : [])).join('; '),
    }
  })
}

export function articlesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !name.startsWith('.'))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap((name) => {
      const child = join(path, name)
      return statSync(child).isDirectory() || /\.(md|txt)$/i.test(name) ? articlesUnder(child) : []
    })
}

/** The same text is read twice, for the notes and for the drafts they came from: the second time from memory. */
function remembering(reader: Reader): Reader['read'] {
  const known = new Map<string, Parse>()
  return (text) => {
    const parse = known.get(text) ?? reader.read(text)
    known.set(text, parse)
    return parse
  }
}

function drain<T>(run: Generator<unknown, T>): T {
  let step = run.next()
  while (step.done !== true) step = run.next()
  return step.value
}

type Found = { readonly row: string; readonly draft: Draft; readonly score: number }

/** Notes do not say which rule made them: the rules are asked again, and the best draft of each wording is kept. */
function draftsByText(source: Source, read: Reader['read']): ReadonlyMap<string, Found> {
  const reading = makeReading(drain(readDocument(source, read)))
  const out = new Map<string, Found>()
  for (const row of RULES) {
    for (const draft of row.rule(reading)) {
      if ('drop' in draft) continue
      const score = scoreOf(draft, row.name)
      const key = keyOf(draft)
      if (score > (out.get(key)?.score ?? -1)) out.set(key, { row: row.name, draft, score })
    }
  }
  return out
}

/** Without the heading, which a question gets when it is a note. */
const keyOf = (note: Pick<Draft, 'content'>): string => `${coreOf(note)}\u0000${answerOf(note)}`

/** Every paragraph that holds a piece of the evidence, in the order of the text. */
function paragraphsOf(note: Note, source: Source): string {
  const starts = note.evidence.map((piece) => source.text.lastIndexOf('\n\n', piece.sentence.start) + 1)
  return [...new Set(starts)]
    .sort((a, b) => a - b)
    .map((start) => {
      const from = start === 0 ? 0 : start + 1
      const end = source.text.indexOf('\n\n', from)
      return source.text.slice(from, end < 0 ? undefined : end)
    })
    .join('\n\n')
}

function featuresOf(note: Note, draft: Draft | null, source: Source): Features {
  // As the ranker sees it: a question has no heading yet.
  const question = draft === null ? questionOf(note) : questionOf(draft)
  const answer = draft === null ? answerOf(note) : answerOf(draft)
  const count = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length
  const read = (kind: string): number =>
    note.evidence.reduce((sum, piece) => sum + piece.resolutions.filter((each) => each.kind === kind).length, 0)
  const piece = note.evidence[0]
  return {
    shape: draft?.rule ?? 'unknown',
    answerType: draft?.answerType ?? 'unknown',
    opening: openingOf(question),
    questionWords: question.split(' ').length,
    answerWords: answer.split(' ').length,
    sentenceWords: piece === undefined ? 0 : piece.quote.split(/\s+/).length,
    positionRatio: piece === undefined ? 0 : round(piece.sentence.start / Math.max(1, source.text.length)),
    pronouns: read('pronoun'),
    definites: read('definite'),
    dates: read('date'),
    names: read('name'),
    capitals: count(question.slice(1), /(?<![\p{L}])\p{Lu}[\p{L}.]+/gu),
    numbers: count(question, /\d+/g),
    definiteArticles: count(question, /\bthe\b/gi),
    commas: count(question, /,/g),
    quotes: count(question, /"/g),
    brackets: count(question, /\(/g),
    attributed: /^(According to|From|In the view of)\b/.test(question) ? 1 : 0,
    dated: /^(In|As of|On) [^,]*\d{4}\b/.test(question) ? 1 : 0,
    ...sceneFeatures(question, answer),
    ...(draft?.looseEnds === undefined ? {} : { loose: Math.min(2, draft.looseEnds) }),
    options: note.distractors.length,
  }
}

/** The question word, wherever it stands behind a front; `gap` for a cloze. A closed set: no word of the text gets out. */
const openingOf = (question: string): string =>
  question.includes('_____')
    ? 'gap'
    : (/\b(who|whom|whose|what|which|when|where|why|how)\b/i.exec(question)?.[0].toLowerCase() ?? 'other')

const round = (ratio: number): number => Math.round(ratio * 100) / 100
