import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Columns } from '../domain/columns.ts'
import { splitTitle } from '../domain/deck.ts'
import type { Outlook, OutlookInput } from '../domain/examOutlook.ts'
import { type ExamPlan, examsAhead, priceInForce, secondsOn } from '../domain/examPlan.ts'
import { topicOf } from '../domain/examTopic.ts'
import type { DeckId, Note } from '../domain/note.ts'
import { DEFAULT_WEIGHTS } from '../domain/optimizeSettings.ts'
import { habitsOf } from '../domain/simulateHabits.ts'
import { addDays } from '../domain/time.ts'
import type { ExamApi } from '../workers/examApi.ts'
import { makeClient, type WorkerLike } from '../workers/rpc.ts'
import { columnsNow } from './columnsNow.ts'
import { keepPrice, type StudyOrder } from './examDate.ts'
import { countRows, readExamRows } from './examDay.ts'
import { type Services, useServices } from './services.ts'

export type OutlookState =
  | { readonly phase: 'simulating'; readonly share: number }
  | ({ readonly phase: 'ready'; readonly outlook: Outlook; readonly topics: readonly string[] } & StudyOrder)
  /** No card is asked, or no day is left. */
  | { readonly phase: 'empty' }
  | { readonly phase: 'failed' }

const startWorker = (): WorkerLike =>
  new Worker(new URL('../workers/exam.worker.ts', import.meta.url), { type: 'module' })

type Ready = Extract<OutlookState, { phase: 'ready' }>

/** The last one: who comes back to Today with nothing done since need not wait for it again. */
const kept = new WeakMap<Services, { readonly key: string; readonly ready: Ready }>()

const keyOf = ({ store, moment }: Services, plan: ExamPlan): string =>
  JSON.stringify([store.lastEventId(), moment().day, plan])

/** Typing is over when it has rested for so long. */
const REST_MS = 300

/**
 * What can be expected of an exam by the order of study that will be used, simulated anew in a worker whenever the plan
 * changes. Whether that order looks ahead is worked out first time round, if that is asked for, and put into the exam
 * where it is kept.
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
      const isAsked = choosesPrice && !wanted.priced
      if (known?.key === key && !isAsked) {
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
      const { input, topics, inForce } = read
      const onProgress = (share: number) => show({ phase: 'simulating', share })
      const { price } = wanted
      const first = await client.call('outlook', { ...input, price: inForce(price) }, { signal, onProgress })
      const ready: Ready = { phase: 'ready', outlook: first, topics, price, priced: wanted.priced === true }
      kept.set(services, { key, ready })
      show(ready)
      if (!isAsked) return
      const best = await client.call('price', input, { signal })
      const outlook =
        inForce(best) === inForce(price)
          ? first
          : await client.call('outlook', { ...input, price: inForce(best) }, { signal })
      const last: Ready = { ...ready, outlook, price: best, priced: true }
      show(last)
      const priced = await keepPrice(services, wanted, best)
      if (priced) kept.set(services, { key: keyOf(services, priced), ready: last })
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

type Read = {
  readonly input: Omit<OutlookInput, 'price'>
  readonly topics: readonly string[]
  /** The price that would hold, were this the plan's. */
  readonly inForce: (price: number | null) => number | null
}

async function readInput(services: Services, plan: ExamPlan): Promise<Read | null> {
  const { store } = services
  const settings = services.settings.current()
  const { day: today } = services.moment()
  const columns = await columnsNow(services)
  const rows = await readExamRows(services, columns, [plan])
  const asked = columns.filter((deck) => (rows.get(deck.deckId)?.size ?? 0) > 0)
  const days = plan.day - today
  if (asked.length === 0 || days < 1) return null
  const [events, decks] = await Promise.all([
    store.eventsSince(null),
    Promise.all(asked.map(({ deckId }) => store.deck(deckId))),
  ])
  const notes = asked.length === 1 ? await notesOf(services, asked[0]?.deckId) : new Map<number, Note>()
  const topics = new Map<string, number>()
  const cards: { s: number; d: number; last: number; topic: number }[] = []
  for (const [i, columns] of asked.entries()) {
    const deck = decks[i]
    if (!deck) continue
    for (const row of rows.get(columns.deckId)?.keys() ?? []) {
      if (columns.hidden[row] !== 0) continue
      const note = notes.get(columns.note[row] ?? 0)
      const name = note ? topicOf(deck, note, false) : splitTitle(deck.title).name
      const topic = topics.get(name) ?? topics.size
      topics.set(name, topic)
      cards.push({ ...memoryAt(columns, row, today), topic })
    }
  }
  if (cards.length === 0) return null
  const input = {
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
  }
  const others = examsAhead(settings.exams, today).filter((each) => each.id !== plan.id)
  const inForce = (price: number | null) => priceInForce([...others, { ...plan, price }], countRows(rows))
  return { input, topics: [...topics.keys()], inForce }
}

/** A deck's notes by their places in its columns, those that lie in it no more among them. */
async function notesOf({ store }: Services, deckId: DeckId | undefined): Promise<ReadonlyMap<number, Note>> {
  const notes = new Map<number, Note>()
  await store.scan((some) => {
    if (some.deckId !== deckId) return
    for (const [i, note] of some.notes.entries()) notes.set(some.first + i, note)
  })
  return notes
}

const memoryAt = (deck: Columns, row: number, today: number) => ({
  s: deck.stability[row] ?? 0,
  d: deck.difficulty[row] || 5,
  last: (deck.lastDay[row] ?? today) - today,
})
