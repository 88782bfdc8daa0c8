import { type Lesson, mannerOf, type Rejection, type RejectReason } from './lessons.ts'
import type { DeckId, Note } from './note.ts'
import { MODEL_TAG } from './proposedCard.ts'
import type { Source, SourceId } from './source.ts'
import { isSure } from './sure.ts'
import type { Instant } from './time.ts'
import type { Unasked } from './unasked.ts'

export type Verdict = 'open' | 'accepted' | 'rejected'

/** A question about an article and what the learner made of it. */
export type Proposal = {
  readonly note: Note
  readonly verdict: Verdict
  readonly reason: RejectReason | null
  /** Who wrote it as it stands now. */
  readonly origin: 'found' | 'model' | 'edited' | 'by-hand'
  /** The card as it was found or proposed, where the learner gave it other words. */
  readonly found?: Note
  /** What the learner said of questions like this one, where that alone makes it doubtful. */
  readonly disliked?: RejectReason
}

/** An article with its questions before any of them is saved: kept on this device until then. */
export type ArticleDraft = {
  /** One draft an article. */
  readonly id: SourceId
  readonly savedAt: Instant
  readonly source: Source
  /** Where its cards go: a deck of the learner's own, or null for a new one. */
  readonly deckId: DeckId | null
  /** Sure ones first, then those to look at twice; each group in the article's order. */
  readonly proposals: readonly Proposal[]
  readonly current: number
  /** What became of the article's sentences when it was read; missing where it was not read whole. */
  readonly unasked?: Unasked
}

/** Whether a note leans on a reading that can be wrong, or is none that readers keep: its wording wants a second look. */
const isDoubtful = (note: Note): boolean =>
  !isSure(note) ||
  note.evidence.some((piece) => piece.resolutions.some(({ kind }) => kind === 'pronoun' || kind === 'definite'))

/** Whether a question waits in the tray of those to look at twice; one that somebody edited has been looked at. */
export const isInTray = ({ origin, note, disliked }: Proposal): boolean =>
  origin === 'model' || (origin === 'found' && (disliked !== undefined || isDoubtful(note)))

/**
 * A draft of what was found. What an earlier draft of the same article holds is kept: verdicts, edits, cards by hand.
 * `lessons` lower questions of a manner that the learner turns down: they wait in the tray, behind all others, and say
 * so. None is held back, and no note is changed.
 */
export function makeDraft(
  found: { readonly source: Source; readonly notes: readonly Note[]; readonly unasked?: Unasked },
  options: {
    readonly deckId: DeckId | null
    readonly at: Instant
    readonly earlier: ArticleDraft | null
    readonly lessons?: ReadonlyMap<string, Lesson>
  },
): ArticleDraft {
  const { source, unasked } = found
  const before = options.earlier?.source.text === source.text ? options.earlier.proposals : []
  const knownById = new Map(before.map((proposal) => [proposal.note.id, proposal]))
  const fresh = found.notes.map(
    (note): Proposal =>
      knownById.get(note.id) ?? {
        note,
        verdict: 'open',
        reason: null,
        origin: 'found',
        ...dislikeOf(note, options.lessons ?? new Map()),
      },
  )
  const foundIds = new Set(found.notes.map((note) => note.id))
  const own = before.filter(({ note, origin }) => origin !== 'found' && !foundIds.has(note.id))
  const all = [...fresh, ...own]
  const isLast = (each: Proposal): boolean => isInTray(each) && each.disliked !== undefined
  const proposals = [
    ...all.filter((each) => !isInTray(each)),
    ...all.filter((each) => isInTray(each) && !isLast(each)),
    ...all.filter(isLast),
  ]
  const first = proposals.findIndex((each) => each.verdict === 'open')
  const { deckId, at: savedAt } = options
  const current = Math.max(0, first)
  return { id: source.id, savedAt, source, deckId, proposals, current, ...(unasked && { unasked }) }
}

/** The learner's reason against a note's manner, where it brings a sure note below what counts as sure. */
function dislikeOf(note: Note, lessons: ReadonlyMap<string, Lesson>): { readonly disliked?: RejectReason } {
  const lesson = lessons.get(mannerOf(note))
  if (!lesson || isDoubtful(note) || note.confidence === null) return {}
  return !isSure({ confidence: note.confidence - lesson.lowered }) ? { disliked: lesson.reason } : {}
}

/** The reasons that a learner gave in a draft. */
export const rejectionsOf = (draft: ArticleDraft, at: Instant): readonly Rejection[] =>
  draft.proposals.flatMap(({ note, verdict, reason }) =>
    verdict === 'rejected' && reason ? [{ note, reason, at }] : [],
  )

/** Puts what a model proposed behind all others, in the tray; nothing that is there already. */
export function addProposed(draft: ArticleDraft, notes: readonly Note[]): ArticleDraft {
  const known = new Set(draft.proposals.map((each) => each.note.id))
  const fresh = notes.filter((note) => !known.has(note.id))
  const added = fresh.map((note): Proposal => ({ note, verdict: 'open', reason: null, origin: 'model' }))
  return added.length === 0 ? draft : { ...draft, proposals: [...draft.proposals, ...added] }
}

/** Puts a model's wording in the place of a question's own; its verdict is open again. */
export const takeReworded = (draft: ArticleDraft, noteId: Note['id'], question: string): ArticleDraft => ({
  ...draft,
  proposals: draft.proposals.map((each) => {
    const { content, tags } = each.note
    if (each.note.id !== noteId || content.kind !== 'qa') return each
    const note = { ...each.note, content: { ...content, question }, tags: [...new Set([...tags, MODEL_TAG])] }
    return { ...each, note, verdict: 'open', reason: null, origin: 'model' }
  }),
})

/** Settles the current question and goes to the next open one. */
export function judge(draft: ArticleDraft, verdict: 'accepted' | 'rejected'): ArticleDraft {
  const proposals = replaceAt(draft.proposals, draft.current, (each) => ({ ...each, verdict, reason: null }))
  return { ...draft, proposals, current: nextOpen(proposals, draft.current) }
}

export const goTo = (draft: ArticleDraft, index: number): ArticleDraft =>
  draft.proposals[index] ? { ...draft, current: index } : draft

export const giveReason = (draft: ArticleDraft, noteId: Note['id'], reason: RejectReason | null): ArticleDraft => ({
  ...draft,
  proposals: draft.proposals.map((each) =>
    each.note.id === noteId && each.verdict === 'rejected' ? { ...each, reason } : each,
  ),
})

/** Accepts what is open and sure; the tray is left to be looked at, unless nothing else is open. */
export function acceptRest(draft: ArticleDraft): ArticleDraft {
  const ids = new Set(restOf(draft).map((each) => each.note.id))
  const proposals = draft.proposals.map(
    (each): Proposal => (ids.has(each.note.id) ? { ...each, verdict: 'accepted' } : each),
  )
  return { ...draft, proposals, current: nextOpen(proposals, draft.current) }
}

/** What `acceptRest` would accept. */
export function restOf(draft: ArticleDraft): readonly Proposal[] {
  const open = draft.proposals.filter((each) => each.verdict === 'open')
  const sure = open.filter((each) => !isInTray(each))
  return sure.length > 0 ? sure : open
}

/** Puts an edited note in the place of its earlier form, or adds one made by hand; accepted either way. */
export function takeNote(draft: ArticleDraft, note: Note): ArticleDraft {
  const index = draft.proposals.findIndex((each) => each.note.id === note.id)
  if (index < 0) {
    const proposal: Proposal = { note, verdict: 'accepted', reason: null, origin: 'by-hand' }
    const at = draft.proposals.findIndex(isInTray)
    const place = at < 0 ? draft.proposals.length : at
    const proposals = draft.proposals.toSpliced(place, 0, proposal)
    const isBehind = draft.proposals.length > 0 && draft.current >= place
    return { ...draft, proposals, current: draft.current + (isBehind ? 1 : 0) }
  }
  const proposals = replaceAt(draft.proposals, index, (each) => {
    const isReworded = isMade(each) && JSON.stringify(each.note) !== JSON.stringify(note)
    const found = each.found ?? (isReworded ? each.note : undefined)
    const origin = isReworded ? 'edited' : each.origin
    return { note, verdict: 'accepted', reason: null, origin, ...(found && { found }) }
  })
  return { ...draft, proposals, current: nextOpen(proposals, index) }
}

export const acceptedNotes = (draft: ArticleDraft): readonly Note[] =>
  draft.proposals.filter((each) => each.verdict === 'accepted').map((each) => each.note)

/** Of the accepted cards those that the learner worded anew, as they were found. */
export const foundTexts = (draft: ArticleDraft): ReadonlyMap<Note['id'], Note> =>
  new Map(
    draft.proposals.flatMap(({ note, found, verdict }) => (found && verdict === 'accepted' ? [[note.id, found]] : [])),
  )

export const countOf = (draft: ArticleDraft, verdict: Verdict): number =>
  draft.proposals.filter((each) => each.verdict === verdict).length

const isMade = ({ origin }: Proposal): boolean => origin === 'found' || origin === 'model'

const replaceAt = (
  proposals: readonly Proposal[],
  index: number,
  change: (proposal: Proposal) => Proposal,
): readonly Proposal[] => proposals.map((each, i) => (i === index ? change(each) : each))

/** The next open one after `from`, else the first; where none is open, `from`. */
function nextOpen(proposals: readonly Proposal[], from: number): number {
  const after = proposals.findIndex((each, index) => index > from && each.verdict === 'open')
  const first = after >= 0 ? after : proposals.findIndex((each) => each.verdict === 'open')
  return first >= 0 ? first : from
}
