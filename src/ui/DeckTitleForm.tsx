import { createSignal } from 'solid-js'
import { holdUnsaved } from '../app/unload.ts'
import { tidyTitle } from '../domain/deckList.ts'
import { deck as words } from './messages/deck.ts'
import { Field } from './parts/Field.tsx'

/** A deck's name with its place in the tree, to write or to change; `was` is what it was called when the form was opened. */
export function DeckTitleForm(props: { title: string; action: string; onSave: (title: string, was: string) => void }) {
  const was = props.title
  const [title, setTitle] = createSignal(was)
  holdUnsaved(() => title() !== was)
  const [tried, setTried] = createSignal(false)
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (tidyTitle(title()) !== '') props.onSave(title(), was)
      }}
    >
      <Field
        label={words.name}
        help={words.nameHelp}
        error={tried() && tidyTitle(title()) === '' ? words.nameMissing : null}
      >
        {(control) => (
          <input
            class="input"
            dir="auto"
            maxlength="500"
            autocomplete="off"
            {...control}
            value={title()}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="acts">
        <button type="submit" class="btn primary">
          {props.action}
        </button>
      </div>
    </form>
  )
}
