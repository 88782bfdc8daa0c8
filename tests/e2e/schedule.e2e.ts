import type { Page } from '@playwright/test'
import { formatEventId } from '../../src/domain/clock.ts'
import type { ReviewEvent } from '../../src/domain/event.ts'
import { DAY_MS, dueOnDay, HOUR_MS, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { front, makeDeck } from '../storage/world.ts'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { openFile, overflowX, storedCount, storedEvents } from './steps.ts'
import { twoYears } from './twoYears.ts'

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Schedule' })

/** A learner of two years, with decks `History::Treaties` and those that ship with the app. */
async function openStudied(page: Page): Promise<void> {
  await openFile(page, 'backup.json', twoYears(Date.now()).backup)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored\./)).toBeVisible()
}

async function openDeckSchedule(page: Page): Promise<void> {
  await page.goto('./#/decks')
  await page.locator('a.deck', { hasText: 'Treaties' }).click()
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  await expect(sheet(page)).toContainText(/About \d+ cards?, .* a day/)
}

// Restoring two years of answers takes its time on a busy machine.
test.describe.configure({ timeout: 120_000 })

test('the schedule of a deck is accessible', async ({ page }) => {
  await openStudied(page)
  await openDeckSchedule(page)
  await sheet(page).getByRole('textbox', { name: 'New cards a day' }).fill('7')
  await page.keyboard.press('Tab')
  await expect(sheet(page)).toContainText('Set here.')
  await lookAt(page, 'schedule-top')
  await sheet(page).getByLabel('Sunday').selectOption('Minimum')
  await lookAt(page, 'schedule-end', { before: () => sheet(page).getByLabel('Sunday').scrollIntoViewIfNeeded() })
})

test('a deck’s settings are set, inherited from a folder, handed back, and in the log', async ({ page }) => {
  await openStudied(page)
  await openDeckSchedule(page)
  const own = sheet(page)
  const fresh = own.getByRole('textbox', { name: 'New cards a day' })
  await own.getByRole('combobox', { name: 'Settings for' }).selectOption({ label: 'The folder History' })
  await expect(fresh).toHaveValue('20')
  await fresh.fill('9')
  await page.keyboard.press('Tab')
  await expect(own.getByRole('button', { name: 'Inherit again: New cards a day' })).toBeVisible()
  await own.getByRole('combobox', { name: 'Settings for' }).selectOption({ label: 'Treaties' })
  await expect(fresh).toHaveValue('9')
  await expect(own).toContainText('As in the folder History.')
  await fresh.fill('4')
  await page.keyboard.press('Tab')
  await own.getByRole('button', { name: 'Inherit again: New cards a day' }).click()
  await expect(fresh).toHaveValue('9')
  await own.getByRole('textbox', { name: 'Learning steps', exact: true }).fill('ten minutes')
  await page.keyboard.press('Tab')
  await expect(own.getByRole('alert')).toContainText('Write steps like 1m 10m')
  await own.getByRole('textbox', { name: 'New cards today' }).fill('30')
  await page.keyboard.press('Tab')
  await expect.poll(() => storedCount(page, 'deckSetting', 'limit')).toBe(4)
  await page.reload()
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  await expect(fresh).toHaveValue('9')
  await expect(own.getByRole('textbox', { name: 'New cards today' })).toHaveValue('30')
})

test('more retention is seen to cost more minutes, and warned of where it costs too many', async ({ page }) => {
  await openStudied(page)
  await openDeckSchedule(page)
  const own = sheet(page)
  const minutes = async () => Number(/(\d+) minutes? a day/.exec((await own.locator('.cost').textContent()) ?? '')?.[1])
  const before = await minutes()
  const slider = own.getByRole('slider', { name: 'Desired retention' })
  await slider.focus()
  await page.keyboard.press('End')
  await expect(own.getByRole('alert')).toContainText('Few people can keep this up')
  await expect.poll(minutes).toBeGreaterThan(before)
  await page.keyboard.press('Home')
  await expect(own).toContainText('You would forget more than one due card in five')
  await expect.poll(minutes).toBeLessThan(before)
})

test('the week keeps one normal day', async ({ page }) => {
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  for (const day of days) await sheet(page).getByLabel(day).selectOption('Reduced')
  await expect(sheet(page).getByRole('alert')).toContainText('One day has to stay normal')
  await expect(sheet(page).getByLabel('Sunday')).toHaveValue('Normal')

  // In one breath: the last is refused before the others are stored, and that is still said when they are.
  await sheet(page).getByRole('button', { name: 'Restore default: Easy days' }).click()
  await expect(sheet(page).getByLabel('Monday')).toHaveValue('Normal')
  await sheet(page)
    .locator('.easy-week')
    .evaluate((week) => {
      for (const select of week.querySelectorAll('select')) {
        select.selectedIndex = 1
        select.dispatchEvent(new Event('change', { bubbles: true }))
      }
    })
  await expect.poll(() => storedCount(page, 'setting')).toBe(13)
  await expect(sheet(page).getByLabel('Saturday')).toHaveValue('Reduced')
  await expect(sheet(page).getByRole('alert')).toContainText('One day has to stay normal')
  await expect(sheet(page).getByLabel('Sunday')).toHaveValue('Normal')
  await sheet(page).getByRole('button', { name: 'Restore default: Easy days' }).click()
  await expect(sheet(page).getByLabel('Monday')).toHaveValue('Normal')
})

test('the schedule fits 320 px and 200% text', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  await expect(sheet(page).getByRole('slider')).toBeVisible()
  for (const percent of [100, 200]) {
    await page.evaluate((size) => document.documentElement.style.setProperty('font-size', `${size}%`), percent)
    expect(await overflowX(page)).toBeLessThanOrEqual(0)
    const overflow = await sheet(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)
    expect(overflow, `${percent}%`).toBeLessThanOrEqual(0)
  }
})

test('an answer forgotten three times hints quietly at rewording, and leads to its source', async ({ page }) => {
  await openForgotten(page, 3)
  await page.keyboard.press('Space')
  const hint = page.getByRole('complementary', { name: 'A card that is hard to keep' })
  await expect(hint).toContainText('Forgotten 3 times.')
  await screenshot(page, 'leech-hint.phone.light')
  await expectAccessible(page)
  await hint.getByRole('button', { name: 'Reword it' }).click()
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await hint.getByRole('button', { name: 'Split it in two' }).click()
  const both = page.getByRole('dialog', { name: 'Split in two' })
  await screenshot(page, 'leech-split.phone.light')
  await expectAccessible(page)
  await both.getByRole('group', { name: 'First' }).getByLabel('Answer', { exact: true }).fill('Half')
  await both.getByRole('group', { name: 'Second' }).getByLabel('Question', { exact: true }).fill('And the other half?')
  await both.getByRole('group', { name: 'Second' }).getByLabel('Answer', { exact: true }).fill('Rest')
  await both.getByRole('button', { name: 'Split in two' }).click()
  await expect(both).toBeHidden()
  const kinds = async () => (await storedEvents(page)).slice(4).map(({ kind }) => kind)
  await expect.poll(kinds).toEqual(['note', 'move'])
  // Stored a moment before the page offers to take it back; and a key within 300 ms of a change counts for what was before.
  await expect(page.getByRole('button', { name: /^Undo: / }).first()).toBeEnabled()
  await page.waitForTimeout(350)
  await page.keyboard.press('u')
  await expect.poll(kinds).toEqual(['note', 'move', 'undo'])
  await hint.getByRole('button', { name: 'Open its source' }).click()
  await expect(page).toHaveURL(/#\/read\//)
})

test('an answer forgotten twice does not', async ({ page }) => {
  await openForgotten(page, 2)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /^Good/ })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'A card that is hard to keep' })).toBeHidden()
})

test('a card that was answered under a clock of 2099 is due, and says why', async ({ page }) => {
  const day = Math.floor(Date.UTC(2099, 5, 1) / DAY_MS)
  await openAnswered(page, [answerOn(day, 'good')])
  await page.goto('./#/browse?q=is:due')
  await expect(page.getByText('Today, as the clock was wrong')).toBeVisible()
  await page.getByText('Today, as the clock was wrong').click()
  await expect(page.getByText(/^Its last answer is dated .*2099: the clock was set wrong then/)).toBeVisible()
  await expectAccessible(page)
  await page.goto('./#/study/hard')
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await page.getByRole('button', { name: /^Good/ }).click()
  await page.goto('./#/browse?q=is:due')
  await expect(page.getByText('Today, as the clock was wrong')).toBeHidden()
  await expect(page.getByText('No card is like that')).toBeVisible()
})

/** An answer to the only card, at noon. */
function answerOn(day: number, rating: ReviewEvent['rating']): ReviewEvent {
  const at = toInstant(day * DAY_MS + 12 * HOUR_MS)
  return {
    id: formatEventId({ ms: at, counter: 0, deviceId: 'learner0' }),
    kind: 'review',
    at,
    offsetMinutes: 0,
    day: toStudyDay(day),
    cardId: front('hard-n0'),
    rating,
    elapsedMs: 6000,
    source: 'study',
    due: dueOnDay(toStudyDay(day + 5)),
    step: null,
  }
}

/** Opens the session of one card that was forgotten so many times. */
async function openForgotten(page: Page, lapses: number): Promise<void> {
  const today = Math.floor(Date.now() / DAY_MS)
  const events = Array.from({ length: lapses + 1 }, (_, n) => answerOn(today - 40 + n * 5, n === 0 ? 'good' : 'again'))
  await openAnswered(page, events)
  await page.goto('./#/study/hard')
  await expect(page.getByRole('button', { name: /^Show answer/ })).toBeVisible()
  await page.waitForTimeout(350)
}

/** A deck of one card, with these answers to it. */
async function openAnswered(page: Page, events: readonly ReviewEvent[]): Promise<void> {
  const backup = encodeBackup({
    appVersion: '0.1.0',
    savedAt: toInstant(Date.now()),
    decks: [{ ...makeDeck('hard', 1), builtIn: false, retired: [] }],
    events,
  })
  await openFile(page, 'backup.json', backup)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored\./)).toBeVisible()
}
