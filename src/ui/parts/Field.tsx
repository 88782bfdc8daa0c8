import '../styles/forms.css'
import type { JSX } from 'solid-js'
import { createUniqueId, Show } from 'solid-js'

/** What the control inside a field takes, by spreading it: `<input class="input" {...control} />`. */
export type FieldControl = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

type FieldProps = {
  label: string
  help?: string | undefined
  /** A sentence, in place of the help, while the value cannot be used. */
  error?: string | null | undefined
  /** Label and control on one line: for short values in a list of settings. */
  inline?: boolean
  children: (control: FieldControl) => JSX.Element
}

export function Field(props: FieldProps) {
  const id = createUniqueId()
  const words = () => props.error || props.help
  const control: FieldControl = {
    id,
    get 'aria-describedby'() {
      return words() ? `${id}-help` : undefined
    },
    get 'aria-invalid'() {
      return props.error ? true : undefined
    },
  }
  return (
    <div class="field" classList={{ inline: props.inline }}>
      <label for={id}>{props.label}</label>
      {props.children(control)}
      <Show when={words()}>
        <small id={`${id}-help`} classList={{ error: Boolean(props.error) }} role={props.error ? 'alert' : undefined}>
          {words()}
        </small>
      </Show>
    </div>
  )
}
