import { clip } from '../domain/clip.ts'
import { hashText } from '../domain/hash.ts'
import type { Result } from '../domain/result.ts'
import { err, ok } from '../domain/result.ts'
import type { Source } from '../domain/source.ts'
import { type ArticleError, readArticle } from '../formats/article.ts'
import type { ArticleText, NoCards } from './generatorApi.ts'
import { htmlToText, looksLikeHtml } from './htmlText.ts'

type TextProblem = Extract<NoCards, { kind: 'empty' | 'too-short' | 'too-long' | 'not-english' | 'not-text' }>

/**
 * A pasted article as a source, cleaned. It is named by its text, so that the same article pasted twice is one. What
 * the learner wrote beside it counts before what the text says of itself.
 */
export function toSource(article: ArticleText): Result<Source, TextProblem> {
  const page = looksLikeHtml(article.text) ? htmlToText(article.text) : null
  const text = tame(page?.text ?? article.text)
  const name = `pasted ${hashText(text)}`
  let read = readArticle(text, { name })
  // A line of dashes on top that opens no front matter is a line of dashes.
  if (!read.ok && read.error.kind === 'front-matter')
    read = readArticle(text.replace(/^\s*-{3,}[^\n]*\n/, ''), { name })
  if (!read.ok) return err({ kind: kindOf(read.error) })
  const { title, outlet, published, url, licence } = read.value
  return ok({
    ...read.value,
    title: clip(article.title || page?.title || title, LONGEST_TITLE),
    outlet: article.outlet ?? (page?.outlet || outlet),
    published: article.published ?? published,
    url: article.url ?? url,
    licence: article.licence ?? licence,
  })
}

/** What a deck file takes, in UTF-16 units. */
const LONGEST_TITLE = 2_000

/** Without what no reader sees: control and direction marks, halves of characters, runs of blank lines. */
const tame = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(UNSEEN, '')
    .replace(HALF_CHARACTER, '\ufffd')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')

/** `Cc` but tab, line feed and null (which tells that a file is no text), and `Cf`: joiners, marks of direction. */
const UNSEEN = /(?![\t\n\0])[\p{Cc}\p{Cf}]/gu
const HALF_CHARACTER = /\p{Cs}/gu

function kindOf(error: ArticleError): TextProblem['kind'] {
  return error.kind === 'binary' || error.kind === 'front-matter' ? 'not-text' : error.kind
}
