import { missingForWebKit, startWebKit } from '../../webkit/driver.ts'
import { startHost } from '../host.ts'
import { median, type Table } from '../table.ts'

const SIZES = [1_000, 10_000, 100_000] as const
const DUE_READS = 15
const ANSWERS = 40

/** What grows with the collection on the engine where an index on a hot store made every answer grow with it. */
export async function measureWebKit(): Promise<Table> {
  const title = 'A growing collection in WebKitGTK'
  const missing = missingForWebKit()
  if (missing !== null) return { title, finding: missing, columns: ['cards'], rows: [] }
  const found: { cards: number; due: number; answer: number }[] = []
  for (const cards of SIZES) {
    // A port of its own is an origin of its own: each size finds an empty database.
    const host = await startHost(['store'])
    const webkit = await startWebKit()
    await webkit.goto(`${host.url}bench/store.html`)
    const ready = 'while (!globalThis.bench) await new Promise((next) => setTimeout(next, 50));'
    await webkit.run(`${ready} await bench.seed(args[0])`, cards)
    const due = await webkit.run<number[]>('return bench.due(args[0])', DUE_READS)
    const answers = await webkit.run<number[]>('return bench.answersAmong(args[0])', ANSWERS)
    found.push({ cards, due: median(due), answer: median(answers) })
    await webkit.close()
    await host.close()
  }
  const [floor] = found
  const last = found.at(-1)
  const ratio = (of: 'due' | 'answer', one = last) =>
    ((one?.[of] ?? Number.NaN) / (floor?.[of] ?? Number.NaN)).toFixed(2)
  return {
    title,
    finding: `With a hundred times the cards an answer takes ${ratio('answer')} × as long, opening and queueing ${ratio('due')} ×.`,
    columns: ['cards', 'one answer: ms', '× 1k', 'open, read what is due, build the queue: ms', '× 1k'],
    rows: found.map((one) => [
      one.cards.toLocaleString('en'),
      one.answer.toFixed(1),
      ratio('answer', one),
      one.due.toFixed(1),
      ratio('due', one),
    ]),
  }
}
