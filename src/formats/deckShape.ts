import * as v from 'valibot'
import { unturned } from '../domain/bidi.ts'
import type { Deck } from '../domain/deck.ts'
import { LAST_VERSION, MOST_IN_FILE } from '../domain/deckVersion.ts'
import type { DeckId, Note, NoteContent, NoteId } from '../domain/note.ts'
import { MOST_IN_SET } from '../domain/noteMerge.ts'
import type { NoteType } from '../domain/noteType.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { PartialDate, SourceId } from '../domain/source.ts'
import { typesJoined } from '../domain/typesApart.ts'
import { type ImportError, importError } from './errors.ts'

/**
 * What a deck's fields are, field by field. Keys that are not known are kept where they stand, so that what a later
 * version or another program wrote is still there when the deck is sent on.
 */

/**
 * ASCII without spaces, slashes or line feeds: ids stand in card ids, keys and addresses. Nor what every object has by
 * inheritance: a record that is asked for such an id would answer with a function.
 */
export const id = v.pipe(
  v.string(),
  v.regex(
    /^(?!(?:constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to(?:Locale)?String|valueOf|__proto__|__(?:define|lookup)[GS]etter__)$)[\w.:~@+=-]{1,128}$/,
    ({ input }) =>
      /^\w+$/.test(input) && input in {} ? `“${input}” cannot be an id: JavaScript itself uses that name` : 'not an id',
  ),
)
const noteId = v.pipe(
  id,
  v.transform((value) => value as NoteId),
)
const sourceId = v.pipe(
  id,
  v.transform((value) => value as SourceId),
)

/**
 * What an object holds under names that are not known before, every name of it: a `record` passes silently over those that
 * JavaScript itself uses, and a picture may well be called `constructor`.
 */
export const named = <Key extends v.GenericSchema<string, string>, Value extends v.GenericSchema>(
  key: Key,
  value: Value,
) =>
  v.pipe(
    v.custom<object>((input) => typeof input === 'object' && input !== null, 'not an object'),
    v.transform((input) => new Map<unknown, unknown>(Object.entries(input))),
    v.map(key, value),
    v.transform((map): Record<string, v.InferOutput<Value>> => Object.fromEntries(map)),
  )

const SHORT = 2_000
const LONG = 100_000
const MOST_NOTES = 200_000
const KNOWN_KINDS: ReadonlySet<string> = new Set(['qa', 'list', 'cloze', 'choice'] satisfies NoteContent['kind'][])

/**
 * The shapes with every limit on length times `slack`; what must say something has `fewest` characters or more. Files from strangers are held to the limits themselves. What a
 * learner has must always read back from their own backup, however it came to be here, or no backup can be made: there
 * only the length of a line bounds it.
 */
function shapesOf(slack: number, fewest = 1) {
  const isStrangers = slack === 1
  const text = (most: number) => v.pipe(v.string(), v.maxLength(most * slack))
  const words = (most: number) => v.pipe(v.string(), v.minLength(fewest), v.maxLength(most * slack))
  /** A name, a title, a tag. A stranger's may turn no words but its own; a backup gives back what it was given. */
  const line = (most: number) =>
    v.pipe(words(most), v.transform(isStrangers ? unturned : (value) => value), v.minLength(fewest))
  const list = <T extends v.GenericSchema>(item: T, most: number) => v.pipe(v.array(item), v.maxLength(most * slack))

  const offset = v.pipe(v.number(), v.integer(), v.minValue(0))
  const span = v.object({ start: offset, end: offset })

  const resolution = v.looseObject({
    kind: v.picklist(['pronoun', 'definite', 'date', 'name']),
    words: text(SHORT),
    readAs: text(SHORT),
  })

  const evidence = v.looseObject({
    sourceId,
    sentence: span,
    answer: span,
    quote: text(LONG),
    resolutions: list(resolution, 100),
  })

  const distractor = v.looseObject({ text: words(SHORT), evidence: v.nullable(evidence) })
  const accepted = list(words(SHORT), MOST_IN_SET)
  const item = v.looseObject({ text: words(SHORT), accepted })

  const knownContent = v.variant('kind', [
    v.looseObject({ kind: v.literal('qa'), question: words(LONG), answer: words(LONG) }),
    v.looseObject({ kind: v.literal('list'), question: words(LONG), items: v.pipe(list(item, 1_000), v.minLength(1)) }),
    v.looseObject({ kind: v.literal('cloze'), text: words(LONG) }),
    v.looseObject({ kind: v.literal('choice'), question: words(LONG), answer: words(LONG) }),
  ])

  const noteType = v.looseObject({
    id: words(200),
    name: text(SHORT),
    kind: v.picklist(['fields', 'cloze']),
    fields: list(text(SHORT), 1_000),
    templates: list(v.looseObject({ name: text(SHORT), front: text(LONG * 10), back: text(LONG * 10) }), 1_000),
    css: text(LONG * 10),
    anki: v.exactOptional(text(LONG * 10)),
  })

  const ankiId = v.pipe(v.number(), v.integer())
  const ankiOrigin = v.object({
    guid: text(SHORT),
    id: ankiId,
    cards: named(v.string(), v.union([v.strictTuple([ankiId, ankiId]), v.strictTuple([ankiId, ankiId, text(SHORT)])])),
  })

  /** What comes with templates; its type is a number of the deck's list until `typesJoined`. */
  const templateContent = v.pipe(
    v.looseObject({
      kind: v.literal('template'),
      type: v.pipe(v.number(), v.integer(), v.minValue(0)),
      fields: list(text(LONG * 20), 1_000),
      cards: list(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 1_000),
      media: named(words(SHORT), v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'not a hash'))),
      changed: v.pipe(v.number(), v.minValue(0)),
      anki: v.exactOptional(ankiOrigin),
    }),
    v.transform((value) => value as unknown as NoteContent),
  )

  /** Kinds of later versions are kept as they are. */
  const laterContent = v.pipe(
    v.looseObject({ kind: words(100) }),
    v.transform((value) => value as unknown as NoteContent),
  )

  const content = v.lazy((input) => {
    if (typeof input !== 'object' || input === null || !('kind' in input)) return knownContent
    if (input.kind === 'template') return templateContent
    return KNOWN_KINDS.has(String(input.kind)) ? knownContent : laterContent
  })

  const note = v.looseObject({
    id: noteId,
    content,
    tags: list(line(200), MOST_IN_SET),
    accepted,
    distractors: list(distractor, 100),
    evidence: list(evidence, 1_000),
    confidence: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  })

  const source = v.looseObject({
    id: sourceId,
    title: line(SHORT),
    text: text(5_000_000),
    language: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'not a language tag')),
    published: v.nullable(
      v.pipe(
        v.string(),
        v.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'not a date'),
        v.transform((value) => value as PartialDate),
      ),
    ),
    author: v.nullable(line(SHORT)),
    outlet: v.nullable(line(SHORT)),
    /** Shown as a link: nothing that runs. */
    url: v.nullable(
      v.pipe(v.string(), v.maxLength(SHORT), v.regex(/^[hH][tT][tT][pP][sS]?:\/\/\S+$/, 'not a web address')),
    ),
    basedOn: v.nullable(
      v.looseObject({
        author: v.nullable(line(SHORT)),
        outlet: line(SHORT),
        kind: v.picklist(['news', 'op-ed', 'other']),
      }),
    ),
    topics: list(line(200), 100),
    licence: v.nullable(line(200)),
  })

  const deckEntries = {
    id: v.pipe(
      id,
      v.transform((value) => value as DeckId),
    ),
    version: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(isStrangers ? MOST_IN_FILE : LAST_VERSION, 'a version that no count of changes comes to'),
    ),
    title: line(500),
    language: source.entries.language,
    licence: line(200),
    authors: list(line(SHORT), 100),
    sources: list(source, 10_000),
    notes: list(note, MOST_NOTES),
    tombstones: list(noteId, 10 * MOST_NOTES),
    noteTypes: v.optional(list(noteType, 10_000), []),
  }
  return {
    deckEntries,
    source,
    note,
    evidence,
    noteType,
    ownNotes: list(noteId, MOST_NOTES),
    retired: list(note, 10 * MOST_NOTES),
  }
}

const { deckEntries } = shapesOf(1)
const kept = shapesOf(Number.POSITIVE_INFINITY)
/** As they stand in what a learner wrote, in which a text may also be empty. */
const own = shapesOf(Number.POSITIVE_INFINITY, 0)
export const { evidence, noteType } = own

/** Of a deck's file too, with `format` and `formatVersion` beside it; `deck.schema.json` says the same. */
export const deckSchema = v.looseObject(deckEntries)
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const { sources: _sources, notes: _notes, ...headerEntries } = kept.deckEntries
const received = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_VERSION))
const headerSchema = v.looseObject({
  ...headerEntries,
  builtIn: v.boolean(),
  own: v.optional(kept.ownNotes),
  received: v.optional(received),
  standIn: v.exactOptional(v.literal(true)),
  counts: v.looseObject({ source: count, note: count, retired: count }),
})
const backedUpSchema = v.looseObject({
  ...kept.deckEntries,
  builtIn: v.boolean(),
  own: v.optional(kept.ownNotes),
  received: v.optional(received),
  retired: kept.retired,
})

/** Keys with a meaning here that no deck from elsewhere may set. */
const RESERVED: ReadonlySet<string> = new Set([
  'format',
  'formatVersion',
  'builtIn',
  'own',
  'received',
  'standIn',
  'retired',
  'counts',
  'noteCount',
  'cardCount',
])

/** Lists of decks carry what is not known of a deck itself: it must stay small, in characters of JSON. */
const MOST_UNKNOWN = 20_000

export function parseDeck(value: unknown): Result<Deck, ImportError> {
  const deck = withTypes(parseWith(deckSchema, value, ''), '')
  if (!deck.ok) return deck
  const unknown = unknownKeys(deck.value)
  return JSON.stringify(unknown).length > MOST_UNKNOWN
    ? err(importError('too-large', Object.keys(unknown)[0] ?? '', `more than ${MOST_UNKNOWN} characters`))
    : ok(Object.fromEntries(Object.entries(deck.value).filter(([key]) => !RESERVED.has(key))) as unknown as Deck)
}

/** What a deck holds under keys that are not known here. */
export const unknownKeys = (deck: Deck): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(deck).filter(([key]) => !(key in deckEntries || RESERVED.has(key))))

/** With what a collection knows of it besides. */
export type BackedUpDeck = Deck & {
  readonly builtIn: boolean
  readonly own?: readonly NoteId[] | undefined
  readonly received?: number | undefined
  readonly retired: readonly Note[]
  readonly standIn?: true | undefined
}

/** The same without what has lines of its own in a backup, and how many of those there are. */
export type DeckHeader = v.InferOutput<typeof headerSchema>

export const parseDeckHeader = (value: unknown, path: string): Result<DeckHeader, ImportError> =>
  parseWith(headerSchema, value, path)
export const parseSource = (value: unknown, path = '') => parseWith(kept.source, value, path)
export const parseNote = (value: unknown, path = '') => parseWith(kept.note, value, path)

export const parseOwnNote = (value: unknown, path: string) => parseWith(own.note, value, path)

export const parseBackedUpDeck = (value: unknown, path: string): Result<BackedUpDeck, ImportError> =>
  withTypes(parseWith(backedUpSchema, value, path), path)

function withTypes<D extends Deck>(
  parsed: Result<D & { readonly noteTypes: readonly NoteType[] }, ImportError>,
  path: string,
): Result<D, ImportError> {
  if (!parsed.ok) return parsed
  const joined = typesJoined<D>(parsed.value)
  return joined ? ok(joined) : err(importError('shape', `${path}notes`, 'a note names a type that is not there'))
}

/** The first thing that is wrong, and where. */
export function parseWith<T extends v.GenericSchema>(
  schema: T,
  value: unknown,
  path: string,
): Result<v.InferOutput<T>, ImportError> {
  const parsed = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true })
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  return err(importError('shape', path + pathOf(issue.path ?? [], path === ''), issue.message))
}

function pathOf(items: readonly { readonly key?: unknown }[], isWhole: boolean): string {
  const path = items.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return isWhole ? path.replace(/^\./, '') : path
}
