import { newPhone, startHost } from '../host.ts'
import type { StoreBench } from '../pages/store.ts'
import { median, quantile, type Table } from '../table.ts'

const ANSWERS = 200
/** The first few warm the engine up. */
const WARM_UP = 20

/** One answer, from `commit` until it is on the disk, beside a strict transaction that puts two records. */
export async function measureAnswer(): Promise<Table> {
  const host = await startHost(['store'])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  await page.goto(`${host.url}bench/store.html`)
  const times = await page.evaluate(
    (count) => (globalThis as unknown as { bench: StoreBench }).bench.answers(count),
    ANSWERS,
  )
  await context.close()
  phone.remove()
  await host.close()

  const store = times.store.slice(WARM_UP)
  const bare = times.bare.slice(WARM_UP)
  const row = (what: string, all: readonly number[]) => [
    what,
    median(all).toFixed(2),
    quantile(all, 0.95).toFixed(2),
    (median(all) / median(bare)).toFixed(2),
  ]
  return {
    title: 'One answer',
    finding: `An answer is on the disk in ${(median(store) / median(bare)).toFixed(2)} × the time of the least transaction that keeps a log and a state.`,
    columns: ['strict transaction', 'median ms', 'p95 ms', '× floor'],
    rows: [
      row('floor: two puts, nothing else', bare),
      row('Recite: event, state, what the columns must follow', store),
    ],
  }
}
