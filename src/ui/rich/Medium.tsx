import { Match, Show, Switch } from 'solid-js'
import { createMedium } from '../../app/media.ts'
import type { MediaHash } from '../../domain/media.ts'
import { media as words } from '../messages/media.ts'

/** A picture or a sound that is kept on this device; its words where it is not. */
export function Medium(props: { hash: MediaHash | null; alt: string }) {
  const medium = createMedium(() => props.hash)
  return (
    <Show when={medium()} fallback={<Show when={medium.state === 'ready'}>{missing(props.alt)}</Show>}>
      {(known) => (
        <Switch fallback={missing(props.alt)}>
          <Match when={known().kind === 'picture'}>
            <img src={known().url} alt={props.alt} />
          </Match>
          <Match when={known().kind === 'sound'}>
            {/* biome-ignore lint/a11y/useMediaCaption: a learner's own recording comes without captions */}
            <audio controls src={known().url} aria-label={props.alt || words.sound} />
          </Match>
        </Switch>
      )}
    </Show>
  )
}

const missing = (alt: string) => <span class="missing">{words.missing(alt)}</span>
