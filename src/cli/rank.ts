import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CardFeatures } from '../generator/features.ts'
import { weighed } from '../generator/features.ts'
import { logit, priorOf } from '../generator/rank.ts'
import { RULES } from '../generator/rules/table.ts'
import type { Label } from './judgeLabels.ts'
import { readLabels } from './judgeLabels.ts'

/** How strongly a weight is pulled to nought, in judged cards. */
const PULL = 6
/** A card of the first round counts less: most of the gates of today came after it. */
const FIRST_ROUND = 0.35
/** The news of an unknown day is never sure, whatever its score: it would teach against what is sound elsewhere. */
const UNDATED = /undated-news$/
const STEPS = 4000
const RATE = 0.02

/**
 * `npm run rank`: learns the ranker's weights from every judged card in `tests/generator/labels` and writes them as a
 * table. Logistic regression by plain gradient descent, a card's rule prior as its offset; good counts 1, minor a half.
 * Cards of rules that are no more teach nothing.
 * The same labels give the same table.
 */
export function learn(labels: readonly Label[]): ReadonlyMap<string, number> {
  const rows = labels
    .filter(({ rule, round }) => RULES.some(({ name }) => name === rule) && !UNDATED.test(round))
    .map((label) => ({
      x: weighed(label.features as unknown as CardFeatures),
      offset: logit(priorOf(label.rule)),
      weight: label.round.startsWith('1-') ? FIRST_ROUND : 1,
      target: label.verdict === 'good' ? 1 : label.verdict === 'minor' ? 0.5 : 0,
    }))
  const names = [...new Set(rows.flatMap((row) => [...row.x.keys()]))].sort()
  const weights = new Map(names.map((name) => [name, 0]))
  for (let step = 0; step < STEPS; step++) {
    const slope = new Map(names.map((name) => [name, -PULL * (weights.get(name) ?? 0)]))
    for (const row of rows) {
      let sum = row.offset
      for (const [name, value] of row.x) sum += (weights.get(name) ?? 0) * value
      const error = row.weight * (row.target - 1 / (1 + Math.exp(-sum)))
      for (const [name, value] of row.x) slope.set(name, (slope.get(name) ?? 0) + error * value)
    }
    for (const name of names) weights.set(name, (weights.get(name) ?? 0) + (RATE * (slope.get(name) ?? 0)) / 10)
  }
  // A table holds no zero below zero.
  return new Map([...weights].map(([name, weight]) => [name, Math.round(weight * 100) / 100 + 0]))
}

/** The table as a source file. */
export function printWeights(weights: ReadonlyMap<string, number>, judged: number): string {
  const rows = [...weights].map(([name, weight]) => `  ['${name}', ${weight}],`)
  return [
    '/**',
    ` * Learned by \`npm run rank\` from ${judged} judged cards (\`tests/generator/labels\`): what each feature of`,
    ' * `features.ts` adds to the logit of a rule’s prior. Not to be edited by hand.',
    ' */',
    'export const WEIGHTS: ReadonlyMap<string, number> = new Map([',
    ...rows,
    '])',
    '',
  ].join('\n')
}

function main(): void {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
  const folder = join(root, 'tests/generator/labels')
  const labels = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readLabels(readFileSync(join(folder, name), 'utf8')))
  writeFileSync(join(root, 'src/generator/weights.ts'), printWeights(learn(labels), labels.length))
  console.log(`${labels.length} judged cards`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
