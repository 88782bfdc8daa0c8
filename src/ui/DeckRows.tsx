import { For } from 'solid-js'
import type { DeckToday, Today } from '../app/today.ts'
import { splitTitle } from '../domain/deck.ts'
import { dayOfMonth } from './format.ts'
import { t } from './messages.ts'
import { DeckList, DeckRow } from './parts/Deck.tsx'

/** Decks as rows, each with what is left of it today. */
export function DeckRows(props: { decks: readonly DeckToday[]; today: Today }) {
  const detail = (deck: DeckToday) => {
    if (deck.due + deck.fresh === 0 && deck.states.new > 0) return t.decks.newLater(deck.cards)
    if (deck.due + deck.fresh > 0 || deck.nextDue === null) return t.decks.from(deck.cards, deck.articles)
    const when =
      deck.nextDue === props.today.day + 1 ? t.when.tomorrow : t.when.on(dayOfMonth(deck.nextDue, props.today.day))
    return t.decks.nextDue(deck.cards, when)
  }
  return (
    <DeckList>
      <For each={props.decks}>
        {(deck) => (
          <DeckRow
            href={`#/deck/${encodeURIComponent(deck.info.id)}`}
            title={splitTitle(deck.info.title).name}
            detail={detail(deck)}
            states={deck.states}
            due={deck.due}
            fresh={deck.fresh}
            done={deck.cards > 0 && deck.due + deck.fresh + deck.states.new === 0}
          />
        )}
      </For>
    </DeckList>
  )
}
