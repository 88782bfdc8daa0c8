import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CardState, newCard } from '../../src/domain/card.ts'
import { type Columns, makeColumns, setRetired, setRow } from '../../src/domain/columns.ts'
import type { DeckInfo } from '../../src/domain/deck.ts'
import { facesOf } from '../../src/domain/faces.ts'
import { isLeech } from '../../src/domain/leech.ts'
import { type CardId, cardIdOf, type Note, type NoteContent } from '../../src/domain/note.ts'
import { OPS, type Op, PROPS, type Query, SEARCH_STATES } from '../../src/domain/search.ts'
import { foldForSearch } from '../../src/domain/searchFold.ts'
import { cardIdAt, deckAt, makeSearchIndex, type SearchIndex, searchText } from '../../src/domain/searchIndex.ts'
import { type SearchContext, searchRows } from '../../src/domain/searchMatch.ts'
import { parseSearch } from '../../src/domain/searchParse.ts'
import { printSearch } from '../../src/domain/searchPrint.ts'
import { SORTS, sortRows } from '../../src/domain/searchSort.ts'
import type { SourceId } from '../../src/domain/source.ts'
import { addDays, DAY_MS, hasCome, isDayDue, toInstant, toStudyDay } from '../../src/domain/time.ts'
import { answers, deckNamed, defaultScheduler, FIRST_DAY, makeNote, momentAt, stateAfter } from './arbitraries.ts'

const today = toStudyDay(FIRST_DAY + 60)
const now = momentAt(today, 11).at

/** A card with all that is true of it: what the slow model looks at. */
type Known = {
  readonly cardId: CardId
  readonly note: Note
  readonly info: DeckInfo
  readonly state: CardState
  readonly retired: boolean
  readonly addedAt: number
}

const words = fc.constantFrom('Karzai', 'Straße', 'İzmir', 'ＮＡＴＯ', 'café', 'deadline', 'or', '12:30', '中国')
const contents: fc.Arbitrary<NoteContent> = fc.oneof(
  fc.record({ kind: fc.constant('qa' as const), question: words, answer: words }),
  fc.record({ kind: fc.constant('choice' as const), question: words, answer: words }),
  fc.tuple(words, words).map(([a, b]) => ({ kind: 'cloze' as const, text: `{{c1::${a}}} and {{c3::${b}}}` })),
  words.map((question) => ({ kind: 'list' as const, question, items: [{ text: 'one', accepted: ['1'] }] })),
)
const notes = fc.record({
  content: contents,
  tags: fc.subarray(['news', 'News::Asia', 'leech', 'ärger']),
  accepted: fc.subarray(['Kabul', 'KABUL city']),
  article: fc.constantFrom(null, 'Talks in Kabul', 'Zürich says no'),
  added: fc.constantFrom(0, 1, 5, 40),
  given: answers,
  suspended: fc.boolean(),
  buriedAgo: fc.constantFrom(null, 0, 1),
  flag: fc.constantFrom(0, 0, 3),
  lapses: fc.constantFrom(null, 4, 8, 20),
  retired: fc.constantFrom(false, false, true),
})
const collections = fc.array(
  fc.record({ title: fc.constantFrom('News', 'News::Afghanistan', 'Deutsch::Grammatik'), notes: fc.array(notes) }),
  { maxLength: 3 },
)

type Made = { readonly index: SearchIndex; readonly known: readonly Known[] }

function build(collection: typeof collections extends fc.Arbitrary<infer T> ? T : never): Made {
  const infos: DeckInfo[] = []
  const columns: Columns[] = []
  const known: Known[] = []
  const fills: ((index: SearchIndex) => void)[] = []
  for (const [d, deck] of collection.entries()) {
    const info = {
      id: deckNamed(`d${d}`),
      title: deck.title,
      sources: ['Talks in Kabul', 'Zürich says no'].map((title) => ({ id: title, title, author: 'Somebody' })),
    } as unknown as DeckInfo
    infos.push(info)
    const made = deck.notes.map((note, n) =>
      makeNote(`d${d}n${n}`, note.content, {
        tags: note.tags,
        accepted: note.accepted,
        evidence: note.article
          ? [
              {
                sourceId: note.article as SourceId,
                sentence: { start: 0, end: 1 },
                answer: { start: 0, end: 1 },
                quote: 'It said so.',
                resolutions: [],
              },
            ]
          : [],
      }),
    )
    const own = makeColumns(
      info.id,
      made.map((note) => facesOf(note).length),
    )
    let row = 0
    const times = deck.notes.map((note) => (note.added === 40 ? 0 : now - note.added * DAY_MS))
    for (const [n, note] of deck.notes.entries()) {
      const base = made[n]
      if (!base) continue
      for (const face of facesOf(base)) {
        const cardId = cardIdOf(base.id, face)
        const { state: answered } = stateAfter(defaultScheduler, note.given)
        const state: CardState = {
          ...newCard(cardId),
          ...answered,
          cardId,
          suspended: note.suspended,
          buriedOn: note.buriedAgo === null ? null : addDays(today, -note.buriedAgo),
          flag: note.flag,
          lapses: note.lapses ?? answered.lapses,
        }
        setRow(own, row, state)
        setRetired(own, row, note.retired)
        known.push({ cardId, note: base, info, state, retired: note.retired, addedAt: times[n] ?? 0 })
        row++
      }
    }
    columns.push(own)
    fills.push((index) => index.putNotes(info.id, 0, made, times))
  }
  const index = makeSearchIndex(infos, columns)
  for (const fill of fills) fill(index)
  return { index, known }
}

const everyThird = (known: readonly Known[]): ReadonlySet<CardId> =>
  new Set(known.filter((_, i) => i % 3 === 0).map((card) => card.cardId))

const contextOf = (known: readonly Known[]): SearchContext => ({
  today,
  now,
  retrievabilityAfter: defaultScheduler.retrievabilityAfter,
  rated: (days) => (days > 3 ? everyThird(known) : new Set()),
  startOf: (days) => toInstant(now - days * DAY_MS),
  leechLapses: () => 8,
})

const queries: fc.Arbitrary<Query> = fc
  .array(
    fc.oneof(
      words.map((word) => `"${word.slice(0, 4)}"`),
      fc.constantFrom('a', 'kabul', 'ss', 'i', 'zurich', '"said so"', 'nato'),
      fc.constantFrom(...SEARCH_STATES).map((state) => `is:${state}`),
      fc
        .tuple(fc.constantFrom(...PROPS), fc.constantFrom(...OPS), fc.constantFrom(-3, 0, 0.5, 0.9, 1, 8, 30))
        .map(([prop, op, value]) => `prop:${prop}${op}${value}`),
      fc.constantFrom('deck:news', 'deck:afghanistan', 'deck:ne*', 'deck:*gr*', 'tag:news', 'tag:asia', 'tag:*'),
      fc.constantFrom('tag:arger', 'article:zurich', 'article:somebody', 'rated:7', 'rated:1', 'added:2', 'added:90'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .chain((terms) =>
    fc.constantFrom(
      terms.join(' '),
      terms.join(' or '),
      `-(${terms.join(' or ')})`,
      `(${terms.join(' ')}) or ${terms[0]}`,
      terms.map((term, i) => (i % 2 ? `-${term}` : term)).join(' '),
    ),
  )
  .map((text) => {
    const parsed = parseSearch(text)
    if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.error)}`)
    return parsed.value
  })

/** The same question, asked of one card in the plainest way there is. */
function isMeant(query: Query, card: Known, context: SearchContext): boolean {
  const { state, note } = card
  const { memory } = state
  switch (query.kind) {
    case 'all':
      return true
    case 'not':
      return !isMeant(query.of, card, context)
    case 'and':
      return query.of.every((part) => isMeant(part, card, context))
    case 'or':
      return query.of.some((part) => isMeant(part, card, context))
    case 'text':
      return foldForSearch(searchText(note)).includes(foldForSearch(query.text))
    case 'named': {
      if (query.field === 'article') {
        const names = note.evidence.map((piece) => foldForSearch(`${piece.sourceId} Somebody`))
        return names.some((name) => name.includes(foldForSearch(query.name)))
      }
      const pattern = foldForSearch(query.name).replace(/\*/g, '.*')
      const path = new RegExp(`(^|::)${pattern}(::|$)`, 'u')
      return (query.field === 'deck' ? [card.info.title] : note.tags).some((name) => path.test(foldForSearch(name)))
    }
    case 'is':
      switch (query.state) {
        case 'new':
          return memory.phase === 'new'
        case 'learn':
          return memory.phase === 'learning' || memory.phase === 'relearning'
        case 'review':
          return memory.phase === 'review'
        case 'due':
          return (
            memory.phase !== 'new' && !state.suspended && state.buriedOn !== today && hasCome(memory.due, today, now)
          )
        case 'suspended':
          return state.suspended
        case 'buried':
          return state.buriedOn === today
        case 'leech':
          return isLeech(state.lapses, 8)
        case 'flagged':
          return state.flag > 0
      }
      break
    case 'prop': {
      if (query.prop === 'lapses') return compare(state.lapses, query.op, query.value)
      if (memory.phase === 'new') return false
      const figures = {
        ivl: isDayDue(memory.due) ? Math.max(0, memory.due - memory.day) : 0,
        r: context.retrievabilityAfter(Math.fround(memory.stability), today - memory.day),
        s: Math.fround(memory.stability),
        d: Math.fround(memory.difficulty),
        due: isDayDue(memory.due) ? memory.due - today : (memory.due - now) / DAY_MS,
      }
      return compare(figures[query.prop], query.op, query.value)
    }
    case 'rated':
      return context.rated(query.days, query.rating).has(card.cardId)
    case 'added':
      return card.addedAt >= context.startOf(query.days)
  }
}

function compare(a: number, op: Op, b: number): boolean {
  const truths = { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b, '=': a === b, '!=': a !== b }
  return truths[op]
}

const all = (index: SearchIndex, query: Query, context: SearchContext): number[] =>
  [...searchRows(index, query, context)].flat()

const idsOf = (index: SearchIndex, rows: readonly number[]) =>
  rows.map((number) => {
    const { deck, row } = deckAt(index, number)
    return cardIdAt(deck, row)
  })

describe('a search', () => {
  it('finds what a slow and obvious one finds, in the same order', () => {
    fc.assert(
      fc.property(collections, queries, (collection, query) => {
        const { index, known } = build(collection)
        const context = contextOf(known)
        const expected = known.filter((card) => !card.retired && isMeant(query, card, context))
        expect(idsOf(index, all(index, query, context)), printSearch(query)).toEqual(
          expected.map((card) => card.cardId),
        )
      }),
      { numRuns: 400 },
    )
  })

  it('finds a card by what it says now, once its note is put again', () => {
    const note = makeNote('n', { kind: 'qa', question: 'Old words', answer: 'A' })
    const columns = makeColumns(deckNamed('d'), [1])
    const index = makeSearchIndex([{ id: deckNamed('d'), title: 'D', sources: [] } as unknown as DeckInfo], [columns])
    index.putNotes(deckNamed('d'), 0, [note], [0])
    const context = contextOf([])
    expect(all(index, { kind: 'text', text: 'old' }, context)).toEqual([0])
    index.putNotes(deckNamed('d'), 0, [{ ...note, content: { kind: 'qa', question: 'New', answer: 'A' } }], [0])
    expect(all(index, { kind: 'text', text: 'old' }, context)).toEqual([])
    expect(all(index, { kind: 'text', text: 'new' }, context)).toEqual([0])
  })

  it('does not take long over a name of many stars', () => {
    const index = makeSearchIndex(
      [{ id: deckNamed('d'), title: 'a'.repeat(5000), sources: [] } as unknown as DeckInfo],
      [makeColumns(deckNamed('d'), [1])],
    )
    const started = performance.now()
    all(index, { kind: 'named', field: 'deck', name: `${'*a'.repeat(500)}*b` }, contextOf([]))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('an order', () => {
  it('keeps every row, once, and is the other way round when reversed but for those without the figure', () => {
    fc.assert(
      fc.property(collections, fc.constantFrom(...SORTS), (collection, sort) => {
        const { index, known } = build(collection)
        const context = contextOf(known)
        const rows = all(index, { kind: 'all' }, context)
        for (const reversed of [false, true]) {
          const sorted = sortRows(index, rows, sort, reversed, context)
          expect([...sorted].sort((a, b) => a - b)).toEqual(rows)
        }
      }),
    )
  })

  it('puts the soonest due first and new cards last, either way', () => {
    const states = [0, 3, 1].map((reps, i) =>
      stateAfter(
        defaultScheduler,
        Array.from({ length: reps }, () => ({ rating: 'easy', days: 3, minutes: 5 })),
        `n${i}`,
      ),
    )
    const columns = makeColumns(deckNamed('d'), [1, 1, 1])
    for (const [row, { state }] of states.entries()) setRow(columns, row, state)
    const index = makeSearchIndex([{ id: deckNamed('d'), title: 'D', sources: [] } as unknown as DeckInfo], [columns])
    expect(sortRows(index, [0, 1, 2], 'due', false, contextOf([]))).toEqual([2, 1, 0])
    expect(sortRows(index, [0, 1, 2], 'due', true, contextOf([]))).toEqual([1, 2, 0])
  })
})
