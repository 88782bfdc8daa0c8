import { createHash, randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { isMediaHash } from '../../../src/domain/media.ts'
import { toInstant } from '../../../src/domain/time.ts'
import { makeBackupLines } from '../../../src/formats/backup.ts'
import { makeDeck } from '../../storage/world.ts'
import { newPhone, startHost } from '../host.ts'
import { watchMemory } from '../memory.ts'
import type { Table } from '../table.ts'

const WAIT_MS = 900_000
const MEDIUM_BYTES = 1_000_000
/** Of the file; `BACKUP_MB=950` asks for about the largest that is read. */
const FILE_MB = Number(process.env.BACKUP_MB ?? 200)

/** A backup that is nearly all pictures, read, taken and saved again while the page's memory is watched. */
export async function measureBackup(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'recite-bench-backup-'))
  const file = join(folder, 'large.json')
  writeBackup(file)
  const host = await startHost([])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  await page.goto(`${host.url}#/open`)
  await page.locator('input[type=file]').waitFor({ state: 'attached' })
  await page.waitForTimeout(3000)
  const memory = watchMemory(phone.folder)
  await page.waitForTimeout(2000)
  const idle = memory.take()
  const reading = await timed(async () => {
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Restore', exact: true }).waitFor()
  })
  const readPeak = memory.take()
  const taking = await timed(async () => {
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    await page.getByText(/^Restored\. /).waitFor()
  })
  const takePeak = memory.take()
  const kept = await mediaCount(page)
  await page.goto(`${host.url}#/safety`)
  const save = page.getByRole('button', { name: 'Save a backup' }).first()
  await save.waitFor()
  memory.take()
  const saving = await timed(async () => {
    const download = page.waitForEvent('download')
    await save.click()
    await (await download).path()
  })
  const savePeak = memory.end()
  await context.close()
  await host.close()
  phone.remove()
  const megabytes = Math.round(statSync(file).size / 1e6)
  rmSync(folder, { recursive: true, force: true })
  const row = (what: string, seconds: number | null, peak: string) => [
    what,
    seconds === null ? '' : seconds.toFixed(1),
    peak,
    String(Math.round(Number(peak) - Number(idle))),
  ]
  return {
    title: 'A large backup',
    finding: `${megabytes} MB with ${kept} pictures are read, taken and saved again piece by piece: the page grows by ${Math.round(Math.max(...[readPeak, takePeak, savePeak].map(Number)) - Number(idle))} MB at most.`,
    columns: ['', 'seconds', 'memory of the page, MB', 'more than idle, MB'],
    rows: [
      row('the page, idle', null, idle),
      row('reading and checking', reading, readPeak),
      row('taking it', taking, takePeak),
      row('making one of the same, and reading it back', saving, savePeak),
    ],
  }
}

function writeBackup(path: string): void {
  const file = openSync(path, 'w')
  const lines = makeBackupLines()
  const decks = [{ ...makeDeck('large', 200), builtIn: false, retired: [] }]
  for (const line of lines.head({ appVersion: '0', savedAt: toInstant(Date.UTC(2026, 10, 30)), decks, events: [] }))
    writeSync(file, line)
  for (let written = 0; written < FILE_MB * 1e6; ) {
    const bytes = new Uint8Array(randomBytes(MEDIUM_BYTES))
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
    if (!isMediaHash(hash)) throw new Error('not a hash')
    const line = lines.medium({ hash, type: 'image/png', bytes: bytes.buffer })
    writeSync(file, line)
    written += line.length
  }
  writeSync(file, lines.end().text)
  closeSync(file)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const mediaCount = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('recite')
        opening.onsuccess = () => {
          const db = opening.result
          const count = db.transaction('media').objectStore('media').count()
          count.onsuccess = () => {
            db.close()
            resolve(count.result)
          }
        }
      }),
  )
