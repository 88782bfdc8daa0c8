import './styles/settings.css'
import './styles/safety.css'
import { createSignal, For, Show } from 'solid-js'
import { install } from '../app/install.ts'
import { createPersistence } from '../app/persistence.ts'
import { createSafety, type Safety, type SafetyState } from '../app/safety.ts'
import { BackHead, PageFrame } from './frame.tsx'
import type { IconName } from './icons.ts'
import { safety as words } from './messages/safety.ts'
import { Banner } from './parts/Banner.tsx'
import { Icon } from './parts/Icon.tsx'
import { SafetyBackup } from './SafetyBackup.tsx'
import { SafetyCopies } from './SafetyCopies.tsx'

/** What would be lost now and how to keep it; what this browser promises; the copies that make themselves. */
export default function SafetyPage() {
  const state = createSafety()
  return (
    <PageFrame current={null}>
      <BackHead href="#/" />
      <h1 class="page-title">{words.title}</h1>
      <Show when={state.now()}>
        {(now) => (
          <div class="settings safety">
            <Show when={now().isPrivate}>
              <Banner tone="warn" icon="warning" title={words.privateTitle} text={words.privateText} />
            </Show>
            <SafetyBackup unsaved={now().unsaved} />
            <Device now={now()} state={state} />
            <SafetyCopies now={now()} state={state} />
          </div>
        )}
      </Show>
    </PageFrame>
  )
}

function Device(props: { now: Safety; state: SafetyState }) {
  const persistence = createPersistence()
  const [said, setSaid] = createSignal('')
  const keptWords = () => {
    const kept = persistence.isKept()
    return kept === null ? words.keptUnknown : kept ? words.keptYes : words.keptNo
  }
  const askToKeep = async () => {
    setSaid((await persistence.ask()) ? words.keptYes : words.keepRefused)
  }
  const check = async () => {
    setSaid(await props.state.checkAll().then(words.checked, () => words.checkFailed))
  }
  const offered = () => {
    const how = install()
    return how.kind === 'offered' ? how : undefined
  }
  const isSecond = () => props.now.secondCopy === 'here' || props.now.secondCopy === 'elsewhere'
  return (
    <section aria-labelledby="device">
      <h2 id="device">{words.device}</h2>
      <div class="paper">
        <Line
          label={words.kept}
          text={keptWords()}
          isWell={persistence.isKept() !== false}
          action={persistence.isKept() === false ? { label: words.keep, onPress: () => void askToKeep() } : undefined}
        />
        <Line
          label={words.installed}
          text={install().kind === 'installed' ? words.installedYes : words.installedNo}
          isWell={install().kind === 'installed' || persistence.isKept() === true}
          action={offered() && { label: words.install, onPress: () => void offered()?.ask() }}
        />
        <Show when={install().kind === 'by-hand'}>
          <div class="by-hand">
            <b>{words.byHandTitle}</b>
            <p>{words.byHandText}</p>
            <ol>
              <For each={words.byHand}>{(step) => <li>{step}</li>}</For>
            </ol>
          </div>
        </Show>
        <Line
          label={words.second}
          text={isSecond() ? words.secondYes : words.secondNo}
          isWell={isSecond() || props.now.secondCopy === 'starting'}
        />
        <Line
          label={words.space}
          text={props.now.usedBytes === null ? words.usedUnknown : words.used(props.now.usedBytes)}
          icon="hard-drive"
        />
        <Line
          label={words.check}
          text={words.checkText}
          icon="shield-check"
          action={{
            label: props.state.busy() === 'check' ? words.checking : words.checkNow,
            onPress: () => void check(),
          }}
        />
        <p role="status" class="said">
          {said()}
        </p>
      </div>
    </section>
  )
}

function Line(props: {
  label: string
  text: string
  /** A plain fact has an icon of its own; the others say whether all is well. */
  isWell?: boolean
  icon?: IconName
  action?: { readonly label: string; readonly onPress: () => void } | undefined
}) {
  const icon = (): IconName => props.icon ?? (props.isWell ? 'check-circle' : 'warning-circle')
  return (
    <div class="line">
      <span class="fact" classList={{ look: props.isWell === false }}>
        <Icon name={icon()} />
        <span>
          <b>{props.label}</b>
          <small>{props.text}</small>
        </span>
      </span>
      <Show when={props.action}>
        {(action) => (
          <button type="button" class="btn" onClick={() => action().onPress()}>
            {action().label}
          </button>
        )}
      </Show>
    </div>
  )
}
