import './styles/incoming.css'
import './styles/foreign.css'
import { batch, createResource, createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import {
  type AnkiClient,
  type AnkiProblem,
  type AnkiProgress,
  type ColumnRole,
  type ForeignChoice,
  type ForeignFile,
  type ForeignPreview,
  MAX_PACKAGE_BYTES,
  makeAnkiClient,
  partedAs,
  previewForeign,
  readForeign,
  type Separators,
  type TableFile,
  type TakeProgress,
  type Touched,
  takeForeign,
} from '../app/foreign.ts'
import { useServices } from '../app/services.ts'
import { holdUpdates } from '../app/unload.ts'
import { useGo } from './frame.tsx'
import { foreign as words } from './messages/foreign.ts'
import { notSaved } from './messages/notSaved.ts'
import { today } from './messages/today.ts'
import { transfer } from './messages/transfer.ts'
import { t } from './messages.ts'
import { Banner } from './parts/Banner.tsx'
import { ChooseFile } from './parts/ChooseFile.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Progress } from './parts/Progress.tsx'
import { Switch as Toggle } from './parts/Switch.tsx'
import { SeparatorFields } from './SeparatorFields.tsx'

type State =
  | { readonly phase: 'reading'; readonly progress: AnkiProgress }
  | { readonly phase: 'problem'; readonly problem: AnkiProblem }
  /** `refused` by the device, which may be full. */
  | { readonly phase: 'preview' | 'refused'; readonly read: ForeignFile }
  | { readonly phase: 'writing'; readonly progress: TakeProgress }
  | { readonly phase: 'taken'; readonly notes: number; readonly undo: () => Promise<void> }

type OpenForeignProps = {
  file: File
  /** Another file instead. */
  onOther: (file: File | undefined) => void
  /** Nothing instead: it was not wanted, or was taken back. */
  onLeave: () => void
}

/** A package from Anki, or a table in text: what it holds is shown first, and taken whole or not at all. */
export default function OpenForeign(props: OpenForeignProps) {
  const services = useServices()
  const go = useGo()
  const client = makeAnkiClient()
  const aborter = new AbortController()
  let undoing: Promise<void> = Promise.resolve()
  onCleanup(() => {
    aborter.abort()
    // What is being taken back goes on, whoever leaves meanwhile.
    void undoing.catch(() => {}).then(() => client.stop())
  })
  const [undoFailed, setUndoFailed] = createSignal(false)
  const [state, setState] = createSignal<State>({ phase: 'reading', progress: { phase: 'opening', share: 0 } })

  holdUpdates(() => state().phase !== 'problem' && state().phase !== 'taken')

  async function open(file: File): Promise<void> {
    const onProgress = (progress: AnkiProgress) => setState({ phase: 'reading', progress })
    try {
      const read = await readForeign(services, client, file, { signal: aborter.signal, onProgress })
      setState(read.ok ? { phase: 'preview', read: read.value } : { phase: 'problem', problem: read.error })
    } catch (thrown) {
      if (aborter.signal.aborted) return
      const detail = thrown instanceof Error ? thrown.message : String(thrown)
      setState({ phase: 'problem', problem: { kind: 'damaged', detail } })
    }
  }
  // A file is read once: another one is another component.
  void open(props.file)

  async function take(read: ForeignFile, choice: ForeignChoice, notes: number): Promise<void> {
    const onProgress = (progress: TakeProgress) => setState({ phase: 'writing', progress })
    onProgress({ phase: 'comparing', share: 0 })
    try {
      const undo = await takeForeign(services, client, read, choice, { signal: aborter.signal, onProgress })
      setState({ phase: 'taken', notes, undo })
    } catch {
      if (aborter.signal.aborted) return
      setState({ phase: 'refused', read })
    }
  }

  return (
    <Switch>
      <Match when={stateOf(state(), 'reading')}>
        {(at) => (
          <section class="paper pad incoming">
            <p role="status">{words.progress[at().progress.phase]}</p>
            <Progress done={at().progress.share} max={1} label={words.progress[at().progress.phase]} />
            <div class="acts-row">
              <button type="button" class="btn big" onClick={() => props.onLeave()}>
                {t.cancel}
              </button>
            </div>
          </section>
        )}
      </Match>
      <Match when={stateOf(state(), 'problem')}>
        {(at) => (
          <EmptyState
            title={transfer.problem}
            text={`${words.problem(props.file.name, at().problem, MAX_PACKAGE_BYTES)} ${transfer.nothingChanged}`}
          >
            <ChooseFile label={transfer.chooseOther} onFile={props.onOther} />
          </EmptyState>
        )}
      </Match>
      <Match when={readOf(state())}>
        {(at) => (
          <>
            <Show when={at().phase === 'refused'}>
              <Banner tone="bad" icon="hard-drive" title={transfer.takeFailed} text={transfer.takeFailedText} />
            </Show>
            <Preview
              client={client}
              read={at().read}
              onTake={(read, choice, notes) => void take(read, choice, notes)}
              onOther={props.onOther}
            />
          </>
        )}
      </Match>
      <Match when={stateOf(state(), 'writing')}>
        {(at) => (
          <section class="paper pad incoming">
            <p role="status">{words.taking[at().progress.phase]}</p>
            <Progress done={at().progress.share} max={1} label={words.taking[at().progress.phase]} />
            <Show when={at().progress.share < 1}>
              <div class="acts-row">
                <button type="button" class="btn big" onClick={() => props.onLeave()}>
                  {t.cancel}
                </button>
              </div>
            </Show>
          </section>
        )}
      </Match>
      <Match when={stateOf(state(), 'taken')}>
        {(at) => (
          <>
            <Banner
              tone="ok"
              icon="check-circle"
              title={words.taken(at().notes)}
              text={words.takenText}
              action={{
                label: t.undo,
                onPress: () => {
                  undoing = at().undo()
                  void undoing.then(props.onLeave, () => setUndoFailed(true))
                },
              }}
            />
            <Show when={undoFailed()}>
              <p class="error" role="alert">
                {notSaved.text}
              </p>
            </Show>
            <div class="acts-row">
              <button type="button" class="btn primary big" onClick={() => go('#/decks')}>
                {today.allDecks}
              </button>
            </div>
          </>
        )}
      </Match>
    </Switch>
  )
}

type PreviewProps = {
  client: AnkiClient
  read: ForeignFile
  onTake: (read: ForeignFile, choice: ForeignChoice, notes: number) => void
  onOther: (file: File | undefined) => void
}

function Preview(props: PreviewProps) {
  const services = useServices()
  const [read, setRead] = createSignal(props.read)
  const table = () => tableOf(read())?.table
  const pack = () => (props.read.kind === 'package' ? props.read.summary : undefined)
  const held = () => (props.read.kind === 'notes' ? props.read.import.counts : pack()?.counts)
  const [withSettings, setWithSettings] = createSignal(false)
  const [roles, setRoles] = createSignal<readonly ColumnRole[]>(table()?.roles ?? [])
  const [updates, setUpdates] = createSignal(false)
  const choice = (): ForeignChoice => ({ withSettings: withSettings(), updates: updates(), roles: roles() })
  const source = () => ({ file: read(), chosen: choice() })
  const [preview] = createResource(source, ({ file, chosen }) => previewForeign(services, props.client, file, chosen))
  const part = async (separators: Separators | null) => {
    const file = tableOf(props.read)
    if (!file) return
    const parted = separators ? await partedAs(file, separators) : file
    batch(() => {
      setRead(parted)
      setRoles(parted.table.roles)
    })
  }
  const shown = () => preview.latest
  return (
    <section class="paper pad incoming foreign">
      <Show when={tableOf(props.read)}>
        <SeparatorFields onChange={(separators) => void part(separators)} />
      </Show>
      <Show when={table()}>
        {(known) => (
          <fieldset class="columns">
            <legend>{words.columnsTitle}</legend>
            <For each={known().roles}>
              {(_, column) => (
                <label>
                  <span>{words.column(column() + 1, known().names[column()] ?? '')}</span>
                  <select
                    class="input"
                    value={roles()[column()]}
                    onChange={(event) => setRoles(roles().with(column(), event.currentTarget.value as ColumnRole))}
                  >
                    <For each={Object.entries(words.role)}>
                      {([role, label]) => <option value={role}>{label}</option>}
                    </For>
                  </select>
                  <small dir="auto">
                    {words.example(
                      known()
                        .rows.slice(0, 3)
                        .map((row) => (row[column()] ?? '').slice(0, 60)),
                    )}
                  </small>
                </label>
              )}
            </For>
          </fieldset>
        )}
      </Show>
      <Show when={shown()}>
        {(known) => (
          <>
            <h2>{words.contains(known().titles.length, notesIn(known()))}</h2>
            <p>{words.decks(known().titles.slice(0, SOME), Math.max(0, known().titles.length - SOME))}</p>
            <ul class="counts-list">
              <For each={countsOf(known(), held())}>{(line) => <li>{line}</li>}</For>
            </ul>
            <TouchedDecks title={words.changedTitle} decks={known().plan.changed} />
            <Show when={isStrange(known())}>
              <TouchedDecks title={words.strangersTitle} decks={known().plan.strangers.notes} />
              <Show when={known().plan.strangers.cards > 0}>
                <p>{words.strangersPast(known().plan.strangers.cards)}</p>
              </Show>
              <Toggle label={words.updates} help={words.updatesHelp} on={updates()} onChange={setUpdates} />
            </Show>
            <Show when={known().leftOut.length > 0}>
              <h3>{words.leftOutTitle}</h3>
              <ul class="left-out">
                <For each={known().leftOut}>{(item) => <li>{words.leftOut(item)}</li>}</For>
              </ul>
            </Show>
            <Show when={pack()?.hasSettings}>
              <Toggle label={words.settings} help={words.settingsHelp} on={withSettings()} onChange={setWithSettings} />
            </Show>
            <div class="acts-row">
              <Show when={!known().plan.changesNothing} fallback={<p>{words.nothingNew}</p>}>
                <button
                  type="button"
                  class="btn primary big"
                  onClick={() => props.onTake(read(), choice(), known().plan.counts.fresh)}
                >
                  {takeLabel(known())}
                </button>
              </Show>
              <ChooseFile label={transfer.chooseOther} onFile={props.onOther} />
            </div>
          </>
        )}
      </Show>
    </section>
  )
}

/** Notes here that a file is about, by deck. */
function TouchedDecks(props: { title: string; decks: readonly Touched[] }) {
  return (
    <Show when={props.decks.length > 0}>
      <h3>{props.title}</h3>
      <ul class="left-out">
        <For each={props.decks}>
          {({ title, count, words: asked }) => (
            <li>{words.touched(title, asked, Math.max(0, count - asked.length))}</li>
          )}
        </For>
      </ul>
    </Show>
  )
}

const isStrange = ({ plan: { strangers } }: ForeignPreview): boolean => strangers.notes.length + strangers.cards > 0

const tableOf = (read: ForeignFile): TableFile | undefined => (read.kind === 'table' ? read : undefined)

/** Titles named before the rest is counted. */
const SOME = 5

const notesIn = ({ plan: { counts } }: ForeignPreview): number =>
  counts.fresh + counts.changed + counts.same + counts.older

function takeLabel({ plan: { counts } }: ForeignPreview): string {
  if (counts.fresh > 0) return words.add(counts.fresh)
  return counts.changed > 0 ? words.update(counts.changed) : words.addPast
}

/** What is none of is not said, but for what is new. */
function countsOf(
  { plan: { counts } }: ForeignPreview,
  held: { readonly cards: number; readonly media: number } | undefined,
): readonly string[] {
  const said = (n: number, line: (n: number) => string): readonly string[] => (n > 0 ? [line(n)] : [])
  return [
    words.fresh(counts.fresh),
    ...said(counts.changed, words.changed),
    ...said(counts.same, words.same),
    ...said(counts.older, words.older),
    ...said(held?.cards ?? 0, words.cards),
    ...said(counts.newReviews, words.reviews),
    ...said(held?.media ?? 0, words.media),
  ]
}

function readOf(state: State): { readonly phase: 'preview' | 'refused'; readonly read: ForeignFile } | undefined {
  return state.phase === 'preview' || state.phase === 'refused' ? state : undefined
}

function stateOf<P extends State['phase']>(state: State, phase: P): Extract<State, { phase: P }> | undefined {
  return state.phase === phase ? (state as Extract<State, { phase: P }>) : undefined
}
