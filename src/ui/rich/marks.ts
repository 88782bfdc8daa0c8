/** Of one text, and of all that stands on a page: each may become an element or two, and thousands take seconds. */
const MOST_MARKS = 4000
const MOST_ON_PAGE = 12_000

/** In characters, as decks have them: a backup gives back longer ones, and Markdown looks at each character many times. */
const LONGEST = 100_000

/** What may make a text more than letters; more than anything holds in one that is longer than a deck's. */
export const marksIn = (text: string): number =>
  text.length > LONGEST ? Number.POSITIVE_INFINITY : (text.match(/[*_`[\]\\<\n\r\uE002]|\$\$/g)?.length ?? 0)

export type MarkRoom = { readonly take: (marks: number) => boolean; readonly giveBack: (marks: number) => void }

/** A text beyond it is shown as it was typed. */
export function makeMarkRoom(): MarkRoom {
  let left = MOST_ON_PAGE
  return {
    take: (marks) => {
      if (marks > MOST_MARKS || marks > left) return false
      left -= marks
      return true
    },
    giveBack: (marks) => {
      left += marks
    },
  }
}
