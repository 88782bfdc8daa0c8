import '../styles/leech.css'
import { Show } from 'solid-js'
import { needsRewording } from '../../domain/leech.ts'
import { study as words } from '../messages/study.ts'

type LeechHintProps = {
  lapses: number
  /** The deck's own: 0 says nothing, as for leeches. */
  threshold: number
  /** Left out where the note cannot be changed. */
  onEdit?: (() => void) | undefined
  /** Left out where there is nothing to divide. */
  onSplit?: (() => void) | undefined
  /** Left out where there is no source. */
  onSource?: (() => void) | undefined
}

/** Under an answer that was forgotten several times: what may help, quietly, before the card is a leech. */
export function LeechHint(props: LeechHintProps) {
  return (
    <Show when={needsRewording(props.lapses, props.threshold)}>
      <aside class="leech-hint" aria-label={words.leechHint}>
        <p>{words.leechHintText(props.lapses)}</p>
        <Show when={props.onEdit}>
          {(edit) => (
            <button type="button" class="link" onClick={() => edit()()}>
              {words.reword}
            </button>
          )}
        </Show>
        <Show when={props.onSplit}>
          {(split) => (
            <button type="button" class="link" onClick={() => split()()}>
              {words.split}
            </button>
          )}
        </Show>
        <Show when={props.onSource}>
          {(open) => (
            <button type="button" class="link" onClick={() => open()()}>
              {words.seeSource}
            </button>
          )}
        </Show>
      </aside>
    </Show>
  )
}
