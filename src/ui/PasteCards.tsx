import './styles/foreign.css'
import { createSignal } from 'solid-js'
import { holdUnsaved } from '../app/unload.ts'
import { others as words } from './messages/others.ts'
import { Field } from './parts/Field.tsx'

/** Cards as text from the clipboard, opened as a file of that name would be. */
export default function PasteCards(props: { onFile: (file: File) => void }) {
  const [name, setName] = createSignal('')
  const [text, setText] = createSignal('')
  holdUnsaved(() => name() !== '' || text() !== '')
  return (
    <details class="paper pad paste-cards">
      <summary>{words.paste}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const title = name().trim().replaceAll('/', ' ') || words.pasted
          if (text().trim() !== '') props.onFile(new File([text()], `${title}.txt`))
        }}
      >
        <p class="small muted">{words.pasteText}</p>
        <Field label={words.pasteName}>
          {(control) => (
            <input class="input" type="text" {...control} onInput={(event) => setName(event.currentTarget.value)} />
          )}
        </Field>
        <Field label={words.pasteCards}>
          {(control) => (
            <textarea
              class="input"
              rows={6}
              dir="auto"
              spellcheck={false}
              {...control}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="acts-row">
          <button type="submit" class="btn big">
            {words.pasteOpen}
          </button>
        </div>
      </form>
    </details>
  )
}
