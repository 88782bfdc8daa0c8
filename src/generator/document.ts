import type { Source, Span } from '../domain/source.ts'
import type { EntityType, Parse, Token } from './english/parse.ts'
import { DISCOURSE, SAYING } from './lexicon.ts'

/** A token of the document: `start` and `end` are offsets into `Source.text`, `head` and `children` into `Document.words`. */
export type Word = Token & { readonly sentence: number; readonly children: readonly number[] }

export type Mention = { readonly type: EntityType; readonly from: number; readonly to: number; readonly text: string }

export type Sentence = {
  readonly index: number
  readonly block: number
  /** Range of `Document.words`, insets left out. */
  readonly from: number
  readonly to: number
  readonly span: Span
  /** `, the author argues,` set into the sentence: read apart, so that the sentence around it parses well. */
  readonly insets: readonly { readonly from: number; readonly to: number }[]
}

export type Block = { readonly index: number; readonly span: Span; readonly heading: boolean }

export type Document = {
  readonly source: Source
  readonly text: string
  readonly blocks: readonly Block[]
  readonly words: readonly Word[]
  readonly sentences: readonly Sentence[]
  readonly mentions: readonly Mention[]
}

type Read = (text: string) => Parse

/** Longest stretch that is read at once, in characters: a wall of text is cut at a space. */
const MAX_READ = 8000

/** Reads a source stretch by stretch; yields the share of the text that has been read, 0 to 1. */
export function* readDocument(source: Source, read: Read): Generator<number, Document> {
  const text = plainText(source.text)
  const blocks = splitBlocks(text)
  const words: Word[] = []
  const sentences: Sentence[] = []
  const mentions: Mention[] = []
  for (const block of blocks) {
    for (const span of block.heading ? [] : cutLong(text, block.span)) {
      readSpan(text, span, block.index, read, words, sentences, mentions)
      yield Math.min(1, span.end / Math.max(1, text.length))
    }
  }
  return { source, text, blocks, words, sentences, mentions }
}

/** A shadow of the text, character for character: no-break spaces as spaces, curly quotes as straight ones. */
export function plainText(text: string): string {
  return text
    .replace(/[\u00a0\u2007\u202f\t]/g, ' ')
    .replace(/[\u2018\u2019\u201b]/g, "'")
    .replace(/[\u201c\u201d\u201f]/g, '"')
}

function splitBlocks(text: string): Block[] {
  const blocks: Block[] = []
  for (const match of text.matchAll(/[^\n]+/g)) {
    const line = match[0]
    if (line.trim() === '') continue
    const start = match.index
    const finished = /[.?!:]["')\]]*\s*$/.test(line)
    const heading = /^#{1,6} /.test(line) || (!finished && line.length < 160)
    blocks.push({ index: blocks.length, span: { start, end: start + line.length }, heading })
  }
  return blocks
}

function cutLong(text: string, span: Span): Span[] {
  const out: Span[] = []
  let start = span.start
  while (span.end - start > MAX_READ) {
    const window = text.slice(start, start + MAX_READ)
    const stop = Math.max(window.lastIndexOf('. '), window.lastIndexOf('? '), window.lastIndexOf('! '))
    const cut = stop > MAX_READ / 2 ? stop + 1 : Math.max(window.lastIndexOf(' '), 0) || MAX_READ
    out.push({ start, end: start + cut })
    start += cut
  }
  if (start < span.end) out.push({ start, end: span.end })
  return out
}

function readSpan(
  text: string,
  span: Span,
  block: number,
  read: Read,
  words: Word[],
  sentences: Sentence[],
  mentions: Mention[],
): void {
  const parse = repair(read(text.slice(span.start, span.end)))
  for (const range of parse.sentences) {
    const tokens = parse.tokens.slice(range.from, range.to)
    const first = tokens[0]
    const last = tokens[tokens.length - 1]
    if (first === undefined || last === undefined) continue
    const index = sentences.length
    const sentenceSpan = { start: span.start + first.start, end: span.start + last.end }
    const cuts = findInsets(tokens)
    const reduced = cuts.length > 0 ? readWithout(text, sentenceSpan, tokens, span.start, cuts, read) : null
    const from = words.length
    if (reduced === null) addWords(parse, range.from, range.to, (offset) => offset + span.start, index, words, mentions)
    else addWords(reduced.parse, 0, reduced.parse.tokens.length, reduced.place, index, words, mentions)
    const to = words.length
    const insets: { from: number; to: number }[] = []
    for (const cut of reduced === null ? [] : cuts) {
      if (!cut.speech) continue
      const insetFrom = words.length
      addWords(
        parse,
        range.from + cut.from,
        range.from + cut.to,
        (offset) => offset + span.start,
        index,
        words,
        mentions,
      )
      insets.push({ from: insetFrom, to: words.length })
    }
    sentences.push({ index, block, from, to, span: sentenceSpan, insets })
  }
}

/** "In 2011 similar talks collapsed": a year that was read as part of the subject goes back to its preposition. */
function repair(parse: Parse): Parse {
  let tokens: Token[] | null = null
  for (const sentence of parse.sentences) {
    for (let i = sentence.from; i < sentence.to - 1; i++) {
      const preposition = parse.tokens[i]
      const year = parse.tokens[i + 1]
      if (preposition === undefined || year === undefined) break
      if (!/^(In|By|Since)$/.test(preposition.text) || !/^(1[5-9]|20)\d\d$/.test(year.text) || year.dep !== 'nummod')
        continue
      if (parse.tokens.some((token) => token.head === i && token.index !== i)) continue
      tokens ??= [...parse.tokens]
      tokens[i + 1] = { ...year, dep: 'pobj', head: i }
    }
  }
  return tokens === null ? parse : { ...parse, tokens }
}

type Cut = { readonly from: number; readonly to: number; readonly speech: boolean }

/** Finds `, the author argues,` and `, however,`: token patterns, since these are what misleads a parser. */
function findInsets(tokens: readonly Token[]): Cut[] {
  const cuts: Cut[] = []
  for (let i = 1; i < tokens.length - 2; i++) {
    if (tokens[i]?.text !== ',') continue
    for (let j = i + 2; j < Math.min(tokens.length, i + 11); j++) {
      if (tokens[j]?.text !== ',') {
        if (/^["();:—–]$/.test(tokens[j]?.text ?? '')) break
        continue
      }
      const inner = tokens.slice(i + 1, j)
      const last = inner[inner.length - 1]
      const before = inner.slice(0, -1)
      const saying = last !== undefined && SAYING.has(last.lemma) && /^VB[DZP]$/.test(last.tag)
      const addressed = inner.findIndex((token) => SAYING.has(token.lemma) && /^VB[DZP]$/.test(token.tag))
      const discourse = inner.length === 1 && DISCOURSE.has(inner[0]?.text.toLowerCase() ?? '')
      const stock =
        /^(for (instance|example)|by contrast|of course|in turn|in fact|on the other hand|as a result)$/.test(
          inner.map((token) => token.text.toLowerCase()).join(' '),
        )
      if (saying && before.length > 0 && before.every(isNominal)) cuts.push({ from: i + 1, to: j, speech: true })
      else if (
        addressed > 0 &&
        inner.slice(0, addressed).every(isNominal) &&
        inner.slice(addressed + 1).every(isNominal)
      ) {
        cuts.push({ from: i + 1, to: j, speech: true })
      } else if (discourse || stock) cuts.push({ from: i + 1, to: j, speech: false })
      else break
      i = j
      break
    }
  }
  return cuts
}

const isNominal = (token: Token): boolean => /^(DT|JJ|NN|NNS|NNP|NNPS|PRP|PRP\$|POS|CD|IN|HYPH)$/.test(token.tag)

type Reduced = { readonly parse: Parse; readonly place: (offset: number) => number }

/** Reads a sentence again without its insets; null when it does not come back as one sentence. */
function readWithout(
  text: string,
  span: Span,
  tokens: readonly Token[],
  base: number,
  cuts: readonly Cut[],
  read: Read,
): Reduced | null {
  let out = ''
  const starts: { readonly at: number; readonly shift: number }[] = [{ at: 0, shift: span.start }]
  let position = span.start
  for (const cut of cuts) {
    const before = tokens[cut.from - 2]
    const after = tokens[cut.to + 1]
    if (before === undefined || after === undefined) return null
    out += text.slice(position, base + before.end)
    out += ' '
    position = base + after.start
    starts.push({ at: out.length, shift: position - out.length })
  }
  out += text.slice(position, span.end)
  const parse = read(out)
  if (parse.sentences.length !== 1) return null
  const place = (offset: number): number => {
    let shift = span.start
    for (const start of starts) if (offset >= start.at) shift = start.shift
    return offset + shift
  }
  return { parse, place }
}

function addWords(
  parse: Parse,
  from: number,
  to: number,
  place: (offset: number) => number,
  sentence: number,
  words: Word[],
  mentions: Mention[],
): void {
  const base = words.length - from
  const children = new Map<number, number[]>()
  const headOf = (token: Token): number => (token.head >= from && token.head < to ? token.head : token.index) + base
  for (let i = from; i < to; i++) {
    const token = parse.tokens[i]
    if (token === undefined) continue
    const head = headOf(token)
    if (head === i + base) continue
    const list = children.get(head)
    if (list === undefined) children.set(head, [i + base])
    else list.push(i + base)
  }
  for (let i = from; i < to; i++) {
    const token = parse.tokens[i]
    if (token === undefined) continue
    const start = place(token.start)
    words.push({
      ...token,
      index: i + base,
      start,
      end: start + token.text.length,
      head: headOf(token),
      sentence,
      children: children.get(i + base) ?? [],
    })
  }
  for (const entity of parse.entities) {
    if (entity.from < from || entity.to > to) continue
    const slice = parse.tokens.slice(entity.from, entity.to)
    const text = slice.map((token, i) =>
      i > 0 && token.start > (slice[i - 1]?.end ?? 0) ? ` ${token.text}` : token.text,
    )
    mentions.push({ type: entity.type, from: entity.from + base, to: entity.to + base, text: text.join('') })
  }
}
