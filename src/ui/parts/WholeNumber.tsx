import { createSignal } from 'solid-js'
import { Field } from './Field.tsx'

type WholeNumberProps = {
  label: string
  help?: string
  /** Null where nothing is said: an empty field. */
  value: number | null
  low: number
  high: number
  /** A sentence with the bounds. */
  wrong: string
  /** Whether the field may be left empty. */
  optional?: boolean
  onChange: (value: number | null) => void
}

/** A whole number within bounds; out of them it says so and keeps the last good one. */
export function WholeNumber(props: WholeNumberProps) {
  const [wrong, setWrong] = createSignal(false)
  const take = (text: string) => {
    const value = text.trim() === '' ? null : Number(text)
    const fits =
      value === null ? props.optional === true : Number.isInteger(value) && value >= props.low && value <= props.high
    setWrong(!fits)
    if (fits && value !== props.value) props.onChange(value)
  }
  return (
    <Field label={props.label} help={props.help} error={wrong() ? props.wrong : null} inline>
      {(control) => (
        <input
          class="input"
          {...control}
          type="text"
          inputmode="numeric"
          value={props.value ?? ''}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
