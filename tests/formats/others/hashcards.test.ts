import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLog } from '../../../src/domain/fold.ts'
import { isHashcards, readHashcards, writeHashcards } from '../../../src/formats/others/hashcards.ts'
import { isHashcardsJson, readHashcardsJson } from '../../../src/formats/others/hashcardsJson.ts'
import { contentsOf, contextOf, deck, noteOf, spoilt, text } from './decks.ts'

const context = contextOf('Animals.md')
const read = (input: string) => readHashcards(input, context)
const contents = (input: string) => {
  const result = read(input)
  if (!result.ok) throw new Error(result.error.detail)
  return contentsOf(result.value)
}
const nowhere = () => null

const EXAMPLE = `---
name = "Zoology"
---

Q: What do lions eat?
A: Meat

Q: Which of these
swim?
A:
- otters
- seals

---

C: The [otter] holds a [stone] in its \\[paws\\]. ![a stone](media/stone.png)
C: $E = [mc^2]$
`

describe('Markdown of hashcards', () => {
  test('has questions, lists and gaps, in the deck that its head names', () => {
    const result = read(EXAMPLE)
    expect(result.ok && result.value.decks.map(({ title }) => title)).toEqual(['Zoology'])
    expect(contents(EXAMPLE)).toEqual([
      { kind: 'qa', question: 'What do lions eat?', answer: 'Meat' },
      {
        kind: 'list',
        question: 'Which of these\nswim?',
        items: [
          { text: 'otters', accepted: [] },
          { text: 'seals', accepted: [] },
        ],
      },
      {
        kind: 'cloze',
        text: 'The {{c1::otter}} holds a {{c2::stone}} in its [paws]. ![a stone](media/stone.png)',
      },
      { kind: 'cloze', text: '\\(E = {{c1::mc^2}}\\)' },
    ])
    expect(result.ok && result.value.leftOut).toEqual([{ reason: 'media-missing', count: 1 }])
  })

  test('is named by its file where it has no head', () => {
    const result = read('Q: a\nA: b')
    expect(result.ok && result.value.decks[0]?.title).toBe('Animals')
  })

  test.each([
    ['text before the first card', 'hello\nQ: a\nA: b', 'line 1: text that belongs to no card'],
    ['a question without an answer', 'Q: a\nA: b\n\nQ: c\n---\n', 'line 4: a question without an answer'],
    ['two questions in a row', 'Q: a\nQ: c\nA: d', 'line 1: a question without an answer'],
    ['an answer alone', 'A: b', 'line 1: an answer without a question'],
    ['a text without gaps', '\nC: nothing', 'line 2: a text for gaps has none in brackets'],
    ['nothing', '', 'there is no card in it'],
  ])('is refused with %s, and where', (_, input, detail) => {
    expect(read(input)).toEqual({ ok: false, error: { kind: 'shape', detail } })
  })

  test('counts a note that stands twice', () => {
    const result = read('Q: a\nA: b\n\nQ: a\nA: b')
    expect(result.ok && result.value.leftOut).toEqual([{ reason: 'notes-twice', count: 1 }])
  })

  test('is known by how it begins', () => {
    expect(isHashcards(EXAMPLE)).toBe(true)
    expect(isHashcards('\n---\nC: a [b]')).toBe(true)
    expect(isHashcards('Q: an article about\nquestions')).toBe(false)
    expect(isHashcards('# Notes\nQ: a\nA: b')).toBe(false)
    expect(isHashcards('word\tmeaning')).toBe(false)
  })

  test('survives being written and read, whatever the cards say', () => {
    fc.assert(
      fc.property(deck, (known) => {
        const written = writeHashcards(known, nowhere).text
        const first = read(written)
        expect(first.ok).toBe(true)
        if (!first.ok) return
        expect(first.value.decks[0]?.title).toBe(known.title)
        const [again] = first.value.decks
        if (again) expect(read(writeHashcards(again, nowhere).text)).toEqual(first)
      }),
      { numRuns: 200 },
    )
  })

  test('keeps every word of texts without maths and code', () => {
    const plain = text.map((one) => one.replace(/\s+$/gm, '')).filter((one) => !/^$|[$\\`~]|\uE000|^- /m.test(one))
    fc.assert(
      fc.property(plain, plain, (question, answer) => {
        const written = writeHashcards({ title: 't', notes: [noteOf({ kind: 'qa', question, answer })] }, nowhere).text
        const result = read(written)
        expect(result.ok && contentsOf(result.value)).toEqual([{ kind: 'qa', question, answer }])
      }),
      { numRuns: 200 },
    )
  })

  test('keeps maths', () => {
    const qa = { kind: 'qa' as const, question: 'Why \\(a_1\\)?', answer: 'It costs $5: $$\\sum_i x_i$$ `$x$`' }
    const { text: written } = writeHashcards({ title: 't', notes: [noteOf(qa)] }, nowhere)
    expect(written).toContain('Q: Why $a_1$?\nA: It costs \\$5: $$\\sum_i x_i$$ `$x$`')
    expect(contents(written)).toEqual([qa])
  })

  test('says what it does not hold', () => {
    const notes = [
      noteOf({ kind: 'choice', question: 'q', answer: 'a' }, 'n_1'),
      noteOf({ kind: 'cloze', text: '{{c1::a::hint}} and {{c1::b}}' }, 'n_2'),
      noteOf({ kind: 'hologram' } as never, 'n_3'),
    ]
    const { text: written, leftOut } = writeHashcards({ title: 't', notes }, nowhere)
    expect(written).toContain('C: [a] and [b]')
    expect(leftOut).toEqual([
      { reason: 'options-dropped', count: 1 },
      { reason: 'hints', count: 1 },
      { reason: 'gaps-asked-apart', count: 1 },
      { reason: 'kinds-not-written', count: 1 },
    ])
  })

  test('of strangers is read or refused, never thrown at', () => {
    fc.assert(fc.property(spoilt(fc.constant(EXAMPLE)), (input) => void read(input)))
    fc.assert(fc.property(spoilt(text), (input) => void read(`Q: ${input}\nA: ${input}`)))
  })

  test('takes time in proportion to its length', () => {
    for (const piece of [
      '[',
      '![',
      '](',
      '$',
      '$$',
      '\\(',
      '`',
      '``` `',
      '\n```',
      '{{c1::',
      'Q:\n',
      ' ',
      '\n',
      '\\',
      'C: [a]\n',
    ])
      void read(`C: [a] ${piece.repeat(60_000 / piece.length)}`)
  })
})

describe('what hashcards exports', () => {
  const performance = {
    lastReviewedAt: '2026-11-20T21:04:00.000',
    stability: 9.5,
    difficulty: 4.25,
    intervalRaw: 9.5,
    intervalDays: 10,
    dueDate: '2026-11-30',
    reviewCount: 3,
  }
  const card = (content: object, known: object | null = null) => ({
    hash: 'x',
    familyHash: null,
    deckName: 'Zoology',
    location: { filePath: 'a.md', lineStart: 0, lineEnd: 1 },
    content,
    performance: known,
  })
  const exported = JSON.stringify({
    cards: [
      card({ basic: { question: 'What do lions eat?', answer: 'Meat' } }, performance),
      card({ cloze: { text: 'Ä lion is a cat', start: 13, end: 15 } }),
      card({ cloze: { text: 'Ä lion is a cat', start: 3, end: 6 } }, performance),
    ],
    sessions: [],
  })

  test('has the same notes as its Markdown, and what is remembered of them', () => {
    expect(isHashcardsJson(exported)).toBe(true)
    const result = readHashcardsJson(exported, context)
    const markdown = read('---\nname = "Zoology"\n---\nQ: What do lions eat?\nA: Meat\nC: Ä [lion] is a [cat]')
    expect(result.ok && result.value.decks).toEqual(markdown.ok && markdown.value.decks)
    const { cards } = foldLog(result.ok ? result.value.events : [])
    expect([...cards.values()].map(({ cardId, memory }) => [cardId.split('/')[1], memory]).sort()).toEqual([
      ['c1', { phase: 'review', stability: 9.5, difficulty: 4.25, day: 20_777, due: 20_787 }],
      ['front', { phase: 'review', stability: 9.5, difficulty: 4.25, day: 20_777, due: 20_787 }],
    ])
  })

  test('of strangers is read or refused, never thrown at', () => {
    fc.assert(fc.property(spoilt(fc.constant(exported)), (input) => void readHashcardsJson(input, context)))
    fc.assert(fc.property(fc.json(), (input) => void readHashcardsJson(input, context)))
  })
})
