import '../styles/snackbar.css'
import { createEffect, on, onCleanup, Show } from 'solid-js'
import { t } from '../messages.ts'
import { Icon } from './Icon.tsx'

export type Snack = {
  /** A new number is a new message, and starts the time again. */
  readonly id: number
  readonly text: string
  /** Offers Undo. */
  readonly onUndo?: (() => void) | undefined
}

const SHOWN_MS = 6000

/**
 * What just happened, in a region that is read out politely. It goes after six seconds, but not while focus or the
 * pointer is on it.
 */
export function Snackbar(props: { snack: Snack | null; onGone: () => void }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = () => clearTimeout(timer)
  const run = () => {
    hold()
    if (props.snack) timer = setTimeout(() => props.onGone(), SHOWN_MS)
  }
  createEffect(on(() => props.snack?.id, run))
  onCleanup(hold)
  return (
    <div role="status" onFocusIn={hold} onFocusOut={run} onPointerEnter={hold} onPointerLeave={run}>
      <Show when={props.snack}>
        {(snack) => (
          <div class="snack">
            <span>{snack().text}</span>
            <Show when={snack().onUndo}>
              {(undo) => (
                <button type="button" onClick={() => undo()()}>
                  <Icon name="arrow-u-up-left" size="s" />
                  {t.undo}
                </button>
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  )
}
