import { createSignal } from 'solid-js'
import { isDeckLink } from '../app/received.ts'
import { holdUpdates } from '../app/unload.ts'
import { parseDeckAddress } from '../domain/deckAddress.ts'
import { receive } from './messages/receive.ts'
import { transfer as words } from './messages/transfer.ts'
import { Field } from './parts/Field.tsx'

type AddressFormProps = {
  onAddress: (address: string) => void
  /** A link that holds a deck itself: nobody is asked for it. */
  onLink: (link: string) => void
}

/** Where a deck stays on the web, or a link that holds one. Nothing is asked for before the button is pressed. */
export function AddressForm(props: AddressFormProps) {
  const [text, setText] = createSignal('')
  holdUpdates(() => text() !== '')
  const [wrong, setWrong] = createSignal(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isDeckLink(text())) return props.onLink(text())
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
        {isDeckLink(text()) ? receive.openLink : words.ask}
      </button>
    </form>
  )
}
