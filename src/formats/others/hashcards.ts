import type { Deck } from '../../domain/deck.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type LeftOut, makeTally, type Tally } from '../anki/leftOut.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import { gappedContent, gapsHeld, type Part } from './gaps.ts'
import { askedContent, gather, nameOf, type OtherImport, type ReadContext, type ReadNote } from './gather.ts'
import { mathsFromDollars, mathsToDollars, withMedia, withoutPlaces, withPaths } from './markdown.ts'
import { writable } from './writable.ts'

/**
 * Markdown of hashcards (github.com/eudoxia0/hashcards): `Q:` and `A:`, or `C:` with gaps in brackets, each at the
 * beginning of a line; what follows belongs to it until the next one, a line of `---`, or the end. A head between two
 * lines of `---` may name the deck. There are no ids and no schedules in it: these lie in a database beside it.
 */

type Block = { readonly kind: 'Q' | 'A' | 'C'; readonly line: number; readonly text: string }

/** Whether a text begins as such a file does. */
export function isHashcards(text: string): boolean {
  const lines = headOf(text.slice(0, 100_000).replace(/^\ufeff/, '')).body.split(/\r?\n/)
  const start = lines.findIndex((line) => line.trim() !== '' && line.trim() !== '---')
  const first = lines[start] ?? ''
  return first.startsWith('C:') || (first.startsWith('Q:') && lines.slice(start).some((line) => line.startsWith('A:')))
}

export function readHashcards(input: string, context: ReadContext): Result<OtherImport, AnkiProblem> {
  const tally = makeTally()
  const { name, body, line } = headOf(withoutPlaces(input.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')))
  const blocks = blocksOf(body, line)
  if (!blocks.ok) return blocks
  const deck = name ?? nameOf(context.fileName)
  const notes: ReadNote[] = []
  for (const [i, block] of blocks.value.entries()) {
    const next = blocks.value[i + 1]
    if (block.kind === 'Q') {
      if (next?.kind !== 'A') return refused(block.line, 'a question without an answer')
      notes.push(asked(deck, block.text, next.text, context, tally))
    } else if (block.kind === 'C') {
      const text = unstuffed(block.text).trim()
      const parts = partsOf(text)
      if (!parts.some((part) => part.isGap)) return refused(block.line, 'a text for gaps has none in brackets')
      notes.push({ deck, content: gappedContent(parts, plainOf(context, tally)) })
    } else if (blocks.value[i - 1]?.kind !== 'Q') return refused(block.line, 'an answer without a question')
  }
  if (notes.length === 0) return err({ kind: 'shape', detail: 'there is no card in it' })
  return ok(gather('hashcards', notes, context, tally))
}

const refused = (line: number, what: string): Result<never, AnkiProblem> =>
  err({ kind: 'shape', detail: `line ${line}: ${what}` })

export function asked(
  deck: string,
  question: string,
  answer: string,
  context: Pick<ReadContext, 'mediumOf'>,
  tally: Tally,
): ReadNote {
  const plain = plainOf(context, tally)
  return { deck, content: askedContent(plain(unstuffed(question).trim()), plain(unstuffed(answer).trim())) }
}

export const plainOf =
  ({ mediumOf }: Pick<ReadContext, 'mediumOf'>, tally: Tally) =>
  (text: string): string =>
    mathsFromDollars(withMedia(text, mediumOf, tally))

function headOf(text: string): { readonly name: string | null; readonly body: string; readonly line: number } {
  const lines = text.split('\n')
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, i) => i > 0 && line.trim() === '---') : -1
  if (end < 0) return { name: null, body: text, line: 1 }
  const named = lines.slice(1, end).flatMap((line) => /^\s*name\s*=\s*(.*)$/.exec(line)?.[1] ?? [])
  return {
    name: named.length > 0 ? tomlText(named[0] ?? '') : null,
    body: lines.slice(end + 1).join('\n'),
    line: end + 2,
  }
}

/** A TOML text: basic with escapes, or literal. */
function tomlText(value: string): string | null {
  const literal = /^'([^']*)'/.exec(value)?.[1]
  if (literal !== undefined) return literal
  const basic = /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1]
  if (basic === undefined) return null
  return basic.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (char === 'n' || char === 't' ? ' ' : char) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function blocksOf(body: string, firstLine: number): Result<readonly Block[], AnkiProblem> {
  const blocks: Block[] = []
  let open: { kind: Block['kind']; line: number; lines: string[] } | null = null
  const close = (): void => {
    if (open) blocks.push({ kind: open.kind, line: open.line, text: open.lines.join('\n') })
    open = null
  }
  for (const [i, line] of body.split('\n').entries()) {
    const kind = /^([QAC]):/.exec(line)?.[1] as Block['kind'] | undefined
    if (kind !== undefined) {
      close()
      open = { kind, line: firstLine + i, lines: [line.slice(2).trim()] }
    } else if (line.trim() === '---') close()
    else if (open) (open as { lines: string[] }).lines.push(line.trimEnd())
    else if (line.trim() !== '') return refused(firstLine + i, 'text that belongs to no card')
  }
  close()
  return ok(blocks)
}

/** Brackets are gaps, but for those of pictures and those behind a backslash. What does not close is no gap. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  let words = ''
  let open = false
  const say = (isGap: boolean): void => {
    if (words !== '') parts.push({ isGap, text: words })
    words = ''
  }
  for (let at = 0; at < text.length; at++) {
    const two = text.slice(at, at + 2)
    if (two === '![') {
      const end = text.indexOf(']', at)
      const stop = end < 0 ? text.length : end + 1
      words += text.slice(at, stop)
      at = stop - 1
    } else if (two === '\\[' || two === '\\]') {
      words += two[1]
      at++
    } else if (text[at] === '[') {
      say(false)
      open = true
    } else if (text[at] === ']') {
      if (open) say(true)
      open = false
    } else words += text[at]
  }
  say(false)
  return parts
}

/**
 * A line that looks like the beginning of a card within one has a space before it, one that looks like its end a
 * backslash: one is taken away.
 */
const unstuffed = (text: string): string =>
  text.replace(/^ +(?=[QAC]:)/gm, (spaces) => spaces.slice(1)).replace(/^([^\S\n]*)\\(\\*---[^\S\n]*)$/gm, '$1$2')
const stuffed = (text: string): string =>
  text.replace(/^(?= *[QAC]:)/gm, ' ').replace(/^([^\S\n]*)(\\*---[^\S\n]*)$/gm, '$1\\$2')

/** The deck as a file, and what it does not hold. */
export function writeHashcards(
  deck: Pick<Deck, 'title' | 'notes'>,
  pathOf: (hash: string) => string | null,
): { readonly text: string; readonly leftOut: readonly LeftOut[] } {
  const tally = makeTally()
  const cards = deck.notes.flatMap((note): string[] => {
    const written = writable(note, tally)
    if (written === null) return []
    const plain = (text: string) => stuffed(mathsToDollars(withPaths(text, pathOf)).trim())
    if (written.kind === 'asked') return [`Q: ${first(plain(written.question))}\nA: ${first(plain(written.answer))}\n`]
    return [`C: ${first(gappedText(written.text, plain, tally))}\n`]
  })
  const head = `---\nname = ${JSON.stringify(deck.title)}\n---\n\n`
  return { text: head + cards.join('\n---\n\n'), leftOut: tally.list() }
}

/** The first line stands behind its tag, where nothing is mistaken. */
const first = (text: string): string => text.replace(/^ +/, '')

function gappedText(text: string, plain: (text: string) => string, tally: Tally): string {
  const { gaps, held, fill } = gapsHeld(text)
  tally.add('hints', gaps.filter((gap) => gap.hint !== null).length)
  tally.add('gaps-asked-apart', gaps.length - new Set(gaps.map((gap) => gap.number)).size)
  return fill(bracketed(plain(held)), ({ answer }) => `[${bracketed(plain(answer))}]`)
}

/** Brackets that are no gaps, but for those of pictures. */
const bracketed = (text: string): string =>
  text.replace(/!\[[^[\]\n\uE000]{0,1000}\]|[[\]]/g, (found) => (found.length > 1 ? found : `\\${found}`))
