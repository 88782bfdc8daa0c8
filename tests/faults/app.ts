import { expect, type Page } from '@playwright/test'
import { PAPERS } from '../../src/storage/paperNames.ts'
import { newProfile, startBrowser } from '../e2e/browserProcess.ts'
import { type Host, startHost } from '../e2e/deploy.ts'
import { whenOfflineReady } from '../e2e/fixtures.ts'
import { answer, question, startStudying, storedEvents } from '../e2e/steps.ts'
import type { Outcome } from './trials.ts'

/**
 * What is broken about the app itself and not about its storage: its updates, its files, its caches and the network,
 * under the built app as a host serves it. What was acknowledged is what the page said was saved.
 */
type Trial = (page: Page, host: Host) => Promise<Pick<Outcome, 'acknowledged' | 'lost'>>

const ANSWERS = ['Good', 'Again', 'Easy'] as const

/** A new version comes under a session: no answer goes, and the session stays as it was until it is left. */
const updateUnderStudy: Trial = async (page, host) => {
  await startStudying(page)
  await answer(page, 'Good')
  const next = await newVersion(page, host)
  const before = await question(page).textContent()
  await answer(page, 'Hard')
  expect(await question(page).textContent(), 'the session went on').not.toBe(before)
  expect(await versionOf(page), 'the session was left alone').not.toBe(next)
  await page.goto(host.url)
  await expect.poll(() => versionOf(page).catch(() => ''), { timeout: 30_000 }).toBe(next)
  return { acknowledged: 2, lost: Math.max(0, 2 - (await storedEvents(page)).length) }
}

/** Begins a paper and writes an answer. */
async function writeOnPaper(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/exam`)
  await page.getByRole('button', { name: /^Start/ }).click()
  await expect(page.locator('.where')).toBeVisible()
  const total = await page.locator('.segs span').count()
  for (let i = 1; i < total && (await page.locator('.field-row input').count()) === 0; i++)
    await page.getByRole('button', { name: 'Next' }).click()
  await page.locator('.field-row input').first().fill('what I wrote')
}

/** The same under a paper: the answer stands where it was written, also in the new version. */
const updateUnderPaper: Trial = async (page, host) => {
  await writeOnPaper(page, host.url)
  const next = await newVersion(page, host)
  expect(await versionOf(page), 'the paper was left alone').not.toBe(next)
  await page.goto(`${host.url}#/quiz`)
  await page.reload()
  await expect.poll(() => versionOf(page).catch(() => ''), { timeout: 30_000 }).toBe(next)
  await page.goto(`${host.url}#/quiz`)
  await page.locator('.papers a.deck').click()
  const kept = await page.locator('.field-row input').first().inputValue()
  return { acknowledged: 1, lost: kept === 'what I wrote' ? 0 : 1 }
}

/** The browser's databases are taken away under a paper: with its next answer all of it is kept again. */
const clearedUnderPaper: Trial = async (page, host) => {
  await writeOnPaper(page, host.url)
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: new URL(host.url).origin, storageTypes: 'indexeddb' })
  await page.getByRole('button', { name: 'Flag' }).click()
  // A press is no promise yet: a page that is reloaded before it is kept may lose it.
  await expect.poll(() => page.evaluate(keptFlags, PAPERS), { timeout: 10_000 }).toEqual([1])
  await page.goto(`${host.url}#/quiz`)
  await page.reload()
  await page.locator('.papers a.deck').click()
  await expect(page.getByRole('button', { name: 'Flag' })).toHaveAttribute('aria-pressed', 'true')
  const kept = await page.locator('.field-row input').first().inputValue()
  return { acknowledged: 2, lost: kept === 'what I wrote' ? 0 : 1 }
}

/** How many questions are flagged in each paper that is kept. */
async function keptFlags(name: string): Promise<number[]> {
  const open = indexedDB.open(name)
  // There is none: what this would make in its place is not wanted.
  open.onupgradeneeded = () => open.transaction?.abort()
  const db = await new Promise<IDBDatabase | null>((done) => {
    open.onsuccess = () => done(open.result)
    open.onerror = () => done(null)
  })
  if (db === null) return []
  const all = db.transaction('sittings').objectStore('sittings').getAll()
  const kept = await new Promise<{ sitting: { flagged: number[] } }[]>((done, fail) => {
    all.onsuccess = () => done(all.result)
    all.onerror = () => fail(all.error)
  })
  db.close()
  return kept.map(({ sitting }) => sitting.flagged.length)
}

/** One file of the new version does not arrive: nothing of it is used, with or without the host. */
const halfAnUpdate: Trial = async (page, host) => {
  const made = await answered(page)
  const name = `half-${made}`
  host.deploy(name, { broken: true })
  expect(await lookForUpdate(page)).toBe('none')
  await page.context().setOffline(true)
  await page.goto(`${host.url}#/decks`)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await versionOf(page)).not.toBe(name)
  return { acknowledged: ANSWERS.length, lost: ANSWERS.length - (await storedEvents(page)).length }
}

/** Kept files are gone or turned to rubbish: with a network the app is fetched anew, and the log is there. */
const spoiltCaches: Trial = async (page, host) => {
  await answered(page)
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        if (Math.random() < 0.3) await cache.delete(request)
        else if (/\.(js|css)$/.test(new URL(request.url).pathname))
          await cache.put(request, new Response('}{', { headers: { 'content-type': 'text/javascript' } }))
      }
    }
  })
  await page.goto('about:blank')
  await page.goto(host.url)
  const stuck = page.getByText(/^(Something broke|Recite did not start)/).first()
  await expect(
    page
      .getByRole('link', { name: /^Study now/ })
      .or(stuck)
      .first(),
  ).toBeVisible({ timeout: 20_000 })
  if (await stuck.isVisible()) {
    await page.goto(`${host.url}rescue.html`)
    await page.getByRole('button', { name: 'Fetch Recite anew' }).click()
  }
  await expect(page.getByRole('link', { name: /^Study now/ }), 'it starts again').toBeVisible({ timeout: 20_000 })
  return { acknowledged: ANSWERS.length, lost: ANSWERS.length - (await storedEvents(page)).length }
}

/** Each screen, opened cold without a network. */
const offlineEverywhere: Trial = async (page, host) => {
  await answered(page)
  await page.goto(`${host.url}#/decks`)
  const deck = (await page.locator('a.deck[href*="#/deck/"]').first().getAttribute('href'))?.split('/').at(-1) ?? ''
  await page.goto(`${host.url}#/deck/${deck}`)
  const article = (await page.locator('a[href*="#/read/"]').first().getAttribute('href')) ?? ''
  await page.context().setOffline(true)
  const screens = ['decks', `deck/${deck}`, `study/${deck}`, `quiz/${deck}`, 'exam', 'exam/history', 'create']
  const others = ['settings', 'open', 'browse', 'stats', 'note', 'safety', '']
  for (const screen of [...screens, ...others, article.replace('#/', '')]) {
    await page.goto(`${host.url}#/${screen}`)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 }).first(), `${screen} opens`).toBeVisible({ timeout: 20_000 })
  }
  const kept = await storedEvents(page)
  return { acknowledged: ANSWERS.length, lost: ANSWERS.length - kept.length }
}

export const APP_TRIALS: readonly { readonly what: string; readonly run: Trial }[] = [
  { what: 'a new version of the app in the middle of a session', run: updateUnderStudy },
  { what: 'a new version of the app in the middle of a paper', run: updateUnderPaper },
  { what: 'the databases cleared in the middle of a paper', run: clearedUnderPaper },
  { what: 'a new version of the app half downloaded', run: halfAnUpdate },
  { what: 'half of the app’s kept files gone or turned to rubbish', run: spoiltCaches },
  { what: 'no network, at each screen', run: offlineEverywhere },
]

/** Each in a browser and on a host of its own, so that no trial finds what another left. */
export async function runAppTrial({ what, run }: (typeof APP_TRIALS)[number], trials: number): Promise<Outcome> {
  let [acknowledged, lost] = [0, 0]
  for (let trial = 0; trial < trials; trial++) {
    const host = await startHost()
    const profile = newProfile()
    const browser = await startBrowser(profile.folder)
    try {
      await browser.page.goto(host.url)
      await whenOfflineReady(browser.page)
      await browser.page.reload()
      const found = await run(browser.page, host)
      acknowledged += found.acknowledged
      lost += found.lost
    } finally {
      await browser.quit()
      profile.remove()
      await host.close()
    }
  }
  return { what, trials, acknowledged, lost }
}

async function answered(page: Page): Promise<number> {
  await startStudying(page)
  for (const rating of ANSWERS) await answer(page, rating)
  return (await storedEvents(page)).length
}

const versionOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.version ?? 'start')

async function newVersion(page: Page, host: Host): Promise<string> {
  host.deploy('next')
  expect(await lookForUpdate(page)).toBe('waiting')
  return 'next'
}

/** Asks for an update and waits until the new worker waits, or has failed. */
function lookForUpdate(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update().catch(() => undefined)
    const worker = registration.installing
    if (worker)
      await new Promise<void>((done) => {
        worker.addEventListener('statechange', () => done())
      })
    return registration.waiting ? 'waiting' : 'none'
  })
}
