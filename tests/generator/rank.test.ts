import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readLabels } from '../../src/cli/judgeLabels.ts'
import { learn } from '../../src/cli/rank.ts'
import { RULES } from '../../src/generator/rules/table.ts'
import { WEIGHTS } from '../../src/generator/weights.ts'

const FOLDER = fileURLToPath(new URL('labels', import.meta.url))

describe('the ranker', () => {
  const labels = readdirSync(FOLDER)
    .sort()
    .flatMap((name) => readLabels(readFileSync(join(FOLDER, name), 'utf8')))

  it('has the weights that the judged cards in the repository teach', () => {
    expect([...learn(labels)]).toEqual([...WEIGHTS])
  })

  it('learns nothing from nothing, and more from more', () => {
    expect(learn([]).size).toBe(0)
    const figures = labels.filter((label) => label.rule === 'figure')
    expect(figures.length).toBeGreaterThan(0)
    const as = (verdict: 'good' | 'bad') =>
      learn(figures.map((label) => ({ ...label, verdict }))).get('family:scene-number') ?? 0
    expect(as('good')).toBeGreaterThan(0)
    expect(as('bad')).toBeLessThan(0)
  })

  it('learns nothing from the cards of rules that are no more', () => {
    const asked = new Set(RULES.map(({ name }) => name))
    const gone = labels.filter(({ rule }) => !asked.has(rule))
    expect(gone.length).toBeGreaterThan(0)
    expect(learn(gone).size).toBe(0)
    const kept = labels.filter(({ rule }) => asked.has(rule)).slice(0, 100)
    expect([...learn([...kept, ...gone])]).toEqual([...learn(kept)])
  })
})
