import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardState } from '../../../src/domain/card.ts'
import type { EventId } from '../../../src/domain/event.ts'
import { foldLog } from '../../../src/domain/fold.ts'
import { asContent } from '../../../src/domain/noteType.ts'
import { dueOnDay, toStudyDay } from '../../../src/domain/time.ts'
import { isObsidian, readObsidian } from '../../../src/formats/others/obsidian.ts'
import { writeObsidian } from '../../../src/formats/others/obsidianWrite.ts'
import { contentsOf, contextOf, deck, noteOf, spoilt, text } from './decks.ts'

const context = contextOf('Birds.md')
const read = (input: string) => readObsidian(input, context)
const opened = (input: string) => {
  const result = read(input)
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}
const contents = (input: string) => contentsOf(opened(input))
const plain = { pathOf: () => null, progress: null }

const DAY = 20_786 // 2026-11-29
const EXAMPLE = `---
tags: [reading, flashcards/zoology]
---
# Birds

Some prose that asks nothing.

#flashcards/zoology/birds

Largest bird::the ostrich ^d7cee0
<!--SR:!2026-12-02,4,270-->

crow:::Krähe
<!--SR:!fsrs,2026-12-09T04:00:00.000Z,10,10.5,5.25,2,3,0,0,2026-11-29T09:00:00.000Z!2000-01-01,1,250-->

Which of them
dive?
?
- grebes
- loons

The ==kiwi== lives in ==New Zealand;;a country==, $m = 3$.

\`\`\`js
a::b
\`\`\`
`

describe('notes of Obsidian', () => {
  test('have cards of one line, both ways, lines and gaps; prose and code are passed over', () => {
    const result = opened(EXAMPLE)
    expect(result.decks.map(({ title }) => title)).toEqual(['zoology::birds'])
    expect(contentsOf(result)).toEqual([
      { kind: 'qa', question: 'Largest bird', answer: 'the ostrich' },
      { kind: 'qa', question: 'crow', answer: 'Krähe' },
      { kind: 'qa', question: 'Krähe', answer: 'crow' },
      {
        kind: 'list',
        question: 'Which of them\ndive?',
        items: [
          { text: 'grebes', accepted: [] },
          { text: 'loons', accepted: [] },
        ],
      },
      { kind: 'cloze', text: 'The {{c1::kiwi}} lives in {{c2::New Zealand::a country}}, \\(m = 3\\).' },
    ])
  })

  test('bring their schedules, of SM-2 and of FSRS', () => {
    const { decks, events } = opened(EXAMPLE)
    const [ostrich, crow] = decks[0]?.notes ?? []
    const { cards } = foldLog(events)
    expect(cards.size).toBe(2)
    expect(cards.get(`${ostrich?.id}/front` as never)?.memory).toMatchObject({
      phase: 'review',
      due: DAY + 3,
      day: DAY - 1,
      stability: 4,
    })
    expect(cards.get(`${crow?.id}/front` as never)?.memory).toEqual({
      phase: 'review',
      due: DAY + 10,
      day: DAY,
      stability: 10.5,
      difficulty: 5.25,
    })
  })

  test('give the same events again, wherever they are read', () => {
    const elsewhere = { ...context, momentAt: (ms: number) => ({ ...context.momentAt(ms), offsetMinutes: 600 }) }
    const there = readObsidian(EXAMPLE, elsewhere)
    expect(there.ok && there.value.events.map(({ id }) => id)).toEqual(opened(EXAMPLE).events.map(({ id }) => id))
  })

  test('have schedules that are not believed: in the future, not numbers, of a date that is none', () => {
    const past = (comment: string) => opened(`a::b\n<!--SR:${comment}-->`)
    expect(past('!fsrs,2027-12-09T04:00:00Z,10,10,5,2,3,0,0,2027-01-29T09:00:00Z').leftOut).toEqual([
      { reason: 'reviews-in-future', count: 1 },
    ])
    for (const bad of ['!fsrs,x,1,2,3,2,1,1,1,y', '!fsrs', '!x,y,z', '!2026-99-99,1,250', '!!!', '', '!1,2,3,4,5'])
      expect(past(bad).events).toEqual([])
    expect(past('!2026-11-20,1e999,NaN').events).toHaveLength(1)
  })

  test('keep numbers of gaps, and hints', () => {
    expect(contents('==2;;b== and ==1;;a;;first== and ==plain==')).toEqual([
      { kind: 'cloze', text: '{{c2::b}} and {{c1::a::first}} and plain' },
    ])
  })

  test('name their own deck before a card', () => {
    expect(opened('#flashcards/a/b Q::A\n\nC::D').decks.map(({ title }) => title)).toEqual(['a::b', 'Birds'])
  })

  test('are known by a tag, by a schedule, or as Markdown with a card', () => {
    expect(isObsidian('x #flashcards y', 'a.txt')).toBe(true)
    expect(isObsidian('x::y', 'a.txt')).toBe(false)
    expect(isObsidian('x::y', 'a.md')).toBe(true)
    expect(isObsidian('an article', 'a.md')).toBe(false)
    expect(isObsidian('x #flashcards-not', 'a.txt')).toBe(false)
  })

  test('without a card are refused', () => {
    expect(read('# prose')).toEqual({ ok: false, error: { kind: 'shape', detail: 'there is no card in it' } })
  })

  test('survive being written and read, whatever the cards say', () => {
    fc.assert(
      fc.property(deck, (known) => {
        const written = writeObsidian(known, plain)
        if (written.leftOut.length > 0) return
        const first = read(written.text)
        expect(first.ok).toBe(true)
        if (!first.ok) return
        expect(first.value.decks[0]?.title).toBe(known.title)
        const twice = first.value.leftOut.reduce((sum, { count }) => sum + count, 0)
        expect(contentsOf(first.value).length + twice).toBe(known.notes.length)
        const [again] = first.value.decks
        if (again) expect(read(writeObsidian(again, plain).text)).toEqual(first)
      }),
      { numRuns: 200 },
    )
  })

  test('keep every word of texts without maths and code', () => {
    const bare = text.map((one) => one.replace(/[^\S\n]+$/gm, '')).filter((one) => !/[$\\`~]|\uE000|^- /m.test(one))
    fc.assert(
      fc.property(bare, bare, (question, answer) => {
        const notes = [noteOf({ kind: 'qa', question, answer })]
        expect(contents(writeObsidian({ title: 't', notes }, plain).text)).toEqual([{ kind: 'qa', question, answer }])
      }),
      { numRuns: 200 },
    )
  })

  test('keep names of blocks, and both ways as one card', () => {
    const [known] = opened(EXAMPLE).decks
    const written = writeObsidian(known ?? { title: '', notes: [] }, plain).text
    expect(written).toContain('Largest bird::the ostrich ^d7cee0\n')
    expect(written).toContain('crow:::Krähe\n')
    expect(written).not.toContain('Krähe::crow')
    expect(opened(written).decks).toEqual([known])
  })

  test('carry what is remembered there and back, day for day', () => {
    const state = fc.record({
      stability: fc.integer({ min: 1, max: 36_500_000 }).map((n) => n / 1000),
      difficulty: fc.integer({ min: 1000, max: 10_000 }).map((n) => n / 1000),
      day: fc.integer({ min: 10_000, max: DAY }),
      wait: fc.integer({ min: 0, max: 3_000 }),
    })
    const hours = fc.record({
      offset: fc.constantFrom(-660, -300, 0, 330, 840),
      rolloverHour: fc.integer({ min: 0, max: 23 }),
    })
    fc.assert(
      fc.property(state, hours, ({ stability, difficulty, day, wait }, { offset, rolloverHour }) => {
        const note = noteOf({ kind: 'qa', question: 'q', answer: 'a' })
        const memory = {
          phase: 'review' as const,
          stability,
          difficulty,
          day: toStudyDay(day),
          due: dueOnDay(toStudyDay(day + wait)),
        }
        const known = { memory, reps: 3, lapses: 1, events: [] as readonly EventId[] } as CardState
        const progress = { stateOf: () => known, offsetMinutes: offset, rolloverHour }
        const written = writeObsidian({ title: 't', notes: [note] }, { pathOf: () => null, progress }).text
        const momentAt = (ms: number) => ({
          at: ms as never,
          offsetMinutes: offset,
          day: toStudyDay(Math.floor((ms + offset * 60_000 - rolloverHour * 3_600_000) / 86_400_000)),
        })
        const back = readObsidian(written, { ...context, momentAt })
        expect(back.ok && [...foldLog(back.value.events).cards.values()].map((card) => card.memory)).toEqual([memory])
      }),
    )
  })

  test('say nothing of what is remembered unless asked', () => {
    const note = noteOf({ kind: 'qa', question: 'q', answer: 'a' })
    expect(writeObsidian({ title: 't', notes: [note] }, plain).text).not.toContain('SR:')
  })

  test('hold the words of notes with templates of their own', () => {
    const type = {
      id: 't',
      name: 'Basic',
      kind: 'fields' as const,
      fields: ['F', 'B'],
      templates: [{ name: 'Card', front: '<b>{{F}}</b>', back: '{{FrontSide}}<hr>{{B}}' }],
      css: '',
    }
    const content = asContent({
      kind: 'template',
      type,
      fields: ['a &amp; b', 'c<br>d'],
      cards: [0],
      media: {},
      changed: 0,
    })
    const { text: written, leftOut } = writeObsidian({ title: 't', notes: [noteOf(content)] }, plain)
    expect(written).toContain('a & b::c d')
    expect(leftOut).toEqual([{ reason: 'looks-dropped', count: 1 }])
  })

  test('of strangers are read or refused, never thrown at', () => {
    fc.assert(fc.property(spoilt(fc.constant(EXAMPLE)), (input) => void read(input)))
    fc.assert(fc.property(spoilt(text), (input) => void read(`a::b ${input}`)))
  })

  test('take time in proportion to their length', () => {
    const pieces = [
      '==',
      '==a== ',
      '::',
      ':\\',
      '![[',
      '[[a',
      '`',
      '\n```\n',
      '$',
      '!',
      '<!--SR:',
      '<!--',
      ' ^a',
      '#flashcards ',
      'a::b\n',
      '\n',
      '?\n',
      '{{',
    ]
    for (const piece of pieces) void read(`a::b\n\n${piece.repeat(60_000 / piece.length)}`)
    for (const piece of ['!1,2,3', '!', ',']) void read(`a::b\n<!--SR:${piece.repeat(60_000 / piece.length)}-->`)
  })
})
