import './styles/sitting.css'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { MINUTE_MS } from '../domain/time.ts'
import { clockTime } from './format.ts'
import { quiz as words } from './messages/quiz.ts'
import { Icon } from './parts/Icon.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** When what is left is said: in minutes. */
const SAID_AT = [5, 1] as const
const MORE_MINUTES = 5

/** The time that is left, if any runs: read out twice, not every second. */
export function ExamClock(props: {
  leftMs: number | null
  hidden: boolean
  extraMinutes: number
  onPress: () => void
}) {
  const [said, setSaid] = createSignal('')
  createEffect(
    on(
      () => props.leftMs,
      (left, before) => {
        if (left === null || before === null || before === undefined) return
        const passed = SAID_AT.find((minutes) => before > minutes * MINUTE_MS && left <= minutes * MINUTE_MS)
        if (passed !== undefined) setSaid(words.leftSaid(passed))
      },
    ),
  )
  createEffect(
    on(
      () => props.extraMinutes,
      (extra, before) => before !== undefined && extra > before && setSaid(words.extended(extra - before)),
    ),
  )
  return (
    <Show when={props.leftMs !== null}>
      <button
        type="button"
        class="timer num"
        aria-haspopup="dialog"
        aria-label={props.hidden ? words.timerHidden : words.timer(clockTime(props.leftMs ?? 0))}
        onClick={() => props.onPress()}
      >
        <Icon name="timer" />
        <Show when={!props.hidden}>{clockTime(props.leftMs ?? 0)}</Show>
      </button>
      <p class="sr" role="status">
        {said()}
      </p>
    </Show>
  )
}

/** What can be done about the clock: hide it, or have more time. */
export function ClockSheet(props: {
  open: boolean
  leftMs: number | null
  hidden: boolean
  onHide: (hidden: boolean) => void
  onExtend: (minutes: number) => void
  onClose: () => void
}) {
  const done = (act: () => void) => {
    act()
    props.onClose()
  }
  return (
    <Sheet
      open={props.open}
      title={words.timerOptions}
      onClose={() => props.onClose()}
      confirm
      actions={
        <>
          <button type="button" class="btn big" onClick={() => done(() => props.onHide(!props.hidden))}>
            {props.hidden ? words.show : words.hide}
          </button>
          <button type="button" class="btn big primary" onClick={() => done(() => props.onExtend(MORE_MINUTES))}>
            {words.extend(MORE_MINUTES)}
          </button>
        </>
      }
    >
      <p>{words.timer(clockTime(props.leftMs ?? 0))}</p>
    </Sheet>
  )
}
