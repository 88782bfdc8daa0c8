import * as v from 'valibot'
import { isPossible } from '../domain/believed.ts'
import type { EventId, LogEvent, StoredEvent } from '../domain/event.ts'
import { QUESTION_KINDS } from '../domain/exam.ts'
import type { Note } from '../domain/note.ts'
import type { NoteEvent } from '../domain/noteLog.ts'
import { asContent, templateOf } from '../domain/noteType.ts'
import { baseOf } from '../domain/ownNote.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { evidence, id, named, noteType, parseOwnNote, parseWith } from './deckShape.ts'
import { type ImportError, importError } from './errors.ts'
import { findNonFinite, read } from './json.ts'

/**
 * What lists, pages and papers read of an event without looking twice, by kind. There are no limits on length: all that
 * the app ever wrote must read back. Of kinds that are not named here every reader looks itself, and passes over what is
 * wrong (`apply.ts`, `settingsFold.ts`).
 */
const text = v.string()
const texts = v.array(text)
const place = v.pipe(v.number(), v.integer(), v.minValue(0))
const places = v.array(place)
const number = v.number()
/** As far as `Date` goes. */
const instant = v.pipe(number, v.minValue(-8.64e15), v.maxValue(8.64e15))

/** A card's state is made of what names it, and nothing keeps one under what is no card's id. */
const cardId = v.pipe(text, v.includes('/', 'not the id of a card'))
const ofCard = v.looseObject({ cardId })

const option = v.looseObject({ text, evidence: v.nullable(evidence) })
const options = v.array(option)
const answerTexts = { answer: text, accepted: texts }
const asked = { deckId: id, language: text, topic: text, stem: text, cards: texts, evidence: v.array(evidence) }
const ofKind = <Kind extends (typeof QUESTION_KINDS)[number], Form extends v.ObjectEntries>(kind: Kind, form: Form) =>
  v.looseObject({ ...asked, kind: v.literal(kind), ...form })
const question = v.variant('kind', [
  ofKind('choice', { options, key: place }),
  ofKind('several', { options, keys: places }),
  ofKind('trueFalse', { claim: option, isTrue: v.boolean(), answer: text }),
  ofKind('typed', { ...answerTexts, wrong: texts }),
  ofKind('cloze', {
    parts: v.array(
      v.variant('kind', [
        v.looseObject({ kind: v.literal('text'), text }),
        v.looseObject({ kind: v.literal('gap'), blank: place, hint: v.nullable(text) }),
      ]),
    ),
    blanks: v.array(v.looseObject({ ...answerTexts, cardId: text })),
  }),
  ofKind('list', { items: v.array(v.looseObject({ text, accepted: texts })) }),
  ofKind('matching', { prompts: texts, options: texts, keys: places }),
])
const answer = v.nullable(
  v.variant('kind', [
    v.looseObject({ kind: v.literal('choice'), option: number }),
    v.looseObject({ kind: v.literal('several'), options: v.array(number) }),
    v.looseObject({ kind: v.literal('truth'), says: v.boolean() }),
    v.looseObject({ kind: v.literal('text'), texts }),
    v.looseObject({ kind: v.literal('pairs'), options: v.array(v.nullable(number)) }),
  ]),
)
const blueprint = v.looseObject({
  count: number,
  mix: v.looseObject(Object.fromEntries(QUESTION_KINDS.map((kind) => [kind, number]))),
  order: v.picklist(['random', 'sequential', 'weakest']),
  limitMinutes: v.nullable(number),
  passRatio: number,
  feedback: v.picklist(['once', 'end']),
  marking: v.picklist(['tolerant', 'exact', 'self']),
})
/** Looked at apart (`parseNoteOfEvent`): it is in place, whatever it is. */
const note = v.unknown()

/** Of its keys all but the one that names it. */
const changedKey = v.pipe(text, v.notValue('id'))
const was = v.array(v.union([v.strictTuple([changedKey]), v.strictTuple([changedKey, v.unknown()])]))

const SHAPES: Readonly<Partial<Record<LogEvent['kind'], v.GenericSchema>>> = {
  undo: v.looseObject({ of: texts }),
  review: ofCard,
  baseline: ofCard,
  reset: ofCard,
  setDue: ofCard,
  suspend: ofCard,
  bury: ofCard,
  flag: ofCard,
  anki: v.looseObject({ cardId: text, row: text }),
  note: v.looseObject({
    noteId: id,
    deckId: id,
    note,
    was: v.optional(was),
    over: v.optional(was),
    laid: v.optional(was),
  }),
  move: v.looseObject({ noteId: id, from: v.nullable(id), deckId: id, note }),
  retire: v.looseObject({ noteId: id, deckId: id, on: v.boolean() }),
  search: v.looseObject({ name: text, query: v.nullable(text) }),
  title: v.looseObject({ deckId: id, title: v.nullable(text) }),
  subscribe: v.looseObject({ deckId: id, address: v.nullable(text), looks: v.boolean() }),
  took: v.looseObject({ deckId: id, version: place, over: place }),
  deck: v.looseObject({ deckId: id, removed: v.boolean() }),
  exam: v.looseObject({
    at: instant,
    title: text,
    blueprint,
    code: v.nullable(text),
    questions: v.array(question),
    answers: v.array(answer),
    rulings: named(text, v.boolean()),
    predicted: v.array(number),
    spentMs: number,
  }),
  ruling: v.looseObject({ exam: text, question: place, right: v.boolean() }),
}

/**
 * An event of any kind, also of those that only later versions know: it has an id and no number that is none, and what
 * is shown of a known kind is there. It comes back as it is, so that the next backup of it is the same text.
 */
export function parseEvent(value: unknown, path: string): Result<StoredEvent, ImportError> {
  const [ownId, kind] = [read(value, 'id'), read(value, 'kind')]
  if (typeof ownId !== 'string' || ownId === '' || ownId.length > 128)
    return err(importError('shape', `${path}.id`, 'not an id'))
  if (!isPossible(ownId)) return err(importError('shape', `${path}.id`, 'of a time that no clock tells'))
  if (typeof kind !== 'string') return err(importError('shape', `${path}.kind`, 'not a text'))
  const wrong = findNonFinite(value, path)
  if (wrong !== null) return err(importError('shape', wrong, 'not a finite number'))
  const shape = isKnown(kind) ? SHAPES[kind] : undefined
  const parsed = shape ? parseWith(shape, value, path) : ok(null)
  if (!parsed.ok) return parsed
  if (kind === 'move' || kind === 'note') {
    const inner = parseNoteOfEvent(read(value, 'note'), kind, `${path}.note`)
    if (!inner.ok) return inner
    for (const key of kind === 'note' ? (['was', 'over', 'laid'] as const) : []) {
      const event = value as NoteEvent
      const other = baseOf({ note: event.note, was: event[key] })
      const beside = other && parseNoteOfEvent(other, kind, `${path}.${key}`)
      if (beside?.ok === false) return beside
    }
  }
  return ok({ ...(value as object), id: ownId as EventId, kind })
}

export const isInstant = (value: unknown): value is number => v.is(instant, value)

const isKnown = (kind: string): kind is LogEvent['kind'] => Object.hasOwn(SHAPES, kind)

/** Of an event a note stands with its type in it: there is no list beside it as in a deck. */
function parseNoteOfEvent(value: unknown, kind: 'move' | 'note', path: string): Result<unknown, ImportError> {
  if (value === null && kind === 'note') return ok(null)
  const content = read(value, 'content')
  if (read(content, 'kind') !== 'template') return parseOwnNote(value, path)
  const type = parseWith(noteType, read(content, 'type'), `${path}.content.type`)
  if (!type.ok) return type
  const template = templateOf(value as Note)
  return parseOwnNote({ ...(value as Note), content: asContent({ ...template, type: 0 } as never) }, path)
}
