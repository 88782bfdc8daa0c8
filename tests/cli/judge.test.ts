import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judge } from '../../src/cli/judge.ts'
import type { JudgedCard } from '../../src/cli/judgeCards.ts'
import { badControls } from '../../src/cli/judgeControls.ts'
import { readLabels } from '../../src/cli/judgeLabels.ts'
import { readKey } from '../../src/cli/judgeSheet.ts'
import { makeRandom } from '../../src/domain/random.ts'

const SEEDS = fileURLToPath(new URL('../../seeds', import.meta.url))
const LABELS = fileURLToPath(new URL('../generator/labels', import.meta.url))

let folder = ''
let lines: string[] = []
const run = (...args: string[]): number => {
  lines = []
  return judge(args, (line) => lines.push(line))
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recite-judge-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('a round of judging', () => {
  it('goes from articles to a sheet, a filled sheet, a report and labels without a word of the text', () => {
    const gold = join(folder, 'gold.json')
    const article = 'Mayor Elena Fisk opened the bridge in 1998.\n'
    writeFileSync(join(folder, 'bridge.txt'), article)
    const fact = { article: 'bridge.txt', question: 'Who opened the bridge?', answers: ['Elena Fisk'], type: 'who' }
    writeFileSync(gold, JSON.stringify([{ ...fact, evidence_start: 0, evidence_end: article.length - 1 }]))
    const sheet = join(folder, 'sheet')
    expect(
      run(SEEDS, '--n', '6', '--seed', '3', '--which', 'all', '--gold', gold, '--articles', folder, '--sheet', sheet),
    ).toBe(0)
    expect(lines.at(-1)).toMatch(/6 sampled, 1 good and 1 bad controls/)

    const key = readKey(read('sheet.key.jsonl'))
    if (typeof key === 'string') throw new Error(key)
    const cards = key.filter((row) => row.what === 'card')
    expect(cards).toHaveLength(6)
    expect(cards.filter((row) => row.what === 'card' && row.rule === 'unknown')).toEqual([])

    const isBad = new Set(key.flatMap((row) => (row.what === 'control' && row.control === 'bad' ? [row.id] : [])))
    const filled = read('sheet.jsonl')
      .trim()
      .split('\n')
      .map((line) => {
        const row = JSON.parse(line) as { id: string }
        return JSON.stringify({ ...row, marks: isBad.has(row.id) ? 'ynyyyyy' : 'yyyyyyy' })
      })
    writeFileSync(join(folder, 'filled.jsonl'), filled.join('\n'))
    const labels = join(folder, 'labels.jsonl')
    const paths = ['--read', join(folder, 'filled.jsonl'), '--read', join(folder, 'filled.jsonl')]
    expect(run(...paths, '--key', join(folder, 'sheet.key.jsonl'), '--labels', labels, '--round', 'test')).toBe(0)
    expect(lines.join('\n')).toContain('kappa of the verdicts: 1.00')
    expect(lines.join('\n')).not.toContain('WARNING')
    const written = readLabels(read('labels.jsonl'))
    expect(written).toHaveLength(6)
    for (const label of written)
      for (const value of Object.values(label.features))
        if (typeof value === 'string') expect(value).toMatch(/^[a-z-]+$/)
  }, 60_000)

  it('refuses what it does not understand, and says how to call it', () => {
    expect(run('--sheet', join(folder, 'x'))).toBe(1)
    expect(lines.join('\n')).toContain('npm run judge')
    expect(run(SEEDS, '--sheets', 'x')).toBe(1)
    expect(run(SEEDS, '--n', 'many', '--sheet', join(folder, 'x'))).toBe(1)
    expect(run(join(folder, 'nowhere'), '--sheet', join(folder, 'x'))).toBe(1)
    expect(readdirSync(folder).filter((name) => name.startsWith('x'))).toEqual([])
  })
})

describe('bad controls', () => {
  const card = (i: number, question: string, answer: string): JudgedCard => ({
    source: 'one',
    noteId: `n${i}`,
    kind: 'qa',
    rule: 'object',
    confidence: 0.9,
    features: { answerType: 'phrase' },
    shown: { question, answer, accepted: [], options: [], paragraph: `${answer}.`, title: '', published: null },
  })
  const cards = [
    card(1, 'Who opened the bridge over the Lune?', 'a member of the council of Marston'),
    card(2, 'What did the company of the town build?', 'a mill'),
    card(3, 'When was the school of Dorning founded?', 'in the year of the great flood'),
  ]

  it('differ from the card they were made of, each in a way that its name tells', () => {
    const controls = badControls(cards, cards, 3, makeRandom(1))
    expect(controls.length).toBeGreaterThanOrEqual(2)
    for (const { how, shown } of controls) {
      const twin = cards.find((each) => each.shown.paragraph === shown.paragraph)
      expect({ q: shown.question, a: shown.answer }).not.toEqual({ q: twin?.shown.question, a: twin?.shown.answer })
      if (how === 'wrong answer') expect(shown.paragraph).not.toContain(shown.answer)
      if (how === 'unbound pronoun') expect(shown.question).toMatch(/\bits?\b/)
      if (how === 'truncated answer') expect(twin?.shown.answer.startsWith(shown.answer)).toBe(true)
    }
  })
})

describe('the labels in the repository', () => {
  it.each(readdirSync(LABELS).filter((name) => name.endsWith('.jsonl')))('%s can be read, each card once', (name) => {
    const labels = readLabels(readFileSync(join(LABELS, name), 'utf8'))
    expect(labels.length).toBeGreaterThan(0)
    expect(new Set(labels.map((label) => `${label.source} ${label.note}`)).size).toBe(labels.length)
    for (const label of labels) {
      expect(label.marks).toMatch(/^[yn]{7}$/)
      for (const value of Object.values(label.features))
        if (typeof value === 'string') expect(value).toMatch(/^[a-z-]+$/)
    }
  })
})
