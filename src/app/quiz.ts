import { createMemo, createSignal, onCleanup } from 'solid-js'
import { applyEvent } from '../domain/apply.ts'
import type { CardState } from '../domain/card.ts'
import type { Deck } from '../domain/deck.ts'
import type { LogEvent } from '../domain/event.ts'
import { type CardId, cardIdOf } from '../domain/note.ts'
import { composeQuiz, type Question } from '../domain/quiz.ts'
import { markQuiz, type QuizAnswer, type QuizResult } from '../domain/quizMark.ts'
import { dueOnDay, type Instant } from '../domain/time.ts'
import { createScheduler } from './scheduler.ts'
import { useServices } from './services.ts'
import { holdSession } from './update.ts'

export const QUIZ_LENGTH = 10

export type Quiz = {
  readonly questions: readonly Question[]
  readonly current: () => number
  readonly answers: () => readonly QuizAnswer[]
  readonly flagged: () => ReadonlySet<number>
  readonly go: (index: number) => void
  readonly answer: (answer: QuizAnswer) => void
  readonly toggleFlag: () => void
  readonly finish: () => void
  /** Null until it is finished. */
  readonly result: () => QuizResult | null
  readonly elapsedMs: () => number
  /** Makes the cards behind these questions due today; resolves with how many, once stored. */
  readonly addToToday: (indexes: readonly number[]) => Promise<number>
}

/** A sitting of ten questions over a deck, marked at the end. `seed` decides the paper. */
export function createQuiz(deck: Deck, seed: number): Quiz {
  const services = useServices()
  const { store, writer, clock, now, moment } = services
  const scheduler = createScheduler(services)
  const questions = composeQuiz(deck.notes, { count: QUIZ_LENGTH, seed, kinds: ['choice', 'typed', 'cloze', 'list'] })
  const [current, setCurrent] = createSignal(0)
  const [answers, setAnswers] = createSignal<readonly QuizAnswer[]>(questions.map(() => null))
  const [flagged, setFlagged] = createSignal<ReadonlySet<number>>(new Set())
  const [endedAt, setEndedAt] = createSignal<Instant | null>(null)
  const startedAt = now()
  const release = holdSession()
  onCleanup(release)
  const result = createMemo(() => (endedAt() === null ? null : markQuiz(questions, answers())))

  return {
    questions,
    current,
    answers,
    flagged,
    go: (index) => setCurrent(Math.min(Math.max(index, 0), questions.length - 1)),
    answer: (answer) => setAnswers((all) => all.with(current(), answer)),
    toggleFlag: () =>
      setFlagged((all) => {
        const next = new Set(all)
        if (!next.delete(current())) next.add(current())
        return next
      }),
    finish: () => {
      setEndedAt(now())
      release()
    },
    result,
    elapsedMs: () => (endedAt() ?? now()) - startedAt,
    addToToday: async (indexes) => {
      const ids = [...new Set(indexes.flatMap((index) => cardOf(questions[index])))]
      const states = await store.cards(ids)
      const when = moment()
      const events: LogEvent[] = []
      const cards: CardState[] = []
      for (const state of states) {
        const base = { ...when, id: clock.next(when.at), cardId: state.cardId }
        const event: LogEvent =
          state.memory.phase === 'new'
            ? { ...base, kind: 'review', rating: 'again', elapsedMs: 0, source: 'quiz', ...missed(state) }
            : { ...base, kind: 'setDue', due: dueOnDay(when.day) }
        events.push(event)
        cards.push(applyEvent(state, event, scheduler()))
      }
      await writer.write({ events, cards })
      return cards.length
    },
  }

  /** A card never studied that a quiz showed to be unknown starts on its first step, as Again would start it. */
  function missed(state: CardState) {
    const { due, step } = scheduler().answer(state, 'again', moment())
    return { due, step }
  }
}

const cardOf = (question: Question | undefined): CardId[] =>
  question ? [cardIdOf(question.noteId, question.face)] : []
