import './styles/check.css'
import { createEffect, createMemo, on, onMount, Show } from 'solid-js'
import { createCommands } from '../app/commands.ts'
import type { Create } from '../app/create.ts'
import { useServices } from '../app/services.ts'
import { type ArticleDraft, isInTray } from '../domain/articleDraft.ts'
import { isUndatedNews } from '../domain/undatedNews.ts'
import { AskModel } from './AskModel.tsx'
import { CardEditor } from './CardEditor.tsx'
import { CheckDock, CheckFoot, VerdictButtons, Why } from './CheckActs.tsx'
import { CheckBar } from './CheckBar.tsx'
import { ArticlePane } from './CreateArticle.tsx'
import { ProposalRows } from './CreateList.tsx'
import { ProposalCard } from './CreateProposal.tsx'
import { CreateUnasked } from './CreateUnasked.tsx'
import { type CheckDesk, createCheckDesk } from './checkDesk.ts'
import { create as words } from './messages/create.ts'
import { model } from './messages/model.ts'
import { t } from './messages.ts'
import { Banner } from './parts/Banner.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { Icon } from './parts/Icon.tsx'

/** The questions found, one by one beside their article: each is kept, changed or rejected; the end saves them. */
export function CheckQuestions(props: { create: Create; draft: ArticleDraft }) {
  const services = useServices()
  const { create } = props
  const desk = createCheckDesk(create, () => props.draft)
  const { canJudge } = desk
  onMount(() => document.querySelector<HTMLElement>('.prop h1')?.focus({ preventScroll: true }))
  createCommands(
    () => [
      { id: 'accept', keys: ['a', 'Enter'], label: words.accept, enabled: canJudge, run: () => desk.judge('accepted') },
      { id: 'reject', keys: ['x'], label: words.reject, enabled: canJudge, run: () => desk.judge('rejected') },
      { id: 'edit', keys: ['e'], label: words.edit, enabled: canJudge, run: desk.edit },
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
        id: 'model',
        keys: ['m'],
        label: model.ask,
        enabled: () => create.model.endpoint() !== null,
        run: () => desk.setAskingModel(true),
      },
      {
        id: 'close',
        keys: ['Escape'],
        label: words.close,
        run: () => (desk.isPicking() ? desk.stopPicking() : create.close()),
      },
    ],
    () => services.settings.current().singleKeyShortcuts,
  )

  return (
    <FocusFrame bar={<CheckBar desk={desk} />} dock={<CheckDock desk={desk} />}>
      <div class="panes" classList={{ picking: desk.isPicking() }}>
        <ArticlePane
          source={props.draft.source}
          sentences={desk.sentences.all()}
          markOf={desk.sentences.markOf}
          current={desk.sentences.current()}
          evidence={desk.current()?.note.evidence ?? []}
          press={desk.press}
          picking={desk.isPicking()}
          head={
            <Show when={desk.isPicking()}>
              <h1 class="pick-head" aria-live="polite">
                <Icon name="highlighter" />
                {words.pick}
              </h1>
            </Show>
          }
        />
        <CheckSide desk={desk} />
      </div>
      <CardEditor
        editing={desk.editing()}
        source={props.draft.source}
        others={desk.others()}
        taken={new Set(desk.others().map((note) => note.id))}
        onChange={(fields) => {
          const editing = desk.editing()
          if (editing) desk.setEditing({ ...editing, fields })
        }}
        onPick={desk.pick}
        onSave={desk.take}
        onClose={() => desk.setEditing(null)}
      />
      <AskModel
        open={desk.askingModel()}
        model={create.model}
        source={props.draft.source}
        current={desk.current()?.note ?? null}
        others={desk.others}
        onClose={() => desk.setAskingModel(false)}
      />
    </FocusFrame>
  )
}

/** The question in hand with all others around it. */
function CheckSide(props: { desk: CheckDesk }) {
  const { desk } = props
  const { create } = desk
  let side: HTMLElement | undefined
  const at = () => desk.draft().current
  const isOfNoDay = createMemo(() => isUndatedNews(desk.draft().source))
  createEffect(on(at, () => queueMicrotask(() => side && bringIntoView(side))))
  return (
    <section class="side" aria-label={words.found} ref={side}>
      <Show when={create.drafts.failed()}>
        <Banner tone="warn" icon="warning" title={words.draftsFailed} />
      </Show>
      <Show when={create.saveFailed()}>
        <Banner tone="bad" icon="warning-circle" title={words.saveFailed} />
      </Show>
      <ProposalRows proposals={desk.proposals()} from={0} to={at()} onGo={create.go} />
      <Show
        when={desk.current()}
        fallback={<EmptyState title={words.noneYet} text={words.noneYetText} picture="blank" main />}
      >
        {(proposal) => (
          <>
            <Show when={isInTray(proposal()) && at() === desk.proposals().findIndex(isInTray)}>
              <p class="tray-head wide-only">{words.tray(desk.proposals().filter(isInTray).length)}</p>
            </Show>
            <ProposalCard
              proposal={proposal()}
              sentence={sentenceNumber(desk.sentences.current())}
              isAsked={desk.isAsked(proposal())}
              isOfNoDay={isOfNoDay()}
            >
              <div class="acts acts-in">
                <VerdictButtons desk={desk} />
              </div>
            </ProposalCard>
            <div class="wide-only">
              <Why desk={desk} />
            </div>
          </>
        )}
      </Show>
      <ProposalRows proposals={desk.proposals()} from={at() + 1} to={desk.proposals().length} onGo={create.go} />
      <CreateUnasked tally={create.unasked()} />
      <CheckFoot desk={desk} />
    </section>
  )
}

/** Scrolls the list so that the question in hand is seen whole, with some of those before it. */
function bringIntoView(side: HTMLElement): void {
  const card = side.querySelector('.prop')?.getBoundingClientRect()
  const box = side.getBoundingClientRect()
  if (!card || (card.top >= box.top && card.bottom <= box.bottom)) return
  side.scrollBy({ top: card.top - box.top - box.height / 4 })
}

const sentenceNumber = (sentences: ReadonlySet<number>): number | null =>
  sentences.size === 0 ? null : Math.min(...sentences) + 1
