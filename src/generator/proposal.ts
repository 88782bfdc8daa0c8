import type { Note } from '../domain/note.ts'
import { MODEL_TAG, type ProposedCard } from '../domain/proposedCard.ts'
import type { Source, Span } from '../domain/source.ts'
import { findWords } from '../domain/wordSearch.ts'
import { type Document, readDocument, type Sentence } from './document.ts'
import type { AnswerType, Draft } from './draft.ts'
import type { Reader } from './english/parse.ts'
import { gate } from './gates.ts'
import { keepIdentities } from './identity.ts'
import { lintNote, promptOf } from './lint.ts'
import { makeReading, type Reading } from './reading.ts'
import { strictGate } from './strict.ts'
import { mentionAt } from './tree.ts'
import { contentStems, overlap } from './words.ts'

/** Cards of a model that passed, and why the others did not. */
export type Checked = {
  readonly notes: readonly Note[]
  readonly refused: readonly { readonly reason: ProposalFault; readonly detail: string; readonly card: ProposedCard }[]
}

export type ProposalFault =
  /** What it calls a sentence of the text stands nowhere in it. */
  | 'no-such-sentence'
  /** The answer does not stand in that sentence. */
  | 'no-such-answer'
  /** A name or a number in the question that the text does not have. */
  | 'foreign'
  /** Markup, links or characters nobody sees. */
  | 'markup'
  /** The fact is asked already. */
  | 'asked'
  /** The gates that every card passes turned it down. */
  | 'gate'

/** How sure such a card is: it waits with those to look at twice. */
const CONFIDENCE = 0.5

/** Two questions that share so much of their words of meaning ask the same. */
const SAME_QUESTION = 0.8

/**
 * Reads cards that a model proposes for an article as strangers: sentence and answer must stand in the text word for
 * word, wherever we find them ourselves; the question may bring in no name and no number; then the gates and the
 * proof-reading of every card decide. What a note shows is the text's own words, never the model's copy of them.
 */
export function checkProposals(reading: Reading, cards: readonly ProposedCard[], others: readonly Note[]): Checked {
  const notes: Note[] = []
  const refused: { reason: ProposalFault; detail: string; card: ProposedCard }[] = []
  for (const card of cards) {
    const checked = checkOne(reading, card, [...others, ...notes])
    if ('reason' in checked) refused.push({ ...checked, card })
    else notes.push(checked)
  }
  return { notes, refused }
}

/** Reads an article in one go, for checks against it. */
export function readWhole(source: Source, read: Reader['read']): Reading {
  const steps = readDocument(source, read)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return makeReading(step.value)
}

type Fault = { readonly reason: ProposalFault; readonly detail: string }

function checkOne(reading: Reading, card: ProposedCard, others: readonly Note[]): Note | Fault {
  const { document } = reading
  const { source } = document
  const question = tidy(card.question)
  for (const text of [question, card.answer]) if (MARKUP.test(text)) return { reason: 'markup', detail: text }
  const place = findEvidence(document, card)
  if ('reason' in place) return place
  const foreign = foreignWord(question, [source.text, source.title, source.published ?? '', source.outlet ?? ''])
  if (foreign !== null) return { reason: 'foreign', detail: foreign }

  const answer = source.text.slice(place.answer.start, place.answer.end)
  const draft: Draft = {
    rule: 'model',
    content: { kind: 'qa', question, answer },
    sentence: place.sentence.index,
    answers: [{ sentence: place.sentence.index, words: place.words }],
    accepted: [],
    resolutions: [],
    answerType: answerTypeOf(document, place.words, answer),
    verb: null,
  }
  const reason = gate(draft) ?? strictGate(reading, draft)
  if (reason !== null) return { reason: 'gate', detail: reason }
  const { span } = place.sentence
  const bare = {
    content: draft.content,
    tags: [MODEL_TAG],
    accepted: [],
    distractors: [],
    evidence: [
      {
        sourceId: source.id,
        sentence: span,
        answer: place.answer,
        quote: source.text.slice(span.start, span.end),
        resolutions: [],
      },
    ],
    confidence: CONFIDENCE,
  }
  const finding = lintNote(bare, [source])[0]
  if (finding !== undefined) return { reason: 'gate', detail: `lint: ${finding.rule}` }
  const [note] = keepIdentities([bare], source, null)
  if (note === undefined || others.some((other) => other.id === note.id || asksTheSame(note, other)))
    return { reason: 'asked', detail: question }
  return note
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Tags, entities, code marks, links, and characters that control or hide. */
const MARKUP = /<\/?[a-z!?]|&#?\w+;|`|\*\*|\]\(|https?:\/\/|[\p{Cc}\p{Cf}\p{Co}\ufffd]/iu

type Place = { readonly sentence: Sentence; readonly answer: Span; readonly words: readonly number[] }

/** The sentence of ours that holds the answer, of those that the model's quotation touches. */
function findEvidence(document: Document, card: ProposedCard): Place | Fault {
  const quoted = findWords(flat(document.text), flat(card.sentence).trim())
  if (quoted === null) return { reason: 'no-such-sentence', detail: card.sentence }
  const wanted = flat(card.answer)
    .trim()
    .replace(/[.,;:]$/, '')
  for (const sentence of document.sentences) {
    const { span } = sentence
    if (span.end <= quoted.start || span.start >= quoted.end) continue
    const found = findWords(document.text.slice(span.start, span.end), wanted)
    if (found === null) continue
    const answer = { start: span.start + found.start, end: span.start + found.end }
    const words = document.words.flatMap((word) =>
      word.sentence === sentence.index && word.start >= answer.start && word.end <= answer.end ? [word.index] : [],
    )
    if (words.length > 0) return { sentence, answer, words }
  }
  return { reason: 'no-such-answer', detail: card.answer }
}

/** Line feeds within a paragraph as spaces, one unit for one, so that offsets stay right. */
const flat = (text: string): string => text.replace(/[\n\t]/g, ' ')

/** A number, or a word with a capital past the first, that stands nowhere in the texts; null where all do. */
function foreignWord(question: string, texts: readonly string[]): string | null {
  for (const match of question.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}.,’'-]*[\p{L}\p{N}])?/gu)) {
    const word = match[0].replace(/[’']s$/, '')
    const isName = /^\p{Lu}/u.test(word) && match.index > 0
    if ((isName || /\p{N}/u.test(word)) && !texts.some((text) => findWords(text, word) !== null)) return word
  }
  return null
}

function answerTypeOf(document: Document, words: readonly number[], answer: string): AnswerType {
  if (/^\d{4}$/.test(answer)) return 'year'
  switch (mentionAt(document, words[words.length - 1] ?? -1)?.type) {
    case 'PERSON':
      return 'person'
    case 'GPE':
    case 'LOC':
    case 'FAC':
      return 'place'
    case 'ORG':
      return 'body'
    case 'DATE':
      return 'date'
    case 'CARDINAL':
    case 'MONEY':
    case 'PERCENT':
    case 'QUANTITY':
      return 'number'
    default:
      return 'phrase'
  }
}

const asksTheSame = (note: Note, other: Note): boolean =>
  overlap(new Set(contentStems(promptOf(note))), new Set(contentStems(promptOf(other)))) >= SAME_QUESTION
