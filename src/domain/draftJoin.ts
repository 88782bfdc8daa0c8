import type { ArticleDraft, Proposal } from './articleDraft.ts'
import { withSource } from './draftDeck.ts'
import { hashText } from './hash.ts'
import type { NoteId } from './note.ts'
import { sameValue } from './same.ts'
import type { SourceId } from './source.ts'

/**
 * Two drafts of one article as one: no clock says which is the later, so nothing of either goes. What the learner decided
 * or wrote in `mine` stands; what is untouched there is as `theirs` has it. Where both hold other words for one card, those
 * of `theirs` come as a card of their own, to be looked at. The very draft `mine` where nothing comes of it.
 */
export function joinDrafts(mine: ArticleDraft, theirs: ArticleDraft): ArticleDraft {
  const known = new Map(mine.proposals.map((each) => [each.note.id, each]))
  const others = new Map(theirs.proposals.map((each) => [each.note.id, each]))
  const proposals = mine.proposals.map((own) => {
    const other = others.get(own.note.id)
    return other && isUntouched(own) && !sameValue(own, other) ? other : own
  })
  const added = theirs.proposals.flatMap((other): Proposal[] => {
    const own = known.get(other.note.id)
    if (!own) return [other]
    if (isUntouched(own) || !isWritten(other) || sameValue(own.note, other.note)) return []
    const apart = { ...other, note: { ...other.note, id: besides(other) }, verdict: 'open' as const, reason: null }
    return known.has(apart.note.id) || others.has(apart.note.id) ? [] : [apart]
  })
  const unasked = mine.unasked ?? theirs.unasked
  const isSame =
    added.length === 0 && unasked === mine.unasked && proposals.every((each, i) => each === mine.proposals[i])
  return isSame ? mine : { ...mine, proposals: [...proposals, ...added], ...(unasked && { unasked }) }
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

const isWritten = ({ origin }: Proposal): boolean => origin === 'edited' || origin === 'by-hand'

const besides = ({ note }: Proposal): NoteId => `n_${hashText(`${note.id} ${JSON.stringify(note.content)}`)}` as NoteId
