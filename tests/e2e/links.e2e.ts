import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test, watchPage, whenOfflineReady } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { openFile, saveDeckFile } from './steps.ts'

/** As a page of the receiver sees it: a camera that is refused until it is allowed, and sees what `show` draws. */
type Camera = { allowed: boolean; show: (path: string, size: number) => void; tracks: MediaStreamTrack[] }
type Watched = { camera: Camera }

test('two devices exchange a deck by link, by moving codes and by file, without a network', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  const file = {
    ...JSON.parse(readFileSync(await (await saveDeckFile(page)).path(), 'utf8')),
    id: 'd_mine',
    title: 'Mine',
  }
  await openFile(page, 'mine.deck.json', JSON.stringify(file))
  await page.getByRole('button', { name: /^Add \d+ cards/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()

  const friend = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  const complaints = watchPage(friend)
  await friend.addInitScript(putCamera)
  await friend.goto(`${baseURL}#/open`)
  await Promise.all([whenOfflineReady(page), whenOfflineReady(friend)])
  await Promise.all([page.context().setOffline(true), friend.context().setOffline(true)])
  const fresh = friend.getByRole('button', { name: `Add ${file.notes.length} cards` })

  await page.goto('./#/deck/d_mine')
  await page.getByRole('button', { name: 'Share this deck' }).click()
  await expect(page.getByText('What you remember of them stays here', { exact: false })).toBeVisible()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await friend.goto(`${baseURL}${link.slice(link.indexOf('#'))}`)
  await expect(fresh).toBeVisible()
  await friend.goto(`${baseURL}${link.slice(link.indexOf('#'), -30)}`)
  await expect(friend.getByText(/Only part of the link arrived.*Nothing on this device was changed/)).toBeVisible()

  await friend.getByRole('button', { name: 'Scan a code' }).click()
  await expect(friend.getByText('Recite may not use the camera', { exact: false })).toBeVisible()
  await friend.evaluate(() => {
    ;(window as unknown as Watched).camera.allowed = true
  })
  await friend.getByRole('button', { name: 'Try again' }).click()
  await expect(friend.getByText('Looking for a code')).toBeVisible()
  await page.getByRole('button', { name: /^Show as moving codes/ }).click()
  await expect(async () => {
    await look(page, friend)
    await expect(friend.getByText(/^[2-9] of \d+ codes/)).toBeVisible({ timeout: 1 })
  }).toPass({ intervals: [50] })
  await expectAccessible(friend)
  await expect(async () => {
    await look(page, friend)
    await expect(fresh).toBeVisible({ timeout: 1 })
  }).toPass({ intervals: [50] })
  expect(
    await friend.evaluate(() => (window as unknown as Watched).camera.tracks.map(({ readyState }) => readyState)),
  ).toEqual(['ended'])
  await fresh.click()
  await expect(friend.getByText(/^Deck added/)).toBeVisible()

  await page.getByRole('button', { name: 'Other ways' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await friend.goto(`${baseURL}#/decks`)
  await expect(friend.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await friend.goto(`${baseURL}#/open`)
  await friend.locator('input[type=file]').setInputFiles({
    name: 'mine.deck.json',
    mimeType: 'application/json',
    buffer: readFileSync(await (await saveDeckFile(page)).path()),
  })
  await expect(friend.getByText('You already have this deck as it is')).toBeVisible()
  expect(complaints).toEqual([])
  await friend.context().close()
})

test('a selection is sent as a deck of its own, which its sender can open as well', async ({ page }) => {
  await page.goto('./#/browse')
  await expect(page.locator('[data-position="1"] .brow')).toBeVisible()
  await page.getByRole('checkbox').first().check({ force: true })
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')
  await page.goto('./#/open')
  await page.getByLabel('Paste a link').fill(link)
  await page.getByRole('button', { name: 'Open the link' }).click()
  await expect(page.getByText('1 new', { exact: true })).toBeVisible()
})

test('a deck that is dropped on the window, or shared by another app, is previewed; not in the middle of a session', async ({
  page,
}) => {
  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  const file = { ...JSON.parse(readFileSync(await (await saveDeckFile(page)).path(), 'utf8')), id: 'd_mine' }
  const fresh = page.getByRole('button', { name: `Add ${file.notes.length} cards` })
  await drop(page, JSON.stringify(file))
  await expect(fresh).toBeVisible()
  await page.goto('./#/study')
  await expect(page.locator('.focus .index .q')).toBeVisible()
  expect(await drop(page, JSON.stringify(file))).toBe('refused')
  await expect(page.locator('.focus .index .q')).toBeVisible()
  await page.goto('./#/decks')
  await whenOfflineReady(page)
  await page.evaluate(async (text) => {
    const form = new FormData()
    form.set('deck', new File([text], 'mine.deck.txt', { type: 'text/plain' }))
    await fetch('share', { method: 'POST', body: form })
  }, JSON.stringify(file))
  await page.goto('./#/create?shared=1')
  await expect(fresh).toBeVisible()
})

test('the ways to send a deck are accessible, by key, narrow and in large text', async ({ page }) => {
  // Codes that play by themselves cannot be gone through by key.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('./#/decks')
  await page.locator('a.deck[href*="#/deck/"]').first().click()
  const share = page.getByRole('button', { name: 'Share this deck' })
  await share.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('button', { name: 'Copy link' })).toBeVisible()
  const look = async (name: string) => {
    await lookAt(page, name)
    await page.setViewportSize({ width: 320, height: 640 })
    for (const percent of [100, 200]) {
      await page.evaluate((font) => document.documentElement.style.setProperty('font-size', `${font}%`), percent)
      expect(await sheet.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0)
    }
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
    await page.setViewportSize({ width: 390, height: 844 })
  }
  await look('send')
  await sheet.getByRole('button', { name: /^Show as moving codes/ }).focus()
  await page.keyboard.press('Enter')
  await expect(sheet.getByRole('img', { name: 'QR code 1' })).toBeVisible()
  await sheet.getByRole('button', { name: 'Next code' }).focus()
  await page.keyboard.press('Enter')
  await expect(sheet.getByRole('img', { name: 'QR code 2' })).toBeVisible()
  await look('send-codes')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(share).toBeFocused()
})

/** Drags a file over the window and lets it go there. Tells what became of it: the browser opens what nobody takes. */
function drop(page: Page, text: string): Promise<'taken' | 'refused' | 'opened'> {
  return page.evaluate(async (content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'mine.deck.json'))
    const fire = (type: string) => {
      const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
      document.body.dispatchEvent(event)
      return event.defaultPrevented
    }
    fire('dragenter')
    while (!fire('dragover')) await new Promise((done) => setTimeout(done, 20))
    const { dropEffect } = dataTransfer
    return fire('drop') ? (dropEffect === 'none' ? 'refused' : 'taken') : 'opened'
  }, text)
}

/** Holds the friend's camera before the sender's screen, for one picture. */
async function look(sender: Page, friend: Page): Promise<void> {
  const code = sender.locator('svg.qr')
  const [path, box] = await Promise.all([code.locator('path').getAttribute('d'), code.getAttribute('viewBox')])
  const size = Number(box?.split(' ')[2])
  await friend.evaluate(([d, n]) => (window as unknown as Watched).camera.show(d, n), [path ?? '', size] as const)
}

function putCamera(): void {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 480
  const context = canvas.getContext('2d')
  const camera: Camera = {
    allowed: false,
    tracks: [],
    show: (path, size) => {
      if (!context) return
      context.resetTransform()
      context.fillStyle = '#776'
      context.fillRect(0, 0, 640, 480)
      context.translate(120, 40)
      context.scale(400 / size, 400 / size)
      context.fillStyle = '#eed'
      context.fillRect(0, 0, size, size)
      context.fillStyle = '#223'
      context.fill(new Path2D(path))
    },
  }
  Object.assign(window, { camera })
  // A camera brings one picture after the other, whatever there is to see.
  setInterval(() => context?.fillRect(0, 0, 1, 1), 40)
  Object.defineProperty(navigator, 'mediaDevices', {
    value: {
      getUserMedia: async () => {
        if (!camera.allowed) throw new DOMException('not now', 'NotAllowedError')
        const stream = canvas.captureStream()
        camera.tracks.push(...stream.getTracks())
        return stream
      },
    },
  })
}
