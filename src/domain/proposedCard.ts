/** A card as a model wrote it. Nothing in it is to be trusted, or shown, before the gates have read it. */
export type ProposedCard = {
  readonly question: string
  readonly answer: string
  /** What it says is a sentence of the text. */
  readonly sentence: string
}
