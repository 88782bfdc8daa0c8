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
/** What a card begun in the last second takes, on average, at most: that of a review which is surely missed. */
const ONE_CARD_SECONDS = 32
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
  let farthest: { readonly over: number; readonly cell: Cell | null } = { over: 0, cell: null }
  for (const cell of CELLS) {
    const runs = runAll(cell)
    const planned = chosenFor(cell, runs)
    const gaps = new Map([...runs].map(([name, theirs]) => [name, difference(planned.runs, theirs)]))
    const isTrue = cell.model === 'true'
    const shares = planned.runs.map((run) => run.share)
    const share = mean(shares)
    const bound = isTrue ? boundFor(cell, (day) => mean(planned.runs.map((run) => run.secondsByDay[day] ?? 0))) : null
    const name = nameOf(cell)
    if (bound) {
      loosest = Math.max(loosest, bound.share - bound.reached)
      const over = boundFor(cell, () => secondsADay(cell) + ONE_CARD_SECONDS).share - share
      console.log(`to the bound with a card more a day: ${points(over)}`)
      if (over > farthest.over) farthest = { over, cell }
      if (over > (cell.seen === 'none' ? 0.03 : 0.02)) misses.push(`${name}: far from the bound`)
    }
    const gap = (name: string) => gaps.get(name) ?? { mean: 0, error: 0 }
    if (gap('FSRS, new first').mean < -0.003) misses.push(`${name}: below FSRS, new first`)
    if (gap('cramming at random').mean < 0.01) misses.push(`${name}: cramming is within a point`)
    const fsrs = runs.get('FSRS, new first') ?? []
    const isIdle = cell.seen !== 'none' && minutesOf(fsrs) < 0.9 * minutesOf(planned.runs)
    if (isIdle && gap('FSRS, new first').mean < 0.02) misses.push(`${name}: under 2 points over an idle FSRS`)
    rows.push([
      name,
      `${points(share)} (${minutesOf(planned.runs).toFixed(0)} min${planned.name === 'greedy' ? '' : `, ${planned.name}`})`,
      ...Object.keys(BASELINES).map(
        (baseline) => `${signed(gap(baseline))} (${minutesOf(runs.get(baseline) ?? []).toFixed(0)} min)`,
      ),
      bound === null ? '' : signed({ mean: share - bound.share, error: errorOf(shares) }),
    ])
    console.log(rows.at(-1)?.join(' | '))
  }
  return {
    title: 'Studying for an exam',
    finding: `Share recalled on the day in ${CELLS.length} worlds of 400 cards, ${SEEDS} seeds each, and by how many points the planner is ahead (± standard error of paired differences). ${misses.length === 0 ? 'All targets are met.' : `Targets missed: ${misses.join('; ')}.`} The bound is the Lagrangian one at the minutes that the planner took each day; no prices could lower it by more than ${points(loosest)}. With as much more a day as one card over the limit may take, whatever the policy, the planner is ${points(farthest.over)} below it at most${farthest.cell ? ` (${nameOf(farthest.cell)})` : ''}. Whether to look ahead, and at which price, is settled on other seeds; what is tried was chosen on others again. A simulation by the model's own formulas shows how well minutes are spent if memory is as the model says; it cannot show that it is.`,
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

/** The bound at the seconds that a policy takes day by day. */
const boundFor = (cell: Cell, secondsOn: (day: number) => number): Bound =>
  boundOf(
    {
      model: MODEL,
      habits: HABITS,
      steps: STEPS,
      days: cell.days,
      cards: seedsFrom(1).map((seed) => startWorld(cell, seed)),
    },
    Array.from({ length: cell.days }, (_, day) => secondsOn(day)),
  )

type Gap = { readonly mean: number; readonly error: number }

function difference(a: readonly Run[], b: readonly Run[]): Gap {
  const gaps = a.map((one, i) => one.share - (b[i]?.share ?? 0))
  return { mean: mean(gaps), error: errorOf(gaps) }
}

/** Standard error of the mean. */
function errorOf(figures: readonly number[]): number {
  const centre = mean(figures)
  const variance = figures.reduce((sum, each) => sum + (each - centre) ** 2, 0) / Math.max(1, figures.length - 1)
  return Math.sqrt(variance / figures.length)
}

const nameOf = ({ seen, days, time, model }: Cell): string =>
  `${seen} seen, ${days} d, ${time}${model === 'true' ? '' : ', wrong model'}`

const mean = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0) / figures.length
const minutesOf = (runs: readonly Run[]): number => mean(runs.map((each) => each.minutes))
const points = (share: number): string => (100 * share).toFixed(1)
const signed = ({ mean, error }: Gap): string =>
  `${mean < 0 ? '−' : '+'}${points(Math.abs(mean))} ± ${(100 * error).toFixed(2)}`
