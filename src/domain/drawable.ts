import { clip } from './clip.ts'

/** What no text of words has: browsers take a square of the time, and more, to lay out what is longer. */
const LONGEST_RUN = 500
const MOST_TURNS = 1000
/** Marks and line ends, which Markdown would make thousands of elements of. */
const MARKS = /[*_`[\]\\<\n\r]/g
const MOST_MARKS = 4000
const ENOUGH = 10_000
/** Shorter texts are laid out at once, whatever they are. */
const ANY = 500

/** Without a space, and of scripts that are written with spaces. */
const RUN = /(?:(?!\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul})\S){501,}/gu
/** From letters that run one way to letters that run the other. */
const TURN = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^\p{L}]*(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/gu

/**
 * A text as it can be laid out: an unbroken run is cut, as one of a hundred thousand marks or of Arabic letters holds up a
 * page for minutes, and so is a text that turns its direction, or has marks, more often than any does. In proportion to its length.
 */
export function drawable(text: string): string {
  if (text.length <= ANY) return text
  const cut = text.replace(RUN, (run) => `${run.slice(0, LONGEST_RUN)}…`)
  if (cut.length > ENOUGH && (cut.match(MARKS)?.length ?? 0) > MOST_MARKS) return `${clip(cut, ENOUGH)}…`
  let turns = 0
  for (const { index } of cut.matchAll(TURN)) if (++turns > MOST_TURNS) return `${cut.slice(0, index)}…`
  return cut
}
