import { createMemo, createSignal, Show } from 'solid-js'
import { createKnownNotes } from '../app/knownNotes.ts'
import { holdUnsaved } from '../app/unload.ts'
import type { Note } from '../domain/note.ts'
import {
  checkFields,
  emptyFields,
  fieldsOfNote,
  hasOtherAnswers,
  holdsUpNote,
  type NoteFields,
  noteOfFields,
} from '../domain/noteFields.ts'
import { sameValue } from '../domain/same.ts'
import { browse as words } from './messages/browse.ts'
import { note as noteWords } from './messages/note.ts'
import { study } from './messages/study.ts'
import { t } from './messages.ts'
import { NoteFieldset, NoteWarnings } from './NoteForm.tsx'
import { NotePreview } from './NotePreview.tsx'
import { Switch as Toggle } from './parts/Switch.tsx'

type NoteEditorProps = {
  note: Note
  lang: string
  /** The note as its deck has it, where this one is the learner's own version. */
  authors: Note | null
  /** `reset` starts its cards again; `base` is the note as it was shown first. */
  onSave: (note: Note, reset: boolean, base: Note) => void
  onRestore: () => void
  onClose: () => void
}

/** A note that is studied already, to be changed in place: its cards keep what is remembered of them. */
export function NoteEditor(props: NoteEditorProps) {
  const before = fieldsOfNote(props.note)
  return (
    <Show when={before} fallback={<p>{study.unsupported}</p>}>
      {(fields) => <Form {...props} before={fields()} />}
    </Show>
  )
}

function Form(props: NoteEditorProps & { before: NoteFields }) {
  const known = createKnownNotes()
  const base = props.note
  const start: NoteFields = { ...emptyFields('qa'), ...props.before }
  const [fields, setFields] = createSignal(start)
  const [again, setAgain] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const warnings = createMemo(() => checkFields(fields(), (prompt) => known.isAsked(prompt, props.note.id)))
  const note = createMemo(() => noteOfFields(fields(), base))
  holdUnsaved(() => !sameValue(fields(), start))
  const isChanged = () => hasOtherAnswers(fields(), props.before)
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!warnings().some(holdsUpNote)) props.onSave(note(), again() && isChanged(), base)
  }
  return (
    <form class="note-form" onSubmit={save}>
      <NoteFieldset
        fields={fields()}
        lang={props.lang}
        knownTags={known.tags()}
        onChange={(change) => setFields((all) => ({ ...all, ...change }))}
      />
      <NoteWarnings warnings={warnings()} tried={tried()} />
      <Show when={isChanged()}>
        <Toggle label={noteWords.again} help={noteWords.againHelp} on={again()} onChange={setAgain} />
      </Show>
      <NotePreview note={note()} lang={props.lang} />
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
