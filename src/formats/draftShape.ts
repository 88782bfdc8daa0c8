import type { ArticleDraft } from '../domain/articleDraft.ts'
import { REJECT_REASONS } from '../domain/lessons.ts'
import { WHYS } from '../domain/unasked.ts'
import { parseNote, parseSource } from './deckShape.ts'
import { parseJson, read } from './json.ts'

const VERDICTS = ['open', 'accepted', 'rejected']
const ORIGINS = ['found', 'model', 'edited', 'by-hand']
const MOST_PROPOSALS = 10_000
/** Of all together, as they stand in one line of a backup. */
const MOST_CHARS = 40_000_000

/** A draft as a backup holds it, as it stands there; null for what is none. What it says of its reading goes if it is unsound. */
export function parseDraft(value: unknown): ArticleDraft | null {
  const [id, savedAt, deckId, proposals, current] = ['id', 'savedAt', 'deckId', 'proposals', 'current'].map((key) =>
    read(value, key),
  )
  const source = parseSource(read(value, 'source'))
  const isSound =
    source.ok &&
    id === source.value.id &&
    typeof savedAt === 'number' &&
    Number.isFinite(savedAt) &&
    (deckId === null || typeof deckId === 'string') &&
    Number.isInteger(current) &&
    Number(current) >= 0 &&
    Array.isArray(proposals) &&
    proposals.length <= MOST_PROPOSALS &&
    proposals.every(isProposal)
  if (!isSound) return null
  const { unasked, ...draft } = value as ArticleDraft
  return unasked === undefined || isUnasked(unasked) ? (value as ArticleDraft) : draft
}

/** Those that a backup gives back as they are: one that it would not must not keep the rest from being saved. */
export function soundDrafts(drafts: readonly ArticleDraft[]): readonly ArticleDraft[] {
  let room = MOST_CHARS
  return drafts.filter((draft) => {
    const text = JSON.stringify(draft)
    const again = parseJson(text, { chars: room, depth: 32 })
    const isSound = again.ok && parseDraft(again.value) !== null && JSON.stringify(again.value) === text
    if (isSound) room -= text.length
    return isSound
  })
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0

function isUnasked(value: unknown): boolean {
  const why = read(value, 'why')
  return (
    isCount(read(value, 'read')) &&
    Array.isArray(why) &&
    why.every((each) => isCount(read(each, 'sentences')) && WHYS.some((known) => known === read(each, 'why')))
  )
}

function isProposal(value: unknown): boolean {
  const reason = read(value, 'reason')
  const disliked = read(value, 'disliked')
  const found = read(value, 'found')
  const isReason = (given: unknown) => REJECT_REASONS.some((known) => known === given)
  return (
    parseNote(read(value, 'note')).ok &&
    VERDICTS.some((known) => known === read(value, 'verdict')) &&
    ORIGINS.some((known) => known === read(value, 'origin')) &&
    (reason === null || isReason(reason)) &&
    (disliked === undefined || isReason(disliked)) &&
    (found === undefined || parseNote(found).ok)
  )
}
