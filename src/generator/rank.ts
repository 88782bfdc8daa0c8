import type { Draft } from './draft.ts'
import { capitalise } from './draft.ts'
import { featuresOfDraft, weighed } from './features.ts'
import { answerOf, coreOf, questionOf } from './gates.ts'

import { RULES } from './rules/table.ts'
import { WEIGHTS } from './weights.ts'
import { contentStems, overlap } from './words.ts'

export type Ranked = { readonly draft: Draft; readonly score: number }

/** How likely a careful reader keeps a card, 0 to 1: the rule's prior, moved by what judged cards have taught. */
export function scoreOf(draft: Draft, ruleName: string): number {
  let sum = logit(priorOf(ruleName))
  for (const [name, value] of weighed(featuresOfDraft(draft))) sum += (WEIGHTS.get(name) ?? 0) * value
  return Math.max(0.05, Math.min(0.99, 1 / (1 + Math.exp(-sum))))
}

/** The share of a rule's cards that careful readers have kept, 0 to 1. */
export const priorOf = (ruleName: string): number => RULES.find((row) => row.name === ruleName)?.prior ?? 0.5

export const logit = (share: number): number => Math.log(share / (1 - share))

export type Limits = { readonly perSentence: number; readonly total: number; readonly leastScore: number }

export const DEFAULT_LIMITS: Limits = { perSentence: 3, total: 60, leastScore: 0.5 }

/** What a reason or an advice gains over the other end of its statement, of a score of 0 to 1. */
const REASON_FIRST = 0.15

/** Keeps the best cards: few a sentence, none that asks the same again or from the other end. */
export function choose(
  ranked: readonly Ranked[],
  limits: Limits,
): { kept: Ranked[]; dropped: { reason: string; text: string; sentence: number }[] } {
  // Of one statement asked from both ends, its reason or its advice is worth more than who or what had it, and who set a
  // deadline more than when.
  const weight = ({ draft, score }: Ranked): number =>
    score + (isFrame(draft) ? 1 : 0) + (/^(?:why|advice|deadline-who)/.test(draft.rule) ? REASON_FIRST : 0)
  const order = ranked.map((each, i) => ({ each, i })).sort((a, b) => weight(b.each) - weight(a.each) || a.i - b.i)
  const kept: Ranked[] = []
  const dropped: { reason: string; text: string; sentence: number }[] = []
  const bySentence = new Map<number, number>()
  for (const { each } of order) {
    const first = reasonAgainst(each, kept, bySentence, limits)
    const undated = first === 'rank: gives another away' ? withoutDate(each) : null
    const reason = undated === null ? first : reasonAgainst(undated, kept, bySentence, limits)
    if (reason === null) {
      kept.push(undated ?? each)
      if (!isFrame(each.draft)) bySentence.set(each.draft.sentence, (bySentence.get(each.draft.sentence) ?? 0) + 1)
    } else {
      const text = `${questionOf(each.draft)} — ${answerOf(each.draft)}`
      dropped.push({ reason, text, sentence: each.draft.sentence })
    }
  }
  return { kept, dropped }
}

function reasonAgainst(
  each: Ranked,
  kept: readonly Ranked[],
  bySentence: ReadonlyMap<number, number>,
  limits: Limits,
): string | null {
  if (each.score < limits.leastScore) return 'rank: below the least score'
  if (kept.length >= limits.total) return 'rank: enough cards'
  const { draft } = each
  const frame = isFrame(draft)
  if (!frame && (bySentence.get(draft.sentence) ?? 0) >= limits.perSentence) return 'rank: enough for the sentence'
  const question = questionOf(draft)
  const own = new Set(contentStems(`${coreOf(draft)} ${answerOf(draft)}`))
  for (const other of kept) {
    const sameSentence = other.draft.sentence === draft.sentence
    if (sameSentence && isScene(draft) && isScene(other.draft)) {
      if (covers(draft, other.draft)) return 'rank: same answer'
      continue
    }
    if (sameSentence && givesAway(draft, other.draft) && givesAway(other.draft, draft)) return 'rank: reversal'
    if (sameSentence && (isExact(other.draft) ? givesAway(draft, other.draft) : false))
      return 'rank: gives another away'
    if (sameSentence && (isExact(draft) ? givesAway(other.draft, draft) : false)) return 'rank: given away'
    if (sameSentence && covers(draft, other.draft)) return 'rank: same answer'
    if (sameSentence && other.draft.rule === 'enumeration' && /\b(two|three|four|five|six)\b/.test(question))
      return 'rank: the list asks it'
    if (questionOf(other.draft) === question) return 'rank: same question'
    if (/^deadline/.test(draft.rule) && /^deadline/.test(other.draft.rule) && draft.rule !== other.draft.rule) continue
    const near = overlap(own, new Set(contentStems(`${coreOf(other.draft)} ${answerOf(other.draft)}`)))
    const answers = overlap(new Set(contentStems(answerOf(draft))), new Set(contentStems(answerOf(other.draft))))
    if (near > 0.8 || (near > 0.6 && (answers > 0.3 || answerOf(draft).split(' ').length < 3)))
      return 'rank: nearly the same'
  }
  return null
}

/** Two blanks of one sentence are asked apart, as the study session keeps them. */
const isScene = (draft: Draft): boolean => draft.rule.startsWith('scene')

const isFrame = (draft: Draft): boolean => /^(deadline|enumeration|role|who-is|definition|cleft|post)/.test(draft.rule)

/** "In 2011, why did …?": beside a card that asks for the year, the question stands without it. */
function withoutDate(ranked: Ranked): Ranked | null {
  const { content } = ranked.draft
  if (content.kind !== 'qa') return null
  const question = content.question.replace(/^(In|On|By|Since|At|During) [^,?]*\d[^,?]*, /, '')
  if (question === content.question) return null
  return { ...ranked, draft: { ...ranked.draft, content: { ...content, question: capitalise(question) } } }
}

/** True where the question of one holds the answer of the other. */
function givesAway(a: Draft, b: Draft): boolean {
  const asked = new Set(contentStems(coreOf(a)))
  const told = contentStems(b.answerType === 'date' ? answerOf(b).replace(/\b\d{4}\b/, '') : answerOf(b))
  const shared = told.filter((stem) => asked.has(stem)).length
  return told.length > 0 && shared >= told.length * 0.75
}

/** Figures and dates, of which a glance at another question is enough to know them. */
const isExact = (draft: Draft): boolean => /^(year|date|number|duration)$/.test(draft.answerType)

/** True where the answers are the same words of the text. */
function covers(a: Draft, b: Draft): boolean {
  const left = a.answers.flatMap((answer) => answer.words)
  const right = new Set(b.answers.flatMap((answer) => answer.words))
  const shared = left.filter((word) => right.has(word)).length
  const whole = [a, b].every((each) => each.content.kind !== 'cloze')
    ? Math.max(left.length, right.size)
    : Math.min(left.length, right.size)
  // "almost 8,000" and "8,000" are one figure.
  return shared > 0 && shared >= whole * (isExact(a) && isExact(b) ? 0.5 : 0.8)
}
