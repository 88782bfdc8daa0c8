import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { EasyDay } from '../../domain/easyDays.ts'
import { options as words } from '../messages/options.ts'
import { weekdayName } from '../weekdays.ts'

const KINDS: readonly EasyDay[] = ['normal', 'reduced', 'minimum']

type EasyWeekProps = {
  value: readonly EasyDay[]
  /** False where the choice is refused. */
  onEase: (weekday: number, ease: EasyDay) => Promise<boolean>
}

/** How much of each weekday is meant for reviews. The last normal day cannot be taken. */
export function EasyWeek(props: EasyWeekProps) {
  const id = createUniqueId()
  const [wrong, setWrong] = createSignal(false)
  let choices = 0
  const take = async (day: number, select: HTMLSelectElement) => {
    const mine = ++choices
    const isTaken = await props.onEase(day, KINDS[select.selectedIndex] ?? 'normal')
    // A choice is refused at once, while those before it may still be on their way to the disk.
    if (mine === choices) setWrong(!isTaken)
    if (!isTaken) select.selectedIndex = KINDS.indexOf(props.value[day] ?? 'normal')
  }
  return (
    <fieldset class="easy-week" aria-describedby={`${id}-help`}>
      <legend>{words.easy}</legend>
      <small id={`${id}-help`}>{words.easyText}</small>
      <For each={props.value.map((_, day) => day)}>
        {(day) => (
          <div>
            <label for={`${id}-${day}`}>{weekdayName(day)}</label>
            <select id={`${id}-${day}`} class="input" onChange={(event) => void take(day, event.currentTarget)}>
              <For each={KINDS}>
                {(kind) => <option selected={props.value[day] === kind}>{words.easyKinds[kind]}</option>}
              </For>
            </select>
          </div>
        )}
      </For>
      <Show when={wrong()}>
        <small class="error" role="alert">
          {words.easyWrong}
        </small>
      </Show>
    </fieldset>
  )
}
