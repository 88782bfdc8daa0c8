import { questionText } from './cards.ts'
import { parseCloze } from './cloze.ts'
import { contentAnswers } from './contentAnswers.ts'
import {
  type Blank,
  type Blueprint,
  type ExamOption,
  type GapPart,
  MOST_QUESTIONS,
  type PoolNote,
  QUESTION_KINDS,
  type Question,
  type QuestionForm,
  type QuestionKind,
} from './exam.ts'
import { findGroup, type Group, type Matches, makeMatches } from './examMatching.ts'
import { DISTRACTORS, fitDistractors } from './examOptions.ts'
import { cardIdsOf, facesOf } from './faces.ts'
import { hashToSeed } from './hash.ts'
import { DEFAULT_FOLDING, type Folding } from './normalise.ts'
import { cardIdOf, type Note, type NoteId } from './note.ts'
import { makeRandom, type Random, randomInt, shuffle } from './random.ts'

/** Whole, 0 or more: what the numbers of a paper are drawn from. */
export type Seed = number

/**
 * A paper of questions, each note on one of them at most. The same notes, blueprint and seed give the same paper, on any
 * machine and whatever the order in which the notes come (but for `sequential`, which keeps it). A note without three fit
 * distractors is typed where a choice was wanted. `recallOf` (0 to 1) says what is weakest, for that order only.
 */
export function compose(
  pool: readonly PoolNote[],
  blueprint: Blueprint,
  seed: Seed,
  recallOf: (note: Note) => number = () => 0,
): readonly Question[] {
  const count = blueprint.count === 0 ? MOST_QUESTIONS : Math.min(blueprint.count, MOST_QUESTIONS)
  const drawn = shuffle(byId(pool), makeRandom(seed))
  if (blueprint.order === 'weakest') {
    const recall = new Map(drawn.map(({ note }) => [note.id, recallOf(note)]))
    drawn.sort((a, b) => (recall.get(a.note.id) ?? 0) - (recall.get(b.note.id) ?? 0))
  }
  const matches = makeMatches(drawn)
  const taken = new Set<NoteId>()
  const paper: Question[] = []
  for (const asked of drawn) {
    if (paper.length >= count) break
    if (taken.has(asked.note.id)) continue
    const question = ask(asked, blueprint, seed, matches, taken)
    if (question === null) continue
    taken.add(asked.note.id)
    paper.push(question)
  }
  return blueprint.order === 'sequential' ? inPoolOrder(paper, pool) : paper
}

/** Each note once, in an order that no device decides. */
function byId(pool: readonly PoolNote[]): readonly PoolNote[] {
  return [...new Map(pool.map((one) => [one.note.id, one])).values()].sort((a, b) => (a.note.id < b.note.id ? -1 : 1))
}

function inPoolOrder(paper: readonly Question[], pool: readonly PoolNote[]): readonly Question[] {
  const places = new Map(pool.flatMap(({ note }, place) => cardIdsOf(note).map((cardId) => [cardId, place])))
  const placeOf = (question: Question) => Math.min(...question.cards.map((cardId) => places.get(cardId) ?? 0))
  return [...paper].sort((a, b) => placeOf(a) - placeOf(b))
}

/** Each note has its own random numbers, so that one note more or less changes few other questions. */
function ask(asked: PoolNote, blueprint: Blueprint, seed: Seed, matches: Matches, taken: Set<NoteId>): Question | null {
  const { note, deckId, language, topic } = asked
  const random = makeRandom(hashToSeed(`${seed}/${note.id}`))
  const faces = facesOf(note)
  const [face] = faces
  if (face === undefined) return null
  const common = {
    deckId,
    language,
    topic,
    stem: note.content.kind === 'cloze' ? gappedText(note.content.text) : questionText(note, face),
    cards: cardIdsOf(note),
    evidence: note.evidence,
  }
  const folding = { ...DEFAULT_FOLDING, language }
  const options = { random, folding, shuffles: blueprint.shuffleOptions }
  const kind = drawKind(possibleKinds(note, folding), blueprint.mix, random)
  if (kind === 'matching') {
    const group = findGroup(asked, matches, taken)
    if (group !== null) {
      for (const { note } of group.notes) taken.add(note.id)
      return { ...common, ...matchingOf(group, random), stem: '' }
    }
    const others = { ...blueprint.mix, matching: 0 }
    const other = drawKind(possibleKinds(note, folding), others, random) ?? typedKind(note)
    return other === null ? null : { ...common, ...formOf(note, other, options) }
  }
  return kind === null ? null : { ...common, ...formOf(note, kind, options) }
}

/**
 * The ways in which a note can be asked; `instead` for those wanted in a way that it does not allow, which are then typed.
 */
type Possible = {
  readonly kinds: readonly QuestionKind[]
  readonly wanted: readonly QuestionKind[]
  readonly instead: QuestionKind
}

function possibleKinds(note: Note, folding: Folding): Possible | null {
  const { content } = note
  switch (content.kind) {
    case 'qa':
    case 'choice': {
      const fit = fitDistractors(note, [content.answer], folding).length
      const choosing = fit >= DISTRACTORS ? (['choice', 'matching'] as const) : []
      const truth = fit > 0 ? (['trueFalse'] as const) : []
      const typed = content.kind === 'qa' ? (['typed'] as const) : []
      return {
        kinds: [...choosing, ...truth, ...typed],
        wanted: ['choice', 'trueFalse', 'matching', 'typed'],
        instead: 'typed',
      }
    }
    case 'list': {
      const fit = fitDistractors(note, contentAnswers(note.content), folding).length
      const several = fit >= DISTRACTORS && content.items.length > 1 ? (['several'] as const) : []
      return { kinds: ['list', ...several], wanted: ['list', 'several'], instead: 'list' }
    }
    case 'cloze': {
      const answers = contentAnswers(note.content)
      const fit = answers.length === 1 ? fitDistractors(note, answers, folding).length : 0
      const choosing = fit >= DISTRACTORS ? (['choice'] as const) : []
      const truth = fit > 0 ? (['trueFalse'] as const) : []
      const kinds = ['cloze', ...choosing, ...truth] as const
      return { kinds, wanted: kinds, instead: 'cloze' }
    }
    default:
      content satisfies never
      return null
  }
}

const typedKind = (note: Note): QuestionKind | null => possibleKinds(note, DEFAULT_FOLDING)?.instead ?? null

/** One of the possible kinds by weight; the typed one where only others are wanted; null where none is. */
function drawKind(possible: Possible | null, mix: Blueprint['mix'], random: Random): QuestionKind | null {
  if (possible === null) return null
  const kinds = QUESTION_KINDS.filter((kind) => possible.kinds.includes(kind) && mix[kind] > 0)
  const total = kinds.reduce((sum, kind) => sum + mix[kind], 0)
  let draw = random() * total
  for (const kind of kinds) {
    draw -= mix[kind]
    if (draw < 0) return kind
  }
  return possible.wanted.some((kind) => mix[kind] > 0) ? possible.instead : null
}

type Options = { readonly random: Random; readonly folding: Folding; readonly shuffles: boolean }

function formOf(note: Note, kind: QuestionKind, { random, folding, shuffles }: Options): QuestionForm {
  const answers = contentAnswers(note.content)
  const answer = answers[0] ?? ''
  const key: ExamOption = { text: answer, evidence: note.evidence[0] ?? null }
  const distractors = () => shuffle(fitDistractors(note, answers, folding), random)
  switch (kind) {
    case 'choice': {
      const wrong = distractors().slice(0, DISTRACTORS)
      const options = wrong.toSpliced(randomInt(random, DISTRACTORS + 1), 0, key)
      const shown = shuffles ? options : inOrder(options)
      return { kind, options: shown, key: shown.indexOf(key) }
    }
    case 'several': {
      const right = answers.map((text, i): ExamOption => ({ text, evidence: note.evidence[i] ?? null }))
      const all = shuffle([...right, ...distractors().slice(0, Math.max(DISTRACTORS, right.length))], random)
      const options = shuffles ? all : inOrder(all)
      return { kind, options, keys: options.flatMap((option, i) => (right.includes(option) ? [i] : [])) }
    }
    case 'trueFalse': {
      const [wrong] = distractors()
      const isTrue = wrong === undefined || random() < 0.5
      return { kind, claim: isTrue ? key : wrong, isTrue, answer }
    }
    case 'cloze':
      return note.content.kind === 'cloze' ? clozeOf(note, note.content.text) : typedOf(note, answer)
    case 'list':
      return note.content.kind === 'list' ? { kind, items: note.content.items } : typedOf(note, answer)
    case 'typed':
    case 'matching':
      return typedOf(note, answer)
  }
}

const typedOf = (note: Note, answer: string): QuestionForm => ({
  kind: 'typed',
  answer,
  accepted: note.accepted,
  wrong: note.distractors.map((distractor) => distractor.text),
})

/**
 * All blanks of a cloze at once: words alike under one number are one blank. A note's accepted answers are for its only
 * blank; where it has several nobody can tell whose they are.
 */
function clozeOf(note: Note, text: string): QuestionForm {
  const blanks: Blank[] = []
  const parts = parseCloze(text).map((part): GapPart => {
    if (part.kind === 'text') return part
    const cardId = cardIdOf(note.id, `c${part.number}`)
    const known = blanks.findIndex((blank) => blank.cardId === cardId && blank.answer === part.answer)
    if (known < 0) blanks.push({ answer: part.answer, accepted: [], cardId })
    return { kind: 'gap', blank: known < 0 ? blanks.length - 1 : known, hint: part.hint }
  })
  const isOnly = blanks.length === 1
  return {
    kind: 'cloze',
    parts,
    blanks: isOnly ? blanks.map((blank) => ({ ...blank, accepted: note.accepted })) : blanks,
  }
}

const gappedText = (text: string): string =>
  parseCloze(text)
    .map((part) => (part.kind === 'text' ? part.text : `[${part.hint ?? '…'}]`))
    .join('')

function matchingOf(group: Group, random: Random): QuestionForm & Pick<Question, 'cards' | 'evidence'> {
  const answers = group.notes.map(({ note }) => contentAnswers(note.content)[0] ?? '')
  const places = shuffle(
    answers.map((_, i) => i),
    random,
  )
  return {
    kind: 'matching',
    prompts: group.notes.map(({ note }) => questionText(note, 'front')),
    options: places.map((i) => answers[i] ?? ''),
    keys: answers.map((_, i) => places.indexOf(i)),
    cards: group.notes.map(({ note }) => cardIdOf(note.id, 'front')),
    evidence: group.notes.flatMap(({ note }) => note.evidence.slice(0, 1)),
  }
}

/** Numbers by size before words by code unit, so that the place of the key says nothing. */
function inOrder(options: readonly ExamOption[]): ExamOption[] {
  const number = (option: ExamOption) => Number.parseFloat(option.text.replaceAll(',', ''))
  return [...options].sort((a, b) => {
    const [x, y] = [number(a), number(b)]
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || compare(a, b)
    return x - y || compare(a, b)
  })
}

const compare = (a: ExamOption, b: ExamOption): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
