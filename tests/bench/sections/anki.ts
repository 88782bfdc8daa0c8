import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { newPhone, startHost } from '../host.ts'
import { LARGE, largePackage } from '../largePackage.ts'
import { watchMemory } from '../memory.ts'
import type { Table } from '../table.ts'

const WAIT_MS = 600_000
const NOW = Date.UTC(2026, 10, 30)

/** A package of many years: cancelled half-way, then taken, while the page is watched; and taken by the real Anki. */
export async function measureAnki(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'recite-bench-anki-'))
  const file = join(folder, 'large.apkg')
  const bytes = await largePackage(NOW)
  writeFileSync(file, bytes)
  const host = await startHost([])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  await page.goto(`${host.url}#/decks`)
  await page.getByRole('heading', { name: 'Decks', level: 1 }).waitFor()
  await page.waitForTimeout(3000)
  const idle = await watched(page, () => page.waitForTimeout(10_000))
  const before = await state(page)
  await offer(page, host.url, file)
  await page.getByRole('button', { name: /^Add 50,000 notes/ }).click()
  await page.getByText('Saving', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('heading', { name: 'Decks', level: 1 }).or(page.locator('input[type=file]')).first().waitFor()
  const isSame = (await state(page)) === before
  const memory = watchMemory(phone.folder)
  const reading = await watched(page, () => offer(page, host.url, file))
  const readPeak = memory.take()
  const taking = await watched(page, async () => {
    await page.getByRole('button', { name: /^Add 50,000 notes/ }).click()
    await page.getByText(/^Added\. /).waitFor()
  })
  const after = await watched(page, () => page.waitForTimeout(15_000))
  const takePeak = memory.end()
  await context.close()
  await host.close()
  const anki = byAnki(file)
  phone.remove()
  rmSync(folder, { recursive: true, force: true })
  const total = reading.ms + taking.ms
  const row = (what: string, one: Watched, peak: string) => [
    what,
    (one.ms / 1000).toFixed(1),
    anki ? (one.ms / anki.ms).toFixed(1) : '–',
    String(Math.round(one.longestGapMs)),
    String(Math.round(one.longestTaskMs)),
    peak,
  ]
  const longest = Math.max(reading.longestTaskMs, taking.longestTaskMs, after.longestTaskMs)
  const beside = anki ? `${(total / anki.ms).toFixed(1)} × the time of Anki itself` : 'Anki was not installed beside it'
  return {
    title: 'A large package from Anki',
    finding: `${LARGE.notes.toLocaleString('en')} notes and ${LARGE.reviews.toLocaleString('en')} reviews (${Math.round(bytes.length / 1e6)} MB) take ${beside}; the page is never busy for more than ${Math.round(longest)} ms. Cancelled while it was saving, it had changed ${isSame ? 'nothing' : 'SOMETHING'}.`,
    columns: ['', 'seconds', '× Anki', 'longest gap between frames, ms', 'longest task of the page, ms', 'memory, MB'],
    rows: [
      row('the page, idle', idle, ''),
      row('reading and comparing, in the worker', reading, readPeak),
      row('taking it', taking, takePeak),
      row('the page afterwards', after, ''),
      ['Anki’s own import', anki ? (anki.ms / 1000).toFixed(1) : 'skipped', '1.0', '–', '–', anki ? anki.mb : '–'],
    ],
  }
}

async function offer(page: Page, url: string, file: string): Promise<void> {
  await page.goto(`${url}#/decks`)
  await page.getByRole('heading', { name: 'Decks', level: 1 }).waitFor()
  await page.goto(`${url}#/open`)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: /^Add 50,000 notes/ }).waitFor()
}

/** As text: the runner would name the function in it, by a helper that the page has not. */
const WATCH = `
  const watch = { gap: 0, task: 0, last: performance.now(), on: true }
  const frame = () => {
    const now = performance.now()
    watch.gap = Math.max(watch.gap, now - watch.last)
    watch.last = now
    if (watch.on) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  const tasks = (list) => { for (const { duration } of list.getEntries()) watch.task = Math.max(watch.task, duration) }
  new PerformanceObserver(tasks).observe({ type: 'longtask' })
  globalThis.watch = watch`

type Watched = { readonly ms: number; readonly longestGapMs: number; readonly longestTaskMs: number }

/** How long the page kept everything waiting meanwhile. */
async function watched(page: Page, work: () => Promise<void>): Promise<Watched> {
  await page.evaluate(WATCH)
  const start = performance.now()
  await work()
  const ms = performance.now() - start
  const { gap, task } = await page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { gap: number; task: number; on: boolean } }
    watch.on = false
    return watch
  })
  return { ms, longestGapMs: gap, longestTaskMs: task }
}

/** What the database holds, as far as counting tells. */
const state = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('recite')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const db = opening.result
          const stores = ['events', 'decks', 'chunks', 'sched']
          const tx = db.transaction(stores)
          const counts = stores.map((name) => tx.objectStore(name).count())
          tx.oncomplete = () => {
            db.close()
            resolve(counts.map((count) => count.result).join(' '))
          }
        }
      }),
  )

/** Anki's import of the file, in a collection of its own; null where it is not installed. */
function byAnki(file: string): { readonly ms: number; readonly mb: string } | null {
  const environment = process.env.ANKI_VENV ?? join(tmpdir(), 'recite-anki-venv')
  const script = fileURLToPath(new URL('../anki_import.py', import.meta.url))
  const run = spawnSync(join(environment, 'bin/python'), [script, file], { encoding: 'utf8' })
  if (run.status !== 0) {
    console.log('Skipped: Anki’s own import, as its Python package is not there (`npm run test:anki` sets it up).')
    return null
  }
  const { seconds, megabytes } = JSON.parse(run.stdout)
  return { ms: seconds * 1000, mb: String(Math.round(megabytes)) }
}
