/** The most that is read of a table: far beyond what anybody types. */
export const MOST_ROWS = 200_000

/**
 * Rows of a table in text (RFC 4180, with any separator): cells in quotation marks may hold separators, line breaks and
 * doubled marks. A mark within a cell that does not begin with one is a letter. Rows need not be of one length; empty
 * lines are none, and lines that begin with `#` are remarks. One pass; stops after `MOST_ROWS`.
 */
export function readDelimited(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length && rows.length < MOST_ROWS) {
    if (text[at] === '#') {
      at = endOfLine(text, at) + 1
      continue
    }
    const row: string[] = []
    for (;;) {
      const cell = readCell(text, at, separator)
      row.push(cell.text)
      at = cell.end
      if (!text.startsWith(separator, at)) break
      at += separator.length
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    if (row.length > 1 || row[0] !== '') rows.push(row)
  }
  return rows
}

function readCell(text: string, from: number, separator: string): { readonly text: string; readonly end: number } {
  if (text[from] !== '"') {
    const end = endOfCell(text, from, separator)
    return { text: text.slice(from, end), end }
  }
  let words = ''
  let at = from + 1
  for (;;) {
    const mark = text.indexOf('"', at)
    if (mark < 0) return { text: words + text.slice(at), end: text.length }
    words += text.slice(at, mark)
    at = mark + 1
    if (text[at] !== '"') break
    words += '"'
    at++
  }
  const end = endOfCell(text, at, separator)
  return { text: words + text.slice(at, end), end }
}

function endOfCell(text: string, from: number, separator: string): number {
  for (let at = from; at < text.length; at++) {
    const unit = text[at]
    if (unit === '\n' || unit === '\r' || text.startsWith(separator, at)) return at
  }
  return text.length
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
