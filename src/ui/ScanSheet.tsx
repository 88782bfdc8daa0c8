import './styles/codes.css'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { createScan, type Found, type Scan } from '../app/scan.ts'
import { receive as words } from './messages/receive.ts'
import { Progress } from './parts/Progress.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** The camera, until it has seen a deck. It is off whenever this is not in view. */
export default function ScanSheet(props: { open: boolean; onFound: (found: Found) => void; onClose: () => void }) {
  const [tries, setTries] = createSignal(1)
  return (
    <Sheet open={props.open} title={words.scan} onClose={() => props.onClose()}>
      <Show when={tries()} keyed>
        {(_try) => <Camera onFound={props.onFound} onAgain={() => setTries((n) => n + 1)} />}
      </Show>
    </Sheet>
  )
}

function Camera(props: { onFound: (found: Found) => void; onAgain: () => void }) {
  const [video, setVideo] = createSignal<HTMLVideoElement>()
  const scan = createScan(video, (found) => props.onFound(found))
  const refused = () => {
    const at = scan()
    return at.phase === 'refused' ? at : undefined
  }
  return (
    <div class="scan">
      <Switch
        fallback={
          <>
            <video ref={setVideo} class="camera" playsinline muted aria-label={words.scanHelp} />
            <Looking scan={scan()} />
          </>
        }
      >
        <Match when={refused()}>
          {(at) => (
            <>
              <p role="alert">{words.camera[at().why]}</p>
              <div class="acts-row">
                <button type="button" class="btn primary big" onClick={() => props.onAgain()}>
                  {words.again}
                </button>
              </div>
            </>
          )}
        </Match>
      </Switch>
    </div>
  )
}

function Looking(props: { scan: Scan }) {
  const reading = () => {
    const { scan } = props
    return scan.phase === 'looking' && scan.last.kind === 'reading' ? scan.last : undefined
  }
  return (
    <>
      <Show when={reading()}>{(at) => <Progress done={at().seen} max={at().needed} label={words.progress} />}</Show>
      <p role="status">{said(props.scan)}</p>
      <p class="small muted">{words.scanHelp}</p>
    </>
  )
}

function said(scan: Scan): string {
  if (scan.phase !== 'looking') return words.starting
  switch (scan.last.kind) {
    case 'reading':
      return words.reading(scan.last.seen, scan.last.needed)
    case 'other':
      return words.other
    case 'damaged':
      return words.damaged
    case 'too-large':
      return words.tooLarge
    default:
      return words.looking
  }
}
