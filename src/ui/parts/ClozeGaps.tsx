import '../styles/card.css'
import { For, Show } from 'solid-js'
import type { GapPart } from '../../domain/exam.ts'
import { number } from '../format.ts'
import { study } from '../messages/study.ts'

/** A sentence with all its gaps, numbered where several are to be filled. */
export function ClozeGaps(props: { parts: readonly GapPart[]; numbered: boolean }) {
  return (
    <For each={props.parts}>
      {(part) => (
        <Show when={part.kind === 'gap' && part} fallback={part.kind === 'text' ? part.text : ''}>
          {(gap) => (
            <span class="gap">
              <span class="sr">{study.blank}</span>
              <small>
                {[props.numbered ? number(gap().blank + 1) : '', gap().hint ?? ''].filter(Boolean).join(' ') ||
                  '\u200b'}
              </small>
            </span>
          )}
        </Show>
      )}
    </For>
  )
}
