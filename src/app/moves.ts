import { createEffect, createResource, createSignal, on, onCleanup, untrack } from 'solid-js'
import { applyEvent } from '../domain/apply.ts'
import type { CardState } from '../domain/card.ts'
import type { Columns } from '../domain/columns.ts'
import { type DeckTree, EVERYWHERE } from '../domain/deckTree.ts'
import type { LogEvent } from '../domain/event.ts'
import { spreadBacklog } from '../domain/moveBacklog.ts'
import { type Break, planBreak, recallOfMoves } from '../domain/moveBreak.ts'
import { retimed } from '../domain/moveRetimed.ts'
import { type DayChange, daysToShow, dueCards, type Move } from '../domain/moves.ts'
import { placeKey } from '../domain/queue.ts'
import { makeScheduler } from '../domain/scheduler.ts'
import type { Scope, Settings } from '../domain/settings.ts'
import { dueOnDay } from '../domain/time.ts'
import type { Change, StudyCard } from '../storage/store.ts'
import { columnsNow } from './columnsNow.ts'
import { readDeckTree } from './deckTree.ts'
import { makeDeckSchedulers } from './scheduler.ts'
import { type Services, useServices } from './services.ts'
import { inReads, inSlices, type SliceOptions } from './slices.ts'
import { createUndo, type Step } from './undo.ts'

/** Why cards should be due on other days. */
export type MoveReason =
  /** Their settings or weights are others than when they were answered; for the decks of a scope. */
  | { readonly kind: 'retime'; readonly scope: Scope }
  /** More is overdue than can be done at once. */
  | { readonly kind: 'spread'; readonly days: number }
  | ({ readonly kind: 'break' } & Break)

/** What would be done, to be seen first. */
export type MovePlan = {
  readonly moves: readonly Move[]
  readonly days: readonly DayChange[]
  /** Mean chance of recall of the cards that move, as it is and as it would be; null where it is not the question. */
  readonly recall: { readonly before: number; readonly after: number } | null
}

export type MoveState =
  | { readonly phase: 'planned' }
  /** Called off while it was being planned. */
  | { readonly phase: 'stopped' }
  | { readonly phase: 'moving' }
  | { readonly phase: 'moved'; readonly count: number }
  | { readonly phase: 'undone' }
  | { readonly phase: 'failed' }

export type Moves = {
  /** Undefined while it is being made. */
  readonly plan: () => MovePlan | undefined
  readonly state: () => MoveState
  /** Of the planning, or of the moving, what is done: 0 to 1. */
  readonly share: () => number
  /** Calls off what is being worked out; nothing is changed then. Null once there is nothing to call off. */
  readonly stop: () => (() => void) | null
  readonly apply: () => Promise<void>
  /** Takes the whole step back; does nothing once something else was done after it. */
  readonly undo: () => Promise<void>
}

const MOST_DAYS_SHOWN = 60

/** Cards put on other days: shown first, then done as one step, and taken back as one. */
export function createMoves(reason: () => MoveReason): Moves {
  const services = useServices()
  const undo = createUndo()
  const [state, setState] = createSignal<MoveState>({ phase: 'planned' })
  const [applied, setApplied] = createSignal<Step | null>(null)
  const [share, setShare] = createSignal(0)
  const [aborter, setAborter] = createSignal<AbortController | null>(null)
  createEffect(on(reason, () => setState({ phase: 'planned' }), { defer: true }))
  const [plan] = createResource(reason, (reason) =>
    working((slices) => readPlan(services, reason, services.settings.current(), slices)),
  )
  onCleanup(() => aborter()?.abort())

  /** One thing at a time: what is worked out anew calls off what was being worked out. */
  async function working<T>(work: (slices: SliceOptions) => Promise<T>): Promise<T | null> {
    untrack(aborter)?.abort()
    const own = new AbortController()
    setAborter(own)
    setShare(0)
    try {
      return await work({ now: services.now, signal: own.signal, onShare: setShare })
    } catch (thrown) {
      if (own.signal.aborted) return null
      throw thrown
    } finally {
      if (untrack(aborter) === own) setAborter(null)
    }
  }

  async function apply(): Promise<void> {
    const moves = plan()?.moves ?? []
    if (state().phase !== 'planned' || moves.length === 0) return
    setState({ phase: 'moving' })
    try {
      const step = await undo.run(
        async () => (await working((slices) => changeFor(services, moves, slices))) ?? { events: [], cards: [] },
      )
      setApplied(step)
      setState(step ? { phase: 'moved', count: step.length } : { phase: 'planned' })
    } catch {
      setState({ phase: 'failed' })
    }
  }

  async function takeBack(): Promise<void> {
    const step = applied()
    if (!step || undo.last()?.[0].id !== step[0].id) return
    await undo.undo()
    setState({ phase: 'undone' })
  }

  return {
    plan: () => (plan.state === 'ready' ? (plan() ?? undefined) : undefined),
    state,
    share,
    stop: () => {
      const own = aborter()
      if (own === null) return null
      return () => {
        if (state().phase === 'planned') setState({ phase: 'stopped' })
        own.abort()
      }
    },
    apply,
    undo: takeBack,
  }
}

async function readPlan(
  services: Services,
  reason: MoveReason,
  settings: Settings,
  slices: SliceOptions,
): Promise<MovePlan> {
  const [columns, tree] = await Promise.all([columnsNow(services), readDeckTree(services)])
  const { day } = services.moment()
  const cards = dueCards(columns)
  const scheduler = makeScheduler(settings)
  const input = {
    cards,
    today: day,
    maximumIntervalDays: settings.maximumIntervalDays,
    recallAfter: scheduler.retrievabilityAfter,
  }
  switch (reason.kind) {
    case 'retime': {
      const moves = await inSlices(
        retimed({ decks: columns, today: day, ...reachOf(reason.scope, tree, settings) }),
        slices,
      )
      return { moves, days: daysToShow(cards, moves, day, MOST_DAYS_SHOWN), recall: null }
    }
    case 'spread': {
      const moves = spreadBacklog(cards, day, reason.days)
      return { moves, days: daysToShow(cards, moves, day, MOST_DAYS_SHOWN), recall: null }
    }
    case 'break': {
      const moves = planBreak(reason, input)
      const days = daysToShow(cards, moves, day, MOST_DAYS_SHOWN)
      return { moves, days, recall: recallOfMoves(moves, input) }
    }
  }
}

const reachOf = (scope: Scope, tree: DeckTree, settings: Settings) => ({
  concerns: (deckId: Columns['deckId']) => scope === EVERYWHERE || tree(deckId).includes(scope),
  inForce: makeDeckSchedulers(settings, tree),
})

/** A card that is not where the plan saw it, or was answered since, stays as it is. */
async function changeFor(services: Services, moves: readonly Move[], slices: SliceOptions): Promise<Change> {
  slices.signal.throwIfAborted()
  const onRead = (share: number) => slices.onShare(READING_SHARE * share)
  const cards = await inReads(moves, { ...slices, onShare: onRead }, (part) =>
    services.store.cardsAt(part.map(({ card }) => card.place)),
  )
  const onShare = (share: number) => slices.onShare(READING_SHARE + (1 - READING_SHARE) * share)
  return inSlices(moved(services, moves, cards), { ...slices, onShare })
}

/** About how much of the work is reading the cards. */
const READING_SHARE = 0.7

function* moved(
  { clock, moment, settings }: Services,
  moves: readonly Move[],
  cards: readonly StudyCard[],
): Generator<number, Change> {
  const scheduler = makeScheduler(settings.current())
  const when = moment()
  const byPlace = new Map(cards.map((card) => [placeKey(card.place), card.state]))
  // All ids at once: no other change comes to stand between them, and they are one step.
  const standing = moves.flatMap(({ card, to }) => {
    const state = byPlace.get(placeKey(card.place))
    const stands = state?.memory.phase === 'review' && state.memory.due === dueOnDay(card.due)
    return stands ? [{ state, to, id: clock.next(when.at) }] : []
  })
  const events: LogEvent[] = []
  const states: CardState[] = []
  for (const [i, { state, to, id }] of standing.entries()) {
    if (i % MOVES_A_STEP === 0) yield i / standing.length
    const event: LogEvent = { ...when, id, kind: 'setDue', cardId: state.cardId, due: dueOnDay(to) }
    events.push(event)
    states.push(applyEvent(state, event, scheduler))
  }
  return { events, cards: states }
}

const MOVES_A_STEP = 50
