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

/**
 * Puts tables between the two marks, after the line that says where they were measured: each in place of that of its
 * title, or else at the end; what was not measured now stays. Null where the document has no marks.
 */
export function replaceTables(document: string, where: string, tables: readonly string[]): string | null {
  const start = document.indexOf(START)
  const end = document.indexOf(END)
  if (start < 0 || end < start) return null
  const [head = '', ...rest] = document.slice(start + START.length, end).split(/^(?=\*\*)/m)
  const byTitle = new Map([...rest, ...tables].map((table) => [titleOf(table), table.trim()]))
  const isAll = rest.every((table) => tables.some((measured) => titleOf(measured) === titleOf(table)))
  // Some tables measured elsewhere say nothing of the machine of the others.
  const line = isAll || head.trim() === '' ? where : head.trim()
  const block = `${START}\n${[line, ...byTitle.values()].join('\n\n')}\n${END}`
  return document.slice(0, start) + block + document.slice(end + END.length)
}

const titleOf = (table: string): string => /^\*\*(.*?)\.\*\*/.exec(table)?.[1] ?? table

/** NaN for no figures. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5)
}

/** The smallest figure that at least this share of all do not exceed. `share` is above 0 and at most 1. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}
