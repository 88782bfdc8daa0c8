import { LEARN_AHEAD_MS } from './limits.ts'
import { placeKey, type Queue, type QueueItem } from './queue.ts'
import type { Rating } from './rating.ts'
import { type Due, type Instant, isDayDue } from './time.ts'

/** A study session as a value: every verb gives a new one, and each knows the one before it, so undo is exact. */
export type Session = SessionBase &
  (
    | { readonly phase: 'question' | 'answer'; readonly current: QueueItem }
    /** Nothing to show now; steps may still be to come (`nextAt`). */
    | { readonly phase: 'finished'; readonly current: null }
  )

type SessionBase = {
  /** When the current card was shown. */
  readonly shownAt: Instant
  /** Cards to come, from `position` on. */
  readonly main: readonly QueueItem[]
  readonly position: number
  /** Cards on their steps, by the instant at which each may come. */
  readonly learning: readonly QueueItem[]
  /** The session before the latest answer or card set aside, and that answer. */
  readonly previous: Session | null
  readonly answer: SessionAnswer | null
  readonly answerCount: number
}

export type SessionAnswer = { readonly item: QueueItem; readonly rating: Rating; readonly elapsedMs: number }

/** Longer looks at a card are not study. */
export const MAX_ANSWER_MS = 60_000

export function startSession(queue: Queue, at: Instant): Session {
  const learning = queue.learning.toSorted((a, b) => a.due - b.due)
  const base = { shownAt: at, main: queue.main, position: 0, learning, previous: null, answer: null, answerCount: 0 }
  return show(base, at, null)
}

export const reveal = (session: Session): Session =>
  session.phase === 'question' ? { ...session, phase: 'answer' } : session

/** Takes the rating of the current card, which comes back in this session if `due` is an instant. */
export function rate(session: Session, rating: Rating, due: Due, at: Instant): Session {
  if (session.phase !== 'answer') return session
  const item = session.current
  const learning = isDayDue(due) ? session.learning : insert(session.learning, { ...item, kind: 'learning', due })
  const answer = { item, rating, elapsedMs: elapsedMs(session, at) }
  return show(
    { ...base(session), learning, answer, previous: session, answerCount: session.answerCount + 1 },
    at,
    placeKey(item.place),
  )
}

/**
 * Takes the current card out of the session (buried, suspended, deleted), and others to which the same was done, as
 * named by `alsoKeys` (`placeKey`).
 */
export function setAside(session: Session, at: Instant, alsoKeys: ReadonlySet<string> = new Set()): Session {
  if (session.current === null) return session
  const stays = (item: QueueItem): boolean => !alsoKeys.has(placeKey(item.place))
  const main = session.main.slice(session.position).filter(stays)
  const learning = session.learning.filter(stays)
  return show({ ...base(session), main, position: 0, learning, answer: null, previous: session }, at, null)
}

/** Leaves out cards that were dealt with elsewhere, as named by `keys` (`placeKey`); the latest answer stays the latest. */
export function without(session: Session, keys: ReadonlySet<string>, at: Instant): Session {
  const stays = (item: QueueItem): boolean => !keys.has(placeKey(item.place))
  const main = session.main.slice(session.position).filter(stays)
  const state = { ...base(session), main, position: 0, learning: session.learning.filter(stays) }
  if (session.current !== null && !stays(session.current)) return show(state, at, null)
  return { ...session, ...state }
}

/** Back to the question before the latest answer, all as it was; the same session where there is none. */
export function undo(session: Session, at: Instant): Session {
  const { previous } = session
  return previous === null ? session : asQuestion(previous, at)
}

/** Shows a card whose answer, given before this session, was taken back; the current one comes after it. */
export function bringBack(session: Session, item: QueueItem, at: Instant): Session {
  const { current } = session
  const key = placeKey(item.place)
  const isOther = (other: QueueItem): boolean => placeKey(other.place) !== key
  const rest = session.main.slice(session.position)
  const main = (current === null || current.kind === 'learning' ? rest : [current, ...rest]).filter(isOther)
  const waiting = current?.kind === 'learning' ? insert(session.learning, current) : session.learning
  const learning = waiting.filter(isOther)
  return { ...base(session), main, position: 0, learning, shownAt: at, phase: 'question', current: item }
}

/** Looks again whether a step has come, where the session had nothing to show. */
export const resume = (session: Session, at: Instant): Session =>
  session.phase === 'finished' ? show(base(session), at, null) : session

/** From question to now, as the review event records it: 0 to 60 000, also where the clock was set. */
export const elapsedMs = (session: Session, at: Instant): number =>
  Math.min(Math.max(at - session.shownAt, 0), MAX_ANSWER_MS)

/** When the first step that waits may come, a learn-ahead earlier than it is due; null where none waits. */
export function nextAt(session: Session): Instant | null {
  const [first] = session.learning
  return first === undefined ? null : ((first.due - LEARN_AHEAD_MS) as Instant)
}

/** The next few cards, likeliest first, so that their content can be read before it is needed. */
export function upcoming(session: Session, count: number): readonly QueueItem[] {
  return [...session.main.slice(session.position, session.position + count), ...session.learning.slice(0, count)]
}

/** The latest answer or card set aside can be undone within the session. */
export const canUndo = (session: Session): boolean => session.previous !== null

function base(session: Session): SessionBase {
  const { shownAt, main, position, learning, previous, answer, answerCount } = session
  return { shownAt, main, position, learning, previous, answer, answerCount }
}

function asQuestion(session: Session, at: Instant): Session {
  return session.phase === 'finished' ? session : { ...session, phase: 'question', shownAt: at }
}

/**
 * Steps that have come, then the main queue, then steps ahead of their time. The card just answered does not come again
 * at once if there is another one.
 */
function show(state: SessionBase, at: Instant, lastKey: string | null): Session {
  const isOther = (item: QueueItem): boolean => placeKey(item.place) !== lastKey
  const hasCome = (item: QueueItem): boolean => item.due <= at
  const mayCome = (item: QueueItem): boolean => item.due <= at + LEARN_AHEAD_MS
  const come = state.learning.findIndex((item) => hasCome(item) && isOther(item))
  if (come >= 0) return showLearning(state, come, at)
  const next = state.main[state.position]
  if (next !== undefined) {
    return { ...state, position: state.position + 1, shownAt: at, phase: 'question', current: next }
  }
  const ahead = state.learning.findIndex((item) => mayCome(item) && isOther(item))
  const again = ahead >= 0 ? ahead : state.learning.findIndex(mayCome)
  return again >= 0 ? showLearning(state, again, at) : { ...state, shownAt: at, phase: 'finished', current: null }
}

function showLearning(state: SessionBase, index: number, at: Instant): Session {
  const current = state.learning[index]
  if (current === undefined) throw new RangeError(`no card ${index} on its steps`)
  return { ...state, learning: state.learning.toSpliced(index, 1), shownAt: at, phase: 'question', current }
}

function insert(learning: readonly QueueItem[], item: QueueItem): readonly QueueItem[] {
  const at = learning.findIndex((other) => other.due > item.due)
  return learning.toSpliced(at < 0 ? learning.length : at, 0, item)
}
