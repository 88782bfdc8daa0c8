import { type CardFields, linesOf } from './cardFields.ts'
import { blanksOf } from './contentAnswers.ts'
import { normalise } from './normalise.ts'
import type { Note } from './note.ts'
import { isLeaked, promptsOf } from './prompts.ts'
import { type Source, sliceOf } from './source.ts'
import { findWords } from './wordSearch.ts'

/** What is amiss with a card in a form; the first five leave nothing to study, so they hold up saving it. */
export type CardWarning =
  | 'no-question'
  | 'no-answer'
  | 'no-gap'
  | 'empty-gap'
  | 'no-options'
  | 'same-question'
  | 'answer-in-question'
  | 'answer-not-in-sentence'
  | 'few-options'
  | 'option-right'

const HOLDING: ReadonlySet<CardWarning> = new Set(['no-question', 'no-answer', 'no-gap', 'empty-gap', 'no-options'])

export const holdsUp = (warning: CardWarning): boolean => HOLDING.has(warning)

/** Fewer wrong options than this make guessing easy. */
const FULL_OPTIONS = 3

/** Everything amiss with the card, what holds it up first. `others` are the notes it would stand beside. */
export function checkCard(fields: CardFields, source: Source, others: readonly Note[]): readonly CardWarning[] {
  const found = new Set<CardWarning>()
  const answers = fields.kind === 'gap' ? blanksOf(fields.gap) : linesOf(fields.answer)
  if (fields.kind === 'gap') {
    if (answers.length === 0) found.add('no-gap')
    else if (answers.some((answer) => answer.trim() === '')) found.add('empty-gap')
  } else {
    if (fields.question.trim() === '') found.add('no-question')
    if (answers.length === 0) found.add('no-answer')
  }
  if (fields.kind === 'choice') checkOptions(linesOf(fields.options), answers.join(', '), found)
  const asked = askedBy(fields)
  const known = new Set(others.flatMap(promptsOf))
  if (asked.some((prompt) => known.has(prompt))) found.add('same-question')
  if (fields.kind !== 'gap' && answers.some((answer) => isLeaked(answer, fields.question)))
    found.add('answer-in-question')
  const sentence = sliceOf(source, fields.sentence)
  if (answers.some((answer) => answer.trim() !== '' && findWords(sentence, answer.trim()) === null))
    found.add('answer-not-in-sentence')
  return [...found].sort((a, b) => Number(holdsUp(b)) - Number(holdsUp(a)))
}

/** Whether a note asks what one of the others asks already, whatever it is answered with. */
export function isAskedAlready(note: Note, others: readonly Note[]): boolean {
  const known = new Set(others.filter((other) => other.id !== note.id).flatMap(promptsOf))
  return promptsOf(note).some((prompt) => known.has(prompt))
}

function checkOptions(options: readonly string[], answer: string, found: Set<CardWarning>): void {
  const right = normalise(answer)
  if (options.length === 0) found.add('no-options')
  else if (new Set(options.map((option) => normalise(option))).size < FULL_OPTIONS) found.add('few-options')
  if (right !== '' && options.some((option) => normalise(option) === right)) found.add('option-right')
}

const askedBy = (fields: CardFields): readonly string[] =>
  fields.kind === 'gap' ? promptsOf(clozeNote(fields.gap)) : [normalise(fields.question)]

const clozeNote = (text: string): Note => ({ ...BARE, content: { kind: 'cloze', text } })

const BARE = { id: '' as Note['id'], tags: [], accepted: [], distractors: [], evidence: [], confidence: null }
