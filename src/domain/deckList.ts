import { unturned } from './bidi.ts'
import { clip } from './clip.ts'
import { splitTitle } from './deck.ts'

/** Decks as the tree that their titles make: a path holds a deck, or decks below it, or both. */
export type DeckBranch<T> = {
  readonly name: string
  readonly path: string
  /** Those of this very title; several where titles are the same. */
  readonly decks: readonly T[]
  readonly below: readonly DeckBranch<T>[]
}

/** In order of names within each branch; decks of one title stay in the order given. */
export function deckBranches<T>(decks: readonly T[], titleOf: (deck: T) => string): readonly DeckBranch<T>[] {
  const root: Growing<T> = { name: '', path: '', decks: [], below: new Map() }
  for (const deck of decks) {
    const { name, parents } = splitTitle(titleOf(deck))
    let at = root
    for (const part of [...parents, name].filter((each) => each !== '')) at = branchIn(at, part)
    at.decks.push(deck)
  }
  return grown(root).below
}

/** Those of a branch and of all below it. */
export const decksIn = <T>({ decks, below }: DeckBranch<T>): readonly T[] => [...decks, ...below.flatMap(decksIn)]

/** Whether all that lies in a branch lies in the one branch below it: then there is nothing to choose between the two. */
export const isOnlyAround = <T>({ decks, below }: DeckBranch<T>): boolean => decks.length === 0 && below.length === 1

/** A title as it is kept: no empty parts, no spaces around them. */
export const tidyTitle = (title: string): string =>
  clip(
    unturned(title)
      .normalize('NFC')
      .split('::')
      .map((part) => part.replace(/\s+/g, ' ').trim())
      .filter((part) => part !== '')
      .join('::'),
    500,
  )

type Growing<T> = {
  readonly name: string
  readonly path: string
  readonly decks: T[]
  readonly below: Map<string, Growing<T>>
}

function branchIn<T>(parent: Growing<T>, name: string): Growing<T> {
  const known = parent.below.get(name)
  if (known) return known
  const path = parent.path === '' ? name : `${parent.path}::${name}`
  const made: Growing<T> = { name, path, decks: [], below: new Map() }
  parent.below.set(name, made)
  return made
}

function grown<T>({ name, path, decks, below }: Growing<T>): DeckBranch<T> {
  const sorted = [...below.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return { name, path, decks, below: sorted.map((each) => grown(each)) }
}
