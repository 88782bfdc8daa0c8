import { clip } from '../../domain/clip.ts'
import { cleanText } from '../anki/cells.ts'
import type { TextTable } from '../anki/text.ts'
import { MOST_ROWS } from '../delimited.ts'
import { nameOf } from './gather.ts'

/** What parts a question from its answer, and a card from the next: any texts, as Quizlet lets one choose. */
export type Separators = { readonly between: string; readonly cards: string }

const LONGEST = 100_000

/** What was typed for a separator: `\n` and `\t` stand for what cannot be typed. */
export const spokenSeparator = (typed: string): string =>
  typed.replace(/\\([nt\\])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark === 't' ? '\t' : mark))

/**
 * A text of pairs as a table of two columns. The first separator in a card parts it, so that an answer may hold it again;
 * cards without any are questions without answers. Quotation marks are letters. One pass; stops after `MOST_ROWS`.
 */
export function readPairs(input: string, fileName: string, { between, cards }: Separators): TextTable {
  const text = input.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const rows: (readonly string[])[] = []
  for (let at = 0; at < text.length && rows.length < MOST_ROWS; ) {
    const end = cards === '' ? -1 : text.indexOf(cards, at)
    const card = text.slice(at, end < 0 ? text.length : end)
    at = end < 0 ? text.length : end + cards.length
    const cut = between === '' ? -1 : card.indexOf(between)
    const row = cut < 0 ? [card] : [card.slice(0, cut), card.slice(cut + between.length)]
    const cells = row.map((cell) => clip(cleanText(cell.trim()), LONGEST))
    if (cells.some((cell) => cell !== '')) rows.push(cells)
  }
  return {
    rows,
    roles: ['question', 'answer'],
    names: ['', ''],
    isHtml: false,
    deck: nameOf(fileName) || 'Default',
    tags: [],
  }
}

/** The usual pair of a text that is no table: a dash between words, a card a line; null where that is not how it looks. */
export function guessPairs(text: string): Separators | null {
  const lines = text
    .slice(0, 8192)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  if (lines.length === 0 || lines.some((line) => line.startsWith('#') || line.includes('\t'))) return null
  const between = [' - ', ' – ', ' — '].find(
    (dash) => lines.filter((line) => line.includes(dash)).length >= lines.length * 0.8,
  )
  return between === undefined ? null : { between, cards: '\n' }
}
