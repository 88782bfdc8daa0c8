/** Where the n-th gap of a cloze stands in a text: characters that no text needs, so that Markdown reads it as a word. */
export const gapMark = (index: number): string => `\uE002${index}\uE003`

/** The TeX of each gap in the text, for those within maths. */
export type GapTex = (index: number) => string
