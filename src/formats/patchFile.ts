import * as v from 'valibot'
import type { DeckPatch } from '../domain/deckPatch.ts'
import type { DeckId, Note, NoteId } from '../domain/note.ts'
import { asContent, templateOf } from '../domain/noteType.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { checkFormat } from './deckFile.ts'
import { id, named, parseNote } from './deckShape.ts'
import { type ImportError, importError } from './errors.ts'
import { findNonFinite, parseJson } from './json.ts'

/**
 * `NAME.recite-patch.json`: corrections to a deck, for its author.
 *
 *     format, formatVersion               "recite-patch", 1
 *     deckId, deckVersion, deckTitle      the deck, and the version that they are made to
 *     changes[]                           {noteId, fields: {KEY: {from, to}}}
 *
 * KEY is a key of the note's content (`question`, `answer`, `items`, `text` …), `fields.N` for the N-th field of a note
 * with templates, counted from 0, `options` for its distractors, or `content` for all of it. `from` is what the deck said.
 */
const PATCH_FORMAT = 'recite-patch'
const PATCH_FORMAT_VERSION = 1

const LIMITS = { chars: 20_000_000, depth: 64 }
const change = v.object({ from: v.unknown(), to: v.unknown() })
const patchSchema = v.object({
  deckId: v.pipe(
    id,
    v.transform((value) => value as DeckId),
  ),
  deckVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  deckTitle: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  changes: v.pipe(
    v.array(
      v.object({
        noteId: v.pipe(
          id,
          v.transform((value) => value as NoteId),
        ),
        fields: named(v.pipe(v.string(), v.maxLength(200)), change),
      }),
    ),
    v.minLength(1),
    v.maxLength(200_000),
  ),
})

export function encodePatch({ deckId, deckVersion, deckTitle, changes }: DeckPatch): string {
  const file = { format: PATCH_FORMAT, formatVersion: PATCH_FORMAT_VERSION, deckId, deckVersion, deckTitle, changes }
  return `${JSON.stringify(file, null, 1)}\n`
}

/** Reads corrections from anywhere; whether they leave notes is for `isWholeNote`, once the notes are known. Never throws. */
export function decodePatch(text: string): Result<DeckPatch, ImportError> {
  const json = parseJson(text, LIMITS)
  if (!json.ok) return json
  const format = checkFormat(json.value, PATCH_FORMAT, PATCH_FORMAT_VERSION)
  if (!format.ok) return format
  const wrong = findNonFinite(json.value, '')
  if (wrong !== null) return err(importError('shape', wrong, 'not a finite number'))
  const parsed = v.safeParse(patchSchema, json.value, { abortEarly: true, abortPipeEarly: true })
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  return err(importError('shape', v.getDotPath(issue) ?? '', issue.message))
}

/** Whether a note is one that a deck could hold, by its fields. */
export function isWholeNote(note: Note): boolean {
  const template = templateOf(note)
  // Types are no part of a note in a file.
  const apart = template ? { ...note, content: asContent({ ...template, type: 0 } as never) } : note
  return parseNote(apart).ok
}
