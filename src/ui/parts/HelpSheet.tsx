import { For, Show } from 'solid-js'
import { help } from '../messages/help.ts'
import { Sheet } from './Sheet.tsx'

/** Keys as `KeyboardEvent.key` names them, with what they do. */
export type HelpLine = { readonly keys: readonly string[]; readonly label: string }

export function HelpSheet(props: {
  open: boolean
  lines: readonly HelpLine[]
  singleKeys: boolean
  onClose: () => void
}) {
  return (
    <Sheet open={props.open} title={help.title} onClose={props.onClose}>
      <div class="keys-list">
        <Show when={!props.singleKeys}>
          <p class="small muted">{help.off}</p>
        </Show>
        <Show when={props.lines.length > 0} fallback={<p>{help.none}</p>}>
          <dl>
            <For each={props.lines}>
              {(line) => (
                <>
                  <dt>
                    <For each={line.keys}>{(key) => <kbd>{keyName(key)}</kbd>}</For>
                  </dt>
                  <dd>{line.label}</dd>
                </>
              )}
            </For>
          </dl>
        </Show>
      </div>
    </Sheet>
  )
}

/** A key as it is printed: `Ctrl+z` as `Ctrl+Z`, the space bar as `Space`. */
export function keyName(key: string): string {
  const plain = key.slice(key.lastIndexOf('+', key.length - 2) + 1)
  const printed = help.key[plain] ?? (plain.length === 1 ? plain.toUpperCase() : plain)
  return key.slice(0, key.length - plain.length) + printed
}
