import './styles/deck.css'
import { useParams } from '@solidjs/router'
import { createMemo, createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { createDeck, createToStudy, type DeckCard, type DeckWithCards } from '../app/deckCards.ts'
import { type ExportSubject, oneDeck } from '../app/exportSubject.ts'
import { renameDeck } from '../app/ownDecks.ts'
import { partsToRemove, removeDeck } from '../app/removeDeck.ts'
import { useServices } from '../app/services.ts'
import { createSubscription, type DeckSubscription } from '../app/subscription.ts'
import { createUndo } from '../app/undo.ts'
import { anchorsOf } from '../domain/anchors.ts'
import { memoryWord } from '../domain/card.ts'
import { splitTitle } from '../domain/deck.ts'
import { tidyTitle } from '../domain/deckList.ts'
import type { DeckId } from '../domain/note.ts'
import type { Parts } from '../domain/ownPart.ts'
import { hasCome, type StudyDay } from '../domain/time.ts'
import { AnkiSheet } from './AnkiSheet.tsx'
import { toLine } from './cardView.ts'
import { DeckTitleForm } from './DeckTitleForm.tsx'
import { DeckUpdates, NewerVersion } from './DeckUpdates.tsx'
import { whenDue } from './dueWords.ts'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { deck as words } from './messages/deck.ts'
import { notSaved } from './messages/notSaved.ts'
import { t } from './messages.ts'
import { articleLines } from './minimapLines.ts'
import { OptionsButton } from './OptionsButton.tsx'
import { CardRow } from './parts/CardRow.tsx'
import { Chips } from './parts/Chips.tsx'
import { StateBar } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton, IconLink } from './parts/IconButton.tsx'
import { Minimap } from './parts/Minimap.tsx'
import { PORTION, portionOf } from './parts/portion.ts'
import { SearchField } from './parts/SearchField.tsx'
import { Confirm, Sheet } from './parts/Sheet.tsx'
import { type Snack, Snackbar } from './parts/Snackbar.tsx'
import { pageHref } from './scopeHref.ts'
import { provenance, readHref } from './sourceWords.ts'

const ShareSheet = lazy(() => import('./ShareSheet.tsx'))

/** `again`: what was said before was not so any more. */
type Removal = { readonly parts: Parts; readonly again: boolean }

const NO_PARTS: Parts = { own: 0, received: 0 }

type Filter = 'all' | 'due' | 'new' | 'missed'

/** One deck: what is remembered of it, its cards, where they come from, and what can be done with it. */
export default function DeckPage() {
  const params = useParams<{ deckId: string }>()
  // Another address is another page: nothing that is asked of one deck may be done to the other.
  return (
    <Show when={params.deckId} keyed>
      {(deckId) => <OneDeck deckId={decodeURIComponent(deckId) as DeckId} />}
    </Show>
  )
}

function OneDeck(props: { deckId: DeckId }) {
  const deck = createDeck(() => props.deckId)
  return (
    <PageFrame current="decks">
      <Show when={deck.state === 'ready' || deck.latest !== undefined}>
        <Show
          when={deck()}
          fallback={
            <>
              <BackHead href="#/decks" />
              <EmptyState title={words.notFound} main />
            </>
          }
        >
          {(known) => <DeckView known={known()} />}
        </Show>
      </Show>
    </PageFrame>
  )
}

function DeckView(props: { known: DeckWithCards }) {
  const services = useServices()
  const go = useGo()
  const [filter, setFilter] = createSignal<Filter>('all')
  const [search, setSearch] = createSignal('')
  const [most, setMost] = createSignal(PORTION)
  const [showsSources, setShowsSources] = createSignal(false)
  const [asksRemoval, setAsksRemoval] = createSignal<Removal | null>(null)
  const [renames, setRenames] = createSignal(false)
  const [shares, setShares] = createSignal(false)
  const [toAnki, setToAnki] = createSignal<ExportSubject | null>(null)
  const [snack, setSnack] = createSignal<Snack | null>(null)
  const undo = createUndo()
  const moment = services.moment()
  const deck = () => props.known.deck
  const title = () => splitTitle(deck().title)
  let snacks = 0
  const say = (text: string, onUndo?: () => void) => setSnack({ id: ++snacks, text, onUndo })
  const askRemoval = async () => {
    const parts = await partsToRemove(services, deck().id).catch(() => null)
    if (parts) setAsksRemoval({ parts, again: false })
    else say(notSaved.text)
  }
  const remove = async (asked: Parts) => {
    try {
      const parts = await removeDeck(services, deck().id, asked)
      if (parts) setAsksRemoval({ parts, again: true })
      else go('#/decks')
    } catch {
      say(notSaved.text)
    }
  }
  const rename = async (name: string) => {
    setRenames(false)
    const step = await renameDeck(services, undo, deck().id, name)
    if (step) say(words.renamed, () => void undo.undo().then(() => say(t.undone)))
  }

  const matches = (card: DeckCard, name: Filter) => belongs(card, name, moment.day, moment.at)
  const countOf = (name: Filter) => props.known.cards.filter((card) => matches(card, name)).length
  const shown = createMemo(() => {
    const text = search().trim().toLowerCase()
    return props.known.cards.filter((card) => matches(card, filter()) && (text === '' || mentions(card, text)))
  })
  const portion = createMemo(() => portionOf(shown(), most()))
  let list: HTMLUListElement | undefined
  /** The first of the rows that come has the focus: what was pressed is behind them all, or gone. */
  const showMore = () => {
    const first = portion().rows.length
    setMost(most() + PORTION)
    list?.children[first]?.querySelector('a')?.focus()
  }
  const states = createMemo(() => {
    const counts = { new: 0, learning: 0, settling: 0, known: 0 }
    for (const card of props.known.cards) counts[memoryWord(card.state.memory)]++
    return counts
  })
  const toStudy = createToStudy(() => deck().id)
  const subscription = createSubscription(() => deck().id)
  const chips = () =>
    (['all', 'due', 'new', 'missed'] as const).map((value) => ({
      value,
      label: words.filters[value],
      count: countOf(value),
    }))

  return (
    <>
      <BackHead href="#/decks">
        <OptionsButton deckId={deck().id} />
        <IconLink icon="plus" label={words.add} href={`#/note?deck=${encodeURIComponent(deck().id)}`} />
        <IconButton icon="pencil-simple" label={words.rename} onPress={() => setRenames(true)} />
        <IconButton icon="trash" label={words.remove} onPress={() => void askRemoval()} />
      </BackHead>
      <div class="deck-cols">
        <div>
          <header class="deck-head">
            <Show when={title().parents.length > 0}>
              <p class="small muted" dir="auto">
                {title().parents.join(' › ')}
              </p>
            </Show>
            <h1 dir="auto">{title().name}</h1>
            <p class="sum phone">
              <span>{words.sum(props.known.cards.length, deck().sources.length)}</span>
              <button type="button" class="link" onClick={() => setShowsSources(true)}>
                {words.sources}
              </button>
            </p>
          </header>
          <Show when={toStudy()?.decks}>
            {(decks) => (
              <p class="sum">
                <a href={pageHref({ folder: tidyTitle(deck().title) })}>{words.inIt(decks())}</a>
              </p>
            )}
          </Show>
          <NewerVersion deckId={deck().id} subscription={subscription} />
          <StateBar states={states()} />
          <div class="deck-acts">
            <a class="btn primary" href={`#/study/${encodeURIComponent(deck().id)}`}>
              {words.study(toStudy()?.cards ?? 0)}
            </a>
            <a class="btn" href={`#/quiz/${encodeURIComponent(deck().id)}`}>
              <Icon name="exam" />
              {words.quiz}
            </a>
            <a
              class="btn"
              href={`#/study/${encodeURIComponent(deck().id)}?cram=`}
              aria-label={words.cram}
              title={words.cram}
            >
              <Icon name="stack" />
            </a>
            <button
              type="button"
              class="btn"
              aria-label={words.share}
              title={words.share}
              aria-haspopup="dialog"
              onClick={() => setShares(true)}
            >
              <Icon name="export" />
            </button>
          </div>
          <div class="deck-tools">
            <SearchField
              label={words.search}
              placeholder={words.searchPlaceholder(props.known.cards.length)}
              value={search()}
              onInput={setSearch}
            />
            <Chips label={words.filter} options={chips()} value={filter()} onChange={setFilter} />
          </div>
          <Show when={shown().length > 0} fallback={<Nothing search={search()} onClear={() => setSearch('')} />}>
            <ul ref={list} class="rows paper">
              <For each={portion().rows}>
                {(card) => (
                  <CardRow
                    {...toLine(card.note, card.face)}
                    lang={deck().language}
                    when={whenDue(card.state, moment.day)}
                    state={memoryWord(card.state.memory)}
                    href={cardHref(deck().id, card)}
                  />
                )}
              </For>
            </ul>
            <Show when={portion().more > 0}>
              <button type="button" class="btn" onClick={showMore}>
                {words.more(portion().more)}
              </button>
            </Show>
          </Show>
        </div>
        <aside class="infos paper pad">
          <h2>{words.sources}</h2>
          <Sources known={props.known} subscription={subscription} />
        </aside>
      </div>
      <Sheet open={showsSources()} title={words.sources} onClose={() => setShowsSources(false)}>
        <div class="infos">
          <Sources known={props.known} subscription={subscription} />
        </div>
      </Sheet>
      <Sheet open={shares()} title={words.share} onClose={() => setShares(false)}>
        <Suspense>
          <ShareSheet
            deck={deck()}
            cards={props.known.cards.length}
            onAnki={() => {
              setShares(false)
              setToAnki(oneDeck(deck().id, title().name))
            }}
          />
        </Suspense>
      </Sheet>
      <AnkiSheet subject={toAnki()} title={words.anki} onClose={() => setToAnki(null)} />
      <Sheet open={renames()} title={words.rename} onClose={() => setRenames(false)}>
        <DeckTitleForm title={deck().title} action={t.save} onSave={(name) => void rename(name)} />
      </Sheet>
      <div class="sel-bar">
        <Snackbar snack={snack()} onGone={() => setSnack(null)} />
      </div>
      <Confirm
        open={asksRemoval() !== null}
        title={words.removeAsk(title().name)}
        text={`${asksRemoval()?.again ? words.removeAgain : ''} ${words.removeText(asksRemoval()?.parts ?? NO_PARTS)}`.trim()}
        confirmLabel={words.remove}
        danger
        onClose={() => setAsksRemoval(null)}
        onConfirm={() => void remove(asksRemoval()?.parts ?? NO_PARTS)}
      />
    </>
  )
}

function Nothing(props: { search: string; onClear: () => void }) {
  return (
    <Switch fallback={<EmptyState title={words.noneHere} />}>
      <Match when={props.search.trim() !== ''}>
        <EmptyState title={words.noMatch(props.search)} text={words.noMatchText}>
          <button type="button" class="btn" onClick={() => props.onClear()}>
            {words.clearSearch}
          </button>
        </EmptyState>
      </Match>
    </Switch>
  )
}

function Sources(props: { known: DeckWithCards; subscription: DeckSubscription }) {
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

function belongs(card: DeckCard, filter: Filter, today: StudyDay, now: Parameters<typeof hasCome>[2]): boolean {
  const { memory } = card.state
  switch (filter) {
    case 'all':
      return true
    case 'due':
      return memory.phase !== 'new' && hasCome(memory.due, today, now)
    case 'new':
      return memory.phase === 'new'
    case 'missed':
      return card.state.recentRatings.at(-1) === 'again' || card.state.lapses > 0
  }
}

function mentions(card: DeckCard, text: string): boolean {
  const line = toLine(card.note, card.face)
  return [line.question, line.answer, ...card.note.evidence.map((piece) => piece.quote)].some((words) =>
    words.toLowerCase().includes(text),
  )
}

/** A card opens where it comes from; without a source, nowhere yet. */
function cardHref(deckId: DeckId, card: DeckCard): string {
  const piece = card.note.evidence[0]
  return piece ? readHref(deckId, piece.sourceId, card.cardId) : `#/deck/${encodeURIComponent(deckId)}`
}
