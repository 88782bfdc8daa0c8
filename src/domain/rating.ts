/** How well a card was recalled, in FSRS's order: 1 is the only one that says it was not. */
export const RATINGS = ['again', 'hard', 'good', 'easy'] as const

export type Rating = (typeof RATINGS)[number]

/** FSRS's grade, 1 to 4. */
export const gradeOf = (rating: Rating): 1 | 2 | 3 | 4 => (RATINGS.indexOf(rating) + 1) as 1 | 2 | 3 | 4
