import type { ArticleDraft, Proposal } from './articleDraft.ts'
import { withSource } from './draftDeck.ts'
import { hashText } from './hash.ts'
import type { NoteId } from './note.ts'
import { sameValue } from './same.ts'
import type { SourceId } from './source.ts'

/**
 * Two drafts of one article as one: no clock says which is the later, so nothing of either goes. What the learner decided
 * or wrote in `mine` stands, and so do the words of what is untouched there: it takes the verdict of `theirs` on these very
 * words, and no other. Other words for one card come as a card of their own, to be looked at. The very draft `mine` where
 * nothing comes of it.
 */
export function joinDrafts(mine: ArticleDraft, theirs: ArticleDraft): ArticleDraft {
  const known = new Map(mine.proposals.map((each) => [each.note.id, each]))
  const others = new Map(theirs.proposals.map((each) => [each.note.id, each]))
  const proposals = mine.proposals.map((own) => {
    const other = others.get(own.note.id)
    return other && isUntouched(own) && sameValue(own.note, other.note) && !sameValue(own, other) ? other : own
  })
  const added = theirs.proposals.flatMap((other): Proposal[] => {
    const own = known.get(other.note.id)
    if (!own) return [other]
    if (isUntouched(other) || sameValue(own.note, other.note)) return []
    const apart = { ...other, note: { ...other.note, id: besides(other) }, verdict: 'open' as const, reason: null }
    return known.has(apart.note.id) || others.has(apart.note.id) ? [] : [apart]
  })
  const unasked = mine.unasked ?? theirs.unasked
  const isSame =
    added.length === 0 && unasked === mine.unasked && proposals.every((each, i) => each === mine.proposals[i])
  return isSame ? mine : { ...mine, proposals: [...proposals, ...added], ...(unasked && { unasked }) }
}

/** What a join did to a draft; `before` is null where it was not here. */
export type DraftStep = { readonly before: ArticleDraft | null; readonly after: ArticleDraft }

/**
 * A draft without what a join brought to it, null where it came with it. A card that was changed since stays as it is now,
 * and of a draft that came with it, all does: then `isAll` is false.
 */
export function unjoined(
  now: ArticleDraft,
  { before, after }: DraftStep,
): { readonly draft: ArticleDraft | null; readonly isAll: boolean } {
  if (sameValue(now, after)) return { draft: before, isAll: true }
  if (before === null) return { draft: now, isAll: false }
  const was = new Map(before.proposals.map((each) => [each.note.id, each]))
  const left = new Map(after.proposals.map((each) => [each.note.id, each]))
  const isBrought = ({ note: { id } }: Proposal) => left.has(id) && !sameValue(was.get(id), left.get(id))
  const isAsLeft = (each: Proposal) => sameValue(each, left.get(each.note.id))
  const proposals = now.proposals.flatMap((each) =>
    isBrought(each) && isAsLeft(each) ? (was.get(each.note.id) ?? []) : each,
  )
  const at = now.proposals[now.current]?.note.id
  const place = proposals.findIndex(({ note }) => note.id === at)
  const current = place < 0 ? Math.max(0, Math.min(now.current, proposals.length - 1)) : place
  const { unasked, ...rest } = now
  const stays = unasked && (before.unasked !== undefined || !sameValue(unasked, after.unasked))
  return {
    draft: { ...rest, proposals, current, ...(stays && { unasked }) },
    isAll: now.proposals.every((each) => !isBrought(each) || isAsLeft(each)),
  }
}

/** The draft as it can stand beside another of the same article with another text: its cards point into its own. */
export function draftBeside(draft: ArticleDraft): ArticleDraft {
  const { source } = draft
  const id = `s_${hashText(`${source.id} ${source.text}`)}` as SourceId
  const proposals = draft.proposals.map((each) => ({ ...each, note: withSource(each.note, source.id, id) }))
  return { ...draft, id, source: { ...source, id }, proposals }
}

const isUntouched = ({ verdict, origin }: Proposal): boolean =>
  verdict === 'open' && (origin === 'found' || origin === 'model')

const besides = ({ note }: Proposal): NoteId => `n_${hashText(`${note.id} ${JSON.stringify(note.content)}`)}` as NoteId
