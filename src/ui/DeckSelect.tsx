import { For } from 'solid-js'
import { create as words } from './messages/create.ts'

type DeckSelectProps = {
  control: object
  decks: readonly { readonly id: string; readonly title: string }[]
  value: string
  onChange: (deckId: string) => void
}

/** Where cards go: a deck of the learner's own, or a new one (the empty value). */
export function DeckSelect(props: DeckSelectProps) {
  return (
    <select class="input" {...props.control} onChange={(event) => props.onChange(event.currentTarget.value)}>
      <option value="" selected={props.value === ''}>
        {words.newDeck}
      </option>
      <For each={props.decks}>
        {(deck) => (
          <option value={deck.id} selected={deck.id === props.value}>
            {deck.title}
          </option>
        )}
      </For>
    </select>
  )
}
