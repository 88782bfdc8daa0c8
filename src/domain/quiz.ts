import { answersOf, questionText } from './cards.ts'
import { type ClozeViewPart, clozeView } from './cloze.ts'
import { facesOf } from './faces.ts'
import { hashToSeed } from './hash.ts'
import type { Folding } from './normalise.ts'
import { DEFAULT_FOLDING } from './normalise.ts'
import type { Distractor, Evidence, Face, ListItem, Note, NoteId } from './note.ts'
import { makeRandom, type Random, randomInt, shuffle } from './random.ts'
import { sameAnswer } from './typed.ts'

/** How a question is put. */
export type QuestionKind = 'choice' | 'typed' | 'cloze' | 'list'

export type Question = {
  readonly noteId: NoteId
  readonly face: Face
  /** One line of plain text. */
  readonly stem: string
  /** Where the right answer comes from; for a list a piece for each item. */
  readonly evidence: readonly Evidence[]
} & (
  | { readonly kind: 'choice'; readonly options: readonly QuizOption[]; readonly key: number }
  | {
      readonly kind: 'typed'
      readonly answer: string
      readonly accepted: readonly string[]
      readonly wrong: readonly string[]
    }
  /** `blanks` are the different answers of its gaps, in order; each is typed once. */
  | { readonly kind: 'cloze'; readonly parts: readonly ClozeViewPart[]; readonly blanks: readonly Blank[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
)

/** `evidence` of a wrong option is the sentence it is true of, where that is known. */
export type QuizOption = { readonly text: string; readonly evidence: Evidence | null }

export type Blank = { readonly answer: string; readonly accepted: readonly string[] }

export type QuizOptions = {
  /** At most this many; 0 for all. */
  readonly count: number
  readonly seed: number
  /** Ways of asking that may be used. A note that fits none of them is left out. */
  readonly kinds: readonly QuestionKind[]
  readonly folding?: Folding
}

/** Wrong options beside the key. */
const DISTRACTORS = 3

/**
 * A paper of questions, one a note at most. The same notes and seed give the same paper, whatever the order in which the
 * notes come. A note with three fit distractors may be asked as a choice, with its key at any place equally likely; with
 * fewer it is typed.
 */
export function composeQuiz(notes: readonly Note[], options: QuizOptions): readonly Question[] {
  const sorted = [...new Map(notes.map((note) => [note.id, note])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const order = shuffle(sorted, makeRandom(options.seed))
  const paper: Question[] = []
  for (const note of order) {
    if (options.count > 0 && paper.length >= options.count) break
    const question = ask(note, options)
    if (question !== null) paper.push(question)
  }
  return paper
}

/** The distractors that can stand beside the key: not the answer in other words, no two alike. */
export function fitDistractors(note: Note, answer: string, folding: Folding = DEFAULT_FOLDING): readonly Distractor[] {
  const taken = [answer, ...note.accepted]
  return note.distractors.filter(({ text }) => {
    if (text.trim() === '' || taken.some((other) => sameAnswer(text, other, folding))) return false
    taken.push(text)
    return true
  })
}

/** Each note has its own random numbers, so that one note more or less changes no other question. */
function ask(note: Note, options: QuizOptions): Question | null {
  const random = makeRandom(hashToSeed(`${options.seed}/${note.id}`))
  const faces = facesOf(note)
  const face = faces[randomInt(random, faces.length)]
  if (face === undefined) return null
  const { content } = note
  const folding = options.folding ?? DEFAULT_FOLDING
  const may = new Set(options.kinds)
  const common = { noteId: note.id, face, stem: questionText(note, face), evidence: note.evidence }
  switch (content.kind) {
    case 'list':
      return may.has('list') ? { ...common, kind: 'list', items: content.items } : null
    case 'cloze': {
      if (!may.has('cloze')) return null
      const blanks = blanksOf(note, face)
      return { ...common, kind: 'cloze', parts: clozeView(content.text, Number(face.slice(1))), blanks }
    }
    case 'qa':
    case 'choice': {
      const distractors = fitDistractors(note, content.answer, folding)
      const canChoose = may.has('choice') && distractors.length >= DISTRACTORS
      const isChoice = canChoose && (!may.has('typed') || content.kind === 'choice' || random() < 0.5)
      if (isChoice) return { ...common, kind: 'choice', ...optionsOf(note, content.answer, distractors, random) }
      if (!may.has('typed') && !may.has('choice')) return null
      const wrong = note.distractors.map((distractor) => distractor.text)
      return { ...common, kind: 'typed', answer: content.answer, accepted: note.accepted, wrong }
    }
    default:
      content satisfies never
      return null
  }
}

function optionsOf(
  note: Note,
  answer: string,
  distractors: readonly Distractor[],
  random: Random,
): { readonly options: readonly QuizOption[]; readonly key: number } {
  const wrong = shuffle(distractors, random).slice(0, DISTRACTORS)
  const key = randomInt(random, DISTRACTORS + 1)
  return { options: wrong.toSpliced(key, 0, { text: answer, evidence: note.evidence[0] ?? null }), key }
}

/** A note's accepted answers are for its only answer; where a face has several gaps nobody can tell whose they are. */
function blanksOf(note: Note, face: Face): readonly Blank[] {
  const answers = answersOf(note, face)
  const isOnlyAnswer = answers.length === 1 && facesOf(note).length === 1
  return answers.map((answer) => ({ answer, accepted: isOnlyAnswer ? note.accepted : [] }))
}
