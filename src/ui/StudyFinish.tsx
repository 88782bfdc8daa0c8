import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { createPersistence } from '../app/persistence.ts'
import { useServices } from '../app/services.ts'
import type { Summary } from '../domain/sessionSummary.ts'
import { clockTime } from './format.ts'
import { study as words } from './messages/study.ts'
import { today } from './messages/today.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'

/** The end of a session, or a wait for the next step: what was done, and where to go from here. */
export function StudyFinish(props: { summary: Summary; onResume: () => void; onClose: () => void }) {
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
