import type { Page } from '@playwright/test'
import { BASIC, type MadeNote, type MadePackage, makePackage } from '../formats/anki/makePackage.ts'
import { expect, expectAccessible, screenshot, test, whenOfflineReady } from './fixtures.ts'
import { overflowX } from './steps.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
)

const note = (n: number, front: string, back: string): MadeNote => ({
  guid: `g${n}`,
  type: BASIC,
  fields: [front, back],
})

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto('./#/decks')
  await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await page.goto('./#/open')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
}

async function add(page: Page, made: MadePackage): Promise<void> {
  await choose(page, 'made.apkg', Buffer.from(await makePackage(made)))
  await page.getByRole('button', { name: /^Add \d+ note/ }).click()
  await expect(page.getByText(/^Added\. /)).toBeVisible()
}

/** Studies the only deck of that name. */
async function study(page: Page, deck: string): Promise<void> {
  await page.goto('./#/decks')
  await page
    .getByRole('link', { name: new RegExp(deck) })
    .first()
    .click()
  await page
    .getByRole('link', { name: /^Study/ })
    .first()
    .click()
  await expect(page.locator('.foreign-card iframe')).toBeVisible()
}

const card = (page: Page) => page.frameLocator('.foreign-card iframe')

test('a package from Anki is shown, added, studied offline, and taken back', async ({ page, context }) => {
  await page.goto('./')
  await whenOfflineReady(page)
  const notes = [note(1, 'Capital of <b>France</b>? <img src="map.png">', 'Paris'), note(2, 'two', 'zwei')]
  await choose(
    page,
    'made.apkg',
    Buffer.from(await makePackage({ notes, deck: 'Made deck', media: { 'map.png': PNG } })),
  )
  await expect(page.getByRole('heading', { name: '1 deck, 2 notes' })).toBeVisible()
  await expect(page.getByText('2 new')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'anki-preview-phone')
  await page.getByRole('button', { name: 'Add 2 notes' }).click()
  await expect(page.getByText('Added. 2 notes new')).toBeVisible()

  await context.setOffline(true)
  await study(page, 'Made deck')
  await expect(card(page).locator('body')).toContainText('Capital of France?')
  await expect(card(page).locator('body')).not.toContainText('Paris')
  await expect
    .poll(() =>
      card(page)
        .locator('img')
        .evaluate((img: HTMLImageElement) => img.naturalWidth),
    )
    .toBe(10)
  await expectAccessible(page)
  await screenshot(page, 'anki-question-phone')
  await page.keyboard.press('Space')
  await expect(card(page).locator('body')).toContainText('Paris')
  await screenshot(page, 'anki-answer-phone')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(card(page).locator('html.night')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'anki-answer-phone-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  // A key pressed inside the frame does what it does outside.
  await card(page).locator('body').click()
  await page.keyboard.press('3')
  await expect(card(page).locator('body')).toContainText('two')
  await context.setOffline(false)

  await choose(
    page,
    'made.apkg',
    Buffer.from(await makePackage({ notes, deck: 'Made deck', media: { 'map.png': PNG } })),
  )
  await expect(page.getByText('You already have all of it.')).toBeVisible()
  const more = [...notes, note(3, 'three', 'drei')]
  await choose(page, 'made.apkg', Buffer.from(await makePackage({ notes: more, deck: 'Made deck' })))
  await page.getByRole('button', { name: 'Add 1 note' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.goto('./#/decks')
  await expect(page.getByText('2 cards').first()).toBeVisible()
})

test('formulas are drawn, typed answers compared, gaps hidden', async ({ page }) => {
  await page.goto('./')
  const maths = { ...BASIC, id: 2, templates: [['{{Front}}', '{{FrontSide}} {{Back}}'] as const] }
  const typing = { ...BASIC, id: 3, templates: [['{{Front}} {{type:Back}}', '{{type:Back}}'] as const] }
  const notes: MadeNote[] = [
    { guid: 'm', type: maths, fields: ['\\(\\frac{1}{2}\\)', 'half'] },
    { guid: 't', type: typing, fields: ['Capital?', 'Paris'] },
  ]
  await add(page, { notes, deck: 'Mixed' })
  await study(page, 'Mixed')
  await expect(card(page).locator('math mfrac')).toBeVisible()
  await page.waitForTimeout(350)
  await page.keyboard.press('Space')
  await expect(card(page).locator('body')).toContainText('half')
  await page.keyboard.press('3')
  const input = card(page).getByRole('textbox', { name: 'Type the answer' })
  await input.fill('Pares')
  await expectAccessible(page)
  await input.press('Enter')
  await expect(card(page).locator('#typeans .typeBad')).toHaveText('e')
  await expect(card(page).locator('#typeans .typeMissed')).toHaveText('i')
})

test('what is no package, or lies about itself, is refused with a sentence', async ({ page }) => {
  await page.goto('./')
  await choose(page, 'bad.apkg', Buffer.from('no zip at all'))
  await expect(page.getByText('bad.apkg is no package from Anki. Nothing on this device was changed.')).toBeVisible()
  const sql = 'UPDATE col SET ver = 99'
  await choose(page, 'new.apkg', Buffer.from(await makePackage({ notes: [note(1, 'a', 'b')], sql })))
  await expect(page.getByText(/was made by a newer Anki/)).toBeVisible()
})

test('a table asks what its columns are', async ({ page }) => {
  await page.goto('./')
  await choose(page, 'German.csv', Buffer.from('eins,one\nzwei,two\n'))
  await expect(page.getByText('2 new')).toBeVisible()
  await page.getByLabel(/^Column 1/).selectOption('answer')
  await page.getByLabel(/^Column 2/).selectOption('question')
  await expectAccessible(page)
  await screenshot(page, 'anki-table-phone')
  await page.getByRole('button', { name: 'Add 2 notes' }).click()
  await expect(page.getByText('Added. 2 notes new')).toBeVisible()
})

const HOSTILE = [
  '<script>parent.postMessage("pwned","*");top.document.title="pwned"</script>',
  '<img src=x onerror="alert(1)"><img src="https://evil.example/a.png"><img srcset="https://evil.example/b.png 2x">',
  '<svg onload="alert(2)"><script>alert(3)</script></svg><math><mtext><script>alert(4)</script></mtext></math>',
  '<iframe src="https://evil.example/"></iframe><iframe srcdoc="<script>alert(5)</script>"></iframe>',
  '<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/y">',
  '<a href="javascript:alert(6)" id="link">link</a><form action="https://evil.example/"><button>go</button></form>',
  '<div style="background:url(https://evil.example/c.png)">x</div><div style="background:u\\72l(https://evil.example/d.png)">y</div>',
  '<style>@import "https://evil.example/e.css"; body{background:url(https://evil.example/f.png)}</style>',
  '<link rel=stylesheet href="https://evil.example/g.css"><meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href="https://evil.example/"><video src="https://evil.example/h.mp4" autoplay></video><audio src="https://evil.example/i.mp3">',
  '<noscript><p title="</noscript><img src=x onerror=alert(7)>"></noscript><textarea></textarea><img src=x onerror=alert(8)>',
  '<svg><style><img src=x onerror=alert(9)></style></svg><p id="</title><script>alert(10)</script>">z</p>',
  '<details open ontoggle="alert(11)"><summary>s</summary>t</details><b onmouseover=alert(12)>u</b>',
  '<input autofocus onfocus=alert(13)><body onload=alert(14)><div id="document" name="parent">clobber</div>',
  '[sound:https://evil.example/j.mp3][sound:../k.mp3]',
]

test('a hostile card runs nothing, asks for nothing and reaches nothing', async ({ page, baseURL }) => {
  const dialogs: string[] = []
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob|about):/.test(request.url()))
      asked.push(request.url())
  })
  await page.goto('./')
  const css = `@import url(https://evil.example/l.css); @font-face { font-family: f; src: url(https://evil.example/m.woff2) }
    .card { background: url("https://evil.example/n.png"); font-family: f; position: fixed; inset: 0; z-index: 99999 }
    .x { background: u\\72l(https://evil.example/o.png) }`
  const type = { ...BASIC, css, templates: [[`{{Front}}${HOSTILE.join('')}`, '{{FrontSide}}{{Back}}'] as const] }
  const notes = HOSTILE.map((html, n): MadeNote => ({ guid: `h${n}`, type, fields: [`card ${n} ${html}`, html] }))
  await add(page, { notes, deck: 'Hostile' })
  await study(page, 'Hostile')
  await page.evaluate(() => addEventListener('message', ({ data }) => data === 'pwned' && alert('a message got out')))
  for (let n = 0; n < 3; n++) {
    await expect(card(page).locator('body')).toContainText(`card ${n} `)
    // A key within 300 ms of a new card is taken for the one before it.
    await page.waitForTimeout(350)
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: /^Good/ })).toBeVisible()
    for (const frame of page.frames().slice(1)) {
      const found = await frame.evaluate(() => ({
        origin,
        bad: document.body.querySelectorAll(
          'script, iframe, object, embed, link, meta, base, form, video, style, input, textarea',
        ).length,
        handlers: [...document.body.querySelectorAll('*')].flatMap((element) =>
          [...element.attributes]
            .filter(({ name }) => /^on|href|srcset|action|srcdoc/.test(name))
            .map(({ name }) => name),
        ),
        sources: [...document.body.querySelectorAll('[src]')].map((element) => element.getAttribute('src') ?? ''),
      }))
      expect(found.origin).toBe('null')
      expect(found.bad).toBe(0)
      expect(found.handlers).toEqual([])
      expect(found.sources.filter((source) => !source.startsWith('blob:'))).toEqual([])
      // Even somebody inside could reach nothing of ours, and nobody else.
      const reach = await frame.evaluate(async () => {
        const tries = [
          () => localStorage.length,
          () => indexedDB.open('recite'),
          () => parent.document.title,
          () => document.cookie,
        ]
        const open = tries.filter((attempt) => {
          try {
            attempt()
            return true
          } catch {
            return false
          }
        })
        return open.length
      })
      expect(reach).toBe(0)
    }
    await page.keyboard.press('3')
  }
  expect(dialogs).toEqual([])
  expect(asked).toEqual([])
  expect(await page.title()).not.toBe('pwned')
  expect(await overflowX(page)).toBe(0)
})

test('a stranger’s package that knows my notes says which, and leaves them as they are unless told to', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await add(page, { deck: 'French', notes: [note(1, 'le pain', 'bread'), note(2, 'le lait', 'milk')] })
  const hostile = { deck: 'Free words', notes: [note(1, 'le pain', 'wrong')], sql: 'UPDATE notes SET mod = 1700000000' }
  await choose(page, 'free.apkg', Buffer.from(await makePackage(hostile)))
  await expect(page.getByRole('heading', { name: 'Like your own, but not from where yours came from' })).toBeVisible()
  await expect(page.getByText('French: le pain bread')).toBeVisible()
  await expect(page.getByText('1 new')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'anki-strangers-phone')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await overflowX(page)).toBeLessThanOrEqual(0)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await screenshot(page, 'anki-strangers-dark')
  const mine = page.getByRole('switch', { name: 'It is mine: change my own with it' })
  await mine.click()
  await expect(page.getByText('1 changed')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What it changes' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Update 1 note' })).toBeVisible()
  await mine.click()
  await page.getByRole('button', { name: 'Add 1 note' }).click()
  await expect(page.getByText(/^Added\. /)).toBeVisible()
  await page.goto('./#/decks')
  await expect(page.getByRole('link', { name: /Free words/ })).toBeVisible()
  await study(page, 'French')
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await expect(card(page).locator('body')).toContainText('bread')
})
