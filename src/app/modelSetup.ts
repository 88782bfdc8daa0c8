import { createSignal, onCleanup, onMount } from 'solid-js'
import type { ModelFailure } from '../domain/endpoint.ts'
import { type EndpointStore, type ModelSetup, openEndpoint } from '../storage/endpoint.ts'
import type { NetworkApi } from '../workers/networkApi.ts'
import { makeClient } from '../workers/rpc.ts'
import { useServices } from './services.ts'

export type { ModelSetup }

export type ModelCheck =
  | { readonly kind: 'asking' }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: ModelFailure }

export type ModelSetupState = {
  /** As it is kept; null until it is read, and where nothing is set up. */
  readonly kept: () => ModelSetup | null
  /** True where the device cannot keep it. */
  readonly failed: () => boolean
  readonly keep: (setup: ModelSetup | null) => void
  /** Asks the server for its models' names: sends the key, and no text. */
  readonly check: (setup: ModelSetup) => Promise<void>
  /** What the last check came to; null before the first and after a change. */
  readonly checked: () => ModelCheck | null
}

/** The learner's own model, as the settings show it. */
export function createModelSetup(store: EndpointStore = openEndpoint()): ModelSetupState {
  const services = useServices()
  const client = makeClient<NetworkApi>(services.startNetwork)
  const [kept, setKept] = createSignal<ModelSetup | null>(null)
  const [failed, setFailed] = createSignal(false)
  const [checked, setChecked] = createSignal<ModelCheck | null>(null)
  let touched = false
  onMount(() => {
    store.read().then(
      (setup) => touched || setKept(setup),
      () => setFailed(true),
    )
  })
  onCleanup(() => client.stop())

  return {
    kept,
    failed,
    checked,
    keep: (setup) => {
      touched = true
      setKept(setup)
      setChecked(null)
      setFailed(false)
      store.write(setup).catch(() => setFailed(true))
    },
    check: async (setup) => {
      setChecked({ kind: 'asking' })
      const { address, model, key } = setup
      const reply = await client.call('models', { address, model, key }).catch(() => null)
      if (reply) setChecked(reply.ok ? { kind: 'names', names: reply.value } : { kind: 'failed', failure: reply.error })
      else setChecked(null)
    },
  }
}
