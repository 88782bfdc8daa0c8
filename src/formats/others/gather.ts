import { clip } from '../../domain/clip.ts'
import { clozeFilled } from '../../domain/clozeHtml.ts'
import type { LogEvent, Moment } from '../../domain/event.ts'
import { facesOf } from '../../domain/faces.ts'
import { hashText } from '../../domain/hash.ts'
import type { MediaHash } from '../../domain/media.ts'
import { cardIdOf, type Face, type Note, type NoteContent, type NoteId } from '../../domain/note.ts'
import { templateOf } from '../../domain/noteType.ts'
import type { Instant } from '../../domain/time.ts'
import { cleanText } from '../anki/cells.ts'
import type { ForeignDeck } from '../anki/convert.ts'
import { deckIdOf } from '../anki/homes.ts'
import type { LeftOut, Tally } from '../anki/leftOut.ts'
import { type Answered, baselineOf, reviewOf, type Schedule, suspendOf } from './schedule.ts'

/** What a file of another program comes to here. The same file gives the same, whenever it is read. */
export type OtherImport = {
  readonly decks: readonly ForeignDeck[]
  readonly events: readonly LogEvent[]
  readonly counts: { readonly cards: number; readonly media: number }
  readonly leftOut: readonly LeftOut[]
}

/** What a reader needs to know besides the file. */
export type ReadContext = {
  /** Names the deck where nothing else does. */
  readonly fileName: string
  readonly now: Instant
  readonly momentAt: (ms: number) => Moment
  /** The content of a file that came along, by its path; null where there is none of that name. */
  readonly mediumOf: (path: string) => MediaHash | null
}

/** A note as it was read. */
export type ReadNote = {
  readonly deck: string
  /** Names the note among all of its program; without one, its deck and what it asks do. */
  readonly key?: string
  /** In place of an id that follows from that. */
  readonly id?: NoteId
  readonly content: NoteContent
  readonly tags?: readonly string[]
  readonly past?: ReadonlyMap<Face, CardPast>
}

export type CardPast = {
  readonly schedule?: Schedule | null
  readonly answers?: readonly Answered[]
  readonly suspended?: Moment
}

const LONGEST_TITLE = 500
const LONGEST_TEXT = 100_000
const MOST_NOTES = 200_000

/** Puts notes into their decks, each once. What cannot be taken is counted. */
export function gather(format: string, read: readonly ReadNote[], context: ReadContext, tally: Tally): OtherImport {
  const byTitle = new Map<string, Note[]>()
  const seen = new Map<NoteId, string>()
  const media = new Set<string>()
  const events: LogEvent[] = []
  let cards = 0
  for (const one of read) {
    const content = cleaned(one.content)
    const said = JSON.stringify(content)
    const key = one.key ?? keyOf(one.deck, content)
    const named = one.id ?? idOf(format, key)
    // Another answer to the same question is another note.
    const isOther = seen.has(named) && seen.get(named) !== said && one.id === undefined
    const id = isOther ? idOf(format, `${key}\u0000${said}`) : named
    if (seen.has(id)) {
      tally.add('notes-twice')
      continue
    }
    const note = { id, content, tags: tagsOf(one.tags ?? []), ...PLAIN }
    const faces = facesOf(note)
    const problem = problemOf(content, faces.length)
    if (problem !== null || seen.size >= MOST_NOTES) {
      tally.add(problem ?? 'notes-too-many')
      continue
    }
    seen.set(id, said)
    cards += faces.length
    for (const face of faces) events.push(...eventsOf(note, face, one.past?.get(face), context, tally))
    for (const [hash] of said.matchAll(/(?<=media:)[0-9a-f]{32}/g)) media.add(hash)
    for (const hash of Object.values(templateOf(note)?.media ?? {})) media.add(hash)
    const title = titleOf(one.deck, context.fileName)
    const notes = byTitle.get(title)
    if (notes) notes.push(note)
    else byTitle.set(title, [note])
  }
  const decks = [...byTitle].map(([title, notes]) => ({ id: deckIdOf(title), title, notes }))
  return { decks, events, counts: { cards, media: media.size }, leftOut: tally.list() }
}

const idOf = (format: string, key: string): NoteId => `n_${hashText(`${format} note ${key}`)}` as NoteId

const keyOf = (deck: string, content: NoteContent): string => `${deck}\u0000${askedOf(content)}`

/** The id that a note will have. */
export const noteIdOf = (format: string, deck: string, content: NoteContent, key?: string): NoteId =>
  idOf(format, key ?? keyOf(deck, cleaned(content)))

/** The note that asks the other way round. */
export const backOf = (id: NoteId): NoteId => `${id}~back` as NoteId

const askedOf = (content: NoteContent): string =>
  content.kind === 'cloze' ? clozeFilled(content.text) : (textsOf(content)[0] ?? '')

const PLAIN = { accepted: [], distractors: [], evidence: [], confidence: null } as const

const titleOf = (deck: string, fileName: string): string =>
  clip(cleanText(deck).trim(), LONGEST_TITLE) || nameOf(fileName) || 'Default'

/** A file's name without folders and ending. */
export const nameOf = (path: string): string =>
  clip(cleanText(path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '')).trim(), LONGEST_TITLE)

const tagsOf = (tags: readonly string[]): readonly string[] =>
  [...new Set(tags.map((tag) => clip(cleanText(tag).trim(), 200)))].filter((tag) => tag !== '').slice(0, 100)

function cleaned(content: NoteContent): NoteContent {
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return { ...content, question: tidy(content.question), answer: tidy(content.answer) }
    case 'list':
      return {
        ...content,
        question: tidy(content.question),
        items: content.items.map((item) => ({ ...item, text: tidy(item.text) })),
      }
    case 'cloze':
      return { ...content, text: tidy(content.text) }
    default:
      return content
  }
}

const tidy = (text: string): string => cleanText(text.replace(/\r\n?/g, '\n')).trim()

function problemOf(
  content: NoteContent,
  cards: number,
): 'rows-without-answer' | 'notes-too-long' | 'notes-without-cards' | null {
  if (cards === 0) return 'notes-without-cards'
  const texts = textsOf(content)
  if (texts.some((text) => text === '')) return 'rows-without-answer'
  return texts.some((text) => text.length > LONGEST_TEXT) ? 'notes-too-long' : null
}

function textsOf(content: NoteContent): readonly string[] {
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return [content.question, content.answer]
    case 'list':
      return [content.question, ...content.items.map((item) => item.text)]
    case 'cloze':
      return [content.text]
    default:
      return []
  }
}

function eventsOf(
  note: Note,
  face: Face,
  past: CardPast | undefined,
  { now }: ReadContext,
  tally: Tally,
): readonly LogEvent[] {
  if (!past) return []
  const cardId = cardIdOf(note.id, face)
  const known = [
    ...(past.answers ?? []).map((answer) => reviewOf(cardId, answer, now)),
    ...(past.schedule ? [baselineOf(cardId, past.schedule, now)] : []),
  ]
  const events = known.filter((event) => event !== null)
  tally.add('reviews-in-future', known.length - events.length)
  return past.suspended ? [...events, suspendOf(cardId, past.suspended)] : events
}

/** A question and its answer; an answer of bullets alone asks for each of them. */
export function askedContent(question: string, answer: string): NoteContent {
  const lines = answer.trim().split('\n')
  const isList = lines.length > 1 && lines.every((line) => /^- \S/.test(line) && line.length <= 2_000)
  if (!isList) return { kind: 'qa', question, answer }
  return { kind: 'list', question, items: lines.map((line) => ({ text: line.slice(2).trim(), accepted: [] })) }
}
