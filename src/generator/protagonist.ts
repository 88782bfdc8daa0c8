import type { Named } from './names.ts'
import type { Reading } from './reading.ts'
import { lower } from './tree.ts'

/** Whom a life is told of: the person whose name is the title, with the pronoun that the text mostly uses. */
export type Protagonist = { readonly ids: ReadonlySet<string>; readonly surname: string; readonly gender: 'he' | 'she' }

/** Without marks and case: `Ḥadīd` and `Hadid` are one surname. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export const surnameOf = (full: string): string => {
  const parts = folded(full).split(' ')
  return parts[parts.length - 1] ?? ''
}

/** The protagonist of a biography; null in every other text. */
export function protagonistOf(reading: Reading): Protagonist | null {
  const { document, names } = reading
  const title = folded(document.source.title).trim()
  if (title === '' || title.split(' ').length > 5) return null
  const words = title.split(/[\s,]+/)
  const own = names.all.filter((name) => name.kind === 'person' && isOf(name, words))
  if (own.length === 0) return null
  const surname = words[words.length - 1] ?? ''
  let he = 0
  let she = 0
  for (const word of document.words) {
    if (/^(he|his|him)$/.test(lower(word))) he++
    if (/^(she|her)$/.test(lower(word))) she++
  }
  if (he === she || Math.max(he, she) < 3 * Math.min(he, she)) return null
  return { ids: new Set(own.map((name) => name.id)), surname, gender: he > she ? 'he' : 'she' }
}

/** A name of the title's own words, its first name among them; or its surname alone. */
function isOf(name: Named, title: readonly string[]): boolean {
  const parts = folded(name.full).split(' ')
  const last = title[title.length - 1] ?? ''
  if (parts[parts.length - 1] !== last) return false
  return (
    parts.length === 1 ||
    parts[0] === title[0] ||
    (title.length === 2 && /^(emperor|king|queen|pope|saint|sir)$/.test(title[0] ?? '')) ||
    (title.length === 1 && parts.includes(last))
  )
}
