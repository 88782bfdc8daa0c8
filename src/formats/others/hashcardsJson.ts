import type { Face } from '../../domain/note.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { listOf, numberOf, read, textOf } from '../anki/cells.ts'
import { makeTally, type Tally } from '../anki/leftOut.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import { parseJson } from '../json.ts'
import { gappedContent, type Part } from './gaps.ts'
import { type CardPast, gather, type OtherImport, type ReadContext, type ReadNote } from './gather.ts'
import { asked, plainOf } from './hashcards.ts'
import { withoutPlaces } from './markdown.ts'
import { dayOfDate, noonOf, type Schedule } from './schedule.ts'

/**
 * What `hashcards export` writes: every card with its text and FSRS's memory of it. Notes are the same as those of its
 * Markdown, so that either can come first.
 */

const MOST_CHARS = 50_000_000

export const isHashcardsJson = (text: string): boolean =>
  /^\s*\{\s*"cards"\s*:\s*\[/.test(text) && text.includes('"familyHash"')

export function readHashcardsJson(input: string, context: ReadContext): Result<OtherImport, AnkiProblem> {
  const json = parseJson(input, { chars: MOST_CHARS, depth: 20 })
  if (!json.ok)
    return err({ kind: json.error.kind === 'too-large' ? 'too-large' : 'shape', detail: json.error.message })
  const cards = listOf(read(json.value, 'cards'))
  const tally = makeTally()
  const notes: ReadNote[] = []
  const gapped = new Map<string, Gapped>()
  for (const card of cards) {
    const content = read(card, 'content')
    const deck = withoutPlaces(textOf(read(card, 'deckName')))
    const schedule = scheduleOf(read(card, 'performance'))
    const basic = read(content, 'basic') ?? read(content, 'Basic')
    const cloze = read(content, 'cloze') ?? read(content, 'Cloze')
    if (basic !== undefined) {
      const [question, answer] = [read(basic, 'question'), read(basic, 'answer')].map((side) =>
        withoutPlaces(textOf(side)),
      )
      notes.push({ ...asked(deck, question ?? '', answer ?? '', context, tally), past: pastOf('front', schedule) })
    } else if (cloze !== undefined) {
      const text = withoutPlaces(textOf(read(cloze, 'text')))
      const key = `${deck}\u0000${text}`
      const known = gapped.get(key) ?? { deck, text, gaps: [] }
      gapped.set(key, known)
      known.gaps.push({ start: numberOf(read(cloze, 'start'), -1), end: numberOf(read(cloze, 'end'), -1), schedule })
    } else tally.add('kinds-not-read')
  }
  for (const note of gapped.values()) notes.push(ofGaps(note, context, tally))
  return notes.length === 0
    ? err({ kind: 'shape', detail: 'there is no card in it' })
    : ok(gather('hashcards', notes, context, tally))
}

type Gap = { readonly start: number; readonly end: number; readonly schedule: Schedule | null }
type Gapped = { readonly deck: string; readonly text: string; readonly gaps: Gap[] }

const pastOf = (face: Face, schedule: Schedule | null): ReadonlyMap<Face, CardPast> => new Map([[face, { schedule }]])

/** Gaps are stretches of bytes in UTF-8, both ends within. */
function ofGaps({ deck, text, gaps }: Gapped, context: ReadContext, tally: Tally): ReadNote {
  const bytes = new TextEncoder().encode(text)
  const cut = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to))
  const parts: Part[] = []
  const past = new Map<Face, CardPast>()
  let at = 0
  let number = 0
  for (const { start, end, schedule } of gaps.toSorted((a, b) => a.start - b.start)) {
    if (!(start >= at && end >= start && end < bytes.length)) {
      tally.add('cards-without-template')
      continue
    }
    parts.push({ isGap: false, text: cut(at, start) }, { isGap: true, text: cut(start, end + 1) })
    past.set(`c${++number}`, { schedule })
    at = end + 1
  }
  parts.push({ isGap: false, text: cut(at, bytes.length) })
  return { deck, content: gappedContent(parts, plainOf(context, tally)), past }
}

function scheduleOf(performance: unknown): Schedule | null {
  const due = dayOfDate(textOf(read(performance, 'dueDate')))
  const reviewed = dayOfDate(textOf(read(performance, 'lastReviewedAt')).slice(0, 10))
  if (due === null || reviewed === null) return null
  return {
    stability: numberOf(read(performance, 'stability')),
    difficulty: numberOf(read(performance, 'difficulty')),
    due,
    reviewed: noonOf(reviewed),
  }
}
