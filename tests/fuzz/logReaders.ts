import { answerTimes } from '../../src/domain/answerTimes.ts'
import { LONGEST_TITLE } from '../../src/domain/clip.ts'
import type { StoredEvent } from '../../src/domain/event.ts'
import { DEFAULT_BLUEPRINT, MOST_QUESTIONS } from '../../src/domain/exam.ts'
import { papersOf } from '../../src/domain/examLog.ts'
import { markAnswer } from '../../src/domain/examMark.ts'
import { foldLog } from '../../src/domain/fold.ts'
import { doneCards } from '../../src/domain/limits.ts'
import { DEFAULT_FOLDING } from '../../src/domain/normalise.ts'
import { gradeGaps } from '../../src/domain/typedGaps.ts'
import { gradeList } from '../../src/domain/typedList.ts'
import { effectiveEvents } from '../../src/domain/undo.ts'
import { parseEvent } from '../../src/formats/eventShape.ts'
import { foldFacts } from '../../src/storage/facts.ts'
import type { Reader } from './fuzz.ts'

const DAY = 20_000
const MOMENT = { at: DAY * 86_400_000, offsetMinutes: 0, day: DAY }
const ASKED = { deckId: 'd', language: 'en', topic: 't', stem: 's', cards: [], evidence: [] }
const PAPER = {
  ...{ ...MOMENT, id: 'a', kind: 'exam', title: 'Paper', blueprint: DEFAULT_BLUEPRINT, code: null, rulings: {} },
  questions: [{ ...ASKED, kind: 'typed', answer: 'x', accepted: [], wrong: [] }],
  answers: [{ kind: 'text', texts: ['x'] }],
  ...{ predicted: [0.5], spentMs: 5, cause: 'time' },
}
const PLAN = {
  id: '#',
  name: 'Bio',
  at: MOMENT.at,
  day: DAY,
  deckIds: [],
  query: '',
  minutes: Array(7).fill(15),
  price: null,
}
const NOTE = {
  ...{ id: 'n', content: { kind: 'qa', question: 'q', answer: 'a' }, tags: ['#'], accepted: [], distractors: [] },
  ...{ evidence: [], confidence: null },
}

/** Events of every kind that says something of decks, notes, settings and papers. `#` is the number of their line. */
const EVENTS: readonly object[] = [
  { kind: 'ruling', exam: 'a', question: '?', right: true },
  { kind: 'deckSetting', scope: 'deck d#', change: { newPerDay: 1 } },
  { kind: 'limit', scope: 'deck d#', newPerDay: 1, reviewsPerDay: null },
  {
    kind: 'setting',
    change: { newPerDay: 9 },
    parts: { exams: { '#': PLAN }, voices: { '#': 'x' }, keys: { again: ['#'] } },
  },
  { kind: 'search', name: '#', query: 'a' },
  { kind: 'title', deckId: 'd#', title: 'x' },
  { kind: 'subscribe', deckId: 'd#', address: 'https://a.b/#', looks: true },
  { kind: 'deck', deckId: 'd#', removed: true },
  { kind: 'note', noteId: 'n', deckId: 'd', note: NOTE, was: [['tags', ['before #']]] },
  { kind: 'note', noteId: 'n', deckId: 'd', note: NOTE, was: [['tags', []]] },
  { kind: 'note', noteId: 'n', deckId: 'd', note: { ...NOTE, 'key #': 1 }, was: [['key #']] },
  {
    ...{ kind: 'note', noteId: 'n', deckId: 'd', note: { ...NOTE, content: { ...NOTE.content, 'key #': 1 } } },
    was: [['content', NOTE.content]],
  },
  { kind: 'retire', noteId: 'n', deckId: 'd', on: true },
  { kind: 'move', noteId: 'n', from: null, deckId: 'd#', note: NOTE },
  { kind: 'flag', cardId: 'n/front', flag: 1 },
  {
    ...{ kind: 'review', cardId: 'n/front', due: DAY + 3, rating: 'good', step: null, source: 'study' },
    elapsedMs: 5,
  },
  { kind: 'undo', of: ['b0000000'] },
  PAPER,
]
/** Rulings are of another question each, and beyond those that an array would have places for. */
const LINES = EVENTS.map((event) => `${JSON.stringify(event).replace('"?"', '42949672960#')}\n`)

/** A paper's list and its gaps, an answer a line. */
const listOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => line.replaceAll('#', `${i}`))

/** What is made of a log: a backup's may have any number of events, and each any length. */
export const LOG_READERS: readonly Reader[] = [
  {
    kind: 'text',
    name: 'events of a log',
    seeds: () => [LINES.join(''), `${LINES.join('').replaceAll('"x"', `"${'W'.repeat(2000)}"`)}`],
    atoms: LINES,
    read: async (text) => {
      const events = text.split('\n').flatMap(eventOf)
      const effective = effectiveEvents([PAPER as unknown as StoredEvent, ...events])
      const { settings, cards } = foldLog(events)
      doneCards(DAY, effective, cards)
      answerTimes(events, () => 1)
      const { titles } = await foldFacts(events)
      const papers = papersOf(effective)
      const names = [
        ...settings.exams.map(({ name }) => name),
        ...Object.values(titles.value),
        ...papers.map(({ exam }) => exam.title),
      ]
      if (names.some((name) => name.length > LONGEST_TITLE)) throw new Error('a name is longer than can be drawn')
      if (papers.some(({ exam, result }) => Math.max(exam.questions.length, result.marks.length) > MOST_QUESTIONS))
        throw new Error('a paper is longer than can be drawn')
    },
  },
  {
    kind: 'text',
    name: 'list on a paper',
    seeds: () => ['Iran\nIraq\nseven men\n7 men\n6 July 2013\n2013-07-06\n', 'a\nb\nc\n'],
    atoms: ['item number #\n', 'a\n', 'seven # men\n'],
    read: (text) => {
      const lines = listOf(text)
      const typed = lines.map((line) => `${line.slice(1)}${line.slice(0, 1)}`)
      const items = lines.map((line) => ({ text: line, accepted: [line] }))
      gradeList(typed, items)
      gradeGaps(
        typed,
        lines.map((answer) => ({ answer, accepted: [] })),
        DEFAULT_FOLDING,
      )
      const list = { ...ASKED, kind: 'list', items } as unknown as Parameters<typeof markAnswer>[0]
      markAnswer(list, { kind: 'text', texts: lines }, 'exact')
      const places = lines.map((_, i) => i)
      const options = lines.map((line) => ({ text: line, evidence: null }))
      const several = { ...ASKED, kind: 'several', options, keys: places } as unknown as typeof list
      markAnswer(several, { kind: 'several', options: places })
    },
  },
]

function eventOf(line: string, i: number): readonly StoredEvent[] {
  let value: unknown
  try {
    value = JSON.parse(line.replaceAll('#', `${i}`))
  } catch {
    return []
  }
  if (typeof value !== 'object' || value === null) return []
  const event = parseEvent({ ...MOMENT, ...value, id: `b${`${i}`.padStart(7, '0')}` }, '')
  return event.ok ? [event.value] : []
}
