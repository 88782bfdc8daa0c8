import { answersOf, noteText, questionText } from './cards.ts'
import type { Columns } from './columns.ts'
import type { DeckInfo } from './deck.ts'
import { facesOf } from './faces.ts'
import { type CardId, cardIdOf, type DeckId, type Face, type Note, type NoteId } from './note.ts'
import { foldForSearch } from './searchFold.ts'

/**
 * What a search reads of a collection: its notes' text, names as small numbers, and the decks' columns as they are.
 * Cards are numbered through all decks in order; the notes themselves are not kept.
 */
export type SearchIndex = {
  readonly decks: readonly IndexedDeck[]
  /** Rows of all decks. */
  readonly length: number
  /** Different lists of tags, and of articles' names, each folded; notes point into them. */
  readonly tagLists: readonly (readonly string[])[]
  readonly articleLists: readonly (readonly string[])[]
  /** Every tag as it is written, in rising order. */
  readonly tags: () => readonly string[]
  /** Notes in deck order, `first` being the first one's position. Of a note that is here already, the new version. */
  readonly putNotes: (deckId: DeckId, first: number, notes: readonly Note[], addedAt: readonly number[]) => void
  readonly setColumns: (columns: readonly Columns[]) => void
}

export type IndexedDeck = {
  readonly info: DeckInfo
  /** The folded title between colons, as `::news::afghanistan::`. */
  readonly path: string
  /** The number of this deck's first row in the whole index. */
  readonly firstRow: number
  readonly columns: Columns
  readonly noteIds: readonly NoteId[]
  readonly tagList: readonly number[]
  readonly articleList: readonly number[]
  /** Milliseconds since 1970; 0 where it is not known. */
  readonly addedAt: readonly number[]
  /** Of notes with another face than the front alone. */
  readonly faces: ReadonlyMap<number, readonly Face[]>
  /** The folded text of a note by its position; empty until it is read. */
  readonly textOf: (note: number) => string
}

/** An index of these decks without any note yet; a deck without columns is left out. */
export function makeSearchIndex(infos: readonly DeckInfo[], columns: readonly Columns[]): SearchIndex {
  const tagLists = makeLists()
  const articleLists = makeLists()
  const tagNames = new Set<string>()
  const byId = new Map(columns.map((deck) => [deck.deckId, deck]))
  const decks: Filling[] = []
  let length = 0
  for (const info of infos) {
    const own = byId.get(info.id)
    if (!own) continue
    decks.push(makeDeck(info, own, length))
    length += own.length
  }
  return {
    decks,
    length,
    tagLists: tagLists.all,
    articleLists: articleLists.all,
    tags: () => [...tagNames].sort(),
    putNotes: (deckId, first, notes, addedAt) => {
      const deck = decks.find(({ info }) => info.id === deckId)
      if (!deck) return
      const names = new Map(deck.info.sources.map((source) => [source.id as string, articleName(source)]))
      for (const [i, note] of notes.entries()) {
        const at = first + i
        for (const tag of note.tags) tagNames.add(tag)
        const articles = new Set(note.evidence.map((piece) => names.get(piece.sourceId) ?? piece.sourceId))
        deck.noteIds[at] = note.id
        deck.tagList[at] = tagLists.number(note.tags)
        deck.articleList[at] = articleLists.number([...articles])
        deck.addedAt[at] = addedAt[i] ?? 0
        deck.putText(at, searchText(note))
        const faces = facesOf(note)
        if (faces.length === 1 && faces[0] === 'front') deck.faces.delete(at)
        else deck.faces.set(at, faces)
      }
    },
    setColumns: (next) => {
      for (const own of next) {
        const deck = decks.find(({ info }) => info.id === own.deckId)
        if (deck && deck.columns.length === own.length) deck.columns = own
      }
    },
  }
}

/** The deck of a row's number, and the row in it. The number must be below the index's length. */
export function deckAt(index: SearchIndex, row: number): { readonly deck: IndexedDeck; readonly row: number } {
  let low = 0
  let high = index.decks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((index.decks[middle]?.firstRow ?? 0) <= row) low = middle
    else high = middle - 1
  }
  const deck = index.decks[low]
  if (!deck || row < 0 || row >= index.length) throw new RangeError(`no row ${row} of ${index.length}`)
  return { deck, row: row - deck.firstRow }
}

/** The card of a deck's row; null while its note is not read. */
export function cardIdAt(deck: IndexedDeck, row: number): CardId | null {
  const note = deck.columns.note[row] ?? 0
  const noteId = deck.noteIds[note]
  const faces = deck.faces.get(note)
  const face = faces ? faces[deck.columns.face[row] ?? 0] : 'front'
  return noteId === undefined || face === undefined ? null : cardIdOf(noteId, face)
}

/** What a plain word is looked for in: question first, then answers, also accepted ones, and the sentences behind them. */
export function searchText(note: Note): string {
  const [face = 'front'] = facesOf(note)
  const asked = note.content.kind === 'cloze' ? noteText(note) : questionText(note, face)
  const answers = note.content.kind === 'cloze' ? [] : answersOf(note, face)
  const items = note.content.kind === 'list' ? note.content.items.flatMap((item) => item.accepted) : []
  const quotes = new Set(note.evidence.map((piece) => piece.quote))
  return [asked, ...answers, ...note.accepted, ...items, ...quotes].join('\n')
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Filling = Omit<Mutable<IndexedDeck>, 'noteIds' | 'tagList' | 'articleList' | 'addedAt' | 'faces'> & {
  readonly noteIds: NoteId[]
  readonly tagList: number[]
  readonly articleList: number[]
  readonly addedAt: number[]
  readonly faces: Map<number, readonly Face[]>
  readonly putText: (note: number, text: string) => void
}

/** Texts are folded when first looked at: reading a collection costs no more than keeping it. */
function makeDeck(info: DeckInfo, columns: Columns, firstRow: number): Filling {
  const texts: string[] = []
  const isFolded: boolean[] = []
  return {
    info,
    path: pathOf(info.title),
    firstRow,
    columns,
    noteIds: [],
    tagList: [],
    articleList: [],
    addedAt: [],
    faces: new Map(),
    textOf: (note) => {
      const text = texts[note] ?? ''
      if (isFolded[note]) return text
      const folded = foldForSearch(text)
      if (note < texts.length) {
        texts[note] = folded
        isFolded[note] = true
      }
      return folded
    },
    putText: (note, text) => {
      texts[note] = text
      isFolded[note] = false
    },
  }
}

/** A path with its parts between colons: `News :: Afghanistan` as `::news::afghanistan::`. */
export const pathOf = (title: string): string =>
  `::${title
    .split('::')
    .map((part) => foldForSearch(part).trim())
    .join('::')}::`

const articleName = (source: DeckInfo['sources'][number]): string =>
  [source.title, source.author, source.outlet, source.basedOn?.author, source.basedOn?.outlet, source.id]
    .filter((part) => typeof part === 'string')
    .join(' ')

type Lists = { readonly all: (readonly string[])[]; readonly number: (names: readonly string[]) => number }

/** Numbers lists of names, equal ones alike; most notes share one with many others. */
function makeLists(): Lists {
  const all: (readonly string[])[] = []
  const known = new Map<string, number>()
  return {
    all,
    number: (names) => {
      const key = names.join('\n')
      const seen = known.get(key)
      if (seen !== undefined) return seen
      known.set(key, all.length)
      return all.push(names.map(foldForSearch)) - 1
    },
  }
}
