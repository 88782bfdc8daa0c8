import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { note as words } from '../messages/note.ts'
import { Field } from './Field.tsx'
import { IconButton } from './IconButton.tsx'

type TagsFieldProps = { tags: readonly string[]; known: readonly string[]; onChange: (tags: readonly string[]) => void }

/** Longest tag, in UTF-16 units: what a deck file takes. */
const LONGEST = 200

/** Tags as pieces that can be taken off, and a field that completes those in use. */
export function TagsField(props: TagsFieldProps) {
  const listId = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const take = () => {
    const fresh = typed()
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '' && !props.tags.includes(tag))
    setTyped('')
    if (fresh.length > 0) props.onChange([...props.tags, ...new Set(fresh)])
  }
  return (
    <div class="tags-field">
      <Field label={words.tags} help={words.tagsHelp}>
        {(control) => (
          <input
            class="input"
            dir="auto"
            maxlength={LONGEST}
            autocomplete="off"
            list={listId}
            {...control}
            value={typed()}
            onInput={(event) => {
              setTyped(event.currentTarget.value)
              if (typed().includes(',') || props.known.includes(typed())) take()
            }}
            onChange={take}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || typed().trim() === '') return
              event.preventDefault()
              take()
            }}
          />
        )}
      </Field>
      <datalist id={listId}>
        <For each={props.known.filter((tag) => !props.tags.includes(tag))}>{(tag) => <option value={tag} />}</For>
      </datalist>
      <Show when={props.tags.length > 0}>
        <ul class="tag-list" aria-label={words.tags}>
          <For each={props.tags}>
            {(tag) => (
              <li>
                <span dir="auto">{tag}</span>
                <IconButton
                  icon="x"
                  label={words.untag(tag)}
                  onPress={() => props.onChange(props.tags.filter((other) => other !== tag))}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
