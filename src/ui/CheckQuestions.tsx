import { createEffect, createMemo, createSignal, For, on, onMount, Show } from 'solid-js'
import { createCommands } from '../app/commands.ts'
import type { Create } from '../app/create.ts'
import { useServices } from '../app/services.ts'
import { type ArticleDraft, countOf, isInTray, type Proposal, restOf } from '../domain/articleDraft.ts'
import { fieldsFor, toFields } from '../domain/cardFields.ts'
import { isAskedAlready } from '../domain/draftCheck.ts'
import type { DeckId, NoteId } from '../domain/note.ts'
import { sentenceSpans } from '../domain/sentences.ts'
import { type Span, sliceOf } from '../domain/source.ts'
import { CardEditor, type Editing } from './CardEditor.tsx'
import { ArticlePane, type SentenceMark } from './CreateArticle.tsx'
import { ProposalRows } from './CreateList.tsx'
import { ProposalCard, WhyRejected } from './CreateProposal.tsx'
import { useGo } from './frame.tsx'
import { create as words } from './messages/create.ts'
import { t } from './messages.ts'
import { Banner } from './parts/Banner.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Field } from './parts/Field.tsx'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { KeyHint } from './parts/KeyHint.tsx'

/** The questions found, one by one beside their article: each is kept, changed or rejected; the end saves them. */
export function CheckQuestions(props: { create: Create; draft: ArticleDraft }) {
  const services = useServices()
  const go = useGo()
  const { create } = props
  let side: HTMLElement | undefined
  const proposals = () => props.draft.proposals
  const current = () => proposals()[props.draft.current]
  const accepted = () => countOf(props.draft, 'accepted')
  const openLeft = () => countOf(props.draft, 'open')
  const [editing, setEditing] = createSignal<Editing | null>(null)
  /** A sentence is being chosen for this card, or for a new one. */
  const [picking, setPicking] = createSignal<{ readonly held: Editing | null } | null>(null)
  const [rejected, setRejected] = createSignal<NoteId | null>(null)
  const rejectedNow = () =>
    proposals().find((each) => each.note.id === rejected() && each.verdict === 'rejected') ?? null
  const asker = () => (current()?.verdict === 'rejected' ? current() : rejectedNow()) ?? null
  const knownSpans = createMemo(
    () => proposals().flatMap(({ note }) => note.evidence.map((piece) => piece.sentence)),
    undefined,
    { equals: isSameSpans },
  )
  const sentences = createMemo(() => sentenceSpans(props.draft.source.text, knownSpans()))
  const sentencesOf = (proposal: Proposal | undefined): ReadonlySet<number> =>
    new Set(
      (proposal?.note.evidence ?? []).flatMap(({ sentence }) =>
        sentences().flatMap((span, i) => (span.start < sentence.end && span.end > sentence.start ? [i] : [])),
      ),
    )
  const proposalsBySentence = createMemo(() => {
    const lists = new Map<number, number[]>()
    for (const [index, proposal] of proposals().entries())
      for (const sentence of sentencesOf(proposal)) lists.set(sentence, [...(lists.get(sentence) ?? []), index])
    return lists
  })
  const currentSentences = createMemo(() => sentencesOf(current()))
  const markOf = (sentence: number): SentenceMark | null => {
    const verdicts = proposalsBySentence()
      .get(sentence)
      ?.map((index) => proposals()[index]?.verdict)
    if (!verdicts) return null
    return verdicts.includes('accepted') ? 'ok' : verdicts.includes('open') ? 'wait' : 'no'
  }
  const others = () => [...proposals().map((each) => each.note), ...create.deckNotes()]
  const taken = () => new Set(others().map((note) => note.id))
  const isAsked = (proposal: Proposal) =>
    isAskedAlready(proposal.note, [
      ...create.deckNotes(),
      ...proposals().flatMap((each) => (each.verdict === 'accepted' ? [each.note] : [])),
    ])

  const judge = (verdict: 'accepted' | 'rejected') => {
    setRejected(verdict === 'rejected' ? (current()?.note.id ?? null) : null)
    create.judge(verdict)
  }
  const edit = () => {
    const proposal = current()
    const fields = proposal && toFields(proposal.note, props.draft.source)
    if (proposal && fields) setEditing({ base: proposal.note, fields })
  }
  const add = () => setPicking({ held: null })
  const pick = (sentence: number) => {
    const span = sentences()[sentence]
    const held = picking()?.held
    if (!span) return
    const { source } = props.draft
    setPicking(null)
    setEditing(
      held
        ? { ...held, fields: { ...held.fields, sentence: span, gap: gapAfter(held, sliceOf(source, span)) } }
        : { base: null, fields: fieldsFor(source, span) },
    )
  }
  const stopPicking = () => {
    const held = picking()?.held ?? null
    setPicking(null)
    setEditing(held)
  }
  const press = (sentence: number) => {
    if (picking()) pick(sentence)
    else create.go(proposalsBySentence().get(sentence)?.[0] ?? props.draft.current)
  }
  const save = () => void create.save().then((deckId) => deckId && go(`#/deck/${encodeURIComponent(deckId)}`))
  const canJudge = () => current() !== undefined && picking() === null

  createEffect(
    on(
      () => props.draft.current,
      () => queueMicrotask(() => side && bringIntoView(side)),
    ),
  )
  onMount(() => document.querySelector<HTMLElement>('.prop h1')?.focus({ preventScroll: true }))
  createCommands(
    () => [
      { id: 'accept', keys: ['a', 'Enter'], label: words.accept, enabled: canJudge, run: () => judge('accepted') },
      { id: 'reject', keys: ['x'], label: words.reject, enabled: canJudge, run: () => judge('rejected') },
      { id: 'edit', keys: ['e'], label: words.edit, enabled: canJudge, run: edit },
      {
        id: 'next',
        keys: ['j', 'ArrowDown'],
        label: words.nextOne,
        enabled: canJudge,
        run: () => create.go(props.draft.current + 1),
      },
      {
        id: 'previous',
        keys: ['k', 'ArrowUp'],
        label: words.previousOne,
        enabled: canJudge,
        run: () => create.go(props.draft.current - 1),
      },
      { id: 'undo', keys: ['z', 'u', 'Ctrl+z'], label: t.undo, enabled: create.canUndo, run: create.undo },
      {
        id: 'close',
        keys: ['Escape'],
        label: words.close,
        run: () => (picking() ? stopPicking() : create.close()),
      },
    ],
    () => services.settings.current().singleKeyShortcuts,
  )

  const buttons = () => (
    <>
      <button type="button" class="btn" onClick={() => judge('rejected')}>
        <Icon name="x" />
        <span>
          {words.reject} <KeyHint name="X" />
        </span>
      </button>
      <button type="button" class="btn" onClick={edit}>
        <Icon name="pencil-simple" />
        <span>
          {words.edit} <KeyHint name="E" />
        </span>
      </button>
      <button type="button" class="btn primary" onClick={() => judge('accepted')}>
        <Icon name="check" />
        <span>
          {words.accept} <KeyHint name="A" />
        </span>
      </button>
    </>
  )
  const saveButton = (classes: string) => (
    <button type="button" class={`btn primary ${classes}`} disabled={accepted() === 0} onClick={save}>
      {words.save(accepted())}
    </button>
  )
  const rest = () => restOf(props.draft).length
  const why = () => (
    <Show when={asker()}>
      {(proposal) => (
        <WhyRejected
          proposal={proposal()}
          onDismiss={proposal() === current() ? null : () => setRejected(null)}
          onGive={(reason) => {
            create.giveReason(proposal().note.id, reason)
            setRejected(null)
          }}
        />
      )}
    </Show>
  )
  const saveTo = () => (
    <Show when={create.ownDecks().length > 0}>
      <Field label={words.saveTo}>
        {(control) => (
          <DeckSelect
            control={control}
            decks={create.ownDecks()}
            value={props.draft.deckId ?? ''}
            onChange={(deckId) => create.moveTo(deckId === '' ? null : (deckId as DeckId))}
          />
        )}
      </Field>
    </Show>
  )

  return (
    <FocusFrame
      bar={
        <div class="topbar check-bar">
          <IconButton icon="x" label={words.close} shortcut="Escape" onPress={create.close} />
          <div class="mid">
            <p class="num">
              <span>
                <b>{proposals().length === 0 ? 0 : props.draft.current + 1}</b> {words.of(proposals().length)}
              </span>
              <span>{words.accepted(accepted())}</span>
            </p>
            <Tri accepted={accepted()} rejected={countOf(props.draft, 'rejected')} all={proposals().length} />
          </div>
          <div class="end">
            <IconButton icon="plus" label={words.addCard} pressed={picking() !== null} onPress={add} />
            <IconButton icon="arrow-u-up-left" label={t.undo} disabled={!create.canUndo()} onPress={create.undo} />
            {saveButton('savebar')}
          </div>
        </div>
      }
      dock={
        <Show
          when={!picking()}
          fallback={
            <button type="button" class="btn big wide" onClick={stopPicking}>
              {words.stopPicking}
            </button>
          }
        >
          <Show when={openLeft() > 0} fallback={<Done />}>
            <div class="acts">{buttons()}</div>
          </Show>
          <div class="after">
            <Show when={asker()} fallback={<After />}>
              {why()}
            </Show>
          </div>
        </Show>
      }
    >
      <div class="panes" classList={{ picking: picking() !== null }}>
        <ArticlePane
          source={props.draft.source}
          sentences={sentences()}
          markOf={markOf}
          current={currentSentences()}
          evidence={current()?.note.evidence ?? []}
          press={press}
          picking={picking() !== null}
          head={
            <Show when={picking()}>
              <h1 class="pick-head" aria-live="polite">
                <Icon name="highlighter" />
                {words.pick}
              </h1>
            </Show>
          }
        />
        <section class="side" aria-label={words.found} ref={side}>
          <Show when={create.drafts.failed()}>
            <Banner tone="warn" icon="warning" title={words.draftsFailed} />
          </Show>
          <Show when={create.saveFailed()}>
            <Banner tone="bad" icon="warning-circle" title={words.saveFailed} />
          </Show>
          <ProposalRows proposals={proposals()} from={0} to={props.draft.current} onGo={create.go} />
          <Show
            when={current()}
            fallback={<EmptyState title={words.noneYet} text={words.noneYetText} picture="blank" main />}
          >
            {(proposal) => (
              <>
                <Show when={isInTray(proposal()) && props.draft.current === proposals().findIndex(isInTray)}>
                  <p class="tray-head wide-only">{words.tray(proposals().filter(isInTray).length)}</p>
                </Show>
                <ProposalCard
                  proposal={proposal()}
                  sentence={sentenceNumber(currentSentences())}
                  isAsked={isAsked(proposal())}
                >
                  <div class="acts acts-in">{buttons()}</div>
                </ProposalCard>
                <div class="wide-only">{why()}</div>
              </>
            )}
          </Show>
          <ProposalRows
            proposals={proposals()}
            from={props.draft.current + 1}
            to={proposals().length}
            onGo={create.go}
          />
          <div class="foot wide-only">
            <Show when={openLeft() > 0}>
              <button type="button" class="btn quiet" onClick={create.acceptRest}>
                {words.acceptRest(rest())}
              </button>
            </Show>
            {saveTo()}
          </div>
        </section>
      </div>
      <CardEditor
        editing={editing()}
        source={props.draft.source}
        others={others()}
        taken={taken()}
        onChange={(fields) => setEditing((at) => at && { ...at, fields })}
        onPick={() => {
          setPicking({ held: editing() })
          setEditing(null)
        }}
        onSave={(note) => {
          setEditing(null)
          setRejected(null)
          create.take(note)
        }}
        onClose={() => setEditing(null)}
      />
    </FocusFrame>
  )

  function Done() {
    return (
      <div class="done">
        {saveTo()}
        {saveButton('big wide')}
      </div>
    )
  }

  /** With nothing left open the question in view can still be decided otherwise. */
  function Again() {
    return (
      <Show when={current()}>
        <button type="button" class="btn quiet" onClick={() => judge('rejected')}>
          {words.reject}
        </button>
        <button type="button" class="btn quiet" onClick={edit}>
          {words.edit}
        </button>
        <button type="button" class="btn quiet" onClick={() => judge('accepted')}>
          {words.accept}
        </button>
      </Show>
    )
  }

  function After() {
    return (
      <Show when={openLeft() > 0} fallback={<Again />}>
        <button type="button" class="btn quiet" onClick={create.acceptRest}>
          {words.acceptRest(rest())}
        </button>
        <Show when={accepted() > 0}>
          <button type="button" class="btn quiet" onClick={save}>
            {words.save(accepted())}
          </button>
        </Show>
      </Show>
    )
  }
}

/** How far the checking has come: accepted, rejected, and what is left. */
function Tri(props: { accepted: number; rejected: number; all: number }) {
  const share = (n: number) => (props.all === 0 ? 0 : (100 * n) / props.all)
  return (
    <div
      class="progress tri"
      role="progressbar"
      aria-label={words.checked}
      aria-valuemin={0}
      aria-valuemax={props.all}
      aria-valuenow={props.accepted + props.rejected}
    >
      <span style={{ '--n': share(props.accepted) }} />
      <span class="no" style={{ '--n': share(props.rejected) }} />
    </div>
  )
}

type DeckSelectProps = {
  control: object
  decks: readonly { readonly id: string; readonly title: string }[]
  value: string
  onChange: (deckId: string) => void
}

/** Where cards go: a deck of the learner's own, or a new one (the empty value). */
export function DeckSelect(props: DeckSelectProps) {
  return (
    <select class="input" {...props.control} onChange={(event) => props.onChange(event.currentTarget.value)}>
      <option value="" selected={props.value === ''}>
        {words.newDeck}
      </option>
      <For each={props.decks}>
        {(deck) => (
          <option value={deck.id} selected={deck.id === props.value}>
            {deck.title}
          </option>
        )}
      </For>
    </select>
  )
}

/** Scrolls the list so that the question in hand is seen whole, with some of those before it. */
function bringIntoView(side: HTMLElement): void {
  const card = side.querySelector('.prop')?.getBoundingClientRect()
  const box = side.getBoundingClientRect()
  if (!card || (card.top >= box.top && card.bottom <= box.bottom)) return
  side.scrollBy({ top: card.top - box.top - box.height / 4 })
}

/** Another sentence brings its own words; gaps that were made stay with a text that the learner wrote. */
const gapAfter = (held: Editing, quote: string): string =>
  held.fields.kind === 'gap' && held.fields.gap.trim() !== '' ? held.fields.gap : quote

const sentenceNumber = (sentences: ReadonlySet<number>): number | null =>
  sentences.size === 0 ? null : Math.min(...sentences) + 1

const isSameSpans = (a: readonly Span[] | undefined, b: readonly Span[]): boolean =>
  a !== undefined && a.length === b.length && a.every((span, i) => span.start === b[i]?.start && span.end === b[i]?.end)
