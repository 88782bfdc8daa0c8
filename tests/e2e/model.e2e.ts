import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { type RunningServer, serve } from '../../src/cli/server.ts'
import {
  type Answer,
  CORS,
  cardLines,
  eventOf,
  type ModelServer,
  refusal,
  startModelServer,
  streamed,
} from '../workers/modelServer.ts'
import { expect, test } from './fixtures.ts'
import { LOOKS, lookAt, NARROW } from './looks.ts'
import { toQuestion } from './steps.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const TEXT = readFileSync(new URL('../../seeds/2013-10-11-kerry-karzai-talks.md', import.meta.url), 'utf8')
  .replace(/^---[\s\S]*?\n---\n/, '')
  .trim()
const GOOD = {
  question:
    'Which newspaper reported that the White House was more and more ready to give up a lasting partnership with Afghanistan?',
  answer: 'Washington Post',
  sentence:
    'On Thursday the Washington Post reported that the White House was more and more ready to give up the idea of a lasting partnership with Afghanistan.',
}
const INVENTED = { ...GOOD, sentence: 'On Thursday the Kabul Times reported that the White House was ready.' }
const KEY = 'sk-never-leaves-this-device'

let models: ModelServer

test.describe.configure({ timeout: 90_000 })
test.beforeAll(async () => {
  models = await startModelServer(streamed(''))
})
test.afterAll(() => models.close())

/** The door is tested on hosts of both kinds: with the headers file, and with the page's meta tag alone. */
for (const [host, hasHeaders] of [
  ['that reads the headers file', true],
  ['without headers', false],
] as const) {
  test.describe(`on a host ${host}`, () => {
    test.use({ expectedMessages: [/Content Security Policy|Failed to fetch|Fetch API cannot load/] })
    let app: RunningServer
    let folder: string
    test.beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'recite-door-'))
      cpSync(dist, folder, { recursive: true })
      if (!hasHeaders) rmSync(join(folder, '_headers'))
      app = await serve({ folder, base: '/', port: 0 })
    })
    test.afterAll(async () => {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test('the page reaches nobody but its own host; the network worker reaches the model', async ({ page }) => {
      models.answer(refusal(200, '{"data":[{"id":"small"}]}'))
      await page.goto(app.url)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const before = models.asked.length
      const own = await page.evaluate((url) => fetch(url).then(({ ok }) => ok), `${app.url}index.html`)
      expect(own).toBe(true)
      const tries = await page.evaluate(async (url) => {
        const settled = (work: Promise<unknown>) =>
          work.then(
            () => 'reached',
            () => 'held',
          )
        const image = new Image()
        return {
          fetch: await settled(fetch(url)),
          blind: await settled(fetch(url, { mode: 'no-cors' })),
          socket: await settled(
            new Promise((done, fail) => {
              const socket = new WebSocket(url.replace('http', 'ws'))
              socket.onopen = done
              socket.onerror = fail
            }),
          ),
          image: await settled(
            new Promise((done, fail) => {
              image.onload = done
              image.onerror = fail
              image.src = url
            }),
          ),
          // Says only whether it was queued; whether it came, the server tells.
          beacon: navigator.sendBeacon(url, 'x') ? 'queued' : 'held',
        }
      }, `${models.address}/models`)
      expect({ ...tries, beacon: '' }).toEqual({
        fetch: 'held',
        blind: 'held',
        socket: 'held',
        image: 'held',
        beacon: '',
      })

      const script = (name: string, folder: string) =>
        `${app.url}${folder}/${readdirSync(join(dist, folder)).find((file) => file.startsWith(name))}`
      const door = await ask(page, script('network.worker', 'network'), {
        kind: 'call',
        id: 1,
        method: 'models',
        input: { address: models.address, model: '', key: '' },
      })
      expect(door).toMatchObject({ kind: 'done', output: { ok: true, value: ['small'] } })
      expect(models.asked.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/models'])
    })
  })
}

test.describe('on a host that reads the headers file', () => {
  test.use({ expectedMessages: [/Content Security Policy/] })

  test('no other worker may reach another host, nor the network worker run other code', async ({ page, request }) => {
    const policies = new Map<string, string>()
    for (const folder of ['assets', 'network'])
      for (const file of readdirSync(join(dist, folder)).filter((name) => name.endsWith('.js')))
        policies.set(file, (await request.get(`./${folder}/${file}`)).headers()['content-security-policy'] ?? '')
    const open = [...policies].filter(([, policy]) => !/connect-src 'self'(;|$)/.test(policy)).map(([file]) => file)
    expect(open).toEqual([expect.stringMatching(/^network\.worker-/)])
    expect(policies.get(open[0] ?? '')).toContain("default-src 'none'")
    await page.goto('./')
  })
})

test('a model is off until it is set up, and stays on the device', async ({ page }) => {
  const strangers = hostsReached(page)
  await page.goto('./#/settings')
  const use = page.getByRole('switch', { name: 'Propose cards with a model' })
  await expect(use).toHaveAttribute('aria-checked', 'false')
  await expect(page.getByLabel('Address')).toHaveCount(0)
  await use.click()
  await page.getByLabel('Address').fill('localhost:11434')
  await page.getByLabel('Model', { exact: true }).fill('small')
  await expect(page.getByText('Write a web address such as')).toBeVisible()
  await page.getByLabel('Address').fill(`${models.address}/chat/completions`)
  await page.getByLabel('Key', { exact: true }).fill(KEY)
  await page.getByLabel('Model', { exact: true }).focus()
  expect(strangers()).toEqual([])
  models.answer(refusal(200, '{"data":[{"id":"small"},{"id":"large"}]}'))
  await page.getByRole('button', { name: /^Ask 127\.0\.0\.1:\d+ for its models/ }).click()
  await expect(page.getByText('It answers. Models: small and large.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Address')).toHaveValue(models.address)
  await expect(page.getByLabel('Key', { exact: true })).toHaveValue(KEY)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  const backup = readFileSync(await (await download).path(), 'utf8')
  for (const secret of [KEY, '127.0.0.1']) expect(backup).not.toContain(secret)

  await page.getByRole('button', { name: 'Forget address and key' }).click()
  await expect(use).toHaveAttribute('aria-checked', 'false')
  await page.reload()
  await use.click()
  await expect(page.getByLabel('Key', { exact: true })).toHaveValue('')
})

test('a draft asks the model when told to, says what goes where, and its cards wait like others', async ({ page }) => {
  const strangers = hostsReached(page)
  await setUp(page)
  await findQuestions(page)
  const total = await questionCount(page)
  expect(strangers()).toEqual([])
  await page.getByRole('button', { name: 'Ask your model' }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet).toContainText(/The article’s text, title and date go to small at 127\.0\.0\.1:\d+/)
  expect(strangers()).toEqual([])
  models.answer(streamed(cardLines([INVENTED, GOOD, { ...GOOD, question: '<b>Who</b> reported it?' }])))
  await sheet.getByRole('button', { name: /^Send the text to 127/ }).click()
  await expect(sheet).toContainText('3 cards came. 1 passed and waits at the end of the list.')
  expect(strangers()).toEqual([new URL(models.address).host])
  await page.keyboard.press('Escape')
  await expect(page.getByText(`of ${total + 1} questions`)).toBeVisible()

  for (let i = 0; i < total; i++) await page.keyboard.press('j')
  await expect(page.locator('.prop h1')).toHaveText(GOOD.question)
  await expect(page.getByText('Proposed by your model')).toBeVisible()
  await expect(page.locator('.src-pane mark.hl strong')).toHaveText(GOOD.answer)
  await page.keyboard.press('a')
  await expect(page.getByText('1 accepted')).toBeVisible()
  expect(await page.locator('#root b >> text=Who').count()).toBe(0)
})

test('one question is reworded when told to; undo brings the old one back', async ({ page }) => {
  await setUp(page)
  await findQuestions(page, '2013-10-11')
  const heading = page.locator('.prop h1')
  await toQuestion(page)
  const before = (await heading.textContent()) ?? ''
  await page.getByRole('button', { name: 'Ask your model' }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet).toContainText('Only this question goes')
  models.answer(
    streamed(
      cardLines([
        { question: 'Which top American general was with John Kerry in Afghanistan?', answer: 'x', sentence: 'y' },
      ]),
    ),
  )
  await sheet.getByRole('button', { name: /^Send this card to / }).click()
  await expect(sheet).toContainText('Reworded. Undo brings the old question back.')
  await page.keyboard.press('Escape')
  await expect(heading).toHaveText('Which top American general was with John Kerry in Afghanistan?')
  await expect(page.getByText('Proposed by your model')).toBeVisible()
  await page.keyboard.press('z')
  await expect(heading).toHaveText(before)
})

test.describe('a model that fails', () => {
  test.use({ expectedMessages: [/Failed to load resource|CORS policy|net::ERR/] })

  test('is named for what it did, and every rule-made card remains', async ({ page }) => {
    await setUp(page)
    await findQuestions(page)
    const total = await questionCount(page)
    await page.keyboard.press('m')
    const sheet = page.getByRole('dialog')
    const say = async (answer: Answer, sentence: RegExp) => {
      models.answer(answer)
      await sheet.getByRole('button', { name: /^Send (the text|it again) to / }).click()
      await expect(sheet).toContainText(sentence)
      await expect(sheet).toContainText('The cards that Recite found are all still here.')
    }
    await say(refusal(401, '{"error":{"message":"<b>bad</b> key"}}'), /wants a key.*It says: <b>bad<\/b> key/)
    await say(refusal(404, '{"error":"model small not found"}'), /no such model/)
    await say(refusal(429, ''), /asked too often/)
    await say(refusal(500, ''), /broke down.*Status 500/)
    await say(refusal(200, '<!doctype html><title>Sign in</title>'), /sign-in page/)
    await say(streamed('Sure! {"question": "Who'), /no card in it that can be read/)
    await say(refusal(307, '', { Location: `${models.address}/elsewhere` }), /points on to another/)
    await say((response) => response.destroy(), /Nobody answers at that address/)
    const flood: Answer = (response) => {
      response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' })
      const timer = setInterval(
        () => response.write(eventOf({ choices: [{ delta: { content: 'bla '.repeat(20_000) } }] })),
        1,
      )
      response.on('close', () => clearInterval(timer))
    }
    await say(flood, /had no end/)
    models.answer(() => undefined)
    await sheet.getByRole('button', { name: /^Send (the text|it again) to / }).click()
    await sheet.getByRole('button', { name: 'Stop asking' }).click()
    await expect(sheet).toContainText('You stopped it.')
    await page.keyboard.press('Escape')
    await expect(page.getByText(`of ${total} questions`)).toBeVisible()
  })
})

test('a model of one’s own is accessible at every step', async ({ page }) => {
  const look = (name: string) => lookAt(page, `model-${name}`, { looks: [...LOOKS, NARROW] })
  await setUp(page)
  models.answer(refusal(403, '{"error":"go away"}'))
  await page.getByRole('heading', { name: 'A model of your own' }).scrollIntoViewIfNeeded()
  await look('settings')
  await findQuestions(page)
  await look('draft')
  await page.getByRole('button', { name: 'Ask your model' }).click()
  await look('before')
  const sheet = page.getByRole('dialog')
  models.answer((response) => {
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' })
    response.write(eventOf({ choices: [{ delta: { content: cardLines([GOOD]) } }] }))
  })
  await sheet.getByRole('button', { name: /^Send (the text|it again) to / }).click()
  await expect(sheet).toContainText('1 card so far, 1 of them kept')
  await look('asking')
  await sheet.getByRole('button', { name: 'Stop asking' }).click()
  await expect(sheet).toContainText('You stopped it.')
  await look('over')
})

test('a model’s address, however long, has room in every sheet', async ({ page }) => {
  await setUp(page, 'http://questions-of-the-whole-department.example:11434/v1')
  await findQuestions(page)
  await page.getByRole('button', { name: 'Ask your model' }).click()
  await lookAt(page, 'model-long-address')
})

/** Hosts, of other origins, that anything in the page's browser spoke to since. */
function hostsReached(page: Page): () => readonly string[] {
  const own = new Set<string>()
  const strangers = new Set<string>()
  page.on('framenavigated', (frame) => own.add(new URL(frame.url()).host))
  page.context().on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (/^http/.test(protocol)) strangers.add(host)
  })
  return () => [...strangers].filter((host) => !own.has(host))
}

async function setUp(page: Page, address = models.address): Promise<void> {
  await page.goto('./#/settings')
  await page.getByRole('switch', { name: 'Propose cards with a model' }).click()
  await page.getByLabel('Address').fill(address)
  await page.getByLabel('Model', { exact: true }).fill('small')
  await page.getByLabel('Key', { exact: true }).fill(KEY)
  await page.getByLabel('Address').focus()
}

/** Of an article whose outlet and day are told, where `date` is given: then more is asked. */
async function findQuestions(page: Page, date: string | null = null): Promise<void> {
  await page.goto('./#/create')
  await page.getByLabel('Article').fill(TEXT)
  if (date !== null) {
    await page.getByLabel('Author or outlet').fill('Al Jazeera America')
    await page.getByLabel('Date').fill(date)
  }
  await page.getByRole('button', { name: /^Find questions/ }).click()
  await expect(page.locator('.prop')).toBeVisible({ timeout: 30_000 })
}

async function questionCount(page: Page): Promise<number> {
  return Number(/of (\d+) question/.exec((await page.locator('.check-bar .mid').textContent()) ?? '')?.[1])
}

/** Starts a worker as a script of the page would, asks it one thing, and gives its answer. */
const ask = (page: Page, script: string, question: object): Promise<unknown> =>
  page.evaluate(
    ([script, question]) =>
      new Promise((done, fail) => {
        const worker = new Worker(script, { type: 'module' })
        worker.onmessage = ({ data }) => done(data)
        worker.onerror = () => fail(new Error('the worker did not start'))
        worker.postMessage(question)
      }),
    [script, question] as const,
  )
