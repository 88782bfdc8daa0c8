import type { Outcome } from './trials.ts'

/** What was broken and what was lost, as the README shows it. */
export function toTable(outcomes: readonly Outcome[]): string {
  const number = (value: number) => value.toLocaleString('en-GB')
  const rows = outcomes.map(
    ({ what, trials, acknowledged, lost }) =>
      `| ${what[0]?.toUpperCase()}${what.slice(1)} | ${number(trials)} | ${number(acknowledged)} | ${number(lost)} |`,
  )
  return ['| What we broke | Trials | Acknowledged | Lost |', '| --- | --: | --: | --: |', ...rows].join('\n')
}
