import { setLocale } from '../format.ts'
import type { Catalogue } from './catalogue.ts'

const sections = new Map<string, object>()
let translation: Partial<Catalogue> = {}

/** A part of the catalogue, loaded with the page that speaks it. English stands where a translation has nothing. */
export function section<T extends object>(name: keyof Catalogue, english: T): T {
  const words = Object.assign({ ...english }, translation[name])
  sections.set(name, words)
  return words
}

/** What a file in `ui/translations/`, named by its BCP 47 tag, exports by default: all that another language takes. */
export type Translation = { readonly dir: 'ltr' | 'rtl'; readonly words: Partial<Catalogue> }

/** Puts another language in place of English, for sections loaded before and after: call it before the first render. */
export function translate(tag: string, words: Partial<Catalogue>): void {
  setLocale(tag)
  translation = words
  for (const [name, section] of sections)
    Object.assign(section, Object.entries(words).find(([key]) => key === name)?.[1])
}
