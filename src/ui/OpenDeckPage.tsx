import { createSignal, Match, Show, Switch } from 'solid-js'
import { useServices } from '../app/services.ts'
import {
  type FileProblem,
  type Incoming,
  MAX_FILE_BYTES,
  problemOf,
  readIncoming,
  takeBackup,
  takeDeck,
} from '../app/transfer.ts'
import { dateAndTime } from './format.ts'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { deck as deckWords } from './messages/deck.ts'
import { today } from './messages/today.ts'
import { transfer as words } from './messages/transfer.ts'
import { t } from './messages.ts'
import { Banner } from './parts/Banner.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { provenance } from './sourceWords.ts'

type State =
  | { readonly phase: 'choose' | 'reading' | 'writing' }
  /** `refused` by the device, which may be full. */
  | { readonly phase: 'preview' | 'refused'; readonly incoming: Incoming }
  | { readonly phase: 'problem'; readonly name: string; readonly problem: FileProblem }
  | { readonly phase: 'taken'; readonly text: string; readonly undo: (() => Promise<void>) | null }

/** Opens a deck or a backup from a file: what it holds is shown first, and taken whole or not at all. */
export default function OpenDeckPage() {
  const services = useServices()
  const go = useGo()
  const [state, setState] = createSignal<State>({ phase: 'choose' })

  async function open(file: File | undefined): Promise<void> {
    if (!file) return
    setState({ phase: 'reading' })
    try {
      const read = await readIncoming(services, file)
      setState(
        read.ok
          ? { phase: 'preview', incoming: read.value }
          : { phase: 'problem', name: file.name, problem: read.error },
      )
    } catch (error) {
      setState({ phase: 'problem', name: file.name, problem: problemOf(error) })
    }
  }

  async function take(incoming: Incoming): Promise<void> {
    setState({ phase: 'writing' })
    try {
      setState(await taking(incoming))
    } catch {
      setState({ phase: 'refused', incoming })
    }
  }

  async function taking(incoming: Incoming): Promise<State> {
    if (incoming.kind === 'backup') {
      await takeBackup(services, incoming.backup)
      const text = incoming.isNew ? words.restored(incoming.newReviews) : words.nothingAdded
      return { phase: 'taken', text, undo: null }
    }
    const undo = await takeDeck(services, incoming.deck)
    const { title, notes, sources } = incoming.deck
    const text = incoming.change.isNew ? t.decks.added(notes.length, sources.length) : words.updated(title)
    return { phase: 'taken', text, undo }
  }

  const preview = () => {
    const at = state()
    return at.phase === 'preview' || at.phase === 'refused' ? at : undefined
  }
  const problem = () => stateOf(state(), 'problem')
  const taken = () => stateOf(state(), 'taken')

  return (
    <PageFrame current="decks">
      <BackHead href="#/decks" />
      <h1 class="page-title">{words.preview}</h1>
      <Switch>
        <Match when={problem()}>
          {(at) => (
            <EmptyState title={words.problem} text={`${problemWords(at().name, at().problem)} ${words.nothingChanged}`}>
              <ChooseFile label={words.chooseOther} onFile={open} />
            </EmptyState>
          )}
        </Match>
        <Match when={preview()}>
          {(at) => (
            <>
              <Show when={at().phase === 'refused'}>
                <Banner tone="bad" icon="hard-drive" title={words.takeFailed} text={words.takeFailedText} />
              </Show>
              <Preview incoming={at().incoming} onTake={() => void take(at().incoming)} onOther={open} />
            </>
          )}
        </Match>
        <Match when={taken()}>
          {(at) => (
            <>
              <Banner
                tone="ok"
                icon="check-circle"
                title={at().text}
                text={t.decks.addedText}
                {...undoAction(at().undo, () => setState({ phase: 'choose' }))}
              />
              <div class="acts-row">
                <button type="button" class="btn primary big" onClick={() => go('#/decks')}>
                  {today.allDecks}
                </button>
              </div>
            </>
          )}
        </Match>
        <Match when={state().phase === 'choose'}>
          <EmptyState title={t.decks.open} text={words.chooseText} picture="blank">
            <ChooseFile label={words.choose} onFile={open} />
          </EmptyState>
        </Match>
        <Match when={state().phase === 'reading' || state().phase === 'writing'}>
          <p role="status">{state().phase === 'reading' ? words.reading : words.writing}</p>
        </Match>
      </Switch>
    </PageFrame>
  )
}

function Preview(props: {
  incoming: Incoming
  onTake: () => void
  onOther: (file: File | undefined) => Promise<void>
}) {
  const deck = () => (props.incoming.kind === 'deck' ? props.incoming : undefined)
  const backup = () => (props.incoming.kind === 'backup' ? props.incoming : undefined)
  return (
    <section class="paper pad incoming">
      <Switch>
        <Match when={deck()}>
          {(incoming) => (
            <>
              <h2 dir="auto">{words.contains(incoming().deck.title, incoming().deck.notes.length)}</h2>
              <ul class="counts-list">
                <li>{words.fresh(incoming().change.fresh)}</li>
                <Show when={!incoming().change.isNew}>
                  <li>{words.changed(incoming().change.changed)}</li>
                  <li>{words.same(incoming().change.same)}</li>
                  <li>{words.retired(incoming().change.retired)}</li>
                </Show>
              </ul>
              <dl>
                <dt>{deckWords.madeBy}</dt>
                <dd dir="auto">{deckWords.version(incoming().deck.authors.join(', '), incoming().deck.version)}</dd>
                <dt>{deckWords.licence}</dt>
                <dd>{deckWords.licenceName(incoming().deck.licence)}</dd>
                <dt>{deckWords.sources}</dt>
                <dd dir="auto">
                  {incoming()
                    .deck.sources.map((source) => provenance(source) || source.title)
                    .join('; ')}
                </dd>
              </dl>
              <Show when={!incoming().change.isNew}>
                <p>{words.keeps}</p>
              </Show>
              <Actions
                label={deckLabel(incoming())}
                nothing={isNothing(incoming())}
                onTake={props.onTake}
                onOther={props.onOther}
              />
            </>
          )}
        </Match>
        <Match when={backup()}>
          {(incoming) => (
            <>
              <h2>{words.restoreTitle}</h2>
              <p>
                {words.restoreSum(
                  incoming().backup.decks.length,
                  incoming().reviews,
                  dateAndTime(incoming().backup.savedAt),
                )}
              </p>
              <p>{words.restoreText}</p>
              <Actions label={words.restore} nothing={false} onTake={props.onTake} onOther={props.onOther} />
            </>
          )}
        </Match>
      </Switch>
    </section>
  )
}

function Actions(props: {
  label: string
  nothing: boolean
  onTake: () => void
  onOther: (file: File | undefined) => Promise<void>
}) {
  return (
    <div class="acts-row">
      <Show when={!props.nothing} fallback={<p>{words.nothingNew}</p>}>
        <button type="button" class="btn primary big" onClick={() => props.onTake()}>
          {props.label}
        </button>
      </Show>
      <ChooseFile label={words.chooseOther} onFile={props.onOther} />
    </div>
  )
}

/** The platform's own file chooser, behind a button of ours. */
export function ChooseFile(props: { label: string; onFile: (file: File | undefined) => Promise<void> | void }) {
  return (
    <label class="btn big file">
      <input
        class="sr"
        type="file"
        accept=".json,.recite,application/json"
        onChange={(event) => {
          void props.onFile(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {props.label}
    </label>
  )
}

type DeckIncoming = Extract<Incoming, { kind: 'deck' }>

const isNothing = ({ change }: DeckIncoming): boolean =>
  !change.isNew && change.fresh + change.changed + change.retired === 0

const deckLabel = ({ deck, change }: DeckIncoming): string =>
  change.isNew ? words.add(deck.notes.length) : words.update

const undoAction = (undo: (() => Promise<void>) | null, after: () => void) =>
  undo ? { action: { label: t.undo, onPress: () => void undo().then(after) } } : {}

function stateOf<P extends State['phase']>(state: State, phase: P): Extract<State, { phase: P }> | undefined {
  return state.phase === phase ? (state as Extract<State, { phase: P }>) : undefined
}

function problemWords(name: string, problem: FileProblem): string {
  switch (problem.kind) {
    case 'empty':
      return words.empty(name)
    case 'too-big':
      return words.tooBig(name, problem.size, MAX_FILE_BYTES)
    case 'not-json':
      return words.notJson(name)
    case 'other-format':
      return words.wrongFormat(name)
    case 'newer-version':
      return words.newer(name)
    case 'too-large':
    case 'shape':
    case 'duplicate':
    case 'evidence':
    case 'damaged':
      return words.badField(name, problem.path || problem.message)
  }
}
