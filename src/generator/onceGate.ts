import type { Draft } from './draft.ts'
import { questionOf } from './gates.ts'
import { MONTHS } from './lexicon.ts'
import type { Reading } from './reading.ts'

const MONTH = MONTHS.join('|')

const DATED = /\b(?:1[0-9]|20)\d\d\b/

/** Refuses "In December, what …?", of a text that has no day: of which year? */
export const onceGate = (reading: Reading, draft: Draft): string | null =>
  draft.verb !== null &&
  reading.genre === 'plain' &&
  new RegExp(`\\b(?:[Ii]n|[Oo]n) (?:\\d{1,2} )?(?:${MONTH})\\b(?! \\d{4}|(?: \\d{1,2})?, \\d{4})`).test(
    questionOf(draft),
  ) &&
  !DATED.test(questionOf(draft))
    ? 'once: half a date'
    : null
