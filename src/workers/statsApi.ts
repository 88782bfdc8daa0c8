import type { StoredEvent } from '../domain/event.ts'
import type { SchedulerSettings } from '../domain/scheduler.ts'
import type { Stats, StatsScope } from '../domain/stats.ts'

/** A log is given piece by piece, since a message of a million events would hold the page up; then asked many times. */
export type StatsApi = {
  readonly add: { readonly input: readonly StoredEvent[]; readonly output: undefined; readonly progress: never }
  readonly read: { readonly input: SchedulerSettings; readonly output: undefined; readonly progress: never }
  readonly count: { readonly input: StatsScope; readonly output: Stats; readonly progress: never }
}
