import '../styles/banner.css'
import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { IconName } from '../icons.ts'
import { t } from '../messages.ts'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'

export type BannerTone = 'info' | 'ok' | 'warn' | 'bad'

type BannerProps = {
  tone: BannerTone
  icon: IconName
  title: string
  text?: string | undefined
  /** One short button: stands at the end. */
  action?: { readonly label: string; readonly onPress: () => void } | undefined
  /** Several buttons, below the text. */
  actions?: JSX.Element
  onDismiss?: (() => void) | undefined
}

/** The system's voice: one at a time, worst first. Trouble interrupts, the rest waits its turn. */
export function Banner(props: BannerProps) {
  return (
    <div
      class="banner"
      classList={{ [props.tone]: props.tone !== 'info' }}
      role={props.tone === 'bad' ? 'alert' : 'status'}
    >
      <Icon name={props.icon} />
      <div>
        <b>{props.title}</b>
        <Show when={props.text}>
          <p>{props.text}</p>
        </Show>
      </div>
      <div class="acts">
        <Show when={props.action}>
          {(action) => (
            <button type="button" class="btn" onClick={() => action().onPress()}>
              {action().label}
            </button>
          )}
        </Show>
        <Show when={props.onDismiss}>
          {(dismiss) => <IconButton icon="x" label={t.dismiss} onPress={() => dismiss()()} />}
        </Show>
      </div>
      <Show when={props.actions}>{(actions) => <div class="acts below">{actions()}</div>}</Show>
    </div>
  )
}
