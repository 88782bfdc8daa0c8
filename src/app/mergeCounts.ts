/** What comes to be here. */
export type Added = Readonly<Record<'decks' | 'cards' | 'reviews' | 'papers', number>>

/**
 * What is here and becomes another, in the order in which it is told: studied cards that are new again, cards out of
 * study, with other words, in another deck; reviews taken back; cards with another schedule, back in study; decks with
 * another title, with another address to ask; settings; and whatever else (flags, kept searches, marks of papers).
 */
export const CHANGES = [
  'reset',
  'away',
  'reworded',
  'moved',
  'undone',
  'rescheduled',
  'back',
  'renamed',
  'addresses',
  'settings',
  'other',
] as const

export type Change = (typeof CHANGES)[number]

/** Each counted for itself. */
export type MergeChanges = { readonly added: Added; readonly changed: Readonly<Record<Change, number>> }
