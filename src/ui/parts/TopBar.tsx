import { For, type JSX, Show } from 'solid-js'
import { IconButton } from './IconButton.tsx'
import { Progress } from './Progress.tsx'

type TopBarProps = {
  closeLabel: string
  onClose: () => void
  /** Number of the thing in hand, its total in words (`of 34`), and what stands at the end (`about 6 min left`). */
  now: string
  total: string
  side?: string | undefined
  /** What is to come, by kind: a number and its word. */
  left?: readonly { readonly kind: string; readonly count: string; readonly word: string }[]
  done: number
  max: number
  progressLabel: string
  /** Buttons at the end. */
  end?: JSX.Element
}

export function TopBar(props: TopBarProps) {
  return (
    <div class="topbar">
      <IconButton icon="x" label={props.closeLabel} shortcut="Escape" onPress={() => props.onClose()} />
      <div class="mid">
        <p class="num">
          <span>
            <b>{props.now}</b> {props.total}
          </span>
          <span>{props.side}</span>
        </p>
        <Progress done={props.done} max={props.max} label={props.progressLabel} />
        <Show when={props.left}>
          {(left) => (
            <p class="left">
              <For each={left()}>
                {({ kind, count, word }) => (
                  <span class={kind}>
                    <b>{count}</b> <span>{word}</span>
                  </span>
                )}
              </For>
            </p>
          )}
        </Show>
      </div>
      <div class="end">{props.end}</div>
    </div>
  )
}
