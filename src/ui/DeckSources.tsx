import './styles/deck.css'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { DeckWithCards } from '../app/deckCards.ts'
import type { DeckSubscription } from '../app/subscription.ts'
import { anchorsOf, evidenceBySource } from '../domain/anchors.ts'
import { DeckUpdates } from './DeckUpdates.tsx'
import { deck as words } from './messages/deck.ts'
import { articleLines } from './minimapLines.ts'
import { Minimap } from './parts/Minimap.tsx'
import { portionOf } from './parts/portion.ts'
import { provenance, readHref } from './sourceWords.ts'

/** Each is drawn small, and the page has its sources twice. */
const MOST_SOURCES = 100

/** Who made a deck, under which licence, the articles that it quotes, and its updates. */
export function DeckSources(props: { known: DeckWithCards; subscription: DeckSubscription }) {
  const [most, setMost] = createSignal(MOST_SOURCES)
  const pieces = createMemo(() => evidenceBySource(props.known.deck.notes))
  const cardCounts = createMemo(() => {
    const counts = new Map<string, number>()
    for (const { note } of props.known.cards)
      for (const sourceId of new Set(note.evidence.map((piece) => piece.sourceId)))
        counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1)
    return counts
  })
  const portion = createMemo(() => portionOf(props.known.deck.sources, most()))
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
        <For each={portion().rows}>
          {(source) => (
            <li>
              <Minimap lines={articleLines(anchorsOf(source, pieces().get(source.id)))} />
              <span>
                <a href={readHref(props.known.deck.id, source.id)}>
                  <b dir="auto">{source.title}</b>
                </a>
                {words.source(provenance(source), cardCounts().get(source.id) ?? 0)}
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={portion().more > 0}>
        <button type="button" class="btn" onClick={() => setMost((all) => all + MOST_SOURCES)}>
          {words.more(portion().more)}
        </button>
      </Show>
      <DeckUpdates deckId={props.known.deck.id} subscription={props.subscription} />
    </>
  )
}
