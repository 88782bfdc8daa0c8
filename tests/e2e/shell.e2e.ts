import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { newProfile, startBrowser } from './browserProcess.ts'
import { expect, test, unexpected, watchPage, whenOfflineReady } from './fixtures.ts'

const assets = fileURLToPath(new URL('../../dist/assets/', import.meta.url))

test('the app loads with a heading, under its policy', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the browser has nothing to say against installing it', async ({ page, baseURL }) => {
  await page.goto('./')
  await whenOfflineReady(page)
  const session = await page.context().newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // A window that playwright opens counts as private; everything else must be right.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
  const { manifest, errors } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(manifest).toMatchObject({ name: 'Recite', id: baseURL ?? '' })
})

test('after one visit it starts without a network', async ({ page, context }) => {
  await page.goto('./')
  await whenOfflineReady(page)
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a text file beside the app is shown as itself, not as a page of the app', async ({ page, expectedMessages }) => {
  // A text has no icon of its own, so the browser looks for one where sites used to have it.
  expectedMessages.push(/404/)
  await page.goto('./')
  await whenOfflineReady(page)
  const response = await page.goto('licences.txt')
  expect(response?.headers()['content-type']).toContain('text/plain')
  await expect(page.getByText('MIT').first()).toBeVisible()
})

test('an icon of the sprite is drawn, in the colour of the text around it', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(async () => {
    const namespace = 'http://www.w3.org/2000/svg'
    const svg = document.createElementNS(namespace, 'svg')
    const use = document.createElementNS(namespace, 'use')
    use.setAttribute('href', 'icons.svg#house')
    svg.append(use)
    svg.id = 'probe'
    document.body.prepend(svg)
  })
  const colour = (name: string) =>
    page.evaluate((colour) => document.getElementById('probe')?.style.setProperty('color', colour), name)
  const picture = () => page.locator('#probe').screenshot()
  await colour('transparent')
  const nothing = await picture()
  await colour('red')
  await expect.poll(async () => (await picture()).equals(nothing), 'the icon shows').toBe(false)
  const red = await picture()
  await colour('blue')
  expect((await picture()).equals(red), 'it follows the colour of text').toBe(false)
})

test('the policy stops strings that would become code', async ({ page, expectedMessages }) => {
  expectedMessages.push(/Trusted|Content Security Policy|not a script of this app/)
  await page.goto('./')
  const outcomes = await page.evaluate(async () => {
    const attempt = (act: () => unknown) => {
      try {
        act()
        return 'allowed'
      } catch (error) {
        return error instanceof Error ? error.name : 'refused'
      }
    }
    const foreign = await fetch('https://example.org/').then(
      () => 'allowed',
      () => 'refused',
    )
    return [
      attempt(() => {
        document.createElement('div').innerHTML = '<b>x</b>'
      }),
      attempt(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
      attempt(() => new Worker('/early.js')),
      attempt(() =>
        (
          globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes?.createPolicy('mine', {}),
      ),
      foreign,
    ]
  })
  expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', 'refused'])
})

test('a face for rarer letters is fetched on first use, and kept', async ({ page, context }) => {
  const rare = readdirSync(assets).find((file) => /^newsreader-latin-ext-.*\.woff2$/.test(file))
  await page.goto('./')
  await whenOfflineReady(page)
  const status = () => page.evaluate(async (file) => (await fetch(`assets/${file}`)).status, rare)
  const isKept = () => page.evaluate(async (file) => (await caches.match(`assets/${file}`)) !== undefined, rare)
  expect(await isKept()).toBe(false)
  expect(await status()).toBe(200)
  await expect.poll(isKept).toBe(true)
  await context.setOffline(true)
  expect(await status()).toBe(200)
})

test('a killed browser starts again from its profile, still offline', async ({ baseURL }) => {
  const profile = newProfile()
  const first = await startBrowser(profile.folder)
  const firstMessages = watchPage(first.page)
  await first.page.goto(baseURL ?? '')
  await whenOfflineReady(first.page)
  await first.kill()

  const second = await startBrowser(profile.folder)
  const secondMessages = watchPage(second.page)
  await second.page.context().setOffline(true)
  await second.page.goto(baseURL ?? '')
  await expect(second.page.getByRole('heading', { level: 1 })).toBeVisible()
  await second.quit()
  profile.remove()
  expect(unexpected([...firstMessages, ...secondMessages], [])).toEqual([])
})
