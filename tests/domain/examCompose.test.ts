import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Blueprint,
  DEFAULT_BLUEPRINT,
  type ExamAnswer,
  type PoolNote,
  QUESTION_KINDS,
  type Question,
  type QuestionKind,
} from '../../src/domain/exam.ts'
import { compose } from '../../src/domain/examCompose.ts'
import { type Answered, markAnswer, markPaper } from '../../src/domain/examMark.ts'
import { fitDistractors, overlaps } from '../../src/domain/examOptions.ts'
import { cardIdsOf } from '../../src/domain/faces.ts'
import type { Evidence, Note } from '../../src/domain/note.ts'
import { makeRandom, randomInt, shuffle } from '../../src/domain/random.ts'
import { sameAnswer } from '../../src/domain/typed.ts'
import { parseEvent } from '../../src/formats/eventShape.ts'
import { deckNamed, makeNote } from './arbitraries.ts'

const only = (...kinds: QuestionKind[]): Blueprint['mix'] => {
  const none = { choice: 0, several: 0, trueFalse: 0, typed: 0, cloze: 0, list: 0, matching: 0 }
  return { ...none, ...Object.fromEntries(kinds.map((kind) => [kind, 1])) }
}
const ALL = only(...QUESTION_KINDS)

const pooled = (notes: readonly Note[]): readonly PoolNote[] =>
  notes.map((note) => ({ note, deckId: deckNamed('deck'), language: 'en', topic: note.id.slice(0, 2) }))

type Options = Partial<Blueprint> & { readonly seed: number }
const paperOf = (notes: readonly Note[], { seed, ...blueprint }: Options): readonly Question[] =>
  compose(pooled(notes), { ...DEFAULT_BLUEPRINT, mix: ALL, ...blueprint }, seed)

const answered = (questions: readonly Question[], answers: readonly ExamAnswer[], rulings = {}): Answered => ({
  questions,
  answers,
  rulings,
  blueprint: DEFAULT_BLUEPRINT,
})

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
function rightAnswer(question: Question): ExamAnswer {
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', option: question.key }
    case 'several':
      return { kind: 'several', options: question.keys }
    case 'trueFalse':
      return { kind: 'truth', says: question.isTrue }
    case 'matching':
      return { kind: 'pairs', options: question.keys }
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
        expect(paperOf(shuffle(notes, makeRandom(other)), { count: 6, seed })).toEqual(
          paperOf(notes, { count: 6, seed }),
        )
      }),
    )
  })

  it('asks no card twice, as many questions as wanted, in kinds that are wanted', () => {
    fc.assert(
      fc.property(decks, fc.nat(), fc.nat({ max: 10 }), (notes, seed, count) => {
        const paper = paperOf(notes, { count, seed, mix: only('choice', 'typed', 'cloze', 'list', 'trueFalse') })
        const cards = paper.flatMap((question) => question.cards)
        expect(new Set(cards).size).toBe(cards.length)
        expect(paper.length).toBe(count === 0 ? notes.length : Math.min(count, notes.length))
        const listsOnly = paperOf(notes, { count: 0, seed, mix: only('list') })
        expect(listsOnly.every(({ kind }) => kind === 'list')).toBe(true)
        expect(paperOf(notes, { count: 0, seed, mix: only() })).toEqual([])
      }),
    )
  })

  it('asks every card of a whole pool once, matched ones together', () => {
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        const cards = paperOf(notes, { count: 0, seed }).flatMap((question) => question.cards)
        expect([...cards].sort()).toEqual(notes.flatMap(cardIdsOf).sort())
      }),
    )
  })

  it('a distractor never equals or implies the key or an accepted answer, and no two are alike', () => {
    fc.assert(
      fc.property(decks, fc.nat(), fc.boolean(), (notes, seed, shuffleOptions) => {
        const byCard = new Map(notes.flatMap((note) => cardIdsOf(note).map((cardId) => [cardId, note])))
        for (const question of paperOf(notes, { count: 0, seed, mix: only('choice', 'trueFalse'), shuffleOptions })) {
          const accepted =
            byCard.get(question.cards[0] ?? cardIdsOf(makeNote('x', { kind: 'cloze', text: '' }))[0] ?? ('' as never))
              ?.accepted ?? []
          if (question.kind === 'trueFalse' && !question.isTrue) {
            expect(overlaps(question.claim.text, question.answer)).toBe(false)
            expect(accepted.some((other) => sameAnswer(question.claim.text, other))).toBe(false)
          }
          if (question.kind !== 'choice') continue
          const { options, key } = question
          expect(options).toHaveLength(4)
          for (const [i, { text }] of options.entries()) {
            expect(options.some((other, j) => i !== j && sameAnswer(text, other.text))).toBe(false)
            if (i === key) continue
            expect(overlaps(text, options[key]?.text ?? '')).toBe(false)
            expect(accepted.some((other) => overlaps(text, other))).toBe(false)
          }
        }
      }),
    )
  })

  it('a note with fewer than three fit distractors is typed', () => {
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        for (const question of paperOf(notes, { count: 0, seed, mix: only('choice') })) {
          const note = notes.find((each) => cardIdsOf(each)[0] === question.cards[0])
          if (note?.content.kind !== 'qa') continue
          const fit = fitDistractors(note, [note.content.answer]).length
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
      const [question] = paperOf([note], { count: 1, seed, mix: only('choice') })
      if (question?.kind !== 'choice') throw new Error('a choice')
      places[question.key] = (places[question.key] ?? 0) + 1
      const wrong = question.options[question.key === 0 ? 1 : 0]?.text ?? ''
      firstWrong.set(wrong, (firstWrong.get(wrong) ?? 0) + 1)
    }
    for (const count of [...places, ...firstWrong.values()]) expect(Math.abs(count - 1000)).toBeLessThan(130)
  })

  it('unshuffled options stand by size or by letter, so that their order gives nothing away', () => {
    const note = noteOf({ answer: '1,200', others: ['800', '90', 'none', '2000'], accepted: [] }, 0)
    const [question] = paperOf([note], { count: 1, seed: 3, mix: only('choice'), shuffleOptions: false })
    if (question?.kind !== 'choice') throw new Error('a choice')
    const shown = question.options.map(({ text }) => text)
    expect(shown).toEqual([...['90', '800', '1,200', '2000', 'none'].filter((text) => shown.includes(text))])
    expect(shown[question.key]).toBe('1,200')
  })

  it('a statement is true about half the time, and false only with a distractor of its own', () => {
    const note = noteOf({ answer: 'Karzai', others: ['Obama'], accepted: [] }, 0)
    let truths = 0
    for (let seed = 0; seed < 2000; seed++) {
      const [question] = paperOf([note], { count: 1, seed, mix: only('trueFalse') })
      if (question?.kind !== 'trueFalse') throw new Error('a statement')
      expect(question.claim.text).toBe(question.isTrue ? 'Karzai' : 'Obama')
      truths += Number(question.isTrue)
    }
    expect(Math.abs(truths - 1000)).toBeLessThan(100)
  })

  it('asks a cloze with all its blanks, words alike under one number once', () => {
    const note = makeNote('c', { kind: 'cloze', text: 'In {{c1::July}} {{c2::2013}} and {{c1::July}} {{c1::May}}' })
    const [question] = paperOf([note], { count: 1, seed: 1 })
    if (question?.kind !== 'cloze') throw new Error('a cloze')
    expect(question.blanks.map(({ answer, cardId }) => [answer, cardId])).toEqual([
      ['July', 'c/c1'],
      ['2013', 'c/c2'],
      ['May', 'c/c1'],
    ])
    expect(question.parts.flatMap((part) => (part.kind === 'gap' ? [part.blank] : []))).toEqual([0, 1, 0, 2])
    expect(question.stem).toBe('In […] […] and […] […]')
  })

  it('matches only notes that are each a fit wrong option for all the others', () => {
    const capitals = ['Kabul', 'Doha', 'Paris', 'Rome', 'Oslo', 'Bern']
    const notes = capitals.map((answer, i) =>
      noteOf({ answer, others: capitals.filter((other) => other !== answer).slice(0, 4), accepted: [] }, i),
    )
    const [question, ...rest] = paperOf(notes, { count: 0, seed: 5, mix: only('matching') })
    if (question?.kind !== 'matching') throw new Error('a matching')
    expect(question.prompts.length).toBeGreaterThanOrEqual(3)
    for (const [i, a] of question.cards.entries()) {
      const note = notes.find((each) => cardIdsOf(each)[0] === a)
      if (note?.content.kind !== 'qa') throw new Error('a question')
      expect(question.options[question.keys[i] ?? -1]).toBe(note.content.answer)
      const texts = note.distractors.map(({ text }) => text)
      for (const [j, option] of question.options.entries()) if (j !== question.keys[i]) expect(texts).toContain(option)
    }
    expect(rest.every(({ kind }) => kind === 'matching' || kind === 'typed')).toBe(true)
  })

  it('keeps the order of the pool, or asks first what is weakest, where that is wanted', () => {
    const notes = ['b', 'a', 'd', 'c'].map((id) =>
      makeNote(id, { kind: 'qa', question: `${id}?`, answer: id.repeat(5) }),
    )
    const stems = (order: Blueprint['order'], count: number) =>
      compose(pooled(notes), { ...DEFAULT_BLUEPRINT, order, count }, 9, (note) => 'acbd'.indexOf(note.id)).map(
        ({ stem }) => stem,
      )
    expect(stems('sequential', 0)).toEqual(['b?', 'a?', 'd?', 'c?'])
    expect(stems('weakest', 2)).toEqual(['a?', 'c?'])
  })
})

describe('options', () => {
  it('leave out what says the answer more or less exactly, and what the same sentence says', () => {
    const note = noteOf(
      { answer: 'Hamid Karzai', others: ['Karzai', 'President Hamid Karzai', 'Dobbins', 'Rice'], accepted: [] },
      0,
    )
    expect(fitDistractors(note, ['Hamid Karzai']).map(({ text }) => text)).toEqual(['Dobbins', 'Rice'])
    const own = makeNote(
      'own',
      { kind: 'qa', question: 'Who?', answer: 'Karzai' },
      {
        distractors: [{ text: 'Rice', evidence: evidence('Karzai met Rice.') }],
        evidence: [evidence('Karzai met Rice.')],
      },
    )
    expect(fitDistractors(own, ['Karzai'])).toEqual([])
    expect(overlaps('July 2013', '6 July 2013')).toBe(true)
    expect(overlaps('6 July', '7 July')).toBe(false)
    expect(overlaps('seven', '7 days')).toBe(true)
  })
})

describe('marking', () => {
  it('gives all points for what is right, and none for nothing', () => {
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        const paper = paperOf(notes, { count: 0, seed })
        const perfect = markPaper(answered(paper, paper.map(rightAnswer)))
        expect(perfect.marks.every(({ verdict }) => verdict === 'right')).toBe(true)
        expect(perfect.points).toBe(paper.length)
        expect(perfect.scoreRatio).toBe(paper.length === 0 ? 0 : 1)
        const empty = markPaper(answered(paper, []))
        expect(empty.marks.every(({ verdict, points }) => verdict === 'unanswered' && points === 0)).toBe(true)
        for (const parts of [perfect.byTopic, perfect.byKind]) {
          expect(parts.reduce((sum, part) => sum + part.verdicts.length, 0)).toBe(paper.length)
        }
      }),
    )
  })

  it('a wrong option says which sentence it is true of', () => {
    const note = noteOf({ answer: 'Karzai', others: ['Obama', 'Dobbins', 'Omar'], accepted: [] }, 0)
    const [question] = paperOf([note], { count: 1, seed: 5, mix: only('choice') })
    if (question?.kind !== 'choice') throw new Error('a choice')
    const option = question.options.findIndex(({ text }) => text === 'Dobbins')
    const mark = markAnswer(question, { kind: 'choice', option })
    expect(mark).toMatchObject({ verdict: 'wrong', points: 0, chosen: [{ evidence: { quote: 'About Dobbins.' } }] })
    expect(markAnswer(question, { kind: 'choice', option: 9 }).verdict).toBe('unanswered')
  })

  it('of several, a wrong one takes a point away, and ticking all of them gains nothing', () => {
    const note = makeNote(
      's',
      { kind: 'list', question: 'Which?', items: ['Iran', 'China'].map((text) => ({ text, accepted: [] })) },
      { distractors: ['Qatar', 'Russia', 'India'].map((text) => ({ text, evidence: evidence(`About ${text}.`) })) },
    )
    const [question] = paperOf([note], { count: 1, seed: 5, mix: only('several') })
    if (question?.kind !== 'several') throw new Error('several')
    const wrong = question.options.findIndex((_, i) => !question.keys.includes(i))
    const points = (...options: number[]) => markAnswer(question, { kind: 'several', options }).points
    expect(points(...question.keys)).toBe(1)
    expect(points(question.keys[0] ?? -1)).toBe(0.5)
    expect(points(question.keys[0] ?? -1, wrong)).toBe(0)
    expect(points(...question.options.keys())).toBe(0)
    expect(markAnswer(question, { kind: 'several', options: [wrong] }).chosen).toEqual([question.options[wrong]])
  })

  it('part of a list or of the gaps is part of a point, and guesses beyond take away from it', () => {
    const list = paperOf(
      [
        makeNote('l', {
          kind: 'list',
          question: 'Which?',
          items: ['Iran', 'China', 'Russia', 'Qatar'].map((text) => ({ text, accepted: [] })),
        }),
      ],
      { count: 1, seed: 1 },
    )
    const points = (...texts: string[]): number => markPaper(answered(list, [{ kind: 'text', texts }])).points
    expect(points('china', 'iran')).toBe(0.5)
    expect(points('china', 'iran', 'India')).toBe(0.25)
    expect(points('India', 'Nepal')).toBe(0)
    const cloze = paperOf([makeNote('c', { kind: 'cloze', text: '{{c1::Kabul}} and {{c1::Doha}}' })], {
      count: 1,
      seed: 1,
    })
    expect(markPaper(answered(cloze, [{ kind: 'text', texts: ['Kabul', 'Paris'] }])).marks[0]).toMatchObject({
      verdict: 'partial',
      points: 0.5,
      parts: [true, false],
    })
  })

  it('a typed distractor is wrong, however near it is to the answer', () => {
    const note = noteOf({ answer: 'Iran', others: ['Iraq'], accepted: [] }, 0)
    const paper = paperOf([note], { count: 1, seed: 1, mix: only('typed') })
    expect(markPaper(answered(paper, [{ kind: 'text', texts: ['Iraq'] }])).right).toBe(0)
    expect(markPaper(answered(paper, [{ kind: 'text', texts: ['irna'] }])).right).toBe(1)
  })

  it('to the letter lets no slip pass; by oneself it stays open until ruled', () => {
    const note = noteOf({ answer: 'Karzai', others: [], accepted: ['the president'] }, 0)
    const questions = paperOf([note], { count: 1, seed: 1 })
    const mark = (marking: Blueprint['marking'], text: string, rulings = {}) =>
      markPaper({
        questions,
        answers: [{ kind: 'text', texts: [text] }],
        rulings,
        blueprint: { marking, passRatio: 0.6 },
      })
    expect(mark('tolerant', 'Karzia').right).toBe(1)
    expect(mark('exact', 'Karzia').right).toBe(0)
    expect(mark('exact', 'KARZAI').right).toBe(1)
    expect(mark('self', 'Karzai')).toMatchObject({ open: 1, right: 0 })
    expect(mark('self', 'Karzai', { 0: true })).toMatchObject({ open: 0, right: 1, passed: true })
    expect(mark('tolerant', 'Karzai', { 0: false })).toMatchObject({ right: 0, passed: false })
  })

  it('a score of exactly the pass mark passes, also where points are thirds', () => {
    const item = (text: string) => ({ text, accepted: [] })
    const notes = [1, 2, 3].map((n) =>
      makeNote(`l${n}`, { kind: 'list', question: 'Which?', items: ['Iran', 'China', 'Qatar'].map(item) }),
    )
    const questions = paperOf(notes, { count: 0, seed: 1 })
    const answers = questions.map((): ExamAnswer => ({ kind: 'text', texts: ['Iran'] }))
    expect(
      markPaper({ questions, answers, rulings: {}, blueprint: { marking: 'tolerant', passRatio: 1 / 3 } }).passed,
    ).toBe(true)
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

describe('a blank with wrong options', () => {
  const wrong = ['1997', '1999', '2001'].map((text) => ({ text, evidence: null }))
  const blankOf = (text: string): Note => ({
    ...makeNote('n_blank', { kind: 'cloze', text }),
    accepted: [],
    distractors: wrong,
  })
  const kindOf = (note: Note) => paperOf([note], { mix: only('choice'), seed: 1 })[0]?.kind

  it('may be a choice where it is the only one of its note', () => {
    expect(kindOf(blankOf('The terminal opened in {{c1::1998::year}}.'))).toBe('choice')
  })

  it('is typed where the note has another', () => {
    expect(kindOf(blankOf('The {{c2::terminal}} opened in {{c1::1998::year}}.'))).not.toBe('choice')
  })
})

describe('a paper in a backup', () => {
  it('is taken back, whatever it asks and whatever was answered', () => {
    const seen = new Set<QuestionKind>()
    const own = { id: 'e1', kind: 'exam', at: 1, offsetMinutes: 0, day: 20_000, title: 'Paper', code: null, spentMs: 5 }
    const capitals = ['Kabul', 'Doha', 'Paris', 'Rome', 'Oslo', 'Bern']
    const matched = capitals.map((answer, i) =>
      noteOf({ answer, others: capitals.filter((other) => other !== answer).slice(0, 4), accepted: [] }, 100 + i),
    )
    const several = makeNote(
      'several',
      { kind: 'list', question: 'Which?', items: ['Iran', 'China'].map((text) => ({ text, accepted: [] })) },
      { distractors: ['Peru', 'Chad', 'Mali'].map((text) => ({ text, evidence: null })) },
    )
    fc.assert(
      fc.property(decks, fc.nat(), (notes, seed) => {
        const questions = [
          ...paperOf(notes, { seed }),
          ...paperOf(matched, { seed, mix: only('matching') }),
          ...paperOf([several], { seed, mix: only('several') }),
        ]
        for (const { kind } of questions) seen.add(kind)
        const answers = questions.map((question, i) => (i % 3 === 0 ? null : rightAnswer(question)))
        const predicted = questions.map(() => 0.5)
        const paper = { ...own, ...answered(questions, answers, { 0: true }), predicted, cause: 'submitted' }
        const event = JSON.parse(JSON.stringify(paper))
        expect(parseEvent(event, '')).toEqual({ ok: true, value: event })
      }),
    )
    expect([...seen].sort()).toEqual([...QUESTION_KINDS].sort())
  })
})
