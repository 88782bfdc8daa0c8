import { For } from 'solid-js'
import type { DecksToday, DeckToday, Today } from '../app/today.ts'
import { splitTitle } from '../domain/deck.ts'
import { type DeckBranch, isOnlyAround } from '../domain/deckList.ts'
import type { Folder } from '../domain/deckTree.ts'
import type { DeckId } from '../domain/note.ts'
import { dayOfMonth } from './format.ts'
import { today as words } from './messages/today.ts'
import { t } from './messages.ts'
import { DeckList, DeckRow } from './parts/Deck.tsx'
import { pageHref } from './scopeHref.ts'

/** A deck or a folder as a row, with what is left of it today. */
export type RowOfDecks = {
  readonly scope: DeckId | Folder
  readonly title: string
  readonly held: DecksToday
  /** How many others it lies in, as far as the list shows. */
  readonly depth: number
}

export const deckRow = (deck: DeckToday, depth = 0): RowOfDecks => ({
  scope: deck.info.id,
  title: splitTitle(deck.info.title).name,
  held: deck,
  depth,
})

export const isStandIn = (deck: DeckToday): boolean => deck.info.standIn === true

/** The decks of a branch, or the folder that it is where there are none. */
export const branchRows = (branch: DeckBranch<DeckToday>, today: Today, title: string, depth = 0) =>
  branch.decks.length > 0
    ? branch.decks.map((deck) => deckRow(deck, depth))
    : [{ scope: { folder: branch.path }, title, held: today.on(branch.path), depth }]

/** All decks and the folders that are none, each before what lies in it. A folder of one thing is as good as that. */
export const treeRows = (branches: readonly DeckBranch<DeckToday>[], today: Today, depth = 0): readonly RowOfDecks[] =>
  branches.flatMap((branch) =>
    isOnlyAround(branch)
      ? treeRows(branch.below, today, depth)
      : [...branchRows(branch, today, branch.name, depth), ...treeRows(branch.below, today, depth + 1)],
  )

export function DeckRows(props: { rows: readonly RowOfDecks[]; today: Today }) {
  const detail = ({ cards, articles, due, fresh, states, nextDue }: DecksToday) => {
    if (due + fresh === 0 && states.new > 0) return words.newLater(cards)
    if (due + fresh > 0 || nextDue === null) return t.decks.from(cards, articles)
    const when = nextDue === props.today.day + 1 ? t.when.tomorrow : t.when.on(dayOfMonth(nextDue, props.today.day))
    return words.nextDue(cards, when)
  }
  return (
    <DeckList>
      <For each={props.rows}>
        {({ scope, title, held, depth }) => (
          <DeckRow
            href={pageHref(scope)}
            title={title}
            detail={detail(held)}
            states={held.states}
            due={held.due}
            fresh={held.fresh}
            done={held.cards > 0 && held.due + held.fresh + held.states.new === 0}
            depth={depth}
          />
        )}
      </For>
    </DeckList>
  )
}
