/** The first `most` UTF-16 units of a text, or one less where the cut would leave half of a character behind. */
export const clip = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
