import { type CardEvent, cardIdOfEvent } from '../../domain/apply.ts'
import type { Deck } from '../../domain/deck.ts'
import { makeDeckTree, settingsIn } from '../../domain/deckTree.ts'
import type { LogEvent, StoredEvent } from '../../domain/event.ts'
import { facesOf } from '../../domain/faces.ts'
import type { MediaHash } from '../../domain/media.ts'
import { type CardId, cardIdOf, type DeckId, type Note } from '../../domain/note.ts'
import { type NoteType, templateOf } from '../../domain/noteType.ts'
import { plainText } from '../../domain/plainText.ts'
import type { Scheduler } from '../../domain/scheduler.ts'
import type { Settings } from '../../domain/settings.ts'
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type StudyDay, toInstant } from '../../domain/time.ts'
import { effectiveEvents } from '../../domain/undo.ts'
import { type CardRow, kindNumber, phaseNumber, readCardRow } from './cardRow.ts'
import { cleanText } from './cells.ts'
import type { Cell } from './collection.ts'
import { type MediaNames, makeMediaNames } from './outMedia.ts'
import { newPlace, type OutCard, outCard } from './outProgress.ts'
import {
  confJson,
  decksJson,
  idOf,
  modelsJson,
  type OutDeck,
  type OutPreset,
  presetsJson,
  typeIdOf,
} from './outSchema.ts'
import { ankiForm, type ToHtml } from './ownNotes.ts'

/** What goes to Anki: of each deck the chosen notes, and of the log what is about their cards. */
export type Outgoing = {
  readonly decks: readonly { readonly deck: Deck; readonly notes: readonly Note[] }[]
  /** The whole log: it also says when the learner changed a note. */
  readonly events: readonly StoredEvent[]
  readonly withProgress: boolean
  readonly settings: Settings
}

export type OutOptions = {
  readonly toHtml: (names: MediaNames) => ToHtml
  readonly scheduler: Scheduler
  readonly today: StudyDay
  readonly offsetMinutes: (at: Instant) => number
}

/** The tables of a collection of schema 11, row by row, and the files that go with them. */
export type OutTables = {
  readonly col: readonly Cell[]
  readonly notes: readonly (readonly Cell[])[]
  readonly cards: readonly (readonly Cell[])[]
  readonly revlog: readonly (readonly Cell[])[]
  readonly media: readonly (readonly [name: string, hash: MediaHash])[]
  readonly counts: OutCounts
}

export type OutCounts = {
  readonly decks: number
  readonly notes: number
  readonly cards: number
  readonly reviews: number
  /** Notes of a kind that has no form there. */
  readonly leftOut: number
}

/** The same collection gives the same tables. */
export function outTables(going: Outgoing, options: OutOptions): OutTables {
  const { settings } = going
  const names = makeMediaNames()
  const toHtml = options.toHtml(names)
  const effective = effectiveEvents(going.events)
  const past = going.withProgress ? pastOf(effective) : null
  const edited = editedAt(effective)
  const dayZero = dayZeroOf(past)
  const ids = makeIds()
  const reviewIds = new Set<number>()
  const types = new Map<number, NoteType>()
  const decks = makeDecks(going)
  const notes: Cell[][] = []
  const cards: Cell[][] = []
  const revlog: Cell[][] = []
  let [position, changed, leftOut] = [firstPosition(going), 0, 0]
  for (const { deck, notes: chosen } of going.decks) {
    const sources = new Map(deck.sources.map((source) => [source.id, source]))
    const context = { ...options, dayZero, settings: decks.settings(deck.id) }
    for (const note of chosen) {
      const form = ankiForm(note, sources, toHtml)
      if (!form) {
        leftOut++
        continue
      }
      const template = templateOf(note)
      const origin = template?.anki
      const typeId = addType(types, form.type)
      const noteId = ids.note(origin?.id ?? idOf(note.id))
      const fields = names.take(form.fields, template?.media ?? {}).map(cleanText)
      const noteChanged = Math.max(template?.changed || WRITTEN + deck.version, edited.get(note.id) ?? 0)
      changed = Math.max(changed, noteChanged)
      notes.push(noteRow({ id: noteId, guid: origin?.guid ?? note.id, typeId, changed: noteChanged, note, fields }))
      for (const [i, face] of facesOf(note).entries()) {
        const ordinal = form.ordinals[i] ?? 0
        const cardId = cardIdOf(note.id, face)
        const [id, at, title] = origin?.cards[ordinal] ?? [idOf(cardId), position++]
        const own = past?.get(cardId)
        const out = own ? outCard(cardId, own.events, own.kept, at, context) : { placed: newPlace(at), log: [] }
        const card = ids.card(id)
        changed = Math.max(changed, out.placed.changed)
        cards.push(cardRow(card, noteId, decks.idFor(title ?? deck.title, deck.id), ordinal, out, noteChanged))
        for (const row of logRows(card, out, reviewIds)) revlog.push(row)
      }
    }
  }
  const { seconds, minutesWest } = createdAt(dayZero, settings, options)
  const [models, conf] = [modelsJson(types), confJson(settings, minutesWest, position)]
  const col = [1, seconds, changed * 1000, changed * 1000, 11, 0, 0, 0, conf, models, ...decks.json(), '{}']
  revlog.sort((a, b) => Number(a[0]) - Number(b[0]))
  const counts = { decks: decks.count(), notes: notes.length, cards: cards.length, reviews: revlog.length, leftOut }
  return { col, notes, cards, revlog, media: names.all(), counts }
}

/** A type's id. Two versions of one type are one, but where their fields are not the same ones. */
function addType(types: Map<number, NoteType>, type: NoteType): number {
  const id = typeIdOf(type)
  const known = types.get(id) ?? type
  const isOther = known.fields.join('\u001f') !== type.fields.join('\u001f')
  const own = isOther ? idOf(`note type ${type.id} ${type.fields.join('\u001f')}`) : id
  types.set(own, types.get(own) ?? type)
  return own
}

/**
 * When notes of ours were written, in seconds since 1970, with one more for each version of their deck: nobody knows
 * better, and Anki takes a text only where it is newer.
 */
const WRITTEN = 1_577_836_800

/** When the learner last put a version of their own over a note, in seconds since 1970. */
function editedAt(effective: readonly StoredEvent[]): ReadonlyMap<string, number> {
  const edited = new Map<string, number>()
  for (const event of effective) if (isEdit(event)) edited.set(event.noteId, Math.floor(event.at / 1000))
  return edited
}

const isEdit = (event: StoredEvent): event is Extract<LogEvent, { kind: 'note' }> =>
  event.kind === 'note' && 'noteId' in event && 'at' in event && typeof event.at === 'number'

type Past = { readonly events: CardEvent[]; kept: CardRow | null }

function pastOf(effective: readonly StoredEvent[]): ReadonlyMap<CardId, Past> {
  const past = new Map<CardId, Past>()
  const of = (cardId: CardId): Past => {
    const known = past.get(cardId) ?? { events: [], kept: null }
    past.set(cardId, known)
    return known
  }
  for (const event of effective) {
    if (isKept(event)) of(event.cardId).kept = readCardRow(event.row)
    const cardId = cardIdOfEvent(event)
    if (cardId !== null) of(cardId).events.push(event as CardEvent)
  }
  return past
}

type Kept = Extract<LogEvent, { kind: 'anki' }>

const isKept = (event: StoredEvent): event is Kept =>
  event.kind === 'anki' && 'cardId' in event && 'row' in event && typeof event.row === 'string'

/** 1 January 2020: for a collection of which nothing was ever studied. */
const NEVER = 18_262
/** Before it there was no Anki. */
const EARLIEST = 13_000

function dayZeroOf(past: ReadonlyMap<CardId, Past> | null): number {
  let first = NEVER
  for (const { events, kept } of past?.values() ?? []) {
    if (kept) first = Math.min(first, kept.dayZero)
    for (const { day } of events) first = Math.min(first, day)
  }
  return Math.max(EARLIEST, first)
}

/** Day 0 begins at the rollover, where the learner is. */
function createdAt(dayZero: number, { rolloverHour }: Settings, { offsetMinutes }: OutOptions) {
  const local = dayZero * DAY_MS + rolloverHour * HOUR_MS
  const offset = offsetMinutes(toInstant(local))
  return { seconds: (local - offset * MINUTE_MS) / 1000, minutesWest: 0 - offset }
}

/** Ids that only their own table knows, moved on where one is taken. */
function makeIds() {
  const taken = { note: new Set<number>(), card: new Set<number>() }
  const next = (table: Set<number>, wanted: number): number => {
    let id = wanted
    while (table.has(id)) id++
    table.add(id)
    return id
  }
  return { note: (id: number) => next(taken.note, id), card: (id: number) => next(taken.card, id) }
}

/** Behind the places of those that have one. */
function firstPosition({ decks }: Outgoing): number {
  let last = 0
  for (const { notes } of decks)
    for (const note of notes)
      for (const [, position] of Object.values(templateOf(note)?.anki?.cards ?? {})) last = Math.max(last, position)
  return last + 1
}

/** Decks by name, those that they lie in among them, and the presets that their settings come to. */
function makeDecks(going: Outgoing) {
  const tree = makeDeckTree(going.decks.map(({ deck }) => deck))
  const byName = new Map<string, OutDeck>()
  const presets = new Map<string, OutPreset>()
  const settings = (deckId: DeckId): Settings => settingsIn(going.settings, tree(deckId))
  const presetFor = (deckId: DeckId): number => {
    const own = settings(deckId)
    const text = JSON.stringify(PRESET_KEYS.map((key) => own[key]))
    const known = presets.get(text) ?? { id: idOf(`preset ${text}`), name: `Recite ${presets.size + 1}`, settings: own }
    presets.set(text, known)
    return known.id
  }
  const idFor = (title: string, deckId: DeckId): number => {
    const parts = title.split('::').map((part) => cleanText(part).trim() || 'blank')
    for (let i = 1; i <= parts.length; i++) {
      const name = parts.slice(0, i).join('::')
      if (name !== 'Default' && !byName.has(name))
        byName.set(name, { id: idOf(`deck ${name}`), name, presetId: going.withProgress ? presetFor(deckId) : 1 })
    }
    return byName.get(parts.join('::'))?.id ?? 1
  }
  return {
    settings,
    idFor,
    count: () => going.decks.filter(({ notes }) => notes.length > 0).length,
    json: (): readonly [string, string] => [
      decksJson([...byName.values()]),
      presetsJson([{ id: 1, name: 'Default', settings: going.settings }, ...presets.values()]),
    ],
  }
}

const PRESET_KEYS = [
  'desiredRetentionRatio',
  'newPerDay',
  'reviewsPerDay',
  'learningStepsMinutes',
  'relearningStepsMinutes',
  'maximumIntervalDays',
  'newCardOrder',
  'burySiblings',
  'leechLapses',
  'weights',
] as const satisfies readonly (keyof Settings)[]

type OutNote = {
  readonly id: number
  readonly guid: string
  readonly typeId: number
  readonly changed: number
  readonly note: Note
  readonly fields: readonly string[]
}

function noteRow({ id, guid, typeId, changed, note, fields }: OutNote): Cell[] {
  const tags = note.tags.map((tag) => tag.replace(/[\s\u3000]+/g, '_')).join(' ')
  // The last four Anki works out for itself.
  const sort = plainText(fields[0] ?? '').slice(0, 1000)
  return [id, guid, typeId, changed, -1, tags === '' ? '' : ` ${tags} `, fields.join('\u001f'), sort, 0, 0, '']
}

function cardRow(
  id: number,
  noteId: number,
  deckId: number,
  ordinal: number,
  out: OutCard,
  noteChanged: number,
): Cell[] {
  const { placed } = out
  return [
    ...[id, noteId, deckId, ordinal, placed.changed || noteChanged, -1, phaseNumber(placed.phase), placed.queue],
    ...[placed.due, placed.intervalDays, placed.ease, placed.reps, placed.lapses, placed.stepsLeft, 0, 0],
    ...[placed.flag, placed.data],
  ]
}

/** Of two reviews at one instant Anki would drop one. */
function* logRows(cardId: number, { log }: OutCard, taken: Set<number>): Generator<Cell[]> {
  for (const { id, button, interval, lastInterval, factor, tookMs, kind } of log) {
    let at = id
    while (taken.has(at)) at++
    taken.add(at)
    yield [at, cardId, -1, button, interval, lastInterval, factor, tookMs, kindNumber(kind)]
  }
}
