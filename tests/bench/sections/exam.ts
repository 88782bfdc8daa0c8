import { ahead } from '../../../src/domain/examAhead.ts'
import { bestPrice } from '../../../src/domain/examChoice.ts'
import { greedy, type Policy, shareOn, studyUntil } from '../../../src/domain/examPolicy.ts'
import { drain } from '../../domain/optimizeWork.ts'
import { type Bound, boundOf } from '../exam/bound.ts'
import { BASELINES } from '../exam/policies.ts'
import { CELLS, type Cell, HABITS, MODEL, STEPS, secondsADay, startWorld } from '../exam/worlds.ts'
import type { Table } from '../table.ts'

/** At least 16 for figures that are published; `EXAM_SEEDS` makes a quick look of it. */
const SEEDS = Number(process.env.EXAM_SEEDS ?? 16)
/** The look ahead is chosen on other seeds than those from 1 on, whose figures are told. */
const CHOICE_SEED = 1000

type Run = { readonly share: number; readonly minutes: number; readonly secondsByDay: readonly number[] }

/**
 * Ways to study before an exam, in the same worlds with the same luck and the same minutes a day. It shares the
 * assumptions of FSRS: it shows how well time is spent if memory is as the model says, not how people learn.
 */
export async function measureExam(): Promise<Table> {
  const rows: string[][] = []
  const misses: string[] = []
  let loosest = 0
  for (const cell of CELLS) {
    const runs = runAll(cell)
    const planned = chosenFor(cell, runs)
    const gaps = new Map([...runs].map(([name, theirs]) => [name, difference(planned.runs, theirs)]))
    const isTrue = cell.model === 'true'
    const bound = isTrue ? boundFor(cell, planned.runs) : null
    const share = mean(planned.runs.map((run) => run.share))
    const below = bound === null ? null : bound.share - share
    if (bound) loosest = Math.max(loosest, bound.share - bound.reached)
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
      below === null ? '' : `${below > 0 ? '−' : '+'}${points(Math.abs(below))}`,
    ])
    console.log(rows.at(-1)?.join(' | '))
  }
  return {
    title: 'Studying for an exam',
    finding: `Share recalled on the day in ${CELLS.length} worlds of 400 cards, ${SEEDS} seeds each, and by how many points the planner is ahead (± standard error of paired differences). ${misses.length === 0 ? 'All targets are met.' : `Targets missed: ${misses.join('; ')}.`} The bound is the Lagrangian one at the minutes that the planner took each day; in no world could it be lower by more than ${points(loosest)}. A simulation by the model's own formulas shows how well minutes are spent if memory is as the model says; it cannot show that it is.`,
    columns: ['World', 'Planner', ...Object.keys(BASELINES).map((name) => `over ${name}`), 'to the bound'],
    rows,
  }
}

function run(cell: Cell, seed: number, policy: Policy): Run {
  const world = startWorld(cell, seed)
  const limit = secondsADay(cell)
  const spentBy: number[] = []
  studyUntil(
    world,
    cell.days,
    () => limit,
    policy,
    () => spentBy.push(world.spent),
  )
  return {
    share: shareOn(world, cell.days),
    minutes: world.spent / 60,
    secondsByDay: spentBy.map((spent, day) => spent - (spentBy[day - 1] ?? 0)),
  }
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
  return { name: `ahead at ${price.toPrecision(2)}`, runs: seedsFrom(1).map((seed) => run(cell, seed, ahead(price))) }
}

/** By the world as it is believed to be: the same where that is wrong. */
const prices = new Map<string, number | null>()

function priceFor(believed: Cell): number | null {
  const key = JSON.stringify(believed)
  const known = prices.get(key)
  if (known !== undefined) return known
  const price = drain(
    bestPrice({
      run: (policy, luck) => run(believed, CHOICE_SEED + luck, policy).share,
      secondsOn: () => secondsADay(believed),
    }),
  ).value
  prices.set(key, price)
  return price
}

/** At the very seconds that the planner took day by day, which is its limit and some part of a card. */
const boundFor = (cell: Cell, runs: readonly Run[]): Bound =>
  boundOf(
    {
      model: MODEL,
      habits: HABITS,
      steps: STEPS,
      days: cell.days,
      cards: seedsFrom(1).map((seed) => startWorld(cell, seed)),
    },
    Array.from({ length: cell.days }, (_, day) => mean(runs.map(({ secondsByDay }) => secondsByDay[day] ?? 0))),
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
