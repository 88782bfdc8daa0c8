import { ahead } from '../../../src/domain/examAhead.ts'
import { greedy, type Policy, shareOn, studyUntil } from '../../../src/domain/examPolicy.ts'
import { boundOf } from '../exam/bound.ts'
import { BASELINES } from '../exam/policies.ts'
import { CELLS, type Cell, secondsADay, startWorld } from '../exam/worlds.ts'
import type { Table } from '../table.ts'

/** At least 16 for figures that are published; `EXAM_SEEDS` makes a quick look of it. */
const SEEDS = Number(process.env.EXAM_SEEDS ?? 16)
const BOUND_ROUNDS = 30
const PRICES = [0.001, 0.002, 0.004, 0.008] as const
/** A card more than the limit may be begun. */
const ONE_CARD_SECONDS = 30

type Run = { readonly share: number; readonly minutes: number }

/**
 * Ways to study before an exam, in the same worlds with the same luck and the same minutes a day. It shares the
 * assumptions of FSRS: it shows how well time is spent if memory is as the model says, not how people learn.
 */
export async function measureExam(): Promise<Table> {
  const rows: string[][] = []
  const misses: string[] = []
  for (const cell of CELLS) {
    const runs = runAll(cell)
    const planned = chosenFor(cell, runs)
    const gaps = new Map([...runs].map(([name, theirs]) => [name, difference(planned.runs, theirs)]))
    const isTrue = cell.model === 'true'
    const bound = isTrue ? boundFor(cell) : null
    const share = mean(planned.runs.map((run) => run.share))
    const below = bound === null ? null : bound - share
    const gap = (name: string) => gaps.get(name) ?? { mean: 0, error: 0 }
    const name = `${cell.seen} seen, ${cell.days} d, ${cell.time}${isTrue ? '' : ', wrong model'}`
    if (gap('FSRS, new first').mean < -0.003) misses.push(`${name}: below FSRS, new first`)
    if (gap('cramming at random').mean < 0.01) misses.push(`${name}: cramming is within a point`)
    if (below !== null && below > (cell.seen === 'none' ? 0.03 : 0.02)) misses.push(`${name}: far from the bound`)
    const fsrs = runs.get('FSRS, new first') ?? []
    const isIdle = cell.seen !== 'none' && minutesOf(fsrs) < 0.9 * minutesOf(planned.runs)
    if (isIdle && gap('FSRS, new first').mean < 0.02) misses.push(`${name}: under 2 points over an idle FSRS`)
    rows.push([
      name,
      `${points(share)} (${minutesOf(planned.runs).toFixed(0)} min${planned.name === 'greedy' ? '' : `, ${planned.name}`})`,
      ...Object.keys(BASELINES).map(
        (baseline) => `${signed(gap(baseline))} (${minutesOf(runs.get(baseline) ?? []).toFixed(0)} min)`,
      ),
      below === null ? '' : `−${points(below)}`,
    ])
    console.log(rows.at(-1)?.join(' | '))
  }
  return {
    title: 'Studying for an exam',
    finding: `Share recalled on the day in ${CELLS.length} worlds of 400 cards, ${SEEDS} seeds each, and by how many points the planner is ahead (± standard error of paired differences). ${misses.length === 0 ? 'All targets are met.' : `Targets missed: ${misses.join('; ')}.`} A simulation by the model's own formulas shows how well minutes are spent if memory is as the model says; it cannot show that it is.`,
    columns: ['World', 'Planner', ...Object.keys(BASELINES).map((name) => `over ${name}`), 'to the bound'],
    rows,
  }
}

function run(cell: Cell, seed: number, policy: Policy): Run {
  const world = startWorld(cell, seed)
  const seconds = secondsADay(cell)
  studyUntil(world, cell.days, () => seconds, policy)
  return { share: shareOn(world, cell.days), minutes: world.spent / 60 }
}

const seedsFrom = (first: number): readonly number[] => Array.from({ length: SEEDS }, (_, i) => first + i)

function runAll(cell: Cell): ReadonlyMap<string, readonly Run[]> {
  const policies: Readonly<Record<string, Policy>> = { greedy, ...BASELINES }
  return new Map(
    Object.entries(policies).map(([name, policy]) => [name, seedsFrom(1).map((seed) => run(cell, seed, policy))]),
  )
}

/** Looks ahead where simulation under the model, on other seeds, says that it wins by more than its noise. */
function chosenFor(
  cell: Cell,
  runs: ReadonlyMap<string, readonly Run[]>,
): { readonly name: string; readonly runs: readonly Run[] } {
  const price = priceFor({ ...cell, model: 'true' })
  if (price === null) return { name: 'greedy', runs: runs.get('greedy') ?? [] }
  return { name: `ahead at ${price}`, runs: seedsFrom(1).map((seed) => run(cell, seed, ahead(price))) }
}

/** By the world as it is believed to be: the same where that is wrong. */
const prices = new Map<string, number | null>()

function priceFor(believed: Cell): number | null {
  const key = JSON.stringify(believed)
  const known = prices.get(key)
  if (known !== undefined) return known
  const simulate = (policy: Policy) => seedsFrom(1000).map((seed) => run(believed, seed, policy))
  const plain = simulate(greedy)
  const tried = PRICES.map((price) => ({ price, gap: difference(simulate(ahead(price)), plain) }))
  const best = tried.reduce((a, b) => (b.gap.mean > a.gap.mean ? b : a))
  const price = best.gap.mean <= 2 * best.gap.error ? null : best.price
  prices.set(key, price)
  return price
}

const boundFor = (cell: Cell): number =>
  boundOf(
    seedsFrom(1).map((seed) => startWorld(cell, seed)),
    cell.days,
    secondsADay(cell) + ONE_CARD_SECONDS,
    BOUND_ROUNDS,
  )

type Gap = { readonly mean: number; readonly error: number }

function difference(a: readonly Run[], b: readonly Run[]): Gap {
  const gaps = a.map((one, i) => one.share - (b[i]?.share ?? 0))
  const centre = mean(gaps)
  const variance = gaps.reduce((sum, gap) => sum + (gap - centre) ** 2, 0) / Math.max(1, gaps.length - 1)
  return { mean: centre, error: Math.sqrt(variance / gaps.length) }
}

const mean = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0) / figures.length
const minutesOf = (runs: readonly Run[]): number => mean(runs.map((each) => each.minutes))
const points = (share: number): string => (100 * share).toFixed(1)
const signed = ({ mean, error }: Gap): string =>
  `${mean < 0 ? '−' : '+'}${points(Math.abs(mean))} ± ${(100 * error).toFixed(2)}`
