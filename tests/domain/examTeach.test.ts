import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCard } from '../../src/domain/card.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { DEFAULT_BLUEPRINT, type Question, type QuestionForm } from '../../src/domain/exam.ts'
import { calibrate, predictPoints } from '../../src/domain/examForecast.ts'
import { papersOf } from '../../src/domain/examLog.ts'
import { markPaper } from '../../src/domain/examMark.ts'
import { ratingFor, type Showing, showingsOf, teach } from '../../src/domain/examTeach.ts'
import { replayCard } from '../../src/domain/fold.ts'
import { DAY_MS, type Due, hasCome, type Instant, isDayDue, type StudyDay } from '../../src/domain/time.ts'
import {
  answers,
  cardIdNamed,
  deckNamed,
  defaultScheduler,
  eventId,
  FIRST_DAY,
  momentAt,
  stateAfter,
} from './arbitraries.ts'

const base = { deckId: deckNamed('deck'), language: 'en', topic: 'topic', stem: '?', evidence: [] }
const typed = (name: string): Question => ({
  ...base,
  cards: [cardIdNamed(name)],
  kind: 'typed',
  answer: name,
  accepted: [],
  wrong: [],
})
const of = (cards: string[], form: QuestionForm): Question => ({ ...base, cards: cards.map(cardIdNamed), ...form })

const showings = fc.constantFrom<Showing>('recalled', 'recognised', 'missed', 'untried')

const untilDue = (due: Due, day: StudyDay, now: Instant): number => (isDayDue(due) ? (due - day) * DAY_MS : due - now)

describe('what a paper teaches', () => {
  it('follows the rules, whatever the card has been through', () => {
    fc.assert(
      fc.property(answers, showings, fc.nat({ max: 400 }), (history, showing, later) => {
        const state = stateAfter(defaultScheduler, history).state
        const moment = momentAt(FIRST_DAY + 1000 + later)
        const rating = ratingFor(showing, state, moment)
        const { memory } = state
        const isDue = memory.phase !== 'new' && hasCome(memory.due, moment.day, moment.at)
        if (showing === 'untried') expect(rating).toBeNull()
        else if (showing === 'missed') expect(rating).toBe('again')
        else if (!isDue) expect(rating).toBeNull()
        else expect(rating).toBe(showing === 'recalled' ? 'good' : 'hard')
        expect(ratingFor(showing, { ...state, suspended: true }, moment)).toBeNull()
      }),
    )
  })

  it('by choice never waits longer than recall would have earned', () => {
    fc.assert(
      fc.property(answers, fc.nat({ max: 400 }), (history, later) => {
        const state = stateAfter(defaultScheduler, history).state
        const moment = momentAt(FIRST_DAY + 1000 + later)
        const learn = (showing: Showing) =>
          teach(
            [state],
            new Map([[state.cardId, showing]]),
            moment,
            () => eventId(1_000_000),
            () => defaultScheduler,
          )
        const [byChoice] = learn('recognised').events
        const [byRecall] = learn('recalled').events
        expect(byChoice === undefined).toBe(byRecall === undefined)
        if (byChoice && byRecall)
          expect(untilDue(byChoice.due, moment.day, moment.at)).toBeLessThanOrEqual(
            untilDue(byRecall.due, moment.day, moment.at),
          )
      }),
    )
  })

  it('states are those that the log folds to', () => {
    fc.assert(
      fc.property(showings, (showing) => {
        const state = newCard(cardIdNamed('a'))
        const { events, cards } = teach(
          [state],
          new Map([[state.cardId, showing]]),
          momentAt(FIRST_DAY),
          () => eventId(7),
          () => defaultScheduler,
        )
        for (const card of cards) expect(card).toEqual(replayCard(card.cardId, events, defaultScheduler))
      }),
    )
  })

  it('is one review a card, by the worse of two questions', () => {
    const questions = [typed('a'), typed('a'), typed('b')]
    const { marks } = markPaper({
      questions,
      answers: [
        { kind: 'text', texts: ['a'] },
        { kind: 'text', texts: ['x'] },
        { kind: 'text', texts: ['b'] },
      ],
      rulings: {},
      blueprint: DEFAULT_BLUEPRINT,
    })
    expect([...showingsOf(questions, marks)]).toEqual([
      [cardIdNamed('a'), 'missed'],
      [cardIdNamed('b'), 'recalled'],
    ])
  })

  it('tells the pairs of a matching and the blanks of a cloze apart, and leaves alone what was left empty', () => {
    const matching = of(['a', 'b', 'c'], {
      kind: 'matching',
      prompts: ['a?', 'b?', 'c?'],
      options: ['C', 'A', 'B'],
      keys: [1, 2, 0],
    })
    const cloze = of(['d', 'e'], {
      kind: 'cloze',
      parts: [],
      blanks: [
        { answer: 'one', accepted: [], cardId: cardIdNamed('d') },
        { answer: 'two', accepted: [], cardId: cardIdNamed('e') },
      ],
    })
    const questions = [matching, cloze, typed('f')]
    const { marks } = markPaper({
      questions,
      answers: [{ kind: 'pairs', options: [1, 0, null] }, { kind: 'text', texts: ['one', ''] }, null],
      rulings: {},
      blueprint: DEFAULT_BLUEPRINT,
    })
    expect(Object.fromEntries(showingsOf(questions, marks))).toEqual({
      'a/front': 'recognised',
      'b/front': 'missed',
      'c/front': 'missed',
      'd/front': 'recalled',
      'e/front': 'missed',
      'f/front': 'untried',
    })
  })
})

describe('papers in the log', () => {
  it('stand with the marks that were overturned since', () => {
    const moment = momentAt(FIRST_DAY)
    const events: StoredEvent[] = [
      {
        ...moment,
        id: eventId(1),
        kind: 'exam',
        title: 'Paper',
        blueprint: DEFAULT_BLUEPRINT,
        code: null,
        questions: [typed('a')],
        answers: [{ kind: 'text', texts: ['another word'] }],
        rulings: {},
        predicted: [0.9],
        spentMs: 1000,
        cause: 'submitted',
      },
      { ...moment, id: eventId(2), kind: 'ruling', exam: eventId(1), question: 0, right: true },
    ]
    expect(papersOf(events.slice(0, 1))[0]?.result.right).toBe(0)
    expect(papersOf(events)[0]?.result.right).toBe(1)
  })
})

describe('the forecast', () => {
  it('expects no less of a choice than of the same card typed', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (recall) => {
        const choice = of(['a'], { kind: 'choice', options: [], key: 0 })
        expect(predictPoints(choice, () => recall)).toBeGreaterThanOrEqual(predictPoints(typed('a'), () => recall))
        expect(predictPoints(choice, () => recall)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is called right as far as chance allows, and else says in which way it was not', () => {
    const all = (value: number) => Array.from({ length: 50 }, () => value)
    expect(calibrate(all(0.8), [...all(1).slice(0, 41), ...all(0).slice(0, 9)])?.verdict).toBe('within')
    expect(calibrate(all(0.8), all(0.5))?.verdict).toBe('worse')
    expect(calibrate(all(0.5), all(1))?.verdict).toBe('better')
    expect(calibrate([], [])).toBeNull()
    expect(calibrate([1, 1], [1, 1])).toMatchObject({ verdict: 'within', low: 1, high: 1 })
  })
})
