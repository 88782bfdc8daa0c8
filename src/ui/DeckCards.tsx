import './styles/deck.css'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { DeckCard, DeckWithCards } from '../app/deckCards.ts'
import { useServices } from '../app/services.ts'
import { memoryWord } from '../domain/card.ts'
import { isDueNow } from '../domain/misdated.ts'
import type { DeckId } from '../domain/note.ts'
import type { Instant, StudyDay } from '../domain/time.ts'
import { toLine } from './cardView.ts'
import { whenDue } from './dueWords.ts'
import { deck as words } from './messages/deck.ts'
import { CardRow } from './parts/CardRow.tsx'
import { Chips } from './parts/Chips.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { PORTION, portionOf } from './parts/portion.ts'
import { SearchField } from './parts/SearchField.tsx'
import { readHref } from './sourceWords.ts'

type Filter = 'all' | 'due' | 'new' | 'missed'

/** A deck's cards, searched and sifted, as many at a time as are shown at once without a wait. */
export function DeckCards(props: { known: DeckWithCards }) {
  const moment = useServices().moment()
  const deck = () => props.known.deck
  const [filter, setFilter] = createSignal<Filter>('all')
  const [search, setSearch] = createSignal('')
  const [most, setMost] = createSignal(PORTION)

  const matches = (card: DeckCard, name: Filter) => belongs(card, name, moment.day, moment.at)
  const countOf = (name: Filter) => props.known.cards.filter((card) => matches(card, name)).length
  const shown = createMemo(() => {
    const text = search().trim().toLowerCase()
    return props.known.cards.filter((card) => matches(card, filter()) && (text === '' || mentions(card, text)))
  })
  const portion = createMemo(() => portionOf(shown(), most()))
  let list: HTMLUListElement | undefined
  /** The first of the rows that come has the focus: what was pressed is behind them all, or gone. */
  const showMore = () => {
    const first = portion().rows.length
    setMost(most() + PORTION)
    list?.children[first]?.querySelector('a')?.focus()
  }
  const chips = () =>
    (['all', 'due', 'new', 'missed'] as const).map((value) => ({
      value,
      label: words.filters[value],
      count: countOf(value),
    }))

  return (
    <>
      <div class="deck-tools">
        <SearchField
          label={words.search}
          placeholder={words.searchPlaceholder(props.known.cards.length)}
          value={search()}
          onInput={setSearch}
        />
        <Chips label={words.filter} options={chips()} value={filter()} onChange={setFilter} />
      </div>
      <Show when={shown().length > 0} fallback={<Nothing search={search()} onClear={() => setSearch('')} />}>
        <ul ref={list} class="rows paper">
          <For each={portion().rows}>
            {(card) => (
              <CardRow
                {...toLine(card.note, card.face)}
                lang={deck().language}
                when={whenDue(card.state, moment.day)}
                state={memoryWord(card.state.memory)}
                href={cardHref(deck().id, card)}
              />
            )}
          </For>
        </ul>
        <Show when={portion().more > 0}>
          <button type="button" class="btn" onClick={showMore}>
            {words.more(portion().more)}
          </button>
        </Show>
      </Show>
    </>
  )
}

function Nothing(props: { search: string; onClear: () => void }) {
  return (
    <Switch fallback={<EmptyState title={words.noneHere} />}>
      <Match when={props.search.trim() !== ''}>
        <EmptyState title={words.noMatch(props.search)} text={words.noMatchText}>
          <button type="button" class="btn" onClick={() => props.onClear()}>
            {words.clearSearch}
          </button>
        </EmptyState>
      </Match>
    </Switch>
  )
}

function belongs(card: DeckCard, filter: Filter, today: StudyDay, now: Instant): boolean {
  const { memory } = card.state
  switch (filter) {
    case 'all':
      return true
    case 'due':
      return memory.phase !== 'new' && isDueNow(memory, today, now)
    case 'new':
      return memory.phase === 'new'
    case 'missed':
      return card.state.recentRatings.at(-1) === 'again' || card.state.lapses > 0
  }
}

function mentions(card: DeckCard, text: string): boolean {
  const line = toLine(card.note, card.face)
  return [line.question, line.answer, ...card.note.evidence.map((piece) => piece.quote)].some((words) =>
    words.toLowerCase().includes(text),
  )
}

/** A card opens where it comes from; without a source, nowhere yet. */
function cardHref(deckId: DeckId, card: DeckCard): string {
  const piece = card.note.evidence[0]
  return piece ? readHref(deckId, piece.sourceId, card.cardId) : `#/deck/${encodeURIComponent(deckId)}`
}
