import { For, Show } from 'solid-js'
import type { DeckToday, Today } from '../app/today.ts'
import { type DeckBranch, isOnlyAround } from '../domain/deckList.ts'
import { branchRows, DeckRows, deckRow } from './DeckRows.tsx'
import { deck as words } from './messages/deck.ts'

/** Decks that hold no others first, as one list; then each that does, with what lies in it. */
export function DeckBranches(props: { all: readonly DeckBranch<DeckToday>[]; today: Today }) {
  const left = (path: string) => {
    const { due, fresh } = props.today.on(path)
    return words.left(due, fresh)
  }
  const leaves = () => props.all.flatMap((branch) => (branch.below.length === 0 ? branch.decks : []))
  return (
    <>
      <Show when={leaves().length > 0}>
        <DeckRows rows={leaves().map((deck) => deckRow(deck))} today={props.today} />
      </Show>
      <For each={props.all.filter((branch) => branch.below.length > 0)}>
        {(branch) => (
          <details class="branch" open>
            <summary>
              <span dir="auto">{branch.name}</span>
              <small>{left(branch.path)}</small>
            </summary>
            <Show when={!isOnlyAround(branch)}>
              <DeckRows rows={branchRows(branch, props.today, words.all(branch.name))} today={props.today} />
            </Show>
            <DeckBranches all={branch.below} today={props.today} />
          </details>
        )}
      </For>
    </>
  )
}
