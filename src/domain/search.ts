import type { Rating } from './rating.ts'

/** What a search asks for, as a tree. `and` and `or` have two parts or more and never hold one of their own kind. */
export type Query =
  /** Everything: the empty search. Stands alone, never inside another. */
  | { readonly kind: 'all' }
  | Term
  | { readonly kind: 'not'; readonly of: Exclude<Part, { kind: 'not' }> }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Part[] }

export type Part = Exclude<Query, { kind: 'all' }>

export type Term =
  /** A word or a phrase that the note's text holds, anywhere, once both are folded (`searchFold.ts`). */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'named'; readonly field: NameField; readonly name: string }
  | { readonly kind: 'is'; readonly state: SearchState }
  | { readonly kind: 'prop'; readonly prop: Prop; readonly op: Op; readonly value: number }
  /** Answered within so many study days, today's being the first; with this rating, or any. */
  | { readonly kind: 'rated'; readonly days: number; readonly rating: Rating | null }
  | { readonly kind: 'added'; readonly days: number }

/** `deck` and `tag` name whole parts of a path (`News::Afghanistan` lies in `News`), with `*` for anything. */
export const NAME_FIELDS = ['deck', 'tag', 'article'] as const
export type NameField = (typeof NAME_FIELDS)[number]

export const SEARCH_STATES = ['new', 'learn', 'due', 'review', 'suspended', 'buried', 'leech', 'flagged'] as const
export type SearchState = (typeof SEARCH_STATES)[number]

/** Interval in days, retrievability (0 to 1), lapses, stability in days, difficulty (1 to 10), days until due. */
export const PROPS = ['ivl', 'r', 'lapses', 's', 'd', 'due'] as const
export type Prop = (typeof PROPS)[number]

export const OPS = ['<=', '>=', '!=', '=', '<', '>'] as const
export type Op = (typeof OPS)[number]

/** Every field that may stand before a colon. */
export const FIELDS = [...NAME_FIELDS, 'is', 'prop', 'rated', 'added'] as const
export type Field = (typeof FIELDS)[number]

/** How many study days of the log have to be at hand to answer a search; 0 for none. */
export function daysAsked(query: Query): number {
  switch (query.kind) {
    case 'rated':
      return query.days
    case 'not':
      return daysAsked(query.of)
    case 'and':
    case 'or':
      return Math.max(...query.of.map(daysAsked))
    default:
      return 0
  }
}
