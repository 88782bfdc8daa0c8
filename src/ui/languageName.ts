import { localeTag } from './format.ts'

/** A language as the interface's own language calls it; its tag where that has no name for it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(localeTag(), { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
