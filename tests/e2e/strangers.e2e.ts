import type { Page } from '@playwright/test'
import { hashText } from '../../src/domain/hash.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { openFile, overflowX, question } from './steps.ts'

/** A deck file with one source, each of whose sentences a note asks about. */
function deckText(options: {
  readonly title: string
  readonly language: string
  readonly notes: readonly { readonly question: string; readonly answer: string; readonly sentence: string }[]
  readonly url?: string
  readonly extra?: string
}): string {
  const id = hashText(options.title)
  const text = options.notes.map((note) => note.sentence).join(' ')
  let start = 0
  const notes = options.notes.map((note, i) => {
    const end = start + note.sentence.length
    const sentence = { start, end }
    start = end + 1
    return {
      id: `n_${id}${i}`,
      content: { kind: 'qa', question: note.question, answer: note.answer },
      tags: [note.question.slice(0, 100)],
      accepted: [],
      distractors: [],
      evidence: [{ sourceId: `s_${id}`, sentence, answer: sentence, quote: note.sentence, resolutions: [] }],
      confidence: null,
    }
  })
  const source = {
    id: `s_${id}`,
    title: options.title,
    text,
    language: options.language,
    published: null,
    author: options.title,
    outlet: options.title,
    url: options.url ?? null,
    basedOn: null,
    topics: [],
    licence: null,
  }
  const deck = {
    format: 'recite-deck',
    formatVersion: 1,
    id: `d_${id}`,
    version: 1,
    title: options.title,
    language: options.language,
    licence: 'CC0-1.0',
    authors: [options.title],
    sources: [source],
    notes,
    tombstones: [],
  }
  return JSON.stringify(deck).replace(/^\{/, `{${options.extra ?? ''}`)
}

async function addDeck(page: Page, text: string): Promise<void> {
  await openFile(page, 'stranger.deck.json', text)
  await page.getByRole('button', { name: /^Add \d+ card/ }).click()
  await expect(page.getByText(/^Deck added/)).toBeVisible()
}

/** On cards a link to code is its words alone; everywhere else the whole is as it was written. */
const MARKUP = `<img src=x onerror="document.title='caught'"><script>document.title='caught'</script><b>bold</b> [x](javascript:alert(1)) "'\`\${1}`
const ON_CARDS = MARKUP.replace('[x](javascript:alert(1))', 'x')

test('a deck of markup, scripts and poisoned keys is shown as the plain text it is', async ({ page, baseURL }) => {
  test.setTimeout(60_000)
  const dialogs: string[] = []
  const strangers: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob):/.test(request.url())) strangers.push(request.url())
    if (/\/x$/.test(request.url())) strangers.push(request.url())
  })
  const text = deckText({
    title: MARKUP,
    language: 'en',
    notes: [
      { question: `${MARKUP} what?`, answer: `${MARKUP} that`, sentence: `${MARKUP} says so.` },
      { question: '__proto__', answer: 'constructor', sentence: 'toString is said to be constructor.' },
    ],
    extra: '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},',
  })
  await addDeck(page, text)
  await page.goto(`./#/deck/d_${hashText(MARKUP)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(MARKUP)
  await expectAccessible(page)
  // As elements they would hold these words alone, wherever a page is on its way.
  const intruders = page.locator('#root script, #root img[src="x"], #root a[href^="javascript"]')
  const bold = page.locator('#root b', { hasText: /^bold$/ })
  const expectPlain = async () => {
    await expect(intruders).toHaveCount(0)
    await expect(bold).toHaveCount(0)
  }
  await expectPlain()
  await page.goto(`./#/study/d_${hashText(MARKUP)}`)
  await expect(question(page)).toHaveText(`${ON_CARDS} what?`)
  await expectPlain()
  await page.keyboard.press('Space')
  await expect(page.locator('.evidence mark.hl').first()).toContainText(MARKUP)
  await expectPlain()
  await page.goto(`./#/read/d_${hashText(MARKUP)}/s_${hashText(MARKUP)}`)
  await expect(page.getByText(`${MARKUP} says so.`).first()).toBeVisible()
  await expectPlain()
  for (const { at, name } of [
    { at: 'quiz', name: 'Quiz' },
    { at: 'decks', name: 'Decks' },
  ]) {
    await page.goto(`./#/${at}`)
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await expectPlain()
  }
  await expect(page.getByText(MARKUP).first()).toBeVisible()
  expect(await page.evaluate(() => ({}) as { polluted?: string }).then((value) => value.polluted)).toBeUndefined()
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
  expect(await page.title()).not.toBe('caught')
  expect([dialogs, strangers]).toEqual([[], []])
})

test('a deck that links to code, or is nested beyond sense, is refused in a sentence', async ({ page }) => {
  const note = { question: 'What?', answer: 'That', sentence: 'That is what.' }
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    ' https://example.org',
    'file:///etc/passwd',
  ]) {
    await openFile(page, 'link.deck.json', deckText({ title: 'Link', language: 'en', notes: [note], url }))
    await expect(page.getByText(/link\.deck\.json has something Recite can’t read at sources\[0\]\.url/)).toBeVisible()
  }
  const deep = `{"format":"recite-deck","formatVersion":1,"notes":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  await openFile(page, 'deep.deck.json', deep)
  await expect(page.getByText(/Nothing on this device was changed/)).toBeVisible()
  await openFile(page, 'deep.deck.json', `${'{"a":'.repeat(100_000)}`)
  await expect(page.getByText(/Nothing on this device was changed/)).toBeVisible()
})

const PERSIAN = 'پرسش‌های افغانستان'
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(6)

test('a deck as deep as its title can say fits a phone of 320 px, wherever folders are listed, without a row for each level', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const title = `${'a::'.repeat(160)}deepest`
  await addDeck(page, deckText({ title, language: 'en', notes: [{ question: 'Q?', answer: 'A', sentence: 'A.' }] }))
  const rows = { '': '.decks .deck', decks: '.branch .deck', quiz: '.decks .deck', exam: '.ticks li' }
  for (const [address, row] of Object.entries(rows)) {
    await page.goto(`./#/${address}`)
    await expect(page.locator(row).getByText('deepest').first()).toBeVisible()
    expect(await overflowX(page), address).toBeLessThanOrEqual(0)
    await expect(page.locator(row).getByText(/^(All of )?a$/), address).toHaveCount(0)
  }
})

test('a deck from right to left, and one of very long words, fit a phone of 320 px', async ({ page }) => {
  test.setTimeout(90_000)
  await page.setViewportSize({ width: 320, height: 640 })
  const decks = [
    {
      title: PERSIAN,
      language: 'fa',
      notes: [
        {
          question: 'چه کسی مهلت ماه اکتبر را تعیین کرد؟',
          answer: 'جان کری، وزیر امور خارجهٔ آمریکا',
          sentence: 'جان کری، وزیر امور خارجهٔ آمریکا، مهلت پایان ماه اکتبر ۲۰۱۳ را تعیین کرد.',
        },
      ],
    },
    {
      title: LONG,
      language: 'de',
      notes: [{ question: `${LONG}?`, answer: LONG, sentence: `${LONG} ${'sehr '.repeat(300)}${LONG}.` }],
    },
  ]
  for (const deck of decks) {
    const key = hashText(deck.title)
    await openFile(page, 'deck.json', deckText(deck))
    await expect(page.getByRole('button', { name: /^Add 1 card/ })).toBeVisible()
    // A sentence of ours about it runs as ours do, whatever it begins with.
    await expect(page.locator('.incoming h2')).toHaveCSS('direction', 'ltr')
    expect(await overflowX(page), 'preview').toBeLessThanOrEqual(0)
    await addDeck(page, deckText(deck))
    for (const address of [`deck/d_${key}`, `read/d_${key}/s_${key}`, 'decks', '']) {
      await page.goto(`./#/${address}`)
      await expect(page.getByText(deck.title).first()).toBeVisible()
      expect(await overflowX(page), address).toBeLessThanOrEqual(0)
      await expectAccessible(page)
    }
    await page.goto(`./#/study/d_${key}`)
    await expect(question(page)).toHaveText(deck.notes[0]?.question ?? '')
    expect(await overflowX(page), 'question').toBeLessThanOrEqual(0)
    await page.keyboard.press('h')
    await page.keyboard.press('Space')
    await expect(page.locator('.evidence').first()).toBeVisible()
    expect(await overflowX(page), 'answer').toBeLessThanOrEqual(0)
    const rating = page.getByRole('button', { name: /^Good/ })
    await expect(rating).toBeInViewport()
    await expectAccessible(page)
    const direction = deck.language === 'fa' ? 'rtl' : 'ltr'
    const back = page.locator('.index .reveal')
    for (const part of [question(page), back.locator('.a'), back.locator('blockquote')])
      await expect(part).toHaveCSS('direction', direction)
    // What is read out before it is in the language of the interface, and does not count.
    await page.goto(`./#/quiz/d_${key}`)
    await expect(page.locator('section.quiz h1.q')).toHaveCSS('direction', direction)
  }
})

test('a formula paints nothing outside its own place, wherever it moves its parts', async ({ page }) => {
  const away = [
    String.raw`\(\smash{\raisebox{9em}{\colorbox{yellow}{\text{Saved on this device}}}}\)`,
    String.raw`\(\kern-400em\colorbox{yellow}{x}\)`,
    String.raw`\(\llap{\colorbox{yellow}{\text{Saved on this device}}}\)`,
  ]
  const text = deckText({
    title: 'Elsewhere',
    language: 'en',
    notes: [{ question: `What is ${away.join(' and ')}?`, answer: 'nothing', sentence: 'A sentence.' }],
  })
  await addDeck(page, text)
  await page.goto(`./#/study/d_${hashText('Elsewhere')}`)
  const formulas = page.locator('.index .front .maths')
  await expect(formulas.locator('math')).toHaveCount(3)
  const loose = await formulas.evaluateAll((all) =>
    all.filter((one) => [getComputedStyle(one).overflowX, getComputedStyle(one).overflowY].includes('visible')),
  )
  expect(loose).toHaveLength(0)
  // What lies over the page above the card: were it the formula, a press there would meet it.
  const met = await formulas.evaluateAll((all) =>
    all.flatMap((one) => {
      const box = one.getBoundingClientRect()
      return [...one.querySelectorAll('*')].filter((part) => {
        const { left, top } = part.getBoundingClientRect()
        const isOutside = top < box.top - 20 || left < box.left - 20
        return isOutside && one.contains(document.elementFromPoint(Math.max(1, left + 1), Math.max(1, top + 1)))
      })
    }),
  )
  expect(met).toHaveLength(0)
})

test('cards that a browser would lay out for minutes are there at once', async ({ page }) => {
  const marks = `a${'\u0301'.repeat(90_000)}`
  const text = deckText({
    title: 'Heavy',
    language: 'en',
    notes: [
      { question: marks, answer: 'ب'.repeat(90_000), sentence: 'One.' },
      { question: `${'*a*\n\n'.repeat(19_000)}Second?`, answer: 'b', sentence: 'Two.' },
    ],
  })
  await addDeck(page, text)
  await page.goto(`./#/deck/d_${hashText('Heavy')}`)
  await expect(page.getByRole('list').getByRole('link').first()).toBeVisible()
  await page.goto(`./#/study/d_${hashText('Heavy')}`)
  await expect(page.getByRole('button', { name: /^Show answer/ })).toBeVisible()
  await page.waitForTimeout(350)
  await page.getByRole('button', { name: /^Show answer/ }).click()
  await page.getByRole('button', { name: /^Easy/ }).click()
  await expect(question(page)).toContainText('*a* *a*')
})
