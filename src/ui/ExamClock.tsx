import { createEffect, createSignal, on, Show } from 'solid-js'
import { MINUTE_MS } from '../domain/time.ts'
import { clockTime } from './format.ts'
import { quiz as words } from './messages/quiz.ts'
import { Icon } from './parts/Icon.tsx'
import { Sheet } from './parts/Sheet.tsx'

/** When what is left is said: in minutes. */
const SAID_AT = [5, 1] as const
const MORE_MINUTES = 5

/** The time that is left, if any runs: it can be hidden and made longer, and is read out twice, not every second. */
export function ExamClock(props: { leftMs: number | null; onExtend: (minutes: number) => void }) {
  const [hidden, setHidden] = createSignal(false)
  const [open, setOpen] = createSignal(false)
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
  return (
    <Show when={props.leftMs !== null}>
      <button
        type="button"
        class="timer num"
        aria-haspopup="dialog"
        aria-label={hidden() ? words.timerHidden : words.timer(clockTime(props.leftMs ?? 0))}
        onClick={() => setOpen(true)}
      >
        <Icon name="timer" />
        <Show when={!hidden()}>{clockTime(props.leftMs ?? 0)}</Show>
      </button>
      <p class="sr" role="status">
        {said()}
      </p>
      <Sheet
        open={open()}
        title={words.timerOptions}
        onClose={() => setOpen(false)}
        confirm
        actions={
          <>
            <button
              type="button"
              class="btn big"
              onClick={() => {
                setHidden(!hidden())
                setOpen(false)
              }}
            >
              {hidden() ? words.show : words.hide}
            </button>
            <button
              type="button"
              class="btn big primary"
              onClick={() => {
                props.onExtend(MORE_MINUTES)
                setSaid(words.extended(MORE_MINUTES))
                setOpen(false)
              }}
            >
              {words.extend(MORE_MINUTES)}
            </button>
          </>
        }
      >
        <p>{words.timer(clockTime(props.leftMs ?? 0))}</p>
      </Sheet>
    </Show>
  )
}
