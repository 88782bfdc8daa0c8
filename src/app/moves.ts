import { createEffect, createResource, createSignal, on } from 'solid-js'
import { applyEvent } from '../domain/apply.ts'
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
import { readDeckTree } from './deckTree.ts'
import { makeDeckSchedulers } from './scheduler.ts'
import { type Services, useServices } from './services.ts'
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
  | { readonly phase: 'moving' }
  | { readonly phase: 'moved'; readonly count: number }
  | { readonly phase: 'undone' }
  | { readonly phase: 'failed' }

export type Moves = {
  /** Undefined while it is being made. */
  readonly plan: () => MovePlan | undefined
  readonly state: () => MoveState
  readonly apply: () => Promise<void>
  /** Takes the whole step back; does nothing once something else was done after it. */
  readonly undo: () => Promise<void>
}

const MOST_DAYS_SHOWN = 60
/** Cards read at a time: a few chunks of notes. */
const BATCH = 2000

/** Cards put on other days: shown first, then done as one step, and taken back as one. */
export function createMoves(reason: () => MoveReason): Moves {
  const services = useServices()
  const undo = createUndo()
  const [state, setState] = createSignal<MoveState>({ phase: 'planned' })
  const [applied, setApplied] = createSignal<Step | null>(null)
  createEffect(on(reason, () => setState({ phase: 'planned' }), { defer: true }))
  const [plan] = createResource(reason, (reason) => readPlan(services, reason, services.settings.current()))

  async function apply(): Promise<void> {
    const moves = plan()?.moves ?? []
    if (state().phase !== 'planned' || moves.length === 0) return
    setState({ phase: 'moving' })
    try {
      const step = await undo.run(() => changeFor(services, moves))
      setApplied(step)
      setState({ phase: 'moved', count: step?.length ?? 0 })
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

  return { plan: () => (plan.state === 'ready' ? plan() : undefined), state, apply, undo: takeBack }
}

async function readPlan(services: Services, reason: MoveReason, settings: Settings): Promise<MovePlan> {
  const [columns, tree] = await Promise.all([services.store.columns(), readDeckTree(services)])
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
      const moves = retimed({ decks: columns, today: day, ...reachOf(reason.scope, tree, settings) })
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
async function changeFor({ store, clock, moment, settings }: Services, moves: readonly Move[]): Promise<Change> {
  const scheduler = makeScheduler(settings.current())
  const when = moment()
  const cards: StudyCard[] = []
  for (let at = 0; at < moves.length; at += BATCH) {
    cards.push(...(await store.cardsAt(moves.slice(at, at + BATCH).map(({ card }) => card.place))))
  }
  const byPlace = new Map(cards.map((card) => [placeKey(card.place), card.state]))
  const events: LogEvent[] = []
  const states = moves.flatMap(({ card, to }) => {
    const state = byPlace.get(placeKey(card.place))
    if (state?.memory.phase !== 'review' || state.memory.due !== dueOnDay(card.due)) return []
    const event: LogEvent = {
      ...when,
      id: clock.next(when.at),
      kind: 'setDue',
      cardId: state.cardId,
      due: dueOnDay(to),
    }
    events.push(event)
    return [applyEvent(state, event, scheduler)]
  })
  return { events, cards: states }
}
