import './styles/browse.css'
import { For, Show } from 'solid-js'
import type { CardInfo as Info } from '../app/cardInfo.ts'
import type { CurvePoint, HistoryEntry } from '../domain/cardHistory.ts'
import { tookMs } from '../domain/event.ts'
import { waitsInVain } from '../domain/misdated.ts'
import type { StudyDay } from '../domain/time.ts'
import { dayOfMonth, number, percent } from './format.ts'
import { browse as words } from './messages/browse.ts'
import { t } from './messages.ts'

/** What happened to a card, and how its memory fell and rose: in words, as a curve, and as a table. */
export function CardInfo(props: { info: Info; deckName: string }) {
  const state = () => props.info.card?.state
  const memory = () => {
    const known = state()?.memory
    return known && known.phase !== 'new' ? known : undefined
  }
  const inVain = () => {
    const known = memory()
    return known && waitsInVain(known, props.info.today) ? known : undefined
  }
  return (
    <>
      <Show when={inVain()}>{(known) => <p>{words.wrongClock(dayOfMonth(known().day, props.info.today))}</p>}</Show>
      <section>
        <h3>{words.curve}</h3>
        <Show when={props.info.curve.length > 0} fallback={<p class="small muted">{words.curveLabel(null)}</p>}>
          <RecallCurve info={props.info} />
        </Show>
      </section>
      <dl>
        <dt>{words.facts.deck}</dt>
        <dd dir="auto">{props.deckName}</dd>
        <Show when={memory()}>
          {(known) => (
            <>
              <dt>{words.facts.stability}</dt>
              <dd>{words.days(Math.round(known().stability * 10) / 10)}</dd>
              <dt>{words.facts.difficulty}</dt>
              <dd>{number(known().difficulty)}</dd>
              <dt>{words.facts.reps}</dt>
              <dd>{number(state()?.reps ?? 0)}</dd>
              <dt>{words.facts.lapses}</dt>
              <dd>{number(state()?.lapses ?? 0)}</dd>
            </>
          )}
        </Show>
      </dl>
      <section>
        <h3 id="card-past">{words.history}</h3>
        <Show when={props.info.history.length > 0} fallback={<p class="small muted">{words.noHistory}</p>}>
          <section class="scroll" tabindex="0" aria-labelledby="card-past">
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.columns.date}</th>
                  <th scope="col">{words.columns.what}</th>
                  <th scope="col">{words.columns.recall}</th>
                  <th scope="col">{words.columns.next}</th>
                  <th scope="col">{words.columns.took}</th>
                </tr>
              </thead>
              <tbody>
                <For each={props.info.history.toReversed()}>
                  {(entry) => (
                    <tr>
                      <td>{dayOfMonth(entry.event.day, props.info.today)}</td>
                      <td>{whatOf(entry)}</td>
                      <td class="num">{entry.recallBefore === null ? '' : percent(entry.recallBefore)}</td>
                      <td class="num">{entry.intervalDays === null ? '' : words.days(entry.intervalDays)}</td>
                      <td class="num">
                        {entry.event.kind === 'review' ? words.seconds(Math.round(tookMs(entry.event) / 1000)) : ''}
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </section>
        </Show>
      </section>
    </>
  )
}

function whatOf({ event }: HistoryEntry): string {
  switch (event.kind) {
    case 'review':
      return t.rating[event.rating]
    case 'suspend':
      return event.on ? words.events.suspend : words.events.resume
    case 'flag':
      return event.flag > 0 ? words.events.flag : words.events.unflag
    default:
      return words.events[event.kind]
  }
}

const WIDTH = 300
const HEIGHT = 100

/** Recall from the first review to a little after today; the drawing stretches, its strokes do not. */
function RecallCurve(props: { info: Info }) {
  const points = () => props.info.curve.flat()
  const first = () => points()[0]?.day ?? props.info.today
  const last = () => points().at(-1)?.day ?? props.info.today
  const x = (day: number) => (WIDTH * (day - first())) / Math.max(1, last() - first())
  const y = (recall: number) => HEIGHT * (1 - recall)
  const path = (stretch: readonly CurvePoint[]) =>
    stretch.map(({ day, recall }, i) => `${i === 0 ? 'M' : 'L'}${x(day).toFixed(2)} ${y(recall).toFixed(2)}`).join('')
  const dateOf = (day: number) => dayOfMonth(Math.round(day) as StudyDay, props.info.today)
  return (
    <>
      <svg
        class="recall-curve"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.curveLabel(props.info.recall === null ? null : percent(props.info.recall))}
      >
        <For each={[0, 0.5, 1]}>{(recall) => <line x1="0" x2={WIDTH} y1={y(recall)} y2={y(recall)} />}</For>
        <line class="today" x1={x(props.info.today)} x2={x(props.info.today)} y1="0" y2={HEIGHT} />
        <For each={props.info.curve}>{(stretch) => <path d={path(stretch)} />}</For>
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{dateOf(first())}</span>
        <span>{dateOf(last())}</span>
      </p>
      <Show when={props.info.recall !== null}>
        <p class="small muted">{words.curveLabel(percent(props.info.recall ?? 0))}</p>
      </Show>
    </>
  )
}
