import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { ACCEPTED_FILES, type FileProblem } from '../app/articleFile.ts'
import type { Create } from '../app/create.ts'
import type { ArticleForm, FindProblem } from '../domain/articleForm.ts'
import { sentenceSpans } from '../domain/sentences.ts'
import type { Source } from '../domain/source.ts'
import { CreateUnasked } from './CreateUnasked.tsx'
import { DeckSelect } from './DeckSelect.tsx'
import { create as words } from './messages/create.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { Progress } from './parts/Progress.tsx'

type CreateFormProps = {
  create: Create
  form: ArticleForm
  onChange: (change: Partial<ArticleForm>) => void
  onFile: (file: File) => void
  fileProblem: FileProblem | 'address' | null
  wrongDate: boolean
  onFind: () => void
  onByHand: (source: Source) => void
}

/** What reading takes on a plain phone, in words a second, and before its first word. */
const WORDS_PER_SECOND = 250
const START_SECONDS = 2

/** An article to paste, open or drop, and what is known of it. */
export function CreateForm(props: CreateFormProps) {
  const [dragging, setDragging] = createSignal(false)
  const size = createMemo(() => ({
    words: props.form.text.match(/\S+/g)?.length ?? 0,
    sentences: sentenceSpans(props.form.text, []).length,
  }))
  const paste = () => {
    const state = props.create.state()
    return state.phase === 'paste' ? state : null
  }
  const finding = () => {
    const state = props.create.state()
    return state.phase === 'finding' ? state : undefined
  }
  const error = () => fileWords(props.fileProblem) ?? problemWords(paste()?.problem ?? null)
  const byHand = () => paste()?.source
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDragging(false)
    const file = event.dataTransfer?.files[0]
    const text = event.dataTransfer?.getData('text/plain')
    if (file) props.onFile(file)
    else if (text) props.onChange({ text })
  }
  return (
    <form
      class="paste"
      classList={{ dragging: dragging() }}
      onSubmit={(event) => {
        event.preventDefault()
        props.onFind()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        setDragging(true)
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setDragging(false)}
      onDrop={drop}
    >
      <div class="col">
        <Field label={words.article} error={error()}>
          {(control) => (
            <textarea
              class="input"
              {...control}
              dir="auto"
              spellcheck={false}
              placeholder={words.placeholder}
              value={props.form.text}
              onInput={(event) => props.onChange({ text: event.currentTarget.value })}
            />
          )}
        </Field>
        <div class="found">
          <span>{props.form.text === '' ? '' : words.size(size().words, size().sentences)}</span>
          <span class="ways">
            <Show when={byHand()}>
              {(source) => (
                <button type="button" class="link" onClick={() => props.onByHand(source())}>
                  {words.byHand}
                </button>
              )}
            </Show>
            <label class="link file">
              {words.openFile}
              <input
                class="sr"
                type="file"
                accept={ACCEPTED_FILES}
                onChange={(event) => {
                  const file = event.currentTarget.files?.[0]
                  event.currentTarget.value = ''
                  if (file) props.onFile(file)
                }}
              />
            </label>
            <Show when={props.form.text !== ''}>
              <button type="button" class="link" onClick={() => props.onChange({ text: '', title: '', url: '' })}>
                {words.clear}
              </button>
            </Show>
          </span>
        </div>
        <CreateUnasked tally={paste()?.problem?.kind === 'no-question' ? props.create.unasked() : null} open />
        <Field label={words.name} help={words.nameHelp}>
          {(control) => (
            <input
              class="input"
              {...control}
              dir="auto"
              maxlength="500"
              value={props.form.title}
              onInput={(event) => props.onChange({ title: event.currentTarget.value })}
            />
          )}
        </Field>
        <div class="two">
          <Field label={words.source}>
            {(control) => (
              <input
                class="input"
                {...control}
                dir="auto"
                maxlength="500"
                value={props.form.outlet}
                onInput={(event) => props.onChange({ outlet: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={words.date} help={words.dateHelp} error={props.wrongDate ? words.dateWrong : null}>
            {(control) => (
              <input
                class="input"
                {...control}
                maxlength="10"
                value={props.form.date}
                onInput={(event) => props.onChange({ date: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
      </div>
      <div class="col aside">
        <Show when={props.create.ownDecks().length > 0}>
          <Field label={words.saveTo}>
            {(control) => (
              <DeckSelect
                control={control}
                decks={props.create.ownDecks()}
                value={props.form.deckId}
                onChange={(deckId) => props.onChange({ deckId })}
              />
            )}
          </Field>
        </Show>
        <Field label={words.owner} help={words.ownerHelp[props.form.owner]}>
          {(control) => (
            <select
              class="input"
              {...control}
              onChange={(event) =>
                props.onChange({ owner: event.currentTarget.value === 'mine' ? 'mine' : 'publisher' })
              }
            >
              <option value="publisher" selected={props.form.owner === 'publisher'}>
                {words.owners.publisher}
              </option>
              <option value="mine" selected={props.form.owner === 'mine'}>
                {words.owners.mine}
              </option>
            </select>
          )}
        </Field>
        <p class="note">
          <Icon name="shield-check" size="s" />
          {words.local}
        </p>
      </div>
      <div class="action-dock">
        <Switch
          fallback={
            <button type="submit" class="btn primary big wide split">
              <span>{words.find}</span>
              <Show when={size().words > 0}>
                <small>{words.aboutSeconds(Math.round(START_SECONDS + size().words / WORDS_PER_SECOND))}</small>
              </Show>
            </button>
          }
        >
          <Match when={finding()}>
            {(state) => (
              <div class="finding">
                <Progress done={Math.round(state().share * 100)} max={100} label={words.steps[state().step]} />
                <button type="button" class="btn big wide" onClick={() => props.create.stop()}>
                  {words.stop}
                </button>
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </form>
  )
}

const problemWords = (problem: FindProblem | null): string | null => (problem ? words.problems[problem.kind] : null)

function fileWords(problem: FileProblem | 'address' | null): string | null {
  if (problem === null) return null
  return problem === 'address' ? words.sharedAddress : words.fileProblems[problem]
}
