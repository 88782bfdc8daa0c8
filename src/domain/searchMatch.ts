import { PHASES, RETIRED, SUSPENDED } from './columns.ts'
import { isLeech } from './leech.ts'
import type { CardId, DeckId } from './note.ts'
import type { Rating } from './rating.ts'
import type { Op, Prop, Query, SearchState, Term } from './search.ts'
import { foldForSearch } from './searchFold.ts'
import { cardIdAt, type IndexedDeck, pathOf, type SearchIndex } from './searchIndex.ts'
import { DAY_MS, type Due, hasCome, type Instant, isDayDue, type StudyDay } from './time.ts'

/** What a search has to know besides the collection. */
export type SearchContext = {
  readonly today: StudyDay
  readonly now: Instant
  /** Chance of recall so many days after the last review (`scheduler.ts`). */
  readonly retrievabilityAfter: (stability: number, elapsedDays: number) => number
  /** Cards answered in the last so many study days, with this rating or any. */
  readonly rated: (days: number, rating: Rating | null) => ReadonlySet<CardId>
  /** When the first of the last so many study days began. */
  readonly startOf: (days: number) => Instant
  /** Lapses that make a card of this deck a leech; 0 for none. */
  readonly leechLapses: (deckId: DeckId) => number
}

/** Rows looked at before a search gives what it has: a fraction of a frame. */
export const ROWS_A_STEP = 1024

/**
 * Numbers of the rows that match, in order, in steps: each gives those among the next rows, perhaps none, so that the
 * first ones can be shown before the rest is looked at. Retired cards are passed over.
 */
export function* searchRows(
  index: SearchIndex,
  query: Query,
  context: SearchContext,
): Generator<readonly number[], void, void> {
  for (const deck of index.decks) {
    const test = testOf(query, index, deck, context)
    if (test === false) continue
    const { hidden, length } = deck.columns
    for (let start = 0; start < length; start += ROWS_A_STEP) {
      const end = Math.min(length, start + ROWS_A_STEP)
      const rows: number[] = []
      for (let row = start; row < end; row++) {
        if (((hidden[row] ?? 0) & RETIRED) !== 0) continue
        if (test === true || test(row)) rows.push(deck.firstRow + row)
      }
      yield rows
    }
  }
}

/** A question about a row of one deck; the answer itself where it is the same for all of them. */
type RowTest = boolean | ((row: number) => boolean)

function testOf(query: Query, index: SearchIndex, deck: IndexedDeck, context: SearchContext): RowTest {
  switch (query.kind) {
    case 'all':
      return true
    case 'not': {
      const inner = testOf(query.of, index, deck, context)
      return typeof inner === 'boolean' ? !inner : (row) => !inner(row)
    }
    case 'and':
    case 'or': {
      const decides = query.kind === 'or'
      const open: ((row: number) => boolean)[] = []
      // What is cheap to ask comes first; the answer is the same in any order.
      for (const part of [...query.of].sort((a, b) => costOf(a) - costOf(b))) {
        const test = testOf(part, index, deck, context)
        if (test === decides) return decides
        if (typeof test !== 'boolean') open.push(test)
      }
      if (open.length === 0) return !decides
      return decides ? (row) => open.some((test) => test(row)) : (row) => open.every((test) => test(row))
    }
    default:
      return termTest(query, index, deck, context)
  }
}

const costOf = (query: Query): number => (query.kind === 'text' ? 1 : 'of' in query ? 2 : 0)

function termTest(term: Term, index: SearchIndex, deck: IndexedDeck, context: SearchContext): RowTest {
  const { columns } = deck
  const ofNote = (test: (note: number) => boolean) => (row: number) => test(columns.note[row] ?? 0)
  switch (term.kind) {
    case 'text': {
      const needle = foldForSearch(term.text)
      return ofNote((note) => deck.textOf(note).includes(needle))
    }
    case 'named': {
      const isNamed = nameTest(term.name, term.field === 'article')
      if (term.field === 'deck') return isNamed(deck.info.title)
      const lists = term.field === 'tag' ? index.tagLists : index.articleLists
      const numbers = term.field === 'tag' ? deck.tagList : deck.articleList
      const fits = lists.map((names) => names.some(isNamed))
      return ofNote((note) => fits[numbers[note] ?? -1] ?? false)
    }
    case 'is':
      return stateTest(term.state, deck, context)
    case 'prop': {
      const figureOf = propOf(term.prop, deck, context)
      const compare = COMPARE[term.op]
      // A card that has no such figure is on neither side of any line.
      return (row) => {
        const figure = figureOf(row)
        return !Number.isNaN(figure) && compare(figure, term.value)
      }
    }
    case 'rated': {
      const cardIds = context.rated(term.days, term.rating)
      if (cardIds.size === 0) return false
      return (row) => {
        const cardId = cardIdAt(deck, row)
        return cardId !== null && cardIds.has(cardId)
      }
    }
    case 'added': {
      const since = context.startOf(term.days)
      return ofNote((note) => (deck.addedAt[note] ?? 0) >= since)
    }
  }
}

/**
 * Whether a name is meant: a path holds the parts asked for, one after another and whole, `*` standing for anything
 * within; a title (`isLoose`) holds the words anywhere.
 */
function nameTest(name: string, isLoose: boolean): (candidate: string) => boolean {
  if (isLoose) {
    const words = foldForSearch(name).trim()
    return (candidate) => foldForSearch(candidate).includes(words)
  }
  const path = pathOf(name)
  if (!path.includes('*')) return (candidate) => pathOf(candidate).includes(path)
  const pieces = path.split('*')
  return (candidate) => holdsInOrder(pathOf(candidate), pieces)
}

/** Without a regular expression: a name of many stars must not take for ever. */
function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0
  for (const piece of pieces) {
    const at = text.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return true
}

const NEW = PHASES.indexOf('new')
const REVIEW = PHASES.indexOf('review')

function stateTest(state: SearchState, deck: IndexedDeck, context: SearchContext): RowTest {
  const { columns } = deck
  const { phase, due, hidden, buriedOn, lapses, flag } = columns
  const isSuspended = (row: number) => ((hidden[row] ?? 0) & SUSPENDED) !== 0
  const isBuried = (row: number) => buriedOn[row] === context.today
  switch (state) {
    case 'new':
      return (row) => phase[row] === NEW
    case 'learn':
      return (row) => phase[row] !== NEW && phase[row] !== REVIEW
    case 'review':
      return (row) => phase[row] === REVIEW
    case 'due':
      return (row) =>
        phase[row] !== NEW &&
        !isSuspended(row) &&
        !isBuried(row) &&
        hasCome((due[row] ?? 0) as Due, context.today, context.now)
    case 'suspended':
      return isSuspended
    case 'buried':
      return isBuried
    case 'leech': {
      const leechLapses = context.leechLapses(columns.deckId)
      return (row) => isLeech(lapses[row] ?? 0, leechLapses)
    }
    case 'flagged':
      return (row) => (flag[row] ?? 0) > 0
  }
}

/** A figure of a row; NaN where it has none, as a new card has no interval. */
export function propOf(prop: Prop, deck: IndexedDeck, context: SearchContext): (row: number) => number {
  const { phase, due, stability, lastDay, lapses, difficulty } = deck.columns
  const known = (figure: (row: number) => number) => (row: number) => (phase[row] === NEW ? Number.NaN : figure(row))
  switch (prop) {
    case 'ivl':
      return known((row) => (isDayDue((due[row] ?? 0) as Due) ? Math.max(0, (due[row] ?? 0) - (lastDay[row] ?? 0)) : 0))
    case 'r':
      return known((row) => context.retrievabilityAfter(stability[row] ?? 0, context.today - (lastDay[row] ?? 0)))
    case 's':
      return known((row) => stability[row] ?? 0)
    case 'd':
      return known((row) => difficulty[row] ?? 0)
    case 'due':
      return known((row) => daysUntil((due[row] ?? 0) as Due, context))
    case 'lapses':
      return (row) => lapses[row] ?? 0
  }
}

/** Whole days for what is due on a day, a fraction of today for a step. */
const daysUntil = (due: Due, { today, now }: SearchContext): number =>
  isDayDue(due) ? due - today : (due - now) / DAY_MS

const COMPARE: Readonly<Record<Op, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}
