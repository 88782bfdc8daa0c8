import type { Clause } from './clause.ts'
import { findClauses } from './clause.ts'
import type { KnownDate } from './dates.ts'
import { parsePartialDate } from './dates.ts'
import type { Document } from './document.ts'
import type { Names } from './names.ts'
import { linkNames } from './names.ts'

/** A document with all that the rules ask of it, worked out once. */
export type Reading = {
  readonly document: Document
  readonly names: Names
  readonly published: KnownDate | null
  readonly clauses: readonly Clause[]
  /** `op-ed` where one person argues in the text, `news` where an outlet reports, else `plain`. */
  readonly genre: 'op-ed' | 'news' | 'plain'
}

export function makeReading(document: Document): Reading {
  const source = document.source
  const kind = source.basedOn?.kind ?? (source.outlet !== null ? 'news' : 'other')
  return {
    document,
    names: linkNames(document),
    published: parsePartialDate(source.published),
    clauses: findClauses(document),
    genre: kind === 'op-ed' ? 'op-ed' : kind === 'news' ? 'news' : 'plain',
  }
}
