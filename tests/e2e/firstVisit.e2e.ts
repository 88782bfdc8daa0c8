import { expect, test } from './fixtures.ts'

const MOST_BYTES = 180_000

/**
 * What the page itself asks for, as it travels. Not what the service worker fetches meanwhile for later, and not the
 * decks, which are content.
 */
test('a first visit fetches no more than 180 kB until it rests, and nothing of other pages', async ({ page }) => {
  const sizes = new Map<string, Promise<number>>()
  page.on('requestfinished', (request) => {
    const name = new URL(request.url()).pathname.slice(1)
    if (!request.serviceWorker() && !name.endsWith('.deck.json') && !/\.deck-[^/]*\.json$/.test(name))
      sizes.set(
        name,
        request.sizes().then(({ responseBodySize }) => Math.max(0, responseBodySize)),
      )
  })
  await page.goto('./')
  await expect(page.getByRole('link', { name: /^Start with/ }).first()).toBeVisible()
  // A while after the start, the data is looked after: nothing of that is for a first visit either.
  await page.waitForTimeout(2500)
  const fetched = new Map(await Promise.all([...sizes].map(async ([name, size]) => [name, await size] as const)))
  const total = [...fetched.values()].reduce((sum, size) => sum + size, 0)
  expect(total, JSON.stringify([...fetched])).toBeLessThanOrEqual(MOST_BYTES)
  expect([...fetched.keys()].filter((name) => name.endsWith('.woff2'))).toHaveLength(2)
  expect([...fetched.keys()].filter((name) => /\/(pages|cards|keeping|moving|exam)-/.test(name))).toEqual([])
})
