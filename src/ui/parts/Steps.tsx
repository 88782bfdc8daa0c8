import { createSignal } from 'solid-js'
import { formatSteps, parseSteps } from '../../domain/stepsText.ts'
import { Field } from './Field.tsx'

type StepsProps = {
  label: string
  help: string
  /** A sentence on what can be written. */
  wrong: string
  value: readonly number[]
  onChange: (minutes: readonly number[]) => void
}

/** Steps in their short form, `1m 10m`; what cannot be read is said, and the last good ones kept. */
export function Steps(props: StepsProps) {
  const [wrong, setWrong] = createSignal(false)
  const take = (text: string) => {
    const minutes = parseSteps(text)
    setWrong(minutes === null)
    if (minutes !== null && formatSteps(minutes) !== formatSteps(props.value)) props.onChange(minutes)
  }
  return (
    <Field label={props.label} help={props.help} error={wrong() ? props.wrong : null} inline>
      {(control) => (
        <input
          class="input"
          {...control}
          type="text"
          autocapitalize="none"
          spellcheck={false}
          value={formatSteps(props.value)}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
