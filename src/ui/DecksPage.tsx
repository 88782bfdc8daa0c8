import './styles/deck.css'
import './styles/browse.css'
import { useSearchParams } from '@solidjs/router'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { addDeck } from '../app/ownDecks.ts'
import { useServices } from '../app/services.ts'
import { createToday } from '../app/today.ts'
import { deckBranches } from '../domain/deckList.ts'
import { DeckBranches } from './DeckBranches.tsx'
import { isStandIn } from './DeckRows.tsx'
import { DeckTitleForm } from './DeckTitleForm.tsx'
import { HomeHead, PageFrame, useGo } from './frame.tsx'
import { deck as words } from './messages/deck.ts'
import { notSaved } from './messages/notSaved.ts'
import { t } from './messages.ts'
import { StateKey } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Sheet } from './parts/Sheet.tsx'

const StandIns = lazy(() => import('./StandIns.tsx'))
const FolderPage = lazy(() => import('./FolderPage.tsx'))

/** All decks; with `?folder=PATH` in the address, those that lie in it. */
export default function DecksPage() {
  const [search] = useSearchParams<{ folder?: string }>()
  return (
    <Show when={search.folder} fallback={<AllDecks />} keyed>
      {(path) => <FolderPage path={path} />}
    </Show>
  )
}

/** Every deck on the device as a tree, and the ways to get more. */
function AllDecks() {
  const today = createToday()
  const services = useServices()
  const go = useGo()
  const [creates, setCreates] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  let isMaking = false
  const create = async (title: string) => {
    // Enter pressed twice would make two decks.
    if (isMaking) return
    isMaking = true
    const id = await addDeck(services, title, navigator.language || 'en').catch(() => null)
    isMaking = false
    setFailed(id === null)
    setCreates(false)
    if (id === null) return
    go(`#/deck/${encodeURIComponent(id)}`)
  }
  return (
    <PageFrame current="decks">
      <HomeHead />
      <h1 class="page-title">{t.decks.title}</h1>
      {/* Reading it while it is read again would hold back the way to a deck that was just made. */}
      <Show when={today.latest}>
        {(known) => (
          <Show
            when={known().decks.length > 0}
            fallback={<EmptyState title={t.decks.empty} text={t.decks.emptyText} picture="blank" />}
          >
            <Show when={known().decks.some(isStandIn)}>
              <Suspense>
                <StandIns decks={known().decks} />
              </Suspense>
            </Show>
            <DeckBranches all={deckBranches(known().decks, (deck) => deck.info.title)} today={known()} />
            <StateKey />
          </Show>
        )}
      </Show>
      <Show when={failed()}>
        <p class="error" role="alert">
          {notSaved.text}
        </p>
      </Show>
      <div class="acts-row">
        <a class="btn big" href="#/create">
          {t.decks.paste}
        </a>
        <a class="btn big" href="#/browse">
          {t.decks.browse}
        </a>
        <button type="button" class="btn big" onClick={() => setCreates(true)}>
          {words.create}
        </button>
        <a class="btn big" href="#/open">
          {t.decks.open}
        </a>
      </div>
      <Sheet open={creates()} title={words.create} onClose={() => setCreates(false)}>
        <DeckTitleForm title="" action={words.make} onSave={(title) => void create(title)} />
      </Sheet>
    </PageFrame>
  )
}
