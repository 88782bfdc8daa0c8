import '../styles/forms.css'
import { createUniqueId, For } from 'solid-js'

type SegmentedProps<T extends string> = {
  /** Names the group; read out, not shown. */
  label: string
  options: readonly { readonly value: T; readonly label: string }[]
  value: T
  onChange: (value: T) => void
}

/** One of a few, as radio buttons side by side. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const name = createUniqueId()
  return (
    <fieldset class="seg">
      <legend class="sr">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              class="sr"
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        )}
      </For>
    </fieldset>
  )
}
