import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { hashText } from '../../src/domain/hash.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, openFile, overflowX, startStudying, storedEvents } from './steps.ts'

const openSafety = async (page: Page) => {
  await page.goto('./#/safety')
  await expect(page.getByRole('heading', { name: 'Safety', level: 1 })).toBeVisible()
}

async function saveBackup(page: Page): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  return readFileSync(await (await download).path(), 'latin1')
}

/** The browser's folder picker gives a folder of the origin-private file system, as a headless browser has no other. */
async function stubPicker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('My notes', { create: true })
    Object.assign(window, { showDirectoryPicker })
  })
}

const filesIn = (page: Page, folder: string) =>
  page.evaluate(async (name) => {
    const names: string[] = []
    const root = await navigator.storage.getDirectory()
    for await (const key of (await root.getDirectoryHandle(name, { create: true })).keys()) names.push(key)
    return names.sort()
  }, folder)

test('the safety page says what would be lost, and nothing once it is backed up', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await answer(page, 'Again')
  await page.goto('./#/')
  await page.getByRole('link', { name: /^Safety/ }).click()
  await expect(page.getByText('2 reviews of 2 cards would be lost.')).toBeVisible()
  await expect(page.getByText('There is no backup yet.')).toBeVisible()
  await saveBackup(page)
  await expect(page.getByText('Nothing would be lost.')).toBeVisible()
  await expect(page.getByText(/^Last backup: .*It was read back/)).toBeVisible()
  await page.reload()
  await expect(page.getByText('Nothing would be lost.')).toBeVisible()
  await page.getByRole('button', { name: 'Check all' }).click()
  await expect(page.getByText('Everything agrees.')).toBeVisible()
})

test('a backup with a passphrase opens with that one alone, on another device', async ({ page, browser, baseURL }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Easy')
  await openSafety(page)
  await page.getByRole('switch', { name: 'Lock it with a passphrase' }).click()
  await page.getByLabel('Passphrase', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  await expect(page.getByText('At least 8 characters.')).toBeVisible()
  await page.getByLabel('Passphrase', { exact: true }).fill('correct horse')
  await page.getByLabel('The same again').fill('correct horse')
  await expectAccessible(page)
  const bytes = await saveBackup(page)
  expect(bytes).toContain('recite-sealed')
  expect(bytes).not.toContain('"review"')

  const other = await (await browser.newContext()).newPage()
  await other.goto(`${baseURL}#/open`)
  await other.locator('input[type=file]').setInputFiles({
    name: 'mine.recite',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes, 'latin1'),
  })
  await expect(other.getByRole('heading', { name: 'This backup has a passphrase' })).toBeVisible()
  await other.getByLabel('Passphrase').fill('wrong horse')
  await other.getByRole('button', { name: 'Open' }).click()
  await expect(other.getByText('It doesn’t open with that.', { exact: false })).toBeVisible()
  await expectAccessible(other)
  await other.getByLabel('Passphrase').fill('correct horse')
  await other.keyboard.press('Enter')
  await expect(other.getByRole('heading', { name: 'Restore this backup?' })).toBeVisible()
  await other.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(other.getByText('Restored. 1 review added')).toBeVisible()
  expect(await storedEvents(other)).toEqual(await storedEvents(page))
  await other.context().close()
})

test('export, wipe, restore: all is as it was, and the next backup says the same', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  for (const rating of ['Good', 'Again', 'Easy'] as const) await answer(page, rating)
  await openSafety(page)
  const before = await saveBackup(page)
  const events = await storedEvents(page)
  const origin = new URL(page.url()).origin
  const session = await page.context().newCDPSession(page)
  await page.goto('about:blank')
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await page.goto(`${origin}/`)
  await expect(page.getByRole('link', { name: /^Start with/ })).toBeVisible()
  expect(await storedEvents(page)).toEqual([])
  await openFile(page, 'backup.json', Buffer.from(before, 'latin1').toString('utf8'))
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Restored. 3 reviews added')).toBeVisible()
  expect(await storedEvents(page)).toEqual(events)
  await openSafety(page)
  const records = (text: string) => text.split('\n').slice(2, -3)
  expect(records(await saveBackup(page))).toEqual(records(before))
})

test('a backup in the place of everything is asked for plainly, kept behind, and can be taken back', async ({
  page,
}) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await openSafety(page)
  const old = Buffer.from(await saveBackup(page), 'latin1').toString('utf8')
  await page.goto('./#/study')
  await answer(page, 'Easy')
  await openFile(page, 'backup.json', old)
  await page.getByRole('button', { name: 'Replace everything here' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 review here, and not in the backup, would go.')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await lookAt(page, 'replace')
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByText('Replaced by the backup')).toBeVisible()
  expect((await storedEvents(page)).map((event) => event.rating)).toEqual(['good'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await storedEvents(page)).length).toBe(2)

  await openSafety(page)
  await page.getByRole('link', { name: /before a restore/ }).click()
  await expect(page.getByRole('heading', { name: 'Restore this backup?' })).toBeVisible()
})

test('copies make themselves, in the browser and in a chosen folder, each with a way back', async ({ page }) => {
  await stubPicker(page)
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.goto('./#/')
  await expect.poll(() => filesIn(page, 'recite-copies')).toEqual([expect.stringMatching(/^recite-copy-.*\.json$/)])
  await openSafety(page)
  await expect(page.getByText('One a day inside this browser.', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(page.getByText('Copy made and read back.')).toBeVisible()
  await expect(page.getByText('One a day in your folder “My notes”', { exact: false })).toBeVisible()
  expect(await filesIn(page, 'My notes')).toHaveLength(1)
  await expect(page.getByText('Nothing would be lost.')).toBeVisible()
  await page
    .getByRole('link', { name: /^Restore:/ })
    .first()
    .click()
  await expect(page.getByText('1 review, saved', { exact: false })).toBeVisible()
})

test('a folder that the browser asks about again is said, and goes on once it is allowed', async ({ page }) => {
  await stubPicker(page)
  await page.addInitScript(() => {
    const state = { allowed: false }
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => (state.allowed || !location.search ? 'granted' : 'prompt'),
      requestPermission: async () => {
        state.allowed = true
        return 'granted'
      },
    })
  })
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await openSafety(page)
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(page.getByText('Copy made and read back.')).toBeVisible()
  await page.goto('./?later#/safety')
  await expect(page.getByText('The browser wants to be asked again', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText('Copy made and read back.')).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('One a day inside this browser.', { exact: false })).toBeVisible()
  expect(await filesIn(page, 'My notes')).toHaveLength(1)
})

for (const [answered, words] of [
  [true, 'This browser keeps your cards'],
  [false, 'Your cards could be deleted'],
] as const)
  test(`the browser is asked once, after the first session, to keep the data: it says ${answered}`, async ({
    page,
  }) => {
    await page.addInitScript((promised) => {
      StorageManager.prototype.persisted = async () => false
      StorageManager.prototype.persist = async () => {
        sessionStorage.setItem('asked', String(Number(sessionStorage.getItem('asked') ?? 0) + 1))
        return promised
      }
    }, answered)
    const asked = () => page.evaluate(() => sessionStorage.getItem('asked'))
    await page.goto('./')
    await startStudying(page)
    expect(await asked()).toBeNull()
    await answer(page, 'Good')
    await page.goto('./#/')
    await expect(page.getByText(words)).toBeVisible()
    await expect.poll(asked).toBe('1')
    await page.reload()
    await expect(page.getByRole('link', { name: /^Safety/ })).toBeVisible()
    await expect(page.getByText('Your cards could be deleted')).toBeVisible()
    expect(await asked()).toBe('1')
  })

test('fifty reviews without a backup are a quiet word, which can be waved away', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.evaluate(async () => {
    const open = indexedDB.open('recite')
    await new Promise((done) => {
      open.onsuccess = done
    })
    const tx = open.result.transaction(['events', 'meta', 'sched'], 'readwrite')
    const all = tx.objectStore('events').getAll()
    all.onsuccess = () => {
      const [first] = all.result
      const sched = tx.objectStore('sched').get(first.cardId)
      sched.onsuccess = () => {
        const ids: string[] = []
        for (let n = 1; n < 50; n++) {
          const id = first.id.slice(0, 9) + String(n).padStart(4, '0') + first.id.slice(13)
          ids.push(id)
          tx.objectStore('events').put({ ...first, id })
        }
        tx.objectStore('sched').put({ ...sched.result, events: [first.id, ...ids] })
        tx.objectStore('meta').put({ name: 'log', events: 49 })
      }
    }
    await new Promise((done) => {
      tx.oncomplete = done
    })
    open.result.close()
  })
  await page.addInitScript(() => {
    Object.assign(StorageManager.prototype, { persisted: async () => true })
  })
  await page.goto('./?again')
  await expect(page.getByText('50 reviews are on this device only')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Safety: something to look at' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('50 reviews are on this device only')).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('link', { name: 'Safety', exact: true })).toBeVisible()
  await expect(page.getByText('50 reviews are on this device only')).toHaveCount(0)
})

test('a tab on an iPhone is told how to keep its data, and a private window what becomes of it', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'standalone', { get: () => false })
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('', 'SecurityError'))
  })
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.goto('./#/')
  await expect(page.getByText('Safari clears a tab’s data', { exact: false })).toBeVisible()
  await page.getByRole('link', { name: 'How to add it' }).click()
  await expect(page.getByText('Choose Add to Home Screen, then Add.')).toBeVisible()
  await expect(page.getByText('This looks like a private window')).toBeVisible()
  await expectAccessible(page)
})

test('cards that disagree with the log are made anew at the start, and that is said', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await answer(page, 'Easy')
  await page.evaluate(async () => {
    const open = indexedDB.open('recite')
    await new Promise((done) => {
      open.onsuccess = done
    })
    const tx = open.result.transaction('sched', 'readwrite')
    tx.objectStore('sched').clear()
    await new Promise((done) => {
      tx.oncomplete = done
    })
    open.result.close()
  })
  await page.goto('./?again')
  await expect(page.getByText('2 cards didn’t agree with your answers.', { exact: false })).toBeVisible()
  await openSafety(page)
  await page.getByRole('button', { name: 'Check all' }).click()
  await expect(page.getByText('Everything agrees.')).toBeVisible()
})

test('a deck whose own record is lost is studied by what stands in for it, and that is said with the ways on', async ({
  page,
}) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await page.evaluate(async () => {
    const open = indexedDB.open('recite')
    await new Promise((done) => {
      open.onsuccess = done
    })
    const tx = open.result.transaction('decks', 'readwrite')
    const all = tx.objectStore('decks').getAll()
    all.onsuccess = () => {
      const [record] = all.result
      tx.objectStore('decks').put({ ...record, info: { ...record.info, title: 'Kept cards', standIn: true } })
    }
    await new Promise((done) => {
      tx.oncomplete = done
    })
    open.result.close()
  })
  for (const [where, name] of [
    ['./?again', 'stand-in-today'],
    ['./#/decks', 'stand-in-decks'],
  ] as const) {
    await page.goto(where)
    await expect(page.getByText('“Kept cards” stands in for it', { exact: false })).toBeVisible()
    await lookAt(page, name)
  }
  await page.getByRole('status').getByRole('link', { name: 'Safety' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Safety' })).toBeVisible()
  await page.goto('./#/decks')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('stands in for it', { exact: false })).toHaveCount(0)
})

test('what cannot be saved or taken is said, with what and where', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await answer(page, 'Good')
  await openSafety(page)
  const whole = Buffer.from(await saveBackup(page), 'latin1').toString('utf8')
  await page.evaluate(async () => {
    const open = indexedDB.open('recite')
    await new Promise((done) => (open.onsuccess = done))
    const store = open.result.transaction('events', 'readwrite').objectStore('events')
    const all = store.getAll()
    await new Promise((done) => (all.onsuccess = done))
    const { kind: _kind, ...rest } = all.result[0]
    await new Promise((done) => (store.put(rest).onsuccess = done))
    open.result.close()
  })
  await page.goto('./')
  await openSafety(page)
  const lacking = Buffer.from(await saveBackup(page), 'latin1').toString('utf8')
  expect([whole, lacking].map((text) => text.match(/"event":/g)?.length)).toEqual([3, 2])
  const banner = page.getByRole('status').filter({ hasText: 'The last backup is not complete' })
  await expect(banner).toContainText('1 review or change')
  await expect(page.getByText('1 review', { exact: false }).first()).toBeVisible()
  await lookAt(page, 'safety-lost')

  const lines = whole.split('\n')
  const at = lines.findIndex((line) => line.includes('"kind":"review"'))
  const json = (lines[at]?.slice(17) ?? '').replace(/\],$/, '').replace('"kind":"review"', '"kind":"move"')
  lines[at] = `["${hashText(json)}",${json}],`
  await openFile(page, 'backup.json', lines.join('\n'))
  await page.getByText('What was left out, and why').click()
  await expect(page.getByText(new RegExp(`^Line ${at + 1}: event`))).toBeVisible()
  await lookAt(page, 'restore-left-out')

  await openFile(page, 'backup.json', whole)
  await expect(page.getByRole('status').filter({ hasText: 'Some of what is here can’t be read' })).toContainText(
    '1 review or change',
  )
  await lookAt(page, 'restore-unreadable')
  await page.getByRole('button', { name: 'Replace everything here' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click()
  await expect(page.getByText('Replaced by the backup')).toBeVisible()
  await openSafety(page)
  await expect(page.getByText(/^What is here came from the backup of .*, backup\.json\.$/)).toBeVisible()
  await expect(page.getByText('Nothing would be lost.')).toBeVisible()
})

test('the safety page is accessible', async ({ page }) => {
  await stubPicker(page)
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await openSafety(page)
  await page.getByRole('button', { name: 'Make one now' }).click()
  await expect(page.getByText('Copy made and read back.')).toBeVisible()
  await lookAt(page, 'safety')
  const toEnd = () => page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await lookAt(page, 'safety-end', { before: toEnd })
  await page.setViewportSize({ width: 320, height: 640 })
  for (const percent of [100, 200]) {
    await page.evaluate((text) => document.documentElement.style.setProperty('font-size', `${text}%`), percent)
    expect(await overflowX(page), `at ${percent}%`).toBeLessThanOrEqual(0)
  }
})
