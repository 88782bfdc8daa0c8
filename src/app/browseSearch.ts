import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { firstIdAt } from '../domain/clock.ts'
import { type DeckTree, settingsIn } from '../domain/deckTree.ts'
import { isReview, type ReviewEvent } from '../domain/event.ts'
import type { CardId } from '../domain/note.ts'
import type { Rating } from '../domain/rating.ts'
import type { Result } from '../domain/result.ts'
import { daysAsked, type Query } from '../domain/search.ts'
import type { SearchIndex } from '../domain/searchIndex.ts'
import { type SearchContext, searchRows } from '../domain/searchMatch.ts'
import { parseSearch, type SearchProblem } from '../domain/searchParse.ts'
import { type Sort, sortRows } from '../domain/searchSort.ts'
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, toInstant } from '../domain/time.ts'
import { effectiveEvents } from '../domain/undo.ts'
import type { BrowseIndex } from './browseIndex.ts'
import { readDeckTree } from './deckTree.ts'
import { createScheduler } from './scheduler.ts'
import { type Services, useServices } from './services.ts'
import { turn } from './slices.ts'

export type BrowseSearch = {
  readonly text: Accessor<string>
  readonly setText: (text: string) => void
  readonly problem: Accessor<SearchProblem | null>
  readonly sort: Accessor<Sort>
  readonly reversed: Accessor<boolean>
  readonly setSort: (sort: Sort, reversed: boolean) => void
  readonly hits: Accessor<Hits>
}

/** Numbers of rows in the index they are of. While not complete, the first ones. */
export type Hits = { readonly index: SearchIndex | null; readonly rows: readonly number[]; readonly complete: boolean }

/** How long a search goes on before it lets the screen have its turn: half a frame. */
const SLICE_MS = 8

/** Finds what is asked for as it is typed, first hits first; a text that cannot be read leaves what was found before. */
export function createBrowseSearch(
  source: BrowseIndex,
  initial: string,
  onFault: (thrown: unknown) => void,
): BrowseSearch {
  const services = useServices()
  const { store, now } = services
  const scheduler = createScheduler(services)
  const [text, setText] = createSignal(initial)
  const [order, setOrder] = createSignal<{ readonly sort: Sort; readonly reversed: boolean }>({
    sort: 'deck',
    reversed: false,
  })
  const [hits, setHits] = createSignal<Hits>({ index: null, rows: [], complete: false })
  const parsed = createMemo<Result<Query, SearchProblem>>(() => parseSearch(text()))
  const log = makeRecentReviews(services)
  let running = 0

  async function run(index: SearchIndex, query: Query): Promise<void> {
    const mine = ++running
    const days = daysAsked(query)
    if (days > 0) await log.read(days)
    const tree = await readDeckTree(services)
    const context = searchContext(services, tree, scheduler().retrievabilityAfter, log.rated)
    const { sort, reversed } = order()
    const isStreaming = sort === 'deck' && !reversed
    const rows: number[] = []
    let since = now()
    for (const found of searchRows(index, query, context)) {
      rows.push(...found)
      if (now() - since < SLICE_MS) continue
      if (mine !== running) return
      if (isStreaming && rows.length > 0) setHits({ index, rows: [...rows], complete: false })
      await turn()
      since = now()
    }
    if (mine !== running) return
    setHits({ index, rows: sortRows(index, rows, sort, reversed, context), complete: source.complete() })
  }

  createEffect(
    on([source.index, source.version, parsed, order], ([index, , query]) => {
      if (index && query.ok) run(index, query.value).catch(onFault)
    }),
  )
  onCleanup(store.onChange(log.forget))
  onCleanup(() => {
    running = -1
  })

  return {
    text,
    setText,
    problem: () => {
      const result = parsed()
      return result.ok ? null : result.error
    },
    sort: () => order().sort,
    reversed: () => order().reversed,
    setSort: (sort, reversed) => setOrder({ sort, reversed }),
    hits,
  }
}

export function searchContext(
  services: Services,
  tree: DeckTree,
  retrievabilityAfter: SearchContext['retrievabilityAfter'],
  rated: SearchContext['rated'],
): SearchContext {
  const { at, day } = services.moment()
  const settings = services.settings.current()
  return {
    today: day,
    now: at,
    retrievabilityAfter,
    rated,
    startOf: (days) => startOf(services, days),
    leechLapses: (deckId) => settingsIn(settings, tree(deckId)).leechLapses,
  }
}

/** When the first of the last so many study days began, by the clock and the rollover of now. */
function startOf(services: Services, days: number): Instant {
  const { day, offsetMinutes } = services.moment()
  const { rolloverHour } = services.settings.current()
  return toInstant(Math.max(0, (day - days + 1) * DAY_MS + rolloverHour * HOUR_MS - offsetMinutes * MINUTE_MS))
}

/** Travel between time zones makes a study day begin earlier than the present clock would have it. */
const MARGIN_MS = 26 * HOUR_MS

/** Reviews of the last days, read from the end of the log when first asked for, and kept until something is written. */
export function makeRecentReviews(services: Services) {
  let kept: { readonly days: number; readonly reviews: readonly ReviewEvent[] } | null = null
  return {
    read: async (days: number): Promise<void> => {
      if (kept && kept.days >= days) return
      const since = firstIdAt(toInstant(Math.max(0, startOf(services, days) - MARGIN_MS)))
      const events = effectiveEvents(await services.store.eventsSince(since))
      kept = { days, reviews: events.filter(isReview) }
    },
    forget: (): void => {
      kept = null
    },
    rated: (days: number, rating: Rating | null): ReadonlySet<CardId> => {
      const first = services.moment().day - days
      const meant = (kept?.reviews ?? []).filter(
        (review) => review.day > first && (rating === null || review.rating === rating),
      )
      return new Set(meant.map((review) => review.cardId))
    },
  }
}
