/** Turns the direction of text until it is ended, and so, in a name, of our own words behind it. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g
/** Letters that run from right to left, those of rarer scripts by their first half, and marks that count as one. */
const RUNS_LEFT = /[\u0590-\u08FF\u200E\u200F\uD802\uD803\uD83A\uD83B\uFB1D-\uFDFF\uFE70-\uFEFC]/

/** A name, a title, a tag without what could turn the words around it; its own letters run as they run. */
export const unturned = (text: string): string => text.replace(TURNING, '')

/** Somebody's words as they can stand in a sentence of ours: in what direction they run, the sentence keeps its own. */
export function isolated(text: string): string {
  const own = unturned(text)
  return RUNS_LEFT.test(own) ? `\u2068${own}\u2069` : own
}
