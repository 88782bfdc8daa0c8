import { createSignal, onCleanup } from 'solid-js'
import type { CardState } from '../domain/card.ts'
import type { Clock } from '../domain/clock.ts'
import type { Moment } from '../domain/event.ts'
import type { Settings } from '../domain/settings.ts'
import type { Store } from '../storage/store.ts'
import type { Writer } from './writer.ts'

export type SettingsState = {
  readonly current: () => Settings
  /** `cards` are states that follow from the change, stored with it. */
  readonly change: (change: Partial<Settings>, cards?: readonly CardState[]) => Promise<void>
}

/** The learner's settings as of now, kept in step with other tabs. */
export function createSettings(
  store: Store,
  clock: Clock,
  writer: Writer,
  moment: () => Moment,
  initial: Settings,
): SettingsState {
  const [current, setCurrent] = createSignal(initial)
  onCleanup(
    store.onChange((change) => {
      if (change.here || (change.kind !== 'settings' && change.kind !== 'all')) return
      void store.settings().then((settings) => setCurrent(settings))
    }),
  )
  return {
    current,
    change: (change, cards = []) => {
      setCurrent((settings) => ({ ...settings, ...change }))
      const when = moment()
      return writer.write({ events: [{ ...when, id: clock.next(when.at), kind: 'setting', change }], cards })
    },
  }
}
