import { describe, expect, it } from 'vitest'
import type { Resolution } from '../../src/domain/note.ts'
import { readDocument } from '../../src/generator/document.ts'
import type { AnswerType, Draft } from '../../src/generator/draft.ts'
import { gate } from '../../src/generator/gates.ts'
import type { Reading } from '../../src/generator/reading.ts'
import { makeReading } from '../../src/generator/reading.ts'
import { strictGate } from '../../src/generator/strict.ts'
import { article, generateFrom, linesOf, readerForTests } from './helpers.ts'

const NEWS = 'title: A dispute at the port\npublished: "2004-03-09"\noutlet: The Kelso Herald'
const LIFE = 'title: Greta Lindqvist'

type Case = {
  readonly front?: string
  readonly text: string
  readonly question: string
  readonly answer: string
  readonly rule: string
  readonly type?: AnswerType
  readonly resolutions?: readonly Resolution[]
  readonly reason: RegExp
}

const readingOf = (front: string, text: string): Reading => {
  const run = readDocument(article(front, text), readerForTests().read)
  let step = run.next()
  while (step.done !== true) step = run.next()
  return makeReading(step.value)
}

/** A draft as a rule would hand it in: the answer is found in the text, its sentence with it. */
function draftOf(reading: Reading, each: Case): Draft {
  const { document } = reading
  const start = document.text.lastIndexOf(each.answer)
  const words = document.words.filter((word) => word.start >= start && word.end <= start + each.answer.length)
  const sentence = words[0]?.sentence ?? 0
  const clause = reading.clauses.find((one) => one.sentence === sentence)
  return {
    rule: each.rule,
    content: { kind: 'qa', question: each.question, answer: each.answer },
    sentence,
    answers: [{ sentence, words: words.map((word) => word.index) }],
    accepted: [],
    resolutions: each.resolutions ?? [],
    answerType: each.type ?? 'phrase',
    verb: clause?.verb ?? null,
  }
}

const CASES: readonly (readonly [string, Case])[] = [
  [
    'a father named beside the protagonist is not "she"',
    {
      front: LIFE,
      text: 'Greta Lindqvist was a Swedish engineer. She built the Calder Bridge, and she lived in Uppsala. Her mother Karin Olsen was a judge in Bergen. She studied physics in Leipzig in 1912.',
      question: 'When did Karin Olsen study physics in Leipzig?',
      answer: '1912',
      rule: 'model',
      type: 'year',
      resolutions: [{ kind: 'pronoun', words: 'She', readAs: 'Karin Olsen' }],
      reason: /protagonist|two antecedents/,
    },
  ],
  [
    'a time that counts from another event',
    {
      text: 'Six minutes later, Peter Lund of Ardmore scored a third goal against Quill Bay.',
      question: 'Six minutes later, who scored a third goal against Quill Bay?',
      answer: 'Peter Lund of Ardmore',
      rule: 'model',
      type: 'person',
      reason: /local time|preposition/,
    },
  ],
  [
    'a panel that only the article introduces',
    {
      text: 'In 1998 the ethics panel criticized Peter Lund for the sale of Fenwick Yard.',
      question: 'Who did the ethics panel criticize in 1998 for the sale of Fenwick Yard?',
      answer: 'Peter Lund',
      rule: 'model',
      type: 'person',
      reason: /local definite/,
    },
  ],
  [
    'the month of publication on a state of the past',
    {
      text: 'Peter Lund was a captain of the Calder militia and the Ardmore fleet.',
      question: 'In March 2004, who was a captain of the Calder militia and the Ardmore fleet?',
      answer: 'Peter Lund',
      rule: 'model',
      type: 'person',
      reason: /past state/,
    },
  ],
  [
    'who, of a ship',
    {
      text: 'The shuttle Meridian replaced the old Halcyon near the gate of the Dorning Museum in 1998.',
      question: 'In 1998, who replaced the old Halcyon near the gate of the Dorning Museum?',
      answer: 'The shuttle Meridian',
      rule: 'model',
      reason: /who/,
    },
  ],
  [
    'by what, of people',
    {
      text: 'In 1998 the letter of the Ardmore Council to Peter Lund was signed by all six members.',
      question: 'In 1998, by what was the letter of the Ardmore Council to Peter Lund signed?',
      answer: 'all six members',
      rule: 'model',
      reason: /what/,
    },
  ],
  [
    'a list that stops after its first item',
    {
      text: 'In 1998 the Halden Company of Ardmore sold the Larch Line heavy iron goods such as a lathe, a crane and a press.',
      question: 'In 1998, what did the Halden Company of Ardmore sell the Larch Line?',
      answer: 'heavy iron goods such as a lathe',
      rule: 'complement',
      reason: /cut short/,
    },
  ],
  [
    'a quotation told as a fact',
    {
      text: 'Nobody answered. "Peter Lund sold Fenwick Yard to the Halden Company in 1998."',
      question: 'When did Peter Lund sell Fenwick Yard to the Halden Company?',
      answer: '1998',
      rule: 'model',
      type: 'year',
      reason: /quotation/,
    },
  ],
  [
    'an answer that points into the article',
    {
      text: 'In 1998 Peter Lund built the fortress city on the River Lune near Ardmore for the Calder Council.',
      question: 'In 1998, what did Peter Lund build on the River Lune near Ardmore for the Calder Council?',
      answer: 'the fortress city',
      rule: 'model',
      reason: /local answer/,
    },
  ],
  [
    'brackets that lost what they held',
    {
      text: 'The Maritime Council opened the Calder Terminal in 1998.',
      question: 'When did the Maritime Council () open the Calder Terminal?',
      answer: '1998',
      rule: 'model',
      type: 'year',
      reason: /brackets/,
    },
  ],
  [
    'two asked for as one',
    {
      text: 'In 1998 Norway and Sweden closed the Calder Channel to ships of the Larch Line.',
      question: 'In 1998, which country closed the Calder Channel to ships of the Larch Line?',
      answer: 'Norway and Sweden',
      rule: 'model',
      type: 'country',
      reason: /two told/,
    },
  ],
]

describe('the strict gate drops what the plain gate let through', () => {
  it.each(CASES)('%s', (_name, each) => {
    const reading = readingOf(each.front ?? NEWS, each.text)
    const draft = draftOf(reading, each)
    expect(gate(draft)).toBeNull()
    expect(strictGate(reading, draft)).toMatch(each.reason)
  })

  it('and keeps a card that stands by itself', () => {
    const reading = readingOf(NEWS, 'Governor Tomas Brandt opened the Calder Terminal of the Larch Line in 1998.')
    const draft = draftOf(reading, {
      text: '',
      question: 'When did Governor Tomas Brandt open the Calder Terminal of the Larch Line?',
      answer: '1998',
      rule: 'model',
      type: 'year',
      reason: /./,
    })
    expect(strictGate(reading, draft)).toBeNull()
  })

  it('in the whole run too: no local event is asked', () => {
    const cards = linesOf(
      generateFrom(
        article(
          NEWS,
          'In the first game of the day, Ardmore faced Quill Bay at Fenwick Stadium. Six minutes later, Peter Lund scored a third goal for Ardmore.',
        ),
      ),
    )
    expect(cards.join('\n')).not.toMatch(/game of the day|minutes later/)
  })
})
