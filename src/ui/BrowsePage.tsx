import './styles/browse.css'
import { useSearchParams } from '@solidjs/router'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { type BulkAction, createBrowse } from '../app/browse.ts'
import { type Command, createCommands } from '../app/commands.ts'
import { isHere } from '../app/deckHere.ts'
import { type ExportSubject, someNotes } from '../app/exportSubject.ts'
import { createLiveQuery } from '../app/liveQuery.ts'
import { cardsIn } from '../app/sendWays.ts'
import { useServices } from '../app/services.ts'
import { createSources } from '../app/sources.ts'
import type { Step } from '../app/undo.ts'
import { type Deck, splitTitle } from '../domain/deck.ts'
import type { CardId } from '../domain/note.ts'
import { AnkiSheet } from './AnkiSheet.tsx'
import { type Asking, BrowseActions, SelectionBar } from './BrowseActions.tsx'
import { BrowseCard } from './BrowseCard.tsx'
import { BrowseRow } from './BrowseRow.tsx'
import { BrowseSearch } from './BrowseSearch.tsx'
import { PageFrame } from './frame.tsx'
import { browse as words } from './messages/browse.ts'
import { steps } from './messages/steps.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'
import { HelpSheet } from './parts/HelpSheet.tsx'
import { IconButton, IconLink } from './parts/IconButton.tsx'
import { Sheet } from './parts/Sheet.tsx'
import { type Snack, Snackbar } from './parts/Snackbar.tsx'
import { VirtualList, type VirtualListControl } from './parts/VirtualList.tsx'
import { stepWords } from './stepWords.ts'

const ShareSheet = lazy(() => import('./ShareSheet.tsx'))

/** Every card in one list: found by a search, selected, changed together, opened one by one. */
export default function BrowsePage() {
  const [params] = useSearchParams<{ q?: string }>()
  const browse = createBrowse(params.q ?? '')
  const services = useServices()
  const sources = createSources()
  const decks = createLiveQuery(services.store, ['decks'], services.store.decks)
  const { selection, search } = browse
  const today = () => services.moment().day
  const [now, setNow] = createSignal(0)
  const [opened, setOpened] = createSignal<CardId | null>(null)
  const [asking, setAsking] = createSignal<Asking>(null)
  const [busy, setBusy] = createSignal(false)
  const [help, setHelp] = createSignal(false)
  const [sends, setSends] = createSignal<Deck | null>(null)
  const [toAnki, setToAnki] = createSignal<ExportSubject | null>(null)
  const [snack, setSnack] = createSignal<Snack | null>(null)
  let field: HTMLInputElement | undefined
  let list: VirtualListControl | undefined
  let snacks = 0
  const count = () => search.hits().rows.length

  const say = (text: string, onUndo?: () => void) => setSnack({ id: ++snacks, text, onUndo })
  const sayDone = (step: Step | null, text?: string) => (step ? say(text ?? stepWords(step), undo) : say(words.nothing))
  const undo = () => {
    void browse.undo.undo().then((step) => {
      if (step) say(steps.undone(stepWords(step)))
      else say(browse.undo.last() ? steps.deckGone : steps.nothingToUndo)
    })
  }
  const act = (action: BulkAction) => {
    setBusy(true)
    void browse
      .act(action)
      .then(async (step) => (step || (await hasPlace(action)) ? sayDone(step) : say(words.deckGone)))
      .finally(() => setBusy(false))
  }
  // Asked of the store: it may have been another tab a moment ago, of which the list here has not heard yet.
  const hasPlace = async (action: BulkAction) => action.kind !== 'move' || isHere(services.store, action.deckId)

  const send = () => {
    void browse
      .chosenDeck((notes, deck) => words.sentTitle(notes, splitTitle(deck).name))
      .then((deck) => (deck ? setSends(deck) : say(words.nothing)))
  }

  /** Brings a row into view and gives it the focus. */
  const go = (position: number) => {
    if (count() === 0) return
    const to = Math.min(Math.max(position, 0), count() - 1)
    setNow(to)
    list?.show(to)
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`[data-position="${to}"] .brow`)?.focus({ preventScroll: true })
    })
  }
  const open = (position: number) => {
    const card = browse.cardAt(position)
    if (card) setOpened(card.state.cardId)
  }

  const commands = (): readonly Command[] => [
    { id: 'search', keys: ['/'], label: words.keys.search, run: () => field?.focus() },
    { id: 'next', keys: ['ArrowDown', 'j'], label: words.keys.next, run: () => go(now() + 1) },
    { id: 'previous', keys: ['ArrowUp', 'k'], label: words.keys.previous, run: () => go(now() - 1) },
    { id: 'open', keys: ['Enter'], label: words.keys.open, run: () => open(now()) },
    { id: 'select', keys: ['x'], label: words.keys.select, run: () => selection.toggle(now()) },
    { id: 'selectTo', keys: ['v'], label: words.keys.selectTo, run: () => selection.extendTo(now()) },
    { id: 'all', keys: ['Ctrl+a'], label: words.selectAll(count()), run: selection.all },
    { id: 'undo', keys: ['z', 'Ctrl+z'], label: words.keys.undo, run: undo },
    { id: 'help', keys: ['?'], label: words.keys.help, run: () => setHelp(true) },
    { id: 'leave', keys: ['Escape'], label: words.keys.leave, run: selection.clear },
  ]
  createCommands(commands, () => services.settings.current().singleKeyShortcuts)
  const lastWords = () => {
    const last = browse.undo.last()
    return last ? steps.undo(stepWords(last)) : steps.nothingToUndo
  }

  return (
    <PageFrame current="decks">
      <div class="browse">
        <header>
          <h1>{words.title}</h1>
          <span class="tools">
            <IconButton
              icon="arrow-u-up-left"
              label={lastWords()}
              disabled={browse.undo.last() === null}
              onPress={undo}
            />
            <Show when={count() > 0}>
              <IconLink icon="stack" label={words.cram} href={`#/study?cram=${encodeURIComponent(search.text())}`} />
            </Show>
            <IconButton icon="keyboard" label={words.keys.help} shortcut="?" onPress={() => setHelp(true)} />
            <IconLink icon="plus" label={words.add} href="#/note" />
            <IconLink icon="x" label={t.back} href="#/decks" />
          </span>
        </header>
        <BrowseSearch
          browse={browse}
          onInput={(element) => {
            field = element
          }}
          onDown={() => go(0)}
        />
        <Show when={search.hits().complete && count() === 0}>
          <EmptyState title={browse.total() === 0 ? words.empty : words.none} text={words.noneText}>
            <Show when={search.text() !== ''}>
              <button type="button" class="btn" onClick={() => search.setText('')}>
                {words.clear}
              </button>
            </Show>
          </EmptyState>
        </Show>
        <VirtualList
          label={words.list}
          count={count()}
          onRange={browse.want}
          control={(control) => {
            list = control
          }}
        >
          {(position) => (
            <BrowseRow
              card={browse.cardAt(position)}
              lang={languageOf(position)}
              today={today()}
              selected={selection.has(position)}
              onSelect={(range) => (range ? selection.extendTo(position) : selection.toggle(position))}
              onOpen={() => open(position)}
              onFocus={() => setNow(position)}
            />
          )}
        </VirtualList>
        <div class="sel-bar">
          <Snackbar snack={snack()} onGone={() => setSnack(null)} />
          <Show when={selection.size() > 0}>
            <SelectionBar
              count={selection.size()}
              found={count()}
              busy={busy()}
              onAll={selection.all}
              onClear={selection.clear}
              onActions={() => setAsking('actions')}
            />
          </Show>
        </div>
      </div>
      <BrowseActions
        asking={asking()}
        count={selection.size()}
        tags={browse.tags()}
        decks={decks.latest ?? []}
        today={today()}
        onAsk={setAsking}
        onAct={act}
        onSend={send}
      />
      <Sheet open={sends() !== null} title={words.send} onClose={() => setSends(null)}>
        <Suspense>
          <Show when={sends()}>
            {(deck) => (
              <ShareSheet
                deck={deck()}
                cards={cardsIn(deck())}
                onAnki={() => {
                  setSends(null)
                  setToAnki(someNotes(selection.notes()))
                }}
              />
            )}
          </Show>
        </Suspense>
      </Sheet>
      <AnkiSheet subject={toAnki()} title={words.anki} onClose={() => setToAnki(null)} />
      <BrowseCard cardId={opened()} browse={browse} onDone={sayDone} onClose={() => setOpened(null)} />
      <HelpSheet
        open={help()}
        lines={commands()}
        singleKeys={services.settings.current().singleKeyShortcuts}
        onClose={() => setHelp(false)}
      />
    </PageFrame>
  )

  function languageOf(position: number): string {
    const card = browse.cardAt(position)
    return card ? sources(card.deckId).language() : ''
  }
}
