import { batch, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { applyEvent } from '../domain/apply.ts'
import { CRAM_AGAIN_MS } from '../domain/cram.ts'
import type { EventId, LogEvent, Moment } from '../domain/event.ts'
import { becomesLeech, taggedAsLeech } from '../domain/leech.ts'
import type { CardId, Note } from '../domain/note.ts'
import type { Rating } from '../domain/rating.ts'
import type { Outcome } from '../domain/scheduler.ts'
import * as session from '../domain/session.ts'
import { type Progress, progressOf, type Summary, summaryOf } from '../domain/sessionSummary.ts'
import { addDays, type Due, dueAtInstant, dueOnDay, toInstant } from '../domain/time.ts'
import type { Change, StoreChange, StudyCard } from '../storage/store.ts'
import { createAnswerTimes } from './answerTimes.ts'
import { noteEvent } from './noteEdit.ts'
import { createScheduler, type DeckScheduling } from './scheduler.ts'
import { useServices } from './services.ts'
import { makeStudyActions, type StudyAction } from './studyActions.ts'
import { createStudyCards } from './studyCards.ts'
import { readQueue, type StudyMode } from './studyQueue.ts'
import { createUndo, type Step } from './undo.ts'
import { holdSession } from './update.ts'

export type { StudyCard }

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
      readonly kind: 'rated' | 'crammed'
      readonly id: number
      readonly rating: Rating
      readonly due: Due
      readonly leechLapses: number | null
    }
  | { readonly kind: 'done' | 'undone'; readonly id: number; readonly step: Step }

export type Study = {
  readonly view: () => StudyView
  readonly done: () => Done | null
  readonly clearDone: () => void
  /** The four futures of the card on show. */
  readonly preview: () => Readonly<Record<Rating, Outcome>> | null
  /** The threshold of the deck whose card is on show; 0 for none. */
  readonly leechLapses: () => number
  /** The latest of today's steps, which Undo would take back. */
  readonly lastStep: () => Step | null
  readonly reveal: () => void
  readonly toggleHint: () => void
  readonly rate: (rating: Rating) => void
  readonly undo: () => void
  /** Does it to the card on show. */
  readonly act: (action: StudyAction) => void
  /** Puts the learner's version over the note of the card on show; `reset` starts its cards again. */
  /** `base` is the note as its editor showed it first. */
  readonly saveNote: (note: Note, reset: boolean, base?: Note) => void
  /** The same, with a second note made beside it in one step: what the first asks no more. */
  readonly splitNote: (note: Note, second: Note, base?: Note) => void
  readonly restoreNote: () => void
  /** Looks again whether a step has come. */
  readonly resume: () => void
}

/** A tap that falls on a card sooner than this was meant for the one before it. */
const SECOND_TAP_MS = 300
const READ_AHEAD = 3

/** A session: one card after another, each answer stored; what was done today can be taken back, step by step. */
export function createStudy(mode: StudyMode): Study {
  const services = useServices()
  const { store, clock, writer, now, moment } = services
  const scheduler = createScheduler(services)
  const undo = createUndo()
  const times = createAnswerTimes()
  const cards = createStudyCards(store, (card, next) => scheduling.moved(card, next))
  const isSafe = () => writer.state().phase === 'safe'
  const [state, setState] = createSignal<session.Session | null>(null)
  const [hint, setHint] = createSignal(false)
  const [done, setDone] = createSignal<Done | null>(null)
  const [fault, setFault] = createSignal<{ readonly thrown: unknown } | null>(null)
  /** First events of the steps that moved this session on, in order: Undo moves it back by them. */
  const moves: EventId[] = []
  let scheduling: DeckScheduling
  let doneCount = 0
  let open = true
  let isBusy = false
  /** Something is not in the store yet, or was not when this session last read it. */
  let isStale = !isSafe()
  /** Cards whose notes may have changed elsewhere: read again before they are shown. */
  const stale = new Set<CardId>()
  const release = holdSession()
  onCleanup(() => {
    open = false
    release()
  })
  createEffect(() => isSafe() && isStale && void readAgain().catch(blame))
  onCleanup(store.onChange((change) => !change.here && hear(change)))
  start().catch(blame)

  function blame(thrown: unknown): void {
    if (open) setFault({ thrown })
  }

  async function start(): Promise<void> {
    const { queue, scheduling: own } = await readQueue(services, mode)
    scheduling = own
    const first = session.startSession(queue, now())
    await cards.load(first.current ? [first.current, ...session.upcoming(first, READ_AHEAD)] : [])
    setState(first)
    if (!open) return
    await cards.load([...queue.main, ...queue.learning])
  }

  function hear(change: StoreChange): void {
    if (change.kind === 'settings') return
    if (change.kind !== 'cards') for (const cardId of cards.all()) stale.add(cardId)
    void readAgain().then(freshen).catch(blame)
  }

  /**
   * Another tab answered: its states take the place of ours, and what it dealt with is not asked again here. Waits until
   * all from here is stored, as the store knows no better than us before.
   */
  async function readAgain(): Promise<void> {
    isStale = !isSafe()
    if (isStale) return
    leaveOut(await cards.readStates(cards.all()))
  }

  /** Reads anew what may have changed of the next few cards. */
  async function freshen(): Promise<void> {
    const at = state()
    if (!at || stale.size === 0) return
    const soon = [...(at.current ? [at.current] : []), ...session.upcoming(at, READ_AHEAD)]
    const ids = soon.flatMap((item) => cards.of(item)?.state.cardId ?? []).filter((cardId) => stale.delete(cardId))
    if (ids.length > 0) leaveOut(await cards.readNotes(ids))
  }

  function leaveOut(keys: ReadonlySet<string>): void {
    const before = state()
    if (before && keys.size > 0) setState(session.without(before, keys, now()))
  }

  const current = createMemo((): StudyCard | null => {
    const item = state()?.current
    return (item && cards.of(item)) ?? null
  })
  const isHeld = () => isBusy || writer.state().phase === 'held'
  const isSecondTap = (at: session.Session) => at.previous !== null && now() - at.shownAt < SECOND_TAP_MS

  function go(next: session.Session): void {
    setHint(false)
    setState(next)
    if (stale.size > 0) void freshen().catch(blame)
  }

  /** Stores what was done; the screen has moved on by then, and says so when it is safe. */
  function push(change: Change & { readonly events: Step }, say: (id: number) => Done): void {
    const id = ++doneCount
    void undo.push(change).then(() => open && id === doneCount && setDone(say(id)))
  }

  function rate(rating: Rating): void {
    const card = current()
    const before = state()
    if (!card || before?.phase !== 'answer' || isHeld()) return
    const when = moment()
    const { due, step } = mode.kind === 'cram' ? asItIs(card, when) : scheduling.answer(card, rating, when)
    const event: LogEvent = {
      ...when,
      id: clock.next(when.at),
      kind: 'review',
      cardId: card.state.cardId,
      rating,
      elapsedMs: session.elapsedMs(before, when.at),
      source: mode.kind === 'cram' ? 'cram' : 'study',
      due,
      step,
    }
    const next = applyEvent(card.state, event, scheduler())
    const { leechLapses } = scheduling.settingsOf(card.deckId)
    const isLeech = next.lapses > card.state.lapses && becomesLeech(next.lapses, leechLapses)
    const tagged = isLeech ? taggedAsLeech(card.note) : null
    // In one step with the answer: of the same moment, and taken back with it.
    const tag = tagged ? [noteEvent(services, card, tagged, when)] : []
    moves.push(event.id)
    batch(() => {
      cards.keepStates([next])
      if (tagged) cards.keepNote(tagged)
      setDone(null)
      go(session.rate(before, rating, mode.kind === 'cram' ? cramDue(rating, when) : due, when.at))
      push({ events: [event, ...tag], cards: [next] }, (id) => ({
        kind: mode.kind === 'cram' ? 'crammed' : 'rated',
        id,
        rating,
        due: mode.kind === 'cram' ? due : scheduling.backOn(card, due),
        leechLapses: isLeech ? next.lapses : null,
      }))
    })
  }

  const actions = makeStudyActions({
    services,
    scheduler,
    undo,
    cards,
    state,
    current,
    move: (next, step) => {
      moves.push(step[0].id)
      go(next)
    },
    moveBack: (step) => {
      const before = state()
      if (!before || moves.at(-1) !== step[0].id) return false
      moves.pop()
      go(session.undo(before, now()))
      return true
    },
    go,
    leaveOut,
    push: (change) => push(change, (id) => ({ kind: 'done', id, step: change.events })),
    say: (kind, step) => open && setDone({ kind, id: ++doneCount, step }),
    isHeld,
    hold: async (work) => {
      isBusy = true
      await work().finally(() => {
        isBusy = false
      })
    },
  })

  let undoing: Promise<void> = Promise.resolve()
  const view = createMemo((): StudyView => {
    const at = state()
    if (!at) return { phase: 'loading' }
    if (at.phase === 'finished') return { phase: 'finished', summary: summaryOf(at) }
    const card = current()
    if (!card) return { phase: 'loading' }
    return { phase: at.phase, card, hint: hint(), showing: at.shownAt, progress: progressOf(at, times()) }
  })

  return {
    view: () => {
      const failed = fault()
      if (failed) throw failed.thrown
      return view()
    },
    done,
    clearDone: () => setDone(null),
    preview: () => {
      const card = current()
      return card && state()?.phase === 'answer' && mode.kind !== 'cram' ? scheduling.preview(card, moment()) : null
    },
    leechLapses: () => {
      const card = current()
      return card ? scheduling.settingsOf(card.deckId).leechLapses : 0
    },
    lastStep: undo.last,
    reveal: () => {
      const before = state()
      if (before && !isSecondTap(before)) setState(session.reveal(before))
    },
    toggleHint: () => setHint((on) => !on),
    rate,
    undo: () => {
      undoing = undoing.then(actions.undoLast).catch(blame)
    },
    act: (action) => {
      const before = state()
      if (before && !isSecondTap(before)) void actions.act(action).catch(blame)
    },
    saveNote: (note, reset, base) => void actions.saveNote(note, reset, base).catch(blame),
    splitNote: (note, second, base) => void actions.splitNote(note, second, base).catch(blame),
    restoreNote: () => void actions.restoreNote().catch(blame),
    resume: () => {
      const before = state()
      if (before) setState(session.resume(before, now()))
    },
  }
}

/** What cramming says of a card's schedule: that it is what it was. */
const asItIs = ({ state }: StudyCard, { day }: Moment): { readonly due: Due; readonly step: null } => ({
  due: state.memory.phase === 'new' ? dueOnDay(day) : state.memory.due,
  step: null,
})

/** In a crammed session what is missed comes back, and what was right does not. */
const cramDue = (rating: Rating, { at, day }: Moment): Due =>
  rating === 'again' ? dueAtInstant(toInstant(at + CRAM_AGAIN_MS)) : dueOnDay(addDays(day, 1))
