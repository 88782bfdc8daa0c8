import type { Page } from '@playwright/test'
import { banner } from '../../src/ui/messages/banner.ts'
import { type Host, startHost } from './deploy.ts'
import { test as base, expect, whenOfflineReady } from './fixtures.ts'

const test = base.extend<{ host: Host }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this pattern
  host: async ({}, use) => {
    const host = await startHost()
    await use(host)
    await host.close()
  },
})

const versionOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.version ?? 'start')

/** Asks for an update and waits until the new worker waits, or has failed. */
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update().catch(() => undefined)
    const worker = registration.installing
    if (worker)
      await new Promise<void>((done) => {
        worker.addEventListener('statechange', () => done())
      })
    return registration.waiting ? 'waiting' : 'none'
  })

/** Holds what a study session holds, from a tab of its own. */
async function openTabInSession(page: Page, url: string): Promise<Page> {
  const tab = await page.context().newPage()
  await tab.goto(url)
  await tab.evaluate(
    () =>
      new Promise<void>((held) => {
        void navigator.locks.request('session', { mode: 'shared' }, () => {
          held()
          return new Promise<never>(() => {})
        })
      }),
  )
  return tab
}

/** Whether any tab has a session open. */
const hasSession = async () => ((await navigator.locks.query()).held ?? []).some(({ name }) => name === 'session')

/** A request under way in the old worker may hold the change up; the app itself gives that ten seconds. */
async function takesNext(page: Page): Promise<void> {
  await expect.poll(() => versionOf(page).catch(() => 'reloading'), { timeout: 20_000 }).toBe('next')
}

async function visitAndUpdate(page: Page, host: Host): Promise<void> {
  await page.goto(host.url)
  await whenOfflineReady(page)
  await page.reload()
  host.deploy('next')
  expect(await lookForUpdate(page)).toBe('waiting')
}

test('a new version waits while a page is open, and a lone cold start takes it', async ({ page, host }) => {
  await visitAndUpdate(page, host)
  await page.waitForTimeout(500)
  expect(await versionOf(page), 'the open page was left alone').toBe('start')

  await page.goto('about:blank')
  // Nobody opens an app in the instant that it was closed: one navigation in fifty then waits for ever, in Chromium, for
  // the worker that is being replaced.
  await page.waitForTimeout(1000)
  await page.goto(host.url)
  await takesNext(page)
})

test('reloading the only tab takes the new version that waits', async ({ page, host }) => {
  await visitAndUpdate(page, host)
  await page.reload()
  await takesNext(page)
})

test('no update is applied while another tab has a session open', async ({ page, host }) => {
  await visitAndUpdate(page, host)
  const session = await openTabInSession(page, host.url)
  await page.goto('about:blank')
  await page.goto(host.url)
  await page.waitForTimeout(1000)
  expect([await versionOf(page), await versionOf(session)]).toEqual(['start', 'start'])

  await session.close()
  await page.reload()
  await takesNext(page)
})

test('the offered update waits for the session in another tab, then takes every tab along', async ({ page, host }) => {
  await visitAndUpdate(page, host)
  const offer = page.getByRole('button', { name: banner.updateNow, exact: true })
  const session = await openTabInSession(page, host.url)
  await offer.click()
  await page.waitForTimeout(500)
  expect([await versionOf(page), await versionOf(session)]).toEqual(['start', 'start'])

  const bystander = await page.context().newPage()
  await bystander.goto(host.url)
  await session.close()
  // A tab that was closed holds its session until the browser has ended it.
  await expect.poll(() => page.evaluate(hasSession)).toBe(false)
  await offer.click()
  for (const tab of [page, bystander]) await takesNext(tab)
})

test('the offered update waits for what is written and not yet saved in any tab, and comes when it is', async ({
  page,
  host,
}) => {
  await visitAndUpdate(page, host)
  await page.goto(`${host.url}#/decks`)
  const offer = page.getByRole('button', { name: banner.updateNow, exact: true })
  const note = await page.context().newPage()
  await note.goto(`${host.url}#/note`)
  const question = note.getByRole('textbox', { name: 'Question', exact: true })
  await question.fill('Ten minutes’ work?')
  const card = await page.context().newPage()
  await card.goto(`${host.url}#/browse`)
  await card.locator('.vlist .brow').first().click()
  await card.getByRole('button', { name: 'Edit', exact: true }).click()
  const typed = card.getByRole('dialog').getByRole('textbox').first()
  const before = await typed.inputValue()
  await typed.fill('Written anew')

  await offer.click()
  await expect(page.getByText(banner.session)).toBeVisible()
  await typed.fill(before)
  await offer.click()
  await page.waitForTimeout(500)
  for (const tab of [page, note, card]) expect(await versionOf(tab)).toBe('start')
  await expect(question).toHaveValue('Ten minutes’ work?')

  await question.fill('')
  await expect.poll(() => page.evaluate(hasSession)).toBe(false)
  await offer.click()
  for (const tab of [page, note, card]) await takesNext(tab)
})

test('a half-deployed version changes nothing', async ({ page, host, expectedMessages }) => {
  expectedMessages.push(/503/)
  await page.goto(host.url)
  await whenOfflineReady(page)
  host.deploy('next', { broken: true })
  expect(await lookForUpdate(page)).toBe('none')
  await host.close()
  await page.reload()
  expect(await versionOf(page)).toBe('start')
})

test('with the host gone it still starts', async ({ page, host }) => {
  await page.goto(host.url)
  await whenOfflineReady(page)
  await host.close()
  await page.goto(`${host.url}#/`)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
