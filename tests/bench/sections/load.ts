import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { formatEventId } from '../../../src/domain/clock.ts'
import type { ReviewEvent } from '../../../src/domain/event.ts'
import { dueOnDay, toInstant, toStudyDay } from '../../../src/domain/time.ts'
import { makeBackupLines } from '../../../src/formats/backup.ts'
import { whenOfflineReady } from '../../e2e/fixtures.ts'
import { answer, question } from '../../e2e/steps.ts'
import { front, makeDeck } from '../../storage/world.ts'
import { newPhone, startHost } from '../host.ts'
import { watchMemory } from '../memory.ts'
import { median, type Table } from '../table.ts'

const CARDS = 100_000
const DECKS = 5
/** `LOAD_LOGS=100000` takes a tenth. */
const LOGS = Number(process.env.LOAD_LOGS ?? 1_000_000)
const YEARS_DAYS = 3650
const WAIT_MS = 1_800_000
const DAY_MS = 86_400_000
const STARTS = 3

/** A collection as large as any, through the app as a learner uses it: its backup is read, taken, studied and saved again. */
export async function measureLoad(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'recite-bench-load-'))
  const file = join(folder, 'load.json')
  writeBackup(file)
  const megabytes = Math.round(statSync(file).size / 1e6)
  const host = await startHost([])
  const phone = newPhone()
  const rows: string[][] = []
  const memory = watchMemory(phone.folder)
  const row = async (what: string, work: () => Promise<void>) => {
    memory.take()
    const seconds = await timed(work)
    rows.push([what, seconds.toFixed(1), memory.take()])
    console.log(rows.at(-1)?.join(' | '))
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
  // The second copy is written after it.
  await page.waitForTimeout(30_000)
  const starts: number[] = []
  for (let i = 0; i < STARTS; i++) {
    await context.close()
    context = await phone.start()
    await context.setOffline(true)
    page = await context.newPage()
    page.setDefaultTimeout(WAIT_MS)
    starts.push(await timed(async () => void (await open(page, host.url))))
  }
  rows.push(['an offline cold start to Today', median(starts).toFixed(1), memory.take()])
  await row('opening a session', async () => {
    await page
      .getByRole('link', { name: /^(Start with|Study now)/ })
      .first()
      .click()
    await question(page).waitFor()
  })
  await row('an answer until it is acknowledged', () => answer(page, 'Good'))
  await page.goto(`${host.url}#/browse`)
  await row('opening Browse, and finding one card of all', async () => {
    await page.getByRole('searchbox').fill('"sentence 19999 of deck4"')
    await page.locator('main').getByText(/19999/).first().waitFor()
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
  return {
    title: 'A collection as large as any',
    finding: `${CARDS.toLocaleString('en')} cards with ${LOGS.toLocaleString('en')} reviews, a backup of ${megabytes} MB.`,
    columns: ['', 'seconds', 'memory of the page, MB'],
    rows,
  }
}

async function open(page: Page, url: string): Promise<Page> {
  page.setDefaultTimeout(WAIT_MS)
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return page
}

function writeBackup(path: string): void {
  const file = openSync(path, 'w')
  const lines = makeBackupLines()
  const decks = Array.from({ length: DECKS }, (_, n) => ({
    ...makeDeck(`deck${n}`, CARDS / DECKS),
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
  for (const line of lines.head({ appVersion: '0', savedAt: toInstant(Date.now()), decks, events: reviews() }))
    write(line)
  write(lines.end().text)
  writeSync(file, waiting)
  closeSync(file)
}

/** A learner of ten years: as many answers every day, the cards one after another and then again. */
function reviews(): ReviewEvent[] {
  const eachDay = Math.ceil(LOGS / YEARS_DAYS)
  const start = Math.floor(Date.now() / DAY_MS) - Math.ceil(LOGS / eachDay)
  return Array.from({ length: LOGS }, (_, n): ReviewEvent => {
    const card = n % CARDS
    const day = toStudyDay(start + Math.floor(n / eachDay))
    const at = toInstant(day * DAY_MS + 36_000_000 + (n % eachDay) * 10_000)
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
      due: dueOnDay(toStudyDay(day + 30)),
      step: null,
    }
  })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
