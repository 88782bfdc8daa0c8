import './styles/card.css'
import './styles/firstrun.css'
import { Show } from 'solid-js'
import type { DeckToday } from '../app/today.ts'
import { first } from './messages/first.ts'
import { t } from './messages.ts'
import { Wordmark } from './parts/Wordmark.tsx'

/**
 * The way in: one button to a first card, no sign-up and no tour. What it shows is made of a card that ships. Null for
 * the decks while they are still being put in place.
 */
export default function FirstRun(props: { decks: readonly DeckToday[] | null }) {
  const cards = () => (props.decks ?? []).reduce((sum, deck) => sum + deck.info.cardCount, 0)
  return (
    <main class="fr" id="main">
      <p class="wm">
        <Wordmark />
      </p>
      <div class="demo" aria-hidden="true">
        <p class="text">
          {first.demoBefore}{' '}
          <span class="hl">
            {first.demoSentence[0]}
            <strong>{first.demoSentence[1]}</strong>
            {first.demoSentence[2]}
          </span>
        </p>
        <span class="stem" />
        <div class="index">
          <div class="front">
            <p class="q">{first.demoQuestion}</p>
          </div>
          <p class="a">{first.demoAnswer}</p>
        </div>
      </div>
      <div class="cta">
        <h1>{first.tagline}</h1>
        <p class="lede">{first.lede}</p>
        <div class="go">
          <Show when={props.decks?.length !== 0}>
            <a class="btn primary big split" href="#/study">
              <span>{first.start(first.collection)}</span>
              <small class="num">{props.decks && t.cards(cards())}</small>
            </a>
          </Show>
          <div class="row">
            <a class="btn big" href="#/create">
              {first.paste}
            </a>
            <a class="btn big" href="#/open">
              {first.open}
            </a>
          </div>
        </div>
        <p class="fine">{first.fine}</p>
      </div>
    </main>
  )
}
