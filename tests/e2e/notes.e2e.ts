import { deflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, screenshot, test } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { overflowX, snack } from './steps.ts'

async function makeDeck(page: Page, title: string): Promise<void> {
  await page.goto('./#/decks')
  await page.getByRole('button', { name: 'New deck' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(title)
  await page.getByRole('button', { name: 'Make the deck' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title.split('::').at(-1) ?? '' })).toBeVisible()
}

async function startWriting(page: Page, kind: string): Promise<void> {
  await page.getByRole('link', { name: 'Write a card' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Write a card' })).toBeVisible()
  await page.locator('.seg').getByText(kind, { exact: true }).click()
}

async function add(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add the card' }).click()
  await expect(snack(page)).toContainText('Card added')
}

const box = (page: Page, n: number) => page.getByRole('button', { name: `Box ${n}`, exact: true })

test('writes cards of every kind into a deck of its own, warned and with a preview, and takes one back', async ({
  page,
}) => {
  test.setTimeout(60_000)
  await makeDeck(page, 'Languages::French')
  await startWriting(page, 'Question')
  await page.getByRole('button', { name: 'Add the card' }).click()
  await expect(page.getByText('The question is missing.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('What is *cat* in French, un chat or une?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('un chat')
  await expect(page.getByText('The question gives the answer away.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('What is *cat* in French?')
  await expect(page.getByText('The question gives the answer away.')).toBeHidden()
  await expect(page.locator('.note-preview em')).toHaveText('cat')
  await page.getByRole('combobox', { name: 'Tags' }).fill('animals,')
  await expect(page.getByRole('button', { name: 'Take off animals' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Also right, one a line' }).fill('le chat')
  await page.getByRole('switch', { name: 'Answer by typing' }).click()
  await expect(page.getByRole('button', { name: 'Take off typed' })).toBeVisible()
  await add(page)
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('What is *cat* in French?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('chat')
  await page.reload()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('What is *cat* in French?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('chat')
  await expect(page.getByText('Another card asks this already.')).toBeVisible()

  await page.locator('.seg').getByText('List', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Which are the primary colours?')
  await page.getByRole('textbox', { name: 'What belongs to the list, one a line' }).fill('red\nyellow\nblue')
  await expect(page.locator('.note-preview li')).toHaveCount(3)
  await add(page)
  await page.locator('.seg').getByText('Gaps', { exact: true }).click()
  const text = page.getByRole('textbox', { name: 'Text', exact: true })
  await text.fill('The moon draws the tide.')
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(4, 8))
  await page.getByRole('button', { name: 'Make a gap of the selection' }).click()
  await expect(text).toHaveValue('The {{c1::moon}} draws the tide.')
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(27, 31))
  await page.getByRole('button', { name: 'Make a gap of the selection' }).click()
  await expect(page.locator('.note-preview article')).toHaveCount(2)
  await add(page)
  await page.locator('.seg').getByText('Choice', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Which city is the capital of France?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('Paris')
  await page.getByRole('textbox', { name: 'Wrong options, one a line' }).fill('Lyon\nNice')
  await add(page)
  await snack(page).getByRole('button', { name: 'Undo' }).click()
  await expect(snack(page)).toContainText('Undone')
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(page.locator('a.crow, button.crow')).toHaveCount(4)
})

test('asks for boxes on a picture, drawn by finger and by keys, and answers them', async ({ page }) => {
  test.setTimeout(60_000)
  await page.setViewportSize({ width: 390, height: 844 })
  await makeDeck(page, 'Pictures')
  await startWriting(page, 'Picture')
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: picture(300, 200) })
  const canvas = page.getByRole('group', { name: 'Picture with boxes' })
  await expect(canvas.locator('img')).toBeVisible()
  await canvas.scrollIntoViewIfNeeded()
  const area = await canvas.boundingBox()
  if (!area) throw new Error('no canvas')
  await page.mouse.move(area.x + area.width * 0.1, area.y + area.height * 0.1)
  await page.mouse.down()
  await page.mouse.move(area.x + area.width * 0.3, area.y + area.height * 0.4, { steps: 4 })
  await page.mouse.up()
  await expect(box(page, 1)).toBeVisible()
  await page.getByRole('button', { name: 'Add a box' }).click()
  await box(page, 2).focus()
  const before = await box(page, 2).boundingBox()
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  const after = await box(page, 2).boundingBox()
  expect((after?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(area.width / 10, 0)
  expect(after?.height ?? 0).toBeGreaterThan(before?.height ?? 0)
  await page.getByRole('button', { name: 'Add a box' }).click()
  await box(page, 3).focus()
  await page.keyboard.press('Delete')
  await expect(box(page, 3)).toBeHidden()
  await page.getByRole('textbox', { name: 'What is under box 1' }).fill('The lake')
  await page.getByRole('textbox', { name: 'What is under box 2' }).fill('The hill')
  await screenshot(page, 'occlusion-editor.phone')
  await expectAccessible(page)
  await add(page)

  await page.goto('./#/decks')
  await page.getByRole('link', { name: /Pictures/ }).click()
  await expect(page.locator('.crow')).toHaveCount(2)
  await page.getByRole('link', { name: /^Study/ }).click()
  const card = page.locator('.index')
  await expect(card.locator('.occlusion .box')).toHaveCount(2)
  await expect(card.locator('.box.asked')).toHaveCount(1)
  await expect(card.getByRole('img', { name: /box \d of 2 covered/ })).toBeVisible()
  await screenshot(page, 'occlusion-question.phone')
  await page.waitForTimeout(350)
  await page.keyboard.press('Space')
  await expect(card.locator('.box.open')).toBeVisible()
  await expect(card.locator('.a')).toContainText(/The (lake|hill)/)
  await screenshot(page, 'occlusion-answer.phone')
  await expectAccessible(page)
  await page.keyboard.press('3')
  await expect(snack(page)).toContainText('Good. Back')
})

test('names decks and moves cards between them, each to be taken back', async ({ page }) => {
  test.setTimeout(60_000)
  await makeDeck(page, 'Mine')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Own::Very own')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Very own' })).toBeVisible()
  await snack(page).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible()

  await page.goto('./#/browse?q=kabul')
  const rows = page.locator('.vlist .brow')
  await expect(rows.first()).toBeVisible()
  const found = Number(/\d+/.exec((await page.locator('.list-head [role="status"]').textContent()) ?? '')?.[0])
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Move to another deck' }).click()
  await page.getByRole('combobox', { name: 'Deck' }).selectOption({ label: 'Mine' })
  await page.getByRole('button', { name: 'Move to another deck' }).click()
  await expect(snack(page)).toContainText(/^Moved \d+ notes/)
  const field = page.getByRole('searchbox', { name: 'Search' })
  await field.fill('kabul deck:Mine')
  await expect(page.locator('.list-head [role="status"]')).toContainText(`${found} cards`)
  await rows.first().click()
  await page.getByRole('link', { name: 'Open the article' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('mark').first()).toBeVisible()
  await page.goto('./#/browse?q=deck:Mine')
  await page.getByRole('button', { name: /^Undo: Moved/ }).click()
  await expect(page.getByText('No card is like that')).toBeVisible()
})

test('brings a suspended card back with one tap', async ({ page }) => {
  await page.goto('./#/browse')
  await page.getByRole('checkbox').first().check({ force: true })
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('button', { name: 'Suspend', exact: true }).click()
  await expect(snack(page)).toContainText('Suspended 1 card')
  await page.getByRole('searchbox', { name: 'Search' }).fill('is:suspended')
  await expect(page.locator('.vlist .brow')).toHaveCount(1)
  await page.locator('.vlist .brow').first().click()
  await page.getByRole('button', { name: 'Bring back' }).click()
  await expect(snack(page)).toContainText('Brought back 1 card')
})

test('the form and the tree of decks are accessible', async ({ page }) => {
  test.setTimeout(60_000)
  const look = (name: string) => lookAt(page, `notes-${name}`)
  await makeDeck(page, 'Languages::French')
  await page.getByRole('button', { name: 'Rename or move' }).click()
  await look('rename')
  await page.keyboard.press('Escape')
  await startWriting(page, 'Choice')
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('Which is \\(x^2\\) for **x = 2**?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('4')
  await page.getByRole('textbox', { name: 'Wrong options, one a line' }).fill('2\n8\n4')
  await page.getByRole('combobox', { name: 'Tags' }).fill('maths,')
  await expect(page.locator('.note-preview math')).toBeVisible()
  await look('form')
  await page.goto('./#/decks')
  await expect(page.getByText('Languages', { exact: true })).toBeVisible()
  await look('tree')
  for (const percent of [100, 200]) {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const hash of ['#/decks', '#/note']) {
      await page.goto(`./${hash}`)
      await page.evaluate((share) => document.documentElement.style.setProperty('font-size', `${share}%`), percent)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      expect(await overflowX(page), `${hash} at ${percent}%`).toBeLessThanOrEqual(0)
    }
  }
})

/** A PNG of two colours, as big as asked. */
function picture(width: number, height: number): Buffer {
  const row = (y: number) =>
    Buffer.from([
      0,
      ...Array.from({ length: width }, (_, x) =>
        x < width / 2 === y < height / 2 ? [200, 220, 210] : [120, 160, 200],
      ).flat(),
    ])
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => row(y))))
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let i = 0; i < 8; i++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

/** Lets nothing be read of the collection, as on a phone that just woke up, until told otherwise. */
async function setUnreadable(page: Page, unreadable: boolean): Promise<void> {
  await page.evaluate((isUnreadable) => {
    const state = window as unknown as { isUnreadable?: boolean }
    if (state.isUnreadable === undefined) {
      const open = IDBDatabase.prototype.transaction
      IDBDatabase.prototype.transaction = function (...args: Parameters<IDBDatabase['transaction']>) {
        if (state.isUnreadable && args[1] !== 'readwrite')
          throw new DOMException('Internal error opening backing store', 'UnknownError')
        return open.apply(this, args)
      }
    }
    state.isUnreadable = isUnreadable
  }, unreadable)
}

test('a card that is written while the device lets nothing be read keeps its words and says so', async ({ page }) => {
  await makeDeck(page, 'Chad')
  await startWriting(page, 'Question')
  const question = page.getByRole('textbox', { name: 'Question', exact: true })
  const answer = page.getByRole('textbox', { name: 'Answer', exact: true })
  const save = page.getByRole('button', { name: 'Add the card' })
  const alert = page.getByRole('alert')
  await question.fill('What is the capital of Chad?')
  await answer.fill('N’Djamena')
  await setUnreadable(page, true)
  await save.click()
  await expect(alert).toContainText('Your words are still here')
  await expect(question).toHaveValue('What is the capital of Chad?')
  await expect(answer).toHaveValue('N’Djamena')
  await expectAccessible(page)

  // The next card is begun before the first is known not to be stored: neither is lost.
  await page.locator('.note-form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit()
    const area = form.querySelector('textarea')
    if (!area) throw new Error('no field')
    area.value = 'Which river passes it?'
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
  await expect(alert).toContainText('The card before was not added')
  await expect(question).toHaveValue('Which river passes it?')
  await answer.fill('the Chari')
  await setUnreadable(page, false)
  await save.click()
  await expect(snack(page)).toContainText('Card added')
  await expect(alert).toHaveCount(0)
  await expect(question).toHaveValue('What is the capital of Chad?')
  await save.click()
  await expect(question).toHaveValue('')
  await page.goto('./#/decks')
  await expect(page.getByRole('link', { name: /Chad/ })).toContainText('2')
})
