import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_BLUEPRINT, type Question } from '../../src/domain/exam.ts'
import { type Sitting, type SittingAction, sit, startSitting, timeLeftMs } from '../../src/domain/examSitting.ts'
import { MINUTE_MS, toInstant } from '../../src/domain/time.ts'
import { cardIdNamed, deckNamed } from './arbitraries.ts'

const START = toInstant(Date.UTC(2026, 0, 5, 9))
const minute = (minutes: number) => toInstant(START + minutes * MINUTE_MS)

const question = (name: string): Question => ({
  deckId: deckNamed('deck'),
  language: 'en',
  topic: 'topic',
  stem: `${name}?`,
  cards: [cardIdNamed(name)],
  evidence: [],
  kind: 'typed',
  answer: name,
  accepted: [],
  wrong: [],
})

const paper = (limitMinutes: number | null, feedback: 'end' | 'once' = 'end'): Sitting =>
  startSitting(
    {
      id: 'paper',
      title: 'Paper',
      blueprint: { ...DEFAULT_BLUEPRINT, limitMinutes, feedback },
      code: null,
      questions: ['a', 'b', 'c'].map(question),
      predicted: [0.5, 0.5, 0.5],
    },
    START,
  )

const says = (text: string): SittingAction => ({ kind: 'answer', answer: { kind: 'text', texts: [text] } })

const actions: fc.Arbitrary<SittingAction> = fc.oneof(
  fc.string().map(says),
  fc.integer({ min: -2, max: 5 }).map((to): SittingAction => ({ kind: 'go', to })),
  fc.constantFrom<SittingAction>(
    { kind: 'flag' },
    { kind: 'check' },
    { kind: 'tick' },
    { kind: 'resume' },
    { kind: 'submit' },
    { kind: 'rule', right: true },
  ),
)

describe('a sitting', () => {
  it('never runs backwards nor past its limit, whatever the clock does, and once over it stays as it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(null, 5, 30),
        fc.array(fc.tuple(actions, fc.integer({ min: -600, max: 600 })), { maxLength: 30 }),
        (limit, steps) => {
          let sitting = paper(limit)
          let now: number = START
          for (const [action, seconds] of steps) {
            now += seconds * 1000
            const next = sit(sitting, action, toInstant(now))
            expect(next.spentMs).toBeGreaterThanOrEqual(sitting.spentMs)
            if (limit !== null) expect(next.spentMs).toBeLessThanOrEqual(limit * MINUTE_MS)
            expect(next.current).toBeGreaterThanOrEqual(0)
            expect(next.current).toBeLessThan(3)
            if (sitting.over) expect(next).toBe(sitting)
            sitting = next
          }
        },
      ),
    )
  })

  it('hands itself in when the time is up, also while the app was closed, and takes no later answer', () => {
    const given = sit(paper(10), says('a'), minute(4))
    const resumed = sit(given, { kind: 'resume' }, minute(60))
    expect(resumed).toMatchObject({ over: { cause: 'time', at: minute(10) }, spentMs: 10 * MINUTE_MS })
    expect(resumed.answers[0]).toEqual({ kind: 'text', texts: ['a'] })
    const late = sit(given, says('too late'), minute(11))
    expect(late.answers).toEqual(given.answers)
    expect(late.over?.cause).toBe('time')
  })

  it('goes on with the clock as it ran after the app was closed', () => {
    const given = sit(paper(10), says('a'), minute(4))
    expect(timeLeftMs(sit(given, { kind: 'resume' }, minute(7)))).toBe(3 * MINUTE_MS)
  })

  it('a clock that was put back gives no time back and takes none', () => {
    const given = sit(paper(10), says('a'), minute(4))
    const back = sit(given, { kind: 'resume' }, minute(-120))
    expect(timeLeftMs(back)).toBe(6 * MINUTE_MS)
    expect(timeLeftMs(sit(back, { kind: 'tick' }, minute(-119)))).toBe(5 * MINUTE_MS)
  })

  it('without a limit does not count the time that the app was closed', () => {
    const given = sit(paper(null), says('a'), minute(4))
    const resumed = sit(given, { kind: 'resume' }, minute(500))
    expect(sit(resumed, { kind: 'submit' }, minute(501)).spentMs).toBe(5 * MINUTE_MS)
    expect(timeLeftMs(resumed)).toBeNull()
  })

  it('can be given more time', () => {
    const longer = sit(paper(10), { kind: 'extend', minutes: 5 }, minute(9))
    expect(timeLeftMs(longer)).toBe(6 * MINUTE_MS)
    expect(sit(longer, { kind: 'tick' }, minute(14)).over).toBeNull()
  })

  it('with feedback at once an answer that was looked up stands; else it can be changed until the end', () => {
    const once = [says('a'), { kind: 'check' } as const, says('b')].reduce(
      (all, one) => sit(all, one, minute(1)),
      paper(null, 'once'),
    )
    expect(once.answers[0]).toEqual({ kind: 'text', texts: ['a'] })
    const end = [says('a'), { kind: 'check' } as const, says('b')].reduce(
      (all, one) => sit(all, one, minute(1)),
      paper(null),
    )
    expect(end.answers[0]).toEqual({ kind: 'text', texts: ['b'] })
  })
})
