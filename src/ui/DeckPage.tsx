import './styles/deck.css'
import { useParams } from '@solidjs/router'
import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js'
import { createDeck, createToStudy, type DeckWithCards } from '../app/deckCards.ts'
import { type ExportSubject, oneDeck } from '../app/exportSubject.ts'
import { renameDeck } from '../app/ownDecks.ts'
import { partsToRemove, removeDeck } from '../app/removeDeck.ts'
import { useServices } from '../app/services.ts'
import { createSubscription } from '../app/subscription.ts'
import { createUndo } from '../app/undo.ts'
import { memoryWord } from '../domain/card.ts'
import { splitTitle } from '../domain/deck.ts'
import { tidyTitle } from '../domain/deckList.ts'
import type { DeckId } from '../domain/note.ts'
import type { Parts } from '../domain/ownPart.ts'
import { AnkiSheet } from './AnkiSheet.tsx'
import { DeckCards } from './DeckCards.tsx'
import { DeckSources } from './DeckSources.tsx'
import { DeckTitleForm } from './DeckTitleForm.tsx'
import { NewerVersion } from './DeckUpdates.tsx'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { deck as words } from './messages/deck.ts'
import { notSaved } from './messages/notSaved.ts'
import { t } from './messages.ts'
import { OptionsButton } from './OptionsButton.tsx'
import { StateBar } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton, IconLink } from './parts/IconButton.tsx'
import { Confirm, Sheet } from './parts/Sheet.tsx'
import { type Snack, Snackbar } from './parts/Snackbar.tsx'
import { pageHref } from './scopeHref.ts'

const ShareSheet = lazy(() => import('./ShareSheet.tsx'))

/** `again`: what was said before was not so any more. */
type Removal = { readonly parts: Parts; readonly again: boolean }

const NO_PARTS: Parts = { own: 0, received: 0 }

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
  const [showsSources, setShowsSources] = createSignal(false)
  const [asksRemoval, setAsksRemoval] = createSignal<Removal | null>(null)
  const [renames, setRenames] = createSignal(false)
  const [shares, setShares] = createSignal(false)
  const [toAnki, setToAnki] = createSignal<ExportSubject | null>(null)
  const [snack, setSnack] = createSignal<Snack | null>(null)
  const undo = createUndo()
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
  const rename = async (title: string, was: string) => {
    setRenames(false)
    const step = await renameDeck(services, undo, deck().id, { was, title })
    if (step) say(words.renamed, () => void undo.undo().then(() => say(t.undone)))
  }

  const states = createMemo(() => {
    const counts = { new: 0, learning: 0, settling: 0, known: 0 }
    for (const card of props.known.cards) counts[memoryWord(card.state.memory)]++
    return counts
  })
  const toStudy = createToStudy(() => deck().id)
  const subscription = createSubscription(() => deck().id)
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
          <DeckCards known={props.known} />
        </div>
        <aside class="infos paper pad">
          <h2>{words.sources}</h2>
          <DeckSources known={props.known} subscription={subscription} />
        </aside>
      </div>
      <Sheet open={showsSources()} title={words.sources} onClose={() => setShowsSources(false)}>
        <div class="infos">
          <DeckSources known={props.known} subscription={subscription} />
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
        <DeckTitleForm title={deck().title} action={t.save} onSave={(name, was) => void rename(name, was)} />
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
