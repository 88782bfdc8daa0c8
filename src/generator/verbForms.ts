import type { Word } from './document.ts'
import { lower } from './tree.ts'

/** Verbs that share their forms with a noun one letter shorter. */
const BASES: Readonly<Record<string, string>> = { bath: 'bathe', breath: 'breathe', cloth: 'clothe' }

export const baseOf = (verb: Word): string => BASES[verb.lemma] ?? verb.lemma

/** The finite verb after `who` or `what`, which are singular. */
export function singular(word: Word): string {
  const text = lower(word)
  switch (text) {
    case 'are':
    case "'re":
      return 'is'
    case "'s":
      return 'is'
    case 'were':
      return 'was'
    case 'have':
    case "'ve":
      return 'has'
    case 'do':
      return 'does'
  }
  if (word.tag !== 'VBP') return word.text.toLowerCase()
  if (/(s|x|z|ch|sh|o)$/.test(text)) return `${text}es`
  if (/[^aeiou]y$/.test(text)) return `${text.slice(0, -1)}ies`
  return `${text}s`
}
