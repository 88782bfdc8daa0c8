import type { StoredEvent } from '../domain/event.ts'
import { makeScheduler, type Scheduler } from '../domain/scheduler.ts'
import { statsOf } from '../domain/stats.ts'
import { makeStatsLog, type StatsLog } from '../domain/statsLog.ts'
import { type Port, serve } from './rpc.ts'
import type { StatsApi } from './statsApi.ts'

let events: StoredEvent[] = []
let known: { readonly log: StatsLog; readonly scheduler: Scheduler } | null = null

serve<StatsApi>(self as unknown as Port, {
  add: (more) => {
    for (const event of more) events.push(event)
    return undefined
  },
  read: (settings) => {
    const scheduler = makeScheduler(settings)
    known = { log: makeStatsLog(events, scheduler), scheduler }
    events = []
    return undefined
  },
  count: (scope) => {
    if (!known) throw new Error('statistics were asked for before the log was read')
    return statsOf(known.log, known.scheduler, scope)
  },
})
