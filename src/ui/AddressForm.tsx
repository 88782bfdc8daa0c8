import { createSignal } from 'solid-js'
import { parseDeckAddress } from '../domain/deckAddress.ts'
import { transfer as words } from './messages/transfer.ts'
import { Field } from './parts/Field.tsx'

/** Where a deck stays on the web. Nothing is asked for before the button is pressed. */
export function AddressForm(props: { onAddress: (address: string) => void }) {
  const [text, setText] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const address = parseDeckAddress(text())
    setWrong(address === null)
    if (address !== null) props.onAddress(address)
  }
  return (
    <form class="from-address" novalidate onSubmit={submit}>
      <Field label={words.address} help={words.addressHelp} error={wrong() ? words.addressWrong : null}>
        {(control) => (
          <input
            class="input"
            type="url"
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            {...control}
          />
        )}
      </Field>
      <button type="submit" class="btn">
        {words.ask}
      </button>
    </form>
  )
}
