import type { BrowserContext } from '@playwright/test'
import { whenOfflineReady } from '../../e2e/fixtures.ts'
import { type Host, newPhone, type Phone, startHost } from '../host.ts'
import type { StoreBench } from '../pages/store.ts'
import { median, type Table } from '../table.ts'

const SIZES = [1_000, 10_000, 100_000] as const
const DUE_READS = 15
const STARTS = 7
const SETTLE_MS = 5_000

type Collection = { readonly cards: number; readonly phone: Phone; readonly due: number[]; readonly starts: number[] }

/** What a growing collection costs at the start: reading what is due, and an offline cold start until Today is painted. */
export async function measureSize(): Promise<Table> {
  const host = await startHost(['store'])
  const collections = SIZES.map((cards): Collection => ({ cards, phone: newPhone(), due: [], starts: [] }))
  for (const collection of collections) await fill(host, collection)
  // In turns, so that whatever else the machine does falls on all of them alike.
  for (let i = 0; i < STARTS; i++)
    for (const { phone, starts } of collections) starts.push(await startOffline(phone, host.url))
  for (const { phone } of collections) phone.remove()
  await host.close()

  const [floor] = collections
  const ratio = (figures: (one: Collection) => number[], one: Collection) =>
    (median(figures(one)) / median(floor ? figures(floor) : [])).toFixed(2)
  const largest = collections.at(-1)
  return {
    title: 'A growing collection',
    finding: `With a hundred times the cards an offline start takes ${largest ? ratio((one) => one.starts, largest) : '?'} × as long.`,
    columns: [
      'cards',
      'open, read what is due, build the queue: ms',
      '× 1k',
      'offline cold start to Today painted: ms',
      '× 1k',
    ],
    rows: collections.map((one) => [
      one.cards.toLocaleString('en'),
      median(one.due).toFixed(1),
      ratio(({ due }) => due, one),
      median(one.starts).toFixed(0),
      ratio(({ starts }) => starts, one),
    ]),
  }
}

async function fill(host: Host, { cards, phone, due }: Collection): Promise<void> {
  const context = await phone.start()
  const page = await context.newPage()
  await page.goto(`${host.url}bench/store.html`)
  await page.evaluate((count) => (globalThis as unknown as { bench: StoreBench }).bench.seed(count), cards)
  due.push(
    ...(await page.evaluate((count) => (globalThis as unknown as { bench: StoreBench }).bench.due(count), DUE_READS)),
  )
  await page.goto(host.url)
  await page.locator('.hero h1').waitFor()
  await whenOfflineReady(page)
  // The first start writes the second copy of all this; the ones that are measured find it there.
  await page.waitForTimeout(SETTLE_MS)
  await context.close()
}

/** Milliseconds from the navigation of a browser just started until Today's heading is on the screen. */
async function startOffline(phone: Phone, url: string): Promise<number> {
  const context: BrowserContext = await phone.start()
  await context.setOffline(true)
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('.hero h1')) return
      seen.disconnect()
      requestAnimationFrame(() => {
        const painted = new MessageChannel()
        painted.port1.onmessage = () => Object.assign(globalThis, { paintedAt: performance.now() })
        painted.port2.postMessage(null)
      })
    })
    seen.observe(document, { subtree: true, childList: true })
  })
  await page.goto(url)
  await page.waitForFunction(() => 'paintedAt' in globalThis)
  const ms = await page.evaluate(() => (globalThis as unknown as { paintedAt: number }).paintedAt)
  await context.close()
  return ms
}
