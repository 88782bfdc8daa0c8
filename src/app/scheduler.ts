import { createMemo } from 'solid-js'
import { isInReview } from '../domain/backlog.ts'
import type { CardState } from '../domain/card.ts'
import type { Columns } from '../domain/columns.ts'
import { type DeckTree, settingsIn } from '../domain/deckTree.ts'
import { type ExamRows, lastPassOf } from '../domain/examQueue.ts'
import { type Balance, makeBalance, makeDayLoad, siblingDays } from '../domain/loadBalance.ts'
import type { DeckId } from '../domain/note.ts'
import { placeKey } from '../domain/queue.ts'
import { makeScheduler, type Scheduler } from '../domain/scheduler.ts'
import type { Settings } from '../domain/settings.ts'
import { type Due, dueOnDay, isDayDue, type StudyDay, toStudyDay } from '../domain/time.ts'
import type { StudyCard } from '../storage/store.ts'
import type { Services } from './services.ts'

/** The scheduler under the settings of now for all decks: for memory, which the settings of a deck do not change. */
export function createScheduler(services: Services): () => Scheduler {
  return createMemo(() => makeScheduler(services.settings.current()))
}

/** What is in force in a deck, and its scheduler: each made once, when it is first asked for. */
export type DeckSchedulers = (deckId: DeckId) => { readonly settings: Settings; readonly scheduler: Scheduler }

export function makeDeckSchedulers(settings: Settings, tree: DeckTree): DeckSchedulers {
  const known = new Map<DeckId, ReturnType<DeckSchedulers>>()
  return (deckId) => {
    const found = known.get(deckId)
    if (found) return found
    const inDeck = settingsIn(settings, tree(deckId))
    const own = { settings: inDeck, scheduler: makeScheduler(inDeck) }
    known.set(deckId, own)
    return own
  }
}

/** Schedules cards by their decks' settings, each among what its days bring already. */
export type DeckScheduling = {
  readonly settingsOf: (deckId: DeckId) => Settings
  readonly preview: (card: StudyCard, ...rest: MomentOf) => ReturnType<Scheduler['preview']>
  readonly answer: (card: StudyCard, ...rest: RatingAndMoment) => ReturnType<Scheduler['answer']>
  /** When a card that is due then comes back: before the exams that ask it, whatever its due date. */
  readonly backOn: (card: StudyCard, due: Due) => Due
  /** A card has another state than it had: the load follows. To be told of every answer and of every undo. */
  readonly moved: (card: StudyCard, next: CardState) => void
}

type MomentOf = [Parameters<Scheduler['preview']>[1]]
type RatingAndMoment = [Parameters<Scheduler['answer']>[1], Parameters<Scheduler['answer']>[2]]

/**
 * `decks` are all of them. They are counted once, here; after that an answer costs no more than its own deck's siblings.
 */
export function makeDeckScheduling(
  services: Services,
  tree: DeckTree,
  decks: readonly Columns[],
  today: StudyDay,
  exams: ExamRows | null = null,
): DeckScheduling {
  const load = makeDayLoad(decks, today)
  const byId = new Map(decks.map((columns) => [columns.deckId, columns]))
  const moved = new Map<string, Due | null>()
  let known: { readonly settings: Settings; readonly of: DeckSchedulers } | null = null

  function inForce(deckId: DeckId) {
    const settings = services.settings.current()
    if (known?.settings !== settings) known = { settings, of: makeDeckSchedulers(settings, tree) }
    return known.of(deckId)
  }

  function balanceOf({ place }: StudyCard, settings: Settings): Balance {
    const columns = byId.get(place.deckId)
    const dueOf = (row: number): Due | null => {
      const key = placeKey({ ...place, row })
      if (moved.has(key)) return moved.get(key) ?? null
      return columns && isInReview(columns, row) ? ((columns.due[row] ?? 0) as Due) : null
    }
    return makeBalance({ load, siblings: columns ? siblingDays(columns, place, dueOf) : [], settings })
  }

  const lastPass = ({ place }: StudyCard) => exams && lastPassOf(exams, place.deckId, place.row, today)

  return {
    settingsOf: (deckId) => inForce(deckId).settings,
    preview: (card, moment) => {
      const { settings, scheduler } = inForce(card.deckId)
      const outcomes = scheduler.preview(card.state, moment, balanceOf(card, settings))
      const last = lastPass(card)
      return last === null ? outcomes : waitingUntil(outcomes, last, today)
    },
    backOn: (card, due) => {
      const last = lastPass(card)
      return last === null || !isDayDue(due) ? due : dueOnDay(toStudyDay(Math.min(due, last)))
    },
    answer: (card, rating, moment) => {
      const { settings, scheduler } = inForce(card.deckId)
      return scheduler.answer(card.state, rating, moment, balanceOf(card, settings))
    },
    moved: (card, next) => {
      const due = reviewDue(next)
      load.move(reviewDue(card.state), due)
      moved.set(placeKey(card.place), due)
    },
  }
}

type Outcomes = ReturnType<Scheduler['preview']>

/**
 * The same futures with no wait beyond a day. Due dates stay as they are: what comes of an exam that is put off or deleted
 * is then as if it had never been.
 */
function waitingUntil(outcomes: Outcomes, last: StudyDay, today: StudyDay): Outcomes {
  const capped = (outcome: Outcomes['good']): Outcomes['good'] =>
    outcome.wait.kind === 'days' && outcome.wait.days > last - today
      ? { ...outcome, wait: { kind: 'days', days: last - today } }
      : outcome
  return {
    again: capped(outcomes.again),
    hard: capped(outcomes.hard),
    good: capped(outcomes.good),
    easy: capped(outcomes.easy),
  }
}

const reviewDue = ({ memory, suspended }: CardState): Due | null =>
  memory.phase === 'review' && !suspended ? memory.due : null
