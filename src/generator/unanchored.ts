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
 * three of those from the news of a day that is not known; of those that speak of something as known which their card does
 * not name, every fourth of the news was bad, and every
 * fifth where what stands before them does.
 */
export function isUnanchored(reading: Reading, draft: Draft): boolean {
  if (!draft.rule.startsWith('scene')) return false
  const hasLooseEnds = reading.genre !== 'plain' && ((draft.looseEnds ?? 0) > 0 || draft.isLooselySet === true)
  return hasLooseEnds || isOfToday(reading, draft) || !questionOf(draft).startsWith('> From “') || isOfNoDay(reading)
}

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
