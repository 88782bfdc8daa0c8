import { makeAheadGains } from '../../../src/domain/examAhead.ts'
import { makeGains } from '../../../src/domain/examGain.ts'
import { aheadOrder, examOrder, type RankedCard } from '../../../src/domain/examOrder.ts'
import { type OutlookInput, simulateOutlook } from '../../../src/domain/examOutlook.ts'
import { DEFAULT_WEIGHTS } from '../../../src/domain/optimizeSettings.ts'
import { makeRandom } from '../../../src/domain/random.ts'
import { drain } from '../../domain/optimizeWork.ts'
import { HABITS, MODEL, STEPS } from '../exam/worlds.ts'
import { median, type Table } from '../table.ts'

const PRICE = 0.002
const CARDS = 10_000
/** As many as are ranked with a look ahead (`app/examDay.ts`). */
const LOOKED_AT = 3000

/** What planning for an exam costs: the order of the day, for which a session waits, and the forecast in the worker. */
export async function measureForecast(): Promise<Table> {
  const cards = rankedCards(CARDS)
  const gains = makeGains(MODEL, HABITS, STEPS)
  const look = makeAheadGains({ model: MODEL, habits: HABITS, steps: STEPS, gains }, PRICE)
  const floor = timed(() => [...cards].sort((a, b) => a.stability - b.stability))
  const plain = timed(() => examOrder(cards, gains))
  const looking = timed(() => aheadOrder(cards.slice(0, LOOKED_AT), gains, look))
  const [outlook, outlookAhead] = [null, PRICE].map((price) => timed(() => drain(simulateOutlook(input(price)))))
  const row = (name: string, ms = Number.NaN) => [name, ms.toFixed(1), (ms / floor).toFixed(1)]
  return {
    title: 'Planning for an exam',
    finding: `Ranking 10,000 cards takes ${plain < 50 ? 'less' : 'more'} than 50 ms, the forecast of 10,000 cards over 30 days ${Math.max(outlook ?? 0, outlookAhead ?? 0) < 1000 ? 'less' : 'more'} than a second.`,
    columns: ['processor time, medians', 'ms', '× floor'],
    rows: [
      row('floor: sorting 10,000 cards by one figure', floor),
      row('ranking 10,000 cards', plain),
      row('ranking 3,000 cards with the look ahead', looking),
      row('forecast of 10,000 cards over 30 days', outlook),
      row('the same where the order looks ahead', outlookAhead),
    ],
  }
}

function rankedCards(length: number): readonly RankedCard[] {
  const random = makeRandom(5)
  return Array.from({ length }, (_, i) => ({
    stability: i % 3 === 0 ? 0 : 0.5 + 60 * random(),
    difficulty: 1 + 9 * random(),
    elapsedDays: 1 + Math.floor(40 * random()),
    horizons: [20],
  }))
}

function input(price: number | null): OutlookInput {
  const random = makeRandom(9)
  return {
    cards: {
      length: CARDS,
      stability: Float64Array.from({ length: CARDS }, (_, i) => (i % 2 === 0 ? 0.5 + 40 * random() : 0)),
      difficulty: Float64Array.from({ length: CARDS }, () => 1 + 9 * random()),
      last: Int32Array.from({ length: CARDS }, () => -Math.floor(20 * random())),
    },
    topicOf: Uint16Array.from({ length: CARDS }, (_, i) => i % 4),
    topics: 4,
    seconds: Array.from({ length: 30 }, () => 900),
    weights: DEFAULT_WEIGHTS,
    habits: HABITS,
    steps: STEPS,
    wantedRatio: 0.9,
    price,
  }
}

/** Processor time in ms, which other work on the machine lengthens least; median of nine, the first of ten left out. */
function timed(work: () => unknown): number {
  const times = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return median(times.slice(1))
}
