import type { DeckId, Note, NoteId } from './note.ts'

/** A card as far as it may give another one away. */
export type Asked = { readonly key: string; readonly deckId: DeckId; readonly noteId: NoteId; readonly note: Note }

/**
 * Names of the cards that another note's card gives away: both leave something out of one sentence, and each shows what
 * the other asks. `before` are those that come or came today anyhow; of `asked`, in their order, the first stays.
 */
export function sentenceSiblings(before: readonly Asked[], asked: readonly Asked[]): ReadonlySet<string> {
  const holders = new Map<string, NoteId>()
  const siblings = new Set<string>()
  const isGivenAway = (card: Asked): boolean => {
    const sentence = sentenceOf(card)
    if (sentence === null) return false
    const holder = holders.get(sentence) ?? card.noteId
    holders.set(sentence, holder)
    return holder !== card.noteId
  }
  for (const card of before) isGivenAway(card)
  for (const card of asked) if (isGivenAway(card)) siblings.add(card.key)
  return siblings
}

/** The sentence that a cloze is made of, by its place in its source; null for what is none. */
function sentenceOf({ deckId, note }: Asked): string | null {
  const [piece] = note.evidence
  if (note.content.kind !== 'cloze' || piece === undefined) return null
  return JSON.stringify([deckId, piece.sourceId, piece.sentence.start, piece.sentence.end])
}
