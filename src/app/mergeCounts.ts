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

export type MergeChanges = {
  readonly added: Added
  /** Each counted for itself. */
  readonly changed: Readonly<Record<Change, number>>
  /** The hosts that decks get, or come with, to be asked for newer versions, each once. */
  readonly hosts: readonly string[]
  /** Cards and decks that are not here, of which it says something all the same: that holds once they come. */
  readonly absent: number
}
