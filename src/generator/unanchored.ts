import { isUndatedNews } from '../domain/undatedNews.ts'
import type { Draft } from './draft.ts'
import { questionOf } from './gates.ts'
import type { Reading } from './reading.ts'

/** Texts of which it was asked: every card of one asks the same. */
const known = new WeakMap<Reading, boolean>()

function isOfNoDay(reading: Reading): boolean {
  const before = known.get(reading)
  if (before !== undefined) return before
  const found = isUndatedNews(reading.document.source)
  known.set(reading, found)
  return found
}

/**
 * Whether a scene can be no more than doubtful: readers kept one in five of those that stand under no heading, and one in
 * three of those from the news of a day that is not known; every fourth of the news was bad where it speaks of something
 * as known which its card does not name, or stands over a gap.
 */
export function isUnanchored(reading: Reading, draft: Draft): boolean {
  if (!draft.rule.startsWith('scene')) return false
  const question = questionOf(draft)
  return (
    (reading.genre !== 'plain' && isUnsureNews(draft, question)) ||
    isOfToday(reading, draft) ||
    !question.startsWith('> From “') ||
    isOfNoDay(reading)
  )
}

/**
 * Of the news: what speaks of things that its card does not name, what leans on sentences over a gap, and years, of which
 * every fourth was known to all and every other fourth worth nothing; and what voters think, by nobody's count.
 */
function isUnsureNews(draft: Draft, question: string): boolean {
  if ((draft.looseEnds ?? 0) > 0 || draft.isLooselySet === true) return true
  return draft.answerType === 'year' || question.includes('[…]') || (isOpinion(question) && !SURVEY.test(question))
}

/** "39 percent of women said they back …": a share of those who think something. */
const isOpinion = (question: string): boolean =>
  /_____ ?(?:%|per ?cent)[^.]{0,80}\b(?:sa(?:y|id|ying)|favou?r|support|approves? of|disapprov|oppos|believ|think|thought|prefer|view|want|agree|disagree|trust|plan|expect|feel|felt)/.test(
    question,
  )

const SURVEY =
  /\b(?:polls?|polling|surveys?|surveyed|polled|stud(?:y|ies)|report|research|census|Gallup|Pew|Quinnipiac|Rasmussen|YouGov|Ipsos|Nielsen)\b/i

/** "Currently 20 percent of …": a figure of a day that nobody told. */
function isOfToday({ document, published }: Reading, draft: Draft): boolean {
  const span = document.sentences[draft.sentence]?.span
  const text = document.text.slice(span?.start ?? 0, span?.end ?? 0)
  return (
    published === null &&
    draft.answerType === 'number' &&
    /\b(?:currently|now|today|at present|to date|so far)\b/i.test(text) &&
    !/\b(?:1\d|20)\d\d\b/.test(text)
  )
}
