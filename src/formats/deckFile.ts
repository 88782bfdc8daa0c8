import type { Deck } from '../domain/deck.ts'
import type { Evidence, Note, NoteContent } from '../domain/note.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { type Source, type SourceId, type Span, sliceOf } from '../domain/source.ts'
import { typesApart } from '../domain/typesApart.ts'
import { type BackedUpDeck, parseDeck, unknownKeys } from './deckShape.ts'
import { type ImportError, importError } from './errors.ts'
import { findNonFinite, type JsonLimits, parseJson } from './json.ts'

/**
 * `NAME.deck.json`: a deck to share, in JSON. Content alone; nobody's progress. `deck.schema.json` beside this file is
 * its JSON Schema (2020-12), made from `deckShape.ts`. In short:
 *
 *     format, formatVersion    "recite-deck", 1
 *     id, version              the deck's name for ever; counts up with every change
 *     title                    a path: `News::Afghanistan` lies in `News`
 *     language                 BCP 47
 *     licence, authors         SPDX identifier for questions and answers; names
 *     sources[]                the texts that cards come from: id, title, text (NFC, line feeds only; never changes under
 *                              an id), language, published, author, outlet, url, basedOn, topics, licence
 *     notes[]                  id (kept whatever is reworded), content by `kind` (qa, list, cloze, choice, occlusion,
 *                              template, or one not known here), tags, accepted, distractors[], evidence[], confidence
 *     tombstones[]             ids of notes that earlier versions held
 *     noteTypes[]              templates, of which a note's `content.type` is the number
 *
 * Evidence is `{sourceId, sentence, answer, quote, resolutions}`: spans are UTF-16 offsets `{start, end}` into the text
 * of the source, and the quote must stand there word for word. What a schema cannot say is refused as well: an id that is
 * there twice, a note that is dead and alive, evidence that is not verbatim, text that is not NFC, a type that is not
 * there, more than 20,000 characters under unknown keys of the deck itself, more than 64 levels.
 *
 * Keys that are not known are kept and given on. A reader takes every version up to its own (`tests/formats/decks` holds a
 * file of each); a key that may be missing makes no new version. With media a deck is a `.recite` file
 * (`reciteFile.ts`); notes name them as `media:HASH` in texts, by `picture`, or in the list of a template. Corrections to
 * a deck are a `.recite-patch.json` (`patchFile.ts`).
 */
const DECK_FORMAT = 'recite-deck'
const DECK_FORMAT_VERSION = 1

export const DECK_LIMITS: JsonLimits = { chars: 100_000_000, depth: 64 }

/** The same deck gives the same text, byte for byte, whatever the order in which its fields were set. */
export function encodeDeck(deck: Deck): string {
  const file = { format: DECK_FORMAT, formatVersion: DECK_FORMAT_VERSION, ...orderDeck(deck) }
  return `${JSON.stringify(file, null, 1)}\n`
}

/**
 * Reads a deck file from anywhere. Every piece of evidence is checked against its source: what is not there word for
 * word is refused. Never throws.
 */
export function decodeDeck(text: string): Result<Deck, ImportError> {
  const json = parseJson(text, DECK_LIMITS)
  if (!json.ok) return json
  const format = checkFormat(json.value, DECK_FORMAT, DECK_FORMAT_VERSION)
  if (!format.ok) return format
  const wrong = findNonFinite(json.value, '')
  if (wrong !== null) return err(importError('shape', wrong, 'not a finite number'))
  const deck = parseDeck(json.value)
  return deck.ok ? verifyDeck(deck.value) : deck
}

export function checkFormat(value: unknown, format: string, version: number): Result<object, ImportError> {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format)
    return err(importError('other-format', 'format', `not a ${format} file`))
  const found = 'formatVersion' in value ? value.formatVersion : undefined
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1)
    return err(importError('shape', 'formatVersion', 'not a version'))
  if (found > version)
    return err(importError('newer-version', 'formatVersion', `version ${found}, this app reads up to ${version}`))
  return ok(value)
}

/** What no field can say by itself: ids are unique, sources are stored as they must be, quotes are verbatim. */
export function verifyDeck(deck: Deck): Result<Deck, ImportError> {
  const problem = findProblem(deck)
  return problem ? err(problem) : ok(deck)
}

function findProblem(deck: Deck): ImportError | null {
  const sources = new Map<SourceId, Source>()
  for (const [i, source] of deck.sources.entries()) {
    const path = `sources[${i}]`
    if (sources.has(source.id)) return importError('duplicate', `${path}.id`, `${source.id} is there twice`)
    if (source.text.includes('\r')) return importError('shape', `${path}.text`, 'lines must end in line feeds alone')
    if (source.text.normalize('NFC') !== source.text) return importError('shape', `${path}.text`, 'text must be NFC')
    sources.set(source.id, source)
  }
  const ids = new Set<string>()
  for (const [i, note] of deck.notes.entries()) {
    const path = `notes[${i}]`
    if (ids.has(note.id)) return importError('duplicate', `${path}.id`, `${note.id} is there twice`)
    ids.add(note.id)
    for (const [at, evidence] of evidenceOf(note)) {
      const fault = faultOf(evidence, sources)
      if (fault) return importError('evidence', `${path}.${at}`, fault)
    }
  }
  const revived = deck.tombstones.findIndex((id) => ids.has(id))
  return revived < 0 ? null : importError('duplicate', `tombstones[${revived}]`, 'this note is in the deck')
}

function* evidenceOf(note: Note): Generator<[path: string, evidence: Evidence]> {
  for (const [i, evidence] of note.evidence.entries()) yield [`evidence[${i}]`, evidence]
  for (const [i, { evidence }] of note.distractors.entries())
    if (evidence) yield [`distractors[${i}].evidence`, evidence]
}

function faultOf(evidence: Evidence, sources: ReadonlyMap<SourceId, Source>): string | null {
  const source = sources.get(evidence.sourceId)
  if (!source) return `there is no source ${evidence.sourceId}`
  const { sentence, answer } = evidence
  if (!isInside(sentence, { start: 0, end: source.text.length })) return 'the sentence lies outside the text'
  if (!isInside(answer, sentence)) return 'the answer lies outside its sentence'
  return sliceOf(source, sentence) === evidence.quote ? null : 'the quote is not what the source says there'
}

const isInside = (inner: Span, outer: Span): boolean =>
  inner.start >= outer.start && inner.start < inner.end && inner.end <= outer.end

/** The fields in the order of the file. */
function orderDeck(whole: Deck) {
  const { noteTypes, ...deck } = typesApart(whole)
  return { ...orderFields(deck), ...(noteTypes && { noteTypes: noteTypes.map(sortKeys) }) }
}

function orderFields(deck: Deck) {
  return {
    id: deck.id,
    version: deck.version,
    title: deck.title,
    language: deck.language,
    licence: deck.licence,
    authors: deck.authors,
    sources: deck.sources.map(orderSource),
    notes: deck.notes.map(orderNote),
    tombstones: deck.tombstones,
    ...sortedKeys(unknownKeys(deck)),
  }
}

export function orderBackedUpDeck(whole: BackedUpDeck) {
  const { noteTypes, ...deck } = typesApart(whole)
  const types = noteTypes && { noteTypes: noteTypes.map(sortKeys) }
  const { builtIn, own, received } = deck
  const here = { builtIn, ...(own && { own }), ...(received !== undefined && { received }) }
  return { ...orderFields(deck), ...here, retired: deck.retired.map(orderNote), ...types }
}

/** Known fields in the order of the file; then whatever else there is, by name. */
function inOrder<T extends object>(known: T, whole: object): T {
  const rest = Object.entries(whole).filter(([key]) => !Object.hasOwn(known, key))
  return rest.length === 0 ? known : { ...known, ...sortedKeys(Object.fromEntries(rest)) }
}

const orderSource = (source: Source) =>
  inOrder(
    {
      id: source.id,
      title: source.title,
      language: source.language,
      published: source.published,
      author: source.author,
      outlet: source.outlet,
      url: source.url,
      basedOn:
        source.basedOn &&
        inOrder(
          {
            author: source.basedOn.author,
            outlet: source.basedOn.outlet,
            kind: source.basedOn.kind,
          },
          source.basedOn,
        ),
      topics: source.topics,
      licence: source.licence,
      text: source.text,
    },
    source,
  )

const orderNote = (note: Note) =>
  inOrder(
    {
      id: note.id,
      content: orderContent(note.content),
      tags: note.tags,
      accepted: note.accepted,
      distractors: note.distractors.map((one) =>
        inOrder({ text: one.text, evidence: one.evidence && orderEvidence(one.evidence) }, one),
      ),
      evidence: note.evidence.map(orderEvidence),
      confidence: note.confidence,
    },
    note,
  )

function orderContent(content: NoteContent): unknown {
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return inOrder({ kind: content.kind, question: content.question, answer: content.answer }, content)
    case 'list':
      return inOrder(
        {
          kind: content.kind,
          question: content.question,
          items: content.items.map((item) => inOrder({ text: item.text, accepted: item.accepted }, item)),
        },
        content,
      )
    case 'cloze':
      return inOrder({ kind: content.kind, text: content.text }, content)
    default:
      content satisfies never
      return sortKeys(content)
  }
}

const orderEvidence = (evidence: Evidence) =>
  inOrder(
    {
      sourceId: evidence.sourceId,
      sentence: { start: evidence.sentence.start, end: evidence.sentence.end },
      answer: { start: evidence.answer.start, end: evidence.answer.end },
      quote: evidence.quote,
      resolutions: evidence.resolutions.map((one) =>
        inOrder({ kind: one.kind, words: one.words, readAs: one.readAs }, one),
      ),
    },
    evidence,
  )

/** For what is not known here: whatever it is, always in one order. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return sortedKeys(value)
}

function sortedKeys(value: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]))
}
