import { expect, test } from 'vitest'
import type { StoredEvent } from '../../src/domain/event.ts'
import { DEFAULT_BLUEPRINT, MOST_QUESTIONS } from '../../src/domain/exam.ts'
import { papersOf } from '../../src/domain/examLog.ts'

const LONG = 'W'.repeat(10_000)
const asked = { deckId: 'd', language: 'en', topic: LONG, stem: 's', cards: [] }
const many = Array.from({ length: 5000 }, (_, i) => i)
const piece = (i: number) => ({ sourceId: 's', quote: `${i}`, resolutions: [] })
const option = (i: number) => ({ text: `${i}`, evidence: null })
const matching = { kind: 'matching', prompts: many.map(String), options: many.map(String), keys: many }
const paper = (questions: readonly object[], more: object = {}) =>
  ({
    ...{
      id: 'a',
      kind: 'exam',
      at: 0,
      title: 'Paper',
      blueprint: DEFAULT_BLUEPRINT,
      code: null,
      rulings: {},
      answers: [],
    },
    ...{ predicted: [], spentMs: 1, cause: 'time', questions },
    ...more,
  }) as unknown as StoredEvent

test('a paper longer than any of this app is read as long as those are', () => {
  const questions = many.map(() => ({ ...asked, kind: 'several', options: many.map(option), keys: [0], evidence: [] }))
  const [read] = papersOf([paper(questions, { title: LONG })])
  expect(read?.exam.title).toHaveLength(500)
  expect(read?.exam.questions).toHaveLength(MOST_QUESTIONS)
  expect(read?.result.marks).toHaveLength(MOST_QUESTIONS)
  expect(read?.result.byTopic[0]?.name).toHaveLength(500)
  for (const question of read?.exam.questions ?? [])
    expect('options' in question && question.options.length).toBeLessThanOrEqual(100)
})

test('so are a question’s pairs, and the sentences that it comes from', () => {
  const [read] = papersOf([paper([{ ...asked, ...matching, evidence: many.map(piece) }])])
  const [question] = read?.exam.questions ?? []
  if (question?.kind !== 'matching') throw new Error('a matching')
  for (const list of [question.prompts, question.options, question.keys, read?.result.marks[0]?.parts])
    expect(list).toHaveLength(100)
  expect(question.evidence).toHaveLength(1000)
})

test('the last ruling of a question holds, and none holds for a paper that is not there', () => {
  const ruling = (exam: string, question: number, right: boolean) =>
    ({ id: 'b', kind: 'ruling', exam, question, right }) as unknown as StoredEvent
  const typed = { ...asked, kind: 'typed', answer: 'x', accepted: [], wrong: [], evidence: [] }
  const before = paper([typed, typed], { rulings: { 0: false, 1: false } })
  const [read] = papersOf([
    ruling('a', 1, true),
    before,
    ruling('a', 0, false),
    ruling('a', 0, true),
    ruling('c', 1, true),
  ])
  expect(read?.exam.rulings).toEqual({ 0: true, 1: false })
  expect(read?.result.marks.map(({ verdict }) => verdict)).toEqual(['right', 'wrong'])
})
