import type { Page } from '@playwright/test'
import { newPhone, startHost } from '../host.ts'
import { median, quantile, type Table } from '../table.ts'

const ROUNDS = 3
/** At each rate: twice as many stay within a day's new cards. */
const TAPS = 8
const RATES = [1, 4] as const

type Sample = { readonly ms: number; readonly frames: number; readonly handlerMs: number }
type Way = 'floor' | 'Recite'

/**
 * From the tap on a rating until the next card is on the screen, beside a page that looks the same and does nothing but
 * put another text in the question's place.
 */
export async function measureTap(): Promise<Table> {
  const taken = new Map<string, Sample[]>()
  for (let round = 0; round < ROUNDS; round++)
    for (const way of ['floor', 'Recite'] as const)
      for (const [rate, samples] of await tapThrough(way))
        taken.set(`${way} ${rate}`, [...(taken.get(`${way} ${rate}`) ?? []), ...samples])
  const of = (way: Way, rate: number, figure: (sample: Sample) => number) =>
    (taken.get(`${way} ${rate}`) ?? []).map(figure)
  const row = (way: Way, rate: number, what: string) => {
    const ms = of(way, rate, (sample) => sample.ms)
    const handler = of(way, rate, (sample) => sample.handlerMs)
    return [
      `${what}, ${rate} ×`,
      median(of(way, rate, (sample) => sample.frames)).toFixed(0),
      median(ms).toFixed(1),
      quantile(ms, 0.95).toFixed(1),
      (median(ms) / median(of('floor', rate, (sample) => sample.ms))).toFixed(2),
      median(handler).toFixed(1),
    ]
  }
  const frames = RATES.map((rate) => [
    median(of('Recite', rate, (s) => s.frames)),
    median(of('floor', rate, (s) => s.frames)),
  ])
  const finding = frames.every(([ours, floor]) => ours === floor)
    ? 'The next card is there in the same frame as on a page without any program behind it.'
    : `The next card takes ${frames.map(([ours, floor]) => `${ours} frames where the floor takes ${floor}`).join(', ')}.`
  return {
    title: 'Rating to next card',
    finding,
    columns: ['CPU slowed', 'frames', 'median ms', 'p95 ms', '× floor', 'handler ms'],
    rows: RATES.flatMap((rate) => [row('floor', rate, 'floor: plain DOM'), row('Recite', rate, 'Recite')]),
  }
}

/** A first visit's cards, rated as they come: at each rate in turn. */
async function tapThrough(way: Way): Promise<ReadonlyMap<number, readonly Sample[]>> {
  const host = await startHost([])
  const phone = newPhone()
  const context = await phone.start()
  const page = await context.newPage()
  // The name helper of the runner's compiler is not there in the page.
  await page.addInitScript('globalThis.__name ??= (named) => named')
  await page.addInitScript(watchTaps)
  await page.goto(host.url)
  await page.locator('a[href="#/study"]').first().click()
  await page.locator('.focus .index .q').waitFor()
  // The service worker fetches the whole app meanwhile: not during the measurement.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForTimeout(1_000)
  if (way === 'floor') await turnIntoFloor(page)
  const session = await context.newCDPSession(page)
  for (const rate of RATES) {
    await session.send('Emulation.setCPUThrottlingRate', { rate })
    await page.waitForTimeout(300)
    for (let tap = 0; tap < TAPS; tap++) await tapOnce(page, way)
  }
  const samples = await page.evaluate(() => (globalThis as unknown as { samples: Sample[] }).samples)
  await context.close()
  phone.remove()
  await host.close()
  return new Map(RATES.map((rate, i) => [rate, samples.slice(i * TAPS, (i + 1) * TAPS)]))
}

/** Resolves when the next question has been painted. */
async function tapOnce(page: Page, way: Way): Promise<void> {
  if (way === 'Recite') {
    await page.getByRole('button', { name: /^Show answer/ }).tap()
    await page.locator('.rate:not([inert])').waitFor()
  }
  const box = await page.locator('.rate .easy').boundingBox()
  if (!box) throw new Error('there is no rating to tap')
  const before = await countSamples(page)
  // Not in step with the frames, and later than what is taken for a second tap on the card before.
  await page.waitForTimeout(350 + Math.random() * 17)
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  while ((await countSamples(page)) === before) await page.waitForTimeout(50)
  await page.waitForTimeout(300)
}

const countSamples = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { samples: Sample[] }).samples.length)

/** Notes each tap on a rating, and when the frame with another question in it has been painted. Runs in the page. */
function watchTaps(): void {
  const samples: Sample[] = []
  Object.assign(globalThis, { samples })
  let frame = 0
  const countFrame = () => {
    frame++
    requestAnimationFrame(countFrame)
  }
  requestAnimationFrame(countFrame)
  const question = () => document.querySelector('.index .q')?.textContent ?? ''
  const taps: { at: number; began: number; frame: number; question: string; handlerMs: number; isShown: boolean }[] = []
  const isRating = (event: Event) => event.target instanceof Element && event.target.closest('.rate button') !== null
  const begin = (event: Event) => {
    if (!isRating(event)) return
    const began = performance.now()
    taps.push({ at: event.timeStamp, began, frame, question: question(), handlerMs: 0, isShown: false })
  }
  // The button may be gone by now, so it cannot be asked what it was.
  const end = () => {
    const tap = taps.at(-1)
    if (tap && tap.handlerMs === 0) tap.handlerMs = performance.now() - tap.began
  }
  addEventListener('click', begin, { capture: true })
  addEventListener('click', end)
  const look = () => {
    const tap = taps.at(-1)
    if (!tap || tap.isShown || question() === '' || question() === tap.question) return
    tap.isShown = true
    requestAnimationFrame(() => {
      const frames = frame - tap.frame
      const painted = new MessageChannel()
      painted.port1.onmessage = () => samples.push({ ms: performance.now() - tap.at, frames, handlerMs: tap.handlerMs })
      painted.port2.postMessage(null)
    })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

/** The answer side of the card on show as it stands, without the app: a tap on a rating only changes a text. */
async function turnIntoFloor(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Show answer/ }).tap()
  await page.locator('.rate:not([inert])').waitFor()
  await page.evaluate(() => {
    const root = document.getElementById('root')
    root?.replaceWith(root.cloneNode(true))
    const question = document.querySelector('.index .q')
    let count = 0
    for (const button of document.querySelectorAll('.rate button'))
      button.addEventListener('click', () => {
        count++
        if (question) question.textContent = `Which of the two sides had set the deadline number ${count}?`
      })
  })
}
