import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeDecks, makeDecksAsking } from '../../src/cli/decks.ts'
import { decodeDeck } from '../../src/formats/deckFile.ts'
import { cardLines, type ModelServer, refusal, startModelServer, streamed } from '../workers/modelServer.ts'

const SENTENCE = 'The Halden Company, which employs 340 workers, was founded by Robert Ashby in 1871.'
const TEXT = `---
title: A bridge over the Lune
published: "1998-05"
outlet: The Marston Gazette
---

Mayor Elena Fisk ordered the Halden Company to finish the new bridge over the river Lune by August 15. ${SENTENCE} The people of the town have waited for it since the old one fell into the water in the winter.
`
const GOOD = {
  question: 'Which workers’ employer did Robert Ashby found in 1871 beside the river Lune?',
  answer: 'The Halden Company',
  sentence: SENTENCE,
}
const BAD = [
  { ...GOOD, sentence: 'The Halden Company went bankrupt in 1998.' },
  { ...GOOD, answer: 'The Ashby Company' },
  { ...GOOD, question: '<b>Which workers’ employer</b> did Robert Ashby found in 1871?' },
]

let server: ModelServer
let folder = ''
let path = ''
let lines: string[] = []
const ask = (...more: string[]) =>
  makeDecksAsking([path, '--out', join(folder, 'out'), '--endpoint', server.address, ...more], (line) =>
    lines.push(line),
  )
const deckIn = (name: string) => {
  const deck = decodeDeck(readFileSync(join(folder, name, 'a.deck.json'), 'utf8'))
  if (!deck.ok) throw new Error(deck.error.message)
  return deck.value
}

beforeAll(async () => {
  server = await startModelServer(streamed(cardLines([GOOD, ...BAD])))
})
afterAll(() => server.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recite-model-'))
  path = join(folder, 'a.md')
  writeFileSync(path, TEXT)
  lines = []
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  vi.stubEnv('RECITE_MODEL_KEY', 'from-the-environment')
  makeDecks([path, '--out', join(folder, 'rules')], () => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('decks with a model', () => {
  it('hold its cards that stand in the text beside those of the rules, and say where they came from', async () => {
    server.answer(streamed(cardLines([GOOD, ...BAD])))
    expect(await ask('--model', 'small')).toBe(0)
    const rules = deckIn('rules').notes
    const { notes } = deckIn('out')
    const added = notes.filter((note) => !rules.some((each) => each.id === note.id))
    expect(notes.length).toBe(rules.length + added.length)
    expect(added.map(({ content, tags }) => [content, tags])).toEqual([
      [{ kind: 'qa', question: GOOD.question, answer: GOOD.answer }, ['model']],
    ])
    expect(lines.join('\n')).toContain('a: 4 cards from small at 127.0.0.1')
    expect(lines.join('\n')).toContain('1 passed; dropped: 1 no-such-sentence, 1 no-such-answer, 1 markup')
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer from-the-environment')
    expect(readFileSync(join(folder, 'out/a.deck.json'), 'utf8')).not.toContain('from-the-environment')
  })

  it('take the server’s first model where none is named', async () => {
    server.answer((response, asked) => {
      if (asked.path === '/v1/models') refusal(200, '{"data":[{"id":"first"},{"id":"second"}]}')(response, asked)
      else streamed(cardLines([GOOD]))(response, asked)
    })
    expect(await ask()).toBe(0)
    expect(JSON.parse(server.asked.at(-1)?.body ?? '{}').model).toBe('first')
  })

  it.each([
    ['a refusal', refusal(401, '{"error":"no"}'), /wants another key, from RECITE_MODEL_KEY \(401\): no/],
    ['a breakdown', refusal(500, ''), /it broke down \(500\)/],
    ['a web page', refusal(200, '<html>'), /no model’s reply/],
  ])('are the rules’ decks after %s, which is told and counts as failed', async (_, answer, sentence) => {
    server.answer(answer)
    expect(await ask('--model', 'small')).toBe(1)
    expect(lines.join('\n')).toMatch(sentence)
    expect(deckIn('out').notes).toEqual(deckIn('rules').notes)
  })

  it('are never asked of for the committed decks, nor compared, nor without an address', async () => {
    const refuse = async (...args: string[]) => makeDecksAsking(args, (line) => lines.push(line))
    expect(await refuse('--endpoint', server.address)).toBe(1)
    expect(await refuse(path, '--out', join(folder, 'no'), '--check', '--endpoint', server.address)).toBe(1)
    expect(await refuse(path, '--out', join(folder, 'no'), '--endpoint', 'localhost:11434')).toBe(1)
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })
})
