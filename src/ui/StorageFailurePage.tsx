import { Match, Switch } from 'solid-js'
import type { StorageFailure } from '../app/open.ts'
import { Details, Rescue } from './ErrorPage.tsx'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'

/** The collection could not be opened: what is in the way, in a sentence, and what to do about it. */
export default function StorageFailurePage(props: { failure: StorageFailure }) {
  return (
    <main class="app-error" id="main">
      <Switch
        fallback={
          <>
            <EmptyState title={t.error.title} text={t.error.unopened} main>
              <Reload />
            </EmptyState>
            <Details error={JSON.stringify(props.failure)} />
          </>
        }
      >
        <Match when={props.failure.kind === 'quota'}>
          <EmptyState title={t.error.full} text={t.error.fullText} main>
            <Reload />
          </EmptyState>
        </Match>
        <Match when={props.failure.kind === 'blocked'}>
          <EmptyState title={t.error.blocked} text={t.error.blockedText} main>
            <Reload />
          </EmptyState>
        </Match>
        <Match when={props.failure.kind === 'newer-schema'}>
          <EmptyState title={t.error.newer} text={t.error.newerText} main>
            <Reload />
          </EmptyState>
        </Match>
      </Switch>
    </main>
  )
}

function Reload() {
  return (
    <>
      <button type="button" class="btn primary" onClick={() => location.reload()}>
        {t.error.reload}
      </button>
      <Rescue />
    </>
  )
}
