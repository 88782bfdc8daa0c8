import './styles/browse.css'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { clozeNumbers } from '../domain/cloze.ts'
import type { Note, NoteContent } from '../domain/note.ts'
import { browse as words } from './messages/browse.ts'
import { t } from './messages.ts'
import { Field } from './parts/Field.tsx'
import { Switch as Toggle } from './parts/Switch.tsx'

type NoteEditorProps = {
  note: Note
  lang: string
  /** The note as its deck has it, where this one is the learner's own version. */
  authors: Note | null
  /** `reset` starts its cards again. */
  onSave: (note: Note, reset: boolean) => void
  onRestore: () => void
  onClose: () => void
}

/** Longest text of one field, in UTF-16 units: what a deck file takes. */
const LONGEST = 2_000

/** A note that is studied already, to be changed in place: its cards keep what is remembered of them. */
export function NoteEditor(props: NoteEditorProps) {
  const [content, setContent] = createSignal<NoteContent>(props.note.content)
  const [accepted, setAccepted] = createSignal(props.note.accepted.join('\n'))
  const [options, setOptions] = createSignal(props.note.distractors.map((one) => one.text).join('\n'))
  const [tags, setTags] = createSignal(props.note.tags.join(', '))
  const [again, setAgain] = createSignal(false)
  const [tried, setTried] = createSignal(false)

  const note = (): Note => ({
    ...props.note,
    content: content(),
    accepted: linesOf(accepted()),
    tags: [...new Set(tags().split(',').map(trimmed).filter(isText))],
    distractors: linesOf(options()).map(
      (text) => props.note.distractors.find((one) => one.text === text) ?? { text, evidence: null },
    ),
  })
  const isChanged = () => JSON.stringify(answersIn(content())) !== JSON.stringify(answersIn(props.note.content))
  const missing = (text: string) => (tried() && text.trim() === '' ? words.mustHave : null)
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole(content())) props.onSave(note(), again() && isChanged())
  }
  const area = (value: string, onInput: (value: string) => void, rows: number) => ({
    class: 'input serif',
    rows,
    maxlength: LONGEST,
    lang: props.lang,
    dir: 'auto' as const,
    value,
    onInput: (event: InputEvent & { currentTarget: HTMLTextAreaElement }) => onInput(event.currentTarget.value),
  })

  return (
    <form class="note-form" onSubmit={save}>
      <Switch>
        <Match when={asked(content())}>
          {(known) => (
            <Field label={words.question} error={missing(known().question)}>
              {(control) => (
                <textarea
                  {...control}
                  {...area(known().question, (question) => setContent({ ...known(), question }), 2)}
                />
              )}
            </Field>
          )}
        </Match>
        <Match when={clozeOf(content())}>
          {(known) => (
            <Field
              label={words.text}
              help={words.textHelp}
              error={tried() && clozeNumbers(known().text).length === 0 ? words.mustGap : null}
            >
              {(control) => (
                <textarea {...control} {...area(known().text, (text) => setContent({ kind: 'cloze', text }), 4)} />
              )}
            </Field>
          )}
        </Match>
      </Switch>
      <Show when={answered(content())}>
        {(known) => (
          <>
            <Field label={words.answer} error={missing(known().answer)}>
              {(control) => (
                <textarea {...control} {...area(known().answer, (answer) => setContent({ ...known(), answer }), 1)} />
              )}
            </Field>
            <Field label={words.accepted}>
              {(control) => <textarea {...control} {...area(accepted(), setAccepted, 2)} />}
            </Field>
          </>
        )}
      </Show>
      <Show when={listOf(content())}>
        {(known) => (
          <Field
            label={words.items}
            error={missing(
              known()
                .items.map((item) => item.text)
                .join(''),
            )}
          >
            {(control) => (
              <textarea
                {...control}
                {...area(
                  known()
                    .items.map((item) => item.text)
                    .join('\n'),
                  (value) => setContent({ ...known(), items: itemsOf(value, known()) }),
                  3,
                )}
              />
            )}
          </Field>
        )}
      </Show>
      <Show when={content().kind === 'choice'}>
        <Field label={words.options}>
          {(control) => <textarea {...control} {...area(options(), setOptions, 3)} />}
        </Field>
      </Show>
      <Field label={words.tags}>
        {(control) => (
          <input
            class="input"
            dir="auto"
            maxlength={LONGEST}
            {...control}
            value={tags()}
            onInput={(event) => setTags(event.currentTarget.value)}
          />
        )}
      </Field>
      <Show when={isChanged()}>
        <Toggle label={words.again} help={words.againHelp} on={again()} onChange={setAgain} />
      </Show>
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

type Of<K extends NoteContent['kind']> = Extract<NoteContent, { kind: K }>

const asked = (content: NoteContent) => (content.kind === 'cloze' ? undefined : content)
const answered = (content: NoteContent) => (content.kind === 'qa' || content.kind === 'choice' ? content : undefined)
const listOf = (content: NoteContent) => (content.kind === 'list' ? content : undefined)
const clozeOf = (content: NoteContent) => (content.kind === 'cloze' ? content : undefined)

const trimmed = (text: string) => text.trim()
const isText = (text: string) => text !== ''
const linesOf = (text: string): string[] => text.split('\n').map(trimmed).filter(isText)

/** An item keeps what is also right for it as long as its own words stay. Empty lines stay while they are typed. */
const itemsOf = (text: string, before: Of<'list'>) =>
  text.split('\n').map((line) => before.items.find((item) => item.text === line) ?? { text: line, accepted: [] })

/** What has to be said: the part of a note that progress is about. */
function answersIn(content: NoteContent): readonly string[] {
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return [content.answer]
    case 'list':
      return content.items.map((item) => item.text)
    case 'cloze':
      return [content.text]
  }
}

function isWhole(content: NoteContent): boolean {
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return content.question.trim() !== '' && content.answer.trim() !== ''
    case 'list':
      return content.question.trim() !== '' && content.items.some((item) => item.text.trim() !== '')
    case 'cloze':
      return clozeNumbers(content.text).length > 0
  }
}
