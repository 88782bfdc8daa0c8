import type { Moment } from '../../domain/event.ts'
import type { NoteContent } from '../../domain/note.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { addDays } from '../../domain/time.ts'
import { makeTally, type Tally } from '../anki/leftOut.ts'
import type { AnkiProblem } from '../anki/problem.ts'
import { parseJson } from '../json.ts'
import { readEdn } from './edn.ts'
import { gappedContent, type Part } from './gaps.ts'
import {
  askedContent,
  backOf,
  type CardPast,
  gather,
  nameOf,
  noteIdOf,
  type OtherImport,
  type ReadContext,
  type ReadNote,
} from './gather.ts'
import { mathsFromDollars, piecesOf, withMedia, withoutPlaces } from './markdown.ts'
import { type Data, DataFault, DEEPEST, entryOf, isMap, itemsOf, wordsOf } from './plainData.ts'
import type { Answered } from './schedule.ts'
import { readTransit } from './transit.ts'

/**
 * What Mochi exports: a zip with `data.edn`, or `data.json` in Transit, and media. Cards are Markdown whose sides are
 * parted by lines of `---`, with gaps as `{{words}}` or `{{1::words}}`; templates have places for fields, `<<Name>>`.
 */
export type MochiData = { readonly kind: 'edn' | 'transit'; readonly text: string }

const MOST_CHARS = 100_000_000

export function readMochi(data: MochiData, context: ReadContext): Result<OtherImport, AnkiProblem> {
  const top = topOf(data)
  if (!top.ok) return top
  const tally = makeTally()
  const decks = itemsOf(entryOf(top.value, 'decks'))
  const titles = titlesOf(decks, nameOf(context.fileName))
  const templates = new Map(itemsOf(entryOf(top.value, 'templates')).map((one) => [wordsOf(entryOf(one, 'id')), one]))
  const home = titles.get('') ?? nameOf(context.fileName)
  const inDecks = decks.flatMap((deck) => {
    const title = titles.get(wordsOf(entryOf(deck, 'id'))) || wordsOf(entryOf(deck, 'name')) || home
    return ordered(itemsOf(entryOf(deck, 'cards'))).map((card) => ({ card, title }))
  })
  const apart = ordered(itemsOf(entryOf(top.value, 'cards'))).map((card) => ({
    card,
    title: titles.get(wordsOf(entryOf(card, 'deck-id'))) ?? home,
  }))
  const notes = [...inDecks, ...apart].flatMap(({ card, title }) => notesOf(card, title, templates, context, tally))
  if (notes.length === 0 && tally.list().length === 0) return err({ kind: 'shape', detail: 'there is no card in it' })
  return ok(gather('mochi', notes, context, tally))
}

function topOf({ kind, text }: MochiData): Result<Data, AnkiProblem> {
  const name = kind === 'edn' ? 'data.edn' : 'data.json'
  if (text.length > MOST_CHARS) return err({ kind: 'too-large', detail: `${name} has ${text.length} characters` })
  try {
    if (kind === 'edn') return isTop(readEdn(text), name)
    const json = parseJson(text, { chars: MOST_CHARS, depth: DEEPEST })
    if (json.ok) return isTop(readTransit(json.value), name)
    return err({
      kind: json.error.kind === 'too-large' ? 'too-large' : 'shape',
      detail: `${name}, ${json.error.message}`,
    })
  } catch (thrown) {
    if (thrown instanceof DataFault) return err({ kind: 'shape', detail: `${name}, ${thrown.message}` })
    throw thrown
  }
}

const isTop = (data: Data, name: string): Result<Data, AnkiProblem> =>
  isMap(data) ? ok(data) : err({ kind: 'shape', detail: `${name} is no map` })

/** By id; a deck lies in its parents. */
function titlesOf(decks: readonly Data[], otherwise: string): ReadonlyMap<string, string> {
  const byId = new Map(decks.map((deck) => [wordsOf(entryOf(deck, 'id')), deck]))
  return new Map(
    [...byId].map(([id]) => {
      const steps: string[] = []
      let at: string = id
      while (byId.has(at) && steps.length < 20) {
        const deck = byId.get(at)
        steps.unshift(wordsOf(entryOf(deck, 'name')).replaceAll('::', ':').trim() || otherwise)
        at = wordsOf(entryOf(deck, 'parent-id'))
        if (at === '' || at === id) break
      }
      return [id, steps.join('::')]
    }),
  )
}

function ordered(cards: readonly Data[]): readonly Data[] {
  const position = (card: Data): string => wordsOf(entryOf(card, 'pos'))
  return cards.toSorted((a, b) => (position(a) < position(b) ? -1 : position(a) > position(b) ? 1 : 0))
}

function notesOf(
  card: Data,
  deck: string,
  templates: ReadonlyMap<string, Data>,
  context: ReadContext,
  tally: Tally,
): readonly ReadNote[] {
  const trashed = entryOf(card, 'trashed?')
  if (!isMap(card) || (trashed !== undefined && trashed !== null && trashed !== false)) {
    tally.add('cards-thrown-away')
    return []
  }
  const sides = sidesOf(withoutPlaces(textOf(card, templates, tally)))
  const [front = '', ...backs] = sides
  const plain = (text: string): string =>
    mathsFromDollars(withMedia(text, (path) => context.mediumOf(path.replace(/^\/?@media\//, '')), tally))
  const id = wordsOf(card.get('id'))
  const key = id === '' ? {} : { key: `card ${id}` }
  const tags = [...itemsOf(card.get('tags')), ...itemsOf(card.get('manual-tags'))].map(wordsOf)
  const parts = gapsOf(front)
  const past = pastOf(card, context)
  if (parts.some((part) => part.isGap)) {
    tally.add('sides-dropped', backs.length)
    const content = gappedContent(parts, plain)
    return [{ deck, ...key, tags, content, past: new Map([['c1', past]]) }]
  }
  if (backs.length === 0) {
    tally.add('one-sided')
    return []
  }
  const answer = plain(backs.join('\n\n'))
  const content = askedContent(plain(front), answer)
  const forth: ReadNote = { deck, ...key, tags, content, past: new Map([['front', past]]) }
  if (card.get('review-reverse?') !== true) return [forth]
  const known = noteIdOf('mochi', deck, content, key.key)
  const back: NoteContent = { kind: 'qa', question: answer, answer: plain(front) }
  return [
    { ...forth, id: known },
    { deck, id: backOf(known), tags, content: back },
  ]
}

/** A card's own text, or its template's with its fields in their places. */
function textOf(card: ReadonlyMap<string, Data>, templates: ReadonlyMap<string, Data>, tally: Tally): string {
  const own = wordsOf(card.get('content'))
  const fields = card.get('fields')
  const template = templates.get(wordsOf(card.get('template-id')))
  if (!isMap(template)) {
    if (own.trim() !== '' || !isMap(fields)) return own
    tally.add('types-as-plain')
    const values = itemsOf(fields).map((field) => wordsOf(entryOf(field, 'value')))
    return values.filter((value) => value.trim() !== '').join('\n---\n')
  }
  const byName = new Map<string, string>()
  for (const field of itemsOf(template.get('fields'))) {
    const id = wordsOf(entryOf(field, 'id'))
    const said = wordsOf(entryOf(entryOf(fields, id), 'value'))
    const value = said === '' && id === 'name' ? wordsOf(card.get('name')) : said
    for (const name of [id, wordsOf(entryOf(field, 'name'))]) byName.set(name.trim().toLowerCase(), value)
  }
  return wordsOf(template.get('content')).replace(
    /<<\s{0,9}([^<>\n]{1,200}?)\s{0,9}>>/g,
    (_, name: string) => byName.get(name.trim().toLowerCase()) ?? '',
  )
}

/** Lines of three dashes part the sides, but not in code. */
function sidesOf(text: string): readonly string[] {
  const sides: string[] = ['']
  for (const piece of piecesOf(text.replace(/\r\n?/g, '\n'))) {
    const [first = '', ...more] = piece.isCode ? [piece.text] : piece.text.split(/^---[^\S\n]*$/m)
    sides[sides.length - 1] += first
    sides.push(...more)
  }
  return sides.map((side) => side.trim()).filter((side, i) => side !== '' || i === 0)
}

function gapsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  for (const piece of piecesOf(text)) {
    if (piece.isCode) {
      parts.push({ isGap: false, text: piece.text })
      continue
    }
    let at = 0
    for (const match of piece.text.matchAll(/\{\{(?:(\d{1,3})::)?([^{}]{1,5000})\}\}/g)) {
      const number = Number(match[1] ?? 0)
      parts.push({ isGap: false, text: piece.text.slice(at, match.index) })
      parts.push({ isGap: true, text: match[2] ?? '', number: number >= 1 && number <= 500 ? number : 1 })
      at = match.index + match[0].length
    }
    parts.push({ isGap: false, text: piece.text.slice(at) })
  }
  return parts
}

/** Each review with the day that came of it: it says so, or by its interval in days. */
function pastOf(card: ReadonlyMap<string, Data>, { momentAt }: ReadContext): CardPast {
  const answers = itemsOf(card.get('reviews')).flatMap((review): Answered[] => {
    const at = momentOf(entryOf(review, 'date'), momentAt)
    if (at === null) return []
    const due = momentOf(entryOf(review, 'due'), momentAt)
    const interval = Number(entryOf(review, 'interval') ?? 1)
    const days = Number.isFinite(interval) ? Math.min(Math.max(Math.round(interval), 0), 36_500) : 1
    const tookMs = Number(entryOf(review, 'duration') ?? 0) * 1000
    const remembered = entryOf(review, 'remembered?') === true
    return [{ at, remembered, due: due && due.day > at.day ? due.day : addDays(at.day, days), tookMs }]
  })
  const isArchived = card.get('archived?') === true
  const since = momentOf(card.get('updated-at') ?? card.get('created-at'), momentAt) ?? momentAt(0)
  return { answers, ...(isArchived && { suspended: since }) }
}

function momentOf(data: Data | undefined, momentAt: (ms: number) => Moment): Moment | null {
  const ms = typeof data === 'string' ? Date.parse(data) : data
  return typeof ms === 'number' && Number.isFinite(ms) && ms > 0 && ms < 8e12 ? momentAt(Math.round(ms)) : null
}
