import { type Deck, titleParts } from './deck.ts'
import { tidyTitle } from './deckList.ts'
import { addTo } from './lists.ts'
import type { DeckId } from './note.ts'
import type { DeckKey, Scope, Settings } from './settings.ts'

/** All decks: settings of this scope are the ones that everything else inherits. */
export const EVERYWHERE = '*' as Scope

export const deckScope = (deckId: DeckId): Scope => `deck ${deckId}` as Scope

/** A folder is a path that decks lie in, whether or not a deck has that path itself. */
export const folderScope = (path: string): Scope => `folder ${path}` as Scope

/** All that lies in a folder, whether or not there is a deck of its path. */
export type Folder = { readonly folder: string }

/** What is studied as one: a deck with those in it, a folder, or null for all decks. */
export type StudyScope = DeckId | Folder | null

export type Titled = Pick<Deck, 'id' | 'title'>

/** What a deck inherits from, outermost first, itself last; decks that lie nowhere inherit from all decks alone. */
export type DeckTree = (deckId: DeckId) => readonly Scope[]

/**
 * Decks form a tree by the paths in their titles: `News::Asia` inherits from the folder `News` and from a deck that is
 * called so. A deck's own settings go by its id, so that renaming it keeps them. Of decks with one title, the first in
 * order of ids stands for it.
 */
export function makeDeckTree(decks: readonly Titled[]): DeckTree {
  const byPath = new Map<string, DeckId>()
  const paths = new Map<DeckId, readonly string[]>()
  for (const { id, title } of [...decks].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const all = pathsOf(title)
    paths.set(id, all)
    const own = all.at(-1)
    if (own !== undefined && !byPath.has(own)) byPath.set(own, id)
  }
  return (deckId) => {
    const scopes = (paths.get(deckId) ?? []).slice(0, -1).flatMap((path) => {
      const named = byPath.get(path)
      return named === undefined ? [folderScope(path)] : [folderScope(path), deckScope(named)]
    })
    return [...scopes, deckScope(deckId)]
  }
}

/** What a session over a scope with these decks inherits from, outermost first. */
export function scopesOf(tree: DeckTree, scope: StudyScope, decks: readonly DeckId[]): readonly Scope[] {
  if (scope === null) return []
  if (typeof scope === 'string') return tree(scope)
  const folder = folderScope(scope.folder)
  const scopes = decks.map(tree).find((all) => all.includes(folder)) ?? []
  return scopes.slice(0, scopes.indexOf(folder) + 1)
}

/** Decks by the paths of their titles. */
export type DeckPaths = {
  /** A deck and those below it, in the order of their paths; itself alone where its title is not known. */
  readonly within: (deckId: DeckId) => readonly DeckId[]
  /** All that have this path or lie below it. */
  readonly on: (path: string) => readonly DeckId[]
  /** Every path that a deck lies below. */
  readonly folders: readonly string[]
}

export function makeDeckPaths(decks: readonly Titled[]): DeckPaths {
  const at = new Map<string, DeckId[]>()
  const below = new Map<string, DeckId[]>()
  const own = new Map<DeckId, string>()
  const sorted = decks.map(({ id, title }) => ({ id, paths: pathsOf(tidyTitle(title)) })).sort(byPath)
  for (const { id, paths } of sorted) {
    const path = paths.at(-1) ?? ''
    own.set(id, path)
    addTo(at, path, id)
    for (const parent of paths.slice(0, -1)) addTo(below, parent, id)
  }
  return {
    within: (deckId) => [deckId, ...(below.get(own.get(deckId) ?? '') ?? [])],
    on: (path) => [...(at.get(path) ?? []), ...(below.get(path) ?? [])],
    folders: [...below.keys()],
  }
}

/** Parents before what lies in them, else by name, then by id. */
function byPath(a: Pathed, b: Pathed): number {
  for (let i = 0; i < Math.max(a.paths.length, b.paths.length); i++) {
    const [one = '', other = ''] = [a.paths[i], b.paths[i]]
    if (one !== other) return one < other ? -1 : 1
  }
  return a.id < b.id ? -1 : 1
}

type Pathed = { readonly id: DeckId; readonly paths: readonly string[] }

/** `A::B::C` as `A`, `A::B` and `A::B::C`. */
function pathsOf(title: string): readonly string[] {
  const parts = titleParts(title)
  return parts.map((_, i) => parts.slice(0, i + 1).join('::'))
}

/** The settings in force in the innermost of these scopes. Limits for a day are not among them (`limitsOf`). */
export function settingsIn(settings: Settings, scopes: readonly Scope[]): Settings {
  return Object.assign({}, settings, ...scopes.map((scope) => settings.scoped[scope] ?? {}))
}

/** Where a value comes from: the innermost of the scopes that sets it, else all decks. */
export function originOf(settings: Settings, scopes: readonly Scope[], key: DeckKey): Scope {
  return scopes.findLast((scope) => settings.scoped[scope]?.[key] !== undefined) ?? EVERYWHERE
}
