import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Columns } from '../domain/columns.ts'
import { type Deck, splitTitle } from '../domain/deck.ts'
import type { Outlook, OutlookInput } from '../domain/examOutlook.ts'
import { type ExamPlan, secondsOn } from '../domain/examPlan.ts'
import { DEFAULT_WEIGHTS } from '../domain/optimizeSettings.ts'
import { habitsOf } from '../domain/simulateHabits.ts'
import { addDays } from '../domain/time.ts'
import type { ExamApi } from '../workers/examApi.ts'
import { makeClient, type WorkerLike } from '../workers/rpc.ts'
import { readExamRows } from './examDay.ts'
import { type Services, useServices } from './services.ts'

export type OutlookState =
  | { readonly phase: 'simulating'; readonly share: number }
  /** `price` is null until it is worked out whether looking ahead pays, and where it does not. */
  | {
      readonly phase: 'ready'
      readonly outlook: Outlook
      readonly topics: readonly string[]
      readonly price: number | null
    }
  /** No card is asked, or no day is left. */
  | { readonly phase: 'empty' }
  | { readonly phase: 'failed' }

const startWorker = (): WorkerLike =>
  new Worker(new URL('../workers/exam.worker.ts', import.meta.url), { type: 'module' })

/** The last one: who comes back to Today with nothing done since need not wait for it again. */
const kept = new WeakMap<Services, { readonly key: string; readonly ready: OutlookState }>()

const keyOf = ({ store, moment }: Services, plan: ExamPlan): string =>
  JSON.stringify([store.lastEventId(), moment().day, plan])

/** Typing is over when it has rested for so long. */
const REST_MS = 300

/**
 * What can be expected of an exam, simulated anew in a worker whenever the plan changes; and then, if that is asked for,
 * whether the order of study should look ahead.
 */
export function createOutlook(
  plan: () => ExamPlan | null,
  choosesPrice: boolean,
  start: () => WorkerLike = startWorker,
): () => OutlookState {
  const services = useServices()
  const client = makeClient<ExamApi>(start, { abort: 'terminate', idleMs: 20_000 })
  const [state, setState] = createSignal<OutlookState>({ phase: 'simulating', share: 0 })
  let rest: ReturnType<typeof setTimeout> | undefined
  let aborter = new AbortController()

  async function simulate(wanted: ExamPlan): Promise<void> {
    aborter.abort()
    aborter = new AbortController()
    const { signal } = aborter
    const show = (next: OutlookState) => signal.aborted || setState(next)
    try {
      const key = keyOf(services, wanted)
      const known = kept.get(services)
      if (known?.key === key && !choosesPrice) {
        show(known.ready)
        return
      }
      show({ phase: 'simulating', share: 0 })
      const read = await readInput(services, wanted)
      if (signal.aborted) return
      if (read === null) {
        show({ phase: 'empty' })
        return
      }
      const onProgress = (share: number) => show({ phase: 'simulating', share })
      const outlook = await client.call('outlook', read.input, { signal, onProgress })
      const ready = { phase: 'ready', outlook, topics: read.topics, price: null } as const
      kept.set(services, { key, ready })
      show(ready)
      if (!choosesPrice) return
      const price = await client.call('price', read.input, { signal })
      show({ ...ready, price })
    } catch {
      show({ phase: 'failed' })
    }
  }

  createEffect(
    on(plan, (wanted) => {
      clearTimeout(rest)
      if (wanted) rest = setTimeout(() => void simulate(wanted), REST_MS)
    }),
  )
  onCleanup(() => {
    clearTimeout(rest)
    aborter.abort()
    client.stop()
  })
  return state
}

async function readInput(
  services: Services,
  plan: ExamPlan,
): Promise<{ readonly input: OutlookInput; readonly topics: readonly string[] } | null> {
  const { store } = services
  const settings = services.settings.current()
  const { day: today } = services.moment()
  const columns = await store.columns()
  const rows = await readExamRows(services, columns, [plan])
  const asked = columns.filter((deck) => (rows.get(deck.deckId)?.size ?? 0) > 0)
  const days = plan.day - today
  if (asked.length === 0 || days < 1) return null
  const [events, decks] = await Promise.all([
    store.eventsSince(null),
    Promise.all(asked.map(({ deckId }) => store.deck(deckId))),
  ])
  const topics = new Map<string, number>()
  const cards: { s: number; d: number; last: number; topic: number }[] = []
  for (const [i, deck] of asked.entries()) {
    const nameOf = topicsOf(decks[i] ?? null, asked.length > 1)
    for (const row of rows.get(deck.deckId)?.keys() ?? []) {
      if (deck.hidden[row] !== 0) continue
      const name = nameOf(deck.note[row] ?? 0)
      const topic = topics.get(name) ?? topics.size
      topics.set(name, topic)
      cards.push({ ...memoryAt(deck, row, today), topic })
    }
  }
  if (cards.length === 0) return null
  const input: OutlookInput = {
    cards: {
      length: cards.length,
      stability: Float64Array.from(cards, ({ s }) => s),
      difficulty: Float64Array.from(cards, ({ d }) => d),
      last: Int32Array.from(cards, ({ last }) => last),
    },
    topicOf: Uint16Array.from(cards, ({ topic }) => topic),
    topics: topics.size,
    seconds: Array.from({ length: days }, (_, i) => secondsOn([plan], addDays(today, i))),
    weights: settings.weights ?? DEFAULT_WEIGHTS,
    habits: habitsOf(events),
    steps: { learning: settings.learningStepsMinutes.length, relearning: settings.relearningStepsMinutes.length },
    wantedRatio: settings.desiredRetentionRatio,
    price: null,
  }
  return { input, topics: [...topics.keys()] }
}

const memoryAt = (deck: Columns, row: number, today: number) => ({
  s: deck.stability[row] ?? 0,
  d: deck.difficulty[row] || 5,
  last: (deck.lastDay[row] ?? today) - today,
})

/** A deck's name among several; of a single one the article that each note comes from. */
function topicsOf(deck: Deck | null, isOneOfMany: boolean): (note: number) => string {
  const name = splitTitle(deck?.title ?? '').name
  if (isOneOfMany || !deck) return () => name
  const titles = new Map<string, string>(deck.sources.map((source) => [source.id, source.title]))
  return (note) => titles.get(deck.notes[note]?.evidence[0]?.sourceId ?? '') ?? name
}
