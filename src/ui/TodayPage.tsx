import './styles/today.css'
import { createMemo, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { createAnswerTimes } from '../app/answerTimes.ts'
import { createCommands } from '../app/commands.ts'
import { useServices } from '../app/services.ts'
import { createToday, type Today } from '../app/today.ts'
import { type CardsLeft, timeFor } from '../domain/answerTimes.ts'
import { deckBranches } from '../domain/deckList.ts'
import { MINUTE_MS } from '../domain/time.ts'
import { DeckRows, isStandIn, treeRows } from './DeckRows.tsx'
import { partialDate, weekday } from './format.ts'
import { HomeHead, PageFrame, useGo } from './frame.tsx'
import { today as words } from './messages/today.ts'
import { t } from './messages.ts'
import { articleLines } from './minimapLines.ts'
import { ArticleRow, DeckList, StateKey } from './parts/Deck.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { KeyHint } from './parts/KeyHint.tsx'
import { readHref } from './sourceWords.ts'

const TodayHeat = lazy(() => import('./TodayHeat.tsx'))
const TuningOffer = lazy(() => import('./Tuning.tsx').then(({ TuningOffer }) => ({ default: TuningOffer })))
const BacklogCard = lazy(() => import('./BacklogCard.tsx'))
const TodayExam = lazy(() => import('./TodayExam.tsx'))
const StandIns = lazy(() => import('./StandIns.tsx'))
const FirstRun = lazy(() => import('./FirstRun.tsx'))

/** The first screen: what there is to do today, and one button to do it. Before the first card, the way in. */
export default function TodayPage() {
  const today = createToday()
  return (
    <Show when={today()}>
      {(known) => (
        <Show when={known().untouched} fallback={<Home today={known()} />}>
          <FirstRun decks={known().decks} />
        </Show>
      )}
    </Show>
  )
}

function Home(props: { today: Today }) {
  const services = useServices()
  const go = useGo()
  // Once shown it stays, with the way back from what has just caught up.
  const wasBehind = createMemo((before: boolean) => before || props.today.backlog !== null, false)
  const total = () => props.today.due + props.today.fresh
  const times = createAnswerTimes()
  const minutesFor = (left: CardsLeft) => {
    const known = times()
    const ms = known && timeFor(left, known)
    return ms === null ? null : ms / MINUTE_MS
  }
  const minutes = () => {
    const { due, fresh, learning } = props.today
    return minutesFor({ new: fresh, review: due - learning, learning })
  }
  const rows = createMemo(() =>
    treeRows(
      deckBranches(props.today.decks, (deck) => deck.info.title),
      props.today,
    ),
  )
  createCommands(
    () => [
      { id: 'study', keys: ['s'], label: words.study, enabled: () => total() > 0, run: () => go('#/study') },
      { id: 'quiz', keys: ['q'], label: words.quiz, run: () => go('#/quiz') },
      { id: 'search', keys: ['/'], label: t.decks.browse, run: () => go('#/browse') },
      { id: 'create', keys: ['c'], label: words.addArticle, run: () => go('#/create') },
    ],
    () => services.settings.current().singleKeyShortcuts,
  )
  return (
    <PageFrame current="today">
      <HomeHead />
      <section class="hero">
        <p class="date">{weekday(props.today.day)}</p>
        <h1>{words.heading(total())}</h1>
        <Switch>
          <Match when={total() > 0}>
            <p class="sum">{words.sum(props.today.due, props.today.fresh, minutes())}</p>
            <div class="desk-study">
              <a class="btn primary big" href="#/study">
                {words.study} <KeyHint name="S" />
              </a>
              <a class="btn big" href="#/quiz">
                {words.quiz} <KeyHint name="Q" />
              </a>
            </div>
          </Match>
          <Match when={props.today.done.cards > 0}>
            <p class="sum">{words.doneSum(props.today.done.cards, props.today.done.recalled)}</p>
            <Show when={props.today.tomorrow > 0}>
              <p class="sum">{words.next(props.today.tomorrow, t.when.tomorrow)}</p>
            </Show>
          </Match>
        </Switch>
        <Show when={props.today.later}>
          {(later) => <p class="sum">{words.later(later().count, t.interval(later().at - services.now()))}</p>}
        </Show>
        <Suspense>
          <TodayHeat />
        </Suspense>
      </section>
      <Show when={services.settings.current().exams.length > 0}>
        <Suspense>
          <TodayExam />
        </Suspense>
      </Show>
      <Suspense>
        <Show when={wasBehind()}>
          <BacklogCard
            backlog={props.today.backlog}
            minutes={minutesFor({ new: 0, review: props.today.backlog?.overdue ?? 0, learning: 0 })}
          />
        </Show>
        <TuningOffer />
      </Suspense>
      <section aria-labelledby="decks">
        <div class="section-head">
          <h2 id="decks">{words.decks}</h2>
          <a href="#/decks">{words.allDecks}</a>
        </div>
        <Show
          when={props.today.decks.length > 0}
          fallback={
            <EmptyState title={t.decks.empty} text={t.decks.emptyText} picture="blank">
              <a class="btn primary" href="#/create">
                {t.decks.paste}
              </a>
            </EmptyState>
          }
        >
          <Show when={props.today.decks.some(isStandIn)}>
            <Suspense>
              <StandIns decks={props.today.decks} />
            </Suspense>
          </Show>
          <DeckRows rows={rows()} today={props.today} />
          <StateKey />
        </Show>
      </section>
      <section class="reading" aria-labelledby="reading">
        <div class="section-head">
          <h2 id="reading">{words.reading}</h2>
          <a href="#/create">{words.addArticle}</a>
        </div>
        <DeckList>
          <For each={props.today.decks.flatMap((deck) => deck.info.sources.map((source) => ({ deck, source })))}>
            {({ deck, source }) => (
              <ArticleRow
                href={readHref(deck.info.id, source.id)}
                title={source.title}
                detail={words.article(
                  source.published ? partialDate(source.published) : '',
                  source.noteCount,
                  deck.articles === 1 ? deck.due : 0,
                )}
                lines={articleLines(source.anchors)}
              />
            )}
          </For>
        </DeckList>
      </section>
      <Show when={total() > 0}>
        <div class="action-dock">
          <a class="btn primary big wide split" href="#/study">
            <span>{words.study}</span>
            <small class="num">{words.studySum(total(), minutes())}</small>
          </a>
        </div>
      </Show>
    </PageFrame>
  )
}
