import { createSignal, onCleanup } from 'solid-js'
import type { CardState } from '../domain/card.ts'
import type { Clock } from '../domain/clock.ts'
import type { EventId, Moment } from '../domain/event.ts'
import type { DayLimit, DeckChange, Scope, Settings, SettingValues } from '../domain/settings.ts'
import type { SettingsEvent } from '../domain/settingsFold.ts'
import type { Store } from '../storage/store.ts'
import type { Writer } from './writer.ts'

/** Each change is in force, and said to be, once it is durable: what is seen is never ahead of what is kept. */
export type SettingsState = {
  readonly current: () => Settings
  /** `cards` are states that follow from the change, stored with it. */
  readonly change: (change: Partial<SettingValues>, cards?: readonly CardState[]) => Promise<void>
  /** What one deck or folder has of its own. */
  readonly changeIn: (scope: Scope, change: DeckChange) => Promise<void>
  /** Limits for today alone. */
  readonly limitToday: (limits: ReadonlyMap<Scope, Omit<DayLimit, 'day'>>) => Promise<void>
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
      // A backup that was put in brings settings of its own, in this tab too.
      if (change.kind !== 'all' && (change.here || change.kind !== 'settings')) return
      void store.settings().then((settings) => setCurrent(settings))
    }),
  )

  async function put(
    make: (stamp: () => Moment & { readonly id: EventId }) => readonly SettingsEvent[],
    cards: readonly CardState[] = [],
  ): Promise<void> {
    const when = moment()
    const events = make(() => ({ ...when, id: clock.next(when.at) }))
    const written = writer.write({ events, cards })
    const { withSetting } = await import('../domain/settingsFold.ts')
    await written
    setCurrent((settings) => events.reduce(withSetting, settings))
  }

  return {
    current,
    change: (change, cards) => put((stamp) => [{ ...stamp(), kind: 'setting', change }], cards),
    changeIn: (scope, change) => put((stamp) => [{ ...stamp(), kind: 'deckSetting', scope, change }]),
    limitToday: (limits) =>
      put((stamp) => [...limits].map(([scope, limit]) => ({ ...stamp(), kind: 'limit', scope, ...limit }))),
  }
}
