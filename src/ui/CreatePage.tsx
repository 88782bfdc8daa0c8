import './styles/create.css'
import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import type { FileProblem, GivenArticle } from '../app/articleFile.ts'
import { createCreate, parsePartialDate } from '../app/create.ts'
import { handOver, sharedDeck } from '../app/received.ts'
import { isAddress, takeShared } from '../app/shared.ts'
import type { ArticleForm } from '../domain/articleForm.ts'
import type { DeckId } from '../domain/note.ts'
import { CheckQuestions } from './CheckQuestions.tsx'
import { CreateDrafts } from './CreateDrafts.tsx'
import { CreateFinding } from './CreateFinding.tsx'
import { CreateForm } from './CreateForm.tsx'
import { HomeHead, PageFrame, useGo } from './frame.tsx'
import { create as words } from './messages/create.ts'
import { Banner } from './parts/Banner.tsx'

const EMPTY: ArticleForm = { text: '', title: '', outlet: '', date: '', url: '', owner: 'publisher', deckId: '' }

/** New cards from text: give an article, let the device find questions, keep the good ones. */
export default function CreatePage() {
  const create = createCreate()
  const go = useGo()
  const [form, setForm] = createSignal(EMPTY)
  const [wrongDate, setWrongDate] = createSignal(false)
  const [fileProblem, setFileProblem] = createSignal<FileProblem | 'address' | null>(null)
  /** What was shared while something else is being written: any page on the web can share, and must take nothing away. */
  const [waiting, setWaiting] = createSignal<(() => void) | null>(null)
  const checking = () => {
    const state = create.state()
    return state.phase === 'checking' ? state.draft : undefined
  }
  const finding = () => {
    const state = create.state()
    return state.phase === 'finding' && state.source ? { state, source: state.source } : undefined
  }

  function change(part: Partial<ArticleForm>): void {
    const next = { ...form(), ...part }
    setForm(next)
    setFileProblem(null)
    create.drafts.keepForm(isBlank(next) ? null : next)
  }

  function fill(given: GivenArticle): void {
    change({
      text: given.text,
      title: given.title,
      outlet: given.outlet,
      date: given.date,
      url: given.url,
    })
  }

  async function showNext(): Promise<void> {
    const next = await create.nextForm()
    if (!next) return
    setForm(next)
    setFileProblem(null)
    setWrongDate(false)
  }

  async function openFile(file: File): Promise<void> {
    const read = await create.readFile(file)
    if (typeof read === 'string') setFileProblem(read)
    else fill(read)
  }

  onMount(async () => {
    const [kept, shared] = await Promise.all([create.drafts.readForm(), takeShared().catch(() => null)])
    if (kept && isBlank(form())) setForm(kept)
    if (!shared) return
    const deck = sharedDeck(shared)
    if (deck !== null) {
      handOver(deck)
      return go('#/open')
    }
    const { file } = shared
    if (file) return take(() => void openFile(file))
    const url = [shared.url, shared.text].find(isAddress)?.trim() ?? ''
    const text = isAddress(shared.text) ? '' : shared.text
    take(() => {
      fill({ text, title: shared.title, outlet: '', date: '', url })
      if (text.trim() === '') setFileProblem('address')
    })
  })

  function take(shared: () => void): void {
    if (isBlank(form())) shared()
    else setWaiting(() => shared)
  }

  function find(): void {
    const { text, title, outlet, date, url, owner, deckId } = form()
    const published = date.trim() === '' ? null : parsePartialDate(date)
    setWrongDate(date.trim() !== '' && published === null)
    if (wrongDate()) return
    setFileProblem(null)
    const licence = owner === 'mine' ? 'CC0-1.0' : null
    void create.find(
      { text, title: title.trim(), outlet: outlet.trim() || null, published, url: url || null, licence },
      toDeckId(deckId),
    )
  }

  return (
    <Switch>
      <Match when={checking()}>{(draft) => <CheckQuestions create={create} draft={draft()} />}</Match>
      <Match when={finding()}>
        {(at) => (
          <CreateFinding state={at().state} source={at().source} onStop={create.stop} onTake={create.takeFound} />
        )}
      </Match>
      <Match when={!checking() && !finding()}>
        <PageFrame current="create">
          <HomeHead />
          <h1 class="page-title">{words.title}</h1>
          <Show when={create.drafts.failed()}>
            <Banner tone="warn" icon="warning" title={words.draftsFailed} />
          </Show>
          <Show when={waiting()}>
            {(shared) => (
              <Banner
                tone="info"
                icon="info"
                title={words.shared}
                text={words.sharedText}
                action={{
                  label: words.takeShared,
                  onPress: () => {
                    shared()()
                    setWaiting(null)
                  },
                }}
                onDismiss={() => setWaiting(null)}
              />
            )}
          </Show>
          <Show when={create.drafts.leftForms() > 0}>
            <Banner
              tone="info"
              icon="info"
              title={words.leftForms(create.drafts.leftForms())}
              text={words.leftFormsText}
              action={{ label: words.nextForm, onPress: () => void showNext() }}
            />
          </Show>
          <CreateDrafts drafts={create.drafts} onResume={create.resume} />
          <Show when={create.drafts.rejections().length > 0}>
            <p class="muted small reasons-kept">
              {words.reasonsKept(create.drafts.rejections().length)}{' '}
              <button type="button" class="link" onClick={create.drafts.forgetRejections}>
                {words.forgetReasons}
              </button>
            </p>
          </Show>
          <CreateForm
            create={create}
            form={form()}
            onChange={change}
            onFile={(file) => void openFile(file)}
            fileProblem={fileProblem()}
            wrongDate={wrongDate()}
            onFind={find}
            onByHand={(source) => create.byHand(source, toDeckId(form().deckId))}
          />
        </PageFrame>
      </Match>
    </Switch>
  )

  function toDeckId(value: string): DeckId | null {
    return create.ownDecks().find((deck) => deck.id === value)?.id ?? null
  }
}

const isBlank = (form: ArticleForm): boolean =>
  [form.text, form.title, form.outlet, form.date].every((text) => text.trim() === '')
