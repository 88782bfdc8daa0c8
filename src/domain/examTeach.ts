import { applyEvent } from './apply.ts'
import type { CardState } from './card.ts'
import type { EventId, Moment, ReviewEvent } from './event.ts'
import { isRecall, type Question } from './exam.ts'
import type { Mark } from './examMark.ts'
import type { CardId } from './note.ts'
import type { Rating } from './rating.ts'
import type { Scheduler } from './scheduler.ts'
import { hasCome } from './time.ts'

/** How a card came through a paper: said from memory, found among options, not known, or not tried at all. */
export type Showing = 'recalled' | 'recognised' | 'missed' | 'untried'

/** What each card on a paper showed. A card that stands on two questions counts once, by the worse. */
export function showingsOf(questions: readonly Question[], marks: readonly Mark[]): ReadonlyMap<CardId, Showing> {
  const showings = new Map<CardId, Showing>()
  for (const [i, question] of questions.entries()) {
    const mark = marks[i]
    if (mark === undefined) continue
    for (const [place, cardId] of question.cards.entries()) {
      const showing = showingOf(question, mark, cardId, place)
      const before = showings.get(cardId)
      if (before === undefined || RANK.indexOf(showing) < RANK.indexOf(before)) showings.set(cardId, showing)
    }
  }
  return showings
}

const RANK: readonly Showing[] = ['missed', 'untried', 'recognised', 'recalled']

function showingOf(question: Question, mark: Mark, cardId: CardId, place: number): Showing {
  if (mark.verdict === 'unanswered' || mark.verdict === 'open') return 'untried'
  const right = isRecall(question.kind) ? 'recalled' : 'recognised'
  switch (question.kind) {
    case 'cloze':
      return question.blanks.every((blank, i) => blank.cardId !== cardId || mark.parts[i]) ? right : 'missed'
    case 'matching':
      return mark.parts[place] ? right : 'missed'
    default:
      return mark.verdict === 'right' ? right : 'missed'
  }
}

/**
 * The rating that a showing gives a card, or null for none. Missed is Again. What was said from memory when it was due
 * is Good; what was found among options then is Hard, which never waits longer than recall would have earned. Not due
 * and right changes nothing, nor does a question left empty.
 */
export function ratingFor(showing: Showing, state: CardState, moment: Moment): Rating | null {
  if (state.suspended || showing === 'untried') return null
  if (showing === 'missed') return 'again'
  const { memory } = state
  if (memory.phase === 'new' || !hasCome(memory.due, moment.day, moment.at)) return null
  return showing === 'recalled' ? 'good' : 'hard'
}

/** The reviews that a paper comes to, one a card at most, with the states they lead to. */
export function teach(
  states: readonly CardState[],
  showings: ReadonlyMap<CardId, Showing>,
  moment: Moment,
  nextId: () => EventId,
  schedulerOf: (cardId: CardId) => Scheduler,
): { readonly events: readonly ReviewEvent[]; readonly cards: readonly CardState[] } {
  const events: ReviewEvent[] = []
  const cards: CardState[] = []
  for (const state of states) {
    const rating = ratingFor(showings.get(state.cardId) ?? 'untried', state, moment)
    if (rating === null) continue
    const scheduler = schedulerOf(state.cardId)
    const { due, step } = scheduler.answer(state, rating, moment)
    const event: ReviewEvent = {
      ...moment,
      id: nextId(),
      kind: 'review',
      cardId: state.cardId,
      rating,
      elapsedMs: 0,
      source: 'quiz',
      due,
      step,
    }
    events.push(event)
    cards.push(applyEvent(state, event, scheduler))
  }
  return { events, cards }
}
