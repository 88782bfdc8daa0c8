import './styles/deck.css'
import './styles/browse.css'
import { createSignal, For, Show } from 'solid-js'
import { addDeck } from '../app/ownDecks.ts'
import { useServices } from '../app/services.ts'
import { createToday, type DeckToday, type Today } from '../app/today.ts'
import { type DeckBranch, deckBranches } from '../domain/deckList.ts'
import { DeckRows } from './DeckRows.tsx'
import { DeckTitleForm } from './DeckTitleForm.tsx'
import { HomeHead, PageFrame, useGo } from './frame.tsx'
import { deck as words } from './messages/deck.ts'
import { notSaved } from './messages/notSaved.ts'
import { t } from './messages.ts'
import { StateKey } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** Every deck on the device as a tree, and the ways to get more. */
export default function DecksPage() {
  const today = createToday()
  const services = useServices()
  const go = useGo()
  const [creates, setCreates] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const create = async (title: string) => {
    const id = await addDeck(services, title, navigator.language || 'en').catch(() => null)
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
            <Branches all={deckBranches(known().decks, (deck) => deck.info.title)} today={known()} />
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

/** Decks that hold no others first, as one list; then each that does, with what lies in it. */
function Branches(props: { all: readonly DeckBranch<DeckToday>[]; today: Today }) {
  const left = (path: string) => {
    const { due, fresh } = props.today.leftOn(path)
    return words.left(due, fresh)
  }
  const leaves = () => props.all.flatMap((branch) => (branch.below.length === 0 ? branch.decks : []))
  return (
    <>
      <Show when={leaves().length > 0}>
        <DeckRows decks={leaves()} today={props.today} />
      </Show>
      <For each={props.all.filter((branch) => branch.below.length > 0)}>
        {(branch) => (
          <details class="branch" open>
            <summary>
              <span dir="auto">{branch.name}</span>
              <small>{left(branch.path)}</small>
            </summary>
            <Show when={branch.decks.length > 0}>
              <DeckRows decks={branch.decks} today={props.today} />
            </Show>
            <Branches all={branch.below} today={props.today} />
          </details>
        )}
      </For>
    </>
  )
}
