import { Show } from 'solid-js'
import { createToday } from '../app/today.ts'
import { DeckRows } from './DeckRows.tsx'
import { HomeHead, PageFrame } from './frame.tsx'
import { t } from './messages.ts'
import { StateKey } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'

/** Every deck on the device, and the ways to get more. */
export default function DecksPage() {
  const today = createToday()
  return (
    <PageFrame current="decks">
      <HomeHead />
      <h1 class="page-title">{t.decks.title}</h1>
      <Show when={today()}>
        {(known) => (
          <Show
            when={known().decks.length > 0}
            fallback={<EmptyState title={t.decks.empty} text={t.decks.emptyText} picture="blank" />}
          >
            <DeckRows decks={known().decks} today={known()} />
            <StateKey />
          </Show>
        )}
      </Show>
      <div class="acts-row">
        <a class="btn big" href="#/create">
          {t.decks.paste}
        </a>
        <a class="btn big" href="#/browse">
          {t.decks.browse}
        </a>
        <a class="btn big" href="#/open">
          {t.decks.open}
        </a>
      </div>
    </PageFrame>
  )
}
