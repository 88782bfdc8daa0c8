import { Show } from 'solid-js'
import { type DeckSubscription, pressLook } from '../app/subscription.ts'
import { hostOfDeck } from '../domain/deckAddress.ts'
import type { DeckId } from '../domain/note.ts'
import { useGo } from './frame.tsx'
import { deck as words } from './messages/deck.ts'
import { Banner } from './parts/Banner.tsx'
import { Switch } from './parts/Switch.tsx'

const newerHref = (deckId: DeckId): string => `#/open?deck=${encodeURIComponent(deckId)}`

/** That a newer version lies at the deck's address: quiet, and nothing of it is taken before it was looked at. */
export function NewerVersion(props: { deckId: DeckId; subscription: DeckSubscription }) {
  const go = useGo()
  const see = () => {
    pressLook(props.deckId)
    go(newerHref(props.deckId))
  }
  return (
    <Show when={props.subscription.newer()}>
      {(version) => (
        <Banner
          tone="info"
          icon="download-simple"
          title={words.newer(version(), hostOfDeck(props.subscription.current()?.address ?? ''))}
          action={{ label: words.seeNewer, onPress: see }}
        />
      )}
    </Show>
  )
}

/** Where the deck comes from and how it hears of newer versions; nothing for decks without an address. */
export function DeckUpdates(props: { deckId: DeckId; subscription: DeckSubscription }) {
  return (
    <Show when={props.subscription.current()}>
      {(current) => (
        <div class="updates">
          <h3>{words.updates}</h3>
          <p class="small muted" dir="ltr">
            {current().address}
          </p>
          <a class="btn" href={newerHref(props.deckId)} onClick={() => pressLook(props.deckId)}>
            {words.look}
          </a>
          <Switch
            label={words.looks}
            help={words.looksHelp(hostOfDeck(current().address))}
            on={current().looks}
            onChange={(looks) => void props.subscription.change({ ...current(), looks })}
          />
          <button type="button" class="link" onClick={() => void props.subscription.change(null)}>
            {words.forget}
          </button>
        </div>
      )}
    </Show>
  )
}
