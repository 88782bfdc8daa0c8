/** The first `most` UTF-16 units of a text, or one less where the cut would leave half of a character behind. */
export const clip = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '')

/**
 * In characters, as in the files of decks: a name in the log has no limits, and one of a million letters would be laid out
 * for minutes. It is cut where it is read of the log, and nowhere in it.
 */
export const LONGEST_TITLE = 500
