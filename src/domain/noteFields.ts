import { linesOf } from './cardFields.ts'
import { clozeNumbers, parseCloze } from './cloze.ts'
import type { MediaHash } from './media.ts'
import { normalise } from './normalise.ts'
import type { Note, NoteContent, NoteId } from './note.ts'
import { type Occlusion, occlusionContent, occlusionOf, type Shape } from './occlusion.ts'
import { isLeaked, promptsOf } from './prompts.ts'

/** A note as it stands in a form, by what it asks. All kinds' fields are kept, so that a change of kind loses nothing. */
export type NoteFields = {
  readonly kind: FieldKind
  readonly question: string
  readonly answer: string
  /** Of a list, one a line. */
  readonly items: string
  /** With its gaps as `{{c1::answer}}`. */
  readonly text: string
  /** Wrong options, one a line. */
  readonly options: string
  /** Answers that are right as well, one a line. */
  readonly accepted: string
  readonly tags: readonly string[]
  readonly picture: MediaHash | null
  readonly mode: Occlusion['mode']
  readonly shapes: readonly Shape[]
}

export const FIELD_KINDS = ['qa', 'list', 'cloze', 'choice', 'occlusion'] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export const emptyFields = (kind: FieldKind, tags: readonly string[] = []): NoteFields => ({
  kind,
  question: '',
  answer: '',
  items: '',
  text: '',
  options: '',
  accepted: '',
  tags,
  picture: null,
  mode: 'hideAll',
  shapes: [],
})

/** A note as fields; null for kinds that are written elsewhere or later. */
export function fieldsOfNote(note: Note): NoteFields | null {
  const fields = {
    ...emptyFields('qa', note.tags),
    accepted: note.accepted.join('\n'),
    options: note.distractors.map((one) => one.text).join('\n'),
  }
  const occlusion = occlusionOf(note)
  if (occlusion) {
    const { question, picture, mode, shapes } = occlusion
    return { ...fields, kind: 'occlusion', question, picture, mode, shapes }
  }
  const { content } = note
  switch (content.kind) {
    case 'qa':
    case 'choice':
      return { ...fields, kind: content.kind, question: content.question, answer: content.answer }
    case 'list': {
      const items = content.items.map((item) => item.text).join('\n')
      return { ...fields, kind: 'list', question: content.question, items }
    }
    case 'cloze':
      return { ...fields, kind: 'cloze', text: content.text }
    default:
      content satisfies never
      return null
  }
}

/** The note that fields describe: `base` with another text, or a new one. What the form cannot show stays as it is. */
export function noteOfFields(fields: NoteFields, base: Note | { readonly id: NoteId }): Note {
  const before = 'content' in base ? base : null
  return {
    id: base.id,
    content: contentOf(fields, before),
    tags: fields.tags,
    accepted: linesOf(fields.accepted.normalize('NFC')),
    distractors: linesOf(fields.options.normalize('NFC')).map(
      (text) => before?.distractors.find((one) => one.text === text) ?? { text, evidence: null },
    ),
    evidence: before?.evidence ?? [],
    confidence: before?.confidence ?? null,
  }
}

/** What is amiss; the first group leaves nothing to study, so it holds up saving. */
export type NoteWarning =
  | 'no-question'
  | 'no-answer'
  | 'no-gap'
  | 'empty-gap'
  | 'no-options'
  | 'no-picture'
  | 'no-shape'
  | 'same-question'
  | 'answer-in-question'
  | 'option-right'

const HOLDING: ReadonlySet<NoteWarning> = new Set([
  'no-question',
  'no-answer',
  'no-gap',
  'empty-gap',
  'no-options',
  'no-picture',
  'no-shape',
])

export const holdsUpNote = (warning: NoteWarning): boolean => HOLDING.has(warning)

/** Everything amiss with a note; `isAsked` says whether another note has this prompt (as `promptsOf` gives it). */
export function checkFields(fields: NoteFields, isAsked: (prompt: string) => boolean): readonly NoteWarning[] {
  const note = noteOfFields(fields, { id: '' as NoteId })
  const found = [...missingIn(fields)]
  if (found.length === 0 && fields.kind !== 'occlusion' && promptsOf(note).some(isAsked)) found.push('same-question')
  const answers = fields.kind === 'list' ? linesOf(fields.items) : [fields.answer]
  const isShort = fields.kind === 'qa' || fields.kind === 'choice' || fields.kind === 'list'
  if (isShort && answers.some((answer) => isLeaked(answer, fields.question))) found.push('answer-in-question')
  const right = normalise(fields.answer)
  const options = linesOf(fields.options)
  if (fields.kind === 'choice' && right !== '' && options.some((option) => normalise(option) === right))
    found.push('option-right')
  return found
}

/** Whether two texts of a note have different things to be said: the part that progress is about. */
export function hasOtherAnswers(a: NoteFields, b: NoteFields): boolean {
  const answers = (fields: NoteFields): string => {
    switch (fields.kind) {
      case 'qa':
      case 'choice':
        return fields.answer
      case 'list':
        return fields.items
      case 'cloze':
        return fields.text
      case 'occlusion':
        return JSON.stringify([fields.picture, fields.shapes])
    }
  }
  return a.kind !== b.kind || answers(a) !== answers(b)
}

function* missingIn(fields: NoteFields): Generator<NoteWarning> {
  if (fields.kind === 'cloze') {
    const gaps = parseCloze(fields.text).filter((part) => part.kind === 'blank')
    if (clozeNumbers(fields.text).length === 0) yield 'no-gap'
    else if (gaps.some((gap) => gap.answer.trim() === '')) yield 'empty-gap'
    return
  }
  if (fields.question.trim() === '') yield 'no-question'
  if (fields.kind === 'occlusion') {
    if (fields.picture === null) yield 'no-picture'
    else if (fields.shapes.length === 0) yield 'no-shape'
    return
  }
  if ((fields.kind === 'list' ? fields.items : fields.answer).trim() === '') yield 'no-answer'
  if (fields.kind === 'choice' && fields.options.trim() === '') yield 'no-options'
}

function contentOf(fields: NoteFields, before: Note | null): NoteContent {
  const question = tidy(fields.question)
  switch (fields.kind) {
    case 'qa':
    case 'choice':
      return { kind: fields.kind, question, answer: tidy(fields.answer) }
    case 'list': {
      const known = before?.content.kind === 'list' ? before.content.items : []
      const items = linesOf(fields.items.normalize('NFC'))
      // An item keeps what is also right for it as long as its own words stay.
      return {
        kind: 'list',
        question,
        items: items.map((text) => known.find((item) => item.text === text) ?? { text, accepted: [] }),
      }
    }
    case 'cloze':
      return { kind: 'cloze', text: tidy(fields.text) }
    case 'occlusion': {
      const { picture, mode, shapes } = fields
      return occlusionContent({ kind: 'occlusion', question, picture: picture ?? ('' as MediaHash), mode, shapes })
    }
  }
}

const tidy = (text: string): string => text.normalize('NFC').trim()
