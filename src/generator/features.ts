import type { Draft } from './draft.ts'
import { answerOf, questionOf } from './gates.ts'
import { contentStems } from './words.ts'

/**
 * What the ranker knows of a card: numbers, and two words of closed sets. The same numbers are kept with every judged
 * card (`tests/generator/labels`), so that weights learned there fit here.
 */
export type CardFeatures = {
  /** The rule's own name for the card, e.g. `scene-number`. */
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
  /** Of a sentence in its setting only: words of the setting; capitals of the answer; words after the blank; share of the title's words. */
  readonly settingWords?: number
  readonly answerCapitals?: number
  readonly wordsAfter?: number
  readonly ofTitle?: number
  /** 1 where sentences were left out before the sentence, and where "it" or "they" stands in it. */
  readonly gap?: number
  readonly pointing?: number
  /** 1 where a sum of money, and where a share of a hundred is left out. */
  readonly sum?: number
  readonly share?: number
  /** 1 where a figure is left out and no year stands on the card; figures that stand beside the blank, at most 4. */
  readonly undated?: number
  readonly figures?: number
  /** 1 where the heading says of which day the text is; things spoken of as known and not named, at most 2. */
  readonly reported?: number
  readonly loose?: number
  /** 1 where the heading has no title, and where a plain count is left out: no sum, share or millions. */
  readonly untitled?: number
  readonly count?: number
}

type SceneFeatures = Pick<
  CardFeatures,
  | 'settingWords'
  | 'answerCapitals'
  | 'wordsAfter'
  | 'ofTitle'
  | 'gap'
  | 'pointing'
  | 'sum'
  | 'share'
  | 'undated'
  | 'figures'
  | 'reported'
  | 'untitled'
  | 'count'
>

/** The features of a draft, before it is a note. */
export function featuresOfDraft(draft: Draft): CardFeatures {
  const read = (kind: string): number => draft.resolutions.filter((each) => each.kind === kind).length
  return {
    shape: draft.rule,
    ...wordingFeatures(questionOf(draft), answerOf(draft)),
    ...(draft.looseEnds === undefined ? {} : { loose: Math.min(2, draft.looseEnds) }),
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
    ...sceneFeatures(question, answer),
  }
}

/** What tells scenes apart; nothing of other cards. */
export function sceneFeatures(question: string, answer: string): SceneFeatures {
  if (!question.includes('_____') || !question.startsWith('> ')) return {}
  const parts = question.split('\n\n')
  const core = parts[parts.length - 1] ?? ''
  const quoted = (parts[0] ?? '').split('\n')
  const setting = quoted.find((line) => line.startsWith('> ') && !/^> From .*:$/.test(line)) ?? ''
  const title = new Set(contentStems(/^> From “([^”]*)”/.exec(quoted[0] ?? '')?.[1] ?? ''))
  const own = contentStems(core)
  const sum = /[$£€¥]_____/.test(core) ? 1 : 0
  const share = /_____ ?(?:\[[^\]]*\] ?)?(?:%|per ?cent)/.test(core) ? 1 : 0
  return {
    settingWords: setting.split(' ').length - 1,
    answerCapitals: (answer.match(/(?<!\p{L})\p{Lu}/gu) ?? []).length,
    wordsAfter: (core.split('_____')[1] ?? '').split(' ').length - 1,
    ofTitle: own.length === 0 ? 0 : own.filter((stem) => title.has(stem)).length / own.length,
    gap: question.includes('[…]') ? 1 : 0,
    pointing: /\b(?:it|its|they|them|their)\b/i.test(core) ? 1 : 0,
    sum,
    share,
    undated: /\d/.test(answer) && !/\b(?:1\d|20)\d\d\b/.test(`${question} ${answer}`) ? 1 : 0,
    reported: /^> From .*\b\d{4}\)?:$/.test(quoted[0] ?? '') ? 1 : 0,
    untitled: question.startsWith('> From “') ? 0 : 1,
    count: sum + share === 0 && /\d/.test(answer) && !/illion|bn|\dm\b/.test(answer) ? 1 : 0,
    figures: Math.min(4, (core.match(/\d[\d,.]*/g) ?? []).length),
  }
}

/** Kinds of cards that share a weight. Those that no reader has judged often have none: they keep their rule's prior. */
export function familyOf(shape: string): string | null {
  if (shape.startsWith('scene')) return shape
  return /^(?:deed|why|complement)/.exec(shape)?.[0] ?? null
}

/** The features as the ranker weighs them: each near 0 to 1, each by its name. */
export function weighed(features: CardFeatures): ReadonlyMap<string, number> {
  const out = new Map<string, number>()
  const family = familyOf(features.shape)
  // A year of the news is known to many or of no moment; one of a life or a war is what there is to learn.
  if (family !== null) out.set(`family:${family}${features.reported === 1 ? ' of the news' : ''}`, 1)
  if (features.settingWords !== undefined) {
    out.set('setting', Math.min(60, features.settingWords) / 40)
    out.set('name in answer', Math.min(2, features.answerCapitals ?? 0))
    out.set('words after', Math.min(20, features.wordsAfter ?? 0) / 10)
    out.set('of the title', features.ofTitle ?? 0)
    out.set('gap', features.gap ?? 0)
    out.set('pointing', features.pointing ?? 0)
    out.set('sum', features.sum ?? 0)
    out.set('share', features.share ?? 0)
    out.set('undated', features.undated ?? 0)
    out.set('figures', (features.figures ?? 0) / 2)
    out.set('loose', features.loose ?? 0)
    if (features.reported === 1) {
      out.set('untitled news', features.untitled ?? 0)
      out.set('bare news', features.settingWords === 0 ? 1 : 0)
      out.set('count of the news', features.shape === 'scene-number' ? (features.count ?? 0) : 0)
    }
    return out
  }
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
