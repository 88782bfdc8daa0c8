import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CardFields, fieldsFor, toFields, toNote, withGap } from '../../src/domain/cardFields.ts'
import { parseCloze } from '../../src/domain/cloze.ts'
import { clozeText } from '../../src/domain/clozeView.ts'
import { checkCard, holdsUp, isAskedAlready } from '../../src/domain/draftCheck.ts'
import type { Evidence, Note, NoteId } from '../../src/domain/note.ts'
import { sentenceSpans } from '../../src/domain/sentences.ts'
import { type Source, type SourceId, type Span, sliceOf } from '../../src/domain/source.ts'
import { findWords } from '../../src/domain/wordSearch.ts'
import { bareSource } from '../bareSource.ts'
import { makeNote } from '../domain/arbitraries.ts'
import { generateFrom, sourceOf as sourceFrom } from '../generator/helpers.ts'

const TEXT =
  'Mr. Karzai met John Kerry in Kabul on Friday. He asked for “peace” and a clean election!\n\n## A vote\n\nThe U.S. left in 2014. Was it over? It was.'

const source: Source = bareSource({ id: 's_1' as SourceId, title: 'T', text: TEXT })

const spanOf = (words: string): Span => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length })
const FIRST = spanOf('Mr. Karzai met John Kerry in Kabul on Friday.')
const evidence = (sentence: Span, answer: string, resolutions: Evidence['resolutions'] = []): Evidence => ({
  sourceId: source.id,
  sentence,
  answer: spanOf(answer),
  quote: sliceOf(source, sentence),
  resolutions,
})

describe('sentences to choose from', () => {
  test('lie apart, in order, without space around them, and miss no word outside headings', () => {
    const texts = fc
      .array(
        fc.constantFrom(
          'Mr. Lee ',
          'said so. ',
          '“No!” ',
          'U.S. ',
          'Was it? ',
          '\n\n',
          '\n\n## Head\n\n',
          '5 April',
          '…',
          ' ',
        ),
        {
          maxLength: 40,
        },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.array(fc.tuple(fc.nat(200), fc.nat(60)), { maxLength: 4 }), (text, cuts) => {
        const known = cuts
          .map(([start, length]) => ({ start, end: start + length }))
          .filter((span) => span.end <= text.length && text.slice(span.start, span.end).trim() !== '')
        const spans = sentenceSpans(text, known)
        let end = 0
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          end = span.end
        }
        if (known.length > 0) return
        const left = spans.reduceRight((rest, span) => rest.slice(0, span.start) + rest.slice(span.end), text)
        expect(left.replace(/^#+ .*$/gm, '').trim()).toBe('')
      }),
    )
  })

  test('end at stops, and not after titles, initials and shortened names', () => {
    expect(sentenceSpans(TEXT, []).map((span) => TEXT.slice(span.start, span.end))).toEqual([
      'Mr. Karzai met John Kerry in Kabul on Friday.',
      'He asked for “peace” and a clean election!',
      'The U.S. left in 2014.',
      'Was it over?',
      'It was.',
    ])
  })

  test('are the cards’ own where cards stand already', () => {
    const own = spanOf('Karzai met John Kerry')
    expect(sentenceSpans(TEXT, [own, own])).toContainEqual(own)
  })
})

describe('words in a sentence', () => {
  test('are found as written, else in other case and quotes, whole only', () => {
    expect(findWords('He asked for “peace” now', '"Peace"')).toEqual({ start: 13, end: 20 })
    expect(findWords('in 2014', '201')).toBeNull()
    expect(findWords('unrest', 'rest')).toBeNull()
    expect(findWords('x', '')).toBeNull()
  })

  test('wherever they are found, they are those words but for case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (text, words) => {
        const at = findWords(`${text} ${words} ${text}`, words)
        expect(at === null ? words : `${text} ${words} ${text}`.slice(at.start, at.end).toLowerCase()).toBe(
          at === null ? words : words.toLowerCase(),
        )
      }),
    )
  })
})

const fieldsArbitrary: fc.Arbitrary<CardFields> = fc.record({
  kind: fc.constantFrom('question', 'gap', 'choice'),
  question: fc.string({ unit: 'grapheme' }),
  answer: fc.oneof(fc.constantFrom('Kabul', 'kabul', 'John Kerry\nKabul', '“peace”'), fc.string({ unit: 'grapheme' })),
  gap: fc.oneof(fc.constant('Met in {{c1::Kabul}}.'), fc.string({ unit: 'grapheme' })),
  options: fc.oneof(fc.constant('Herat\nHerat\nKunduz'), fc.string()),
  sentence: fc.constantFrom(...sentenceSpans(TEXT, [])),
})

const NOTES: readonly Note[] = [
  makeNote('a', { kind: 'qa', question: 'Where?', answer: 'Kabul' }, { evidence: [evidence(FIRST, 'Kabul')] }),
  makeNote(
    'b',
    {
      kind: 'list',
      question: 'Who met?',
      items: [
        { text: 'John Kerry', accepted: ['Kerry'] },
        { text: 'Karzai', accepted: [] },
      ],
    },
    { evidence: [evidence(FIRST, 'John Kerry'), evidence(FIRST, 'Karzai')] },
  ),
  makeNote(
    'c',
    { kind: 'cloze', text: 'Karzai met Kerry in {{c1::Kabul}}.' },
    { evidence: [evidence(FIRST, 'Kabul')] },
  ),
  makeNote(
    'd',
    { kind: 'choice', question: 'Where?', answer: 'Kabul' },
    {
      accepted: ['Kabul City'],
      distractors: ['Herat', 'Kunduz', 'Balkh'].map((text) => ({ text, evidence: null })),
      evidence: [evidence(FIRST, 'Kabul', [{ kind: 'name', words: 'Kabul', readAs: 'Kabul' }])],
      confidence: 0.8,
    },
  ),
  makeNote(
    'e',
    { kind: 'list', question: 'Who?', items: [{ text: 'Karzai', accepted: ['K'] }] },
    { evidence: [evidence(FIRST, 'Karzai')] },
  ),
]

describe('a card in a form', () => {
  const none: ReadonlySet<NoteId> = new Set()

  test('comes out as it went in when nothing was changed', () => {
    for (const note of NOTES) {
      const fields = toFields(note, source)
      expect(fields && toNote(fields, { source, base: note, taken: none }), note.id).toEqual(note)
    }
  })

  test('comes out as it went in for every card that the generator makes', { timeout: 30_000 }, () => {
    const seed = readFileSync(new URL('../../seeds/2013-10-11-kerry-karzai-talks.md', import.meta.url), 'utf8')
    const generated = sourceFrom(seed)
    const { notes } = generateFrom(generated)
    expect(notes.length).toBeGreaterThan(2)
    for (const note of notes) {
      const fields = toFields(note, generated)
      expect(fields && toNote(fields, { source: generated, base: note, taken: none })).toEqual(note)
    }
  })

  test('whatever is written, quotes its sentence word for word, with the answer inside it', () => {
    const bases = fc.option(fc.constantFrom(...NOTES))
    fc.assert(
      fc.property(fieldsArbitrary, bases, (fields, base) => {
        const note = toNote(fields, { source, base, taken: none })
        if (base) expect(note.id).toBe(base.id)
        expect(note.evidence.length).toBe(note.content.kind === 'list' ? note.content.items.length : 1)
        for (const piece of note.evidence) {
          expect(sliceOf(source, piece.sentence)).toBe(piece.quote)
          expect(piece.answer.start).toBeGreaterThanOrEqual(piece.sentence.start)
          expect(piece.answer.end).toBeLessThanOrEqual(piece.sentence.end)
          expect(piece.answer.end).toBeGreaterThan(piece.answer.start)
        }
        const options = note.distractors.map((each) => each.text)
        expect(new Set(options).size).toBe(options.length)
      }),
    )
  })

  test('by hand takes an id of its own, the same for the same card, never one that is taken', () => {
    const fields = { ...fieldsFor(source, FIRST), question: 'Where did they meet?', answer: 'Kabul' }
    const first = toNote(fields, { source, base: null, taken: none })
    expect(toNote({ ...fields, question: 'Which city?' }, { source, base: null, taken: none }).id).toBe(first.id)
    expect(toNote(fields, { source, base: null, taken: new Set([first.id]) }).id).not.toBe(first.id)
    expect(first.evidence).toEqual([evidence(FIRST, 'Kabul')])
    expect(first.confidence).toBeNull()
  })

  test('points to the whole sentence where its answer is worded otherwise', () => {
    const fields = { ...fieldsFor(source, FIRST), question: 'Which country?', answer: 'Afghanistan' }
    expect(toNote(fields, { source, base: null, taken: none }).evidence[0]?.answer).toEqual(FIRST)
  })

  test('keeps what the edit leaves alone: accepted answers, readings, reasons for wrong options', () => {
    const [, , , choice] = NOTES
    const fields = choice && toFields(choice, source)
    if (!choice || !fields) throw new Error('no fields')
    const renamed = toNote({ ...fields, question: 'In which city?' }, { source, base: choice, taken: none })
    expect(renamed).toMatchObject({
      accepted: ['Kabul City'],
      distractors: choice.distractors,
      evidence: choice.evidence,
    })
    const other = toNote({ ...fields, answer: 'Friday' }, { source, base: choice, taken: none })
    expect(other.accepted).toEqual([])
    expect(other.evidence).toEqual([{ ...evidence(FIRST, 'Friday'), resolutions: choice.evidence[0]?.resolutions }])
  })

  test('can become a gap where its evidence is, even in other words', () => {
    const [, both] = NOTES
    expect(both && toFields(both, source)?.gap).toBe('Mr. {{c1::Karzai}} met {{c1::John Kerry}} in Kabul on Friday.')
    const reworded = makeNote(
      'r',
      { kind: 'qa', question: 'Who?', answer: 'Hamid Karzai' },
      { evidence: [evidence(FIRST, 'Karzai')] },
    )
    expect(toFields(reworded, source)?.gap).toBe('Mr. {{c1::Karzai}} met John Kerry in Kabul on Friday.')
  })

  test('becomes a gap in its sentence', () => {
    expect(withGap('He met Kerry in Kabul.', 'kabul')).toBe('He met Kerry in {{c1::Kabul}}.')
    expect(withGap('He met Kerry.', 'Paris')).toBe('He met Kerry.')
    fc.assert(
      fc.property(fc.constantFrom('Kabul', 'He', 'Kerry', 'x', ''), (answer) => {
        const gapped = withGap('He met Kerry in Kabul.', answer)
        expect(clozeText(gapped)).toBe('He met Kerry in Kabul.')
        expect(parseCloze(gapped).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('what is amiss with a card', () => {
  const fields = (change: Partial<CardFields>): CardFields => ({
    ...fieldsFor(source, FIRST),
    question: 'Where did they meet?',
    answer: 'Kabul',
    ...change,
  })
  const check = (change: Partial<CardFields>, others: readonly Note[] = []) => checkCard(fields(change), source, others)

  test('never throws, says each thing once, and first what holds the card up', () => {
    fc.assert(
      fc.property(fieldsArbitrary, (some) => {
        const warnings = checkCard(some, source, NOTES)
        expect(new Set(warnings).size).toBe(warnings.length)
        const held = warnings.map(holdsUp)
        expect([...held].sort((a, b) => Number(b) - Number(a))).toEqual(held)
      }),
    )
  })

  test('a card that nothing holds up has something to ask and something to answer', () => {
    fc.assert(
      fc.property(fieldsArbitrary, (some) => {
        if (checkCard(some, source, []).some(holdsUp)) return
        const { content } = toNote(some, { source, base: null, taken: new Set() })
        const texts =
          content.kind === 'cloze'
            ? parseCloze(content.text).flatMap((part) => (part.kind === 'blank' ? [part.answer] : []))
            : [
                content.question,
                ...(content.kind === 'list' ? content.items.map((item) => item.text) : [content.answer]),
              ]
        expect(texts.length).toBeGreaterThan(0)
        expect(texts.every((text) => text.trim() !== '')).toBe(true)
      }),
    )
  })

  test('is nothing for a sound card', () => {
    expect(check({})).toEqual([])
    expect(check({ kind: 'gap', gap: 'They met in {{c1::Kabul}}.' })).toEqual([])
    expect(check({ kind: 'choice', options: 'Herat\nKunduz\nBalkh' })).toEqual([])
  })

  test('is said case by case', () => {
    expect(check({ question: ' ', answer: '' })).toEqual(['no-question', 'no-answer'])
    expect(check({ kind: 'gap', gap: 'No gap here.' })).toEqual(['no-gap'])
    expect(check({ kind: 'gap', gap: 'An empty {{c1::}}.' })).toContain('empty-gap')
    expect(check({ question: 'Did they meet in Kabul?' })).toEqual(['answer-in-question'])
    expect(check({ answer: 'Paris' })).toEqual(['answer-not-in-sentence'])
    expect(check({ kind: 'choice' })).toEqual(['no-options'])
    expect(check({ kind: 'choice', options: 'Herat\nherat\nBalkh' })).toEqual(['few-options'])
    expect(check({ kind: 'choice', options: 'Herat\nthe Kabul\nBalkh\nFarah' })).toEqual(['option-right'])
  })

  test('a question asked already is noticed in other case and punctuation, and gaps by their sentence', () => {
    const same = makeNote('x', { kind: 'qa', question: 'where did they meet', answer: 'Paris' })
    expect(check({}, [same])).toEqual(['same-question'])
    const gap = makeNote('y', { kind: 'cloze', text: 'They met in {{c1::Paris}}.' })
    expect(check({ kind: 'gap', gap: 'They met in {{c1::Kabul}}.' }, [gap])).toContain('same-question')
    expect(isAskedAlready(same, [same])).toBe(false)
    expect(isAskedAlready(same, [makeNote('z', { kind: 'qa', question: 'Where did they meet?', answer: '' })])).toBe(
      true,
    )
  })
})
