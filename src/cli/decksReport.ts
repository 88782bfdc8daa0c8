import type { Note } from '../domain/note.ts'
import type { Generated } from '../generator/generate.ts'

export type Row = {
  readonly name: string
  readonly notes: readonly Note[]
  readonly generated: Generated
  readonly ms: number
}

const KINDS = ['qa', 'list', 'cloze', 'choice'] as const

/** The table that ends a run: sentences read, cards by kind, candidates dropped by reason, time. */
export function formatTable(
  rows: readonly Row[],
  joined: { readonly merged: number; readonly contradicted: number },
): string {
  const head = ['article', 'sentences', 'cards', ...KINDS, 'with options', 'dropped', 'ms']
  const body = rows.map((row) => {
    const count = (test: (note: Note) => boolean): string => String(row.notes.filter(test).length)
    const dropped = [...row.generated.dropped.values()].reduce((sum, each) => sum + each, 0)
    return [
      row.name,
      String(row.generated.sentences),
      String(row.notes.length),
      ...KINDS.map((kind) => count((note) => note.content.kind === kind)),
      count((note) => note.distractors.length > 0),
      String(dropped),
      String(Math.round(row.ms)),
    ]
  })
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((cells) => (cells[i] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  const reasons = new Map<string, number>()
  for (const row of rows)
    for (const [reason, count] of row.generated.dropped) reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  const top = [...reasons].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 14)
  const why = top.map(([reason, count]) => `  ${String(count).padStart(5)}  ${reason}`)
  const across =
    joined.merged + joined.contradicted === 0
      ? []
      : [`across articles: ${joined.merged} merged, ${joined.contradicted} dropped as contradicted`]
  return [line(head), ...body.map(line), '', 'dropped candidates by reason:', ...why, ...across].join('\n')
}
