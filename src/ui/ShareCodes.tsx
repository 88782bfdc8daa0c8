import { createEffect, createSignal, onCleanup, onMount } from 'solid-js'
import { keepAwake } from '../app/keepAwake.ts'
import type { Codes } from '../app/sendWays.ts'
import { share as words } from './messages/share.ts'
import { Icon } from './parts/Icon.tsx'
import { QrCode } from './parts/QrCode.tsx'
import { Segmented } from './parts/Segmented.tsx'

type Speed = 'slow' | 'fast'

/** How long a code stands, in milliseconds: an ordinary camera takes each twice or more, an old one needs the slow one. */
const STANDS_MS: Readonly<Record<Speed, number>> = { fast: 125, slow: 400 }

/** The deck as codes that follow each other, for a camera beside this screen. Where motion is unwanted, by hand. */
export default function ShareCodes(props: { codes: Codes; onBack: () => void }) {
  const [number, setNumber] = createSignal(0)
  const [plays, setPlays] = createSignal(!matchMedia('(prefers-reduced-motion: reduce)').matches)
  const [speed, setSpeed] = createSignal<Speed>('fast')
  const next = () => setNumber((n) => n + 1)
  createEffect(() => {
    if (!plays()) return
    const timer = setInterval(() => document.visibilityState === 'visible' && next(), STANDS_MS[speed()])
    onCleanup(() => clearInterval(timer))
  })
  keepAwake(plays)
  let first: HTMLButtonElement | undefined
  onMount(() => first?.focus())
  return (
    <div class="share-deck">
      <QrCode text={props.codes.code(number())} label={words.codeLabel(number() + 1)} correction="low" />
      <p class="small num">{words.codeNumber(number() + 1, props.codes.needed)}</p>
      <div class="acts-row">
        <button ref={first} type="button" class="btn" onClick={() => setPlays(!plays())}>
          {plays() ? words.pause : words.play}
        </button>
        <button type="button" class="btn" disabled={plays()} onClick={next}>
          {words.nextCode}
        </button>
        <Segmented
          label={words.speed}
          options={[
            { value: 'fast', label: words.fast },
            { value: 'slow', label: words.slow },
          ]}
          value={speed()}
          onChange={setSpeed}
        />
      </div>
      <p>{words.codesHow}</p>
      <p class="small muted">{words.codesMissed}</p>
      <button type="button" class="link" onClick={() => props.onBack()}>
        <Icon name="caret-left" size="s" />
        {words.otherWays}
      </button>
    </div>
  )
}
