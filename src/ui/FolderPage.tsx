import './styles/deck.css'
import { Show } from 'solid-js'
import { createToday, type DeckToday, type Today } from '../app/today.ts'
import { splitTitle } from '../domain/deck.ts'
import { type DeckBranch, deckBranches, decksIn } from '../domain/deckList.ts'
import { DeckBranches } from './DeckBranches.tsx'
import { DeckRows, deckRow } from './DeckRows.tsx'
import { BackHead, PageFrame } from './frame.tsx'
import { deck as words } from './messages/deck.ts'
import { StateBar } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Icon } from './parts/Icon.tsx'
import { quizHref, studyHref } from './scopeHref.ts'

/** All that lies in a folder, studied and quizzed as one, whether or not there is a deck of its path. */
export default function FolderPage(props: { path: string }) {
  const today = createToday()
  const branch = () =>
    branchAt(
      deckBranches(today.latest?.decks ?? [], (deck) => deck.info.title),
      props.path,
    )
  return (
    <PageFrame current="decks">
      <BackHead href="#/decks" />
      <Show when={today.latest}>
        {(known) => (
          <Show when={branch()} fallback={<EmptyState title={words.noFolder} main />}>
            {(there) => <Folder branch={there()} today={known()} />}
          </Show>
        )}
      </Show>
    </PageFrame>
  )
}

function Folder(props: { branch: DeckBranch<DeckToday>; today: Today }) {
  const held = () => props.today.on(props.branch.path)
  const parents = () => splitTitle(props.branch.path).parents
  const scope = () => ({ folder: props.branch.path })
  return (
    <>
      <header class="deck-head">
        <Show when={parents().length > 0}>
          <p class="small muted" dir="auto">
            {parents().join(' › ')}
          </p>
        </Show>
        <h1 dir="auto">{props.branch.name}</h1>
        <p class="sum">{words.folderSum(held().cards, decksIn(props.branch).length)}</p>
      </header>
      <StateBar states={held().states} />
      <div class="deck-acts">
        <a class="btn primary" href={studyHref(scope())}>
          {words.study(held().due + held().fresh)}
        </a>
        <a class="btn" href={quizHref(scope())}>
          <Icon name="exam" />
          {words.quiz}
        </a>
        <a class="btn" href={studyHref(scope(), 'cram=')} aria-label={words.cram} title={words.cram}>
          <Icon name="stack" />
        </a>
      </div>
      <Show when={props.branch.decks.length > 0}>
        <DeckRows rows={props.branch.decks.map((deck) => deckRow(deck))} today={props.today} />
      </Show>
      <DeckBranches all={props.branch.below} today={props.today} />
    </>
  )
}

function branchAt<T>(branches: readonly DeckBranch<T>[], path: string): DeckBranch<T> | undefined {
  const on = branches.find((branch) => path === branch.path || path.startsWith(`${branch.path}::`))
  return on === undefined || on.path === path ? on : branchAt(on.below, path)
}
