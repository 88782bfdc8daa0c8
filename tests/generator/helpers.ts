import { readFileSync } from 'node:fs'
import type { Source } from '../../src/domain/source.ts'
import { readArticle } from '../../src/formats/article.ts'
import type { Reader } from '../../src/generator/english/parse.ts'
import { makeReader } from '../../src/generator/english/reader.ts'
import type { Generated, GenerateOptions, Progress } from '../../src/generator/generate.ts'
import { generate } from '../../src/generator/generate.ts'

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

/** Every card as one line: question, a dash, the answer (of a list, its items). */
export function linesOf(generated: Generated): string[] {
  return generated.notes.map(({ content }) => {
    if (content.kind === 'cloze') return content.text
    return `${content.question} — ${content.kind === 'list' ? content.items.map((item) => item.text).join(' / ') : content.answer}`
  })
}

const FILLER =
  'The weather in the valley stayed mild for most of the season, and the people who live there went about their work as they had done in the years before it.'

/** A short text brought over the least number of words, so that one pattern can be tried by itself. */
export const article = (front: string, ...paragraphs: string[]): Source =>
  sourceOf(`---\n${front}\n---\n\n${paragraphs.join('\n\n')}\n\n${FILLER}\n\n${FILLER}\n`)
