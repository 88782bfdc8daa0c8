import type { Random } from '../domain/random.ts'
import { shuffle } from '../domain/random.ts'
import type { JudgedCard, Shown } from './judgeCards.ts'
import type { Control } from './judgeControls.ts'

/** The seven questions, each answered yes or no; the order is that of the marks. */
export const QUESTIONS = [
  'grammatical',
  'answer right and complete',
  'understandable without the article',
  'one answer only',
  'not given away or trivial',
  'source and time anchored, opinion attributed',
  'worth a minute of study',
] as const

/** The three questions of each wrong option. */
export const OPTION_QUESTIONS = ['clearly wrong', 'same kind as the answer', 'equally plausible'] as const

export type SheetRow = { readonly id: string } & Shown & {
    /** Seven letters, `y` or `n`, one for each question; empty until a reader has filled it. */
    readonly marks: string
    /** For each option three letters; filled on the sheet of options only. */
    readonly optionMarks?: readonly string[]
    /** The class of failure in a word or two, and anything the reader wants to say. */
    readonly fault: string
    readonly remark: string
  }

/** What the sheet hides: read only after it has been filled. */
export type KeyRow =
  | ({ readonly id: string; readonly what: 'card'; readonly options: number } & Omit<JudgedCard, 'shown'>)
  | { readonly id: string; readonly what: 'control'; readonly control: Control['control']; readonly how: string }

export type Sheet = { readonly rows: readonly SheetRow[]; readonly key: readonly KeyRow[] }

/** Mixes cards and controls into one sheet; nothing on it tells which is which. */
export function makeSheet(cards: readonly JudgedCard[], controls: readonly Control[], random: Random): Sheet {
  const mixed = shuffle<{ card: JudgedCard } | { control: Control }>(
    [...cards.map((card) => ({ card })), ...controls.map((control) => ({ control }))],
    random,
  )
  const rows: SheetRow[] = []
  const key: KeyRow[] = []
  for (const [i, each] of mixed.entries()) {
    const id = `q${String(i + 1).padStart(3, '0')}`
    const shown = 'card' in each ? each.card.shown : each.control.shown
    rows.push({ id, ...shown, marks: '', fault: '', remark: '' })
    if ('card' in each) {
      const { shown: hidden, ...rest } = each.card
      key.push({ id, what: 'card', options: hidden.options.length, ...rest })
    } else key.push({ id, what: 'control', control: each.control.control, how: each.control.how })
  }
  return { rows, key }
}

/** The rows whose card has wrong options, for the second sheet. */
export const optionRows = (sheet: Sheet): SheetRow[] =>
  sheet.rows.filter((row) => row.options.length > 0).map((row) => ({ ...row, optionMarks: row.options.map(() => '') }))

export const printLines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** The sheet for a person to read, one card at a time: cards grouped by paragraph would show which of them are controls. */
export function printMarkdown(rows: readonly SheetRow[]): string {
  const head = [
    '# Review sheet',
    '',
    'Read each card against its paragraph and answer each question yes or no (`y`, `n`) in the `marks` of the JSON lines beside this sheet:',
    '',
    ...QUESTIONS.map((question, i) => `${i + 1}. ${question}`),
    '',
  ]
  const body = rows.flatMap((row) => [
    `## ${row.id}`,
    '',
    `> ${row.paragraph.replace(/\n+/g, '\n>\n> ')}`,
    ...(row.published === null ? [] : ['', `Published ${row.published}.`]),
    '',
    `**${row.question}**`,
    '',
    `— ${row.answer}${row.accepted.length > 0 ? ` (also: ${row.accepted.join('; ')})` : ''}`,
    '',
    `marks: ${QUESTIONS.map((_, i) => `${i + 1} __`).join('  ')}`,
    '',
  ])
  return [...head, ...body].join('\n')
}

export function printOptionMarkdown(rows: readonly SheetRow[]): string {
  const head = [
    '# Review sheet of options',
    '',
    `For each wrong option answer yes or no: ${OPTION_QUESTIONS.join('; ')}.`,
    '',
  ]
  const body = rows.flatMap((row) => [
    `## ${row.id}`,
    '',
    `> ${row.paragraph.replace(/\n+/g, '\n>\n> ')}`,
    '',
    `**${row.question}** — ${row.answer}`,
    '',
    ...row.options.map((option) => `- ${option}: __ __ __`),
    '',
  ])
  return [...head, ...body].join('\n')
}

/** A filled sheet: only the fields that a reader fills are needed, and lines may leave out the rest. */
export type Filled = {
  readonly id: string
  readonly marks: string
  readonly optionMarks: readonly string[]
  readonly fault: string
}

/** Reads a filled sheet; a string names the line that cannot be read. Rows without marks are left out. */
export function readFilled(text: string): readonly Filled[] | string {
  const out: Filled[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const row = parseObject(line)
    if (row === null || typeof row.id !== 'string') return `line ${i + 1}: not a row of the sheet`
    const marks = typeof row.marks === 'string' ? row.marks.toLowerCase().replace(/[\s,]/g, '') : ''
    const options = Array.isArray(row.optionMarks) ? row.optionMarks.map((each) => String(each).toLowerCase()) : []
    if (marks !== '' && !/^[yn]{7}$/.test(marks)) return `line ${i + 1}: marks must be seven letters, y or n`
    if (options.some((each) => each !== '' && !/^[yn]{3}$/.test(each)))
      return `line ${i + 1}: the marks of an option must be three letters, y or n`
    const filled = options.filter((each) => each !== '')
    if (marks === '' && filled.length === 0) continue
    out.push({ id: row.id, marks, optionMarks: filled, fault: typeof row.fault === 'string' ? row.fault : '' })
  }
  return out
}

/** Reads a key; a string names the line that cannot be read. */
export function readKey(text: string): readonly KeyRow[] | string {
  const out: KeyRow[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const row = parseObject(line)
    if (row === null || typeof row.id !== 'string' || (row.what !== 'card' && row.what !== 'control'))
      return `line ${i + 1}: not a row of a key`
    out.push(row as unknown as KeyRow)
  }
  return out
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
