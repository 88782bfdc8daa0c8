import { clip } from '../../domain/clip.ts'
import { parseCloze } from '../../domain/cloze.ts'
import { clozeNumbersOf } from '../../domain/clozeHtml.ts'
import { hashText } from '../../domain/hash.ts'
import type { Note, NoteContent, NoteId } from '../../domain/note.ts'
import { asContent, type NoteType } from '../../domain/noteType.ts'
import { ownAt } from '../../domain/ownAt.ts'
import { readDelimited } from '../delimited.ts'
import { cleanText } from './cells.ts'
import type { ForeignDeck } from './convert.ts'
import { noteIdOf } from './convertNotes.ts'
import { deckIdOf } from './homes.ts'
import { type LeftOut, makeTally } from './leftOut.ts'

/** What a column of a table is for. */
export type ColumnRole = 'question' | 'answer' | 'tags' | 'deck' | 'guid' | 'none'

/** A text with columns, and what its own head says about them: `#separator:tab`, `#deck:…` and the like. */
export type TextTable = {
  readonly rows: readonly (readonly string[])[]
  /** As many as the longest row has; what the head does not say is guessed. */
  readonly roles: readonly ColumnRole[]
  /** Names of the columns, where the head gives them. */
  readonly names: readonly string[]
  readonly isHtml: boolean
  /** For rows that name no deck. */
  readonly deck: string
  /** For every row. */
  readonly tags: readonly string[]
}

const SEPARATORS: Readonly<Record<string, string>> = {
  tab: '\t',
  pipe: '|',
  semicolon: ';',
  colon: ':',
  comma: ',',
  space: ' ',
}
const LONGEST = 100_000
/** What lies beyond is left out: each column is a choice on the page, and is looked at in each row. */
const MOST_COLUMNS = 100

/** Reads a table; `fileName` names the deck where nothing else does. Never throws. */
export function readTextTable(input: string, fileName: string): TextTable {
  const text = input.replace(/^\ufeff/, '')
  const head = headOf(text)
  const said = head.get('separator')
  const separator =
    said === undefined ? guessSeparator(text) : (ownAt(SEPARATORS, said.toLowerCase()) ?? said[0] ?? '\t')
  const read = readDelimited(text, separator)
  const rows = read.map((row) => row.slice(0, MOST_COLUMNS).map((cell) => clip(cleanText(cell), LONGEST)))
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const html = head.get('html')
  return {
    rows,
    roles: rolesOf(head, width),
    names: (head.get('columns') ?? '').split(separator, MOST_COLUMNS).map((name) => name.trim()),
    isHtml: html === undefined ? rows.slice(0, 20).flat().some(looksLikeMarkup) : html.toLowerCase() === 'true',
    deck: head.get('deck') || fileName.replace(/\.[^.]*$/, '') || 'Default',
    tags: (head.get('tags') ?? '').split(/\s+/).filter((tag) => tag !== ''),
  }
}

/** `#key:value` lines before the first row; keys in small letters. */
function headOf(text: string): ReadonlyMap<string, string> {
  const head = new Map<string, string>()
  for (const line of text.slice(0, 10_000).split(/\r?\n/)) {
    if (!line.startsWith('#')) break
    const [key = '', ...value] = line.slice(1).split(':')
    // A colon may be the separator itself.
    head.set(key.trim().toLowerCase(), value.join(':').replace(/^ +| +$/g, ''))
  }
  return head
}

function guessSeparator(text: string): string {
  const start = text.slice(0, 8192)
  return ['\t', '|', ';', ':', ',', ' '].find((mark) => start.includes(mark)) ?? '\t'
}

const looksLikeMarkup = (cell: string): boolean => /<\/?[a-z][^<>]{0,200}>|&[a-z]{2,8};/i.test(cell)

function rolesOf(head: ReadonlyMap<string, string>, width: number): readonly ColumnRole[] {
  const roles = new Map<number, ColumnRole>()
  for (const role of ['tags', 'deck', 'guid'] as const) roles.set(Number(head.get(`${role} column`)) - 1, role)
  roles.set(Number(head.get('notetype column')) - 1, 'none')
  const open: ColumnRole[] = ['question', 'answer', ...(head.has('tags column') ? [] : ['tags' as const])]
  return Array.from({ length: width }, (_, column) => roles.get(column) ?? open.shift() ?? 'none')
}

/** The notes of a table, its columns read as `roles` say. */
export function convertTable(
  table: TextTable,
  roles: readonly ColumnRole[],
): { readonly decks: readonly ForeignDeck[]; readonly leftOut: readonly LeftOut[] } {
  const tally = makeTally()
  const byTitle = new Map<string, Note[]>()
  const seen = new Set<NoteId>()
  const cell = (row: readonly string[], role: ColumnRole): string => (row[roles.indexOf(role)] ?? '').trim()
  for (const row of table.rows) {
    const title = cell(row, 'deck') || table.deck
    const content = contentOf(cell(row, 'question'), cell(row, 'answer'), table.isHtml)
    if (!content) {
      tally.add('rows-without-answer')
      continue
    }
    const guid = cell(row, 'guid')
    const id = guid === '' ? textIdOf(title, cell(row, 'question')) : noteIdOf(guid)
    if (seen.has(id)) {
      tally.add('notes-twice')
      continue
    }
    seen.add(id)
    const tags = [...new Set([...table.tags, ...cell(row, 'tags').split(/\s+/)])].filter((tag) => tag !== '')
    const note = { id, content, tags: tags.slice(0, 100).map((tag) => clip(tag, 200)), ...PLAIN }
    const notes = byTitle.get(title)
    if (notes) notes.push(note)
    else byTitle.set(title, [note])
  }
  const decks = [...byTitle].map(([title, notes]) => ({ id: deckIdOf(title), title: clip(title, 500), notes }))
  return { decks, leftOut: tally.list() }
}

const PLAIN = { accepted: [], distractors: [], evidence: [], confidence: null } as const

const textIdOf = (title: string, question: string): NoteId =>
  `n_${hashText(`text note ${title}\u0000${question}`)}` as NoteId

function contentOf(question: string, answer: string, isHtml: boolean): NoteContent | null {
  if (question === '') return null
  const isCloze = isHtml
    ? clozeNumbersOf(question).length > 0
    : parseCloze(question).some((part) => part.kind === 'blank')
  if (!isHtml) {
    if (isCloze) return { kind: 'cloze', text: question }
    return answer === '' ? null : { kind: 'qa', question, answer }
  }
  if (!isCloze && answer === '') return null
  const type = isCloze ? CLOZE : BASIC
  const cards = isCloze ? clozeNumbersOf(question).map((number) => number - 1) : [0]
  return asContent({ kind: 'template', type, fields: [question, answer], cards, media: {}, changed: 0 })
}

const CSS = '.card { font-size: 1.25em; text-align: center } .cloze { font-weight: bold }'

const BASIC: NoteType = {
  id: 'text:basic',
  name: 'Basic',
  kind: 'fields',
  fields: ['Front', 'Back'],
  templates: [{ name: 'Card 1', front: '{{Front}}', back: '{{FrontSide}}<hr id=answer>{{Back}}' }],
  css: CSS,
}

const CLOZE: NoteType = {
  id: 'text:cloze',
  name: 'Cloze',
  kind: 'cloze',
  fields: ['Text', 'Extra'],
  templates: [{ name: 'Cloze', front: '{{cloze:Text}}', back: '{{cloze:Text}}<br>{{Extra}}' }],
  css: CSS,
}
