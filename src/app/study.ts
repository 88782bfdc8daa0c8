import { createEffect, createSignal, onCleanup } from 'solid-js'
import { applyEvent, cardIdOfEvent } from '../domain/apply.ts'
import { type CardState, newCard } from '../domain/card.ts'
import type { EventId, LogEvent, StoredEvent } from '../domain/event.ts'
import { refoldCards } from '../domain/fold.ts'
import { becomesLeech } from '../domain/leech.ts'
import type { CardId, DeckId } from '../domain/note.ts'
import { placeKey, type QueueItem } from '../domain/queue.ts'
import type { Rating } from '../domain/rating.ts'
import type { Outcome } from '../domain/scheduler.ts'
import * as session from '../domain/session.ts'
import { type Progress, progressOf, type Summary, summaryOf } from '../domain/sessionSummary.ts'
import type { Due } from '../domain/time.ts'
import type { Change, StoreChange, StudyCard } from '../storage/store.ts'
import { readDayQueue } from './dayQueue.ts'
import { createScheduler, type DeckScheduling, makeDeckScheduling } from './scheduler.ts'
import { type Services, useServices } from './services.ts'
import { holdSession } from './update.ts'

/** What a session shows now. */
export type StudyView =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'question' | 'answer'
      readonly card: StudyCard
      readonly hint: boolean
      /** Counts showings, so that the same card shown again is a new one. */
      readonly showing: number
      readonly progress: Progress
    }
  /** Nothing to show now; `summary.nextAt` says when a step can be studied. */
  | { readonly phase: 'finished'; readonly summary: Summary }

/** What was just done, once it is stored: showing it is the acknowledgement. */
export type Done =
  /** `leechLapses` on the very lapse that makes the card a leech, how often it was forgotten. */
  | {
      readonly kind: 'rated'
      readonly id: number
      readonly rating: Rating
      readonly due: Due
      readonly leechLapses: number | null
    }
  | { readonly kind: 'undone'; readonly id: number; readonly what: StoredEvent }
  | { readonly kind: 'buried' | 'suspended'; readonly id: number }

export type Study = {
  readonly view: () => StudyView
  readonly done: () => Done | null
  readonly clearDone: () => void
  /** The four futures of the card on show. */
  readonly preview: () => Readonly<Record<Rating, Outcome>> | null
  readonly canUndo: () => boolean
  readonly reveal: () => void
  readonly toggleHint: () => void
  readonly rate: (rating: Rating) => void
  readonly undo: () => void
  readonly bury: () => void
  readonly suspend: () => void
  /** Looks again whether a step has come. */
  readonly resume: () => void
}

/** A tap that falls on a card sooner than this was meant for the one before it. */
const SECOND_TAP_MS = 300
const READ_AHEAD = 3

/** A session over one deck, or over all of them: today's queue, one card after another, each answer stored. */
export function createStudy(scope: DeckId | null): Study {
  const services = useServices()
  const { store, clock, writer, now, moment } = services
  const scheduler = createScheduler(services)
  const isSafe = () => writer.state().phase === 'safe'
  const [state, setState] = createSignal<session.Session | null>(null)
  const [hint, setHint] = createSignal(false)
  const [done, setDone] = createSignal<Done | null>(null)
  const [steps, setSteps] = createSignal<readonly StoredEvent[]>([])
  const [loaded, setLoaded] = createSignal(0)
  const cards = new Map<string, StudyCard>()
  let scheduling: DeckScheduling
  let doneCount = 0
  let open = true
  let isUndoing = false
  /** Something is not in the store yet, or was not when this session last read it. */
  let isStale = !isSafe()
  const [fault, setFault] = createSignal<{ readonly thrown: unknown } | null>(null)
  const release = holdSession()
  onCleanup(() => {
    open = false
    release()
  })
  createEffect(() => isSafe() && isStale && void readAgain().catch(blame))
  onCleanup(store.onChange((change) => !change.here && concernsCards(change) && void readAgain().catch(blame)))
  start().catch(blame)

  function blame(thrown: unknown): void {
    if (open) setFault({ thrown })
  }

  async function start(): Promise<void> {
    const { queue, columns, tree, day } = await readDayQueue(services, scope)
    scheduling = makeDeckScheduling(services, tree, columns, day.day)
    setSteps(day.steps)
    const first = session.startSession(queue, now())
    await load(first.current ? [first.current, ...session.upcoming(first, READ_AHEAD)] : [])
    setState(first)
    await load([...queue.main, ...queue.learning])
  }

  async function load(items: readonly QueueItem[]): Promise<void> {
    const places = items.map((item) => item.place).filter((place) => !cards.has(placeKey(place)))
    if (places.length === 0 || !open) return
    for (const card of await store.cardsAt(places)) {
      if (!cards.has(placeKey(card.place))) cards.set(placeKey(card.place), card)
    }
    setLoaded((count) => count + 1)
  }

  /**
   * Another tab answered: its states take the place of ours, and what it dealt with is not asked again here. Waits until
   * all from here is stored, as the store knows no better than us before.
   */
  async function readAgain(): Promise<void> {
    isStale = !isSafe()
    if (isStale) return
    const last = store.lastEventId()
    if (last) clock.observe(last, now())
    const known = [...cards.entries()]
    const states = await store.cards(known.map(([, card]) => card.state.cardId))
    const dealtWith = new Set<string>()
    for (const [i, [key, card]] of known.entries()) {
      const next = states[i]
      if (!next || cards.get(key) !== card) continue
      // New weights change what is remembered, and no event of the card.
      keep(card, next)
      if (next.events.at(-1) !== card.state.events.at(-1)) dealtWith.add(key)
    }
    const before = state()
    if (before && dealtWith.size > 0) setState(session.without(before, dealtWith, now()))
    setLoaded((count) => count + 1)
  }

  const cardOf = (item: QueueItem): StudyCard | undefined => cards.get(placeKey(item.place))
  const current = (): StudyCard | null => {
    loaded()
    const item = state()?.current
    return (item && cardOf(item)) ?? null
  }
  const keep = (card: StudyCard, next: CardState): void => {
    scheduling.moved(card, next)
    cards.set(placeKey(card.place), { ...card, state: next })
  }
  const isHeld = () => isUndoing || writer.state().phase === 'held'

  function go(next: session.Session): void {
    setHint(false)
    setState(next)
  }

  /** Stores what was done; the screen has moved on by then, and says so when it is safe. */
  function write(change: Change, say: (id: number) => Done): void {
    doneCount++
    const id = doneCount
    void writer.write(change).then(() => open && id === doneCount && setDone(say(id)))
  }

  function rate(rating: Rating): void {
    const card = current()
    const before = state()
    if (!card || before?.phase !== 'answer' || isHeld()) return
    const when = moment()
    const outcome = scheduling.answer(card, rating, when)
    const event: LogEvent = {
      ...when,
      id: clock.next(when.at),
      kind: 'review',
      cardId: card.state.cardId,
      rating,
      elapsedMs: session.elapsedMs(before, when.at),
      source: 'study',
      due: outcome.due,
      step: outcome.step,
    }
    const next = applyEvent(card.state, event, scheduler())
    const { leechLapses } = scheduling.settingsOf(card.deckId)
    keep(card, next)
    setDone(null)
    go(session.rate(before, rating, outcome.due, when.at))
    setSteps((all) => [...all, event])
    write({ events: [event], cards: [next] }, (id) => ({
      kind: 'rated',
      id,
      rating,
      due: outcome.due,
      leechLapses: next.lapses > card.state.lapses && becomesLeech(next.lapses, leechLapses) ? next.lapses : null,
    }))
  }

  function putAside(kind: 'bury' | 'suspend'): void {
    const card = current()
    const before = state()
    if (!card || !before || isHeld()) return
    const when = moment()
    const base = { ...when, id: clock.next(when.at), cardId: card.state.cardId }
    const event: LogEvent = kind === 'bury' ? { ...base, kind } : { ...base, kind, on: true }
    const next = applyEvent(card.state, event, scheduler())
    keep(card, next)
    go(session.setAside(before, when.at))
    setSteps((all) => [...all, event])
    write({ events: [event], cards: [next] }, (id) => ({ kind: kind === 'bury' ? 'buried' : 'suspended', id }))
  }

  /** Takes back the day's latest step, also one from before this session. */
  async function undo(): Promise<void> {
    const step = steps().at(-1)
    const before = state()
    const cardId = step ? cardIdOfEvent(step) : null
    if (!step || !before || cardId === null || isHeld()) return
    isUndoing = true
    try {
      const card = await findCard(cardId)
      // Its deck may have left since; the answer is taken back all the same.
      const [old = newCard(cardId)] = card ? [card.state] : await store.cards([cardId])
      const when = moment()
      const event: LogEvent = { ...when, id: clock.next(when.at), kind: 'undo', of: [step.id] }
      const known = await knownEvents(services, [...old.events, step.id], steps(), step)
      const [next = old] = refoldCards([old], known, [event], scheduler())
      setSteps((all) => all.slice(0, -1))
      if (card) {
        keep(card, next)
        if (session.canUndo(before)) go(session.undo(before, when.at))
        else go(session.bringBack(before, { place: card.place, kind: kindOf(next), due: dueOf(next) }, when.at))
      }
      setDone(null)
      write({ events: [event], cards: [next] }, (id) => ({ kind: 'undone', id, what: step }))
    } finally {
      isUndoing = false
    }
  }

  async function findCard(cardId: CardId): Promise<StudyCard | null> {
    for (const card of cards.values()) if (card.state.cardId === cardId) return card
    const place = await store.placeOf(cardId)
    if (!place) return null
    const [card] = await store.cardsAt([place])
    if (card) cards.set(placeKey(place), card)
    return card ?? null
  }

  let undoing: Promise<void> = Promise.resolve()

  return {
    view: () => {
      const failed = fault()
      if (failed) throw failed.thrown
      const at = state()
      if (!at) return { phase: 'loading' }
      if (at.phase === 'finished') return { phase: 'finished', summary: summaryOf(at) }
      const card = current()
      if (!card) return { phase: 'loading' }
      return { phase: at.phase, card, hint: hint(), showing: at.shownAt, progress: progressOf(at) }
    },
    done,
    clearDone: () => setDone(null),
    preview: () => {
      const card = current()
      return card && state()?.phase === 'answer' ? scheduling.preview(card, moment()) : null
    },
    canUndo: () => steps().length > 0,
    reveal: () => {
      const before = state()
      if (before && (now() - before.shownAt >= SECOND_TAP_MS || before.answerCount === 0))
        setState(session.reveal(before))
    },
    toggleHint: () => setHint((on) => !on),
    rate,
    undo: () => {
      undoing = undoing.then(undo).catch(blame)
    },
    bury: () => putAside('bury'),
    suspend: () => putAside('suspend'),
    resume: () => {
      const before = state()
      if (before) setState(session.resume(before, now()))
    },
  }
}

const concernsCards = (change: StoreChange): boolean => change.kind === 'cards' || change.kind === 'all'

/** The events that a card lists, from memory where the session has them: they may still be on their way to the store. */
async function knownEvents(
  services: Services,
  ids: readonly EventId[],
  recent: readonly StoredEvent[],
  step: StoredEvent,
): Promise<ReadonlyMap<EventId, StoredEvent>> {
  const known = new Map([...recent, step].map((event) => [event.id, event]))
  const missing = ids.filter((id) => !known.has(id))
  for (const event of await services.store.events(missing)) known.set(event.id, event)
  return known
}

function kindOf(state: CardState): QueueItem['kind'] {
  return state.memory.phase === 'new' || state.memory.phase === 'review' ? state.memory.phase : 'learning'
}

const dueOf = (state: CardState): Due => (state.memory.phase === 'new' ? (0 as Due) : state.memory.due)
