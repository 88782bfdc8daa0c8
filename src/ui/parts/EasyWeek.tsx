import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { type EasyDay, isWeek } from '../../domain/easyDays.ts'
import { options as words } from '../messages/options.ts'
import { weekdayName } from '../weekdays.ts'

const KINDS: readonly EasyDay[] = ['normal', 'reduced', 'minimum']

/** How much of each weekday is meant for reviews. The last normal day cannot be taken. */
export function EasyWeek(props: { value: readonly EasyDay[]; onChange: (week: readonly EasyDay[]) => void }) {
  const id = createUniqueId()
  const [wrong, setWrong] = createSignal(false)
  const take = (select: HTMLSelectElement) => {
    // As it is seen: a choice made just before may not be in force yet, and must not be lost to this one.
    const seen = select.closest('fieldset')?.querySelectorAll('select') ?? []
    const week = [...seen].map((one) => KINDS[one.selectedIndex] ?? 'normal')
    setWrong(!isWeek(week))
    if (isWeek(week)) props.onChange(week)
    else select.selectedIndex = KINDS.indexOf('normal')
  }
  return (
    <fieldset class="easy-week" aria-describedby={`${id}-help`}>
      <legend>{words.easy}</legend>
      <small id={`${id}-help`}>{words.easyText}</small>
      <For each={props.value.map((_, day) => day)}>
        {(day) => (
          <div>
            <label for={`${id}-${day}`}>{weekdayName(day)}</label>
            <select id={`${id}-${day}`} class="input" onChange={(event) => take(event.currentTarget)}>
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
