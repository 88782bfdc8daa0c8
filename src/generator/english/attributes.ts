/** spaCy's attribute ruler: coarse parts of speech, morphology and fixed lemmas from tags, words and labels. */
import type { Condition, RuleEntry } from './model.ts'
import type { CoarseTag } from './parse.ts'

export type Described = {
  readonly lower: string
  readonly tag: string
  readonly dep: string
  readonly isSpace: boolean
}

export type Attributes = { coarse: CoarseTag; morph: string; lemma: string | null }

export function makeRuler(rules: readonly RuleEntry[]): (tokens: readonly Described[]) => Attributes[] {
  const compiled = rules.map(({ pattern, ...rule }) => ({
    ...rule,
    tests: pattern.map((conditions) => {
      const tag = makeTest(conditions.TAG)
      const lower = makeTest(conditions.LOWER)
      const dep = makeTest(conditions.DEP)
      const space = makeTest(conditions.IS_SPACE)
      return (token: Described) => tag(token.tag) && lower(token.lower) && dep(token.dep) && space(token.isSpace)
    }),
  }))
  return (tokens) => {
    const result = tokens.map((): Attributes => ({ coarse: 'X', morph: '', lemma: null }))
    // Rules in order, so that a later one overrides; all look at the tokens as they came.
    for (const { tests, set, index } of compiled) {
      tokens.forEach((_, from) => {
        const target = result[from + index]
        const fits = tests.every((test, i) => {
          const token = tokens[from + i]
          return token !== undefined && test(token)
        })
        if (!fits || !target) return
        if (set.POS !== undefined) target.coarse = set.POS as CoarseTag
        if (set.MORPH !== undefined) target.morph = set.MORPH === '_' ? '' : set.MORPH
        if (set.LEMMA !== undefined) target.lemma = set.LEMMA
      })
    }
    return result
  }
}

function makeTest(condition: Condition | undefined): (value: string | boolean) => boolean {
  if (condition === undefined) return () => true
  if (typeof condition !== 'object') return (value) => value === condition
  if ('REGEX' in condition) {
    const pattern = new RegExp(condition.REGEX, 'u')
    return (value) => pattern.test(String(value))
  }
  if ('IN' in condition) {
    const listed = new Set<string | boolean>(condition.IN)
    return (value) => listed.has(value)
  }
  const unlisted = new Set<string | boolean>(condition.NOT_IN)
  return (value) => !unlisted.has(value)
}
