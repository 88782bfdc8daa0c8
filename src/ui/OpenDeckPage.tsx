import './styles/incoming.css'
import { useParams, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, lazy, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { PatchIncoming } from '../app/corrections.ts'
import { isForeign } from '../app/otherFile.ts'
import { fileOfLink, onLaunchFile, takeHanded } from '../app/received.ts'
import type { BackupPreview } from '../app/restore.ts'
import { useServices } from '../app/services.ts'
import {
  type FileProblem,
  type Incoming,
  problemOf,
  readFromAddress,
  readIncoming,
  readSealed,
} from '../app/transfer.ts'
import { hostOfDeck } from '../domain/deckAddress.ts'
import type { Proposal } from '../domain/deckPatch.ts'
import type { DeckId } from '../domain/note.ts'
import type { Side } from '../domain/noteMerge.ts'
import type { Result } from '../domain/result.ts'
import { AddressForm } from './AddressForm.tsx'
import { BackHead, PageFrame, useGo } from './frame.tsx'
import { IncomingBackup, type Way } from './IncomingBackup.tsx'
import { type Choose, type DeckIncoming, IncomingDeck } from './IncomingDeck.tsx'
import { IncomingPatch } from './IncomingPatch.tsx'
import { linkProblem } from './linkProblem.ts'
import { notSaved } from './messages/notSaved.ts'
import { receive } from './messages/receive.ts'
import { today } from './messages/today.ts'
import { transfer as words } from './messages/transfer.ts'
import { t } from './messages.ts'
import { Banner } from './parts/Banner.tsx'
import { ChooseFile } from './parts/ChooseFile.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { problemWords } from './problemWords.ts'
import { ScanButton } from './ScanButton.tsx'
import { UnsealForm } from './UnsealForm.tsx'

const OpenForeign = lazy(() => import('./OpenForeign.tsx'))
const PasteCards = lazy(() => import('./PasteCards.tsx'))

type State =
  | { readonly phase: 'choose' | 'reading' | 'writing' }
  | { readonly phase: 'asking'; readonly host: string }
  /** By a link, which says nothing of what the learner wants. */
  | { readonly phase: 'mayAsk'; readonly address: string }
  /** `refused` by the device, which may be full. */
  | { readonly phase: 'preview' | 'refused'; readonly incoming: Known }
  | { readonly phase: 'sealed' | 'opening' | 'wrong'; readonly name: string; readonly file: Blob }
  | { readonly phase: 'problem'; readonly name: string; readonly problem: FileProblem }
  /** A link that holds no deck, or only part of one: said in a sentence. */
  | { readonly phase: 'broken'; readonly text: string }
  /** A package from Anki, or a table: what can read them comes when it is needed. */
  | { readonly phase: 'foreign'; readonly file: File }
  | { readonly phase: 'taken'; readonly text: string; readonly more?: string; readonly undo: Undo | null }

/** Resolves with what there is to be seen then. */
type Undo = () => Promise<State>

type Known = Exclude<Incoming, { kind: 'sealed' }>

/** Opens a deck or a backup from a file: what it holds is shown first, and taken whole or not at all. */
export default function OpenDeckPage() {
  const services = useServices()
  const go = useGo()
  const [state, setState] = createSignal<State>({ phase: 'choose' })
  const [undoFailed, setUndoFailed] = createSignal<UndoFailure | null>(null)

  /** What a backup's file is called, where it lies outside this browser. */
  let source: string | undefined
  const leaving = new AbortController()
  onCleanup(() => leaving.abort())

  const [asked] = useSearchParams<{ copy: string; deck: string }>()
  onMount(() => onLaunchFile(open))
  // The page stays when another address of its own is opened.
  createEffect(() => {
    if (asked.copy) void openCopy(asked.copy)
    else if (asked.deck) void openNewer(asked.deck as DeckId)
  })
  const params = useParams<{ link?: string }>()
  createEffect(() => {
    if (params.link) void openLink(params.link)
  })
  createEffect(() => {
    const given = takeHanded()
    if (typeof given === 'string') void openLink(given)
    else void open(given)
  })

  async function openLink(link: string): Promise<void> {
    setState({ phase: 'reading' })
    const file = await fileOfLink(link, receive.deck)
    if (file.ok) await open(file.value)
    else setState({ phase: 'broken', text: linkProblem(file.error.kind) })
  }

  /** What lies at a deck's own address now, once it is pressed. */
  async function openNewer(deckId: DeckId): Promise<void> {
    setState({ phase: 'reading' })
    const { addressToLook } = await import('../app/subscription.ts')
    const found = await addressToLook(services, deckId)
    if (found?.isPressed) await openAddress(found.address)
    else setState(found ? { phase: 'mayAsk', address: found.address } : { phase: 'choose' })
  }

  async function openAddress(address: string): Promise<void> {
    const host = hostOfDeck(address)
    setState({ phase: 'asking', host })
    try {
      show(host, await readFromAddress(services, address, leaving.signal))
    } catch (error) {
      setState({ phase: 'problem', name: host, problem: problemOf(error) })
    }
  }

  /** One of the copies that made themselves, or a point to go back to. */
  async function openCopy(name: string): Promise<void> {
    setState({ phase: 'reading' })
    const { findCopy, liesOutside } = await import('../app/copies.ts')
    const file = await findCopy(name).catch(() => null)
    const isOutside = await liesOutside(name).catch(() => false)
    await open(file ?? new File([], name), isOutside)
  }

  async function open(file: File | null | undefined, isOutside = true): Promise<void> {
    if (!file) return
    setState({ phase: 'reading' })
    source = isOutside ? file.name : undefined
    if (await isForeign(file)) {
      setState({ phase: 'foreign', file })
      return
    }
    try {
      show(file.name, await readIncoming(services, file))
    } catch (error) {
      setState({ phase: 'problem', name: file.name, problem: problemOf(error) })
    }
  }

  function show(name: string, read: Result<Incoming, FileProblem>): void {
    if (!read.ok) setState({ phase: 'problem', name, problem: read.error })
    else if (read.value.kind === 'sealed') setState({ phase: 'sealed', name, file: read.value.file })
    else setState({ phase: 'preview', incoming: read.value })
  }

  async function unseal(name: string, file: Blob, passphrase: string): Promise<void> {
    setState({ phase: 'opening', name, file })
    try {
      const read = await readSealed(services, file, passphrase)
      if (read === null) setState({ phase: 'wrong', name, file })
      else show(name, read)
    } catch (error) {
      setState({ phase: 'problem', name, problem: problemOf(error) })
    }
  }

  async function take(incoming: Known, work: () => Promise<State>): Promise<void> {
    setState({ phase: 'writing' })
    try {
      setState(await work())
    } catch {
      setState({ phase: 'refused', incoming })
    }
  }

  async function takingDeck({ deck, merge, media, address }: DeckIncoming, choose: Choose): Promise<State> {
    const { takeDeck } = await import('../app/takeDeck.ts')
    const undo = await takeDeck(services, deck, { choose, media, address })
    const { title, notes, sources } = deck
    const text = merge.isNew ? words.added(notes.length, sources.length) : words.updated(title)
    return { phase: 'taken', text, undo: async () => leftBehind(title, await undo()) }
  }

  async function takingPatch({ patch, title }: PatchIncoming, choose: (proposal: Proposal) => Side): Promise<State> {
    const { takePatch } = await import('../app/corrections.ts')
    return { phase: 'taken', text: words.corrected(title), undo: goingBack(await takePatch(services, patch, choose)) }
  }

  async function takingBackup(preview: BackupPreview, way: Way): Promise<State> {
    const incoming = source === undefined ? preview : { ...preview, from: source }
    const [{ mergeBackup, replaceWithBackup }, { keepPoint, keepPointIfAble }] = await Promise.all([
      import('../app/restore.ts'),
      import('../app/copies.ts'),
    ])
    if (way === 'replace') {
      const undo = await replaceWithBackup(services, incoming, () => keepPoint(services))
      return { phase: 'taken', text: words.replaced, undo: async () => leftChanged(await undo()) }
    }
    if (!incoming.isNew) {
      await mergeBackup(services, incoming)
      return { phase: 'taken', text: words.nothingAdded, undo: null }
    }
    const undo = await mergeBackup(services, incoming, { keep: () => keepPointIfAble(services) })
    return { phase: 'taken', text: words.restored(incoming.newReviews), undo: async () => leftChanged(await undo()) }
  }

  const preview = () => {
    const at = state()
    return at.phase === 'preview' || at.phase === 'refused' ? at : undefined
  }
  const problem = () => stateOf(state(), 'problem')
  const taken = () => stateOf(state(), 'taken')
  const broken = () => stateOf(state(), 'broken')
  const locked = () => {
    const at = state()
    return at.phase === 'sealed' || at.phase === 'opening' || at.phase === 'wrong' ? at : undefined
  }
  const foreign = () => stateOf(state(), 'foreign')?.file

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
              <Preview
                incoming={at().incoming}
                onTakeDeck={(deck, choose) => void take(deck, () => takingDeck(deck, choose))}
                onTakePatch={(patch, choose) => void take(patch, () => takingPatch(patch, choose))}
                onTakeBackup={(backup, way) => void take(backup, () => takingBackup(backup, way))}
                onOther={open}
              />
            </>
          )}
        </Match>
        <Match when={locked()}>
          {(at) => (
            <UnsealForm
              name={at().name}
              busy={at().phase === 'opening'}
              wrong={at().phase === 'wrong'}
              onOpen={(passphrase) => void unseal(at().name, at().file, passphrase)}
            />
          )}
        </Match>
        <Match when={taken()}>
          {(at) => (
            <>
              <Banner
                tone="ok"
                icon="check-circle"
                title={at().text}
                text={at().more ?? words.addedText}
                {...undoAction(at().undo, setState, setUndoFailed)}
              />
              <Show when={undoFailed()}>
                {(why) => (
                  <p class="error" role="alert">
                    {why() === 'overtaken' ? words.overtaken : notSaved.text}
                  </p>
                )}
              </Show>
              <div class="acts-row">
                <button type="button" class="btn primary big" onClick={() => go('#/decks')}>
                  {today.allDecks}
                </button>
              </div>
            </>
          )}
        </Match>
        <Match when={broken()}>
          {(at) => (
            <EmptyState title={receive.broken} text={`${at().text} ${words.nothingChanged}`}>
              <ChooseFile label={words.chooseOther} onFile={open} />
              <ScanButton onFile={open} onLink={openLink} />
            </EmptyState>
          )}
        </Match>
        <Match when={foreign()} keyed>
          {(file) => (
            <OpenForeign
              file={file}
              onOther={(other) => void open(other)}
              onLeave={() => setState({ phase: 'choose' })}
            />
          )}
        </Match>
        <Match when={state().phase === 'choose'}>
          <EmptyState title={t.decks.open} text={words.chooseText} picture="blank">
            <ChooseFile label={words.choose} onFile={open} />
            <ScanButton onFile={open} onLink={openLink} />
          </EmptyState>
          <AddressForm onAddress={(address) => void openAddress(address)} onLink={(link) => void openLink(link)} />
          <PasteCards onFile={(file) => void open(file)} />
        </Match>
        <Match when={stateOf(state(), 'mayAsk')?.address}>
          {(address) => (
            <EmptyState title={words.mayAsk(hostOfDeck(address()))} text={words.mayAskText}>
              <button type="button" class="btn primary big" onClick={() => void openAddress(address())}>
                {words.ask}
              </button>
            </EmptyState>
          )}
        </Match>
        <Match when={stateOf(state(), 'asking')}>{(at) => <p role="status">{words.asking(at().host)}</p>}</Match>
        <Match when={state().phase === 'reading' || state().phase === 'writing'}>
          <p role="status">{state().phase === 'reading' ? words.reading : words.writing}</p>
        </Match>
      </Switch>
    </PageFrame>
  )
}

function Preview(props: {
  incoming: Known
  onTakeDeck: (deck: DeckIncoming, choose: Choose) => void
  onTakePatch: (patch: PatchIncoming, choose: (proposal: Proposal) => Side) => void
  onTakeBackup: (backup: BackupPreview, way: Way) => void
  onOther: (file: File | undefined) => Promise<void>
}) {
  const deck = () => (props.incoming.kind === 'deck' ? props.incoming : undefined)
  const patch = () => (props.incoming.kind === 'patch' ? props.incoming : undefined)
  const backup = () => (props.incoming.kind === 'backup' ? props.incoming : undefined)
  return (
    <section class="paper pad incoming">
      <Switch>
        <Match when={deck()}>
          {(incoming) => (
            <IncomingDeck incoming={incoming()} onTake={(choose) => props.onTakeDeck(incoming(), choose)}>
              <ChooseFile label={words.chooseOther} onFile={props.onOther} />
            </IncomingDeck>
          )}
        </Match>
        <Match when={patch()}>
          {(incoming) => (
            <IncomingPatch incoming={incoming()} onTake={(choose) => props.onTakePatch(incoming(), choose)}>
              <ChooseFile label={words.chooseOther} onFile={props.onOther} />
            </IncomingPatch>
          )}
        </Match>
        <Match when={backup()}>
          {(incoming) => (
            <IncomingBackup incoming={incoming()} onTake={(way) => props.onTakeBackup(incoming(), way)}>
              <ChooseFile label={words.chooseOther} onFile={props.onOther} />
            </IncomingBackup>
          )}
        </Match>
      </Switch>
    </section>
  )
}

type UndoFailure = 'overtaken' | 'not-saved'

const failureOf = (thrown: unknown): UndoFailure =>
  thrown instanceof Error && thrown.name === 'Overtaken' ? 'overtaken' : 'not-saved'

const undoAction = (undo: Undo | null, show: (state: State) => void, setFailed: (why: UndoFailure | null) => void) =>
  undo
    ? {
        action: {
          label: t.undo,
          onPress: () =>
            void undo().then(
              (state) => {
                setFailed(null)
                show(state)
              },
              (thrown) => setFailed(failureOf(thrown)),
            ),
        },
      }
    : {}

const goingBack =
  (undo: () => Promise<void>): Undo =>
  async () => {
    await undo()
    return { phase: 'choose' }
  }

const leftBehind = (title: string, own: number | 'changed'): State => {
  if (own === 'changed') return leftChanged([title])
  return own === 0
    ? { phase: 'choose' }
    : { phase: 'taken', text: words.keptOwn(title), more: words.keptOwnText(own), undo: null }
}

const leftChanged = (titles: readonly string[]): State =>
  titles.length === 0
    ? { phase: 'choose' }
    : { phase: 'taken', text: words.keptChanged, more: words.keptChangedText(titles), undo: null }

function stateOf<P extends State['phase']>(state: State, phase: P): Extract<State, { phase: P }> | undefined {
  return state.phase === phase ? (state as Extract<State, { phase: P }>) : undefined
}
