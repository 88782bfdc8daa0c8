import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence, Note } from '../../src/domain/note.ts'
import { composeQuiz, fitDistractors, type Question, type QuestionKind } from '../../src/domain/quiz.ts'
import { markAnswer, markQuiz, type QuizAnswer } from '../../src/domain/quizMark.ts'
import { makeRandom, randomInt, shuffle } from '../../src/domain/random.ts'
import { sameAnswer } from '../../src/domain/typed.ts'
import { makeNote } from './arbitraries.ts'

const ALL: readonly QuestionKind[] = ['choice', 'typed', 'cloze', 'list']

const evidence = (quote: string): Evidence => ({
  sourceId: 'source' as Evidence['sourceId'],
  sentence: { start: 0, end: quote.length },
  answer: { start: 0, end: 1 },
  quote,
  resolutions: [],
})

const names = [
  'Karzai',
  'karzai',
  'The Taliban',
  'Taliban',
  'Obama',
  'Dobbins',
  'Kabul',
  'Doha',
  '2013',
  '2014',
  'seven',
  '7',
  '',
]

const qaNotes = fc
  .record({
    answer: fc.constantFrom(...names.slice(0, -1)),
    others: fc.array(fc.constantFrom(...names), { maxLength: 7 }),
    accepted: fc.array(fc.constantFrom(...names.slice(0, -1)), { maxLength: 2 }),
  })
  .map(({ answer, others, accepted }) => ({ answer, others, accepted }))

const noteOf = (
  { answer, others, accepted }: { answer: string; others: string[]; accepted: string[] },
  i: number,
): Note =>
  makeNote(
    `note${i}`,
    { kind: 'qa', question: `Question ${i}?`, answer },
    {
      accepted,
      distractors: others.map((text) => ({ text, evidence: evidence(`About ${text}.`) })),
      evidence: [evidence(`The answer is ${answer}.`)],
    },
  )

const decks = fc.tuple(fc.array(qaNotes, { maxLength: 12 }), fc.nat({ max: 3 })).map(([list, more]) => [
  ...list.map(noteOf),
  ...Array.from({ length: more }, (_, i) =>
    makeNote(`cloze${i}`, { kind: 'cloze', text: 'In {{c1::July}} {{c2::2013}} and {{c1::May}}' }),
  ),
  ...Array.from({ length: more }, (_, i) =>
    makeNote(`list${i}`, {
      kind: 'list',
      question: 'Which?',
      items: [
        { text: 'Iran', accepted: [] },
        { text: 'China', accepted: [] },
      ],
    }),
  ),
])

/** What a learner who knows everything gives. */
function rightAnswer(question: Question): QuizAnswer {
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', option: question.key }
    case 'typed':
      return { kind: 'text', texts: [question.answer] }
    case 'cloze':
      return { kind: 'text', texts: question.blanks.map(({ answer }) => answer) }
    case 'list':
      return { kind: 'text', texts: question.items.map(({ text }) => text).reverse() }
  }
}

describe('a paper', () => {
  it('is the same for the same seed, whatever the order of the notes', () => {
    fc.assert(
      fc.property(decks, fc.nat(), fc.nat(), (notes, seed, other) => {
        const options = { count: 6, seed, kinds: ALL }
        expect(composeQuiz(shuffle(notes, makeRandom(other)), options)).toEqual(composeQuiz(notes, options))
      }),
    )
  })

  it('has one question a note, as many as asked for, in kinds asked for', () => {
    fc.assert(
      fc.property(decks, fc.nat(), fc.nat({ max: 10 }), (notes, seed, count) => {
        const paper = composeQuiz(notes, { count, seed, kinds: ALL })
        expect(new Set(paper.map(({ noteId }) => noteId)).size).toBe(paper.length)
        expect(paper.length).toBe(count === 0 ? notes.length : Math.min(count, notes.length))
        const listsOnly = composeQuiz(notes, { count: 0, seed, kinds: ['list'] })
        expect(listsOnly.every(({ kind }) => kind === 'list')).toBe(true)
        expect(composeQuiz(notes, { count: 0, seed, kinds: [] })).toEqual([])
      }),
    )
  })

  it('a distractor never equals the key, an accepted answer or another one', () => {
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        const byId = new Map(notes.map((note) => [note.id, note]))
        for (const question of composeQuiz(notes, { count: 0, seed, kinds: ['choice'] })) {
          if (question.kind !== 'choice') continue
          const { options, key } = question
          const accepted = byId.get(question.noteId)?.accepted ?? []
          expect(options).toHaveLength(4)
          for (const [i, { text }] of options.entries()) {
            expect(options.some((other, j) => i !== j && sameAnswer(text, other.text))).toBe(false)
            if (i !== key) expect(accepted.some((other) => sameAnswer(text, other))).toBe(false)
          }
        }
      }),
    )
  })

  it('a note with fewer than three fit distractors is typed', () => {
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        for (const question of composeQuiz(notes, { count: 0, seed, kinds: ['choice'] })) {
          const note = notes.find(({ id }) => id === question.noteId)
          if (note?.content.kind !== 'qa') continue
          const fit = fitDistractors(note, note.content.answer).length
          expect(question.kind).toBe(fit >= 3 ? 'choice' : 'typed')
        }
      }),
    )
  })

  it('puts the key at each place equally often', () => {
    const note = noteOf({ answer: 'Karzai', others: ['Obama', 'Dobbins', 'Omar', 'Rice'], accepted: [] }, 0)
    const places = [0, 0, 0, 0]
    const firstWrong = new Map<string, number>()
    for (let seed = 0; seed < 4000; seed++) {
      const [question] = composeQuiz([note], { count: 1, seed, kinds: ['choice'] })
      if (question?.kind !== 'choice') throw new Error('a choice')
      places[question.key] = (places[question.key] ?? 0) + 1
      const wrong = question.options[question.key === 0 ? 1 : 0]?.text ?? ''
      firstWrong.set(wrong, (firstWrong.get(wrong) ?? 0) + 1)
    }
    for (const count of [...places, ...firstWrong.values()]) expect(Math.abs(count - 1000)).toBeLessThan(130)
  })
})

describe('marking', () => {
  it('gives all points for what is right, and none for nothing', () => {
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        const paper = composeQuiz(notes, { count: 0, seed, kinds: ALL })
        const perfect = markQuiz(paper, paper.map(rightAnswer))
        expect(perfect.marks.every(({ verdict }) => verdict === 'right')).toBe(true)
        expect(perfect.points).toBe(paper.length)
        expect(perfect.scoreRatio).toBe(paper.length === 0 ? 0 : 1)
        const empty = markQuiz(paper, [])
        expect(empty.marks.every(({ verdict, points }) => verdict === 'unanswered' && points === 0)).toBe(true)
      }),
    )
  })

  it('a wrong option says which sentence it is true of', () => {
    const note = noteOf({ answer: 'Karzai', others: ['Obama', 'Dobbins', 'Omar'], accepted: [] }, 0)
    const [question] = composeQuiz([note], { count: 1, seed: 5, kinds: ['choice'] })
    if (question?.kind !== 'choice') throw new Error('a choice')
    const option = question.options.findIndex(({ text }) => text === 'Dobbins')
    const mark = markAnswer(question, { kind: 'choice', option })
    expect(mark).toMatchObject({ verdict: 'wrong', points: 0, chosen: { evidence: { quote: 'About Dobbins.' } } })
    expect(markAnswer(question, { kind: 'choice', option: 9 }).verdict).toBe('unanswered')
  })

  it('part of a list or of the gaps is part of a point, and guesses beyond take away from it', () => {
    const list = composeQuiz(
      [
        makeNote('l', {
          kind: 'list',
          question: 'Which?',
          items: ['Iran', 'China', 'Russia', 'Qatar'].map((text) => ({ text, accepted: [] })),
        }),
      ],
      { count: 1, seed: 1, kinds: ALL },
    )
    const points = (...texts: string[]): number => markQuiz(list, [{ kind: 'text', texts }]).points
    expect(points('china', 'iran')).toBe(0.5)
    expect(points('china', 'iran', 'India')).toBe(0.25)
    expect(points('India', 'Nepal')).toBe(0)
    const cloze = composeQuiz([makeNote('c', { kind: 'cloze', text: '{{c1::Kabul}} and {{c1::Doha}}' })], {
      count: 1,
      seed: 1,
      kinds: ALL,
    })
    expect(markQuiz(cloze, [{ kind: 'text', texts: ['Kabul', 'Paris'] }]).marks[0]).toMatchObject({
      verdict: 'partial',
      points: 0.5,
      parts: [true, false],
    })
  })

  it('a typed distractor is wrong, however near it is to the answer', () => {
    const note = noteOf({ answer: 'Iran', others: ['Iraq'], accepted: [] }, 0)
    const paper = composeQuiz([note], { count: 1, seed: 1, kinds: ALL })
    expect(markQuiz(paper, [{ kind: 'text', texts: ['Iraq'] }]).right).toBe(0)
    expect(markQuiz(paper, [{ kind: 'text', texts: ['irna'] }]).right).toBe(1)
  })
})

describe('chance', () => {
  it('a shuffle is fair: each of 24 orders of four comes about equally often', () => {
    const random = makeRandom(2013)
    const counts = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle('abcd'.split(''), random).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    /** 23 degrees of freedom: one in ten thousand fair shuffles is beyond it. */
    expect(chiSquare).toBeLessThan(57)
  })

  it('a shuffle keeps the items and leaves the list alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const copy = [...items]
        expect(shuffle(items, makeRandom(seed)).sort()).toEqual(copy.toSorted())
        expect(items).toEqual(copy)
      }),
    )
  })

  it('whole numbers stay below their bound', () => {
    const random = makeRandom(1)
    for (let i = 0; i < 1000; i++) expect(randomInt(random, 3)).toBeLessThan(3)
  })
})
