import type { Page } from '@playwright/test'
import type { Note } from '../../src/domain/note.ts'
import { toInstant } from '../../src/domain/time.ts'
import { encodeBackup } from '../../src/formats/backup.ts'
import { encodeDeck } from '../../src/formats/deckFile.ts'
import { BASIC, makePackage } from '../formats/anki/makePackage.ts'
import { makeDeck } from '../storage/world.ts'
import { expect, test } from './fixtures.ts'
import { CSS, MARK, PAYLOADS, TEXTS } from './hostile/corpus.ts'
import { snack } from './steps.ts'

/** Fails on any script run, dialog, navigation, window or request to anywhere, for as long as the page is watched. */
function watchStranger(page: Page, baseURL: string): () => Promise<void> {
  const seen: string[] = []
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(baseURL) || /^(blob|data):/.test(request.url())
    if (!isOwn || /relative\.png|secret|passwd|\/x$/.test(request.url())) seen.push(`request ${request.url()}`)
  })
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(baseURL) && !/^about:(blank|srcdoc)$/.test(frame.url()))
      seen.push(`navigation to ${frame.url()}`)
  })
  page.context().on('page', (opened) => seen.push(`window ${opened.url()}`))
  return async () => {
    for (const frame of page.frames()) {
      const ran = await frame.evaluate(() => '__pwned' in window || 'polluted' in {}).catch(() => false)
      if (ran) seen.push(`a script ran in ${frame.url()}`)
    }
    if ((await page.title()).includes(MARK)) seen.push('a title was changed')
    expect(seen).toEqual([])
  }
}

async function open(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page.goto('./#/decks')
  await expect(page.getByRole('heading', { name: 'Decks', level: 1 })).toBeVisible()
  await page.goto('./#/open')
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }
  await page.locator('input[type=file]').first().setInputFiles(file)
}

/** Seven to a card, and once more in the other order: what is first in one is swallowed by none of those before it. */
function groups(): readonly string[] {
  const cut = (all: readonly string[]) =>
    Array.from({ length: Math.ceil(all.length / 7) }, (_, i) => all.slice(i * 7, i * 7 + 7).join(' '))
  return [...cut(PAYLOADS), ...cut(PAYLOADS.toReversed())]
}

/** All that a deck can say, said by strangers; its notes are the payloads, a dozen to each. */
function hostileDeck(id: string) {
  const words = [...TEXTS, ...PAYLOADS]
  const base = makeDeck(id, Math.ceil(words.length / 12))
  const notes = base.notes.map((note, i): Note => {
    const some = words.slice(i * 12, i * 12 + 12).join('\n\n')
    const content = { kind: 'qa' as const, question: `Card ${i}: ${some}`, answer: some }
    return { ...note, content, tags: [words[i]?.slice(0, 100) ?? ''], evidence: [], accepted: ['__proto__'] }
  })
  const [source] = base.sources
  if (!source) throw new Error('no source')
  const title = `${id} ${PAYLOADS[3]}`
  return {
    ...base,
    title,
    authors: [PAYLOADS[0] ?? ''],
    notes,
    sources: [{ ...source, title, text: words.join(' ').normalize('NFC') }],
  }
}

test('a hostile deck, backup and article are words and nothing else, wherever they show', async ({ page, baseURL }) => {
  test.setTimeout(120_000)
  const check = watchStranger(page, baseURL ?? '')
  await page.goto('./')
  const poisoned = encodeDeck(hostileDeck('evil')).replace(
    /^\{/,
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
  )
  await open(page, `${PAYLOADS[3]?.replaceAll('/', '')}.deck.json`, poisoned)
  await page.getByRole('button', { name: /^Add \d+ card/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  for (const address of ['decks', 'deck/evil', 'browse?q=deck:evil*', 'study/evil', 'quiz', 'read/evil/evil-source']) {
    await page.goto(`./#/${address}`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    if (address.startsWith('study')) {
      await page.getByRole('button', { name: /^Show answer/ }).click()
      await expect(page.getByRole('button', { name: /^Good/ })).toBeVisible()
    }
    const intruders = '#root script, #root iframe, #root object, #root a[href^="javascript" i], #root a[href^="data" i]'
    await expect(
      page.locator(`${intruders}, #root [onerror], #root [onload], #root form[action], #root base`),
    ).toHaveCount(0)
    await expect(page.locator('#root img[src^="http"], #root [style*="evil"]')).toHaveCount(0)
  }
  await check()

  const backup = encodeBackup({
    appVersion: PAYLOADS[0] ?? '',
    savedAt: toInstant(1_767_600_000_000),
    decks: [{ ...hostileDeck('backed'), builtIn: false, retired: [] }],
    events: [],
  })
  await open(page, 'backup.json', backup)
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/^Restored\./)).toBeVisible()
  await page.goto('./#/create')
  const html = `<html><head><title>${PAYLOADS[3]}</title><base href="https://evil.example/"></head><body><article>${PAYLOADS.join('<p>')}</article></body></html>`
  const article = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from(html) }
  await page.locator('input[type=file]').first().setInputFiles(article)
  await expect(page.locator('textarea').first()).not.toHaveValue('')
  await check()
})

test('a hostile package runs nothing and asks for nothing, on any of its cards', async ({ page, baseURL }) => {
  test.setTimeout(120_000)
  const check = watchStranger(page, baseURL ?? '')
  await page.goto('./')
  const type = { ...BASIC, css: CSS, templates: [['{{Front}}', '{{FrontSide}}<hr id=answer>{{Back}}']] as const }
  const notes = groups().map((html, n) => ({ guid: `p${n}`, type, fields: [`card ${n} ${html}`, html] }))
  await open(page, 'evil.apkg', await makePackage({ notes, deck: 'Evil', media: { '../x.png': new Uint8Array([1]) } }))
  await expect(page.getByText(/Nothing on this device was changed/), 'a path in a name').toBeVisible()
  await open(page, 'evil.apkg', await makePackage({ notes, deck: 'Evil' }))
  await page.getByRole('button', { name: /^Add \d+ note/ }).click()
  await expect(page.getByText(/^Added\. /)).toBeVisible()
  await page.goto('./#/browse?q=deck:Evil')
  const rows = page.locator('.vlist .brow')
  await expect(rows.first()).toBeVisible()
  await page.goto('./#/decks')
  await page.getByRole('link', { name: /Evil/ }).first().click()
  await page
    .getByRole('link', { name: /^Study/ })
    .first()
    .click()
  const frame = page.frameLocator('.foreign-card iframe')
  for (let n = 0; n < notes.length; n++) {
    await expect(frame.locator('body')).toContainText(`card ${n}`)
    // A key within 300 ms of a new card is taken for the one before it.
    await page.waitForTimeout(350)
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: /^Good/ })).toBeVisible()
    const bad = await frame
      .locator('body')
      .locator('script, iframe, object, embed, link, meta, base, form, svg, [onerror], [onload]')
      .count()
    expect(bad, `card ${n}`).toBe(0)
    await page.keyboard.press('4')
  }
  await check()
})

test('a title that turns the direction of text turns no sentence of ours, and one that runs from right to left still does', async ({
  page,
}) => {
  await page.goto('./')
  const deck = makeDeck('turned', 2)
  await open(
    page,
    'a\u202Enosj.deck.json',
    encodeDeck({ ...deck, title: 'Fine\u202E\u2066 gpj.exe', authors: ['\u202Eme'] }),
  )
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('“Fine gpj.exe”, 2 cards')
  await page.getByRole('button', { name: 'Add 2 cards' }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  await open(page, 'b.deck.json', encodeDeck({ ...deck, version: 2, title: 'ערים 12' }))
  await page.getByRole('button', { name: 'Update deck' }).click()
  await expect(page.getByText('Updated “\u2068ערים 12\u2069”')).toBeVisible()
  await page.goto('./#/deck/turned')
  await page.getByRole('button', { name: 'Remove deck' }).click()
  await expect(page.getByRole('dialog', { name: 'Remove “\u2068ערים 12\u2069”?' })).toBeVisible()
  expect(await page.locator('body').textContent()).not.toMatch(/[\u202A-\u202E]/)
})

test('a deck that names cards of another brings its own, says so, and leaves the learner’s own cards when it goes', async ({
  page,
}) => {
  await page.goto('./')
  const mine = makeDeck('mine', 2)
  const theirs = makeDeck('theirs', 2)
  await open(page, 'mine.deck.json', encodeDeck(mine))
  await page.getByRole('button', { name: 'Add 2 cards' }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
  const claimed = theirs.notes.map((note, i) => ({ ...note, id: mine.notes[i]?.id ?? note.id }))
  await open(page, 'theirs.deck.json', encodeDeck({ ...theirs, notes: claimed }))
  await expect(
    page.getByText('2 cards call themselves the same as cards in other decks of yours.', { exact: false }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Add 2 cards' }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()

  await page.goto('./#/note?deck=theirs')
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('My own question?')
  await page.getByRole('textbox', { name: 'Answer', exact: true }).fill('Mine')
  await page.getByRole('button', { name: 'Add the card' }).click()
  await expect(snack(page)).toBeVisible()
  await page.goto('./#/deck/theirs')
  await expect(page.getByText('My own question?')).toBeVisible()
  await page.getByRole('button', { name: 'Remove deck' }).click()
  const asked = page.getByRole('dialog')
  await expect(asked).toContainText(
    '2 cards that came with it leave this device. 1 card that you wrote or moved into it stays',
  )
  await asked.getByRole('button', { name: 'Remove deck' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Decks' })).toBeVisible()
  await page.goto('./#/deck/theirs')
  await expect(page.getByText('My own question?')).toBeVisible()
  await expect(page.getByText('What does sentence 0 say?')).toHaveCount(0)
  await page.goto('./#/deck/mine')
  await expect(page.getByText('What does sentence 0 say?')).toBeVisible()
})
