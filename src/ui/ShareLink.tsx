import { createSignal, Show } from 'solid-js'
import { copyText } from '../app/sendWays.ts'
import { share as words } from './messages/share.ts'
import { Field } from './parts/Field.tsx'
import { Icon } from './parts/Icon.tsx'
import { fitsOneCode, QrCode } from './parts/QrCode.tsx'

/** The link, as a code where it fits one, and as text. */
export function ShareLink(props: { link: string }) {
  const [copied, setCopied] = createSignal<'no' | 'yes' | 'refused'>('no')
  const copy = () =>
    copyText(props.link).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  return (
    <>
      <Show when={fitsOneCode(props.link)}>
        <div class="share-qr">
          <QrCode text={props.link} label={words.qr} />
          <p class="small muted">{words.qrText}</p>
        </div>
      </Show>
      <button type="button" class="btn primary big wide" onClick={() => void copy()}>
        <Icon name={copied() === 'yes' ? 'check' : 'link-simple'} />
        {copied() === 'yes' ? words.copied : words.copyLink}
      </button>
      <p class="sr" role="status">
        {copied() === 'yes' ? words.copied : ''}
      </p>
      <Field label={words.link} help={words.linkHelp} error={copied() === 'refused' ? words.copyFailed : null}>
        {(control) => (
          <input
            class="input"
            type="text"
            readonly
            {...control}
            value={props.link}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
    </>
  )
}
