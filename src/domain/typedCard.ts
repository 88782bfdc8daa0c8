import { bareText } from './bareText.ts'
import { clozeText, clozeView } from './clozeView.ts'
import { facesOf } from './faces.ts'
import type { Folding } from './normalise.ts'
import type { Face, ListItem, Note } from './note.ts'
import { occlusionOf } from './occlusion.ts'
import { occlusionView } from './occlusionView.ts'
import type { Rating } from './rating.ts'
import { type Expected, gradeTyped, type TypedVerdict } from './typed.ts'
import { type Gap, gradeGaps } from './typedGaps.ts'
import { gradeList, type ListVerdict } from './typedList.ts'

/** What a card wants typed: one text, a line for each item of a list, or one for each gap. */
export type TypedAsk =
  | { readonly kind: 'one'; readonly expected: Expected }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'gaps'; readonly gaps: readonly Gap[] }

export type TypedCheck =
  | { readonly kind: 'one'; readonly given: string; readonly verdict: TypedVerdict }
  | { readonly kind: 'list'; readonly items: readonly ListItem[]; readonly verdict: ListVerdict }
  | { readonly kind: 'gaps'; readonly given: readonly string[]; readonly verdicts: readonly TypedVerdict[] }

/** How a check came out: `close` is right but for a slip, `part` is some of several. */
export type TypedOutcome = 'right' | 'close' | 'part' | 'wrong' | 'nothing'

/** What to type for a card; null for those that are answered otherwise (a choice), or not known here. */
export function typedAsk(note: Note, face: Face): TypedAsk | null {
  const occlusion = occlusionOf(note)
  if (occlusion) {
    const label = occlusionView(occlusion, face)?.asked.label ?? ''
    return label === '' ? null : { kind: 'one', expected: { answer: bareText(label), accepted: [] } }
  }
  const { content } = note
  switch (content.kind) {
    case 'qa': {
      const wrong = note.distractors.map(({ text }) => text)
      return { kind: 'one', expected: { answer: bareText(content.answer), accepted: note.accepted, wrong } }
    }
    case 'list':
      return { kind: 'list', items: content.items.map((item) => ({ ...item, text: bareText(item.text) })) }
    case 'cloze': {
      const answers = gapsOf(content.text, face)
      const plain = clozeText(content.text)
      // Gaps in formulas and marked-up text are thought about: a field cannot stand in them.
      if (answers.length === 0 || MATHS.test(plain) || bareText(plain) !== plain) return null
      const accepted = hasOneAnswer(note, face) ? note.accepted : []
      return { kind: 'gaps', gaps: answers.map((answer) => ({ answer, accepted })) }
    }
    case 'choice':
      return null
    default:
      content satisfies never
      return null
  }
}

const MATHS = /\\[([]|\$\$/

/** How many fields there are to type in. */
export function fieldCount(ask: TypedAsk): number {
  switch (ask.kind) {
    case 'one':
      return 1
    case 'list':
      return ask.items.length
    case 'gaps':
      return ask.gaps.length
  }
}

/** Marks what was typed, one text a field. The items of a list may come in any order. */
export function checkTyped(ask: TypedAsk, texts: readonly string[], folding: Folding): TypedCheck {
  switch (ask.kind) {
    case 'one': {
      const given = texts[0] ?? ''
      return { kind: 'one', given, verdict: gradeTyped(given, ask.expected, folding) }
    }
    case 'list':
      return { kind: 'list', items: ask.items, verdict: gradeList(texts, ask.items, folding) }
    case 'gaps': {
      const given = ask.gaps.map((_, i) => texts[i] ?? '')
      return { kind: 'gaps', given, verdicts: gradeGaps(given, ask.gaps, folding) }
    }
  }
}

export function outcomeOf(check: TypedCheck): TypedOutcome {
  switch (check.kind) {
    case 'one':
      return together([check.verdict])
    case 'list': {
      const { found, extra } = check.verdict
      const named = found.filter((line) => line !== null).length
      if (named === found.length) return extra.length === 0 ? 'right' : 'close'
      return named > 0 ? 'part' : extra.length > 0 ? 'wrong' : 'nothing'
    }
    case 'gaps':
      return together(check.verdicts)
  }
}

/** How many parts were right, of how many. */
export function tally(check: TypedCheck): { readonly right: number; readonly of: number } {
  const parts =
    check.kind === 'list'
      ? check.verdict.found.map((line) => line !== null)
      : (check.kind === 'one' ? [check.verdict] : check.verdicts).map(({ kind }) => kind === 'right')
  return { right: parts.filter(Boolean).length, of: parts.length }
}

/** The rating that fits, as a suggestion: what was not recalled whole was not recalled. */
export function suggestedRating(outcome: TypedOutcome, hinted: boolean): Rating {
  switch (outcome) {
    case 'right':
      return hinted ? 'hard' : 'good'
    case 'close':
      return 'hard'
    case 'part':
    case 'wrong':
    case 'nothing':
      return 'again'
  }
}

/**
 * The note with what was typed among its accepted answers, for a learner who was right after all. Null where that cannot
 * be said of one answer: a note cannot keep which of several gaps a text was for, nor which of several items.
 */
export function withAccepted(note: Note, face: Face, check: TypedCheck): Note | null {
  if (occlusionOf(note)) return null
  switch (check.kind) {
    case 'one':
      return check.given.trim() === '' ? null : accepting(note, check.given)
    case 'gaps': {
      const wrong = check.given.filter((text, i) => check.verdicts[i]?.kind === 'wrong' && text.trim() !== '')
      return wrong[0] !== undefined && hasOneAnswer(note, face) ? accepting(note, wrong[0]) : null
    }
    case 'list': {
      const { found, extra } = check.verdict
      const missing = found.flatMap((line, i) => (line === null ? [i] : []))
      const [line] = extra
      const { content } = note
      if (content.kind !== 'list' || line === undefined || extra.length > 1 || missing.length !== 1) return null
      const items = content.items.map((item, i) =>
        i === missing[0] ? { ...item, accepted: [...item.accepted, line.trim()] } : item,
      )
      return { ...note, content: { ...content, items } }
    }
  }
}

const accepting = (note: Note, given: string): Note => ({ ...note, accepted: [...note.accepted, given.trim()] })

function together(verdicts: readonly TypedVerdict[]): TypedOutcome {
  const right = verdicts.filter((verdict) => verdict.kind === 'right')
  if (right.length === verdicts.length) return right.every((verdict) => verdict.exact) ? 'right' : 'close'
  if (right.length > 0) return 'part'
  return verdicts.every((verdict) => verdict.kind === 'wrong' && verdict.reason === 'empty') ? 'nothing' : 'wrong'
}

const gapsOf = (text: string, face: Face): readonly string[] =>
  clozeView(text, Number(face.slice(1))).flatMap((part) => (part.kind === 'asked' ? [part.answer] : []))

/** A note's accepted answers are for its only answer. */
const hasOneAnswer = (note: Note, face: Face): boolean =>
  note.content.kind === 'cloze' && facesOf(note).length === 1 && new Set(gapsOf(note.content.text, face)).size === 1
