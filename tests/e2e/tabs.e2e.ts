import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, unexpected, watchPage } from './fixtures.ts'
import { answer, question, snack, startStudying, storedEvents } from './steps.ts'

const todayHeading = (page: Page) => page.getByRole('heading', { name: /cards? today/ })

async function newTab(page: Page, address: string): Promise<Page> {
  const tab = await page.context().newPage()
  await tab.goto(address)
  return tab
}

/** Opens the database as a later version of the app would, from a page that has none of the app's code. */
async function upgradeFromElsewhere(page: Page, options: { readonly minReader: number }): Promise<void> {
  const other = await newTab(page, './icons/icon.svg')
  await other.evaluate(async ({ minReader }) => {
    const open = indexedDB.open('recite', 99)
    await new Promise<void>((done, fail) => {
      open.onupgradeneeded = () => {
        open.result.createObjectStore('later')
        open.transaction?.objectStore('meta').put({ name: 'schema', minReader })
      }
      open.onsuccess = () => done()
      open.onerror = () => fail(open.error)
    })
    open.result.close()
  }, options)
  await other.close()
}

test('an answer in one tab is seen on Today in the other, without a reload', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Easy')
  await page.keyboard.press('Escape')
  const heading = await todayHeading(page).textContent()
  const before = Number(/\d+/.exec(heading ?? '')?.[0])
  const other = await newTab(page, './#/study')
  const messages = watchPage(other)
  await answer(other, 'Easy')
  await expect(todayHeading(page)).toHaveText(`${before - 1} cards today`)
  await answer(other, 'Easy')
  await expect(todayHeading(page)).toHaveText(`${before - 2} cards today`)
  expect(unexpected(messages, [])).toEqual([])
})

test('a card that one tab answers is not asked in the other', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  const first = await question(page).textContent()
  const other = await newTab(page, './#/study')
  await expect(question(other)).toHaveText(first ?? '')
  await answer(page, 'Easy')
  await expect(question(other)).not.toHaveText(first ?? '')
  await expect(question(other)).toHaveText((await question(page).textContent()) ?? '')
})

async function makeDeck(page: Page, name: string): Promise<string> {
  await page.goto('./#/decks')
  await page.getByRole('button', { name: 'New deck' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Make the deck' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  return new URL(page.url()).hash
}

test('a question about the removal of a deck is asked anew where the other tab wrote a card for it meanwhile', async ({
  page,
}) => {
  const other = await newTab(page, `./${await makeDeck(page, 'My anatomy')}`)
  await other.getByRole('button', { name: 'Remove deck' }).click()
  const asked = other.getByRole('dialog')
  await expect(asked).toContainText('Its cards leave this device')
  await page.getByRole('link', { name: 'Write a card' }).click()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('What is the shin bone called?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('tibia')
  await page.getByRole('button', { name: 'Add the card' }).click()
  await expect(snack(page)).toContainText('Card added')
  await asked.getByRole('button', { name: 'Remove deck' }).click()
  await expect(asked).toContainText('Its cards have changed since you were asked. You wrote or moved 1 card into it')
  await expect(other.getByText('What is the shin bone called?')).toBeVisible()
  await asked.getByRole('button', { name: 'Remove deck' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Decks' })).toBeVisible()
  await expect(other.getByText('My anatomy')).toHaveCount(0)
})

test('cards about to be moved into a deck that the other tab removes go where the list then says', async ({ page }) => {
  const other = await newTab(page, `./${await makeDeck(page, 'AAA first')}`)
  await page.goto('./#/browse')
  await page.getByRole('checkbox').first().check({ force: true })
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Move/ }).click()
  const list = page.getByRole('dialog').getByRole('combobox')
  await list.selectOption({ label: 'AAA first' })
  await other.getByRole('button', { name: 'Remove deck' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Remove deck' }).click()
  await expect(list).not.toContainText('AAA first')
  const shown = await list.inputValue()
  await page.getByRole('dialog').getByRole('button', { name: /^Move/ }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(snack(page)).toBeVisible()
  for (const event of await storedEvents(page))
    if (event.kind === 'move') expect(event).toMatchObject({ deckId: shown })
})

test('an old tab that meets a newer schema says so, stops writing, and loses nothing', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await upgradeFromElsewhere(page, { minReader: 1 })
  await expect(page.getByRole('alert')).toContainText('This tab is out of date')
  await page.waitForTimeout(350)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await page.getByRole('button', { name: /^Good/ }).click()
  await page.waitForTimeout(300)
  expect(await storedEvents(page)).toHaveLength(1)
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(question(page)).toBeVisible()
  await answer(page, 'Easy')
  expect(await storedEvents(page)).toHaveLength(2)
})

test('data that only a newer Recite can read is left alone, in a sentence', async ({ page }) => {
  await page.goto('./')
  await startStudying(page)
  await answer(page, 'Good')
  await upgradeFromElsewhere(page, { minReader: 99 })
  await page.goto('about:blank')
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tab is out of date')
  expect(await storedEvents(page)).toHaveLength(1)
})

test('an upgrade that another tab blocks is said within a second, and goes on after a reload', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goto('about:blank')
  const old = await newTab(page, './icons/icon.svg')
  await old.evaluate(async () => {
    const open = indexedDB.open('recite')
    await new Promise<void>((done) => {
      open.onsuccess = () => done()
    })
    // It hears of the upgrade and does not let go, like a tab that hangs.
    Object.assign(window, { kept: open.result })
  })
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (name: string, version?: number) {
      return open.call(this, name, version === undefined ? version : version + 1)
    }
  })
  // The shell has to come first: the second is counted from when the app asks for its data.
  await page.addInitScript(() => {
    const started = () => performance.mark('asked')
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (...args: Parameters<IDBFactory['open']>) {
      if (performance.getEntriesByName('asked').length === 0) started()
      return open.apply(this, args)
    }
    new MutationObserver(() => {
      if (/Another tab holds up an update/.test(document.body?.textContent ?? '')) {
        if (performance.getEntriesByName('said').length === 0) performance.mark('said')
      }
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Another tab holds up an update')
  const waited = await page.evaluate(() => performance.measure('waited', 'asked', 'said').duration)
  expect(waited).toBeLessThan(1000)
  await old.close()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('link', { name: /^Start with/ })).toBeVisible()
})

test('an article in each of two tabs: both are there when the tabs have ended, one after the other', async ({
  page,
}) => {
  await page.goto('./')
  const first = await newTab(page, './#/create')
  const messages = watchPage(first)
  await first.getByLabel('Article').fill('Words in the first tab.')
  const second = await newTab(page, './#/create')
  await expect(second.getByRole('button', { name: /^Find questions/ })).toBeVisible()
  await expect(second.getByLabel('Article')).toHaveValue('')
  await second.getByLabel('Article').fill('Words in the second tab.')
  // A form is kept when typing rests.
  await second.waitForTimeout(1000)
  await first.getByLabel('Title').fill('First')
  await first.waitForTimeout(1000)
  await first.reload()
  await expect(first.getByLabel('Article')).toHaveValue('Words in the first tab.')
  await expect(first.getByText('1 more text that you began is here')).toBeHidden()
  await second.close()
  await first.close()
  await page.goto('./#/create')
  await expect(page.getByLabel('Title')).toHaveValue('First')
  await expect(page.getByText('1 more text that you began is here')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show the next' }).click()
  await expect(page.getByLabel('Article')).toHaveValue('Words in the second tab.')
  await expect(page.getByLabel('Title')).toHaveValue('')
  expect(unexpected(messages, [])).toEqual([])
})
