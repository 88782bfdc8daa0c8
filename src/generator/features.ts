import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'

/**
 * What the ranker knows of a card: numbers, and two words of closed sets. The same numbers are kept with every judged
 * card (`tests/generator/labels`), so that weights learned there fit here.
 */
export type CardFeatures = {
  /** The rule's own name for the card, e.g. `passage-number`. */
  readonly shape: string
  readonly questionWords: number
  readonly answerWords: number
  /** Pronouns and definite descriptions that were read into the question. */
  readonly pronouns: number
  readonly definites: number
  /** Words with a capital inside the question. */
  readonly capitals: number
  readonly definiteArticles: number
  readonly commas: number
  /** 1 where the question says whose statement it is, or when it held. */
  readonly attributed: number
  readonly dated: number
}

/** The features of a draft, before it is a note. */
export function featuresOfDraft(draft: Draft): CardFeatures {
  const read = (kind: string): number => draft.resolutions.filter((each) => each.kind === kind).length
  return {
    shape: draft.rule,
    ...wordingFeatures(questionOf(draft), answerOf(draft)),
    pronouns: read('pronoun'),
    definites: read('definite'),
  }
}

/** What the wording alone tells. */
export function wordingFeatures(
  question: string,
  answer: string,
): Omit<CardFeatures, 'shape' | 'pronouns' | 'definites'> {
  const count = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length
  return {
    questionWords: question.split(' ').length,
    answerWords: answer.split(' ').length,
    capitals: count(question.slice(1), /(?<![\p{L}])\p{Lu}[\p{L}.]+/gu),
    definiteArticles: count(question, /\bthe\b/gi),
    commas: count(question, /,/g),
    attributed: /^(According to|From(?! “)|In the view of)\b/.test(question) ? 1 : 0,
    dated: /^(In|As of|On) [^,]*\d{4}\b/.test(question) ? 1 : 0,
  }
}

/** Kinds of cards that share a weight. Those that no reader has judged often have none: they keep their rule's prior. */
export function familyOf(shape: string): string | null {
  if (/^passage-(number|year)$/.test(shape)) return 'passage-figure'
  if (/^passage-phrase$/.test(shape)) return 'passage-phrase'
  if (/^passage/.test(shape)) return 'passage-name'
  if (/^cloze/.test(shape)) return 'cloze'
  if (/^subject-what$/.test(shape)) return 'subject-what'
  if (/^(subject|agent)/.test(shape)) return 'subject-name'
  if (/^(object|prepositional|gerund|predicate|deed)/.test(shape)) return 'object'
  if (/^(when|where|why|listing|complement)/.test(shape)) return /^[a-z]+/.exec(shape)?.[0] ?? null
  if (/^how-/.test(shape)) return 'how'
  return null
}

/** The features as the ranker weighs them: each near 0 to 1, each by its name. */
export function weighed(features: CardFeatures): ReadonlyMap<string, number> {
  const out = new Map<string, number>()
  const family = familyOf(features.shape)
  if (family !== null) out.set(`family:${family}`, 1)
  out.set('short question', Math.max(0, 12 - features.questionWords) / 6)
  out.set('long question', Math.max(0, features.questionWords - 24) / 12)
  out.set('long answer', Math.max(0, features.answerWords - 5) / 8)
  out.set('pronouns', Math.min(2, features.pronouns))
  out.set('definites', Math.min(2, features.definites))
  out.set('names', Math.min(8, features.capitals) / 4)
  out.set('definite articles', Math.min(5, features.definiteArticles) / 3)
  out.set('commas', Math.min(4, features.commas) / 2)
  out.set('attributed', features.attributed)
  out.set('dated', features.dated)
  return out
}
