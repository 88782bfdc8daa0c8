import './styles/share.css'
import { createResource, createSignal, Show } from 'solid-js'
import { packDeck, sendParcel } from '../app/sendDeck.ts'
import { useServices } from '../app/services.ts'
import type { Deck } from '../domain/deck.ts'
import { deck as deckWords } from './messages/deck.ts'
import { share as words } from './messages/share.ts'
import { OptRow } from './parts/OptRow.tsx'

/** What would leave the device with a deck, said first; then the ways to send it, one a row. */
export default function ShareSheet(props: { deck: Deck; cards: number }) {
  const services = useServices()
  const [parcel] = createResource(
    () => props.deck,
    ({ id }) => packDeck(services, id),
  )
  const [said, setSaid] = createSignal('')
  const ready = () => (parcel.state === 'ready' ? parcel() : undefined)
  const send = () => {
    const made = ready()
    if (made) void sendParcel(made).catch(() => setSaid(words.failed))
  }
  return (
    <div class="share-deck">
      <div class="about">
        <p dir="auto">{words.by(props.deck.authors.join(', '), deckWords.licenceName(props.deck.licence))}</p>
        <p class="small muted">
          {words.inside(props.cards, props.deck.sources.length, ready()?.media ?? 0)}. {words.stays}
        </p>
      </div>
      <div class="opts">
        <OptRow
          icon="file-arrow-down"
          label={words.file}
          note={ready() ? words.fileNote(ready()?.name ?? '', ready()?.file.size ?? 0) : words.making}
          disabled={!ready()}
          onPress={send}
        />
      </div>
      <p role="status" class="small">
        <Show when={parcel.error} fallback={said()}>
          {words.failed}
        </Show>
      </p>
    </div>
  )
}
