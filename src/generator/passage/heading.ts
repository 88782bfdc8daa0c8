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
  return title
}

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
  const second = needs.date ? issue : null
  if (first === null && second === null) return ''
  if (first === null) return `${second}: `
  return second === null ? `${first}: ` : `${first} (${second}): `
}
