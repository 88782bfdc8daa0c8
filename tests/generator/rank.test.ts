import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readLabels } from '../../src/cli/judgeLabels.ts'
import { learn } from '../../src/cli/rank.ts'
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
    const liked = labels
      .filter((label) => label.rule === 'when')
      .map((label) => ({ ...label, verdict: 'good' as const }))
    expect(learn(liked).get('family:when')).toBeGreaterThan(0)
  })
})
