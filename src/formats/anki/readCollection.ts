import { cleanText, numberOf, read, textOf, wholeOf } from './cells.ts'
import type { AnkiCard, AnkiCollection, AnkiNote, AnkiReview, AnkiTables, Cell } from './collection.ts'
import { decksOf, presetOf, presetsOf, readJson, typesOf } from './jsonSchema.ts'
import { withLongIds } from './model.ts'
import { AnkiFault } from './problem.ts'
import { decksOfTables, presetsOfTables, typesOfTables } from './protoSchema.ts'

const OLDEST = 11
const NEWEST = 18
const MOST_NOTES = 500_000
const MOST_CARDS = 2_000_000
const MOST_REVIEWS = 5_000_000
/** All fields of one note together, in UTF-16 units. */
const LONGEST_NOTE = 2_000_000
const LONGEST_DATA = 10_000

/** Reads a collection of any schema that Anki 2.1 and later open. Throws `AnkiFault`. */
export function readCollection(tables: AnkiTables): AnkiCollection {
  if (tables.columns('facts').length > 0) throw new AnkiFault('older-version', 'a collection of Anki 1')
  for (const table of ['col', 'notes', 'cards', 'revlog'])
    if (tables.columns(table).length === 0) throw new AnkiFault('not-a-package', `there is no table ${table}`)
  const col = readCol(tables)
  if (col.version > NEWEST) throw new AnkiFault('newer-version', `schema ${col.version}`)
  const isProto = col.version >= 15
  const config = col.version >= 14 ? configOf(tables) : readJson(col.conf, 'the options')
  const types = isProto ? typesOfTables(tables) : typesOf(readJson(withLongIds(col.models), 'the list of note types'))
  const decks = isProto ? decksOfTables(tables) : decksOf(readJson(col.decks, 'the list of decks'))
  const presets = isProto
    ? presetsOfTables(tables)
    : col.version >= 14
      ? jsonPresetsOf(tables)
      : presetsOf(readJson(col.dconf, 'the list of presets'))
  const rollover = wholeOf(read(config, 'rollover'), 4)
  const offset = read(config, 'creationOffset')
  return {
    created: col.created,
    scheduler: wholeOf(read(config, 'schedVer'), 1) >= 2 ? 2 : 1,
    rolloverHour: rollover >= 0 && rollover < 24 ? rollover : 4,
    minutesWest: typeof offset === 'number' && Math.abs(offset) <= 1440 ? offset : null,
    types: byId(types),
    decks: byId(decks),
    presets: byId(presets),
    notes: notesOf(tables),
    cards: cardsOf(tables),
    reviews: reviewsOf(tables),
  }
}

const byId = <T extends { readonly id: number }>(items: readonly T[]): ReadonlyMap<number, T> =>
  new Map(items.map((item) => [item.id, item]))

function readCol(tables: AnkiTables) {
  const columns = ['crt', 'ver', 'conf', 'models', 'decks', 'dconf']
  let col: readonly Cell[] | null = null
  tables.rows('col', columns, 1, (row) => {
    col = row
  })
  if (!col) throw new AnkiFault('damaged', 'the collection is empty')
  const [crt = null, ver = null, conf = null, models = null, decks = null, dconf = null] = col as readonly Cell[]
  return {
    created: wholeOf(crt),
    // Old packages say less than 11 and hold no less.
    version: Math.max(wholeOf(ver), OLDEST),
    conf: jsonText(conf),
    models: jsonText(models),
    decks: jsonText(decks),
    dconf: jsonText(dconf),
  }
}

const jsonText = (cell: Cell): string => (cell instanceof Uint8Array ? new TextDecoder().decode(cell) : textOf(cell))

function configOf(tables: AnkiTables): unknown {
  const config: Record<string, unknown> = {}
  tables.rows('config', ['key', 'val'], 10_000, ([key, value]) => {
    if (CONFIG_KEYS.has(textOf(key))) config[textOf(key)] = readJson(jsonText(value ?? null), 'the options')
  })
  return config
}

const CONFIG_KEYS: ReadonlySet<string> = new Set(['schedVer', 'rollover', 'creationOffset'])

/** Schema 14: a table already, but of JSON. */
function jsonPresetsOf(tables: AnkiTables) {
  const presets: ReturnType<typeof presetOf>[] = []
  tables.rows('deck_config', ['id', 'config'], 100_000, ([id, config]) => {
    presets.push({ ...presetOf(readJson(jsonText(config ?? null), 'a preset')), id: wholeOf(id) })
  })
  return presets
}

function notesOf(tables: AnkiTables): readonly AnkiNote[] {
  const notes: AnkiNote[] = []
  tables.rows('notes', ['id', 'guid', 'mid', 'mod', 'tags', 'flds'], MOST_NOTES, (row) => {
    const [id, guid, mid, mod, tags, flds] = row
    const text = textOf(flds)
    if (text.length > LONGEST_NOTE) throw new AnkiFault('too-large', `note ${textOf(id)} has ${text.length} characters`)
    notes.push({
      id: wholeOf(id),
      guid: textOf(guid) || `id ${textOf(id)}`,
      typeId: wholeOf(mid),
      changed: seconds(mod),
      ...owned({
        tags: cleanText(textOf(tags))
          .split(/[ \u3000]+/)
          .filter((tag) => tag !== ''),
        fields: text.split('\u001f').map(cleanText),
      }),
    })
  })
  return notes
}

/** Its texts, and not as stretches of those that the database gave: each would keep all of its row, outside the heap. */
const owned = (texts: Pick<AnkiNote, 'tags' | 'fields'>): Pick<AnkiNote, 'tags' | 'fields'> =>
  JSON.parse(JSON.stringify(texts))

/** Some writers give milliseconds. */
function seconds(value: Cell | undefined): number {
  const number = wholeOf(value)
  return Math.max(0, number > 100_000_000_000 ? Math.floor(number / 1000) : number)
}

const PHASES = ['new', 'learning', 'review', 'relearning'] as const

function cardsOf(tables: AnkiTables): readonly AnkiCard[] {
  const cards: AnkiCard[] = []
  const columns = 'id nid did ord mod type queue due ivl factor reps lapses left odue odid flags data'.split(' ')
  tables.rows('cards', columns, MOST_CARDS, (row) => {
    const [id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data] = row
    const kept = memoryOf(textOf(data))
    cards.push({
      id: wholeOf(id),
      noteId: wholeOf(nid),
      deckId: wholeOf(did),
      ordinal: wholeOf(ord),
      changed: seconds(mod),
      phase: PHASES[wholeOf(type)] ?? 'new',
      queue: wholeOf(queue),
      due: wholeOf(due),
      intervalDays: Math.max(0, wholeOf(ivl)),
      ease: wholeOf(factor),
      reps: wholeOf(reps),
      lapses: wholeOf(lapses),
      stepsLeft: wholeOf(left),
      homeDue: wholeOf(odue),
      homeDeckId: wholeOf(odid),
      flag: wholeOf(flags) & 7,
      data: textOf(data).length > LONGEST_DATA ? '' : textOf(data),
      ...kept,
    })
  })
  return cards
}

/** FSRS needs both numbers: one alone is none. What cannot be read says nothing. */
function memoryOf(data: string): Pick<AnkiCard, 'memory' | 'lastReview' | 'position'> {
  const none = { memory: null, lastReview: null, position: null }
  if (!data.startsWith('{') || data.length > LONGEST_DATA) return none
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch {
    return none
  }
  const stability = numberOf(read(json, 's'))
  const difficulty = numberOf(read(json, 'd'))
  const last = wholeOf(read(json, 'lrt'))
  return {
    memory: stability > 0 && difficulty >= 1 ? { stability, difficulty } : null,
    lastReview: last > 0 ? last : null,
    position: read(json, 'pos') === undefined ? null : wholeOf(read(json, 'pos')),
  }
}

const KINDS = ['learn', 'review', 'relearn', 'filtered', 'manual', 'rescheduled'] as const

function reviewsOf(tables: AnkiTables): readonly AnkiReview[] {
  const reviews: AnkiReview[] = []
  const columns = ['id', 'cid', 'ease', 'ivl', 'lastivl', 'factor', 'time', 'type']
  tables.rows('revlog', columns, MOST_REVIEWS, ([id, cid, ease, ivl, lastIvl, factor, time, type]) => {
    const kind = KINDS[wholeOf(type)]
    if (!kind) return
    reviews.push({
      id: wholeOf(id),
      cardId: wholeOf(cid),
      button: wholeOf(ease),
      interval: wholeOf(ivl),
      lastInterval: wholeOf(lastIvl),
      factor: wholeOf(factor),
      tookMs: Math.max(0, wholeOf(time)),
      kind,
    })
  })
  return reviews.sort((a, b) => a.id - b.id)
}
