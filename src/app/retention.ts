import { createSignal, onCleanup } from 'solid-js'
import type { Workload } from '../domain/simulate.ts'
import { habitsOf } from '../domain/simulateHabits.ts'
import { workloadInput } from '../domain/simulateInput.ts'
import type { WorkerLike } from '../workers/rpc.ts'
import { createOptimizer, startOptimizer } from './optimize.ts'
import { useServices } from './services.ts'

export type RetentionState =
  | { readonly phase: 'simulating'; readonly share: number }
  /** One for each desired retention that can be chosen, in order. */
  | { readonly phase: 'ready'; readonly workloads: readonly Workload[] }
  /** There is no card to study yet. */
  | { readonly phase: 'empty' }
  | { readonly phase: 'failed' }

/** The year ahead of this learner's decks at every desired retention, simulated as soon as it is made. */
export function createRetentionChoice(start: () => WorkerLike = startOptimizer): () => RetentionState {
  const services = useServices()
  const client = createOptimizer(start)
  const [state, setState] = createSignal<RetentionState>({ phase: 'simulating', share: 0 })
  let open = true
  onCleanup(() => {
    open = false
  })
  const show = (next: RetentionState) => open && setState(next)

  async function simulate(): Promise<void> {
    const { store, settings, moment } = services
    const [columns, events] = await Promise.all([store.columns(), store.eventsSince(null)])
    const input = workloadInput(columns, settings.current(), habitsOf(events), moment().day)
    if (input.stability.length + input.newCards === 0) {
      show({ phase: 'empty' })
      return
    }
    const workloads = await client.call('workloads', input, {
      onProgress: (share) => show({ phase: 'simulating', share }),
    })
    show({ phase: 'ready', workloads })
  }

  simulate().catch(() => show({ phase: 'failed' }))
  return state
}
