import type { Draft } from './draft.ts'
import { questionOf } from './gates.ts'
import { WEEKDAYS } from './lexicon.ts'
import type { Reading } from './reading.ts'

/** Words that lean on the day they were written. */
const OF_A_DAY = new RegExp(
  `\\b(?:(?:on|since|until|last|next|this|late|early) (?:${WEEKDAYS.join('|')})|yesterday|tomorrow|tonight|(?:last|this|next) (?:week|month|year|night|summer|winter|spring|autumn|season)|earlier this|(?:days|weeks|months) ago|now(?=,| (?:that|the|be|has|have|faces?|plans?)))\\b`,
  'gi',
)

/** Somebody's words as reporters give them. */
const REPORTED =
  /[,.?!]" (?:he|she|\p{Lu}[\p{L} .'-]{2,30}) (?:said|says|told|added)|[,.?!]" (?:said|says|told|added)\b|\b(?:he|she|it|they|\p{Lu}\p{L}+) (?:said|added|told)\b/gu

/** So many of both make a text one of a day: 114 of 130 reports, 4 of 260 texts of encyclopaedias and textbooks. */
const OFTEN = 2

const known = new WeakMap<Reading, boolean>()

/** A text of a day, of which nobody has said which day it is. */
export function isUndatedNews(reading: Reading): boolean {
  const before = known.get(reading)
  if (before !== undefined) return before
  const { published, document } = reading
  const count = (pattern: RegExp): number => (document.text.match(pattern) ?? []).length
  const found = published === null && count(OF_A_DAY) + count(REPORTED) >= OFTEN
  known.set(reading, found)
  return found
}

/**
 * Why a scene can be no more than doubtful: readers kept one in five of those that stand under no heading, and one in three
 * of those from the news of a day that is not known. Null where it can be sure.
 */
export function unanchored(reading: Reading, draft: Draft): 'no heading' | 'no date' | null {
  if (!draft.rule.startsWith('scene')) return null
  if (!questionOf(draft).startsWith('> From ')) return 'no heading'
  return isUndatedNews(reading) ? 'no date' : null
}
