import { lazy, Show, Suspense } from 'solid-js'
import type { ExportSubject } from '../app/exportSubject.ts'
import { Sheet } from './parts/Sheet.tsx'

const AnkiExport = lazy(() => import('./AnkiExport.tsx'))

/** Asks how a deck, or some cards, go to Anki; null asks nothing. */
export function AnkiSheet(props: { subject: ExportSubject | null; title: string; onClose: () => void }) {
  return (
    <Sheet open={props.subject !== null} title={props.title} onClose={() => props.onClose()}>
      <Suspense>
        <Show when={props.subject}>{(subject) => <AnkiExport subject={subject()} onDone={props.onClose} />}</Show>
      </Suspense>
    </Sheet>
  )
}
