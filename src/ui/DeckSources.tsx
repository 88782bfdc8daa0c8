import './styles/deck.css'
import { For, Show } from 'solid-js'
import type { DeckWithCards } from '../app/deckCards.ts'
import type { DeckSubscription } from '../app/subscription.ts'
import { anchorsOf } from '../domain/anchors.ts'
import { DeckUpdates } from './DeckUpdates.tsx'
import { deck as words } from './messages/deck.ts'
import { articleLines } from './minimapLines.ts'
import { Minimap } from './parts/Minimap.tsx'
import { provenance, readHref } from './sourceWords.ts'

/** Who made a deck, under which licence, the articles that it quotes, and its updates. */
export function DeckSources(props: { known: DeckWithCards; subscription: DeckSubscription }) {
  const cardsOf = (sourceId: string) =>
    props.known.cards.filter((card) => card.note.evidence.some((piece) => piece.sourceId === sourceId)).length
  const ours = () => props.known.deck.sources.every((source) => source.basedOn !== null)
  return (
    <>
      <dl>
        <div>
          <dt>{words.madeBy}</dt>
          <dd>{words.version(props.known.deck.authors.join(', '), props.known.deck.version)}</dd>
        </div>
        <div>
          <dt>{words.licence}</dt>
          <dd>{words.licenceName(props.known.deck.licence)}</dd>
        </div>
        <Show when={props.known.deck.sources.length > 0}>
          <div>
            <dt>{words.quoted}</dt>
            <dd>{ours() ? words.ours(words.licenceName(props.known.deck.licence)) : words.theirs}</dd>
          </div>
        </Show>
      </dl>
      <ul class="srcs">
        <For each={props.known.deck.sources}>
          {(source) => (
            <li>
              <Minimap lines={articleLines(anchorsOf(source, props.known.deck.notes))} />
              <span>
                <a href={readHref(props.known.deck.id, source.id)}>
                  <b dir="auto">{source.title}</b>
                </a>
                {words.source(provenance(source), cardsOf(source.id))}
              </span>
            </li>
          )}
        </For>
      </ul>
      <DeckUpdates deckId={props.known.deck.id} subscription={props.subscription} />
    </>
  )
}
