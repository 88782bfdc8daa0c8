import type { Clause } from './clause.ts'
import { findClauses } from './clause.ts'
import type { KnownDate } from './dates.ts'
import { parsePartialDate } from './dates.ts'
import type { Document } from './document.ts'
import type { Named, Names } from './names.ts'
import { linkNames } from './names.ts'

/** A document with all that the rules ask of it, worked out once. */
export type Reading = {
  readonly document: Document
  readonly names: Names
  readonly published: KnownDate | null
  readonly clauses: readonly Clause[]
  /** `op-ed` where one person argues in the text, `news` where an outlet reports on a day, else `plain`. */
  readonly genre: 'op-ed' | 'news' | 'plain'
}

export function makeReading(document: Document): Reading {
  const source = document.source
  const dated = source.outlet !== null && source.published !== null
  const kind = source.basedOn?.kind ?? (dated ? 'news' : 'other')
  return {
    document,
    names: underTitle(linkNames(document), source.title),
    published: parsePartialDate(source.published),
    clauses: findClauses(document),
    genre: kind === 'op-ed' ? 'op-ed' : kind === 'news' ? 'news' : 'plain',
  }
}

const NAME_PART = /^\p{Lu}[\p{L}.'’-]*$/u

/** The name by which friends call somebody, between the first name and the surname: `"Cowboy"`. */
const NICKNAME = /^"\p{Lu}\p{L}*"$/u

/** In a life told under its person's name, a surname alone is that person's: it is written out as the title has it. */
function underTitle(names: Names, title: string): Names {
  const parts = title.trim().split(' ')
  const surname = parts[parts.length - 1] ?? ''
  if (
    parts.length < 2 ||
    parts.length > 4 ||
    parts.some((part, i) => !NAME_PART.test(part) && !(i > 0 && NICKNAME.test(part)))
  )
    return names
  const renamed = new Map<Named, Named>()
  for (const name of names.all)
    if (name.kind === 'person' && name.full === surname) renamed.set(name, { ...name, full: title.trim() })
  if (renamed.size === 0) return names
  const of = (name: Named): Named => renamed.get(name) ?? name
  const mentions = names.mentions.map((mention) => ({ ...mention, name: of(mention.name) }))
  const at = (word: number) => {
    const mention = names.at(word)
    return mention === null ? null : { ...mention, name: of(mention.name) }
  }
  return { all: names.all.map(of), mentions, at }
}
