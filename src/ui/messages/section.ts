import { isolated } from '../../domain/bidi.ts'
import { setLocale } from '../format.ts'
import type { Catalogue } from './catalogue.ts'

const sections = new Map<string, object>()
let translation: Partial<Catalogue> = {}

/** A part of the catalogue, loaded with the page that speaks it. English stands where a translation has nothing. */
export function section<T extends object>(name: keyof Catalogue, english: T): T {
  const words = Object.assign(isolating(english), isolating(translation[name]))
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
    Object.assign(section, isolating(Object.entries(words).find(([key]) => key === name)?.[1]))
}

/** The same words; what is given to them to be said stands isolated in them, whoever wrote it. */
function isolating<T>(words: T): T {
  if (typeof words === 'function') return ((...given: unknown[]) => words(...said(given))) as unknown as T
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return words
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, isolating(value)])) as T
}

const said = (given: readonly unknown[]): unknown[] =>
  given.map((each) => (typeof each === 'string' ? isolated(each) : Array.isArray(each) ? said(each) : each))
