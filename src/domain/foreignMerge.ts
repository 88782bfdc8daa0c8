import { fingerprint } from './fingerprint.ts'
import type { Note } from './note.ts'
import { sameNote } from './noteMerge.ts'
import { type AnkiOrigin, asContent, templateOf } from './noteType.ts'

export type Merged = { readonly kind: 'same' | 'older' } | { readonly kind: 'changed'; readonly note: Note }

/** What a note becomes by another text of it. Cards only come to a note, as its past must not go. */
export function merged(mine: Note, theirs: Note): Merged {
  const a = templateOf(mine)
  const b = templateOf(theirs)
  if (!a || !b) return fingerprint(mine) === fingerprint(theirs) ? { kind: 'same' } : { kind: 'changed', note: theirs }
  const cards = [...new Set([...a.cards, ...b.cards])].sort((x, y) => x - y)
  const isOlder = b.changed < a.changed
  const [text, tags] = isOlder ? [a, mine.tags] : [b, theirs.tags]
  const anki = a.anki && b.anki ? { ...text.anki, ...withCards(a.anki, b.anki) } : text.anki
  const note = { ...mine, tags, content: asContent({ ...text, cards, ...(anki && { anki }) }) }
  if (fingerprint(note) !== fingerprint(mine)) return { kind: 'changed', note }
  const isSame = fingerprint({ ...theirs, content: asContent({ ...b, cards }) }) === fingerprint(mine)
  return { kind: isSame ? 'same' : 'older' }
}

/**
 * Of two texts that a note has on two devices the one that was changed later where it came from, with the cards of both;
 * of one time `lead`.
 */
export function later(lead: Note, other: Note): Note {
  const a = templateOf(lead)
  const b = templateOf(other)
  if (!a || !b) return lead
  const [note, text, less] = b.changed > a.changed ? [other, b, a] : [lead, a, b]
  const cards = [...new Set([...text.cards, ...less.cards])].sort((x, y) => x - y)
  const anki = text.anki && less.anki ? withCards(less.anki, text.anki) : (text.anki ?? less.anki)
  const whole = { ...note, content: asContent({ ...text, cards, ...(anki && { anki }) }) }
  return sameNote(whole, note) ? note : whole
}

/** Where a card was renamed there, the newer import says so. */
const withCards = (mine: AnkiOrigin, theirs: AnkiOrigin): AnkiOrigin => ({
  ...theirs,
  cards: { ...mine.cards, ...theirs.cards },
})
