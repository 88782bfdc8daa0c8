import type { Draft } from './draft.ts'
import { questionOf } from './gates.ts'
import { WEEKDAYS } from './lexicon.ts'
import type { Reading } from './reading.ts'

/** Words that lean on the day they were written. */
const OF_A_DAY = new RegExp(
  `\\b(?:(?:on|since|until|last|next|this|late|early) (?:${WEEKDAYS.join('|')})|yesterday|tomorrow|tonight|(?:last|this|next) (?:week|month|year|night|summer|winter|spring|autumn|season)|earlier this|(?:days|weeks|months) ago|now(?=,| (?:that|the|be|has|have|faces?|plans?)))\\b`,
  'i',
)

/** Somebody's words as reporters give them. */
const REPORTED =
  /[,.?!]" (?:he|she|\p{Lu}[\p{L} .'-]{2,30}) (?:said|says|told|added)|[,.?!]" (?:said|says|told|added)\b|\b(?:he|she|it|they|\p{Lu}\p{L}+) (?:said|added|told)\b/u

const known = new WeakMap<Reading, boolean>()

/** A text of a day, of which nobody has said which day it is. */
export function isUndatedNews(reading: Reading): boolean {
  const before = known.get(reading)
  if (before !== undefined) return before
  const { published, document } = reading
  // One is enough: so were 313 of 322 reports known, and one in ten texts of encyclopaedias taken for one.
  const found = published === null && (document.text.search(OF_A_DAY) >= 0 || document.text.search(REPORTED) >= 0)
  known.set(reading, found)
  return found
}

/**
 * Why a scene can be no more than doubtful: readers kept one in five of those that stand under no heading, and one in three
 * of those from the news of a day that is not known; of those that speak of something as known which their card does not
 * name, every fourth of the news was bad. Null where it can be sure.
 */
export function unanchored(reading: Reading, draft: Draft): 'no heading' | 'no date' | 'loose ends' | null {
  if (!draft.rule.startsWith('scene')) return null
  if (!questionOf(draft).startsWith('> From ')) return 'no heading'
  if (isUndatedNews(reading)) return 'no date'
  return reading.genre !== 'plain' && (draft.looseEnds ?? 0) > 0 ? 'loose ends' : null
}
