import './styles/incoming.css'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { PatchIncoming } from '../app/corrections.ts'
import { clashKey } from '../domain/deckMerge.ts'
import { defaultsFor, type Proposal } from '../domain/deckPatch.ts'
import type { Side } from '../domain/noteMerge.ts'
import { Clashes, MOST_SHOWN } from './Clashes.tsx'
import { transfer as words } from './messages/transfer.ts'

/** Corrections to a deck, each beside what the card says now; none is taken without a look. */
export function IncomingPatch(props: {
  incoming: PatchIncoming
  onTake: (choose: (proposal: Proposal) => Side) => void
  /** Other ways on. */
  children: JSX.Element
}) {
  const [chosen, setChosen] = createSignal<ReadonlyMap<string, Side>>(new Map())
  const merge = () => props.incoming.merge
  /** By name: to take them is to meet them anew. */
  const choices = createMemo((): ReadonlyMap<string, Side> => {
    const byDefault = defaultsFor(merge().proposals, MOST_SHOWN)
    return new Map([...merge().proposals.map((one) => [clashKey(one), byDefault(one)] as const), ...chosen()])
  })
  const choose = (proposal: Proposal): Side => choices().get(clashKey(proposal)) ?? 'mine'
  const isNothing = () => !merge().proposals.some((proposal) => choose(proposal) === 'theirs')
  return (
    <>
      <h2>{words.corrections(props.incoming.title, merge().proposals.length)}</h2>
      <Show when={merge().same + merge().lost > 0}>
        <ul class="counts-list">
          <Show when={merge().same > 0}>
            <li>{words.alreadySo(merge().same)}</li>
          </Show>
          <Show when={merge().lost > 0}>
            <li>{words.lost(merge().lost)}</li>
          </Show>
        </ul>
      </Show>
      <Show when={merge().proposals.length > 0} fallback={<p>{words.nothingToCorrect}</p>}>
        <Clashes
          clashes={merge().proposals}
          words={{
            title: words.correctionsTitle,
            text: words.correctionsText,
            allMine: words.keepAll,
            allTheirs: words.takeAll,
            sides: words.correctionSides,
          }}
          language=""
          chosen={choose}
          onChoose={setChosen}
        />
        <p>{words.keeps}</p>
      </Show>
      <div class="acts-row">
        <Show when={merge().proposals.length > 0}>
          <button
            type="button"
            class="btn primary big"
            aria-disabled={isNothing()}
            onClick={() => isNothing() || props.onTake(choose)}
          >
            {words.takeCorrections}
          </button>
        </Show>
        {props.children}
      </div>
    </>
  )
}
