import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { ArticleDraft } from '../../src/domain/articleDraft.ts'
import type { Media, MediaHash } from '../../src/domain/media.ts'
import type { Note, NoteId } from '../../src/domain/note.ts'
import { templateOf } from '../../src/domain/noteType.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { decodeBackup } from '../../src/formats/backupReader.ts'
import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, expectAccessible, screenshot, test, whenOfflineReady } from './fixtures.ts'
import { answer, openFile, startStudying, storedEvents } from './steps.ts'

/** A backup of nothing but three pictures. */
function withPictures(): string {
  const media = [1, 2, 3].map((n) => {
    const bytes = Buffer.alloc(20_000, n)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32) as MediaHash
    return { hash, type: 'image/png', bytes: new Uint8Array(bytes).buffer }
  })
  return encodeBackup({ appVersion: '0', savedAt: toInstant(0), decks: [], events: [], media })
}

/** Notes of two types, more than one record holds. */
function withTemplates(): Promise<Uint8Array> {
  const types = ['red', 'blue'].map((color, i) => ({
    ...BASIC,
    id: BASIC.id + i,
    css: `.card { color: ${color} }`,
    templates: [['{{Front}}', '{{FrontSide}}<hr id=answer>{{Back}} <i>so</i>']] as const,
  }))
  const notes = Array.from({ length: 300 }, (_, n) => ({
    guid: `g${n}`,
    type: types[n % 2] ?? BASIC,
    fields: [`<b>front</b> ${n}`, `back ${n}`],
  }))
  return makePackage({ notes, deck: 'From Anki' })
}

/** A backup of this note, retired in a deck of two, and of that deck's article with a question that nobody judged yet. */
function withRetired(note: Note): string {
  const deck = makeDeck('mine', 2, { title: 'My folder::Mine' })
  const [source] = deck.sources
  if (!source) throw new Error('no source')
  const proposals = deck.notes.map((each) => ({ note: each, verdict: 'open', reason: null, origin: 'found' }) as const)
  const drafts: ArticleDraft[] = [{ id: source.id, savedAt: toInstant(5), source, deckId: null, proposals, current: 1 }]
  const retired = [{ ...note, id: 'retired' as NoteId }]
  const decks = [{ ...deck, builtIn: false, own: deck.notes.slice(1).map(({ id }) => id), retired }]
  return encodeBackup({ appVersion: '0', savedAt: toInstant(0), decks, events: [], drafts })
}

const plainMedium = ({ hash, type, bytes }: Media) => [hash, type, Buffer.from(bytes).toString('base64')]

test.describe('a page of its own saves the data', () => {
  async function rescue(page: Page): Promise<string> {
    await page.goto('./rescue.html')
    await expect(page.getByText(/^Found \d+ decks and \d+ answers/)).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save a backup' }).click()
    return readFileSync(await (await download).path(), 'utf8')
  }

  async function ownBackup(page: Page): Promise<string> {
    await page.goto('./#/settings')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save a backup' }).click()
    return readFileSync(await (await download).path(), 'utf8')
  }

  async function restoreBackup(page: Page, text: string): Promise<void> {
    await openFile(page, 'backup.json', text)
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(page.getByText(/^Restored/)).toBeVisible()
  }

  test('as a backup that the app reads as whole, the same as its own', async ({ page }) => {
    await page.goto('./')
    await restoreBackup(page, withPictures())
    await page.goto('./')
    await startStudying(page)
    await answer(page, 'Good')
    await answer(page, 'Again')
    const events = await storedEvents(page)
    const own = decodeBackup(await ownBackup(page))
    const rescued = decodeBackup(await rescue(page))
    if (!own.ok || !rescued.ok) throw new Error('not a backup')
    expect(rescued.value.damage).toBeNull()
    expect(rescued.value.backup.decks).toEqual(own.value.backup.decks)
    expect(rescued.value.backup.events).toEqual(own.value.backup.events)
    expect(rescued.value.backup.media).toHaveLength(3)
    expect(rescued.value.backup.media?.map(plainMedium)).toEqual(own.value.backup.media?.map(plainMedium))
    await screenshot(page, 'rescue.phone.light')
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
    await page.goto('./')
    expect(await storedEvents(page)).toEqual(events)
  })

  test('with notes that have templates, what is retired, and the articles whose cards are not saved yet', async ({
    page,
    baseURL,
  }) => {
    await page.goto('./#/open')
    const buffer = Buffer.from(await withTemplates())
    await page.locator('input[type=file]').setInputFiles({ name: 'a.apkg', mimeType: 'application/zip', buffer })
    await page.getByRole('button', { name: 'Add 300 notes' }).click()
    await expect(page.getByText('Added. 300 notes new')).toBeVisible()
    const taken = decodeBackup(await ownBackup(page))
    const [template] = (taken.ok ? taken.value.backup.decks : []).flatMap(({ notes }) => notes.filter(templateOf))
    if (!template) throw new Error('its templates were not kept')
    await restoreBackup(page, withRetired(template))
    const own = decodeBackup(await ownBackup(page))
    const rescued = decodeBackup(await rescue(page))
    if (!own.ok || !rescued.ok) throw new Error('not a backup')
    expect(rescued.value.damage).toBeNull()
    expect(rescued.value.backup.decks).toEqual(own.value.backup.decks)
    expect(rescued.value.backup.drafts).toEqual(own.value.backup.drafts)
    expect(rescued.value.backup.drafts).toHaveLength(1)
    // The second copy follows.
    await page.waitForTimeout(1000)
    const session = await page.context().newCDPSession(page)
    await page.goto('about:blank')
    const origin = new URL(baseURL ?? '').origin
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
    const copied = decodeBackup(await rescue(page))
    if (!copied.ok) throw new Error('not a backup')
    expect(copied.value.damage).toBeNull()
    expect(copied.value.backup.decks).toEqual(own.value.backup.decks.filter(({ builtIn }) => !builtIn))
  })

  test('also when one record of it cannot be read, without that one', async ({ page }) => {
    await page.goto('./')
    await startStudying(page)
    await answer(page, 'Good')
    await answer(page, 'Good')
    const events = (await storedEvents(page)) as readonly { readonly id: string }[]
    const [bad] = events
    await page.addInitScript((id) => {
      for (const name of ['get', 'getAll'] as const) {
        const original = IDBObjectStore.prototype[name]
        IDBObjectStore.prototype[name] = function (this: IDBObjectStore, query?: unknown) {
          const isAsked = query === undefined || query === id
          if (this.name === 'events' && isAsked) throw new DOMException('this record cannot be read', 'DataError')
          return Reflect.apply(original, this, [query])
        } as never
      }
      // The second copy of the log would have it.
      navigator.storage.getDirectory = () => Promise.reject(new Error('not here'))
    }, bad?.id)
    const rescued = decodeBackup(await rescue(page))
    if (!rescued.ok) throw new Error('not a backup')
    expect(rescued.value.damage).toBeNull()
    expect(rescued.value.backup.events.map(({ id }) => id)).toEqual(
      events.map(({ id }) => id).filter((id) => id !== bad?.id),
    )
    expect(rescued.value.backup.decks.length).toBeGreaterThan(0)
  })

  test('also when the database is gone and only the second copy is left', async ({ page, baseURL }) => {
    await page.goto('./')
    await startStudying(page)
    await answer(page, 'Good')
    // The second copy follows the acknowledgement by a few milliseconds.
    await page.waitForTimeout(1000)
    const session = await page.context().newCDPSession(page)
    await page.goto('about:blank')
    const origin = new URL(baseURL ?? '').origin
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
    const rescued = decodeBackup(await rescue(page))
    expect(rescued.ok && rescued.value.backup.events).toHaveLength(1)
    await openFile(page, 'rescued.json', '{}')
  })

  test('and says so where there is nothing', async ({ page }) => {
    await page.goto('./rescue.html')
    await expect(page.getByText('There is nothing of Recite on this device.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save a backup' })).toBeDisabled()
    const names = await page.evaluate(async () => (await indexedDB.databases()).map((db) => db.name))
    expect(names).toEqual([])
  })
})

for (const how of ['cannot be loaded', 'throws', 'is gone with what watches over it'] as const)
  test(`when the app's own code ${how}, the way to save the data is there`, async ({ page, expectedMessages }) => {
    expectedMessages.push(/Failed to load resource/, /page error: broken on purpose/)
    if (how.startsWith('is gone')) await page.route(/\/early\.js$/, (route) => route.abort())
    await page.route(/\/assets\/.*\.js$/, (route) =>
      how === 'throws'
        ? route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken on purpose")' })
        : route.abort(),
    )
    await page.goto('./')
    await page.getByRole('link', { name: 'Save your data' }).click()
    await expect(page.getByRole('heading', { name: 'Save your data' })).toBeVisible()
  })

test('what is damaged of the app’s own files is fetched anew, and the answers are still there', async ({
  page,
  expectedMessages,
}) => {
  expectedMessages.push(/page error: broken on purpose/)
  await page.goto('./')
  await whenOfflineReady(page)
  await startStudying(page)
  await answer(page, 'Good')
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      const body = 'throw new Error("broken on purpose")'
      for (const request of await cache.keys())
        if (request.url.includes('.js'))
          await cache.put(request, new Response(body, { headers: { 'content-type': 'text/javascript' } }))
    }
  })
  await page.goto('./?spoilt')
  await page
    .getByRole('link', { name: /^Save (your data|a backup)/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Fetch Recite anew' }).click()
  await expect(page.getByRole('link', { name: /^Study now/ })).toBeVisible()
  expect(await storedEvents(page)).toHaveLength(1)
})

test('a collection that cannot be opened can still be saved', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (name: string, version?: number) {
      if (!location.pathname.endsWith('rescue.html') && name === 'recite')
        throw new DOMException('broken on purpose', 'DataError')
      return version === undefined ? open.call(this, name) : open.call(this, name, version)
    }
  })
  await page.goto('./?again')
  await page.getByRole('link', { name: 'Save a backup' }).click()
  await expect(page.getByText(/and 1 answers and changes/)).toBeVisible()
})
