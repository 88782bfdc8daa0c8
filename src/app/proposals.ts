import { createSignal, onCleanup, onMount } from 'solid-js'
import { hostOf, type ModelFailure } from '../domain/endpoint.ts'
import type { Note } from '../domain/note.ts'
import { passagesOf } from '../domain/passages.ts'
import type { ProposedCard } from '../domain/proposedCard.ts'
import type { Source } from '../domain/source.ts'
import { type EndpointStore, type ModelSetup, openEndpoint } from '../storage/endpoint.ts'
import type { GeneratorApi } from '../workers/generatorApi.ts'
import type { NetworkApi } from '../workers/networkApi.ts'
import { type Client, makeClient } from '../workers/rpc.ts'
import { useServices } from './services.ts'

/** How asking the learner's own model stands. `passed` of its `came` cards stand in the text and went to the draft. */
export type Asking =
  | { readonly phase: 'idle' }
  | { readonly phase: 'asking'; readonly share: number; readonly came: number; readonly passed: number }
  | {
      readonly phase: 'over'
      readonly came: number
      readonly passed: number
      /** Null where it answered to the end; `stopped` where the learner had enough. */
      readonly problem: ModelFailure | 'stopped' | 'broke-off' | null
    }

export type Proposals = {
  /** Whom to ask: null where the learner has set up no model, or turned it off. */
  readonly endpoint: () => { readonly host: string; readonly model: string } | null
  readonly state: () => Asking
  /** Sends the article's text to the learner's model, piece by piece. Nothing is sent before this is called. */
  readonly ask: (source: Source, others: () => readonly Note[]) => Promise<void>
  readonly stop: () => void
  /** Forgets what the last asking came to. */
  readonly reset: () => void
}

/**
 * Asks the learner's own model for cards. It only proposes: the generator's worker reads each proposal against the text,
 * and `onPassed` gets what stands there word for word.
 */
export function createProposals(
  generator: Client<GeneratorApi>,
  onPassed: (notes: readonly Note[]) => void,
  store: EndpointStore = openEndpoint(),
): Proposals {
  const services = useServices()
  const network = makeClient<NetworkApi>(services.startNetwork)
  const [setup, setSetup] = createSignal<ModelSetup | null>(null)
  const [state, setState] = createSignal<Asking>({ phase: 'idle' })
  let aborter: AbortController | null = null
  onMount(() => {
    store.read().then(setSetup, () => undefined)
  })
  onCleanup(() => {
    aborter?.abort()
    network.stop()
  })

  async function ask(source: Source, others: () => readonly Note[]): Promise<void> {
    const at = setup()
    if (!at?.on || at.address === '' || aborter) return
    aborter = new AbortController()
    const { signal } = aborter
    const counts = { came: 0, passed: 0 }
    const passages = passagesOf(source.text)
    let share = 0
    const tell = (): void => {
      setState({ phase: 'asking', share, ...counts })
    }
    const over = (problem: ModelFailure | 'stopped' | 'broke-off' | null): void => {
      setState({ phase: 'over', ...counts, problem })
    }
    // One after the other, so that a card is compared with those that passed before it.
    let checks = Promise.resolve()
    const check = async (cards: readonly ProposedCard[]) => {
      const { notes } = await generator.call('check', { source, cards, others: others() })
      if (signal.aborted) return
      counts.passed += notes.length
      if (notes.length > 0) onPassed(notes)
      tell()
    }
    tell()
    try {
      const named = await network.call('name', { address: at.address, model: at.model, key: at.key }, { signal })
      if (!named.ok) return over(named.error)
      let readable = false
      let failure: ModelFailure | null = null
      for (const [i, text] of passages.entries()) {
        const { title, published } = source
        const reply = await network.call(
          'propose',
          { endpoint: named.value, passage: { title, published, text } },
          {
            signal,
            onProgress: (cards) => {
              counts.came += cards.length
              tell()
              checks = checks.then(() => check(cards))
              checks.catch(() => undefined)
            },
          },
        )
        readable ||= reply.ok
        // One passage without a card is nothing; all of them are a model that does not do what it is told.
        if (!reply.ok && (reply.error.kind !== 'unreadable' || (!readable && i === passages.length - 1)))
          failure = reply.error
        if (failure) break
        share = (i + 1) / passages.length
        tell()
      }
      await checks
      over(failure)
    } catch {
      over(signal.aborted ? 'stopped' : 'broke-off')
    } finally {
      aborter = null
    }
  }

  return {
    endpoint: () => {
      const at = setup()
      return at?.on && at.address !== '' ? { host: hostOf(at.address), model: at.model } : null
    },
    state,
    ask,
    stop: () => aborter?.abort(),
    reset: () => {
      if (!aborter) setState({ phase: 'idle' })
    },
  }
}
