import './styles/tuning.css'
import './styles/moves.css'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { MovePlan, Moves } from '../app/moves.ts'
import { useServices } from '../app/services.ts'
import { dayToTell } from '../domain/moves.ts'
import type { StudyDay } from '../domain/time.ts'
import { dayOfMonth } from './format.ts'
import { moves as words } from './messages/moves.ts'
import { t } from './messages.ts'
import { Progress } from './parts/Progress.tsx'

type MovesPreviewProps = {
  moves: Moves
  /** The button's words for so many cards. */
  applyLabel?: (count: number) => string
  onApply?: () => void
  /** Whether there is something to do though no card moves. */
  always?: boolean
}

/** How many cards would move and what each day becomes; then one button, and the way back. */
export function MovesPreview(props: MovesPreviewProps) {
  const state = () => props.moves.state()
  const moved = () => {
    const at = state()
    return at.phase === 'moved' ? at : undefined
  }
  const count = () => props.moves.plan()?.moves.length ?? 0
  const label = () => (props.applyLabel ?? words.apply)(count())
  return (
    <div class="moves">
      <div role="status">
        <Switch>
          <Match when={state().phase === 'failed'}>
            <p>{words.failed}</p>
          </Match>
          <Match when={state().phase === 'stopped'}>
            <p>{words.stopped}</p>
          </Match>
          <Match when={state().phase === 'moving'}>
            <p>{words.moving}</p>
          </Match>
          <Match when={moved()}>{(at) => <p>{words.moved(at().count)}</p>}</Match>
          <Match when={state().phase === 'undone'}>
            <p>{words.undone}</p>
          </Match>
          <Match when={props.moves.plan()}>{(plan) => <Finding plan={plan()} />}</Match>
          <Match when={true}>
            <p>{words.planning}</p>
          </Match>
        </Switch>
      </div>
      <Show when={props.moves.share() > 0 ? props.moves.stop() : null}>
        {(stop) => (
          <>
            <Progress done={Math.round(props.moves.share() * 100)} max={100} label={words.progress} />
            <div class="acts">
              <button type="button" class="btn big wide" onClick={() => stop()()}>
                {t.cancel}
              </button>
            </div>
          </>
        )}
      </Show>
      <Show when={state().phase === 'planned' && props.moves.plan()}>
        {(plan) => (
          <>
            <Show when={plan().moves.length > 0}>
              <Days plan={plan()} />
            </Show>
            <Show when={plan().moves.length > 0 || props.always}>
              <div class="acts">
                <button
                  type="button"
                  class="btn primary big wide"
                  onClick={() => (props.onApply ? props.onApply() : void props.moves.apply())}
                >
                  {label()}
                </button>
              </div>
            </Show>
          </>
        )}
      </Show>
      <Show when={(moved()?.count ?? 0) > 0}>
        <div class="acts">
          <button type="button" class="btn big wide" onClick={() => void props.moves.undo()}>
            {t.undo}
          </button>
        </div>
      </Show>
    </div>
  )
}

function Finding(props: { plan: MovePlan }) {
  const { moment } = useServices()
  const told = createMemo(() => {
    const day = dayToTell(props.plan.days)
    return day ? words.day(dayName(day.day, moment().day), day.before, day.after) : ''
  })
  return (
    <Show when={props.plan.moves.length > 0} fallback={<p>{words.none}</p>}>
      <p>
        {words.move(props.plan.moves.length)} {told()}
      </p>
      <Show when={props.plan.recall}>{(recall) => <p>{words.recall(recall().before, recall().after)}</p>}</Show>
    </Show>
  )
}

function Days(props: { plan: MovePlan }) {
  const { moment } = useServices()
  return (
    <table>
      <caption>{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">{words.dayHead}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.plan.days}>
          {(day) => (
            <tr classList={{ changed: day.before !== day.after }}>
              <th scope="row">{dayName(day.day, moment().day)}</th>
              <td>{day.before}</td>
              <td>{day.after}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

function dayName(day: StudyDay, today: StudyDay): string {
  const name = day === today ? t.when.today : day === today + 1 ? t.when.tomorrow : dayOfMonth(day, today)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
