import './styles/browse.css'
import { createSignal, For, Show } from 'solid-js'
import { holdUnsaved } from '../app/unload.ts'
import type { Note } from '../domain/note.ts'
import { asContent, type TemplateContent } from '../domain/noteType.ts'
import { sameValue } from '../domain/same.ts'
import { ordinalsOf } from '../domain/templateCard.ts'
import { browse as words } from './messages/browse.ts'
import { note as noteWords } from './messages/note.ts'
import { t } from './messages.ts'
import { Field } from './parts/Field.tsx'

type ForeignNoteEditorProps = {
  note: Note
  content: TemplateContent
  lang: string
  /** The note as its deck has it, where this one is the learner's own version. */
  authors: Note | null
  /** `base` is the note as it was shown first. */
  onSave: (note: Note, reset: boolean, base: Note) => void
  onRestore: () => void
  onClose: () => void
}

/** Of one field, in UTF-16 units. */
const LONGEST = 100_000

/** A note with templates of its own: its fields as they are written, in HTML. */
export default function ForeignNoteEditor(props: ForeignNoteEditorProps) {
  const base = props.note
  const start = { fields: props.content.fields, tags: base.tags.join(', ') }
  const [fields, setFields] = createSignal(start.fields)
  const [tags, setTags] = createSignal(start.tags)
  holdUnsaved(() => !sameValue({ fields: fields(), tags: tags() }, start))

  function save(event: SubmitEvent): void {
    event.preventDefault()
    const { type, cards } = props.content
    // A card that says nothing any more stays, with its past; new ones come with what is new to ask.
    const all = [...new Set([...cards, ...ordinalsOf(type, fields())])].sort((a, b) => a - b)
    const content = asContent({ ...props.content, fields: fields(), cards: all })
    const list = tags()
      .split(',')
      .map((tag) => tag.trim())
    props.onSave({ ...base, content, tags: [...new Set(list)].filter((tag) => tag !== '') }, false, base)
  }

  return (
    <form class="note-form" onSubmit={save}>
      <For each={props.content.type.fields}>
        {(name, i) => (
          <Field label={name}>
            {(control) => (
              <textarea
                {...control}
                class="input serif"
                rows={2}
                maxlength={LONGEST}
                lang={props.lang}
                dir="auto"
                value={fields()[i()] ?? ''}
                onInput={(event) => setFields(fields().with(i(), event.currentTarget.value))}
              />
            )}
          </Field>
        )}
      </For>
      <Field label={noteWords.tags}>
        {(control) => (
          <input
            class="input"
            dir="auto"
            {...control}
            value={tags()}
            onInput={(event) => setTags(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="acts">
        <Show when={props.authors}>
          <button type="button" class="btn" onClick={() => props.onRestore()}>
            {words.restore}
          </button>
        </Show>
        <button type="button" class="btn" onClick={() => props.onClose()}>
          {t.cancel}
        </button>
        <button type="submit" class="btn primary">
          {t.save}
        </button>
      </div>
    </form>
  )
}
