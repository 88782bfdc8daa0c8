import { createMemo, createSignal, For, Show } from 'solid-js'
import { createKnownNotes } from '../app/knownNotes.ts'
import { holdUnsaved } from '../app/unload.ts'
import type { Note, NoteId } from '../domain/note.ts'
import { checkFields, fieldsOfNote, holdsUpNote, type NoteFields, noteOfFields } from '../domain/noteFields.ts'
import { sameValue } from '../domain/same.ts'
import { splitFields } from '../domain/splitNote.ts'
import { note as words } from './messages/note.ts'
import { t } from './messages.ts'
import { NoteFieldset, NoteWarnings } from './NoteForm.tsx'

type NoteSplitterProps = {
  note: Note
  lang: string
  /** `second` has no id of its own yet; `base` is the note as it was shown first. */
  onSave: (first: Note, second: Note, base: Note) => void
  onClose: () => void
}

/** A note whose cards ask for too much, laid out as two: both can be changed before they are kept, in one step. */
export function NoteSplitter(props: NoteSplitterProps) {
  const fields = fieldsOfNote(props.note)
  const halves = fields && splitFields(fields)
  return (
    <Show when={halves} fallback={<p>{words.noSplit}</p>}>
      {(both) => <Form {...props} halves={both()} />}
    </Show>
  )
}

function Form(props: NoteSplitterProps & { halves: readonly [NoteFields, NoteFields] }) {
  const known = createKnownNotes()
  const { halves } = props
  const [first, setFirst] = createSignal(halves[0])
  const [second, setSecond] = createSignal(halves[1])
  holdUnsaved(() => !sameValue([first(), second()], halves))
  const [tried, setTried] = createSignal(false)
  const base = props.note
  const parts = [
    { name: words.first, fields: first, set: setFirst },
    { name: words.second, fields: second, set: setSecond },
  ].map((part) => ({
    ...part,
    warnings: createMemo(() => checkFields(part.fields(), (prompt) => known.isAsked(prompt, props.note.id))),
  }))
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (parts.some(({ warnings }) => warnings().some(holdsUpNote))) return
    const noId = { ...base, id: '' as NoteId }
    props.onSave(noteOfFields(first(), base), noteOfFields(second(), noId), base)
  }
  return (
    <form class="note-form" onSubmit={save}>
      <p class="small muted">{words.splitText}</p>
      <For each={parts}>
        {(part) => (
          <fieldset class="split-part">
            <legend>{part.name}</legend>
            <NoteFieldset
              fields={part.fields()}
              lang={props.lang}
              knownTags={known.tags()}
              onChange={(change) => part.set((all) => ({ ...all, ...change }))}
            />
            <NoteWarnings warnings={part.warnings()} tried={tried()} />
          </fieldset>
        )}
      </For>
      <div class="acts">
        <button type="button" class="btn" onClick={() => props.onClose()}>
          {t.cancel}
        </button>
        <button type="submit" class="btn primary">
          {words.split}
        </button>
      </div>
    </form>
  )
}
