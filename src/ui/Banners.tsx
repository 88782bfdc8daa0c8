import './styles/banner.css'
import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, Match, on, onCleanup, onMount, Switch } from 'solid-js'
import { afterPaint } from '../app/afterPaint.ts'
import { backUp } from '../app/backUp.ts'
import { install } from '../app/install.ts'
import { createHasLanguageModel } from '../app/languageModel.ts'
import { settlePapers } from '../app/papersDue.ts'
import { createPersistence } from '../app/persistence.ts'
import { createSafetyWatch } from '../app/safetyWatch.ts'
import { type Services, useServices } from '../app/services.ts'
import { createOnline } from '../app/status.ts'
import { holdUnsaved } from '../app/unload.ts'
import type { WriteState } from '../app/writer.ts'
import { useGo } from './frame.tsx'
import { banner } from './messages/banner.ts'
import { Banner } from './parts/Banner.tsx'

/** What the app has to say of itself: one thing at a time, the worst first. */
export default function Banners() {
  const services = useServices()
  const { writer, report, store, updates } = services
  const online = createOnline()
  const canMake = createHasLanguageModel(() => !online())
  const persistence = createPersistence()
  /** Asked once there is something to lose: the first answer, not the first visit. */
  const atRisk = () => persistence.isKept() === false && store.lastEventId() !== null
  const [dismissed, setDismissed] = createSignal<ReadonlySet<string>>(new Set())
  const [updateWaits, setUpdateWaits] = createSignal(false)
  const [closed, setClosed] = createSignal(false)
  onCleanup(store.onClosed(() => setClosed(true)))
  const dismiss = (name: string) => () => setDismissed((names) => new Set([...names, name]))
  const location = useLocation()
  const isHome = () => location.pathname === '/'
  // At the start, and whenever Today opens. A paper on show is handed in by its own page.
  createEffect(
    on(isHome, (home, before) => {
      const isSitting = location.pathname.startsWith('/exam/sit')
      if ((home || before === undefined) && !isSitting) onCleanup(afterPaint(() => void settlePapers(services)))
    }),
  )
  const watch = createSafetyWatch(isHome, persistence)
  /** What can wait does not disturb a session or a sitting. */
  const isStudying = () => /^\/(study|quiz\/|read\/)/.test(location.pathname)
  const shows = (name: string) => !dismissed().has(name) && !isStudying()
  const held = () => {
    const state = writer.state()
    return state.phase === 'held' ? state : undefined
  }
  const go = useGo()
  const isInUse = () => isStudying() || location.pathname.startsWith('/exam')
  onMount(() => {
    const arm = () => void import('../app/dropFiles.ts').then(({ takeDrops }) => takeDrops(isInUse, () => go('#/open')))
    addEventListener('dragenter', arm, { once: true })
  })
  holdUnsaved(() => held() !== undefined)
  return (
    <div class="banners">
      <Switch>
        <Match when={closed()}>
          <Banner
            tone="bad"
            icon="warning"
            title={banner.newer}
            text={banner.newerText}
            action={{ label: banner.reload, onPress: () => window.location.reload() }}
          />
        </Match>
        <Match when={held()}>
          {(state) => (
            <Banner
              tone="bad"
              icon="hard-drive"
              {...heldWords(state())}
              actions={
                <>
                  <button type="button" class="btn" onClick={() => void writer.retry()}>
                    {banner.retry}
                  </button>
                  <button type="button" class="btn" onClick={() => void backUp(services)}>
                    {banner.backup}
                  </button>
                </>
              }
            />
          )}
        </Match>
        <Match when={report.kind === 'restored' && shows('restored') && report}>
          {(restored) => <Banner icon="hard-drive" {...restoredWords(restored())} onDismiss={dismiss('restored')} />}
        </Match>
        <Match when={shows('mended') && watch.mended() > 0}>
          <Banner
            tone="ok"
            icon="hard-drive"
            title={banner.mended}
            text={banner.mendedText(watch.mended())}
            onDismiss={dismiss('mended')}
          />
        </Match>
        <Match when={shows('cutOff') && watch.cutOff()}>
          {(left) => (
            <Banner
              tone="warn"
              icon="hard-drive"
              title={banner.cutOff}
              text={banner.cutOffText(left().title)}
              onDismiss={watch.forgetCutOff}
            />
          )}
        </Match>
        <Match when={shows('update') && updates.waiting()}>
          {(apply) => (
            <Banner
              tone="info"
              icon="arrow-clockwise"
              title={banner.update}
              text={updateWaits() ? banner.session : banner.updateText}
              action={{
                label: banner.updateNow,
                onPress: () => void apply()().then((outcome) => setUpdateWaits(outcome === 'session-open')),
              }}
              onDismiss={dismiss('update')}
            />
          )}
        </Match>
        <Match when={isHome() && watch.answer() === true && shows('kept')}>
          <Banner tone="ok" icon="hard-drive" title={banner.kept} text={banner.keptText} onDismiss={dismiss('kept')} />
        </Match>
        <Match when={isHome() && atRisk() && shows('risk')}>
          <Banner
            tone="warn"
            icon="hard-drive"
            title={banner.risk}
            text={install().kind === 'by-hand' ? banner.riskByHand : banner.riskText}
            onDismiss={dismiss('risk')}
            actions={
              <>
                <a class="btn" href="#/safety">
                  {install().kind === 'by-hand' ? banner.howTo : banner.whatToDo}
                </a>
                <button type="button" class="btn" onClick={() => void backUp(services)}>
                  {banner.backup}
                </button>
              </>
            }
          />
        </Match>
        <Match when={isHome() && watch.nudge()}>
          {(unsaved) => (
            <Banner
              tone="info"
              icon="cloud-warning"
              title={banner.unsaved(unsaved().reviews, unsaved().acts)}
              text={banner.unsavedText}
              onDismiss={watch.hush}
              actions={
                <button type="button" class="btn" onClick={() => void backUp(services)}>
                  {banner.backup}
                </button>
              }
            />
          )}
        </Match>
        <Match when={!online() && shows('offline')}>
          <Banner
            tone="info"
            icon="wifi-slash"
            title={banner.offline}
            text={canMake() ? banner.offlineText : banner.offlineNoModel}
            onDismiss={dismiss('offline')}
          />
        </Match>
      </Switch>
    </div>
  )
}

/** What came back of what this browser lost: decks alone where no answer was lost with them. */
function restoredWords({ expected, restored, decks, emptied }: Extract<Services['report'], { kind: 'restored' }>) {
  if (!restored && (!decks || (emptied && expected)))
    return { tone: 'bad', title: banner.lost, text: banner.lostText } as const
  const title = restored ? banner.restored : banner.restoredDecks
  return { tone: 'ok', title, text: banner.restoredText(restored, decks) } as const
}

/** What is held: an answer holds up the session, anything else does not. */
function heldWords({ waiting, failure }: Extract<WriteState, { phase: 'held' }>): { title: string; text: string } {
  if (failure.kind === 'stalled') return { title: banner.stalled, text: banner.stalledText }
  const isAnswer = waiting.some((change) => change.events.some(({ kind }) => kind === 'review'))
  if (isAnswer) return { title: banner.failed, text: banner.failedText }
  return { title: banner.changeFailed, text: banner.changeFailedText }
}
