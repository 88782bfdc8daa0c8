import { Match, Switch } from 'solid-js'
import type { StorageFailure } from '../app/open.ts'
import { Details, Rescue } from './ErrorPage.tsx'
import { unopened as words } from './messages/unopened.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'

/** The collection could not be opened: what is in the way, in a sentence, and what to do about it. */
export default function StorageFailurePage(props: { failure: StorageFailure }) {
  return (
    <main class="app-error" id="main">
      <Switch
        fallback={
          <>
            <EmptyState title={t.error.title} text={words.text} main>
              <Reload />
            </EmptyState>
            <Details error={JSON.stringify(props.failure)} />
          </>
        }
      >
        <Match when={props.failure.kind === 'quota'}>
          <EmptyState title={words.full} text={words.fullText} main>
            <Reload />
          </EmptyState>
        </Match>
        <Match when={props.failure.kind === 'blocked'}>
          <EmptyState title={words.blocked} text={words.blockedText} main>
            <Reload />
          </EmptyState>
        </Match>
        <Match when={props.failure.kind === 'newer-schema'}>
          <EmptyState title={words.newer} text={words.newerText} main>
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
