import { createSignal, onCleanup } from 'solid-js'
import type { CardState } from '../domain/card.ts'
import type { Clock } from '../domain/clock.ts'
import type { EventId, Moment } from '../domain/event.ts'
import type { SettingChange } from '../domain/settingParts.ts'
import {
  type DayLimit,
  type DeckChange,
  PART_KEYS,
  type Scope,
  type Settings,
  type SettingValues,
} from '../domain/settings.ts'
import type { SettingsEvent } from '../domain/settingsFold.ts'
import type { Store } from '../storage/store.ts'
import type { Writer } from './writer.ts'

/**
 * A change, or how it follows from the settings as they will be once all that was changed before is in force; null for
 * none. What follows from a value is changed the second way, or of two quick changes the first is lost.
 */
export type Asked<Change> = Change | ((ahead: Settings) => Change | null)

export type TodayLimits = ReadonlyMap<Scope, Omit<DayLimit, 'day'>>

/** Each change is in force, and said to be, once it is durable: what is seen is never ahead of what is kept. */
export type SettingsState = {
  readonly current: () => Settings
  /** `cards` are states that follow from the change, stored with it. */
  readonly change: (change: Asked<Partial<SettingValues>>, cards?: readonly CardState[]) => Promise<void>
  /** What one deck or folder has of its own. */
  readonly changeIn: (scope: Scope, change: Asked<DeckChange>) => Promise<void>
  /** Limits for today alone. */
  readonly limitToday: (limits: Asked<TodayLimits>) => Promise<void>
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

  /** Asked for and not yet in force, in order. */
  let underWay: readonly SettingsEvent[] = []

  async function put<Change>(
    asked: Asked<Change>,
    eventsOf: (change: Change, stamp: () => Moment & { readonly id: EventId }) => readonly SettingsEvent[],
    cards: readonly CardState[] = [],
  ): Promise<void> {
    let change: Change | null
    if (isMaker(asked)) {
      const { withSettings } = await settingsFold()
      // In one breath from here on: what comes next is to find this one under way.
      change = asked(withSettings(current(), underWay))
    } else change = asked
    if (change === null) return
    const when = moment()
    const events = eventsOf(change, () => ({ ...when, id: clock.next(when.at) }))
    underWay = [...underWay, ...events]
    const written = writer.write({ events, cards })
    const { withSettings } = await settingsFold()
    await written
    underWay = underWay.filter((event) => !events.includes(event))
    setCurrent((settings) => withSettings(settings, events))
  }

  async function change(asked: Asked<Partial<SettingValues>>, cards?: readonly CardState[]): Promise<void> {
    let said: Asked<SettingChange>
    if (isMaker(asked) || PART_KEYS.some((key) => key in asked)) {
      const { inParts } = await import('../domain/settingParts.ts')
      said = (ahead) => {
        const made = isMaker(asked) ? asked(ahead) : asked
        return made && inParts(ahead, made)
      }
    } else said = { change: asked }
    await put(said, (one, stamp) => [{ ...stamp(), kind: 'setting', ...one }], cards)
  }

  return {
    current,
    change,
    changeIn: (scope, asked) => put(asked, (change, stamp) => [{ ...stamp(), kind: 'deckSetting', scope, change }]),
    limitToday: (asked) =>
      put(asked, (limits, stamp) =>
        [...limits].map(([scope, limit]) => ({ ...stamp(), kind: 'limit', scope, ...limit })),
      ),
  }
}

const settingsFold = () => import('../domain/settingsFold.ts')

const isMaker = <Change>(asked: Asked<Change>): asked is (ahead: Settings) => Change | null =>
  typeof asked === 'function'
