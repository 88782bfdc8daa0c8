import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { EventId } from '../../src/domain/event.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, openFile, overflowX, saveDeckFile, startStudying, storedEvents } from './steps.ts'

test('a deck goes out as a file and comes in again, previewed, on another device', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  const download = saveDeckFile(page)
  const path = await (await download).path()
  const file = JSON.parse(readFileSync(path, 'utf8'))
  expect(file.format).toBe('recite-deck')
  expect(JSON.stringify(file)).not.toContain('"events"')
  const changed = { ...file, id: 'd_from-a-friend', title: `${title}, my version` }

  const friend = await (await browser.newContext()).newPage()
  await friend.goto(`${baseURL}#/open`)
  const choose = (deck: object) =>
    friend.locator('input[type=file]').setInputFiles({
      name: 'friend.deck.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(deck)),
    })
  await choose(changed)
  await expect(friend.getByText(`${file.notes.length} new`)).toBeVisible()
  await friend.getByRole('button', { name: /^Add \d+ cards/ }).click()
  await expect(friend.getByText(/^Deck added/)).toBeVisible()
  await friend.goto(`${baseURL}#/decks`)
  await expect(friend.getByText(`${title}, my version`)).toBeVisible()
  await friend.goto(`${baseURL}#/open`)
  await choose(changed)
  await expect(friend.getByText('You already have this deck as it is')).toBeVisible()
  await friend.context().close()
})

test('a file that is no deck is refused with a sentence, and changes nothing', async ({ page }) => {
  await page.goto('./#/open')
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await choose('holiday.json', '{"format":"recite-deck","formatVersion":1,"notes":[')
  await expect(page.getByText(/holiday\.json isn’t a Recite file, or only part of it arrived/)).toBeVisible()
  await choose('other.json', '{"hello":1}')
  await expect(page.getByText(/neither a deck nor a backup/)).toBeVisible()
  await choose('newer.json', '{"format":"recite-deck","formatVersion":99}')
  await expect(page.getByText(/made by a newer Recite/)).toBeVisible()
  await choose('bad.json', '{"format":"recite-deck","formatVersion":1,"id":5}')
  await expect(page.getByText(/Nothing on this device was changed/)).toBeVisible()
  await choose('cats.mochi', 'PK\u0003\u0004 and no more')
  await expect(page.getByText('cats.mochi was taken for an export from Mochi, but it is damaged')).toBeVisible()
  await expect(page.getByText(/Nothing on this device was changed/)).toBeVisible()
  expect(await storedEvents(page)).toEqual([])
})

test('a backup holds everything and comes back on an empty device', async ({ page, browser, baseURL }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await answer(page, 'Again')
  const before = await storedEvents(page)
  await page.goto('./#/settings')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  await expect(page.getByText(/^Saved recite-backup-/)).toBeVisible()

  const other = await (await browser.newContext()).newPage()
  await other.goto(`${baseURL}#/open`)
  const choose = (contents: string) =>
    other.locator('input[type=file]').setInputFiles({
      name: 'backup.json',
      mimeType: 'application/json',
      buffer: Buffer.from(contents),
    })
  await choose(text.replace('"again"', '"easy"'))
  await expect(other.getByText('Part of this file is damaged')).toBeVisible()
  await expect(other.getByText('Missing: 1 review or change.', { exact: false })).toBeVisible()
  await expect(other.getByRole('button', { name: 'Replace everything here' })).toHaveCount(0)
  await expectAccessible(other)
  await other.reload()
  await choose(text)
  await expect(other.getByRole('heading', { name: 'Restore this backup?' })).toBeVisible()
  await other.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(other.getByText('Restored. 2 reviews added')).toBeVisible()
  expect(await storedEvents(other)).toEqual(before)
  await other.context().close()
})

test('a merge that another tab overtook by replacing everything says so, and leads to the copy from before', async ({
  page,
}) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  const before = await storedEvents(page)
  const backupOf = (ends: string) =>
    encodeBackup({
      appVersion: '1',
      savedAt: toInstant(Date.now()),
      decks: [],
      events: before.map((event) => ({ ...event, id: `${event.id.slice(0, 21 - ends.length)}${ends}` as EventId })),
    })
  await openFile(page, 'backup.json', backupOf('9000zzzzzzz9'))
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Restored. 1 review added')).toBeVisible()

  const other = await page.context().newPage()
  await other.goto('./#/open')
  await openFile(other, 'backup.json', backupOf(''))
  await other.getByRole('button', { name: 'Replace everything here' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Replace' }).click()
  await expect(other.getByText('Replaced by the backup')).toBeVisible()
  await other.close()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('another tab took a backup or replaced what is here', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden()
  await expectAccessible(page)
  expect(await storedEvents(page)).toEqual(before)
  await page.getByRole('link', { name: 'Show the copies' }).click()
  await page
    .getByRole('link', { name: /before a restore/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Restore this backup?' })).toBeVisible()
})

test('what a backup would change here is said first, a copy is kept, and one undo takes it back', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await answer(page, 'Easy')
  const before = await storedEvents(page)
  const events = ['reset', 'retire', 'setting'].flatMap((kind, k) =>
    before.map((event, i) => {
      const cardId = 'cardId' in event ? String(event.cardId) : ''
      const about = {
        reset: { cardId },
        retire: { noteId: cardId.slice(0, cardId.lastIndexOf('/')), deckId: 'd', on: true },
        setting: { change: { newPerDay: 0, reviewsPerDay: 0 } },
      }[kind]
      return { ...event, id: `${event.id.slice(0, 9)}${9000 + 10 * k + i}zzzzzzz9` as EventId, kind, ...about }
    }),
  )
  const backup = encodeBackup({ appVersion: '1', savedAt: toInstant(Date.now()), decks: [], events })
  const choose = async () => {
    // The page before stays on show until the next one is there.
    await page.goto('./#/decks')
    await expect(page.getByRole('heading', { level: 1, name: 'Decks' })).toBeVisible()
    await page.goto('./#/open')
    await expect(page.getByRole('heading', { level: 1, name: 'Decks' })).toHaveCount(0)
    await page.locator('input[type=file]').setInputFiles({
      name: 'backup.json',
      mimeType: 'application/json',
      buffer: Buffer.from(backup),
    })
  }
  await choose()
  await expect(page.getByText('2 studied cards start over as new')).toBeVisible()
  await expect(page.getByText('2 cards are put away')).toBeVisible()
  await expect(page.getByText('2 settings change')).toBeVisible()
  await expect(page.getByText('a copy of what is here is kept too', { exact: false })).toBeVisible()
  await lookAt(page, 'restore-changes')
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Restored. What it holds is here now')).toBeVisible()
  await lookAt(page, 'restore-undo')
  expect(await storedEvents(page)).toHaveLength(8)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => storedEvents(page)).toEqual(before)

  await choose()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Restored. What it holds is here now')).toBeVisible()
  await page.reload()
  await page.goto('./#/safety')
  await page
    .getByRole('link', { name: /before a restore/ })
    .first()
    .click()
  await expect(page.getByText('Everything in it is here already.')).toBeVisible()
  await page.getByRole('button', { name: 'Replace everything here' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByText('Replaced by the backup')).toBeVisible()
  expect(await storedEvents(page)).toEqual(before)
})

test('the hosts of decks in a backup, and what waits for a deck, are said before they are taken', async ({ page }) => {
  test.setTimeout(90_000)
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  const [first] = await storedEvents(page)
  if (!first) throw new Error('nothing was answered')
  const famous = makeDeck('famous', 6)
  const words = { kind: 'qa', question: 'Other words?', answer: 'Yes' }
  const hosts = Array.from({ length: 6 }, (_, i) => `${'a-host-of-a-very-long-name.'.repeat(i + 1)}example`)
  const said = [
    { kind: 'flag', cardId: 'famous-n3/front', flag: 2 },
    { kind: 'suspend', cardId: 'famous-n1/front', on: true },
    { kind: 'note', deckId: 'famous', noteId: 'famous-n4', note: { ...famous.notes[4], content: words } },
    ...['famous', ...hosts.slice(1).map((_, i) => `deck${i}`)].map((deckId, i) => {
      return { kind: 'subscribe', deckId, address: `https://${hosts[i]}/d.json`, looks: false }
    }),
  ]
  const events = said.map((about, i) => {
    return { ...first, id: `${first.id.slice(0, 9)}${9000 + i}zzzzzzz9` as EventId, ...about }
  }) as unknown as Parameters<typeof encodeBackup>[0]['events']
  const decks = hosts.slice(1).map((_, i) => ({ ...makeDeck(`deck${i}`, 1), builtIn: false, retired: [] }))
  await openFile(page, 'b.json', encodeBackup({ appVersion: '1', savedAt: toInstant(Date.now()), decks, events }))
  await expect(page.getByText('Newer versions of its decks are at:')).toBeVisible()
  await expect(page.getByText(hosts[1] ?? '', { exact: true })).toBeVisible()
  await lookAt(page, 'restore-hosts')
  await fitsWhenLarge(page)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored/)).toBeVisible()

  await openFile(page, 'famous.deck.json', encodeDeck(famous))
  const told = page.getByRole('status').filter({ hasText: 'Some things here already belong to it' })
  await expect(told).toContainText(`1 card put away, 1 flag and ${hosts[0]} as the address of newer versions.`)
  // Before the choice between words that may have come from elsewhere.
  const choice = await page.getByRole('radio').first().boundingBox()
  expect((await told.boundingBox())?.y ?? Infinity).toBeLessThan(choice?.y ?? 0)
  await lookAt(page, 'open-waiting')
  await fitsWhenLarge(page)
})

/** Text twice as big on a small phone makes the page no wider, and nothing stands out of its paper. */
async function fitsWhenLarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
  expect(
    await page.locator('.incoming').evaluate((paper) => paper.scrollWidth - paper.clientWidth),
  ).toBeLessThanOrEqual(0)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize({ width: 390, height: 844 })
}
