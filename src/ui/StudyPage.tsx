import './styles/study.css'
import { useParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { type Command, createCommands } from '../app/commands.ts'
import { createPersistence } from '../app/persistence.ts'
import { useServices } from '../app/services.ts'
import { createSources } from '../app/sources.ts'
import { createStudy, type Done, type Study, type StudyView } from '../app/study.ts'
import type { DeckId } from '../domain/note.ts'
import { faceOf } from '../domain/note.ts'
import { RATINGS, type Rating } from '../domain/rating.ts'
import type { Outcome } from '../domain/scheduler.ts'
import type { Summary } from '../domain/sessionSummary.ts'
import { DAY_MS, type Due, isDayDue, type StudyDay } from '../domain/time.ts'
import { toCardFace, toEvidence } from './cardView.ts'
import { clockTime, dayOfMonth } from './format.ts'
import { useGo } from './frame.tsx'
import { study as words } from './messages/study.ts'
import { today } from './messages/today.ts'
import { t } from './messages.ts'
import { AskBar, Dock, KeyHints, type RatingKey, RatingKeys } from './parts/Dock.tsx'
import { EmptyState } from './parts/EmptyState.tsx'
import { FocusFrame } from './parts/FocusFrame.tsx'
import { HelpSheet } from './parts/HelpSheet.tsx'
import { IconButton } from './parts/IconButton.tsx'
import { IndexCard } from './parts/IndexCard.tsx'
import { Sheet } from './parts/Sheet.tsx'
import { Snackbar } from './parts/Snackbar.tsx'
import { TopBar } from './parts/TopBar.tsx'

const SOME_HINTS: readonly { keys: readonly string[]; label: string }[] = [
  { keys: ['Space'], label: words.keys.show },
  { keys: ['1', '4'], label: words.keys.rate },
  { keys: ['H'], label: words.keys.hint },
  { keys: ['Z'], label: words.keys.undo },
  { keys: ['O'], label: words.keys.source },
]

/** A study session: question, answer with its evidence, rating; one card after another until none is left. */
export default function StudyPage() {
  const params = useParams<{ deckId?: string }>()
  const scope = params.deckId ? (decodeURIComponent(params.deckId) as DeckId) : null
  const study = createStudy(scope)
  const [menu, setMenu] = createSignal(false)
  const [help, setHelp] = createSignal(false)
  const services = useServices()
  const go = useGo()
  const close = () => go(scope ? `#/deck/${encodeURIComponent(scope)}` : '#/')
  const shown = () => {
    const view = study.view()
    return view.phase === 'question' || view.phase === 'answer' ? view : undefined
  }
  const sources = createSources()
  // By card: turning one over must not lay out its evidence anew.
  const card = createMemo(() => shown()?.card)
  const evidence = createMemo(() => {
    const at = card()
    return at ? toEvidence(at.note, at.deckId, sources(at.deckId)) : []
  })
  const openSource = () => {
    const href = evidence().find((piece) => piece.source?.href)?.source?.href
    if (href) go(href)
  }
  const side = () => (study.view().phase === 'answer' ? 'answer' : 'question')
  const settings = services.settings.current
  const ratings = (): readonly Rating[] => (settings().twoButtons ? ['again', 'good'] : RATINGS)

  const commands = (): readonly Command[] => {
    const asked = () => study.view().phase === 'question'
    const answered = () => study.view().phase === 'answer'
    return [
      { id: 'show', keys: [' ', 'Enter'], label: words.show, enabled: asked, run: study.reveal },
      { id: 'good', keys: [' ', 'Enter'], label: t.rating.good, enabled: answered, run: () => study.rate('good') },
      ...ratings().map(
        (rating, i): Command => ({
          id: rating,
          keys: [String(i + 1)],
          label: t.rating[rating],
          enabled: answered,
          run: () => study.rate(rating),
        }),
      ),
      { id: 'hint', keys: ['h'], label: words.hint, enabled: asked, run: study.toggleHint },
      { id: 'undo', keys: ['z', 'u', 'Ctrl+z'], label: words.undoLast, enabled: study.canUndo, run: study.undo },
      { id: 'source', keys: ['o'], label: words.openSource, enabled: answered, run: openSource },
      { id: 'bury', keys: ['-'], label: words.bury, enabled: () => shown() !== undefined, run: study.bury },
      { id: 'suspend', keys: ['@'], label: words.suspend, enabled: () => shown() !== undefined, run: study.suspend },
      { id: 'help', keys: ['?'], label: words.help, run: () => setHelp(true) },
      { id: 'close', keys: ['Escape'], label: words.close, run: close },
    ]
  }
  createCommands(commands, () => settings().singleKeyShortcuts)
  const menuItem = (label: string, run: () => void) => (
    <button
      type="button"
      class="btn wide"
      onClick={() => {
        setMenu(false)
        run()
      }}
    >
      {label}
    </button>
  )

  return (
    <FocusFrame
      bar={
        <TopBar
          closeLabel={words.close}
          onClose={close}
          {...progressWords(study.view())}
          progressLabel={words.progress}
          end={
            <>
              <IconButton
                icon="arrow-u-up-left"
                label={words.undoLast}
                disabled={!study.canUndo()}
                onPress={study.undo}
              />
              <IconButton icon="dots-three" label={words.menu} onPress={() => setMenu(true)} />
            </>
          }
        />
      }
      snack={<Acknowledgement study={study} hidden={side() === 'answer'} />}
      dock={
        <Show when={shown()}>
          {(view) => (
            <>
              <Dock
                side={side()}
                ask={
                  <AskBar
                    hint={evidence().length > 0 ? view().hint : null}
                    onHint={study.toggleHint}
                    onShow={study.reveal}
                  />
                }
                rate={
                  <RatingKeys
                    side={side()}
                    keys={ratingKeys(ratings(), study.preview(), settings().showIntervals)}
                    suggest={view().hint && !settings().twoButtons ? 'hard' : null}
                    onRate={study.rate}
                  />
                }
              />
              <KeyHints hints={SOME_HINTS} />
            </>
          )}
        </Show>
      }
    >
      <div class="stage">
        <Switch>
          <Match when={shown()}>
            {(view) => (
              <Show
                when={toCardFace(view().card.note, faceOf(view().card.state.cardId), view().card.state.reps)}
                fallback={<EmptyState title={words.unsupported} main />}
              >
                {(face) => (
                  <IndexCard
                    showing={String(view().showing)}
                    face={face()}
                    side={side()}
                    hint={view().hint}
                    meta={sources(view().card.deckId).deckName()}
                    marks={view().card.state.recentRatings.slice(-5)}
                    evidence={evidence()}
                    lang={sources(view().card.deckId).language()}
                  />
                )}
              </Show>
            )}
          </Match>
          <Match when={finishedView(study.view())}>
            {(view) => <Finish summary={view().summary} onResume={study.resume} onClose={close} />}
          </Match>
        </Switch>
      </div>
      <Sheet open={menu()} title={words.menu} onClose={() => setMenu(false)}>
        <div class="menu">
          <Show when={shown()}>
            {menuItem(words.bury, study.bury)}
            {menuItem(words.suspend, study.suspend)}
            {menuItem(words.openSource, openSource)}
          </Show>
          {menuItem(words.help, () => setHelp(true))}
        </div>
      </Sheet>
      <HelpSheet
        open={help()}
        lines={commands()}
        singleKeys={settings().singleKeyShortcuts}
        onClose={() => setHelp(false)}
      />
    </FocusFrame>
  )
}

/** What was just stored, with the way to take it back; out of the way while an answer is on show. */
function Acknowledgement(props: { study: Study; hidden: boolean }) {
  const { moment } = useServices()
  const snack = () => {
    const done = props.study.done()
    if (!done || props.hidden) return null
    const onUndo = props.study.canUndo() && done.kind !== 'undone' ? props.study.undo : undefined
    return { id: done.id, text: doneWords(done, moment().day, moment().at), onUndo }
  }
  return <Snackbar snack={snack()} onGone={props.study.clearDone} />
}

function Finish(props: { summary: Summary; onResume: () => void; onClose: () => void }) {
  const services = useServices()
  const [waitMs, setWaitMs] = createSignal(0)
  const look = () => {
    const { nextAt } = props.summary
    const wait = nextAt === null ? 0 : nextAt - services.now()
    setWaitMs(Math.max(0, wait))
    if (nextAt !== null && wait <= 0) props.onResume()
  }
  // The first finished session is the first thing worth keeping: the moment to ask the browser for its promise.
  const persistence = createPersistence()
  onMount(() => props.summary.answers > 0 && void persistence.ask())
  createEffect(on(() => props.summary, look))
  const timer = setInterval(look, 5_000)
  onCleanup(() => clearInterval(timer))
  const isEmpty = () => props.summary.answers === 0
  const text = () =>
    isEmpty()
      ? words.nothingNext
      : words.finishSum(props.summary.cards, props.summary.rightAtFirst, clockTime(props.summary.elapsedMs))
  return (
    <div class="finish">
      <EmptyState title={isEmpty() ? words.empty : today.done} text={text()} picture="done" main>
        <button type="button" class="btn primary" onClick={() => props.onClose()}>
          {words.toToday}
        </button>
      </EmptyState>
      <Show when={props.summary.nextAt !== null && waitMs() > 0}>
        <p class="muted" role="status">
          {words.waiting(t.interval(waitMs()))}
        </p>
      </Show>
    </div>
  )
}

const finishedView = (view: StudyView) => (view.phase === 'finished' ? view : undefined)

function progressWords(view: StudyView) {
  if (view.phase === 'loading' || view.phase === 'finished') {
    return { now: '', total: '', done: view.phase === 'finished' ? 1 : 0, max: 1 }
  }
  const { done, total, minutesLeft } = view.progress
  return { now: String(done + 1), total: words.of(total), side: words.left(minutesLeft), done, max: total }
}

function ratingKeys(
  ratings: readonly Rating[],
  preview: Readonly<Record<Rating, Outcome>> | null,
  showIntervals: boolean,
): readonly RatingKey[] {
  return ratings.map((rating, i) => {
    const wait = preview?.[rating].wait
    const ms = wait === undefined ? null : wait.kind === 'days' ? wait.days * DAY_MS : wait.ms
    return { rating, key: String(i + 1), interval: ms === null || !showIntervals ? '' : t.interval(ms) }
  })
}

function doneWords(done: Done, today: StudyDay, now: number): string {
  switch (done.kind) {
    case 'rated': {
      const back = words.back(done.rating, whenBack(done.due, today, now))
      return done.leechLapses === null ? back : `${back}. ${words.leech(done.leechLapses)}`
    }
    case 'undone':
      return done.what.kind === 'review' && 'rating' in done.what ? words.undone(done.what.rating) : t.undone
    case 'buried':
      return words.buried
    case 'suspended':
      return words.suspended
  }
}

function whenBack(due: Due, today: StudyDay, now: number): string {
  if (!isDayDue(due)) return t.when.in(t.interval(Math.max(0, due - now)))
  const day = due as number as StudyDay
  return day === today + 1 ? t.when.tomorrow : t.when.on(dayOfMonth(day, today))
}
