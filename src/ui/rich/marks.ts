/** Of one text, and of all that stands on a page: each may become an element or two, and thousands take seconds. */
const MOST_MARKS = 4000
const MOST_ON_PAGE = 12_000

/** What may make a text more than letters. */
export const marksIn = (text: string): number => text.match(/[*_`[\]\\<\n\uE002]/g)?.length ?? 0

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
