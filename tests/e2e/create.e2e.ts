import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { answersOf } from '../../src/domain/cards.ts'
import { facesOf } from '../../src/domain/faces.ts'
import type { PartialDate } from '../../src/domain/source.ts'
import { makeReader } from '../../src/generator/english/reader.ts'
import { generate } from '../../src/generator/generate.ts'
import { list } from '../../src/ui/format.ts'
import { toSource } from '../../src/workers/articleSource.ts'
import { expect, expectAccessible, screenshot, test, whenOfflineReady } from './fixtures.ts'
import { lookAt } from './looks.ts'
import { answer, saveDeckFile, toQuestion } from './steps.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url))

/** A shipped article without its front matter: as somebody would paste it. */
const TEXT = read('seeds/2013-10-11-kerry-karzai-talks.md')
  .toString('utf8')
  .replace(/^---[\s\S]*?\n---\n/, '')
  .trim()
const TITLE = 'Kerry and Karzai in Kabul'
const DATE = '2013-10-11'

test.describe.configure({ timeout: 60_000 })

test('a pasted article gives the cards that Node gives, and saves those that were kept', async ({ page }) => {
  await findQuestions(page)
  const expected = cardsFromNode()
  await expect(page.getByText(`of ${expected.length} questions`)).toBeVisible()
  await press(page, 'Accept')
  await press(page, 'Reject')
  await page.getByRole('button', { name: 'Trivial' }).filter({ visible: true }).click()
  await press(page, 'Accept all')
  while (await button(page, 'Accept all').isVisible()) await press(page, 'Accept all')
  const save = page.getByRole('button', { name: /^Save \d+ cards/ }).filter({ visible: true })
  const promised = Number(/\d+/.exec((await save.textContent()) ?? '')?.[0])
  await save.click()
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  const stored = await storedNotes(page)
  const ids = stored.map((note) => note.id)
  expect(ids.length).toBe(expected.length - 1)
  for (const note of stored) expect(expected).toContainEqual(note)
  // A question with several gaps is several cards.
  expect(stored.flatMap(facesOf).length).toBe(promised)
  await page.goto('./#/create')
  await expect(page.getByLabel('Article')).toHaveValue('')
  await expect(page.getByText(/draft.* waiting/)).toHaveCount(0)
  await expect(page.getByText('1 reason for turning questions down is kept on this device.')).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'create-reasons.phone.light')
  await page.getByRole('button', { name: 'Forget the reasons' }).click()
  await expect(page.getByText(/turning questions down/)).toHaveCount(0)
  await page.reload()
  await expect(page.getByLabel('Article')).toBeVisible()
  await expect(page.getByText(/turning questions down/)).toHaveCount(0)
})

test('each question shows its own answer', async ({ page }) => {
  await findQuestions(page)
  const expected = cardsFromNode()
  const counter = page.getByText(`of ${expected.length} questions`)
  await expect(counter).toBeVisible()
  const shown: string[] = []
  for (let i = 1; i <= expected.length; i++) {
    await expect(counter).toContainText(String(i))
    const [answer, ...items] = await page.locator('.reveal .a, .reveal .a li').allTextContents()
    shown.push(items.length > 0 ? items.join(' ') : (answer ?? ''))
    if (i < expected.length) await page.keyboard.press('j')
  }
  expect(shown.sort()).toEqual(expected.map(answerOf).sort())
})

const NO_DAY = 'The article’s date is not told, so when this was stays open'

test('a question from the news of a day that is not told says so', async ({ page }) => {
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(TEXT)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.getByText(NO_DAY)).toBeVisible({ timeout: 30_000 })
  await lookAt(page, 'create-no-day')

  // Twice as big on a small phone, all of it is reached by scrolling down.
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  for (const part of [page.locator('.prop h1'), button(page, 'Reject'), button(page, 'Accept')]) {
    await part.scrollIntoViewIfNeeded()
    await expect(part).toBeInViewport({ ratio: 0.3 })
    const box = await part.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(320)
  }
})

test('and where the day is told, none does', async ({ page }) => {
  await findQuestions(page)
  for (const _card of cardsFromNode()) {
    await expect(page.getByText(NO_DAY)).toHaveCount(0)
    await page.keyboard.press('j')
  }
})

test('drafts and the form survive a reload; edits and cards by hand are in them', async ({ page }) => {
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(TEXT)
  await page.getByLabel('Title').fill(TITLE)
  // It is written once typing rests.
  await expect.poll(async () => (await keptForms(page)).some((kept) => kept.includes(TITLE))).toBe(true)
  await page.reload()
  await expect(page.getByLabel('Article')).toHaveValue(TEXT)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.locator('.prop')).toBeVisible({ timeout: 30_000 })

  await toQuestion(page)
  await press(page, 'Edit')
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Question', { exact: true }).last().fill('Who came with the secretary of state?')
  await sheet.getByRole('button', { name: 'Save and accept' }).click()
  await expect(sheet).toBeHidden()

  await page.getByRole('button', { name: 'Add a card' }).click()
  await page.getByRole('button', { name: /^The conversation, held at Karzai/ }).click()
  await sheet.getByRole('button', { name: 'Save and accept' }).click()
  await expect(sheet.getByText('The question is missing.')).toBeVisible()
  await sheet.getByLabel('Question', { exact: true }).last().fill('How long did the conversation take?')
  await sheet.getByLabel('Answer').fill('about five hours')
  await expect(sheet.getByText('The answer isn’t in the evidence sentence.')).toBeVisible()
  await sheet.getByLabel('Answer').fill('about three hours')
  await expect(sheet.getByText('The answer isn’t in the evidence sentence.')).toHaveCount(0)
  await expect(sheet.locator('.ev strong')).toHaveText('about three hours')
  await sheet.getByRole('button', { name: 'Save and accept' }).click()
  await expect(page.getByText('2 accepted')).toBeVisible()

  await page.waitForTimeout(300)
  await page.reload()
  await expect(page.getByRole('heading', { name: '1 draft waiting' })).toBeVisible()
  await page.getByRole('button', { name: /Continue/ }).click()
  await expect(page.getByText('2 accepted')).toBeVisible()
  await press(page, 'Save 2 cards')
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible()
  const stored = await storedNotes(page)
  const questions = stored.map(({ content }) => ('question' in content ? content.question : ''))
  expect(questions).toContain('Who came with the secretary of state?')
  expect(questions).toContain('How long did the conversation take?')
})

test('says why it asks so little of a text', async ({ page }) => {
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(FEW)
  await page.getByLabel('Title').fill('Karin Olsen')
  await page.getByRole('button', { name: 'Find questions' }).click()
  const summary = page.getByText(/^\d+ sentences read, \d+ not asked: why\?$/)
  await expect(summary).toBeVisible()
  const lines = page.locator('.unasked li')
  await expect(lines.first()).toBeHidden()
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(lines.first()).toBeVisible()
  await expect(page.getByText('0 accepted')).toBeVisible()
  await expect(lines.first()).toHaveText(/^\d+ sentences?: /)
  await expectAccessible(page)
  await page.locator('.unasked').scrollIntoViewIfNeeded()
  await screenshot(page, 'create-few.phone.light')
  await page.setViewportSize({ width: 1280, height: 800 })
  await screenshot(page, 'create-few.desktop.light')
  const said = (await summary.textContent()) ?? ''
  await page.reload()
  await page.getByRole('button', { name: /Continue/ }).click()
  await expect(summary).toHaveText(said)
  await expect(lines).not.toHaveCount(0)
})

/** One sentence that can be asked about, among many that cannot. */
const FEW = [
  'Karin Olsen was a Swedish surveyor who, in 1987, was sent to Quill Bay to measure the harbour of the Larch Line.',
  'It was painted by them. They left it there, and nobody knew why. He had said so to them, and they had laughed.',
  'It rained that day. It was cold, and so were they. She thought that it would be over by then. It was not.',
].join('\n\n')

test('the keyboard does all of it', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await findQuestions(page)
  await page.keyboard.press('a')
  await expect(page.getByText('1 accepted')).toBeVisible()
  await page.keyboard.press('x')
  await page.keyboard.press('z')
  await page.keyboard.press('z')
  await expect(page.getByText('0 accepted')).toBeVisible()
  const question = page.getByRole('heading', { level: 1 }).last()
  const first = (await question.textContent()) ?? ''
  await page.keyboard.press('j')
  await expect(question).not.toHaveText(first)
  await page.keyboard.press('k')
  await expect(question).toHaveText(first)
  await toQuestion(page)
  await page.keyboard.press('e')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByText('Fill the gap', { exact: true }).click()
  await expect(page.getByLabel('Sentence with a gap')).toHaveValue(/\{\{c1::/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: '1 draft waiting' })).toBeVisible()
})

test('files of text, Markdown and HTML open, by the picker and dropped; others are refused', async ({ page }) => {
  await page.goto('./#/create')
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer })
  await choose('talks.md', 'text/markdown', Buffer.from(TEXT))
  await expect(page.getByLabel('Article')).toHaveValue(TEXT)
  const paragraphs = TEXT.split('\n\n').map((paragraph) => `<p>${paragraph.replaceAll('\n', ' ')}</p>`)
  const html = `<!doctype html><title>x</title><meta property="og:site_name" content="The Post"><nav>Home</nav>
    <article><h1>Talks &amp; more</h1><time datetime="2013-10-11T08:00Z">today</time><script>document.title = 'run'</script>${paragraphs.join('')}</article>`
  await choose('talks.html', 'text/html', Buffer.from(html))
  await expect(page.getByLabel('Title')).toHaveValue('Talks & more')
  await expect(page.getByLabel('Author or outlet')).toHaveValue('The Post')
  await expect(page.getByLabel('Date')).toHaveValue('2013-10-11')
  await expect(page.getByLabel('Article')).toHaveValue(/^(?!.*(<|Home|document)).*Karzai/s)
  expect(await page.title()).not.toBe('run')
  await choose('photo.txt', 'text/plain', Buffer.from([1, 0, 2, 0]))
  await expect(page.getByText('This file isn’t text.')).toBeVisible()

  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'dropped.txt', { type: 'text/plain' }))
    return data
  }, TEXT)
  await page.locator('form.paste').dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.getByLabel('Article')).toHaveValue(TEXT)
})

test('a text that cannot be asked about gets a clear sentence', async ({ page }) => {
  await page.goto('./#/create')
  const say = async (text: string, sentence: RegExp) => {
    await page.getByLabel('Article').fill(text)
    await page.getByRole('button', { name: /^Find questions/ }).click()
    await expect(page.getByRole('alert')).toHaveText(sentence, { timeout: 20_000 })
  }
  await say('Too short.', /under 40 words/)
  await say('Der Rat traf sich am Montag in Genf und beschloss den Haushalt. '.repeat(8), /doesn’t look like English/)
  await say('word '.repeat(40_001), /over 200,000 characters/)
  await say('It was so and that was it for the man who had been there. '.repeat(5), /No questions found/)
  const whyFew = page.getByText('5 sentences read, 5 not asked: why?')
  await expect(whyFew).toBeVisible()
  await expect(page.locator('.unasked li').first()).toHaveText(/^\d sentences?: /)
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByText(/No questions found/)).toBeVisible()
  await expect(whyFew).toBeVisible()
  await page.getByRole('button', { name: 'Write cards myself' }).click()
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})

test('what another app shares arrives in the form, and never leaves the device', async ({ page }) => {
  await page.goto('./#/create')
  await whenOfflineReady(page)
  const share = (fields: Record<string, string>, file?: string) =>
    page.evaluate(
      async ([fields, file]) => {
        const form = new FormData()
        for (const [name, value] of Object.entries(fields)) form.set(name, value)
        if (file) form.set('article', new File([file], 'shared.txt', { type: 'text/plain' }))
        return (await fetch('share', { method: 'POST', body: form })).ok
      },
      [fields, file ?? ''] as const,
    )
  expect(await share({ title: 'Shared', text: TEXT, url: 'https://example.org/talks' })).toBe(true)
  await page.goto('./#/create?shared=1')
  await page.reload()
  await expect(page.getByLabel('Title')).toHaveValue('Shared')
  await expect(page.getByLabel('Article')).toHaveValue(TEXT)
  // Any page on the web can share: what is being written is kept until the learner says otherwise.
  await page.getByLabel('Article').fill('Words of my own.')
  // A form is kept when typing rests.
  await page.waitForTimeout(1000)
  await share({ title: '' }, 'From a file.')
  await page.reload()
  await expect(page.getByText('An article was shared with Recite')).toBeVisible()
  await expect(page.getByLabel('Article')).toHaveValue('Words of my own.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByLabel('Article')).toHaveValue('From a file.')
  await expect(page.getByText('An article was shared with Recite')).toBeHidden()
  await page.waitForTimeout(1000)
  await share({ title: 'A page', text: 'https://example.org/talks' })
  await page.reload()
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('Only the address was shared.')).toBeVisible()
})

test('cards are made offline once the language model has been here', async ({ page, context }) => {
  await page.goto('./')
  await whenOfflineReady(page)
  await findQuestions(page)
  await context.setOffline(true)
  await page.reload()
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(`${TEXT} The end.`)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.locator('.prop')).toBeVisible({ timeout: 30_000 })
  await context.setOffline(false)
})

test('cards are made offline after the first finished session, though none were made before', async ({
  page,
  context,
}) => {
  await page.goto('./')
  await whenOfflineReady(page)
  await page.goto('./#/settings')
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'New cards a day' }).fill('1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await page.goto('./#/study')
  await answer(page, 'Easy')
  await expect(page.getByRole('heading', { name: 'Done for today' })).toBeVisible()
  await expect.poll(() => page.evaluate(keptModels), { timeout: 30_000 }).toBe(1)
  await context.setOffline(true)
  await page.goto('./#/create')
  await expect(page.getByText('Studying, quizzes and making cards all work.')).toBeVisible()
  await page.getByLabel('Article').fill(TEXT)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.locator('.prop')).toBeVisible({ timeout: 30_000 })
  await context.setOffline(false)
})

/** How many language models the service worker keeps. */
const keptModels = async () => {
  const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
  return kept.flat().filter(({ url }) => url.endsWith('.bin')).length
}

test.describe('without the language model', () => {
  test.use({ expectedMessages: [/Failed to load resource/] })

  test('says that it has to be fetched once', async ({ page, context }) => {
    await page.goto('./')
    await whenOfflineReady(page)
    await page.goto('./#/create')
    await expect(page.getByLabel('Article')).toBeVisible()
    await context.setOffline(true)
    await expect(page.getByText('Making cards from text needs one visit online first.')).toBeVisible()
    await page.getByLabel('Article').fill(TEXT)
    await page.getByRole('button', { name: /^Find questions/ }).click()
    await expect(page.getByRole('alert')).toHaveText(/isn’t on this device yet/, { timeout: 20_000 })
  })
})

test('the page goes on drawing while an article is read, on a slow device', async ({ page }) => {
  const session = await page.context().newCDPSession(page)
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(Array(6).fill(TEXT).join('\n\n'))
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.getByRole('heading', { name: /Reading the article/ })).toBeVisible({ timeout: 30_000 })
  // Read on this thread, the article would take all of this time without one frame.
  expect(await framesInASecond(page)).toBeGreaterThan(2)
})

test('questions appear while the article is read', async ({ page }) => {
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(Array(8).fill(TEXT).join('\n\n'))
  await page.getByRole('button', { name: /^Find questions/ }).click()
  const rows = page.locator('.finding-panes .rows li')
  await expect(rows.first()).toBeVisible({ timeout: 30_000 })
  const first = (await rows.last().textContent()) ?? ''
  await expect(page.getByText(/questions? so far/)).toBeVisible()
  await expect(page.locator('.src-pane .wait').first()).toBeAttached()
  await expectAccessible(page)
  await screenshot(page, 'create-streaming.phone.light')
  await page.setViewportSize({ width: 1280, height: 800 })
  await screenshot(page, 'create-streaming.desktop.light')
  expect(await page.getByRole('progressbar').count()).toBe(1)
  expect(first).not.toBe('')
  await page.getByRole('button', { name: /^Check these \d+ now/ }).click()
  await expect(page.locator('.prop')).toBeVisible()
  await expect(page.locator('.src-pane mark.hl strong').first()).toBeVisible()
})

test('a wall of 200,000 characters tells its progress, leaves the page free, and can be stopped', async ({ page }) => {
  const sentence =
    'The council of Marston renewed the mandate of the force in 2011, and Elena Fisk paid for 340 workers. '
  const wall = sentence.repeat(Math.floor(199_000 / sentence.length)).trim()
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(wall)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  const bar = page.getByRole('progressbar')
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 }).toBeGreaterThan(4)
  const before = Number(await bar.getAttribute('aria-valuenow'))
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
    .toBeGreaterThan(before)
  expect(await framesInASecond(page)).toBeGreaterThan(2)
  await page.getByRole('button', { name: 'Stop' }).last().click()
  await expect(page.getByLabel('Article')).toHaveValue(wall)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('reading a long article can be stopped, and its text is still there', async ({ page }) => {
  const long = Array(30).fill(TEXT).join('\n\n')
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(long)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await page.getByRole('button', { name: 'Stop' }).last().click()
  await expect(page.getByRole('button', { name: /^Find questions/ })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByLabel('Article')).toHaveValue(long)
})

test('making cards is accessible at every step', async ({ page }) => {
  test.setTimeout(120_000)
  const look = (name: string) => lookAt(page, `create-${name}`)
  await page.goto('./#/create')
  await page.getByLabel('Article').fill('Too short.')
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await look('problem')
  await findQuestions(page)
  await look('first')
  // On a desktop the buttons stand on the card, not in the dock.
  await page.setViewportSize({ width: 1280, height: 800 })
  await press(page, 'Accept')
  await page.setViewportSize({ width: 390, height: 844 })
  await press(page, 'Reject')
  await look('rejected')
  await press(page, 'Edit')
  await look('edit')
  for (const kind of ['Fill the gap', 'Choice']) {
    await page.getByRole('dialog').getByText(kind, { exact: true }).first().click()
    await look(`edit-${kind.toLowerCase().replaceAll(' ', '-')}`)
  }
  await page.getByRole('button', { name: 'Choose another sentence' }).click()
  await look('pick')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await press(page, 'Dismiss')
  while (await button(page, 'Accept all').isVisible()) await press(page, 'Accept all')
  await expect(button(page, 'Accept all')).toBeHidden()
  await look('done')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: '1 draft waiting' })).toBeVisible()
  await look('waiting')
  await page.getByRole('button', { name: /^Discard/ }).click()
  await look('discard')
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { name: '1 draft waiting' })).toHaveCount(0)
})

const framesInASecond = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        let count = 0
        const tick = () => {
          count++
          requestAnimationFrame(tick)
        }
        requestAnimationFrame(tick)
        setTimeout(() => done(count), 1000)
      }),
  )

async function findQuestions(page: Page): Promise<void> {
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(TEXT)
  await page.getByLabel('Title').fill(TITLE)
  await page.getByLabel('Date').fill(DATE)
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.locator('.prop')).toBeVisible({ timeout: 30_000 })
}

/** Buttons stand in the dock on a phone and on the card on a desktop: the one that is seen. */
const button = (page: Page, name: string) =>
  page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .filter({ visible: true })
    .first()

/** All that a question asks for, as the screen of its checking lists it. */
function answerOf(note: ReturnType<typeof cardsFromNode>[number]): string {
  const answers = [...new Set(facesOf(note).flatMap((face) => answersOf(note, face)))]
  return note.content.kind === 'cloze' ? list(answers) : answers.join(' ')
}

const press = (page: Page, name: string) => button(page, name).click()

function cardsFromNode() {
  const source = toSource({
    text: TEXT,
    title: TITLE,
    outlet: null,
    published: DATE as PartialDate,
    url: null,
    licence: null,
  })
  if (!source.ok) throw new Error(source.error.kind)
  const { read: readText } = makeReader(new Uint8Array(read('src/generator/english/model/en.bin')))
  const steps = generate(source.value, { read: readText })
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value.notes
}

/** The notes of the deck in view, as a file of it holds them. */
async function storedNotes(page: Page) {
  const download = saveDeckFile(page)
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'))
  return file.notes as ReturnType<typeof cardsFromNode>
}

/** The forms that are kept on the device, each as text. */
const keptForms = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const open = indexedDB.open('recite-drafts')
    const db = await new Promise<IDBDatabase>((done, fail) => {
      open.onsuccess = () => done(open.result)
      open.onerror = () => fail(open.error)
    })
    const all = db.transaction('form').objectStore('form').getAll()
    const forms = await new Promise<unknown[]>((done, fail) => {
      all.onsuccess = () => done(all.result)
      all.onerror = () => fail(all.error)
    })
    db.close()
    return forms.map((form) => JSON.stringify(form))
  })
