import './styles/incoming.css'
import { createSignal, Show } from 'solid-js'
import { transfer as words } from './messages/transfer.ts'
import { Field } from './parts/Field.tsx'

/** Asks for the passphrase of a sealed backup. */
export function UnsealForm(props: {
  name: string
  busy: boolean
  wrong: boolean
  onOpen: (passphrase: string) => void
}) {
  const [passphrase, setPassphrase] = createSignal('')
  return (
    <form
      class="paper pad incoming"
      onSubmit={(event) => {
        event.preventDefault()
        if (!props.busy && passphrase() !== '') props.onOpen(passphrase())
      }}
    >
      <h2>{words.sealedTitle}</h2>
      <p dir="auto">{words.sealedText(props.name)}</p>
      <Field label={words.passphrase} error={props.wrong ? words.wrongPassphrase : null}>
        {(control) => (
          <input
            class="input"
            {...control}
            type="password"
            autocomplete="current-password"
            value={passphrase()}
            onInput={(event) => setPassphrase(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="acts-row">
        <button type="submit" class="btn primary big" aria-disabled={props.busy}>
          {props.busy ? words.unsealing : words.unseal}
        </button>
      </div>
      <Show when={props.busy}>
        <p class="sr" role="status">
          {words.unsealing}
        </p>
      </Show>
    </form>
  )
}
