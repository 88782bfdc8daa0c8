import type { Deck } from '../domain/deck.ts'
import type { Evidence, Note, NoteContent } from '../domain/note.ts'
import type { Source, Span } from '../domain/source.ts'
import { SURE_CONFIDENCE } from '../domain/sure.ts'
import type { Unasked } from '../domain/unasked.ts'
import { addDistractors } from './distractors.ts'
import { readDocument } from './document.ts'
import type { Draft } from './draft.ts'
import type { Reader } from './english/parse.ts'
import { gate, questionOf } from './gates.ts'
import { keepIdentities } from './identity.ts'
import { lintNote } from './lint.ts'
import type { Limits } from './rank.ts'
import { choose, DEFAULT_LIMITS, scoreOf } from './rank.ts'
import type { Reading } from './reading.ts'
import { makeReading } from './reading.ts'
import { RULES } from './rules/table.ts'
import { joinScenes } from './scene/join.ts'
import { headingOf, titleOf } from './scene/title.ts'
import { strictGate } from './strict.ts'
import { wordAt } from './tree.ts'
import { isUnanchored } from './unanchored.ts'
import { unaskedIn } from './unasked.ts'
import { contentStems } from './words.ts'

export type Progress = { readonly phase: 'reading' | 'asking'; readonly share: number }

export type GenerateOptions = {
  readonly read: Reader['read']
  readonly limits?: Partial<Limits>
  /** The deck that the last run made: notes that still match keep their ids. */
  readonly existing?: Deck | null
}

export type Generated = {
  readonly notes: readonly Note[]
  /** How many candidates were dropped, by reason. */
  readonly dropped: ReadonlyMap<string, number>
  readonly sentences: number
  /** Which sentences have no card, by why. */
  readonly unasked: Unasked
  /** Every candidate that was dropped, for those who improve the rules. */
  readonly refused: readonly { readonly rule: string; readonly reason: string; readonly text: string }[]
}

/**
 * Makes cards from an article: reads it, asks by every rule, drops what a gate refuses and keeps the best. Yields
 * progress; the same article, options and model give the same notes everywhere. Text in no language of the reader's
 * gives few cards or none, never an error.
 */
export function* generate(article: Source, options: GenerateOptions): Generator<Progress, Generated> {
  const reader = readDocument(article, options.read)
  let step = reader.next()
  while (step.done !== true) {
    yield { phase: 'reading', share: step.value }
    step = reader.next()
  }
  const reading = makeReading(step.value)
  const dropped = new Map<string, number>()
  const refused: { rule: string; reason: string; text: string; sentence: number | null }[] = []
  const refuse = (rule: string, reason: string, text: string, sentence: number | null): void => {
    const kind = reason.replace(/^((?:item|answer): )?(\w[\w ]*?):.*$/, '$1$2')
    dropped.set(kind, (dropped.get(kind) ?? 0) + 1)
    refused.push({ rule, reason, text, sentence })
  }
  const ranked: { draft: Draft; score: number }[] = []
  for (const [i, row] of RULES.entries()) {
    for (const draft of row.rule(reading)) {
      if ('drop' in draft) {
        refuse(row.name, draft.drop, draft.text, draft.sentence ?? null)
        continue
      }
      const reason = gate(draft) ?? strictGate(reading, draft)
      if (reason === null) ranked.push({ draft, score: capped(reading, draft, scoreOf(draft, row.name)) })
      else {
        const answer = draft.content.kind === 'qa' ? draft.content.answer : ''
        refuse(row.name, reason, `${questionOf(draft)} — ${answer}`, draft.sentence)
      }
    }
    yield { phase: 'asking', share: (i + 1) / RULES.length }
  }
  const chosen = choose(ranked, { ...DEFAULT_LIMITS, ...options.limits })
  for (const { reason, text, sentence } of chosen.dropped) refuse('rank', reason, text, sentence)
  const order = [...joinScenes(chosen.kept)].sort(
    (a, b) => positionOf(reading, a.draft) - positionOf(reading, b.draft) || b.score - a.score,
  )
  const notes: NewNote[] = []
  const asked = new Set<number>()
  for (const { draft, score } of order) {
    const note = toNote(reading, draft, score)
    const finding = lintNote(note, [article])[0]
    if (finding === undefined) {
      notes.push(note)
      for (const answer of draft.answers) asked.add(answer.sentence)
    } else refuse(draft.rule, `lint: ${finding.rule}`, finding.text, draft.sentence)
  }
  return {
    notes: keepIdentities(notes, article, options.existing ?? null),
    dropped,
    sentences: reading.document.sentences.length,
    unasked: unaskedIn(reading.document.sentences.length, asked, refused),
    refused,
  }
}

/**
 * The score, below the sure ones where a card does not say what it is from, when that was, or what it speaks of; and where
 * it is one of the news that is not likelier than others: of those right above the bar every fourth was no good one.
 */
function capped(reading: Reading, draft: Draft, score: number): number {
  // Of the deadlines of a report three of four named what nobody knows who has not read it.
  const isDeadline = reading.genre === 'news' && draft.rule.startsWith('deadline')
  const isUnlikely = reading.genre !== 'plain' && draft.rule.startsWith('scene') && score < SURE_OF_NEWS
  return isDeadline || isUnlikely || isUnanchored(reading, draft) ? Math.min(score, SURE_CONFIDENCE - 0.01) : score
}

const SURE_OF_NEWS = 0.8

const positionOf = (reading: Reading, draft: Draft): number =>
  reading.document.sentences[draft.sentence]?.span.start ?? 0

type NewNote = Omit<Note, 'id'>

function toNote(reading: Reading, draft: Draft, score: number): NewNote {
  const evidence = draft.answers.map((answer) => evidenceOf(reading, answer.sentence, answer.words, draft))
  const distractors = addDistractors(reading, draft)
  return {
    content: underHeading(reading, asChoice(draft, distractors.length)),
    tags: [],
    accepted: draft.accepted,
    distractors,
    evidence,
    confidence: Math.round(score * 100) / 100,
  }
}

/** An exact figure is fair to recognise and unfair to recall: it is asked with its options in view. */
function asChoice(draft: Draft, options: number): NoteContent {
  const { content } = draft
  if (content.kind !== 'qa' || draft.answerType !== 'number' || options < 3 || !/\d{2}/.test(content.answer))
    return content
  return { kind: 'choice', question: content.question, answer: content.answer }
}

/**
 * A question says little by itself: "a deal" on what? It stands under what it is from, as a scene does; readers turned
 * down every second bare one. Where the title would tell the answer, or there is none, it stays bare.
 */
function underHeading(reading: Reading, content: NoteContent): NoteContent {
  if (content.kind === 'cloze') return content
  const heading = titleOf(reading) === null ? '' : headingOf(reading)
  const told = new Set(contentStems(heading))
  const answers = content.kind === 'list' ? content.items.map(({ text }) => text) : [content.answer]
  const own = answers.flatMap(contentStems)
  if (heading === '' || own.filter((stem) => told.has(stem)).length * 2 >= own.length) return content
  return { ...content, question: `> ${heading}\n\n${content.question}` }
}

function evidenceOf(reading: Reading, sentence: number, words: readonly number[], draft: Draft): Evidence {
  const { document } = reading
  const span = document.sentences[sentence]?.span ?? { start: 0, end: 0 }
  const answer = spanOf(reading, words)
  return {
    sourceId: document.source.id,
    sentence: span,
    answer,
    quote: document.source.text.slice(span.start, span.end),
    resolutions: unique(draft.resolutions),
  }
}

function spanOf(reading: Reading, words: readonly number[]): Span {
  const first = words[0]
  const last = words[words.length - 1]
  if (first === undefined || last === undefined) return { start: 0, end: 0 }
  return { start: wordAt(reading.document, first).start, end: wordAt(reading.document, last).end }
}

function unique<T extends { words: string; readAs: string }>(list: readonly T[]): T[] {
  const seen = new Set<string>()
  return list.filter((each) => {
    const key = `${each.words}\u0000${each.readAs}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
