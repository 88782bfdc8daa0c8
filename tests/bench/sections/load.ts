import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { formatEventId } from '../../../src/domain/clock.ts'
import type { ReviewEvent } from '../../../src/domain/event.ts'
import { dueOnDay, toInstant, toStudyDay } from '../../../src/domain/time.ts'
import { makeBackupLines } from '../../../src/formats/backup.ts'
import { whenOfflineReady } from '../../e2e/fixtures.ts'
import { question, snack } from '../../e2e/steps.ts'
import { front, makeDeck } from '../../storage/world.ts'
import { newPhone, startHost } from '../host.ts'
import { watchMemory } from '../memory.ts'
import { median, type Table } from '../table.ts'

type Size = { readonly cards: number; readonly reviews: number }
const SIZES: readonly [Size, Size] = [
  { cards: 10_000, reviews: 100_000 },
  { cards: 100_000, reviews: 1_000_000 },
]
/** Of both sizes as many cards are due, and as much was done each day: what only these should cost is then the same. */
const DUE = 300
const EACH_DAY = 274
const DECKS = 5
const WAIT_MS = 1_800_000
const DAY_MS = 86_400_000
const TIMES = 3

/** What a learner does with a collection of a size: by name, how many seconds it took and how much memory the page had. */
type Measured = ReadonlyMap<string, { readonly seconds: number; readonly memory: string }>

/** A collection as large as any beside one of a tenth, each through the app as a learner uses it. */
export async function measureLoad(): Promise<Table> {
  const [small, large] = [await measureSize(SIZES[0]), await measureSize(SIZES[1])]
  const rows = [...large].map(([what, { seconds, memory }]) => {
    const less = small.get(what)
    const times = less ? (seconds / less.seconds).toFixed(1) : ''
    return [what, less?.seconds.toFixed(2) ?? '', seconds.toFixed(2), times, less?.memory ?? '', memory]
  })
  const told = ({ cards, reviews }: Size) => `${cards.toLocaleString('en')} cards with ${reviews.toLocaleString('en')}`
  const flat = Math.max(...FLAT.map((what) => (large.get(what)?.seconds ?? 0) / (small.get(what)?.seconds ?? 1)))
  return {
    title: 'A collection as large as any',
    finding: `${told(SIZES[1])} reviews beside ${told(SIZES[0])}, in both ${DUE} due and ${EACH_DAY} answered each day: what only those should cost takes ${flat.toFixed(1)} × the time at most with ten times as much stored.`,
    columns: [
      '',
      ...SIZES.map(({ cards }) => `seconds, ${cards.toLocaleString('en')} cards`),
      '×',
      ...SIZES.map(({ cards }) => `memory of the page, MB, ${cards.toLocaleString('en')} cards`),
    ],
    rows,
  }
}

const START = 'an offline cold start to Today'
const SESSION = 'opening a session'
const ANSWER = 'an answer until it is acknowledged'
const FLAT = [START, SESSION, ANSWER]

async function measureSize(size: Size): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'recite-bench-load-'))
  const file = join(folder, 'load.json')
  writeBackup(file, size)
  const host = await startHost([])
  const phone = newPhone()
  const rows = new Map<string, { seconds: number; memory: string }>()
  const memory = watchMemory(phone.folder)
  const keep = (what: string, times: readonly number[], peak = memory.take()) => {
    rows.set(what, { seconds: median(times), memory: peak })
    console.log(size.cards, what, rows.get(what))
  }
  const row = async (what: string, work: () => Promise<void>) => {
    memory.take()
    keep(what, [await timed(work)])
  }
  let context = await phone.start()
  let page = await open(await context.newPage(), `${host.url}#/open`)
  await row('reading and checking its backup', async () => {
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Restore', exact: true }).waitFor()
  })
  await row('taking it', async () => {
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    await page.getByText(/^Restored\. /).waitFor()
  })
  rmSync(folder, { recursive: true, force: true })
  await page.goto(host.url)
  await whenOfflineReady(page)
  await row('the second copy, afterwards', () => page.waitForTimeout(30_000))
  const [starts, sessions, answers]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < TIMES; i++) {
    await context.close()
    context = await phone.start()
    await context.setOffline(true)
    page = await context.newPage()
    page.setDefaultTimeout(WAIT_MS)
    starts.push(
      await timed(async () => {
        await page.goto(host.url)
        await toSession(page).waitFor()
      }),
    )
  }
  keep(START, starts)
  for (let i = 0; i < TIMES; i++) {
    await page.goto(host.url)
    await toSession(page).waitFor()
    sessions.push(
      await timed(async () => {
        await toSession(page).click()
        await question(page).waitFor()
      }),
    )
    answers.push(await rated(page))
  }
  const peak = memory.take()
  keep(SESSION, sessions, peak)
  keep(ANSWER, answers, peak)
  await page.goto(`${host.url}#/browse`)
  await row('opening Browse, and finding one card of all', async () => {
    await page.getByRole('searchbox').fill(`"sentence ${size.cards / DECKS - 1} of deck4"`)
    await page
      .locator('main')
      .getByText(new RegExp(String(size.cards / DECKS - 1)))
      .first()
      .waitFor()
  })
  await page.goto(`${host.url}#/safety`)
  await row('making a backup, and reading it back', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save a backup' }).first().click()
    await (await download).path()
  })
  memory.end()
  await context.close()
  await host.close()
  phone.remove()
  return rows
}

const toSession = (page: Page) => page.getByRole('link', { name: /^(Start with|Study now)/ }).first()

async function open(page: Page, url: string): Promise<Page> {
  page.setDefaultTimeout(WAIT_MS)
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return page
}

/** How long an answer takes until it is acknowledged, which may be longer than tests wait. */
async function rated(page: Page): Promise<number> {
  // A tap within 300 ms of a new card is taken for the one before it.
  await page.waitForTimeout(350)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  const good = page.getByRole('button', { name: /^Good/ })
  await good.waitFor()
  return timed(async () => {
    await good.click()
    await snack(page)
      .getByText(/Good\. Back/)
      .first()
      .waitFor()
  })
}

function writeBackup(path: string, size: Size): void {
  const file = openSync(path, 'w')
  const lines = makeBackupLines()
  const decks = Array.from({ length: DECKS }, (_, n) => ({
    ...makeDeck(`deck${n}`, size.cards / DECKS),
    builtIn: false,
    retired: [],
  }))
  let waiting = ''
  const write = (text: string) => {
    waiting += text
    if (waiting.length < 1_000_000) return
    writeSync(file, waiting)
    waiting = ''
  }
  for (const line of lines.head({ appVersion: '0', savedAt: toInstant(Date.now()), decks, events: reviews(size) }))
    write(line)
  write(lines.end().text)
  writeSync(file, waiting)
  closeSync(file)
}

/** A learner of one year or of ten: as many answers every day, the cards one after another and then again. */
function reviews(size: Size): ReviewEvent[] {
  const today = Math.floor(Date.now() / DAY_MS)
  const start = today - Math.ceil(size.reviews / EACH_DAY)
  return Array.from({ length: size.reviews }, (_, n): ReviewEvent => {
    const card = n % size.cards
    const day = toStudyDay(start + Math.floor(n / EACH_DAY))
    const at = toInstant(day * DAY_MS + 36_000_000 + (n % EACH_DAY) * 10_000)
    const due = card < DUE ? today : today + 1 + (card % 300)
    return {
      id: formatEventId({ ms: at, counter: 0, deviceId: 'load0001' }),
      kind: 'review',
      cardId: front(`deck${card % DECKS}-n${Math.floor(card / DECKS)}`),
      rating: n % 7 === 0 ? 'again' : 'good',
      at,
      offsetMinutes: 0,
      day,
      elapsedMs: 4000,
      source: 'study',
      due: dueOnDay(toStudyDay(due)),
      step: null,
    }
  })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
