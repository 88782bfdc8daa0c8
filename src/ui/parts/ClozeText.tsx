import { For, Show } from 'solid-js'
import { study } from '../messages/study.ts'

/** A stretch of a cloze: text, or a blank with its answer and perhaps a hint. */
export type ClozePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blank'; readonly text: string; readonly hint?: string | undefined }

/** What fits into the gap's fixed width. Longer answers stand below the rule alone, so that the question stays put. */
const GAP_CHARS = 11

export function ClozeText(props: { parts: readonly ClozePart[]; filled: boolean }) {
  return (
    <For each={props.parts}>
      {(part) => (
        <Show when={part.kind === 'blank' && part} fallback={part.text}>
          {(blank) => (
            <span class="gap" classList={{ filled: props.filled && blank().text.length <= GAP_CHARS }}>
              <Show
                when={props.filled && blank().text.length <= GAP_CHARS}
                fallback={
                  <>
                    <span class="sr">{study.blank}</span>
                    <small>{blank().hint ?? '\u200b'}</small>
                  </>
                }
              >
                {blank().text}
              </Show>
            </span>
          )}
        </Show>
      )}
    </For>
  )
}
