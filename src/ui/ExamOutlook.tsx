import './styles/exam.css'
import './styles/stats.css'
import { For, Match, Show, Switch } from 'solid-js'
import type { OutlookState } from '../app/examOutlook.ts'
import { useServices } from '../app/services.ts'
import type { Outlook } from '../domain/examOutlook.ts'
import type { ExamPlan } from '../domain/examPlan.ts'
import { dayOfMonth, number, percent } from './format.ts'
import { planner as words } from './messages/planner.ts'
import { ExamCurve } from './parts/charts/ExamCurve.tsx'
import { type ChartTable, Panel } from './parts/charts/Panel.tsx'
import { Progress } from './parts/Progress.tsx'

/** What to expect of an exam: the curve, today's share of the work, whether the time suffices, and each topic. */
export function ExamOutlook(props: { plan: ExamPlan | null; state: OutlookState }) {
  const at = <P extends OutlookState['phase']>(phase: P) =>
    props.state.phase === phase ? (props.state as Extract<OutlookState, { phase: P }>) : undefined
  return (
    <Show when={props.plan} fallback={<p class="muted">{words.incomplete}</p>}>
      {(plan) => (
        <Switch>
          <Match when={at('simulating')}>
            {(state) => (
              <div class="waiting">
                <p role="status">{words.simulating}</p>
                <Progress done={Math.round(state().share * 100)} max={100} label={words.simulating} />
              </div>
            )}
          </Match>
          <Match when={props.state.phase === 'empty'}>
            <p role="status">{words.empty}</p>
          </Match>
          <Match when={props.state.phase === 'failed'}>
            <p role="status">{words.failed}</p>
          </Match>
          <Match when={at('ready')}>
            {(state) => <Known plan={plan()} outlook={state().outlook} topics={state().topics} />}
          </Match>
        </Switch>
      )}
    </Show>
  )
}

function Known(props: { plan: ExamPlan; outlook: Outlook; topics: readonly string[] }) {
  const { settings, moment } = useServices()
  const wanted = () => settings.current().desiredRetentionRatio
  const day = () => dayOfMonth(props.plan.day, moment().day)
  const stopped = () => props.outlook.stop.at(-1) ?? 0
  const sentences = () => keepUpWords(props.outlook, day())
  const table = (): ChartTable => ({
    head: [words.columns.day, words.columns.keepUp, words.columns.stop],
    rows: props.outlook.keepUp.map((share, i) => [number(i), percent(share), percent(props.outlook.stop[i] ?? 0)]),
  })
  return (
    <div class="outlook">
      <Panel
        finding={sentences()[0]}
        table={table}
        chart={
          <ExamCurve
            label={words.chart(props.outlook.exam.share, stopped())}
            height={168}
            keepUp={props.outlook.keepUp}
            stop={props.outlook.stop}
            ends={[words.today, day()]}
          />
        }
      >
        <p>
          {sentences()[1]} {words.range(props.outlook.exam.low, props.outlook.exam.high)}
        </p>
      </Panel>
      <section class="paper pad lines">
        <p>
          {words.todayPlan(
            props.outlook.today.fresh,
            props.outlook.today.reviews,
            Math.round(props.outlook.today.seconds / 60),
          )}
        </p>
        <p>
          <b>{enoughWords(props.outlook, props.plan, wanted())}</b>
        </p>
        <Show when={props.outlook.freshADay > 0}>
          <p>{words.pace(props.outlook.freshADay)}</p>
        </Show>
        <Show when={props.outlook.unmet > 0}>
          <p>{words.unmet(props.outlook.unmet)}</p>
        </Show>
        <Show when={props.outlook.drop.length > 0}>
          <p dir="auto">{words.drop(props.outlook.drop.map((topic) => props.topics[topic] ?? ''))}</p>
        </Show>
      </section>
      <section class="paper pad" aria-labelledby="exam-topics">
        <h3 id="exam-topics">{words.byTopic}</h3>
        <ul class="shares">
          <For each={props.topics}>
            {(topic, i) => (
              <Show when={props.outlook.byTopic[i()]}>
                {(known) => (
                  <li>
                    <span dir="auto">{topic}</span>
                    <span class="num muted">{words.topic(known().share, known().low, known().high)}</span>
                    <Progress
                      done={Math.round(known().share * 100)}
                      max={100}
                      label={`${topic}: ${words.topic(known().share, known().low, known().high)}`}
                    />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </section>
    </div>
  )
}

/** What keeping up and stopping come to, as two sentences. */
export function keepUpWords(outlook: Outlook, day: string): readonly [string, string] {
  const stop = outlook.stop.at(-1) ?? 0
  const falls = stop < (outlook.stop[0] ?? 0) - 0.005
  return (falls ? words.keepUp : words.rises)(outlook.exam.share, stop, day)
}

function enoughWords(outlook: Outlook, plan: ExamPlan, wanted: number): string {
  if (outlook.enough) return words.enough(wanted)
  if (outlook.factor === null) return words.tooShort(wanted)
  const perDay = plan.minutes.reduce((sum, each) => sum + each, 0) / plan.minutes.length
  return words.short(wanted, Math.max(1, Math.round(perDay * (outlook.factor - 1))))
}
