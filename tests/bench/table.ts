/** What one section of the benchmark found: a sentence that says it, and the figures behind it. */
export type Table = {
  readonly title: string
  readonly finding: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const START = '<!-- bench:start -->'
const END = '<!-- bench:end -->'

export function toMarkdown({ title, finding, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [`**${title}.** ${finding}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Puts the text between the two marks; null where the document has none. */
export function replaceBlock(document: string, text: string): string | null {
  const block = `${START}\n${text}\n${END}`
  const start = document.indexOf(START)
  const end = document.indexOf(END)
  if (start < 0 || end < start) return null
  return document.slice(0, start) + block + document.slice(end + END.length)
}

/** NaN for no figures. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5)
}

/** The smallest figure that at least this share of all do not exceed. `share` is above 0 and at most 1. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}
