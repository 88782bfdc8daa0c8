import '../styles/emptyState.css'
import type { JSX } from 'solid-js'
import { Show } from 'solid-js'

type EmptyStateProps = {
  title: string
  text?: string
  /** A small card above: ruled while there is something to do, clear when it is done. */
  picture?: 'blank' | 'done'
  /** The screen's own heading, rather than one within it. */
  main?: boolean
  /** Buttons. */
  children?: JSX.Element
}

export function EmptyState(props: EmptyStateProps) {
  return (
    <section class="empty paper">
      <Show when={props.picture}>
        <span class="blank" classList={{ done: props.picture === 'done' }} aria-hidden="true" />
      </Show>
      <Show when={props.main} fallback={<h2>{props.title}</h2>}>
        <h1>{props.title}</h1>
      </Show>
      <Show when={props.text}>
        <p>{props.text}</p>
      </Show>
      <Show when={props.children}>{(buttons) => <div class="acts">{buttons()}</div>}</Show>
    </section>
  )
}
