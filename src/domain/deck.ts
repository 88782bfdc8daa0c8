import type { Anchor } from './anchors.ts'
import type { DeckId, Note, NoteId } from './note.ts'
import type { Source } from './source.ts'

/** A deck is content alone: what is asked and where it comes from. What a learner remembers of it never lives here. */
export type Deck = {
  readonly id: DeckId
  /** Counts up by one with every change of the content. */
  readonly version: number
  /** A path: `News::Afghanistan` lies in `News`. */
  readonly title: string
  readonly language: string
  /** SPDX identifier for the questions and answers; the sources carry their own. */
  readonly licence: string
  readonly authors: readonly string[]
  readonly sources: readonly Source[]
  readonly notes: readonly Note[]
  /** Notes that earlier versions held: retired on update, never deleted from a learner's collection. */
  readonly tombstones: readonly NoteId[]
}

/** What lists show of a deck without reading its notes. */
export type DeckInfo = Omit<Deck, 'sources' | 'notes' | 'tombstones'> & {
  readonly noteCount: number
  readonly cardCount: number
  readonly sources: readonly SourceInfo[]
  /** True for the decks that ship with the app. */
  readonly builtIn: boolean
  /** Its own record is lost: what is said of it was made up from its cards. */
  readonly standIn?: true | undefined
}

export type SourceInfo = Omit<Source, 'text'> & { readonly noteCount: number; readonly anchors: readonly Anchor[] }

/** So many decks may lie in each other: titles come from strangers too. */
const LEVELS = 100

/** The names on the path that a title is, outermost first; of one that is deeper the innermost names but the last are left out. */
export function titleParts(title: string): readonly string[] {
  const parts = title.split('::', LEVELS).map((part) => part.trim())
  if (parts.length < LEVELS) return parts
  return [...parts.slice(0, -1), title.slice(title.lastIndexOf('::') + 2).trim()]
}

/** A deck's own name and the decks it lies in, of a title like `News::Afghanistan`. */
export function splitTitle(title: string): { readonly name: string; readonly parents: readonly string[] } {
  const parts = titleParts(title)
  return { name: parts.at(-1) || title, parents: parts.slice(0, -1) }
}
