import { createEffect, createResource, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { keepLanguageModel } from '../app/languageModel.ts'
import { createPersistence } from '../app/persistence.ts'
import { useServices } from '../app/services.ts'
import { readMore, type StudyMode, type StudyMore } from '../app/studyQueue.ts'
import type { Summary } from '../domain/sessionSummary.ts'
import { clockTime } from './format.ts'
import { study as words } from './messages/study.ts'
import { today } from './messages/today.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'
import { comingDay } from './studyWords.ts'

type StudyFinishProps = {
  mode: StudyMode
  summary: Summary
  onResume: () => void
  onClose: () => void
  /** Goes on with more than today asks for. */
  onMore: (what: 'ahead' | 'fresh' | 'cram') => void
}

/** The end of a session, or a wait for the next step: what was done, and where to go from here. */
export function StudyFinish(props: StudyFinishProps) {
  const services = useServices()
  const [waitMs, setWaitMs] = createSignal(0)
  const look = () => {
    const { nextAt } = props.summary
    const wait = nextAt === null ? 0 : nextAt - services.now()
    setWaitMs(Math.max(0, wait))
    if (nextAt !== null && wait <= 0) props.onResume()
  }
  // The first finished session is the first thing worth keeping: the moment to ask the browser for its promise, and to
  // fetch what cards are made with, so that it is there without a network.
  const persistence = createPersistence()
  onMount(() => {
    if (props.summary.answers === 0) return
    void persistence.ask()
    void keepLanguageModel()
  })
  createEffect(on(() => props.summary, look))
  const timer = setInterval(look, 5_000)
  onCleanup(() => clearInterval(timer))
  const isEmpty = () => props.summary.answers === 0
  const title = () => {
    if (isEmpty()) return words.empty
    return props.mode.kind === 'cram' ? words.cramDone : today.done
  }
  const [more] = createResource(() => readMore(services, props.mode.scope))
  const nothing = () => {
    const there = more.latest
    if (!there) return ''
    const back = there.next === null ? words.nothingNext : words.nextOn(comingDay(there.next, services.moment().day))
    return there.fresh > 0 ? `${back} ${words.newUsedUp}` : back
  }
  const text = () =>
    isEmpty()
      ? nothing()
      : words.finishSum(props.summary.cards, props.summary.rightAtFirst, clockTime(props.summary.elapsedMs))
  return (
    <div class="finish">
      <EmptyState title={title()} text={text()} picture="done" main>
        <button type="button" class="btn primary" onClick={() => props.onClose()}>
          {words.toToday}
        </button>
      </EmptyState>
      <Show when={props.summary.nextAt !== null && waitMs() > 0}>
        <p class="muted" role="status">
          {words.waiting(t.interval(waitMs()))}
        </p>
      </Show>
      <More more={more.latest} onMore={props.onMore} />
    </div>
  )
}

function More(props: Pick<StudyFinishProps, 'onMore'> & { more: StudyMore | undefined }) {
  const choice = (what: 'ahead' | 'fresh' | 'cram', label: string, effect: string) => (
    <li>
      <button type="button" class="btn" onClick={() => props.onMore(what)}>
        {label}
      </button>
      <small>{effect}</small>
    </li>
  )
  return (
    <Show when={props.more?.all ? props.more : null}>
      {(there) => (
        <section class="more" aria-labelledby="study-more">
          <h2 id="study-more">{words.more.title}</h2>
          <ul>
            <Show when={there().ahead > 0}>
              {choice('ahead', words.more.ahead, words.more.aheadText(there().ahead))}
            </Show>
            <Show when={there().fresh > 0}>
              {choice('fresh', words.more.fresh(there().fresh), words.more.freshText)}
            </Show>
            {choice('cram', words.more.cram, words.more.cramText(there().all))}
          </ul>
        </section>
      )}
    </Show>
  )
}
