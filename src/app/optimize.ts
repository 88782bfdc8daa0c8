import { createResource, createSignal, onCleanup } from 'solid-js'
import type { CardState } from '../domain/card.ts'
import { firstIdAt } from '../domain/clock.ts'
import type { EventId, StoredEvent } from '../domain/event.ts'
import { foldLog } from '../domain/fold.ts'
import type { Tuning } from '../domain/optimizeGate.ts'
import { isTimeToTune, type WeightHistory, type WeightSet, weightHistory } from '../domain/optimizeHistory.ts'
import { HOUR_MS, toInstant } from '../domain/time.ts'
import { type TrainingRows, trainingRows } from '../domain/trainingRows.ts'
import type { OptimizeApi } from '../workers/optimizeApi.ts'
import { type Client, makeClient, type WorkerLike } from '../workers/rpc.ts'
import { type Services, useServices } from './services.ts'

export type Better = Extract<Tuning, { kind: 'better' }>

export type TuningState =
  | { readonly phase: 'idle' }
  /** `share` from 0 to 1. */
  | { readonly phase: 'fitting'; readonly share: number }
  | { readonly phase: 'found'; readonly result: Tuning }
  | { readonly phase: 'installing' }
  | { readonly phase: 'installed' }
  | { readonly phase: 'failed' }

export type TuningView = {
  readonly state: () => TuningState
  /** Undefined until the log was read. */
  readonly history: () => WeightHistory | undefined
  /** Looks for better weights, in a worker. */
  readonly check: () => Promise<void>
  readonly stop: () => void
  /** Puts the weights that were found into force. */
  readonly install: () => Promise<void>
  /** Puts the previous weights back into force; the present ones are then the previous. */
  readonly goBack: () => Promise<void>
}

export const startOptimizer = (): WorkerLike =>
  new Worker(new URL('../workers/optimize.worker.ts', import.meta.url), { type: 'module' })

/** A worker that ends when its call is stopped, or with the page. */
export function createOptimizer(start: () => WorkerLike): Client<OptimizeApi> {
  const client = makeClient<OptimizeApi>(start, { abort: 'terminate', idleMs: 20_000 })
  onCleanup(client.stop)
  return client
}

/** The scheduler's weights: fitted to the learner's own reviews on request, put into force only when asked, undone at will. */
export function createTuning(start: () => WorkerLike = startOptimizer): TuningView {
  const services = useServices()
  const client = createOptimizer(start)
  const [state, setState] = createSignal<TuningState>({ phase: 'idle' })
  const [history, setHistory] = createSignal<WeightHistory>()
  let aborter = new AbortController()

  async function check(): Promise<void> {
    aborter = new AbortController()
    const { signal } = aborter
    setState({ phase: 'fitting', share: 0 })
    try {
      const { rows, history } = await readReviews(services)
      const onProgress = (share: number) => setState({ phase: 'fitting', share })
      const result = await fitWeights(client, rows, history.current, { signal, onProgress })
      setState({ phase: 'found', result })
    } catch {
      setState({ phase: signal.aborted ? 'idle' : 'failed' })
    }
  }

  async function put(weights: WeightSet): Promise<void> {
    setState({ phase: 'installing' })
    try {
      await installWeights(services, weights)
      await readHistory()
      setState({ phase: 'installed' })
    } catch {
      setState({ phase: 'failed' })
    }
  }

  async function readHistory(): Promise<void> {
    setHistory((await readReviews(services)).history)
  }
  readHistory().catch(() => setState({ phase: 'failed' }))

  return {
    state,
    history,
    check,
    stop: () => aborter.abort(),
    install: async () => {
      const found = state()
      if (found.phase === 'found' && found.result.kind === 'better') await put(found.result.weights)
    },
    goBack: async () => {
      const previous = history()?.previous
      if (previous !== undefined) await put(previous)
    },
  }
}

/**
 * Better weights that were found without being asked for; null where there are none, undefined while it looks. It looks
 * once for each start of the app, and only when there are enough new reviews to make it likely. Nothing is put into force.
 */
export function createTuningOffer(start: () => WorkerLike = startOptimizer): () => Better | null | undefined {
  const services = useServices()
  const client = createOptimizer(start)
  const [offer] = createResource(async () => {
    if (looked.has(services)) return null
    looked.add(services)
    if (!(await hasManySeenCards(services))) return null
    const { rows, history } = await readReviews(services)
    if (!isTimeToTune(history)) return null
    const result = await fitWeights(client, rows, history.current)
    return result.kind === 'better' ? result : null
  })
  return () => (offer.state === 'ready' ? offer() : offer.state === 'errored' ? null : undefined)
}

const looked = new WeakSet<Services>()

/** With fewer cards a thousand reviews are out of the question, and the log is not read. */
const FEWEST_CARDS = 60

async function hasManySeenCards({ store }: Services): Promise<boolean> {
  let seen = 0
  for (const columns of await store.columns()) for (const stability of columns.stability) if (stability > 0) seen++
  return seen >= FEWEST_CARDS
}

async function readReviews(services: Services): Promise<{ rows: TrainingRows; history: WeightHistory }> {
  const events = await services.store.eventsSince(null)
  const rows = trainingRows(events)
  return { rows, history: weightHistory(events, rows) }
}

function fitWeights(
  client: Client<OptimizeApi>,
  rows: TrainingRows,
  current: WeightSet,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (share: number) => void } = {},
): Promise<Tuning> {
  const transfer = Object.values(rows).map((column) => column.buffer as ArrayBuffer)
  return client.call('tune', { rows, current }, { ...options, transfer })
}

/** How often another tab may get in between before this gives up. */
const ATTEMPTS = 3
/** Within how long other tabs have heard of new states; what they were storing meanwhile came from the old ones. */
const HEARD_MS = 400

/**
 * Puts weights into force: one change with the setting and every card's memory as it is under them. When each card is
 * due stays as it was decided; only intervals from the next answer on follow the new weights. An answer that another tab
 * stored meanwhile, or before it had heard, was not in the fold, so then it is all done again.
 */
export async function installWeights(services: Services, weights: WeightSet): Promise<void> {
  const { store, settings, writer } = services
  if (writer.state().phase === 'held') throw new Error('answers are waiting to be stored')
  if (writer.state().phase === 'saving') await writer.write({ events: [], cards: [] })
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const events = await store.eventsSince(null)
    await settings.change({ weights }, statesUnder(services, events, weights))
    await new Promise((done) => setTimeout(done, HEARD_MS))
    if (!(await hasMore(services, events))) return
  }
  throw new Error('another tab keeps storing answers')
}

function statesUnder(services: Services, events: readonly StoredEvent[], weights: WeightSet): readonly CardState[] {
  const when = services.moment()
  const setting: StoredEvent = { ...when, id: services.clock.next(when.at), kind: 'setting', change: { weights } }
  return [...foldLog([...events, setting]).cards.values()].filter((card) => card.memory.phase !== 'new')
}

/** Whether the log has recent events, other than settings, that were not among these. */
async function hasMore({ store, now }: Services, events: readonly StoredEvent[]): Promise<boolean> {
  const known = new Set<EventId>(events.map((event) => event.id))
  const recent = await store.eventsSince(firstIdAt(toInstant(now() - HOUR_MS)))
  return recent.some((event) => event.kind !== 'setting' && !known.has(event.id))
}
