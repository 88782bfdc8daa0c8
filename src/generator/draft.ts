import type { Distractor, NoteContent, Resolution } from '../domain/note.ts'
import type { Word } from './document.ts'
import type { Reading } from './reading.ts'
import { mentionAt, verbatim, wordAt } from './tree.ts'

/** What an answer is, for the question word and for its distractors. */
export type AnswerType =
  | 'person'
  | 'country'
  | 'place'
  | 'body'
  | 'year'
  | 'date'
  | 'number'
  | 'duration'
  | 'clause'
  | 'phrase'

/** A card before the gates: what is asked, the words that answer it, and what had to be read for it. */
export type Draft = {
  readonly rule: string
  readonly content: NoteContent
  readonly sentence: number
  /** Words of the answer; of a list, those of each item. */
  readonly answers: readonly { readonly sentence: number; readonly words: readonly number[] }[]
  readonly accepted: readonly string[]
  readonly resolutions: readonly Resolution[]
  /** Of a scene: things that its sentence speaks of as known and its card has not named. */
  readonly looseEnds?: number
  /** Whether the sentences before it do. */
  readonly isLooselySet?: boolean
  readonly answerType: AnswerType
  /** For the pair of questions that ask one statement from both ends: the words of its verb. */
  readonly verb: number | null
  readonly distractors?: readonly Distractor[]
}

/** Why a candidate was not asked, in a few words. */
export type Drop = { readonly drop: string; readonly text: string; readonly sentence?: number }

/** Hands in drafts and drops; each rule is one pure function over a reading. */
export type Rule = (reading: Reading) => Iterable<Draft | Drop>

export const answerText = (reading: Reading, words: readonly number[]): string => verbatim(reading.document, words)

export function capitalise(text: string): string {
  if (text.startsWith('{{')) return text
  const at = text.search(/[\p{L}\p{N}]/u)
  return at < 0 ? text : text.slice(0, at) + text.charAt(at).toUpperCase() + text.slice(at + 1)
}

/** A capital that stands only at the start of a sentence, on a word that no entity covers, was read as a name by mistake. */
const isMisread = (reading: Reading, word: Word): boolean =>
  mentionAt(reading.document, word.index) === null &&
  (reading.names.at(word.index)?.name.kind ?? 'unknown') === 'unknown' &&
  !reading.document.words.some((other) => other.text === word.text && other.index !== word.index) &&
  reading.document.words[word.index + 1]?.coarse === 'ADP'

/** The answer with a small first letter where only its place in the sentence made it large. */
export function lowerFirst(reading: Reading, words: readonly number[], text: string): string {
  const first = words[0] === undefined ? null : wordAt(reading.document, words[0])
  if (first === null) return text
  const sentence = reading.document.sentences[first.sentence]
  const named = first.coarse === 'PROPN' && !isMisread(reading, first)
  const keeps =
    named || (/^(NNP|NNPS)$/.test(first.tag) && !isMisread(reading, first)) || /^\p{Lu}[\p{Lu}.]/u.test(first.text)
  const demonym = mentionAt(reading.document, first.index)?.type === 'NORP'
  if (sentence?.span.start !== first.start || keeps || demonym || !text.startsWith(first.text)) return text
  return text.charAt(0).toLowerCase() + text.slice(1)
}
