import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { fileOfText } from '../app/received.ts'
import type { Found } from '../app/scan.ts'
import { receive as words } from './messages/receive.ts'
import { Icon } from './parts/Icon.tsx'

const ScanSheet = lazy(() => import('./ScanSheet.tsx'))

/** The way in by a camera; its sheet, and all that reads codes, come when it is first pressed. */
export function ScanButton(props: { onFile: (file: File) => void; onLink: (link: string) => void }) {
  const [scans, setScans] = createSignal(false)
  const [hasScanned, setHasScanned] = createSignal(false)
  const take = (found: Found) => {
    setScans(false)
    if (found.kind === 'link') props.onLink(found.part)
    else props.onFile(fileOfText(found.text, words.deck))
  }
  return (
    <>
      <button
        type="button"
        class="btn big"
        onClick={() => {
          setHasScanned(true)
          setScans(true)
        }}
      >
        <Icon name="qr-code" />
        {words.scan}
      </button>
      <Show when={hasScanned()}>
        <Suspense>
          <ScanSheet open={scans()} onFound={take} onClose={() => setScans(false)} />
        </Suspense>
      </Show>
    </>
  )
}
