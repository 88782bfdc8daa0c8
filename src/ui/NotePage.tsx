import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import { createKnownNotes } from '../app/knownNotes.ts'
import { createLiveQuery } from '../app/liveQuery.ts'
import { addNote } from '../app/ownDecks.ts'
import { useServices } from '../app/services.ts'
import { createUndo } from '../app/undo.ts'
import { holdUnsaved } from '../app/unload.ts'
import type { NoteId } from '../domain/note.ts'
import {
  checkFields,
  emptyFields,
  FIELD_KINDS,
  holdsUpNote,
  type NoteFields,
  noteOfFields,
} from '../domain/noteFields.ts'
import { sameValue } from '../domain/same.ts'
import { deckPath } from './deckPath.ts'
import { BackHead, PageFrame } from './frame.tsx'
import { note as words } from './messages/note.ts'
import { t } from './messages.ts'
import { NoteFieldset, NoteWarnings } from './NoteForm.tsx'
import { NotePreview } from './NotePreview.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Field } from './parts/Field.tsx'
import { Segmented } from './parts/Segmented.tsx'
import { type Snack, Snackbar } from './parts/Snackbar.tsx'

/** A form for cards of every kind, one after another, into one deck. */
export default function NotePage() {
  const services = useServices()
  const [params, setParams] = useSearchParams<{ deck?: string }>()
  const decks = createLiveQuery(services.store, ['decks'], services.store.decks)
  const known = createKnownNotes()
  const undo = createUndo()
  const [fields, setFields] = createSignal<NoteFields>(emptyFields('qa'))
  /** What the card before had, and this one begins with. */
  const [tagged, setTagged] = createSignal<NoteFields['tags']>([])
  /** Cards that are on their way to the store, or wait for the form to be free again. */
  const [unstored, setUnstored] = createSignal(0)
  const [tried, setTried] = createSignal(false)
  const [snack, setSnack] = createSignal<Snack | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  /** Not added while the next was being written already: their words come back once the form is free. */
  const unadded: NoteFields[] = []
  let form: HTMLFormElement | undefined
  let snacks = 0
  const deck = () => decks.latest?.find((info) => info.id === params.deck) ?? decks.latest?.[0]
  const lang = () => deck()?.language ?? ''
  const warnings = createMemo(() => checkFields(fields(), (prompt) => known.isAsked(prompt, null)))
  const note = createMemo(() => noteOfFields(fields(), { id: 'preview' as NoteId }))
  const isWritten = () => {
    const { kind, mode, question } = fields()
    const given = question === words.occlusionQuestion ? question : ''
    return !sameValue(fields(), { ...emptyFields(kind, tagged()), mode, question: given })
  }
  holdUnsaved(() => isWritten() || unstored() > 0)
  const change = (some: Partial<NoteFields>) => setFields((all) => ({ ...all, ...some }))
  const say = (text: string, onUndo?: () => void) => setSnack({ id: ++snacks, text, onUndo })
  const choose = (kind: NoteFields['kind']) => {
    const isPicture = kind === 'occlusion' && fields().question === ''
    change({ kind, ...(isPicture && { question: words.occlusionQuestion }) })
  }
  const takeUp = (written: NoteFields) => {
    setFields(written)
    setUnstored((n) => n - 1)
  }
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    setProblem(null)
    const into = deck()
    if (!into || warnings().some(holdsUpNote)) return
    const written = fields()
    setUnstored((n) => n + 1)
    const added = addNote(services, undo, written, into.id)
    // At once: what is written next, while this is being stored, must not be wiped away.
    setTried(false)
    setTagged(written.tags)
    setFields(emptyFields(written.kind, written.tags))
    choose(written.kind)
    form?.querySelector<HTMLElement>('textarea')?.focus()
    const blank = fields()
    const step = await added.catch(() => 'failed' as const)
    const isFree = fields() === blank
    if (step === 'failed' || step === null) {
      if (isFree) takeUp(written)
      else unadded.push(written)
      if (step === null) say(words.deckGone)
      else setProblem(isFree ? words.notAdded : words.notAddedMeanwhile)
      return
    }
    setUnstored((n) => n - 1)
    const next = isFree ? unadded.shift() : undefined
    if (next) takeUp(next)
    say(words.added, () => void undo.undo().then(() => say(t.undone)))
  }
  return (
    <PageFrame current="decks">
      <BackHead href={deck() ? `#/deck/${encodeURIComponent(deck()?.id ?? '')}` : '#/decks'} />
      <div class="note-page">
        <header>
          <h1>{words.add}</h1>
        </header>
        <Show when={deck()} fallback={<Show when={decks.latest}>{<EmptyState title={words.noDeck} />}</Show>}>
          {(into) => (
            <>
              <form class="note-form" ref={form} onSubmit={(event) => void save(event)}>
                <Field label={words.deck}>
                  {(control) => (
                    <select
                      class="input"
                      {...control}
                      value={into().id}
                      onChange={(event) => setParams({ deck: event.currentTarget.value }, { replace: true })}
                    >
                      {decks.latest?.map((info) => (
                        <option value={info.id} selected={info.id === into().id}>
                          {deckPath(info.title)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <Segmented
                  label={words.kind}
                  options={FIELD_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
                  value={fields().kind}
                  onChange={choose}
                />
                <NoteFieldset fields={fields()} lang={lang()} knownTags={known.tags()} onChange={change} />
                <NoteWarnings warnings={warnings()} tried={tried()} />
                <Show when={problem()}>
                  {(text) => (
                    <p class="error" role="alert">
                      {text()}
                    </p>
                  )}
                </Show>
                <div class="acts">
                  <button type="submit" class="btn primary big">
                    {words.save}
                  </button>
                </div>
              </form>
              <NotePreview note={note()} lang={lang()} />
            </>
          )}
        </Show>
        <div class="sel-bar">
          <Snackbar snack={snack()} onGone={() => setSnack(null)} />
        </div>
      </div>
    </PageFrame>
  )
}
