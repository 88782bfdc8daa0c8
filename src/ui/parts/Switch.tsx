import '../styles/forms.css'
import { createUniqueId, Show } from 'solid-js'

type SwitchProps = { label: string; help?: string; on: boolean; onChange: (on: boolean) => void }

/** A setting that is on or off, with its one sentence. */
export function Switch(props: SwitchProps) {
  const id = createUniqueId()
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={props.on}
      aria-labelledby={`${id}-label`}
      aria-describedby={props.help ? `${id}-help` : undefined}
      onClick={() => props.onChange(!props.on)}
    >
      <b id={`${id}-label`}>{props.label}</b>
      <Show when={props.help}>
        <small id={`${id}-help`}>{props.help}</small>
      </Show>
      <i aria-hidden="true" />
    </button>
  )
}
