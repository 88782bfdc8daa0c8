import type { Filled, KeyRow } from './judgeSheet.ts'
import { QUESTIONS } from './judgeSheet.ts'

export type Verdict = 'good' | 'minor' | 'bad'

/** Good: seven times yes. Bad: the answer, standing alone, one answer or giving away fails (2 to 5). Else minor. */
export function verdictOf(marks: string): Verdict {
  if (!marks.includes('n')) return 'good'
  return marks.slice(1, 5).includes('n') ? 'bad' : 'minor'
}

/** The 95 % interval of a share by Wilson's score method (1927), 0 to 1; the whole range where nothing was seen. */
export function wilson(hits: number, all: number): readonly [low: number, high: number] {
  if (all === 0) return [0, 1]
  const z = 1.959964
  const p = hits / all
  const middle = (p + (z * z) / (2 * all)) / (1 + (z * z) / all)
  const half = (z / (1 + (z * z) / all)) * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/** Cohen's kappa of two readers over the cards that both marked; null where there is nothing to agree on. */
export function kappa(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number | null {
  const both = [...a].flatMap(([id, left]) => {
    const right = b.get(id)
    return right === undefined ? [] : [[left, right] as const]
  })
  if (both.length === 0) return null
  const share = (pick: (pair: readonly [string, string]) => string, value: string): number =>
    both.filter((pair) => pick(pair) === value).length / both.length
  const agreed = both.filter(([left, right]) => left === right).length / both.length
  const values = new Set(both.flat())
  let chance = 0
  for (const value of values) chance += share((pair) => pair[0], value) * share((pair) => pair[1], value)
  return chance === 1 ? null : (agreed - chance) / (1 - chance)
}

/** Below this share of controls judged as known, a reader's figures say little. */
export const LEAST_CONTROLS = 0.85

/** The report of one filled sheet: verdicts with intervals, by rule, kind and confidence; controls; faults; options. */
export function report(filled: readonly Filled[], key: readonly KeyRow[]): string[] {
  const byId = new Map(key.map((row) => [row.id, row]))
  const marked = filled.filter((row) => row.marks !== '')
  const cards = marked.flatMap((row) => {
    const hidden = byId.get(row.id)
    return hidden?.what === 'card' ? [{ row, hidden, verdict: verdictOf(row.marks) }] : []
  })
  const total = key.filter((row) => row.what === 'card').length
  const out = [`${cards.length} of ${total} cards judged`, '', head('all')]
  out.push(line('all', cards))
  const group = (title: string, pick: (card: (typeof cards)[number]) => string): void => {
    out.push('', head(title))
    for (const name of [...new Set(cards.map(pick))].sort())
      out.push(
        line(
          name,
          cards.filter((card) => pick(card) === name),
        ),
      )
  }
  group('rule', (card) => card.hidden.rule)
  group('kind', (card) => card.hidden.kind)
  group('confidence', (card) => bandOf(card.hidden.confidence))
  out.push('', 'questions answered no')
  for (const [i, question] of QUESTIONS.entries()) {
    const no = cards.filter((card) => card.row.marks[i] === 'n').length
    if (no > 0) out.push(`  ${String(no).padStart(4)}  ${i + 1} ${question}`)
  }
  const faults = new Map<string, number>()
  for (const { row } of cards) if (row.fault !== '') faults.set(row.fault, (faults.get(row.fault) ?? 0) + 1)
  if (faults.size > 0) out.push('', 'faults')
  for (const [fault, count] of [...faults].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    out.push(`  ${String(count).padStart(4)}  ${fault}`)
  out.push('', ...controlLines(marked, byId), ...optionLines(filled, byId))
  return out
}

function controlLines(marked: readonly Filled[], byId: ReadonlyMap<string, KeyRow>): string[] {
  const controls = marked.flatMap((row) => {
    const hidden = byId.get(row.id)
    if (hidden?.what !== 'control') return []
    const bad = verdictOf(row.marks) === 'bad'
    return [{ id: row.id, hidden, right: bad === (hidden.control === 'bad') }]
  })
  if (controls.length === 0) return ['no controls on the sheet']
  const right = controls.filter((each) => each.right).length
  const out = [`controls judged as known: ${right} of ${controls.length} (${percent(right / controls.length)})`]
  for (const each of controls.filter((one) => !one.right))
    out.push(`  ${each.id} is known to be ${each.hidden.control} (${each.hidden.how})`)
  if (right / controls.length < LEAST_CONTROLS)
    out.push('WARNING: the reader failed the controls; do not use these figures')
  return out
}

function optionLines(filled: readonly Filled[], byId: ReadonlyMap<string, KeyRow>): string[] {
  const items = filled.filter((row) => row.optionMarks.length > 0 && byId.get(row.id)?.what === 'card')
  if (items.length === 0) return []
  const failing = (at: number): number =>
    items.filter((row) => row.optionMarks.some((marks) => marks[at] === 'n')).length
  const flawed = items.filter((row) => row.optionMarks.some((marks) => marks.includes('n'))).length
  const rate = (count: number): string => `${count} of ${items.length} (${interval(count, items.length)})`
  return [
    '',
    `choice items with an option that may be right (bad): ${rate(failing(0))}`,
    `… with an option of another kind: ${rate(failing(1))}`,
    `… with an option that nobody would take: ${rate(failing(2))}`,
    `… with any of these: ${rate(flawed)}`,
  ]
}

const bandOf = (confidence: number): string =>
  confidence >= 0.9
    ? '0.90 and more'
    : confidence >= 0.8
      ? '0.80 to 0.89'
      : confidence >= 0.7
        ? '0.70 to 0.79'
        : 'under 0.70'

const percent = (share: number): string => `${Math.round(100 * share)} %`

function interval(hits: number, all: number): string {
  const [low, high] = wilson(hits, all)
  return `${percent(all === 0 ? 0 : hits / all)}, ${Math.round(100 * low)}–${Math.round(100 * high)}`
}

const head = (title: string): string =>
  `${title.padEnd(16)}${'n'.padStart(5)}${'good'.padStart(16)}${'minor'.padStart(16)}${'bad'.padStart(16)}`

function line(name: string, cards: readonly { readonly verdict: Verdict }[]): string {
  const cell = (verdict: Verdict): string =>
    interval(cards.filter((card) => card.verdict === verdict).length, cards.length).padStart(16)
  return `${name.padEnd(16)}${String(cards.length).padStart(5)}${cell('good')}${cell('minor')}${cell('bad')}`
}
