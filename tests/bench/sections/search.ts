import { newCard } from '../../../src/domain/card.ts'
import { makeColumns, setRow } from '../../../src/domain/columns.ts'
import type { DeckInfo } from '../../../src/domain/deck.ts'
import { cardIdOf, type DeckId, type Note, type NoteId } from '../../../src/domain/note.ts'
import { makeScheduler } from '../../../src/domain/scheduler.ts'
import type { Query } from '../../../src/domain/search.ts'
import { foldForSearch } from '../../../src/domain/searchFold.ts'
import { makeSearchIndex, type SearchIndex, searchText } from '../../../src/domain/searchIndex.ts'
import { type SearchContext, searchRows } from '../../../src/domain/searchMatch.ts'
import { parseSearch } from '../../../src/domain/searchParse.ts'
import { sortRows } from '../../../src/domain/searchSort.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import { dueOnDay, toInstant, toStudyDay } from '../../../src/domain/time.ts'
import { median, type Table } from '../table.ts'

const SIZES = [10_000, 100_000]
const RUNS = 9
const TODAY = toStudyDay(20_500)

/** A plain word that few cards hold, one with accents, and a search of several parts. */
const SEARCHES = [
  ['ashraf', 'ashraf'],
  ['zürich', 'zurich'],
  ['nobodyhere', 'nobodyhere'],
  ['-tag:b is:review prop:r<0.9 (kabul or deadline)', 'kabul'],
] as const

/**
 * A search over a collection in memory, beside the raw scan: `includes` of the folded word over the folded texts, one
 * after another, and nothing else. `first` is until the first hits are there to be shown, `cold` with no text folded.
 */
export async function measureSearch(): Promise<Table> {
  const rows: string[][] = []
  let slowest = 0
  for (const size of SIZES) {
    const notes = Array.from({ length: size }, (_, i) => makeNote(i))
    const folded = notes.map((note) => foldForSearch(searchText(note)))
    for (const [search, word] of SEARCHES) {
      const query = read(search)
      const floor = median(repeat(() => time(() => folded.filter((text) => text.includes(word)))))
      const cold = repeat(() => firstHit(buildIndex(notes), query), 3)
      const wholeCold = median(
        repeat(() => {
          const fresh = buildIndex(notes)
          return time(() => all(fresh, query))
        }, 3),
      )
      const index = buildIndex(notes)
      all(index, query)
      const first = median(repeat(() => firstHit(index, query)))
      const whole = median(repeat(() => time(() => all(index, query))))
      const sorted = median(repeat(() => time(() => sortRows(index, all(index, query), 'due', false, CONTEXT))))
      if (word !== 'nobodyhere') slowest = Math.max(slowest, median(cold), first)
      rows.push([
        `${size.toLocaleString('en')} cards: \`${search}\``,
        ...[floor, median(cold), wholeCold, first, whole, sorted].map((ms) => ms.toFixed(1)),
        (whole / floor).toFixed(1),
      ])
    }
  }
  return {
    title: 'Search',
    finding: `The first hits are there within ${slowest.toFixed(1)} ms, also among 100,000 cards whose text was never looked at (cold).`,
    columns: ['ms', 'floor: raw scan', 'first, cold', 'all, cold', 'first', 'all', 'all, sorted', 'all × floor'],
    rows,
  }
}

const SENTENCES = [
  'The two sides agreed that a deadline at the end of the month was within reach, officials in Kabul said.',
  'A spokesman in Zürich said the talks had made progress, though nothing had been signed.',
  'Washington wanted an answer before October; the president asked for more time.',
]

/** Texts of the length that generated cards have; one in a thousand names Ashraf. */
function makeNote(i: number): Note {
  const quote = `${SENTENCES[i % SENTENCES.length]} Item ${i}.`
  const name = i % 1000 === 500 ? 'Ashraf Ghani' : `person ${i}`
  return {
    id: `n${i}` as NoteId,
    content: { kind: 'qa', question: `Who said so in report ${i}, and to whom was it said?`, answer: name },
    tags: i % 3 === 0 ? ['a'] : ['a', 'b'],
    accepted: [],
    distractors: [],
    evidence: [
      {
        sourceId: 's' as Note['evidence'][number]['sourceId'],
        sentence: { start: 0, end: quote.length },
        answer: { start: 0, end: 3 },
        quote,
        resolutions: [],
      },
    ],
    confidence: null,
  }
}

function buildIndex(notes: readonly Note[]): SearchIndex {
  const deckId = 'd' as DeckId
  const columns = makeColumns(deckId, new Uint8Array(notes.length).fill(1))
  for (const [row, note] of notes.entries()) {
    if (row % 2 === 0) continue
    const memory = {
      phase: 'review' as const,
      due: dueOnDay(toStudyDay(TODAY + (row % 60) - 20)),
      stability: 1 + (row % 90),
      difficulty: 1 + (row % 9),
      day: toStudyDay(TODAY - (row % 40)),
    }
    setRow(columns, row, { ...newCard(cardIdOf(note.id, 'front')), memory })
  }
  const index = makeSearchIndex([{ id: deckId, title: 'D', sources: [] } as unknown as DeckInfo], [columns])
  index.putNotes(deckId, 0, notes, [])
  return index
}

const CONTEXT: SearchContext = {
  today: TODAY,
  now: toInstant(TODAY * 86_400_000),
  retrievabilityAfter: makeScheduler(DEFAULT_SETTINGS).retrievabilityAfter,
  rated: () => new Set(),
  startOf: () => toInstant(0),
  leechLapses: () => 8,
}

function read(text: string): Query {
  const parsed = parseSearch(text)
  if (!parsed.ok) throw new Error(`not a search: ${text}`)
  return parsed.value
}

function all(index: SearchIndex, query: Query): number[] {
  const rows: number[] = []
  for (const found of searchRows(index, query, CONTEXT)) rows.push(...found)
  return rows
}

/** Until there is something to show: what the app paints while the rest is still searched. */
function firstHit(index: SearchIndex, query: Query): number {
  return time(() => {
    for (const found of searchRows(index, query, CONTEXT)) if (found.length > 0) return
  })
}

function time(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

const repeat = (measure: () => number, runs = RUNS): number[] => Array.from({ length: runs }, measure)
