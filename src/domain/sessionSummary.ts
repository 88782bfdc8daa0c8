import { type AnswerTimes, type CardsLeft, timeFor } from './answerTimes.ts'
import { placeKey } from './queue.ts'
import { nextAt, type Session, type SessionAnswer } from './session.ts'
import { type Instant, MINUTE_MS } from './time.ts'

/** How far a session has come. `done` counts answers, so that every one of them moves the bar. */
export type Progress = {
  readonly done: number
  /** Answers given plus cards left: never falls behind `done`, and grows when a card must come again. */
  readonly total: number
  /** By the learner's own times; null where there are none. */
  readonly minutesLeft: number | null
  /** What is still to be asked, the card on show among it, by why it comes. */
  readonly left: CardsLeft
}

export type Summary = {
  /** Different cards answered. */
  readonly cards: number
  /** Cards whose first answer in this session was not Again. */
  readonly rightAtFirst: number
  readonly answers: number
  readonly elapsedMs: number
  /** When a step that still waits may be studied; null where none does. */
  readonly nextAt: Instant | null
}

/** `before` is what the learner took before this session; null while it is not known. */
export function progressOf(session: Session, before: AnswerTimes | null): Progress {
  const left = cardsLeft(session)
  const done = session.answerCount
  const ms = before && timeFor(left, withSession(before, session))
  return {
    done,
    total: done + left.new + left.review + left.learning,
    minutesLeft: ms === null ? null : ms / MINUTE_MS,
    left,
  }
}

/** With what the cards that this session is through with took; one on its steps is not yet. */
function withSession(before: AnswerTimes, session: Session): AnswerTimes {
  const waiting = new Set(session.learning.map(({ place }) => placeKey(place)))
  const answers = byCard(answersGiven(session))
  const own = [...answers].flatMap(([key, given]) => {
    const [first] = given
    const ms = given.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)
    return first === undefined || waiting.has(key) ? [] : [{ kind: first.item.kind, ms }]
  })
  const timesOf = (kind: keyof AnswerTimes) => [
    ...before[kind],
    ...own.flatMap((each) => (each.kind === kind ? [each.ms] : [])),
  ]
  return { new: timesOf('new'), review: timesOf('review'), learning: timesOf('learning') }
}

export function summaryOf(session: Session): Summary {
  const answers = answersGiven(session)
  const first = new Map<string, SessionAnswer>()
  for (const answer of answers) {
    const key = placeKey(answer.item.place)
    if (!first.has(key)) first.set(key, answer)
  }
  return {
    cards: first.size,
    rightAtFirst: [...first.values()].filter((answer) => answer.rating !== 'again').length,
    answers: answers.length,
    elapsedMs: answers.reduce((sum, answer) => sum + answer.elapsedMs, 0),
    nextAt: nextAt(session),
  }
}

/** Answers that stand, oldest first. */
export function answersGiven(session: Session): readonly SessionAnswer[] {
  const answers: SessionAnswer[] = []
  for (let at: Session | null = session; at !== null; at = at.previous) {
    if (at.answer !== null) answers.push(at.answer)
  }
  return answers.reverse()
}

/** Steps that wait beyond the end of a session are no part of it. */
function cardsLeft(session: Session): CardsLeft {
  const items =
    session.current === null ? [] : [session.current, ...session.main.slice(session.position), ...session.learning]
  const count = (kind: keyof CardsLeft) => items.filter((item) => item.kind === kind).length
  return { new: count('new'), review: count('review'), learning: count('learning') }
}

function byCard(answers: readonly SessionAnswer[]): ReadonlyMap<string, readonly SessionAnswer[]> {
  const all = new Map<string, SessionAnswer[]>()
  for (const answer of answers) {
    const key = placeKey(answer.item.place)
    all.set(key, [...(all.get(key) ?? []), answer])
  }
  return all
}
