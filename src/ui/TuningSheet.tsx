import { type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { createTuning } from '../app/optimize.ts'
import { useServices } from '../app/services.ts'
import { EVERYWHERE } from '../domain/deckTree.ts'
import type { Tuning } from '../domain/optimizeGate.ts'
import { REVIEWS_TO_TUNE, type WeightHistory } from '../domain/optimizeHistory.ts'
import { goodIntervals } from '../domain/optimizeIntervals.ts'
import { dayOfMonth } from './format.ts'
import { tuning as words } from './messages/tuning.ts'
import { Progress } from './parts/Progress.tsx'

const RetimeView = lazy(() => import('./RetimeView.tsx'))

/** Below this a look is not offered even to the curious. */
const FEWEST_REVIEWS = 300
const INTERVALS = 4

/** Looking for weights that fit the learner: nothing is changed before it was shown and chosen. */
export default function TuningSheet() {
  const tuning = createTuning()
  const fitting = () => phase(tuning.state(), 'fitting')
  const found = () => phase(tuning.state(), 'found')?.result
  const better = () => {
    const result = found()
    return result?.kind === 'better' ? result : undefined
  }
  return (
    <div class="tuning">
      <div role="status">
        <Switch>
          <Match when={tuning.state().phase === 'failed'}>
            <p>{words.failed}</p>
          </Match>
          <Match when={tuning.state().phase === 'installed'}>
            <h3>{words.installed}</h3>
          </Match>
          <Match when={tuning.state().phase === 'installing'}>
            <p>{words.installing}</p>
          </Match>
          <Match when={found()}>{(result) => <Outcome result={result()} />}</Match>
          <Match when={fitting()}>
            <p>{words.fitting}</p>
          </Match>
        </Switch>
      </div>
      <Show when={fitting()}>
        {(at) => (
          <>
            <Progress done={Math.round(at().share * 100)} max={100} label={words.fitting} />
            <Actions>
              <button type="button" class="btn big wide" onClick={() => tuning.stop()}>
                {words.stop}
              </button>
            </Actions>
          </>
        )}
      </Show>
      <Show when={better()}>
        {(result) => (
          <>
            <Intervals weights={result().weights} />
            <p>{words.dues}</p>
            <Actions>
              <button type="button" class="btn primary big wide" onClick={() => void tuning.install()}>
                {words.use}
              </button>
            </Actions>
          </>
        )}
      </Show>
      <Show when={tuning.state().phase === 'installed'}>
        <Suspense>
          <RetimeView scope={EVERYWHERE} />
        </Suspense>
      </Show>
      <Show when={isAtRest(tuning.state()) && tuning.history()} fallback={<Reading when={!tuning.history()} />}>
        {(history) => (
          <>
            <Show when={tuning.state().phase === 'idle'}>
              <Start history={history()} onLook={() => void tuning.check()} />
            </Show>
            <GoBack history={history()} onGoBack={() => void tuning.goBack()} />
          </>
        )}
      </Show>
    </div>
  )
}

type State = ReturnType<ReturnType<typeof createTuning>['state']>

const phase = <P extends State['phase']>(state: State, name: P) =>
  state.phase === name ? (state as Extract<State, { phase: P }>) : undefined

const isAtRest = (state: State): boolean => state.phase !== 'fitting' && state.phase !== 'installing'

function Reading(props: { when: boolean }) {
  return (
    <Show when={props.when}>
      <p>{words.reading}</p>
    </Show>
  )
}

function Start(props: { history: WeightHistory; onLook: () => void }) {
  const isEnough = () => props.history.reviews >= REVIEWS_TO_TUNE
  return (
    <>
      <p>{words.about}</p>
      <p>{isEnough() ? words.ready(props.history.reviews) : words.fewer(props.history.reviews, REVIEWS_TO_TUNE)}</p>
      <Show when={!isEnough()}>
        <Progress done={props.history.reviews} max={REVIEWS_TO_TUNE} label={words.toGo} />
      </Show>
      <Show when={props.history.reviews >= FEWEST_REVIEWS}>
        <Actions>
          <button type="button" class="btn big wide" classList={{ primary: isEnough() }} onClick={() => props.onLook()}>
            {isEnough() ? words.look : words.lookAnyway}
          </button>
        </Actions>
      </Show>
    </>
  )
}

function Outcome(props: { result: Tuning }) {
  const compared = () => (props.result.kind === 'too-few' ? undefined : props.result)
  return (
    <Show when={compared()} fallback={<p>{words.tooFew}</p>}>
      {(result) => (
        <>
          <h3>{result().kind === 'better' ? words.better : words.kept}</h3>
          <Show when={result().kind === 'kept'}>
            <p>{words.keptText}</p>
          </Show>
          <p>
            {words.recalled(result().before.reviews, result().before.recalledRatio)}{' '}
            {words.expected(result().before.expectedRatio, result().after.expectedRatio)}
          </p>
          <Show when={result().kind === 'better'}>
            <p>{words.closer}</p>
          </Show>
          <details>
            <summary>{words.numbers}</summary>
            <p>{words.logLoss(result().before.logLoss, result().after.logLoss)}</p>
          </details>
        </>
      )}
    </Show>
  )
}

function Intervals(props: { weights: readonly number[] }) {
  const { settings } = useServices()
  const of = (weights: readonly number[] | null) =>
    goodIntervals(weights, settings.current().desiredRetentionRatio, INTERVALS)
  return <p>{words.intervals(of(settings.current().weights), of(props.weights))}</p>
}

/** The way back stands there as long as there is a set to go back to. */
function GoBack(props: { history: WeightHistory; onGoBack: () => void }) {
  const { moment } = useServices()
  return (
    <Show when={props.history.previous !== undefined}>
      <Show when={props.history.changedOn}>{(day) => <p>{words.changed(dayOfMonth(day(), moment().day))}</p>}</Show>
      <Actions>
        <button type="button" class="btn wide" onClick={() => props.onGoBack()}>
          {props.history.previous === null ? words.backToUsual : words.back}
        </button>
      </Actions>
    </Show>
  )
}

const Actions = (props: { children: JSX.Element }) => <div class="acts">{props.children}</div>
