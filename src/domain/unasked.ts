export const WHYS = ['nothing', 'reference', 'time', 'voice', 'vague', 'wording', 'enough'] as const

/** Why a sentence was not asked, by what somebody can make of it: a word for each is in the interface. */
export type WhyUnasked = (typeof WHYS)[number]

/** What became of an article's sentences. Those of `why`, most first, have no question; they add up to at most `read`. */
export type Unasked = {
  readonly read: number
  readonly why: readonly { readonly why: WhyUnasked; readonly sentences: number }[]
}

export const notAsked = (tally: Unasked): number => tally.why.reduce((sum, each) => sum + each.sentences, 0)

/** Whether so few sentences were asked that the learner may wonder why: fewer than one in three. */
export const asksLittle = (tally: Unasked): boolean => tally.read > 0 && (tally.read - notAsked(tally)) * 3 < tally.read
