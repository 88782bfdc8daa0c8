import { createSignal, Show, useContext } from 'solid-js'
import { backUp } from '../app/backUp.ts'
import { ServicesContext } from '../app/services.ts'
import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'

/** Where a fault of ours ends: what to do next, and always the way to take one's data along. */
export function ErrorPage(props: { error: unknown }) {
  const services = useContext(ServicesContext)
  const [failed, setFailed] = createSignal(false)
  return (
    <main class="app-error" id="main">
      <EmptyState title={t.error.title} text={t.error.text} main>
        <button type="button" class="btn primary" onClick={() => location.reload()}>
          {t.error.reload}
        </button>
        <Show when={services} fallback={<Rescue />}>
          {(known) => (
            <>
              <button type="button" class="btn" onClick={() => backUp(known()).catch(() => setFailed(true))}>
                {t.error.backup}
              </button>
              <button type="button" class="btn" onClick={restore}>
                {t.error.restore}
              </button>
            </>
          )}
        </Show>
      </EmptyState>
      <Show when={failed()}>
        <p role="alert">{t.error.backupFailed}</p>
      </Show>
      <Details error={props.error} />
    </main>
  )
}

/** What went wrong, for whoever can make something of it. */
export function Details(props: { error: unknown }) {
  const text = () => (props.error instanceof Error ? (props.error.stack ?? props.error.message) : String(props.error))
  return (
    <details>
      <summary>{t.error.details}</summary>
      <pre>{text()}</pre>
    </details>
  )
}

/** Starts anew on the page that opens backups: whatever broke is gone with the reload. */
function restore(): void {
  location.hash = '#/open'
  location.reload()
}

/** A page of its own that reads what is here, and needs nothing of the app for it, its router least of all. */
export const Rescue = () => (
  <a class="btn" href="rescue.html" rel="external">
    {t.error.backup}
  </a>
)
