import './styles/forms.css'
import { createSignal, createUniqueId, For, Match, Switch } from 'solid-js'
import { createRetentionChoice, type RetentionState } from '../app/retention.ts'
import { useServices } from '../app/services.ts'
import type { Workload } from '../domain/simulate.ts'
import { percent } from './format.ts'
import { tuning as words } from './messages/tuning.ts'
import { Progress } from './parts/Progress.tsx'
import { RetentionWarning } from './parts/RetentionWarning.tsx'

/** One slider from minutes a day to share remembered, over a year simulated on the learner's own decks. */
export default function RetentionSheet() {
  const state = createRetentionChoice()
  const simulating = () => phase(state(), 'simulating')
  const ready = () => phase(state(), 'ready')
  return (
    <div class="tuning">
      <Switch>
        <Match when={simulating()}>
          {(at) => (
            <>
              <p role="status">{words.simulating}</p>
              <Progress done={Math.round(at().share * 100)} max={100} label={words.simulating} />
            </>
          )}
        </Match>
        <Match when={state().phase === 'empty'}>
          <p role="status">{words.empty}</p>
        </Match>
        <Match when={state().phase === 'failed'}>
          <p role="status">{words.failed}</p>
        </Match>
        <Match when={ready()}>{(at) => <Choice workloads={at().workloads} />}</Match>
      </Switch>
    </div>
  )
}

const phase = <P extends RetentionState['phase']>(state: RetentionState, name: P) =>
  state.phase === name ? (state as Extract<RetentionState, { phase: P }>) : undefined

function Choice(props: { workloads: readonly Workload[] }) {
  const { settings } = useServices()
  const id = createUniqueId()
  const inUse = () => settings.current().desiredRetentionRatio
  const [index, setIndex] = createSignal(nearest(props.workloads, inUse()))
  const [said, setSaid] = createSignal('')
  const at = () => workloadAt(props.workloads, index())
  const isInUse = () => Math.abs(at().retentionRatio - inUse()) < 0.001
  const use = () => {
    const { retentionRatio } = at()
    void settings.change({ desiredRetentionRatio: retentionRatio }).then(() => setSaid(words.chosen(retentionRatio)))
  }
  return (
    <>
      <dl class="outcome">
        <div>
          <dt>{words.perDay}</dt>
          <dd>{words.minutes(at().minutesPerDay)}</dd>
        </div>
        <div>
          <dt>{words.share}</dt>
          <dd>{percent(shareOf(at()))}</dd>
        </div>
      </dl>
      <label for={id}>{words.slider}</label>
      <input
        id={id}
        type="range"
        min="0"
        max={props.workloads.length - 1}
        step="1"
        value={index()}
        aria-valuetext={words.value(at().retentionRatio, at().minutesPerDay, shareOf(at()))}
        onInput={(event) => setIndex(event.currentTarget.valueAsNumber)}
      />
      <p class="ends" aria-hidden="true">
        <span>{words.less}</span>
        <span>{words.more}</span>
      </p>
      <p>
        <b>{words.retention(at().retentionRatio)}</b>, {words.answers(at().reviewsPerDay)}
      </p>
      <RetentionWarning ratio={at().retentionRatio} />
      <dl class="points">
        <For each={words.points}>
          {(point, i) => (
            <div>
              <dt>{point}</dt>
              <dd>{words.remembered(at().remembered[i()] ?? 0)}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class="small muted">
        {words.seen(at().seen)}. {at().waiting >= 1 ? words.waiting(at().waiting) : ''} {words.assumes}
      </p>
      <div class="acts">
        <button type="button" class="btn primary big wide" aria-disabled={isInUse()} onClick={() => isInUse() || use()}>
          {isInUse() ? words.inUse : words.choice(at().retentionRatio)}
        </button>
      </div>
      <p role="status" class="small">
        {said()}
      </p>
    </>
  )
}

const shareOf = (workload: Workload): number =>
  workload.seen === 0 ? 0 : (workload.remembered.at(-1) ?? 0) / workload.seen

function nearest(workloads: readonly Workload[], ratio: number): number {
  const distance = (one: Workload) => Math.abs(one.retentionRatio - ratio)
  return workloads.reduce((best, one, i) => (distance(one) < distance(workloadAt(workloads, best)) ? i : best), 0)
}

function workloadAt(workloads: readonly Workload[], index: number): Workload {
  const workload = workloads[index]
  if (!workload) throw new RangeError(`no workload ${index}`)
  return workload
}
