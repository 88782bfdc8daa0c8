import './styles/incoming.css'
import { createSignal, type JSX, Show } from 'solid-js'
import type { Incoming } from '../app/transfer.ts'
import { isolated } from '../domain/bidi.ts'
import { clashKey, type NoteClash } from '../domain/deckMerge.ts'
import type { Side } from '../domain/noteMerge.ts'
import { Clashes, type ClashWords } from './Clashes.tsx'
import { deck as deckWords } from './messages/deck.ts'
import { transfer as words } from './messages/transfer.ts'
import { Banner } from './parts/Banner.tsx'
import { provenance } from './sourceWords.ts'

export type DeckIncoming = Extract<Incoming, { kind: 'deck' }>
export type Choose = (clash: NoteClash) => Side

/** What a deck brings and what it would change; where both sides changed one thing, the choice between them. */
export function IncomingDeck(props: {
  incoming: DeckIncoming
  onTake: (choose: Choose) => void
  /** Other ways on. */
  children: JSX.Element
}) {
  const [chosen, setChosen] = createSignal<ReadonlyMap<string, Side>>(new Map())
  const deck = () => props.incoming.deck
  const merge = () => props.incoming.merge
  const counts = () => merge().counts
  const choose: Choose = (clash) => chosen().get(clashKey(clash)) ?? 'mine'
  const isAllTheSame = () => counts().fresh + counts().changed + counts().removed + counts().clashing === 0
  return (
    <>
      <h2>{words.contains(deck().title, deck().notes.length)}</h2>
      <Show when={merge().isOlder}>
        <Banner tone="warn" icon="warning" title={words.olderTitle(deck().version)} text={words.olderText} />
      </Show>
      <ul class="counts-list">
        <li>{words.fresh(counts().fresh)}</li>
        <Show when={!merge().isNew}>
          <li>{words.changed(counts().changed)}</li>
          <li>{words.same(counts().same)}</li>
          <li>{words.retired(counts().removed)}</li>
        </Show>
        <Show when={counts().clashing > 0}>
          <li>{words.clashing(counts().clashing)}</li>
        </Show>
      </ul>
      <dl>
        <dt>{deckWords.madeBy}</dt>
        <dd>{deckWords.version(deck().authors.join(', '), deck().version)}</dd>
        <dt>{deckWords.licence}</dt>
        <dd>{deckWords.licenceName(deck().licence)}</dd>
        <Show when={props.incoming.media.length > 0}>
          <dt>{words.withIt}</dt>
          <dd>{words.media(props.incoming.media.length, sizeOf(props.incoming.media))}</dd>
        </Show>
        <Show when={deck().sources.length > 0}>
          <dt>{deckWords.sources}</dt>
          <dd>
            {deck()
              .sources.map((source) => provenance(source) || isolated(source.title))
              .join('; ')}
          </dd>
        </Show>
      </dl>
      <Show when={words.waitingParts(props.incoming.waiting).length > 0}>
        <Banner
          tone="warn"
          icon="warning"
          title={words.waitingTitle}
          text={words.waitingText(words.waitingParts(props.incoming.waiting))}
        />
      </Show>
      <Show when={merge().clashes.length > 0}>
        <Clashes
          clashes={merge().clashes}
          words={CLASH_WORDS}
          language={deck().language}
          chosen={choose}
          onChoose={setChosen}
        />
      </Show>
      <Show when={props.incoming.apart > 0}>
        <p>{words.apart(props.incoming.apart)}</p>
      </Show>
      <Show when={!merge().isNew}>
        <p>{words.keeps}</p>
      </Show>
      <div class="acts-row">
        <Show when={!merge().changesNothing} fallback={<p>{words.nothingNew}</p>}>
          <Show when={!merge().isNew && isAllTheSame()}>
            <p>{words.onlyAround}</p>
          </Show>
          <button type="button" class="btn primary big" onClick={() => props.onTake(choose)}>
            {merge().isNew ? words.add(deck().notes.length) : words.update}
          </button>
        </Show>
        {props.children}
      </div>
    </>
  )
}

const CLASH_WORDS: ClashWords = {
  title: words.clashTitle,
  text: words.clashText,
  allMine: words.allMine,
  allTheirs: words.allTheirs,
  sides: words.sides,
}

const sizeOf = (media: DeckIncoming['media']): number => media.reduce((sum, { size }) => sum + size, 0)
