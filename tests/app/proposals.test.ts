import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Create, createCreate, parsePartialDate } from '../../src/app/create.ts'
import { createModelSetup } from '../../src/app/modelSetup.ts'
import { canReword } from '../../src/app/proposals.ts'
import { isInTray } from '../../src/domain/articleDraft.ts'
import { openDrafts } from '../../src/storage/drafts.ts'
import { openEndpoint } from '../../src/storage/endpoint.ts'
import { toSource } from '../../src/workers/articleSource.ts'
import type { ArticleText, GeneratorApi } from '../../src/workers/generatorApi.ts'
import { makeGeneratorHandlers } from '../../src/workers/generatorHandlers.ts'
import { type NetworkApi, networkHandlers } from '../../src/workers/networkApi.ts'
import { readerForTests } from '../generator/helpers.ts'
import {
  CORS,
  cardLines,
  eventOf,
  type ModelServer,
  refusal,
  startModelServer,
  streamed,
} from '../workers/modelServer.ts'
import { makeWorkerHere } from '../workers/workerHere.ts'
import type { AppTab } from './device.ts'
import { device, withDevice } from './eachTest.ts'

const TEXT = readFileSync(new URL('../../seeds/2013-10-11-kerry-karzai-talks.md', import.meta.url), 'utf8')
  .replace(/^---[\s\S]*?\n---\n/, '')
  .trim()
const ARTICLE: ArticleText = { text: TEXT, title: 'Talks', outlet: null, published: null, url: null, licence: null }

const GOOD = {
  question: 'Which U.S. ambassador accompanied Secretary of State John Kerry to the presidential palace?',
  answer: 'James Cunningham',
  sentence:
    'Kerry was accompanied by James Cunningham, the U.S. ambassador, and by General Joseph Dunford, the top American general in Afghanistan.',
}
const INVENTED = { ...GOOD, answer: 'Angela Merkel', sentence: 'Kerry was accompanied by Angela Merkel.' }
const MARKUP = {
  ...GOOD,
  question: '<img src=x onerror=alert(1)> Who accompanied Secretary of State John Kerry to the palace?',
}
const KEY = 'sk-never-leaves-this-device'

let server: ModelServer
let tab: AppTab

beforeAll(async () => {
  server = await startModelServer(streamed(''))
})
afterAll(() => server.close())
withDevice()
beforeEach(async () => {
  tab = await device.open({
    startGenerator: () => makeWorkerHere<GeneratorApi>(makeGeneratorHandlers(async () => readerForTests())),
    startNetwork: () => makeWorkerHere<NetworkApi>(networkHandlers),
  })
})

const setUp = (on = true) => openEndpoint().write({ on, address: server.address, model: 'small', key: KEY })

/** An empty draft of the article, with the model known where one is set up. */
async function open(): Promise<Create> {
  const create = tab.use(createCreate).it
  const source = toSource(ARTICLE)
  if (!source.ok) throw new Error(source.error.kind)
  create.byHand(source.value, null)
  await vi.waitFor(() => expect(create.model.endpoint()).not.toBeNull())
  return create
}

function draft(create: Create) {
  const state = create.state()
  if (state.phase !== 'checking') throw new Error(`not checking but ${state.phase}`)
  return state.draft
}

const ask = (create: Create) =>
  create.model.ask(draft(create).source, () => draft(create).proposals.map((each) => each.note))
const notes = (create: Create) => draft(create).proposals.map((each) => each.note)

describe('a model that is not set up, or is turned off', () => {
  test('is never asked', async () => {
    await setUp(false)
    const before = server.asked.length
    const create = tab.use(createCreate).it
    await create.find(ARTICLE, null)
    await ask(create)
    expect(create.model.endpoint()).toBeNull()
    expect(create.model.state()).toEqual({ phase: 'idle' })
    expect(server.asked.length).toBe(before)
  })
})

describe('a model that is set up', () => {
  test('is sent nothing before it is asked, however long a draft is open', async () => {
    await setUp()
    const before = server.asked.length
    const create = await open()
    create.close()
    await create.find(ARTICLE, null)
    create.judge('accepted')
    expect(server.asked.length).toBe(before)
  })

  test('proposes; what stands in the text waits in the tray, marked, the rest is counted and gone', async () => {
    await setUp()
    const create = await open()
    server.answer(streamed(cardLines([INVENTED, GOOD, MARKUP, GOOD])))
    await ask(create)
    const { proposals } = draft(create)
    expect(proposals).toMatchObject([{ origin: 'model', verdict: 'open', note: { tags: ['model'] } }])
    expect(proposals.every(isInTray)).toBe(true)
    expect(proposals[0]?.note.evidence[0]?.quote).toBe(GOOD.sentence)
    // Each passage of the article got the same answer.
    expect(create.model.state()).toMatchObject({ phase: 'over', passed: 1, problem: null })
    const sent = server.asked.filter(({ path }) => path.endsWith('/chat/completions'))
    expect(sent.every(({ body }) => !body.includes(KEY))).toBe(true)
  })

  test('adds to the rules’ cards and never takes any away, and an undone verdict leaves its cards', async () => {
    await setUp()
    const create = tab.use(createCreate).it
    await create.find(ARTICLE, null)
    await vi.waitFor(() => expect(create.model.endpoint()).not.toBeNull())
    const found = notes(create)
    create.judge('accepted')
    const own = {
      question:
        'Which newspaper reported that the White House was more and more ready to give up a lasting partnership with Afghanistan?',
      answer: 'Washington Post',
      sentence:
        'On Thursday the Washington Post reported that the White House was more and more ready to give up the idea of a lasting partnership with Afghanistan.',
    }
    server.answer(streamed(cardLines([own])))
    await ask(create)
    expect(notes(create).slice(0, found.length)).toEqual(found)
    expect(notes(create).length).toBe(found.length + 1)
    create.undo()
    expect(notes(create).length).toBe(found.length + 1)
    expect(draft(create).proposals.every((each) => each.verdict === 'open')).toBe(true)
  })

  test('may reword a question; its answer and evidence stay ours, and undo brings the old one back', async () => {
    await setUp()
    const create = tab.use(createCreate).it
    await create.find({ ...ARTICLE, outlet: 'Al Jazeera America', published: parsePartialDate('2013-10-11') }, null)
    await vi.waitFor(() => expect(create.model.endpoint()).not.toBeNull())
    const index = draft(create).proposals.findIndex(
      ({ note }) => canReword(note) && note.evidence[0]?.quote.startsWith('Kerry was accompanied'),
    )
    const before = draft(create).proposals[index]?.note
    if (before?.content.kind !== 'qa') throw new Error('no question to reword')
    const [above = '', asks = ''] = before.content.question.split('\n\n')
    expect(above).toMatch(/^> From “/)
    const asked = () => create.model.reword(draft(create).source, before, notes(create))
    const reply = (question: string) =>
      streamed(cardLines([{ question, answer: 'somebody else', sentence: 'Something else.' }]))
    for (const bad of [
      `Was ${before.content.answer} the top American general in Afghanistan?`,
      'Who flew in from Paris?',
    ]) {
      server.answer(reply(bad))
      await asked()
      expect(create.model.state()).toMatchObject({ phase: 'over', task: 'reword', came: 1, passed: 0 })
      expect(draft(create).proposals[index]?.note).toEqual(before)
    }
    const question = 'Who was the highest American general in Afghanistan?'
    server.answer(reply(question))
    await asked()
    const sent = JSON.parse(server.asked.at(-1)?.body ?? '{}').messages[1].content
    expect(sent).toContain(asks)
    expect(sent).not.toContain(above)
    expect(sent.length).toBeLessThan(1_000)
    expect(draft(create).proposals[index]).toMatchObject({
      note: { ...before, content: { ...before.content, question: `${above}\n\n${question}` }, tags: ['model'] },
      origin: 'model',
      verdict: 'open',
    })
    create.undo()
    expect(draft(create).proposals[index]?.note).toEqual(before)
  })

  test('gives cards that survive a reload and a second look at the same article', async () => {
    await setUp()
    const create = await open()
    server.answer(streamed(cardLines([GOOD])))
    await ask(create)
    await vi.waitFor(async () => expect((await openDrafts().all())[0]?.proposals.length).toBe(1))
    create.close()
    await create.find(ARTICLE, null)
    const mine = draft(create).proposals.filter((each) => each.origin === 'model')
    expect(mine).toHaveLength(1)
    expect(draft(create).proposals.at(-1)).toEqual(mine[0])
  })

  test('that answers badly fails with a reason, and the draft is as it was', async () => {
    await setUp()
    const create = tab.use(createCreate).it
    await create.find(ARTICLE, null)
    await vi.waitFor(() => expect(create.model.endpoint()).not.toBeNull())
    const before = draft(create)
    for (const [answer, kind] of [
      [refusal(401, '{"error":{"message":"no such key"}}'), 'key'],
      [refusal(500, ''), 'broke'],
      [refusal(200, '<html>'), 'not-a-model'],
      [streamed('I would rather not.'), 'unreadable'],
      [refusal(302, '', { Location: 'http://127.0.0.1:9/' }), 'moved'],
    ] as const) {
      server.answer(answer)
      await ask(create)
      expect(create.model.state()).toMatchObject({ phase: 'over', came: 0, passed: 0, problem: { kind } })
      expect(draft(create)).toEqual(before)
    }
  })

  test('that breaks off later leaves the cards that came before', async () => {
    await setUp()
    const create = await open()
    server.answer((response) => {
      response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' })
      response.write(eventOf({ choices: [{ delta: { content: cardLines([GOOD]) } }] }))
      setTimeout(() => response.destroy(), 50)
    })
    await ask(create)
    await vi.waitFor(() => expect(notes(create).length).toBe(1))
    expect(create.model.state()).toMatchObject({ phase: 'over', passed: 1, problem: { kind: 'unreachable' } })
  })

  test('is stopped when the learner says so, and when the draft is closed', async () => {
    await setUp()
    const create = await open()
    server.answer(() => undefined)
    const asking = ask(create)
    await vi.waitFor(() => expect(create.model.state().phase).toBe('asking'))
    create.model.stop()
    await asking
    expect(create.model.state()).toMatchObject({ phase: 'over', problem: 'stopped' })
    const again = ask(create)
    await vi.waitFor(() => expect(create.model.state().phase).toBe('asking'))
    const { source } = draft(create)
    create.byHand(source, null)
    await again
    expect(create.model.state()).toEqual({ phase: 'idle' })
    const last = ask(create)
    await vi.waitFor(() => expect(create.model.state().phase).toBe('asking'))
    create.close()
    await last
    expect(create.state().phase).toBe('paste')
  })
})

describe('how to reach it', () => {
  test('is kept on this device alone: no event, deck or backup knows of it', async () => {
    await setUp()
    const create = await open()
    server.answer(streamed(cardLines([GOOD])))
    await ask(create)
    create.judge('accepted')
    expect(await create.save()).not.toBeNull()
    const all = JSON.stringify(await tab.store.exportAll())
    expect(all).toContain(GOOD.question)
    for (const secret of [KEY, server.address, '127.0.0.1']) expect(all).not.toContain(secret)
  })

  test('is forgotten when the learner says so', async () => {
    await setUp()
    const setup = tab.use(() => createModelSetup()).it
    await vi.waitFor(() => expect(setup.kept()?.key).toBe(KEY))
    setup.keep(null)
    await vi.waitFor(async () => expect(await openEndpoint().read()).toBeNull())
  })

  test('can be tried: the server names its models, or the reason why not', async () => {
    const setup = tab.use(() => createModelSetup()).it
    const at = { on: true, address: server.address, model: '', key: KEY }
    server.answer(refusal(200, '{"data":[{"id":"small"}]}'))
    await setup.check(at)
    expect(setup.checked()).toEqual({ kind: 'names', names: ['small'] })
    server.answer(refusal(403, '{"error":"go away"}'))
    await setup.check(at)
    expect(setup.checked()).toMatchObject({ kind: 'failed', failure: { kind: 'key', said: 'go away' } })
    expect(server.asked.at(-1)).toMatchObject({ method: 'GET', body: '' })
  })
})
