import { hashText } from '../../domain/hash.ts'
import type { Face, NoteContent, NoteId } from '../../domain/note.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { makeTally } from '../anki/leftOut.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import { gappedContent, type Part } from './gaps.ts'
import {
  askedContent,
  backOf,
  type CardPast,
  gather,
  nameOf,
  noteIdOf,
  type OtherImport,
  type ReadContext,
  type ReadNote,
} from './gather.ts'
import { mathsFromDollars, outsideCode, piecesOf, withMedia, withoutPlaces } from './markdown.ts'
import { fenceOf, givenEnds, givenLines, joined, markerIn } from './obsidianMarks.ts'
import { schedulesIn, withoutSchedules } from './obsidianSchedule.ts'
import type { Schedule } from './schedule.ts'

/**
 * Notes of Obsidian with cards of its Spaced Repetition plugin, as that plugin reads them by default: `Q::A`, `Q:::A`
 * for both ways, lines parted by `?` or `??`, and `==gaps==`; an empty line ends a card. Everything else is prose, and
 * is passed over.
 */

type Kind = 'asked' | 'both' | 'gapped'
type Block = { readonly kind: Kind; readonly text: string; readonly split: string; readonly deck: string | null }

/** What makes the plugin look into a file; in one named as Markdown any card at all. */
export const isObsidian = (text: string, fileName: string): boolean =>
  /<!--SR:!|(?:^|\s)#flashcards(?![\w-])/.test(text) ||
  (/\.(?:md|markdown)$/i.test(fileName) && /^\?\??[^\S\n]*\r?$|::|==[^=\s]/m.test(text))

export function readObsidian(input: string, context: ReadContext): Result<OtherImport, AnkiProblem> {
  const tally = makeTally()
  const { title, deck, body } = headOf(withoutPlaces(input.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')))
  const home = title ?? deck ?? nameOf(context.fileName)
  const plain = (text: string): string => mathsFromDollars(withMedia(joined(linked(text)), context.mediumOf, tally))
  const notes = blocksOf(body, title === null).flatMap((block) => notesOf(block, home, plain, context))
  if (notes.length === 0) return err({ kind: 'shape', detail: 'there is no card in it' })
  return ok(gather('obsidian', notes, context, tally))
}

/** A name of a block is kept in the note's id, so that it can be written again. */
const ownId = (deck: string, name: string): NoteId => `ob_${hashText(deck)}_${name}` as NoteId
export const blockNameOf = (id: NoteId): string | null => /^ob_[0-9a-v]{13}_([A-Za-z0-9-]{1,60})$/.exec(id)?.[1] ?? null

function notesOf(
  block: Block,
  home: string,
  plain: (text: string) => string,
  context: ReadContext,
): readonly ReadNote[] {
  const { text: words, comments } = withoutSchedules(block.text)
  const schedules = schedulesIn(comments, context)
  const { tag, text, name } = ownOf(withoutCallout(words))
  const deck = tag ?? block.deck ?? home
  const named = name === null ? {} : { id: ownId(deck, name) }
  if (block.kind === 'gapped') {
    const parts = gapsOf(text)
    const content = gappedContent(parts, (words) => plain(givenLines(words)))
    const gaps = parts.filter((part) => part.isGap)
    const numbers = [...new Set(gaps.map((gap, i) => gap.number ?? i + 1))].sort((a, b) => a - b)
    const past = new Map(numbers.map((number, i): [Face, CardPast] => [`c${number}`, pastOf(schedules[i])]))
    return gaps.length === 0 ? [] : [{ deck, content, past, ...named }]
  }
  const at = splitAt(text, block.split)
  const side = (words: string): string => plain(givenLines(words.trim())).trim()
  const [question, answer] = [side(text.slice(0, at.start)), side(text.slice(at.end))]
  const isBoth = block.kind === 'both'
  const content: NoteContent = isBoth ? { kind: 'qa', question, answer } : askedContent(question, answer)
  const forth: ReadNote = { deck, content, past: new Map([['front', pastOf(schedules[0])]]), ...named }
  if (!isBoth) return [forth]
  const id = named.id ?? noteIdOf('obsidian', deck, content)
  const back: NoteContent = { kind: 'qa', question: answer, answer: question }
  return [
    { ...forth, id },
    { deck, content: back, past: new Map([['front', pastOf(schedules[1])]]), id: backOf(id) },
  ]
}

const pastOf = (schedule: Schedule | null | undefined): CardPast => ({ schedule: schedule ?? null })

/** The frame that newer versions put around their comments. */
const withoutCallout = (text: string): string =>
  text.includes('[!sr|card-metadata]') ? text.replace(/^> ?\[!sr\|card-metadata\].*$|^>[^\S\n]*$/gm, '') : text

/** A card's own tag before it, and the name of its block behind it. */
function ownOf(block: string): { readonly tag: string | null; readonly text: string; readonly name: string | null } {
  const text = block.trim()
  const tagged = /^#flashcards((?:\/[^\s#]+)?)\s+/.exec(text)
  const rest = tagged ? text.slice(tagged[0].length) : text
  const named = / \^([a-zA-Z0-9-]{1,60})$/.exec(rest)
  const bare = named ? rest.slice(0, named.index).trimEnd() : rest
  return { tag: tagged ? titleOf(tagged[1] ?? '') : null, text: givenEnds(bare), name: named?.[1] ?? null }
}

const titleOf = (path: string): string | null =>
  path
    .split('/')
    .filter((step) => step !== '')
    .join('::') || null

function splitAt(text: string, mark: string): { readonly start: number; readonly end: number } {
  if (mark.includes(':')) {
    const at = Math.max(0, text.indexOf(mark))
    return { start: at, end: at + mark.length }
  }
  let at = 0
  let fence: string | null = null
  for (const line of text.split('\n')) {
    const run = fenceOf(line)
    if (fence === null && line.trim() === mark) return { start: at, end: at + line.length }
    if (fence === null) fence = run
    else if (run?.startsWith(fence)) fence = null
    at += line.length + 1
  }
  return { start: text.length, end: text.length }
}

/** `==words==`, `==2;;words;;hint==`: in order, and outside of code. Where one has a number, those without have no gap. */
function gapsOf(text: string): readonly Part[] {
  const marks: number[] = []
  let from = 0
  for (const piece of piecesOf(text)) {
    if (!piece.isCode) for (const match of piece.text.matchAll(/==/g)) marks.push(from + match.index)
    from += piece.text.length
  }
  const parts: Part[] = []
  let at = 0
  for (let i = 0; i + 1 < marks.length; i += 2) {
    const [open = 0, close = 0] = [marks[i], marks[i + 1]]
    const inner = text.slice(open + 2, close)
    if (inner.trim() === '') continue
    parts.push({ isGap: false, text: text.slice(at, open) }, gapIn(inner))
    at = close + 2
  }
  parts.push({ isGap: false, text: text.slice(at) })
  const isNumbered = parts.some((part) => part.number !== undefined)
  return isNumbered
    ? parts.map((part) => (part.isGap && part.number === undefined ? { ...part, isGap: false } : part))
    : parts
}

function gapIn(inner: string): Part {
  const numbered = /^(\d{1,3});;/.exec(inner)
  const number = Number(numbered?.[1] ?? 0)
  const rest = numbered ? inner.slice(numbered[0].length) : inner
  const at = rest.indexOf(';;')
  const text = (at < 0 ? rest : rest.slice(0, at)).replace(/\\=/g, '=')
  const hint = at < 0 ? null : rest.slice(at + 2).replace(/\\=/g, '=')
  return { isGap: true, text, hint, ...(number >= 1 && number <= 500 && { number }) }
}

/** `[[Note|words]]` are its words, `![[file]]` is a picture. */
const linked = (text: string): string =>
  text.includes('[[')
    ? outsideCode(text, (plain) =>
        plain.replace(
          /(!?)\[\[([^[\]\n|]{1,500})(?:\|([^[\]\n]{0,500}))?\]\]/g,
          (_, embed, target: string, words = '') =>
            embed === '' ? words || target : `![${/^\d+(x\d+)?$/.test(words) ? '' : words}](<${target}>)`,
        ),
      )
    : text

/** The head that Obsidian calls properties: its title, and a tag that names a deck. */
function headOf(text: string): { readonly title: string | null; readonly deck: string | null; readonly body: string } {
  const lines = text.split('\n')
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, i) => i > 0 && line.trim() === '---') : -1
  if (end < 0) return { title: null, deck: null, body: text }
  const head = lines.slice(1, end)
  const title = head.flatMap((line) => /^title:\s*(.*)$/.exec(line)?.[1] ?? [])[0]
  const tag = /(?:^|[\s,["'#-])flashcards((?:\/[^\s,\]"'#]+)*)/.exec(head.join('\n'))
  return {
    title: title ? yamlText(title) : null,
    deck: tag ? titleOf(tag[1] ?? '') : null,
    body: lines.slice(end + 1).join('\n'),
  }
}

function yamlText(raw: string): string | null {
  const value = raw.trim()
  if (!value.startsWith('"')) return value.replace(/^'(.*)'$/, '$1') || null
  try {
    return String(JSON.parse(value))
  } catch {
    return value.replace(/^"|"$/g, '')
  }
}

/** The plugin's own way through a file, line by line. A line of tags names the deck of what follows. */
function blocksOf(body: string, namesDecks: boolean): readonly Block[] {
  const blocks: Block[] = []
  const lines = body.split('\n')
  let held: string[] = []
  let kind: Kind | null = null
  let split = ''
  let deck: string | null = null
  const close = (): void => {
    if (kind !== null) blocks.push({ kind, text: held.join('\n'), split, deck })
    held = []
    kind = null
  }
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trimEnd()
    const trimmed = line.trim()
    if (line.startsWith('<!--') && !line.startsWith('<!--SR:')) {
      while (i < lines.length - 1 && !(lines[i] ?? '').includes('-->')) i++
      continue
    }
    if (trimmed === '') {
      close()
      continue
    }
    const tag = /^(?:#[^\s#]+\s*)+$/.test(trimmed) ? /#flashcards((?:\/[^\s#]+)?)(?=\s|$)/.exec(trimmed) : null
    if (tag && held.length === 0) {
      if (namesDecks) deck = titleOf(tag[1] ?? '')
      continue
    }
    held.push(line)
    const inline = markerIn(line, ':::') >= 0 ? ':::' : markerIn(line, '::') >= 0 ? '::' : null
    if (inline !== null) {
      held = [line]
      kind = inline === ':::' ? 'both' : 'asked'
      split = inline
      if ((lines[i + 1] ?? '').startsWith('<!--SR:')) held.push(lines[++i] ?? '')
      else if ((lines[i + 1] ?? '').startsWith('> [!sr|card-metadata]')) {
        while (i + 1 < lines.length && (lines[i + 1] ?? '').startsWith('>')) held.push(lines[++i] ?? '')
      }
      close()
    } else if ((trimmed === '?' || trimmed === '??') && held.length > 1) {
      if (kind !== 'asked' && kind !== 'both') split = trimmed
      kind = split === '?' ? 'asked' : 'both'
    } else {
      const fence = fenceOf(line)
      if (fence !== null) {
        while (i + 1 < lines.length && !(lines[i + 1] ?? '').startsWith(fence)) held.push(lines[++i] ?? '')
        if (i + 1 < lines.length) held.push((lines[++i] ?? '').trimEnd())
      } else if (kind === null && /==[^=].*==/.test(line)) kind = 'gapped'
    }
  }
  close()
  return blocks
}
