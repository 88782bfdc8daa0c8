import { formatDate } from '../dates.ts'
import type { Reading } from '../reading.ts'
import { contentStems } from '../words.ts'

/** Longest title, in words, that is fit to stand before a sentence. */
const MAX_TITLE = 14

/** The article's own title, where it has one that can stand before a sentence; else null. */
export function titleOf(reading: Reading): string | null {
  const title = reading.document.source.title.replace(/\s+/g, ' ').trim()
  if (title === '' || title.split(' ').length > MAX_TITLE) return null
  if ((title.match(/"/g) ?? []).length % 2 === 1 || /[?!{}]/.test(title) || title === title.toUpperCase()) return null
  // What was made of the first words, for want of a title, says nothing that the text does not.
  if (/(?:…|\.{3})$/.test(title)) return null
  if (/\u00e2\u20ac|\u00c3[\u0080-\u00bf]|\ufffd|[\u0080-\u009f]/.test(title)) return null
  return CUT.test(title) || CAPTION.test(title) || MODAL.test(title) ? null : title
}

/** Stems of the title's words: a definite that the title holds needs no other reading. */
export const titleStems = (reading: Reading): ReadonlySet<string> => new Set(contentStems(titleOf(reading) ?? ''))

/** A title that stops on a word which something must follow was cut off. */
const CUT =
  /\b(?:an?|the|and|or|but|of|to|in|on|at|for|from|with|by|as|than|that|which|who|whose|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|its|his|her|their|more|most|much|very|over|under|into|about|after|before|between|\p{L}{3,}er than|(?:much|far|even|slightly) \p{L}+er|(?:more than|over|nearly|about|almost) [\d,.]+ \p{Ll}+s)[,;:]?$|[,;:&-]$/iu

/** Words under a picture are no title. */
const CAPTION = /\b(?:as seen|pictured|file photo|photo(?:graph)? of|artist's impression|image of|shown here)\b/i

/** "… can improve": what it does so to was cut off. */
const MODAL =
  /\b(?:can|could|may|might|will|would) (?:improve|help|cause|make|increase|reduce|lead|affect|become|be|have)$/i

/** `From “Title” (Outlet, 11 October 2013):`, of an opinion with its author; empty where nothing is known of the text. */
export function headingOf(reading: Reading): string {
  const { source } = reading.document
  const title = titleOf(reading)
  const date = reading.published === null || reading.genre === 'plain' ? null : formatDate(reading.published)
  const by = reading.genre === 'op-ed' ? (source.basedOn?.author ?? source.author) : null
  const outlet = reading.genre === 'plain' ? null : (source.basedOn?.outlet ?? source.outlet)
  const inside = [by, outlet, date].filter((each) => each !== null).join(', ')
  if (title === null) return inside === '' ? '' : `From ${inside}:`
  return inside === '' ? `From “${title}”:` : `From “${title}” (${inside}):`
}
