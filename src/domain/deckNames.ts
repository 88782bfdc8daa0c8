import { clip, LONGEST_TITLE } from './clip.ts'
import type { Deck } from './deck.ts'
import type { Source } from './source.ts'

const [LONGEST_NAME, LONGEST_LICENCE, MOST_AUTHORS] = [2000, 200, 100]

type Header = Pick<Deck, 'title' | 'licence' | 'authors'> & { readonly sources: readonly Named[] }
type Named = Pick<Source, 'title' | 'author' | 'outlet' | 'licence' | 'basedOn'>

/**
 * A deck's names as long as its file may have them. In a backup they have no limits, and no page could lay out a title of
 * a million letters: they are cut where a deck is read to be shown or sent, and stay as they are where it is kept.
 */
export function withShortNames<D extends Header>(deck: D): D {
  return {
    ...deck,
    title: clip(deck.title, LONGEST_TITLE),
    licence: clip(deck.licence, LONGEST_LICENCE),
    authors: deck.authors.slice(0, MOST_AUTHORS).map((author) => clip(author, LONGEST_NAME)),
    sources: deck.sources.map((source) => (isShort(source) ? source : shortened(source))),
  }
}

const isShort = ({ title, author, outlet, licence, basedOn }: Named): boolean =>
  [title, author, outlet, basedOn?.author, basedOn?.outlet].every((name) => (name?.length ?? 0) <= LONGEST_NAME) &&
  (licence?.length ?? 0) <= LONGEST_LICENCE

const shortened = <S extends Named>(source: S): S => ({
  ...source,
  title: clip(source.title, LONGEST_NAME),
  author: orNull(source.author, LONGEST_NAME),
  outlet: orNull(source.outlet, LONGEST_NAME),
  licence: orNull(source.licence, LONGEST_LICENCE),
  basedOn: source.basedOn && {
    ...source.basedOn,
    author: orNull(source.basedOn.author, LONGEST_NAME),
    outlet: clip(source.basedOn.outlet, LONGEST_NAME),
  },
})

const orNull = (name: string | null, most: number): string | null => (name === null ? null : clip(name, most))
