import './styles/browse.css'
import './styles/note.css'
import { createSignal, For, type JSX, lazy, Match, Show, Switch } from 'solid-js'
import { addMedium, type MediumProblem } from '../app/media.ts'
import { useServices } from '../app/services.ts'
import { clozeNumbers } from '../domain/cloze.ts'
import { gapSelection } from '../domain/clozeEdit.ts'
import { mediaLink } from '../domain/media.ts'
import { PICTURE_TYPES, SOUND_TYPES } from '../domain/mediaTypes.ts'
import { type FieldKind, holdsUpNote, type NoteFields, type NoteWarning } from '../domain/noteFields.ts'
import { TYPED_TAG } from '../domain/tags.ts'
import { media } from './messages/media.ts'
import { note as words } from './messages/note.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { Switch as Toggle } from './parts/Switch.tsx'
import { TagsField } from './parts/TagsField.tsx'

const OcclusionEditor = lazy(() => import('./OcclusionEditor.tsx'))

type NoteFormProps = {
  fields: NoteFields
  lang: string
  knownTags: readonly string[]
  onChange: (change: Partial<NoteFields>) => void
}

/** Longest text of one field, in UTF-16 units: what a deck file takes of an option. */
const LONGEST = 2_000

/** The fields of a note, as its kind needs them. */
export function NoteFieldset(props: NoteFormProps) {
  const has = (...kinds: readonly FieldKind[]) => kinds.includes(props.fields.kind)
  const isTyped = () => props.fields.tags.includes(TYPED_TAG)
  const setTyped = (on: boolean) => {
    const others = props.fields.tags.filter((tag) => tag !== TYPED_TAG)
    props.onChange({ tags: on ? [...others, TYPED_TAG] : others })
  }
  return (
    <>
      <Switch>
        <Match when={has('cloze')}>
          <GapArea {...props} />
        </Match>
        <Match when={true}>
          <Area {...props} name="question" label={words.question} rows={2} takesMedia />
        </Match>
      </Switch>
      <Switch>
        <Match when={has('qa', 'choice')}>
          <Area {...props} name="answer" label={words.answer} rows={1} takesMedia />
        </Match>
        <Match when={has('list')}>
          <Area {...props} name="items" label={words.items} rows={3} />
        </Match>
        <Match when={has('occlusion')}>
          <OcclusionEditor fields={props.fields} lang={props.lang} onChange={props.onChange} />
        </Match>
      </Switch>
      <Show when={has('choice')}>
        <Area {...props} name="options" label={words.options} rows={3} />
      </Show>
      <Show when={has('qa', 'choice', 'cloze')}>
        <Area {...props} name="accepted" label={words.accepted} rows={1} />
      </Show>
      <Show when={!has('choice', 'occlusion')}>
        <Toggle label={words.typed} help={words.typedHelp} on={isTyped()} onChange={setTyped} />
      </Show>
      <TagsField tags={props.fields.tags} known={props.knownTags} onChange={(tags) => props.onChange({ tags })} />
      <details class="how">
        <summary>{words.more}</summary>
        <p class="small">{words.moreText}</p>
      </details>
    </>
  )
}

type TextName = 'question' | 'answer' | 'items' | 'text' | 'options' | 'accepted'
type AreaProps = NoteFormProps & {
  name: TextName
  label: string
  help?: string
  rows: number
  takesMedia?: boolean
  ref?: (element: HTMLTextAreaElement) => void
  children?: JSX.Element
}

function Area(props: AreaProps) {
  let area: HTMLTextAreaElement | undefined
  const put = (value: string) => props.onChange({ [props.name]: value })
  const insert = (text: string) => {
    const value = props.fields[props.name]
    const at = area?.selectionEnd ?? value.length
    put(`${value.slice(0, at)}${text}${value.slice(at)}`)
    area?.focus()
  }
  return (
    <div class="area">
      <Field label={props.label} help={props.help}>
        {(control) => (
          <textarea
            ref={(element) => {
              area = element
              props.ref?.(element)
            }}
            class="input serif"
            rows={props.rows}
            maxlength={LONGEST}
            lang={props.lang}
            dir="auto"
            {...control}
            value={props.fields[props.name]}
            onInput={(event) => put(event.currentTarget.value)}
          />
        )}
      </Field>
      {props.children}
      <Show when={props.takesMedia}>
        <MediaButton label={props.label} onAdd={insert} />
      </Show>
    </div>
  )
}

function GapArea(props: NoteFormProps) {
  let area: HTMLTextAreaElement | undefined
  const makeGap = () => {
    if (!area) return
    const next = Math.max(0, ...clozeNumbers(area.value)) + 1
    const marked = gapSelection(area.value, area.selectionStart, area.selectionEnd, next)
    area.focus()
    if (marked !== null) props.onChange({ text: marked })
  }
  return (
    <Area
      {...props}
      name="text"
      label={words.text}
      help={words.textHelp}
      rows={4}
      takesMedia
      ref={(element) => {
        area = element
      }}
    >
      <button type="button" class="btn" onPointerDown={(event) => event.preventDefault()} onClick={makeGap}>
        {words.makeGap}
      </button>
    </Area>
  )
}

/** Keeps a file of the learner's on this device and puts its name into the text. */
function MediaButton(props: { label: string; onAdd: (text: string) => void }) {
  const services = useServices()
  const [problem, setProblem] = createSignal<MediumProblem | null>(null)
  let input: HTMLInputElement | undefined
  const add = async (file: File | undefined) => {
    if (!file) return
    const added = await addMedium(services, file)
    setProblem(added.ok ? null : added.error)
    if (added.ok) props.onAdd(mediaLink(added.value, file.name.replace(/\.\w+$/, '')))
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={[...PICTURE_TYPES, ...SOUND_TYPES].join(',')}
        onChange={(event) => {
          void add(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <button type="button" class="btn quiet" aria-label={media.addTo(props.label)} onClick={() => input?.click()}>
        <Icon name="plus" size="s" />
        {media.add}
      </button>
      <Show when={problem()}>
        {(known) => (
          <p class="error" role="alert">
            {media.problems[known()]}
          </p>
        )}
      </Show>
    </>
  )
}

/** What is amiss: what holds up saving only once that was tried. */
export function NoteWarnings(props: { warnings: readonly NoteWarning[]; tried: boolean }) {
  const shown = () => props.warnings.filter((warning) => props.tried || !holdsUpNote(warning))
  return (
    <div role="status">
      <Show when={shown().length > 0}>
        <ul class="checks">
          <For each={shown()}>
            {(warning) => (
              <li class="w">
                <Icon name="warning" size="s" />
                {words.warnings[warning]}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
