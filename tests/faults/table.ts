import type { Outcome } from './trials.ts'

const HEAD = ['| What we broke | Trials | Acknowledged | Lost |', '| --- | --: | --: | --: |']

/** What was broken and what was lost, as the README shows it. */
export function toTable(outcomes: readonly Outcome[]): string {
  const number = (value: number) => value.toLocaleString('en-GB')
  const rows = outcomes.map(
    ({ what, trials, acknowledged, lost }) =>
      `| ${sentence(what)} | ${number(trials)} | ${number(acknowledged)} | ${number(lost)} |`,
  )
  return [...HEAD, ...rows].join('\n')
}

/** The rows that a README holds between its marks. */
export function readRows(readme: string): readonly Outcome[] {
  const [, inside = ''] = /<!-- faults:start -->(.*?)<!-- faults:end -->/s.exec(readme) ?? []
  return inside.split('\n').flatMap((line) => {
    const [, what, ...cells] = /^\| (.+?) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$/.exec(line) ?? []
    const [trials, acknowledged, lost] = cells.map((cell) => Number(cell.replaceAll(',', '')))
    if (what === undefined || trials === undefined || acknowledged === undefined || lost === undefined) return []
    return [{ what, trials, acknowledged, lost }]
  })
}

/** Rows of the same name are replaced where they stand, others come last. */
export function withRows(rows: readonly Outcome[], fresh: readonly Outcome[]): readonly Outcome[] {
  const byName = new Map(rows.map((row) => [nameOf(row), row]))
  for (const row of fresh) byName.set(nameOf(row), row)
  return [...byName.values()]
}

/** However many kinds of work there were when it was tried. */
const nameOf = ({ what }: Outcome): string => sentence(what).replace(/, in \d+ kinds of work$/, '')

const sentence = (words: string): string => `${words[0]?.toUpperCase()}${words.slice(1)}`
