import '../../styles/key.css'
import '../../styles/memory.css'
import { For } from 'solid-js'
import type { MemoryWord } from '../../../domain/card.ts'
import { number, percent } from '../../format.ts'
import { stats as words } from '../../messages/stats.ts'

export const STATE_ORDER = ['known', 'settling', 'learning', 'new'] as const satisfies readonly MemoryWord[]

/** Cards by what is remembered of them: one bar, and its figures in words beside it. */
export function States(props: { states: Readonly<Record<MemoryWord, number>> }) {
  const total = () => STATE_ORDER.reduce((sum, word) => sum + props.states[word], 0)
  return (
    <>
      <div class="dist" role="img" aria-label={words.statesChart}>
        <For each={STATE_ORDER.filter((word) => props.states[word] > 0)}>
          {(word) => <span class={`st-${word}`} style={{ '--n': props.states[word] }} />}
        </For>
      </div>
      <ul class="dist-list num">
        <For each={STATE_ORDER}>
          {(word) => (
            <li>
              <span class={`sw st-${word}`} />
              <span>{words.stateNames[word]}</span>
              <b>{number(props.states[word])}</b>
              <span class="muted">{percent(total() === 0 ? 0 : props.states[word] / total())}</span>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}
