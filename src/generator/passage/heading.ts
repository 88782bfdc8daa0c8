import { formatDate } from '../dates.ts'
import type { Reading } from '../reading.ts'
import { contentStems } from '../words.ts'

/** Longest title, in words, that is fit to stand before a sentence. */
const MAX_TITLE = 14

/** The article's own title, where it has one that can stand before a sentence; else null. */
export function titleOf(reading: Reading): string | null {
  const { source, text } = reading.document
  const title = source.title.replace(/\s+/g, ' ').trim()
  const opening = title.replace(/(…|\.{3})$/, '').trim()
  if (title === '' || text.startsWith(opening) || title.split(' ').length > MAX_TITLE) return null
  if ((title.match(/"/g) ?? []).length % 2 === 1 || /[?!{}]/.test(title) || title === title.toUpperCase()) return null
  return CUT.test(title) || CAPTION.test(title) || MODAL.test(title) ? null : title
}

/** A title that stops on a word which something must follow was cut off. */
const CUT =
  /\b(?:an?|the|and|or|but|of|to|in|on|at|for|from|with|by|as|than|that|which|who|whose|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|its|his|her|their|more|most|much|very|over|under|into|about|after|before|between|\p{L}{3,}er than|(?:much|far|even|slightly) \p{L}+er|(?:more than|over|nearly|about|almost) [\d,.]+ \p{Ll}+s)[,;:]?$|[,;:&-]$/iu

/** Words under a picture are no title. */
const CAPTION = /\b(?:as seen|pictured|file photo|photo(?:graph)? of|artist's impression|image of|shown here)\b/i

/** "… can improve": what it does so to was cut off. */
const MODAL =
  /\b(?:can|could|may|might|will|would) (?:improve|help|cause|make|increase|reduce|lead|affect|become|be|have)$/i

/** Longest title, in words, that is a topic rather than a headline. */
const MAX_TOPIC = 5

/** `October 2013` of an article that tells news; null where it has no day or is of no time. */
export function issueOf(reading: Reading): string | null {
  const { published, genre } = reading
  return published === null || genre === 'plain' ? null : formatDate({ ...published, day: null })
}

/** Stems of the title's words: a definite that the title holds needs no other reading. */
export const titleStems = (reading: Reading): ReadonlySet<string> => new Set(contentStems(titleOf(reading) ?? ''))

/**
 * What stands before a sentence of the article so that a reader without it knows what it is about: the title where the
 * sentence leans on it, the month of the news where the sentence has no year of its own.
 */
export function headingFor(
  reading: Reading,
  sentence: string,
  needs: { readonly title: boolean; readonly date: boolean },
): string | null {
  const title = titleOf(reading)
  const issue = issueOf(reading)
  if (needs.title && title === null) return null
  const said = new Set(contentStems(sentence))
  const repeated = title !== null && contentStems(title).every((stem) => said.has(stem))
  const first = needs.title && !repeated ? title : null
  const second = needs.date || (first !== null && reading.genre === 'news') ? issue : null
  if (first === null) return second === null ? '' : `From ${outletOf(reading) ?? 'a report'} (${second}): `
  if (reading.genre === 'plain' && first.split(' ').length <= MAX_TOPIC) return `${first}: `
  return second === null ? `From “${first}”: ` : `From “${first}” (${second}): `
}

const outletOf = (reading: Reading): string | null => {
  const { source } = reading.document
  return source.basedOn?.outlet ?? source.outlet
}
