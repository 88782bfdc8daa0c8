import './styles/cardForm.css'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { type CardFields, linesOf, toNote, withGap } from '../domain/cardFields.ts'
import { gapSelection } from '../domain/clozeEdit.ts'
import { clozeText } from '../domain/clozeView.ts'
import { checkCard, holdsUp } from '../domain/draftCheck.ts'
import { cardIdsOf } from '../domain/faces.ts'
import type { Evidence, Note, NoteId } from '../domain/note.ts'
import { type Source, sliceOf } from '../domain/source.ts'
import { sentenceParts } from './CreateArticle.tsx'
import { CardPreview } from './CreateProposal.tsx'
import { create as words } from './messages/create.ts'
import { t } from './messages.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** A card in the form: the note that is edited, or null for a new one, with its fields as they stand. */
export type Editing = { readonly base: Note | null; readonly fields: CardFields }

type CardEditorProps = {
  editing: Editing | null
  source: Source
  /** Notes that it would stand beside. */
  others: readonly Note[]
  taken: ReadonlySet<NoteId>
  onChange: (fields: CardFields) => void
  /** To choose another sentence in the article; what is written so far is kept. */
  onPick: () => void
  onSave: (note: Note) => void
  onClose: () => void
}

const KINDS = ['question', 'gap', 'choice'] as const

/** Longest text of one field, in UTF-16 units: what a deck file takes of an option. */
const LONGEST = 2_000

/** A card to change or to write, with what is amiss in it said as it is typed and the card itself below. */
export function CardEditor(props: CardEditorProps) {
  return (
    <Sheet
      open={props.editing !== null}
      title={props.editing?.base ? words.editTitle : words.addTitle}
      onClose={() => props.onClose()}
    >
      <Show when={props.editing}>{(editing) => <Form {...props} editing={editing()} />}</Show>
    </Sheet>
  )
}

function Form(props: CardEditorProps & { editing: Editing }) {
  const fields = () => props.editing.fields
  const set = (change: Partial<CardFields>) => props.onChange({ ...fields(), ...change })
  const note = createMemo(() =>
    toNote(fields(), { source: props.source, base: props.editing.base, taken: props.taken }),
  )
  const others = () => props.others.filter((other) => other.id !== note().id)
  const warnings = createMemo(() =>
    checkCard(fields(), props.source, others()).filter(
      // Evidence that the edit left alone was found to hold the answer, perhaps in other words.
      (warning) => warning !== 'answer-not-in-sentence' || note().evidence !== props.editing.base?.evidence,
    ),
  )
  const isHeld = () => warnings().some(holdsUp)
  const [tried, setTried] = createSignal(false)
  const shown = () => warnings().filter((warning) => tried() || !holdsUp(warning))
  const changeKind = (kind: CardFields['kind']) => {
    const { gap, answer } = fields()
    if (kind !== 'gap' || gap.includes('{{c')) set({ kind })
    // A sentence whose answer is known opens with its gap made.
    else set({ kind, gap: withGap(gap || quote(), linesOf(answer)[0] ?? '') })
  }
  const quote = () => sliceOf(props.source, fields().sentence)
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isHeld()) props.onSave(note())
  }
  return (
    <form class="card-form" onSubmit={save}>
      <Segmented
        label={words.kind}
        options={KINDS.map((value) => ({ value, label: words.editKinds[value] }))}
        value={fields().kind}
        onChange={changeKind}
      />
      <Switch>
        <Match when={fields().kind === 'gap'}>
          <GapField value={fields().gap} onInput={(gap) => set({ gap })} />
        </Match>
        <Match when={fields().kind !== 'gap'}>
          <Field label={words.question}>
            {(control) => (
              <textarea
                class="input serif"
                rows="2"
                maxlength={LONGEST}
                dir="auto"
                {...control}
                value={fields().question}
                onInput={(event) => set({ question: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={words.answer} help={fields().kind === 'question' ? words.answerHelp : undefined}>
            {(control) => (
              <textarea
                class="input serif"
                rows="1"
                maxlength={LONGEST}
                dir="auto"
                {...control}
                value={fields().answer}
                onInput={(event) => set({ answer: event.currentTarget.value })}
              />
            )}
          </Field>
        </Match>
      </Switch>
      <Show when={fields().kind === 'choice'}>
        <Field label={words.options} help={words.optionsHelp}>
          {(control) => (
            <textarea
              class="input serif"
              rows="3"
              maxlength={LONGEST}
              dir="auto"
              {...control}
              value={fields().options}
              onInput={(event) => set({ options: event.currentTarget.value })}
            />
          )}
        </Field>
      </Show>
      <div class="field">
        <h3>{words.evidence}</h3>
        <For each={sentencesOf(note())}>
          {(pieces) => (
            <p class="ev" dir="auto">
              <mark class="hl">
                <For each={sentenceParts(pieces)}>
                  {(part) => (part.answer ? <strong>{part.text}</strong> : part.text)}
                </For>
              </mark>
            </p>
          )}
        </For>
        <button type="button" class="btn quiet" onClick={() => props.onPick()}>
          <Icon name="highlighter" />
          {words.another}
        </button>
      </div>
      <ul class="checks" role="status">
        <For each={shown()}>
          {(warning) => (
            <li class="w">
              <Icon name="warning" size="s" />
              {words.warnings[warning]}
            </li>
          )}
        </For>
      </ul>
      <Show when={!isHeld()}>
        <div class="field">
          <h3>{words.preview}</h3>
          <div class="prop">
            <CardPreview
              note={note()}
              meta={<span>{words.kindOf(note().content.kind, cardIdsOf(note()).length)}</span>}
            />
          </div>
        </div>
      </Show>
      <div class="acts">
        <button type="button" class="btn big" onClick={() => props.onClose()}>
          {t.cancel}
        </button>
        <button type="submit" class="btn primary big">
          {words.saveAccept}
        </button>
      </div>
    </form>
  )
}

/** A note's evidence by sentence: each is shown once, whatever number of answers it holds. */
function sentencesOf(note: Note): readonly (readonly Evidence[])[] {
  const lists = new Map<string, Evidence[]>()
  for (const piece of note.evidence) {
    const key = `${piece.sourceId} ${piece.sentence.start}`
    lists.set(key, [...(lists.get(key) ?? []), piece])
  }
  return [...lists.values()]
}

/** A sentence in which selected words are made gaps: all of them asked at once, as one card. */
function GapField(props: { value: string; onInput: (value: string) => void }) {
  let area: HTMLTextAreaElement | undefined
  const makeGap = () => {
    if (!area) return
    const marked = gapSelection(area.value, area.selectionStart, area.selectionEnd, 1)
    if (marked !== null) props.onInput(marked)
    area.focus()
  }
  return (
    <div class="gap-field">
      <Field label={words.gap} help={words.gapHelp}>
        {(control) => (
          <textarea
            ref={area}
            class="input serif"
            rows="4"
            maxlength={LONGEST}
            dir="auto"
            {...control}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="gap-acts">
        <button type="button" class="btn" onPointerDown={(event) => event.preventDefault()} onClick={makeGap}>
          {words.makeGap}
        </button>
        <button type="button" class="btn quiet" onClick={() => props.onInput(clozeText(props.value))}>
          {words.clearGaps}
        </button>
      </div>
    </div>
  )
}
