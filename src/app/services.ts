import { createContext, useContext } from 'solid-js'
import type { Clock } from '../domain/clock.ts'
import type { Moment } from '../domain/event.ts'
import type { Instant } from '../domain/time.ts'
import type { StartReport, Store } from '../storage/store.ts'
import type { SettingsState } from './settings.ts'
import type { UpdateState } from './status.ts'
import type { Writer } from './writer.ts'

/** What every feature stands on, built once in `main.tsx`; tests build it with their own clock and chance. */
export type Services = {
  readonly store: Store
  readonly report: StartReport
  readonly clock: Clock
  readonly settings: SettingsState
  readonly writer: Writer
  readonly updates: UpdateState
  readonly now: () => Instant
  /** The instant, its offset and its study day under the settings of now. */
  readonly moment: () => Moment
  /** The same of another instant, past or to come: with the offset that local time has then. */
  readonly momentAt: (at: Instant) => Moment
  readonly random: () => number
  readonly startGenerator: () => Worker
  /** The one door to other hosts. */
  readonly startNetwork: () => Worker
}

export const ServicesContext = createContext<Services>()

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('no services')
  return services
}
