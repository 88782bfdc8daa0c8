import type { Page } from '@playwright/test'
import { type BrowserProcess, newProfile, startBrowser } from '../e2e/browserProcess.ts'
import type { FaultsPage } from './page.ts'

/** What was broken, how often, and what of all that had been acknowledged was not there afterwards. */
export type Outcome = {
  readonly what: string
  readonly trials: number
  readonly acknowledged: number
  readonly lost: number
}

type Window = { readonly faults: FaultsPage }
type Busy = Exclude<keyof FaultsPage, 'open' | 'check' | 'failRequests'>

/** Acknowledgements, as the page tells them; one that the browser took with it when it was killed is not counted. */
function gatherAcks(page: Page): Set<string> {
  const acks = new Set<string>()
  page.on('console', (message) => {
    if (message.text().startsWith('ACK ')) acks.add(message.text().slice(4))
  })
  return acks
}

async function openPage(page: Page, url: string, steps = 0): Promise<string> {
  await page.goto(url)
  await page.waitForFunction(() => 'faults' in window)
  return page.evaluate((n) => (window as unknown as Window).faults.open(n), steps)
}

const check = (page: Page) => page.evaluate(() => (window as unknown as Window).faults.check())

const start = (page: Page, busy: Busy, times: number): Promise<void> =>
  page.evaluate(([name, n]) => (window as unknown as Window).faults[name](n), [busy, times] as const)

const missing = (acks: ReadonlySet<string>, there: Awaited<ReturnType<typeof check>>): number => {
  const all = new Set([...there.events, ...there.decks])
  const lost = promised(acks).filter((ack) => !all.has(ack))
  if (lost.length > 0) console.error(`lost: ${lost.join(', ')}`)
  return lost.length
}

/** What must be there: all that was acknowledged, but what was taken away on purpose since. */
const promised = (acks: ReadonlySet<string>): readonly string[] =>
  [...acks].filter((ack) => !ack.startsWith('GONE ') && !acks.has(`GONE ${ack}`))

const countOf = (acks: ReadonlySet<string>): number => [...acks].filter((ack) => !ack.startsWith('GONE ')).length

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))
const KILL_WITHIN_MS = 1500

/** Kills the browser at a random moment of the work, again and again on one profile; each start looks for all of before. */
export async function killDuring(what: string, busy: Busy, url: string, trials: number): Promise<Outcome> {
  const profile = newProfile()
  const acks = new Set<string>()
  let lost = 0
  for (let trial = 0; trial <= trials; trial++) {
    const browser = await startBrowser(profile.folder)
    const told = gatherAcks(browser.page)
    await browser.page.exposeFunction('heard', (what: string) => void told.add(what))
    await openPage(browser.page, url)
    lost += missing(acks, await check(browser.page))
    if (trial === trials) {
      await browser.quit()
      break
    }
    start(browser.page, busy, 1_000_000).catch(() => {})
    await sleep(Math.random() * KILL_WITHIN_MS)
    await browser.kill()
    for (const ack of told) acks.add(ack)
  }
  profile.remove()
  return { what, trials, acknowledged: countOf(acks), lost }
}

/** Kills the browser while the database is brought to a later schema, one step further each time it got there. */
export async function killDuringMigration(url: string, trials: number): Promise<Outcome> {
  const profile = newProfile()
  const first = await startBrowser(profile.folder)
  const acks = gatherAcks(first.page)
  await openPage(first.page, url)
  await start(first.page, 'study', 50)
  await first.quit()
  let lost = 0
  for (let trial = 1; trial <= trials; trial++) {
    const browser = await startBrowser(profile.folder)
    await browser.page.goto(url)
    await browser.page.waitForFunction(() => 'faults' in window)
    const opening = openPage(browser.page, url, trial).catch(() => '')
    await Promise.race([opening, sleep(Math.random() * 400)])
    await browser.kill()
    const again = await startBrowser(profile.folder)
    await openPage(again.page, url, trial)
    lost += missing(acks, await check(again.page))
    await again.quit()
  }
  profile.remove()
  return { what: 'the browser killed during a migration', trials, acknowledged: acks.size, lost }
}

/** The browser's database is taken away under an open page; the next start has only the second copy. */
export async function clearWhileRunning(url: string, trials: number): Promise<Outcome> {
  return withBrowser(async ({ page }) => {
    const acks = gatherAcks(page)
    let lost = 0
    await openPage(page, url)
    for (let trial = 0; trial < trials; trial++) {
      await start(page, 'study', 10)
      // The second copy follows the acknowledgement by a few milliseconds.
      await sleep(500)
      const session = await page.context().newCDPSession(page)
      await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'indexeddb' })
      const refused = await start(page, 'study', 1).then(
        () => false,
        () => true,
      )
      if (!refused) throw new Error('an answer was taken by a database that is not there any more')
      const report = await openPage(page, url)
      if (report !== 'restored') throw new Error(`the loss was taken for ${report}`)
      lost += missing(acks, await check(page))
    }
    return { what: 'the database cleared while the app runs', trials, acknowledged: acks.size, lost }
  })
}

export async function raceTabs(url: string, tabs: number, answers: number): Promise<Outcome> {
  return withBrowser(async ({ page }) => {
    const pages = [page]
    while (pages.length < tabs) pages.push(await page.context().newPage())
    const acks = pages.map(gatherAcks)
    for (const one of pages) await openPage(one, url)
    await Promise.all(pages.map((one) => start(one, 'study', answers)))
    // States that were made beside each other are brought together a moment later.
    await sleep(2000)
    await Promise.all(pages.slice(1).map((one) => one.close()))
    const all = new Set(acks.flatMap((some) => [...some]))
    await openPage(page, url)
    const lost = missing(all, await check(page)) + (tabs * answers - all.size)
    return {
      what: `${tabs} tabs answering the same cards at once`,
      trials: tabs * answers,
      acknowledged: all.size,
      lost,
    }
  })
}

/** Each answer at another time, up to thirty years away in either direction. */
export async function moveClock(url: string, jumps: number): Promise<Outcome> {
  return withBrowser(async ({ page }) => {
    const acks = gatherAcks(page)
    await openPage(page, url)
    await page.evaluate((times) => (window as unknown as Window).faults.study(times, { jumps: true }), jumps)
    await openPage(page, url)
    const lost = missing(acks, await check(page))
    return { what: 'the clock moved back and forward before each answer', trials: jumps, acknowledged: acks.size, lost }
  })
}

/** A newer version of the app opens the database under an older one that is answering. */
export async function newSchemaBeside(url: string, trials: number): Promise<Outcome> {
  return withBrowser(async ({ page }) => {
    let lost = 0
    let acknowledged = 0
    for (let trial = 0; trial < trials; trial++) {
      const old = await page.context().newPage()
      const acks = gatherAcks(old)
      await openPage(old, url, trial)
      const studying = start(old, 'study', 1_000_000).catch(() => {})
      await sleep(Math.random() * 500)
      await openWhenFree(page, url, trial + 1)
      await studying
      await old.close()
      lost += missing(acks, await check(page))
      acknowledged += acks.size
      await page.goto('about:blank')
    }
    return { what: 'an old tab answering while a new version changes the schema', trials, acknowledged, lost }
  })
}

/** An old tab that is slow to let go is said to hold things up; whoever reads that tries again. */
async function openWhenFree(page: Page, url: string, steps: number): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      await openPage(page, url, steps)
      return
    } catch (thrown) {
      if (left === 0 || !String(thrown).includes('holds an older version')) throw thrown
    }
  }
}

/** Each write, and each request, of each kind of work fails in turn, in each way; what is left is what was before or what should come. */
export async function failEachRequest(url: string, share: number): Promise<Outcome[]> {
  return withBrowser(async ({ page }) => {
    await page.goto(url)
    await page.waitForFunction(() => 'faults' in window)
    const done = await page.evaluate((part) => (window as unknown as Window).faults.failRequests(part), share)
    const ways = [...new Set(done.map(({ fault }) => fault))]
    return ways.map((way) => {
      const mine = done.filter(({ fault }) => fault === way)
      const trials = mine.reduce((sum, one) => sum + one.trials, 0)
      return {
        what: `${way}, in ${mine.length} kinds of work`,
        trials,
        acknowledged: trials,
        lost: 0,
      }
    })
  })
}

async function withBrowser<T>(work: (browser: BrowserProcess) => Promise<T>): Promise<T> {
  const profile = newProfile()
  const browser = await startBrowser(profile.folder)
  try {
    return await work(browser)
  } finally {
    await browser.quit()
    profile.remove()
  }
}
