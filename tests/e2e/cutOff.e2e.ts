import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { MediaHash } from '../../src/domain/media.ts'
import { mediaLink } from '../../src/domain/media.ts'
import type { Note } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { openFile } from './steps.ts'

/** A backup of one card with a picture. */
function backup(): { readonly text: string; readonly hash: string } {
  const bytes = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32) as MediaHash
  const deck = makeDeck('backed', 1)
  const content = { kind: 'qa', question: mediaLink(hash, 'a dot'), answer: 'a dot' } as const
  const notes = deck.notes.map((note): Note => ({ ...note, content, evidence: [] }))
  const media = [{ hash, type: 'image/png', bytes: new Uint8Array(bytes).buffer }]
  const decks = [{ ...deck, notes, builtIn: false, retired: [] }]
  return { hash, text: encodeBackup({ appVersion: '0', savedAt: toInstant(0), decks, events: [], media }) }
}

test('a tab that ends in the middle of an import has left nothing, and the next one says so', async ({ page }) => {
  const { text, hash } = backup()
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const other = await page.context().newPage()
  await other.goto('./rescue.html')
  await openFile(page, 'backup.json', text)
  await expect(page.getByRole('button', { name: 'Restore', exact: true })).toBeVisible()
  await other.evaluate(holdDecks)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect.poll(() => isBlocked(other), 'its last write, which is for all stores, waits').toBe(true)
  await page.close()

  expect(await mediaIn(other), 'its picture was stored').toEqual([hash])
  const next = await other.context().newPage()
  await other.close()
  await next.goto('./')
  const told = next.getByRole('status').filter({ hasText: 'An import did not go through' })
  await expect(told).toContainText('before the backup was in')
  await expect.poll(() => mediaIn(next), 'what it had brought is gone').toEqual([])
  await lookAt(next, 'an import that was cut off')
  await next.reload()
  await expect(told, 'until it is waved away').toBeVisible()
  await told.getByRole('button', { name: 'Dismiss' }).click()
  await expect(told).toHaveCount(0)
  await expect.poll(() => hasRecord(next)).toBe(false)

  await openFile(next, 'backup.json', text)
  await next.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(next.getByText(/^Restored/)).toBeVisible()
  expect(await mediaIn(next)).toEqual([hash])
})

/** Keeps decks from being written, as a slow disk would, for as long as the page lives. */
async function holdDecks(): Promise<void> {
  const db = await new Promise<IDBDatabase>((done) => {
    const open = indexedDB.open('recite')
    open.onsuccess = () => done(open.result)
  })
  const store = db.transaction('sources').objectStore('sources')
  const again = () => {
    store.count().onsuccess = again
  }
  again()
}

const isBlocked = (page: Page): Promise<boolean> =>
  Promise.race([mediaIn(page).then(() => false), page.waitForTimeout(500).then(() => true)])

const mediaIn = (page: Page): Promise<string[]> => keysOf(page, 'media')
const hasRecord = async (page: Page): Promise<boolean> => (await keysOf(page, 'meta')).includes('import')

function keysOf(page: Page, name: string): Promise<string[]> {
  return page.evaluate(async (store) => {
    const db = await new Promise<IDBDatabase>((done) => {
      const open = indexedDB.open('recite')
      open.onsuccess = () => done(open.result)
    })
    const keys = await new Promise<string[]>((done) => {
      const request = db.transaction(store).objectStore(store).getAllKeys()
      request.onsuccess = () => done(request.result as string[])
    })
    db.close()
    return keys
  }, name)
}
