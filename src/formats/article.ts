import { hashText } from '../domain/hash.ts'
import type { Result } from '../domain/result.ts'
import { err, ok } from '../domain/result.ts'
import type { BasedOn, PartialDate, Source, SourceId } from '../domain/source.ts'
import { cleanBlocks } from './articleText.ts'
import type { FrontMatter, FrontValue } from './frontMatter.ts'
import { readFrontMatter } from './frontMatter.ts'

export const MIN_WORDS = 40
export const MAX_CHARACTERS = 200_000

export type ArticleError = {
  readonly kind: 'empty' | 'binary' | 'not-english' | 'front-matter' | 'too-short' | 'too-long'
  readonly message: string
  /** Line of the file, from 1. */
  readonly line: number
}

export type ArticleOptions = {
  /** Names the source for ever: the file's name without its ending. Its text may then change under the same id. */
  readonly name: string
}

/** Reads an article, Markdown or plain text with or without front matter, into a source whose text cards can point into. */
export function readArticle(input: string, options: ArticleOptions): Result<Source, ArticleError> {
  const text = input
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
  if (text.trim() === '') return fail('empty', 'the file is empty', 1)
  if (text.includes('\u0000') || (text.match(/\ufffd/g) ?? []).length > text.length / 100) {
    return fail('binary', 'this is not a text file', 1)
  }
  if (text.length > MAX_CHARACTERS) return fail('too-long', `over ${MAX_CHARACTERS} characters`, 1)
  const front = readFrontMatter(text)
  if (!front.ok) return fail('front-matter', front.error.message, front.error.line)
  const meta = readMeta(front.value)
  if (!meta.ok) return meta
  const cleaned = cleanBlocks(front.value.body)
  const words = cleaned.text.match(/[\p{L}\p{N}'’-]+/gu) ?? []
  const line = front.value.bodyLine
  if (words.length < MIN_WORDS)
    return fail('too-short', `only ${words.length} words; at least ${MIN_WORDS} are needed`, line)
  if (!isEnglish(words)) return fail('not-english', 'the text does not look like English', line)
  return ok({
    id: `s_${hashText(options.name)}` as SourceId,
    title: meta.value.title ?? cleaned.title ?? openingWords(cleaned.text),
    text: cleaned.text,
    language: 'en',
    published: meta.value.published,
    author: meta.value.author ?? cleaned.author,
    outlet: meta.value.outlet,
    url: meta.value.url,
    basedOn: meta.value.basedOn,
    topics: meta.value.topics,
    licence: meta.value.licence,
  })
}

/** The deck that an article's front matter asks for, as a path like `News::Afghanistan`; null where it names none. */
export function readDeckTitle(input: string): string | null {
  const front = readFrontMatter(
    input
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
      .normalize('NFC'),
  )
  const value = front.ok ? front.value.values.get('deck')?.value : undefined
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

const fail = (kind: ArticleError['kind'], message: string, line: number): Result<never, ArticleError> =>
  err({ kind, message, line })

type Meta = Pick<Source, 'published' | 'outlet' | 'url' | 'basedOn' | 'topics' | 'licence'> & {
  readonly title: string | null
  readonly author: string | null
}

const KEYS = ['title', 'deck', 'published', 'author', 'outlet', 'url', 'basedOn', 'topics', 'licence']

function readMeta(front: FrontMatter): Result<Meta, ArticleError> {
  for (const [key, { line }] of front.values) {
    if (!KEYS.includes(key)) return fail('front-matter', `unknown key "${key}" (known: ${KEYS.join(', ')})`, line)
  }
  const textOf = (key: string): string | null => {
    const entry = front.values.get(key)
    return typeof entry?.value === 'string' && entry.value !== '' ? entry.value : null
  }
  for (const key of ['title', 'deck', 'published', 'author', 'outlet', 'url', 'licence']) {
    const entry = front.values.get(key)
    if (entry !== undefined && typeof entry.value !== 'string')
      return fail('front-matter', `"${key}" must be text`, entry.line)
  }
  const published = textOf('published')
  if (published !== null && !isDate(published)) {
    return fail(
      'front-matter',
      `"published" must be a date like 2013, 2013-07 or 2013-07-06, found "${published}"`,
      front.values.get('published')?.line ?? 1,
    )
  }
  const topics = front.values.get('topics')
  if (topics !== undefined && !Array.isArray(topics.value))
    return fail('front-matter', '"topics" must be a list', topics.line)
  const based = front.values.get('basedOn')
  const basedOn = based === undefined ? null : readBasedOn(based.value)
  if (based !== undefined && basedOn === null) {
    return fail('front-matter', '"basedOn" needs an outlet, and a kind that is news, op-ed or other', based.line)
  }
  return ok({
    title: textOf('title'),
    published: published as PartialDate | null,
    author: textOf('author'),
    outlet: textOf('outlet'),
    url: textOf('url'),
    licence: textOf('licence'),
    basedOn,
    topics: topics === undefined ? [] : [...(topics.value as readonly string[])],
  })
}

function isDate(value: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value)
  if (match === null) return false
  const month = match[2] === undefined ? 1 : Number(match[2])
  const day = match[3] === undefined ? 1 : Number(match[3])
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function readBasedOn(value: FrontValue): BasedOn | null {
  if (typeof value === 'string' || Array.isArray(value)) return null
  const named = value as Readonly<Record<string, string>>
  const outlet = named.outlet
  const kind = named.kind ?? 'other'
  if (outlet === undefined || (kind !== 'news' && kind !== 'op-ed' && kind !== 'other')) return null
  const author = named.author
  return { author: author === undefined || /^unknown$/i.test(author) ? null : author, outlet, kind }
}

const FUNCTION_WORDS = new Set(
  'the of and to in a is that for it as was with on by at from be are this which or an not have has had were but their his its they he she'.split(
    ' ',
  ),
)

/** English prose has a third of such words; other languages next to none. */
function isEnglish(words: readonly string[]): boolean {
  const sample = words.slice(0, 2000)
  const known = sample.filter((word) => FUNCTION_WORDS.has(word.toLowerCase())).length
  return known / sample.length > 0.13
}

function openingWords(text: string): string {
  const words = text.replace(/^#+ /, '').split(/\s+/).slice(0, 9)
  return `${words.join(' ').replace(/[,.;:]$/, '')} …`
}
