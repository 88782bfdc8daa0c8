import { For } from 'solid-js'
import type { DeckToday, Today } from '../app/today.ts'
import { splitTitle } from '../domain/deck.ts'
import { dayOfMonth } from './format.ts'
import { t } from './messages.ts'
import { DeckList, DeckRow } from './parts/Deck.tsx'

/** Decks as rows, each with what is left of it today. */
export function DeckRows(props: { decks: readonly DeckToday[]; today: Today }) {
  const detail = (deck: DeckToday) => {
    const { cardCount, sources } = deck.info
    if (deck.due + deck.fresh === 0 && deck.states.new > 0) return t.decks.newLater(cardCount)
    if (deck.due + deck.fresh > 0 || deck.nextDue === null) return t.decks.from(cardCount, sources.length)
    const when =
      deck.nextDue === props.today.day + 1 ? t.when.tomorrow : t.when.on(dayOfMonth(deck.nextDue, props.today.day))
    return t.decks.nextDue(cardCount, when)
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
            done={deck.info.cardCount > 0 && deck.due + deck.fresh + deck.states.new === 0}
          />
        )}
      </For>
    </DeckList>
  )
}
