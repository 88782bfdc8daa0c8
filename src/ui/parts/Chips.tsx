import '../styles/forms.css'
import { For, Show } from 'solid-js'
import { number } from '../format.ts'

type ChipsProps<T extends string> = {
  label: string
  options: readonly { readonly value: T; readonly label: string; readonly count?: number }[]
  value: T
  onChange: (value: T) => void
}

/** Filters of a list, one on at a time, with how many each leaves. They scroll sideways on a phone. */
export function Chips<T extends string>(props: ChipsProps<T>) {
  return (
    <fieldset class="chips">
      <legend class="sr">{props.label}</legend>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            class="chip"
            aria-pressed={option.value === props.value}
            onClick={() => props.onChange(option.value)}
          >
            {option.label}
            <Show when={option.count !== undefined}>
              <span class="num">{number(option.count ?? 0)}</span>
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  )
}
