import './styles/deckRows.css'
import './styles/quizPage.css'
import { useParams, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { createExams } from '../app/examDate.ts'
import { createOpenPapers, QUIZ_LENGTH, startQuickQuiz } from '../app/examPapers.ts'
import { createExamHistory } from '../app/examResult.ts'
import { useServices } from '../app/services.ts'
import { createToday } from '../app/today.ts'
import { deckBranches } from '../domain/deckList.ts'
import type { Folder } from '../domain/deckTree.ts'
import { isAnswered } from '../domain/exam.ts'
import { type Sitting, timeLeftMs } from '../domain/examSitting.ts'
import type { DeckId } from '../domain/note.ts'
import { treeRows } from './DeckRows.tsx'
import { dateAndTime } from './format.ts'
import { HomeHead, PageFrame, useGo } from './frame.tsx'
import { notSaved } from './messages/notSaved.ts'
import { planner } from './messages/planner.ts'
import { quiz as words } from './messages/quiz.ts'
import { t } from './messages.ts'
import { PastPapers } from './PastPapers.tsx'
import { DeckList, DeckRow } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { Icon } from './parts/Icon.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { Confirm } from './parts/Sheet.tsx'
import { quizHref, scopeIn } from './scopeHref.ts'

/**
 * Papers that wait, a quick one from any deck, and the way to papers of one's own. With a deck or `?folder=PATH` in the
 * address, a quick one.
 */
export default function QuizPage() {
  const params = useParams<{ deckId?: string }>()
  const [search] = useSearchParams<{ folder?: string }>()
  const scope = createMemo(() => scopeIn(params.deckId, search.folder))
  return (
    <Show when={scope()} fallback={<Papers />} keyed>
      {(known) => <QuickQuiz scope={known} />}
    </Show>
  )
}

function Papers() {
  const services = useServices()
  const exams = createExams()
  const today = createToday()
  const open = createOpenPapers()
  const history = createExamHistory()
  const [discards, setDiscards] = createSignal<Sitting | null>(null)
  const [failed, setFailed] = createSignal(false)
  return (
    <PageFrame current="quiz">
      <HomeHead />
      <h1 class="page-title">{words.title}</h1>
      <Show when={failed()}>
        <p class="error" role="alert">
          {notSaved.text}
        </p>
      </Show>
      <Show when={open.papers().length > 0}>
        <h2 class="sub">{words.open}</h2>
        <ul class="papers paper">
          <For each={open.papers()}>
            {(sitting) => (
              <li>
                <a class="deck" href={`#/exam/sit/${encodeURIComponent(sitting.id)}`}>
                  <Icon name="exam" />
                  <div>
                    <p class="title" dir="auto">
                      {sitting.title}
                    </p>
                    <p>
                      {sitting.over === null
                        ? words.openDetail(
                            sitting.answers.filter(isAnswered).length,
                            sitting.questions.length,
                            timeLeftMs(sitting),
                          )
                        : words.openOver}
                    </p>
                  </div>
                </a>
                <Show when={sitting.over === null}>
                  <IconButton icon="trash" label={words.discard(sitting.title)} onPress={() => setDiscards(sitting)} />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <a class="setup paper" href="#/exam">
        <Icon name="exam" />
        <span>
          <b>{words.setUp}</b>
          <small>{words.setUpText}</small>
        </span>
        <Icon name="caret-right" size="s" />
      </a>
      <a class="setup paper" href="#/exam/date">
        <Icon name="calendar-dots" />
        <span>
          <b>{planner.plan}</b>
          <small>{planner.planText}</small>
        </span>
        <Icon name="caret-right" size="s" />
      </a>
      <Show when={exams().length > 0}>
        <h2 class="sub">{planner.exams}</h2>
        <ul class="decks paper exams">
          <For each={exams()}>
            {(plan) => (
              <li>
                <a class="deck" href={`#/exam/date/${encodeURIComponent(plan.id)}`}>
                  <Icon name="calendar-dots" />
                  <div>
                    <p class="title" dir="auto">
                      {plan.name}
                    </p>
                    <p>{dateAndTime(plan.at)}</p>
                  </div>
                  <span class="tag red">{planner.inDays(plan.day - services.moment().day)}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={today()}>
        {(known) => (
          <Show
            when={known().decks.length > 0}
            fallback={<EmptyState title={t.decks.empty} text={t.decks.emptyText} picture="blank" />}
          >
            <h2 class="sub">{words.choose}</h2>
            <p class="small muted sub">{words.lede(QUIZ_LENGTH)}</p>
            <DeckList>
              <For
                each={treeRows(
                  deckBranches(known().decks, (deck) => deck.info.title),
                  known(),
                )}
              >
                {({ scope, title, held, depth }) => (
                  <DeckRow
                    href={quizHref(scope)}
                    title={title}
                    detail={t.decks.from(held.cards, held.articles)}
                    states={held.states}
                    due={held.due}
                    fresh={held.fresh}
                    depth={depth}
                  />
                )}
              </For>
            </DeckList>
          </Show>
        )}
      </Show>
      <Show when={(history() ?? []).length > 0}>
        <div class="section-head past">
          <h2>{words.past}</h2>
          <a href="#/exam/history">{words.allPast}</a>
        </div>
        <PastPapers papers={(history() ?? []).slice(0, RECENT)} />
      </Show>
      <Confirm
        open={discards() !== null}
        title={words.discardAsk}
        text={words.discardText}
        confirmLabel={words.discardDo}
        danger
        onClose={() => setDiscards(null)}
        onConfirm={() => {
          const sitting = discards()
          if (sitting) void open.discard(sitting).catch(() => setFailed(true))
        }}
      />
    </PageFrame>
  )
}

const RECENT = 3

/** Makes a paper of ten and goes to it. */
function QuickQuiz(props: { scope: DeckId | Folder }) {
  const services = useServices()
  const go = useGo()
  const [isEmpty, setEmpty] = createSignal(false)
  const [fault, setFault] = createSignal<{ readonly thrown: unknown } | null>(null)
  async function start(): Promise<void> {
    const id = await startQuickQuiz(services, props.scope)
    if (id === null) setEmpty(true)
    else go(`#/exam/sit/${encodeURIComponent(id)}`, true)
  }
  onMount(() => void start().catch((thrown) => setFault({ thrown })))
  const state = () => {
    const failed = fault()
    if (failed) throw failed.thrown
    return isEmpty()
  }
  return (
    <Show when={state()}>
      <PageFrame current="quiz">
        <EmptyState title={words.tooFew} text={words.tooFewText} main>
          <a class="btn primary" href="#/quiz">
            {words.title}
          </a>
        </EmptyState>
      </PageFrame>
    </Show>
  )
}
