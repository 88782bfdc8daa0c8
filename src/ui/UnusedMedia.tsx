import { createSignal } from 'solid-js'
import { useServices } from '../app/services.ts'
import { findUnusedMedia, removeUnusedMedia, type UnusedMedia as Unused } from '../app/unusedMedia.ts'
import { settings as words } from './messages/settings.ts'
import { Confirm } from './parts/Sheet.tsx'

/** Looks for pictures and sounds that no card shows, and takes them away when told to. */
export function UnusedMedia(props: { onSaid: (said: string) => void }) {
  const services = useServices()
  const [found, setFound] = createSignal<Unused | null>(null)
  const [asking, setAsking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)

  async function run(work: () => Promise<string>): Promise<void> {
    if (busy()) return
    setBusy(true)
    props.onSaid(words.mediaLooking)
    props.onSaid(await work().catch(() => words.mediaFailed))
    setBusy(false)
  }

  const look = () =>
    run(async () => {
      const unused = await findUnusedMedia(services)
      setFound(unused)
      if (unused.removable.files > 0) setAsking(true)
      return words.mediaFound(unused)
    })

  const remove = () =>
    run(async () => {
      setAsking(false)
      const { files, bytes } = await removeUnusedMedia(services)
      return words.mediaRemoved(files, bytes)
    })

  return (
    <div class="line">
      <span>
        <b>{words.media}</b>
        <small>{words.mediaText}</small>
      </span>
      <button type="button" class="btn" onClick={() => void look()}>
        {words.mediaLook}
      </button>
      <Confirm
        open={asking()}
        title={words.mediaAsk(found()?.removable.files ?? 0, found()?.removable.bytes ?? 0)}
        text={words.mediaAskText}
        confirmLabel={words.mediaRemove}
        danger
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}
