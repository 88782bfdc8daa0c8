import './styles/forms.css'
import { createSignal, Show } from 'solid-js'
import { createMoves, type MoveReason } from '../app/moves.ts'
import { useServices } from '../app/services.ts'
import { addDays, DAY_MS, type StudyDay, studyDayToDate, toStudyDay } from '../domain/time.ts'
import { dayOfMonth } from './format.ts'
import { MovesPreview } from './MovesPreview.tsx'
import { moves as words } from './messages/moves.ts'
import { Field } from './parts/Field.tsx'

/** A holiday's length to begin with. */
const USUAL_DAYS = 7

/** Days away, ahead or past: what falls due in them is put before and after, once it was seen what that costs. */
export default function BreakSheet() {
  const { settings, moment } = useServices()
  const today = moment().day
  const away = () => settings.current().away
  const isAhead = () => {
    const planned = away()
    return planned !== null && planned.to >= today ? planned : null
  }
  const [from, setFrom] = createSignal(isAhead()?.from ?? addDays(today, 1))
  const [to, setTo] = createSignal(isAhead()?.to ?? addDays(today, USUAL_DAYS))
  const [said, setSaid] = createSignal('')
  const isWrong = () => to() < from()
  const moves = createMoves((): MoveReason => ({ kind: 'break', from: from(), to: isWrong() ? from() : to() }))

  const plan = async () => {
    await moves.apply()
    if (to() >= today) await settings.change({ away: { from: from(), to: to() } })
  }
  const callOff = async () => {
    await settings.change({ away: null })
    setSaid(words.calledOff)
  }
  const date = (label: string, value: StudyDay, onPick: (day: StudyDay) => void, error?: string | null) => (
    <Field label={label} error={error}>
      {(control) => (
        <input
          class="input"
          {...control}
          type="date"
          value={toIsoDate(value)}
          onChange={(event) => {
            const day = fromIsoDate(event.currentTarget.value)
            if (day !== null) onPick(day)
          }}
        />
      )}
    </Field>
  )
  return (
    <div class="away">
      <p>{words.awayText}</p>
      {date(words.from, from(), setFrom)}
      {date(words.to, to(), setTo, isWrong() ? words.awayWrong : null)}
      <Show when={!isWrong()}>
        <MovesPreview
          moves={moves}
          applyLabel={to() >= today ? words.plan : words.apply}
          always={to() >= today && (away()?.from !== from() || away()?.to !== to())}
          onApply={() => void plan()}
        />
      </Show>
      <Show when={isAhead()}>
        {(planned) => (
          <>
            <p>{words.planned(dayOfMonth(planned().from, today), dayOfMonth(planned().to, today))}</p>
            <button type="button" class="btn" onClick={() => void callOff()}>
              {words.callOff}
            </button>
          </>
        )}
      </Show>
      <p role="status">{said()}</p>
    </div>
  )
}

const toIsoDate = (day: StudyDay): string => studyDayToDate(day).toISOString().slice(0, 10)

/** Null for a date that is not whole yet. */
function fromIsoDate(text: string): StudyDay | null {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(ms) ? null : toStudyDay(Math.floor(ms / DAY_MS))
}
