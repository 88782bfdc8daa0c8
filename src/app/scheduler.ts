import { createMemo } from 'solid-js'
import { makeScheduler, type Scheduler } from '../domain/scheduler.ts'
import type { Services } from './services.ts'

/** The scheduler under the settings of now. */
export function createScheduler(services: Services): () => Scheduler {
  return createMemo(() => makeScheduler(services.settings.current()))
}
