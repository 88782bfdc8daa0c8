import type { Reading } from './reading.ts'

export const yearOf = (reading: Reading): string => (reading.published === null ? '' : ` (${reading.published.year})`)

/** Who holds what the article says in its own voice: its author where it argues, else its outlet. */
export function holderOf(reading: Reading): string | null {
  const { source } = reading.document
  const based = source.basedOn
  const author = based === null ? source.author : based.author
  if (reading.genre === 'op-ed' && author !== null && !/^(unknown|staff)$/i.test(author)) return author
  return based?.outlet ?? source.outlet ?? (author !== null && !/^unknown$/i.test(author) ? author : null)
}
