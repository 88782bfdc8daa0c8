/** A card as a model wrote it. Nothing in it is to be trusted, or shown, before the gates have read it. */
export type ProposedCard = {
  readonly question: string
  readonly answer: string
  /** What it says is a sentence of the text. */
  readonly sentence: string
}

/** A tag of the notes that came this way: it goes with them wherever they go. */
export const MODEL_TAG = 'model'

export const isByModel = (note: { readonly tags: readonly string[] }): boolean => note.tags.includes(MODEL_TAG)
