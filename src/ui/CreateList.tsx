import { For, Show } from 'solid-js'
import { isInTray, type Proposal } from '../domain/articleDraft.ts'
import type { Note } from '../domain/note.ts'
import { toLine } from './cardView.ts'
import type { IconName } from './icons.ts'
import { create as words } from './messages/create.ts'
import { Icon } from './parts/Icon.tsx'

type ProposalRowsProps = {
  proposals: readonly Proposal[]
  /** Which of all of them these are: from `from` up to, not including, `to`. */
  from: number
  to: number
  onGo: (index: number) => void
}

/** Questions beside the one in hand, on a desktop; the tray of those to look at twice has a heading of its own. */
export function ProposalRows(props: ProposalRowsProps) {
  const trayStart = () => props.proposals.findIndex(isInTray)
  const traySize = () => props.proposals.filter(isInTray).length
  return (
    <ul class="rows">
      <For each={props.proposals.slice(props.from, props.to)}>
        {(proposal, i) => (
          <>
            <Show when={props.from + i() === trayStart()}>
              <li class="tray-head">{words.tray(traySize())}</li>
            </Show>
            <li>
              <button
                type="button"
                class="row"
                classList={{
                  ok: proposal.verdict === 'accepted',
                  no: proposal.verdict === 'rejected',
                  w: proposal.verdict === 'open' && isInTray(proposal),
                }}
                onClick={() => props.onGo(props.from + i())}
              >
                <Icon name={iconOf(proposal)} />
                <span dir="auto">{proposalLine(proposal.note)}</span>
                <Show when={stateOf(proposal)}>{(state) => <span class="sr">{state()}</span>}</Show>
                <Show when={proposal.verdict === 'open' && isInTray(proposal)}>
                  <span class="tag amber">{words.checkWording}</span>
                </Show>
              </button>
            </li>
          </>
        )}
      </For>
    </ul>
  )
}

function iconOf(proposal: Proposal): IconName {
  switch (proposal.verdict) {
    case 'accepted':
      return 'check-circle-fill'
    case 'rejected':
      return 'x-circle'
    case 'open':
      return isInTray(proposal) ? 'warning' : 'circle'
  }
}

const stateOf = ({ verdict }: Proposal): string | null =>
  verdict === 'open' ? null : verdict === 'accepted' ? words.isAccepted : words.isRejected

/** A question in one line of a list. */
export const proposalLine = (note: Note): string =>
  toLine(note, note.content.kind === 'cloze' ? 'c1' : 'front').question
