import { readFileSync } from 'node:fs'
import { withoutQuoted } from '../../src/domain/bareText.ts'
import type { Source } from '../../src/domain/source.ts'
import { readArticle } from '../../src/formats/article.ts'
import type { Sentence } from '../../src/generator/document.ts'
import { readDocument } from '../../src/generator/document.ts'
import type { Reader } from '../../src/generator/english/parse.ts'
import { makeReader } from '../../src/generator/english/reader.ts'
import type { Generated, GenerateOptions, Progress } from '../../src/generator/generate.ts'
import { generate } from '../../src/generator/generate.ts'
import type { Reading } from '../../src/generator/reading.ts'
import { makeReading } from '../../src/generator/reading.ts'

let reader: Reader | null = null

/** The reader that ships, made once for a test file. */
export function readerForTests(): Reader {
  reader ??= makeReader(
    new Uint8Array(readFileSync(new URL('../../src/generator/english/model/en.bin', import.meta.url))),
  )
  return reader
}

export function sourceOf(text: string, name = 'test'): Source {
  const article = readArticle(text, { name })
  if (!article.ok) throw new Error(article.error.message)
  return article.value
}

export function drain(run: Generator<Progress, Generated>): Generated {
  let step = run.next()
  while (step.done !== true) step = run.next()
  return step.value
}

export const generateFrom = (source: Source, options: Partial<GenerateOptions> = {}): Generated =>
  drain(generate(source, { read: readerForTests().read, ...options }))

/** Every card as one line: question without its heading, a dash, the answer (of a list, its items). */
export function linesOf(generated: Generated): string[] {
  return generated.notes.map(({ content }) => {
    if (content.kind === 'cloze') return content.text
    return `${withoutQuoted(content.question)} — ${content.kind === 'list' ? content.items.map((item) => item.text).join(' / ') : content.answer}`
  })
}

const FILLER =
  'The weather in the valley stayed mild for most of the season, and the people who live there went about their work as they had done in the years before it.'

/** A short text brought over the least number of words, so that one pattern can be tried by itself. */
export const article = (front: string, ...paragraphs: string[]): Source =>
  sourceOf(`---\n${front}\n---\n\n${paragraphs.join('\n\n')}\n\n${FILLER}\n\n${FILLER}\n`)

/** What the rules are given of a short text. */
export function readingOf(front: string, ...paragraphs: string[]): Reading {
  const run = readDocument(article(front, ...paragraphs), readerForTests().read)
  let step = run.next()
  while (step.done !== true) step = run.next()
  return makeReading(step.value)
}

/** The first sentence of a text that begins so. */
export function sentenceOf({ document }: Reading, start: string): Sentence {
  const found = document.sentences.find(({ span }) => document.text.startsWith(start, span.start))
  if (found === undefined) throw new Error(`no sentence begins with ${start}`)
  return found
}
