import { t } from './messages.ts'
import { EmptyState } from './parts/EmptyState.tsx'

/** A link to what is not there, or not any more. */
export default function NotFoundPage() {
  return (
    <main class="app-error" id="main">
      <EmptyState title={t.error.notFound} main>
        <a class="btn primary" href="#/">
          {t.error.toToday}
        </a>
      </EmptyState>
    </main>
  )
}
