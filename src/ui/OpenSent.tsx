import './styles/codes.css'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { fileOfLink, fileOfText, type LinkProblem } from '../app/received.ts'
import type { Found } from '../app/scan.ts'
import { receive as words } from './messages/receive.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'

const ScanSheet = lazy(() => import('./ScanSheet.tsx'))

type OpenSentProps = { onFile: (file: File) => void; onBroken: (text: string) => void }

/** The ways in that are no file: the camera, and a link that another app shows or that would open elsewhere. */
export function OpenSent(props: OpenSentProps) {
  const [scans, setScans] = createSignal(false)
  const [hasScanned, setHasScanned] = createSignal(false)
  const [link, setLink] = createSignal('')
  const openLink = async (text: string) => {
    const file = await fileOfLink(text, words.deck)
    if (file.ok) props.onFile(file.value)
    else props.onBroken(linkProblem(file.error.kind))
  }
  const take = (found: Found) => {
    setScans(false)
    if (found.kind === 'link') void openLink(found.part)
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
      <form
        class="open-link"
        onSubmit={(event) => {
          event.preventDefault()
          if (link().trim() !== '') void openLink(link())
        }}
      >
        <Field label={words.link}>
          {(control) => (
            <input
              class="input"
              type="text"
              inputmode="url"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              {...control}
              value={link()}
              onInput={(event) => setLink(event.currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="btn">
          {words.openLink}
        </button>
      </form>
      <Show when={hasScanned()}>
        <Suspense>
          <ScanSheet open={scans()} onFound={take} onClose={() => setScans(false)} />
        </Suspense>
      </Show>
    </>
  )
}

export function linkProblem(problem: LinkProblem): string {
  switch (problem) {
    case 'newer-version':
      return words.newerLink
    case 'too-large':
      return words.hugeLink
    case 'other-format':
      return words.noLink
    default:
      return words.brokenLink
  }
}
